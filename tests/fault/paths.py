"""Access rules of a broker that are wrong, one at a time: the hub names the path through which nothing comes, within 30 s."""
import signal
import time

import speech
from broker import Broker
from centre import Hub, Subscriber, until
from trial import Broken

LONG_ENOUGH_S = 90  # that it is named within 30 s, 99 times of 100, the long form holds to
KINDS_OF_INPUT = ("report", "status", "instruct", "ack", "command", "query", "presence", "beacon")
NODE = "hub-1"
USER = "hub"  # the hub probes what it is called at the broker


def lines():
    """Each line of the hub's access, and the path that it carries, as the hub calls it."""
    yield f"oov/hub/{NODE}/#", f"oov/hub/{NODE}/status"
    for kind in KINDS_OF_INPUT:
        yield f"oov/up/+/{kind}", f"oov/up/+/{kind}"
    for twin in ("", "json/"):
        yield f"oov/{twin}down/#", f"oov/{twin}down/{USER}/probe"
        for division in speech.ORGANISATION["division"]:
            for covert in ("", "covert/"):
                place = f"oov/{twin}{covert}{division['name']}"
                yield f"{place}/#", f"{place}/probe"


class GuardedBroker(Broker):
    """Lets the hub read and write all that is the hub's, but for what is denied."""

    def __init__(self):
        super().__init__()
        self._access = self.folder / "acl"
        configuration = self.folder / "mosquitto.conf"
        configuration.write_text(f"{configuration.read_text()}acl_file {self._access}\n")
        self.deny(None)

    def deny(self, topic):
        denied = f"topic deny {topic}\n" if topic else ""
        # Who has no name is a client, and is not what is tried here.
        self._access.write_text(f"topic readwrite #\nuser hub\n{denied}topic readwrite oov/#\n")
        self._access.chmod(0o644)

    def read_access_again(self):
        self.process.send_signal(signal.SIGHUP)


def broken_paths(trial):
    broker = GuardedBroker().start()
    trial.at_end(broker.remove)
    hub = trial.open(Hub(broker=broker.port))
    hub.environment = {"PARAAT_BROKER_ACCESS": "accounts", "PARAAT_BROKER_USERNAME": "hub"}
    trial.start_hub()
    all_lines = list(lines())
    topic, path = all_lines[trial.chance.randrange(len(all_lines)) if not trial.is_long else trial.number % len(all_lines)]
    status = Subscriber(broker.port, f"oov/json/hub/{NODE}/status")
    trial.at_end(status.close)
    broker.deny(topic)
    broker.read_access_again()
    trial.tell(f"the broker denies the hub {topic}")
    denied = time.monotonic()
    until(lambda: hub.http("/readyz")[0] != 200, f"the hub says nothing of {topic}", LONG_ENOUGH_S)
    trial.measure("named_s", time.monotonic() - denied)
    said = hub.http("/readyz")[1]
    trial.tell(f"the hub says: {said.strip()}")
    named = [one for _, one in all_lines if one in said]
    if named != [path] or "path_silent" not in said:
        raise Broken([f"the broker denies {topic}, and the hub names {named}: {said}"])
    if topic != f"oov/hub/{NODE}/#":
        status.wait(lambda m: m.json["state"] == "degraded" and any(path in reason for reason in m.json["reasons"]))
    broker.deny(None)
    broker.read_access_again()
    until(lambda: hub.http("/readyz")[0] == 200, f"the hub does not see that {topic} is allowed again")
    if hub.stop() != 0:
        raise Broken(["the hub did not stop cleanly"])
