"""kill -9 of hub, broker, both, and devices, under load, at any moment."""
import os
import signal
import time

from centre import until


def strikes(trial):
    trial.open()
    trial.hub.start()
    trial.tell("hub ready for the first time")
    trial.talk()
    for _ in range(trial.chance.randint(1, 3)):
        trial.accepts_more(trial.chance.randrange(1, 400))
        trial.pause(0, 0.02)
        yield time.monotonic()
    trial.accepts_more(20)
    trial.settle()
    trial.judge()


def hub_again(trial, since):
    # Sometimes it dies while it starts, too.
    while trial.chance.random() < 0.2:
        trial.hub.launch()
        trial.pause(0, 0.3)
        trial.kill_hub()
        since = time.monotonic()
    trial.start_hub(since)


def kill_hub(trial):
    for since in strikes(trial):
        trial.kill_hub()
        hub_again(trial, since)


def strike_broker(trial):
    until(trial.hub.broker_pid, "the hub has no broker")
    victim = trial.hub.broker_pid()
    trial.tell("broker killed")
    os.kill(victim, signal.SIGKILL)
    return victim


def kill_broker(trial):
    for since in strikes(trial):
        victim = strike_broker(trial)
        until(lambda: trial.hub.broker_pid() not in (None, victim) and trial.hub.http("/readyz")[0] == 200,
              "the hub is not ready with a new broker")
        trial.measure("ready_s", time.monotonic() - since)


def kill_both(trial):
    for since in strikes(trial):
        broker = trial.hub.broker_pid()
        # In one order or the other, at once or apart; a broker that is left alone ends with its hub.
        deeds = [trial.kill_hub, lambda: kill_if_there(trial, broker)]
        trial.chance.shuffle(deeds)
        deeds[0]()
        trial.pause(0, trial.chance.choice((0, 0.3)))
        deeds[1]()
        hub_again(trial, since)


def kill_if_there(trial, broker):
    trial.tell("broker killed")
    try:
        os.kill(broker, signal.SIGKILL)
    except (ProcessLookupError, TypeError):
        pass
