"""Hubs at brokers of their own that bridges join, each the other's partner."""
import collections
import concurrent.futures
import json
import unittest
import xml.etree.ElementTree as ElementTree

from broker import Broker
from centre import Hub, Subscriber, config_with, publish, until

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
AGREEMENT = """
[[partner]]
name = "{name}"
{site}purpose = "Melden over de grens van het gebied"
legal_ground = "Voorbeeld"
directions = {directions}
categories = ["robbery", "stabbing", "shooting", "explosion"]
severities = ["serious", "severe", "extreme"]
areas = ["*"]
fields = ["category", "severity", "status", "priority"]
place_m = 500
hop_limit = 3
format = "{form}"
from = "2025-01-01"
until = "2999-12-31"
"""
CONNECTION = """
connection {name}
address 127.0.0.1:{port}
remote_clientid {name}
cleansession false
notifications false
restart_timeout 1
try_private {private}
bridge_protocol_version mqttv311
"""


def agreement(name, *directions, site="", form="json"):
    """`site`: how the other is called among its partners, where that is written."""
    return AGREEMENT.format(name=name, directions=json.dumps(directions), form=form, site=f'site = "{site}"\n' if site else "")


def category_of(word):
    """Of what a partner is told, in any of the formats."""
    if word.startswith(b"<"):
        return ElementTree.fromstring(word).findtext(f"{CAP}info/{CAP}event")
    word = json.loads(word)
    return word.get("properties", word)["category"]


class Site:
    """A hub at a broker of its own."""

    def __init__(self, test, name, agreements):
        self.name, self.broker = name, Broker()
        self.hub = Hub(broker=self.broker.port)
        self.hub.config = config_with(self.hub.folder, ("hub.toml", 'node = "hub-1"', f'node = "{name}"'))
        (self.hub.config.parent / "partners.toml").write_text(f'origin = "oov-{name}"\n{agreements}')
        # No escalation steps on of itself.
        for path in (self.hub.config.parent / "rules").glob("10-*.toml"):
            path.write_text(path.read_text().replace("60s", "24h").replace("120s", "24h").replace("300s", "24h"))
        test.addCleanup(self.hub.remove)
        test.addCleanup(self.broker.remove)

    def join(self, other, *topics, private="true"):
        with open(self.broker.folder / "mosquitto.conf", "a", encoding="utf-8") as conf:
            conf.write(CONNECTION.format(name=f"{self.name}-to-{other.name}", port=other.broker.port, private=private))
            conf.writelines(f"topic {topic}\n" for topic in topics)

    def tells(self, other, account, by, kinds=("alert",), topic="report"):
        """What it says of these kinds to that account comes on a topic of the other's partner `by`."""
        self.join(other, *(f'"" out 1 oov/partner/{account}/out/{kind} oov/partner/{by}/in/{topic}' for kind in kinds))

    def start(self, test):
        self.broker.start()
        self.hub.start()
        self.all = Subscriber(self.broker.port, "oov/#")
        test.addCleanup(self.all.close)

    def report(self, id, category, lat):
        assert publish(self.broker.port, "oov/up/radio-7/report", {"id": id, "category": category, "lat": lat, "lon": 4.48}) == 0

    def command(self, id, **command):
        assert publish(self.broker.port, "oov/up/console-1/command", {"id": id, **command}) == 0
        receipt = self.all.on("oov/down/console-1/receipt", lambda m: m.json["id"] == id).json
        assert receipt["accepted"], receipt

    def ask(self, id, **question):
        assert publish(self.broker.port, "oov/up/console-1/query", {"id": id, **question}) == 0
        return self.all.on("oov/down/console-1/result", lambda m: m.json.get("id") == id).json

    def incident(self, category):
        """The one of that category, once it is there."""
        self.hears(category)
        found, = {m.topic.rsplit("/", 1)[1] for m in list(self.all.all) if m.topic.startswith("oov/json/dvo/alert/") and m.payload and m.json["category"] == category}
        return found

    def incidents(self):
        """How many there are of each category."""
        found = {(m.json["category"], m.topic) for m in list(self.all.all) if m.topic.startswith("oov/json/dvo/alert/") and m.payload}
        return collections.Counter(category for category, _ in found)

    def retained(self):
        """Alerts that its broker keeps now."""
        late = Subscriber(self.broker.port, "oov/json/dvo/alert/#", "oov/json/hub/#")
        late.on(f"oov/json/hub/{self.name}/status")
        late.close()
        return sorted(m.json["category"] for m in late.all if m.is_retained and "/alert/" in m.topic)

    def hears(self, category):
        self.all.wait_until(lambda: self.incidents()[category])
        assert self.incidents()[category], f"{self.name} does not hear of the {category}"

    def has(self, **incidents):
        """Waits for just these: its subscriber may see its own later than the other sites theirs."""
        until(lambda: self.incidents() == incidents, f"{self.name} has others than {incidents}:", self.incidents)

    def words(self, account, kind="alert"):
        """Said to that partner, in the order of saying."""
        return [m for m in list(self.all.all) if m.topic == f"oov/partner/{account}/out/{kind}"]

    def told(self, account):
        """Words to that partner, each once."""
        return collections.Counter(category_of(m.payload) for m in self.words(account))

    def loops(self):
        return self.hub.metric("paraat_partner_loops_total")


class JoinedSites(unittest.TestCase):
    def sites(self, agreements):
        return [Site(self, name, of) for name, of in agreements.items()]

    def start(self, *sites):
        with concurrent.futures.ThreadPoolExecutor() as starting:
            list(starting.map(lambda site: site.start(self), sites))

    def both_ways(self, form, **said):
        """Two sites that tell each other, started. Neither says how the other is called, so nothing but the origin in the word itself cuts the loop."""
        here, there = self.sites({name: agreement("politie", "out", "in", form=form) for name in ("a", "b")})
        here.tells(there, "politie", "politie", **said)
        there.tells(here, "politie", "politie", **said)
        self.start(here, there)
        return here, there

    def ring(self, form="json", knows_sites=False, **told):
        """A tells B, B tells C, C tells A; whom each hears from is its gemeente."""
        names = ("a", "b", "c")
        sites = self.sites({name: agreement("politie", "out", form=form, site=f"oov-{names[(n + 1) % 3]}" if knows_sites else "") +
                            agreement("gemeente", "in", form=form) for n, name in enumerate(names)})
        for n, site in enumerate(sites):
            site.tells(sites[(n + 1) % 3], "politie", "gemeente", **told)
        self.start(*sites)
        return sites
