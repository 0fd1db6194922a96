"""A broker in a network namespace of its own, with a wire to the hub and another to the clients; each can lose what it carries, either
way. Nobody is told: addresses, routes and links stay as they are."""
import json
import os
import pathlib
import subprocess

from broker import Broker
from centre import until
from proxy import FROM_BROKER, TO_BROKER
from trial import CannotRun

NOBODY = "02:00:00:00:00:01"  # what is sent there, the card at the other end does not take


def ip(*words, inside=None):
    command = ["ip", *(["-n", inside] if inside else []), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotRun(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


class Wire:
    """Two cards: ours, and the broker's in `space`. A way is cut by a wrong address of the other card."""

    def __init__(self, space, name, network):
        self._space = space
        self.ours, self.address = f"{network}.1", f"{network}.2"
        self._cards = {TO_BROKER: (None, f"{name}a", self.address), FROM_BROKER: (space, f"{name}b", self.ours)}
        ip("link", "add", f"{name}a", "type", "veth", "peer", "name", f"{name}b", "netns", space)
        self._macs = {}
        for way, (inside, card, _) in self._cards.items():
            ip("address", "add", f"{self.ours if way == TO_BROKER else self.address}/30", "dev", card, inside=inside)
            ip("link", "set", card, "up", inside=inside)
            self._macs[way] = json.loads(ip("-j", "link", "show", card, inside=inside))[0]["address"]
        self.mend()

    def hold(self, ways):
        for way, (inside, card, other) in self._cards.items():
            mac = NOBODY if way in ways else self._macs[FROM_BROKER if way == TO_BROKER else TO_BROKER]
            ip("neigh", "replace", other, "lladdr", mac, "dev", card, "nud", "permanent", inside=inside)

    def refuse(self):
        self.hold((TO_BROKER, FROM_BROKER))

    def mend(self):
        self.hold(())


class FarBroker(Broker):
    """Mosquitto behind both wires."""

    number = 0

    def __init__(self, trial):
        if os.geteuid() != 0:
            raise CannotRun("only root may make network namespaces")
        super().__init__()
        # Several may run at once, and a namespace that was deleted is gone a moment later.
        FarBroker.number += 1
        number = f"{os.getpid() % 10_000}-{FarBroker.number % 1000}"
        self._space = f"paraat-{number}"
        ip("netns", "add", self._space)
        # The cards go with the namespace.
        trial.at_end(lambda: subprocess.run(["ip", "netns", "delete", self._space], check=False))
        ip("link", "set", "lo", "up", inside=self._space)
        network = (os.getpid() * 10 + FarBroker.number) % 250
        self.wires = {"hub": Wire(self._space, f"h{number}", f"10.213.{network}"),
                      "clients": Wire(self._space, f"c{number}", f"10.214.{network}")}
        configuration = self.folder / "mosquitto.conf"
        configuration.write_text(configuration.read_text().replace(" 127.0.0.1\n", "\n"))

    def start(self):
        self.process = subprocess.Popen(["ip", "netns", "exec", self._space, "mosquitto", "-c", self.folder / "mosquitto.conf"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        listens = pathlib.Path(f"/proc/{self.process.pid}/net/tcp")
        port = f":{self.port:04X} "
        until(lambda: listens.exists() and port in listens.read_text(), "the broker does not start")
        return self


def are_possible():
    """Whether this machine has namespaces and wires for them."""
    if os.geteuid() != 0:
        return False
    name = f"paraat-try-{os.getpid()}"
    try:
        ip("netns", "add", name)
        ip("link", "add", f"t{os.getpid()}a", "type", "veth", "peer", "name", f"t{os.getpid()}b", "netns", name)
    except (CannotRun, FileNotFoundError):
        return False
    finally:
        subprocess.run(["ip", "netns", "delete", name], stderr=subprocess.DEVNULL, check=False)
    return True
