"""A network that breaks between broker and hub, or between broker and clients, in six shapes."""
import time

import wires
from broker import Broker
from centre import Hub
from proxy import FROM_BROKER, TO_BROKER, WAYS, Proxy


def nothing_passes(trial, net):
    net.hold(WAYS)
    last(trial)


def one_way_only(trial, net):
    net.hold({trial.chance.choice((TO_BROKER, FROM_BROKER))})
    last(trial)


def half_open(trial, net):
    net.kill_all()
    last(trial)


def slow(trial, net):
    net.delay_s = trial.chance.uniform(0.05, 0.8)
    last(trial)


def reset(trial, net):
    net.reset_all()


def flapping(trial, net):
    for _ in range(trial.chance.randint(2, 6)):
        net.refuse()
        trial.pause(0, 0.3)
        net.mend()
        trial.pause(0, 0.5)


SHAPES = (nothing_passes, one_way_only, half_open, slow, reset, flapping)


def last(trial):
    """Mostly for a moment, now and then for longer than a keepalive."""
    trial.pause(*((23, 30) if trial.is_long and trial.chance.random() < 0.05 else (0.2, 4)))


def partitions(trial):
    """By a proxy, which has all shapes."""
    broker = Broker().start()
    trial.at_end(broker.remove)
    nets = {"hub": Proxy(broker.port), "clients": Proxy(broker.port)}
    for net in nets.values():
        trial.at_end(net.end)
    trial.open(Hub(broker=nets["hub"].port))
    trial.start_hub()
    trial.talk(place=("127.0.0.1", nets["clients"].port))
    break_and_judge(trial, nets, SHAPES[trial.number % len(SHAPES)], ("127.0.0.1", broker.port))


def cut_wires(trial):
    """In network namespaces: packets are lost on the way, and the ends of connections find out as they do."""
    if not wires.are_possible():
        raise wires.CannotRun("this machine lets nobody make network namespaces")
    broker = wires.FarBroker(trial).start()
    trial.at_end(broker.remove)
    hub = trial.open(Hub(broker=broker.port))
    hub.broker_address = broker.wires["hub"].address
    # Not the loopback, so the hub wants to be somebody; this broker knows nobody.
    hub.environment = {"PARAAT_BROKER_ACCESS": "accounts", "PARAAT_BROKER_USERNAME": "hub"}
    trial.start_hub()
    place = (broker.wires["clients"].address, broker.port)
    trial.talk(place=place)
    break_and_judge(trial, broker.wires, (nothing_passes, one_way_only, flapping)[trial.number % 3], place)


def break_and_judge(trial, nets, shape, place):
    for side in trial.chance.sample(sorted(nets), trial.chance.randint(1, 2) if trial.is_long else 1):
        trial.accepts_more(trial.chance.randrange(1, 200))
        trial.tell(f"broker and {side}: {shape.__name__}")
        shape(trial, nets[side])
        nets[side].mend()
        mended = time.monotonic()
        trial.tell("the network is whole")
        trial.accepts_more(20, 60)
        trial.measure("accepts_again_s", time.monotonic() - mended)
        trial.measure(shape.__name__, 1)
    trial.settle(place)
    trial.judge()
