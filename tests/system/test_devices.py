"""Phones with OwnTracks and radios of Meshtastic at a real broker with accounts: what becomes of each message, whose it is, and what goes down to them."""
import json
import os
import pathlib
import re
import time
import unittest

from centre import SOURCE, until
from closed_hub import ClosedHub

DATA = os.environ.get("PARAAT_TEST_DATA", SOURCE.parent / "shared" / "data")
REWRITE = os.environ.pop("PARAAT_REWRITE", "")  # the hub takes no variable that it does not know
TABLE = SOURCE / "tests" / "data" / "foreign" / "devices.tsv"
GATEWAY_TOPIC = "msh/EU_868/2/json/LongFast/!a2e227d4"
GATEWAY_NODE, NODE = 0xa2e227d4, 0x7efeee00
DEVICES = """
[[device]]
unit = "radio-7"
owntracks = "jan/phone"
panic = {{ manual_report = true, waypoint = "nood", text = "nood" }}

[[device]]
unit = "radio-8"
meshtastic = "!7efeee00"

[[gateway]]
account = "client-1"
root = "msh"
{more}
"""


class DevicesHub(ClosedHub):
    """With devices of its own; each unit has a login."""

    units = tuple(f"radio-{number}" for number in range(1, 13))

    def __init__(self, more=""):
        super().__init__()
        file = self.config.parent / "devices.toml"
        file.write_text(file.read_text() + DEVICES.format(more=more))
        for account in (*self.units, "console-1", "client-1", "coord-overlast-1"):
            self.make_login(account)


class DevicesTest(unittest.TestCase):
    more = ""  # of devices.toml

    @classmethod
    def setUpClass(cls):
        cls.hub = DevicesHub(cls.more)
        cls.addClassCleanup(cls.hub.remove)
        cls.hub.start()
        cls.console = cls.hub.client("console-1")
        cls.addClassCleanup(cls.console.close)
        cls.console.subscribe("oov/json/#", "oov/down/console-1/#")
        cls.gateway = cls.hub.client("client-1")
        cls.addClassCleanup(cls.gateway.close)
        cls.gateway.subscribe("msh/#")
        cls.numbers = 0

    def ask(self, **question):
        type(self).numbers += 1
        question = {"id": f"q{self.numbers}", **question}
        self.console.publish("oov/up/console-1/query", json.dumps(question))
        return json.loads(self.console.wait_for("oov/down/console-1/result", lambda p: json.loads(p)["id"] == question["id"]))

    def heard(self, **of):
        answer = self.ask(ask="heard", limit=200, **of)
        self.assertTrue(answer["ok"], answer)
        return answer

    def after(self, say, **of):
        """What the hub made of what `say` sends: the newest it heard, once it heard one more."""
        before = self.heard(**of)["total"]
        say()
        found = []

        def is_there():
            answer = self.heard(**of)
            found[:] = answer["items"][:answer["total"] - before]
            return found
        until(is_there, "the hub does not hear it")
        return found[0]

    def phone(self, account):
        client = self.hub.client(account)
        self.addCleanup(client.close)
        return client

    def alert(self, unit):
        """The panic of that unit, as the sector's people read it."""

        def found():
            return next((json.loads(payload) for topic, payload, _ in list(self.console.messages) if self.tells_of(unit, topic, payload)), None)

        self.console.wait(lambda: found() is not None, f"no panic of {unit}")
        return found()

    @staticmethod
    def tells_of(unit, topic, payload):
        return "/alert/" in topic and payload and json.loads(payload).get("text", "") == f"Noodknop: {unit}"

    def has_alert(self, unit):
        return any(self.tells_of(unit, topic, payload) for topic, payload, _ in list(self.console.messages))


def location(**more):
    return json.dumps({"_type": "location", "lat": 51.9201, "lon": 4.4801, "acc": 12, "batt": 81, "vel": 36, "tst": int(time.time()), **more})


def packet(number, kind, payload, gateway=GATEWAY_NODE, **more):
    return json.dumps({"id": number, "from": NODE, "to": 0xFFFFFFFF, "channel": 0, "sender": f"!{gateway:08x}",
                       "timestamp": int(time.time()), "type": kind, "payload": payload, **more})


class Phones(DevicesTest):
    def test_a_phone_is_on_the_board_where_it_is(self):
        phone = self.phone("radio-1")
        found = self.after(lambda: phone.publish("owntracks/radio-1/phone", location()), unit="radio-1")
        self.assertEqual(("taken", "location", "beacon", "radio-1"), (found["outcome"], found["what"], found["kind"], found["client"]))
        unit = self.ask(ask="units", division="dvl", team="it-overlast")["items"][0]
        self.assertEqual(("radio-1", "online", 51.9201, 4.4801, 12, 81),
                         tuple(unit[key] for key in ("unit", "presence", "lat", "lon", "accuracy_m", "battery_pct")))
        # What was sent earlier moves it nowhere.
        self.after(lambda: phone.publish("owntracks/radio-1/phone", location(lat=52.5, tst=int(time.time()) - 3600)), unit="radio-1")
        self.assertEqual(51.9201, self.ask(ask="units", division="dvl", team="it-overlast")["items"][0]["lat"])
        # A lost connection is the broker's word of it: nobody waits for the lease. Its own time is of long ago.
        self.after(lambda: phone.publish("owntracks/radio-1/phone", '{"_type":"lwt","tst":1500000000}'), unit="radio-1")
        unit = self.ask(ask="units", division="dvl", team="it-overlast")["items"][0]
        self.assertEqual(("late", "connection_lost"), (unit["presence"], unit["reason"]))

    def test_a_phone_does_not_let_go_of_the_button_of_its_units_radio(self):
        radio, phone = self.phone("radio-9"), self.hub.client("radio-9", client_id="radio-9.phone")
        self.addCleanup(phone.close)
        radio.subscribe("oov/down/radio-9/receipt")
        for word in range(4):
            radio.publish("oov/up/radio-9/beacon", json.dumps({"sent_at": int(time.time() * 1000), "status": "busy", "panic": True}))
            self.alert("radio-9")
            self.after(lambda: phone.publish("owntracks/radio-9/phone", location(acc=10 + word)), unit="radio-9")
        radio.publish("oov/up/radio-9/status", '{"id":"last","status":"busy"}')
        # Its answer comes behind all that was said of it.
        radio.wait_for("oov/down/radio-9/receipt", lambda payload: json.loads(payload)["id"] == "last")
        said = [json.loads(payload) for topic, payload, _ in list(self.console.messages) if self.tells_of("radio-9", topic, payload)]
        self.assertEqual({said[0]["raised"]}, {alert["raised"] for alert in said})

    def test_a_place_named_nood_is_a_panic_once(self):
        phone = self.phone("radio-2")
        marked = json.dumps({"_type": "waypoint", "desc": "Nood", "lat": 51.93, "lon": 4.49, "rad": 0, "tst": int(time.time())})
        found = self.after(lambda: phone.publish("owntracks/radio-2/phone/waypoint", marked), unit="radio-2")
        self.assertEqual(("taken", "status"), (found["outcome"], found["kind"]))
        alert = self.alert("radio-2")
        self.assertEqual(("extreme", 51.93, 4.49), (alert["severity"], alert["lat"], alert["lon"]))
        self.assertIn("dvl", alert["divisions"])
        again = self.after(lambda: phone.publish("owntracks/radio-2/phone/waypoint", marked), unit="radio-2")
        self.assertEqual("repeated", again["outcome"])

    def test_a_report_by_hand_is_a_panic_where_that_is_configured(self):
        phone, other = self.phone("radio-7"), self.phone("radio-3")
        phone.subscribe("owntracks/jan/phone/cmd")
        self.after(lambda: phone.publish("owntracks/jan/phone", location(t="u")), unit="radio-7")
        self.assertEqual(51.9201, self.alert("radio-7")["lat"])
        # Where it is now is asked for.
        self.assertEqual({"_type": "cmd", "action": "reportLocation"}, json.loads(phone.wait_for("owntracks/jan/phone/cmd")))
        self.after(lambda: other.publish("owntracks/radio-3/phone", location(t="u")), unit="radio-3")
        self.assertFalse(self.has_alert("radio-3"))

    def test_nobody_speaks_on_the_topic_of_anothers_phone(self):
        thief = self.phone("radio-4")
        own = self.after(lambda: [thief.publish("owntracks/radio-5/phone/waypoint", json.dumps({"_type": "waypoint", "desc": "nood", "lat": 51, "lon": 4, "tst": 1})),
                                  thief.publish("owntracks/radio-4/phone", location())])
        self.assertEqual("radio-4", own["client"])
        self.assertEqual(0, self.heard(unit="radio-5")["total"])
        self.assertFalse(self.has_alert("radio-5"))

    def test_the_phone_of_nobody_is_refused_and_shown_with_what_to_write(self):
        found = self.after(lambda: self.gateway.publish("msh/x", "x"))
        self.assertEqual("refused", found["outcome"])
        hub = self.hub.client("hub", client_id="hub.stranger")
        self.addCleanup(hub.close)
        found = self.after(lambda: hub.publish("owntracks/piet/phone", location()))
        self.assertEqual(("refused", "location"), (found["outcome"], found["what"]))
        self.assertNotIn("client", found)
        self.assertIn('owntracks = "piet/phone"', found["remarks"][-1])


class Radios(DevicesTest):
    def test_a_packet_by_two_gateways_is_one_report(self):
        say = lambda gateway: lambda: self.gateway.publish(f"msh/EU_868/2/json/LongFast/!{gateway:08x}", packet(1, "text", {"text": "groep bij de brug"}, gateway))
        self.assertEqual("taken", self.after(say(GATEWAY_NODE))["outcome"])
        self.assertEqual("repeated", self.after(say(0xbadcafe))["outcome"])
        found = self.ask(ask="incidents", division="sector", limit=50)["items"]
        self.assertEqual(1, sum("brug" in incident["text"] for incident in found))

    def test_a_text_that_says_nood_is_a_panic(self):
        self.after(lambda: self.gateway.publish(GATEWAY_TOPIC, packet(2, "position", {"latitude_i": 519300000, "longitude_i": 44900000, "time": int(time.time())})))
        self.after(lambda: self.gateway.publish(GATEWAY_TOPIC, packet(3, "text", {"text": "NOOD"})))
        self.assertEqual(51.93, self.alert("radio-8")["lat"])

    def test_an_instruction_goes_down_as_a_text_once(self):
        self.after(lambda: self.gateway.publish(GATEWAY_TOPIC, packet(4, "telemetry", {"battery_level": 70})))
        order = {"id": "i1", "to": "unit/radio-8", "text": "Ga kijken bij de brug", "priority": 2}
        self.console.publish("oov/up/console-1/instruct", json.dumps(order))
        receipt = json.loads(self.console.wait_for("oov/down/console-1/receipt", lambda p: json.loads(p)["id"] == "i1"))
        self.assertTrue(receipt["accepted"], receipt)
        is_it = lambda p: "brug" in json.loads(p)["payload"]
        down = json.loads(self.gateway.wait_for("msh/EU_868/2/json/mqtt/", is_it))
        self.assertEqual((GATEWAY_NODE, NODE, "sendtext", "P2 Ga kijken bij de brug"), (down["from"], down["to"], down["type"], down["payload"]))
        # Another revision of it says nothing new to whoever has it.
        unit = self.phone("radio-8")
        unit.subscribe("oov/down/radio-8/receipt")
        unit.publish("oov/up/radio-8/ack", json.dumps({"id": "a1", "instruction": receipt["instruction"], "answer": "accepted"}))
        unit.wait_for("oov/down/radio-8/receipt", lambda p: json.loads(p)["id"] == "a1")
        self.after(lambda: self.gateway.publish(GATEWAY_TOPIC, packet(5, "text", {"text": "onderweg"})))
        self.assertEqual(1, sum(topic == "msh/EU_868/2/json/mqtt/" and is_it(payload) for topic, payload, _ in list(self.gateway.messages)))
        unit = next(one for one in self.ask(ask="units", division="dvo", team="it-ondermijning")["items"] if one["unit"] == "radio-8")
        self.assertEqual("en_route", unit["status"])


def phone_samples():
    """(file, line, topic below the unit's own, payload) of each message."""
    folder = pathlib.Path(DATA) / "owntracks"
    for path in sorted(folder.glob("*.rec")) + sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            yield path.name, number, "", line[line.find(b"{"):]
    for path in sorted((folder / "schema-tests").glob("*.json")):
        part = re.match(r"(card|cmd|status|steps|transition|waypoint|)", path.name)[1]
        levels = {"card": "/info", "cmd": "/cmd", "status": "/status", "steps": "/step", "transition": "/event", "waypoint": "/waypoint"}
        yield f"schema-tests/{path.name}", 1, levels.get(part, ""), path.read_bytes()


def radio_samples():
    folder = pathlib.Path(DATA) / "meshtastic"
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            row = json.loads(line)
            yield path.name, number, row["topic"], row["payload"]


def authors():
    nodes = []
    for _, _, _, payload in radio_samples():
        found = re.search(r'"from": ?(-?\d+)', payload)
        if found and (node := int(found[1]) & 0xFFFFFFFF) not in nodes:
            nodes.append(node)
    return nodes


@unittest.skipUnless((pathlib.Path(DATA) / "owntracks").is_dir(), f"no samples in {DATA}: set PARAAT_TEST_DATA")
class Samples(DevicesTest):
    """Each message of each sample, published by its device's own account: what the hub makes of it, as the table says."""

    @classmethod
    def setUpClass(cls):
        units = [f"radio-{number}" for number in (*range(1, 7), *range(9, 13))]
        cls.more = "".join(f'\n[[device]]\nunit = "{unit}"\nmeshtastic = "!{node:08x}"\n'
                           for unit, node in zip(units, (node for node in authors() if node != NODE)))
        super().setUpClass()

    def row(self, file, line, found):
        remarks = "; ".join(found.get("remarks", []))
        return "\t".join((file, str(line), found["outcome"], found.get("what", ""), found.get("kind", ""), found.get("client", ""), remarks))

    def test_every_sample_is_taken_as_the_table_says(self):
        rows = ["file\tline\toutcome\twhat\tkind\tclient\tremarks"]
        phone = self.phone("radio-7")
        for file, line, below, payload in phone_samples():
            found = self.after(lambda: phone.publish("owntracks/jan/phone" + below, payload), unit="radio-7")
            rows.append(self.row(file, line, found))
        for file, line, topic, payload in radio_samples():
            sender = re.search(r'"sender": ?"(![0-9a-f]{8})"', payload)
            topic = topic or f"msh/EU_868/2/json/LongFast/{sender[1] if sender else '!a2e227d4'}"
            found = self.after(lambda: self.gateway.publish(topic, payload))
            rows.append(self.row(file, line, found))
        if REWRITE:
            TABLE.write_text("\n".join(rows) + "\n")
        self.assertEqual(TABLE.read_text().splitlines(), rows)


if __name__ == "__main__":
    unittest.main()
