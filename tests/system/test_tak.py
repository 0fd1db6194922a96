"""TAK users at the hub: who they are, what they see and what they say (docs/tak.md)."""
import json
import os
import pathlib
import socket
import ssl
import subprocess
import tempfile
import unittest

from broker import free_ports
from centre import BIN, DEADLINE_S, SOURCE, Hub, Subscriber, config_with, publish, until
from tak_client import TakClient, attribute, event

TABLE = SOURCE / "tests" / "data" / "foreign" / "cot_hub.tsv"
HEADING = "file\toutcome\tkind\ttype\tremarks\n"


def paraat(*words):
    done = subprocess.run([BIN / "paraat", *map(str, words)], capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


class TakHub(Hub):
    """With a port for TAK by TLS, and a folder of certificates."""

    def __init__(self):
        super().__init__()
        self.access, self.keys = self.folder / "access", self.folder / "keys"
        self.ca = self.access / "ca"
        self.tak_port = free_ports(1)[0]

    def arguments(self):
        return [*super().arguments(), "--access-directory", self.access, "--tak-tls-port", str(self.tak_port),
                "--broker-tls-names", "localhost"]

    def issue(self, account):
        if not (self.keys / f"{account}.pem").exists():
            paraat("--json", "ca", "issue", account, "--directory", self.ca, "--out", self.keys)
        return self.keys / "root.pem", self.keys / f"{account}.pem", self.keys / f"{account}.key"

    def tak(self, account, callsign):
        return TakClient(self.tak_port, f"ANDROID-{callsign}", callsign, self.issue(account))


class TakTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hub = TakHub()
        cls.addClassCleanup(cls.hub.remove)
        cls.hub.start()
        cls.all = Subscriber(cls.hub.port, "oov/#")
        cls.addClassCleanup(cls.all.close)

    def connect(self, account, callsign):
        client = self.hub.tak(account, callsign)
        self.addCleanup(client.close)
        return client

    def seen(self, division, fits, since=0):
        def holds(message):
            return message.topic == f"oov/json/{division}/board" and any(map(fits, message.json["units"]))

        return self.all.wait(holds, since=since)

    def send(self, client, kind, body):
        self.assertEqual(0, publish(self.hub.port, f"oov/up/{client}/{kind}", body))

    def instruct(self, to, text, id):
        self.send("opco-1", "instruct", {"id": id, "to": to, "text": text})
        receipt = self.all.on("oov/down/opco-1/receipt", lambda m: m.json["id"] == id).json
        self.assertTrue(receipt["accepted"], receipt)
        return receipt["instruction"]


class Session(TakTest):
    def test_is_seen_calls_for_help_is_instructed_and_cancels_while_another_division_sees_none_of_it(self):
        bob, eve, max_ = self.connect("radio-1", "BOB"), self.connect("radio-2", "EVE"), self.connect("radio-7", "MAX")
        for one in (bob, eve):
            one.is_here(51.92, 4.48)
        max_.is_here()
        self.seen("dvl", lambda unit: unit["unit"] == "radio-1" and unit.get("lat") == 51.92 and unit["presence"] == "online")
        eve.of("a-f-G-U-C", "paraat-unit-radio-1")

        bob.emergency(lat=51.92, lon=4.48)
        panic = self.all.wait(lambda m: m.topic.startswith("oov/json/dvl/alert/") and m.payload and m.json["category"] == "panic").json
        eve.of("b-a-o-tbl", "paraat-unit-radio-1-9-1-1")
        eve.wait(lambda one: panic["incident"] in attribute(one, " uid"))
        # Said again it is the same press.
        bob.emergency(lat=51.92, lon=4.48)

        id = self.instruct("unit/radio-1", "stay where you are", "tak-i1")
        told = bob.wait(lambda one: "stay where you are" in one)
        message = attribute(told, "messageId")
        self.assertIn(id, message)
        order = f"oov/json/down/radio-1/instruction/{id}"
        for type_, state in (("b-t-f-d", "delivered"), ("b-t-f-r", "read")):
            bob.receipt(message, type_)
            self.all.on(order, lambda m, state=state: m.payload and m.json["state"] == state)
        bob.chat("wilco")
        accepted = self.all.on(order, lambda m: m.payload and m.json["state"] == "accepted").json
        self.assertEqual("radio-1", accepted["answers"][0]["client"])

        alerts = "oov/json/dvl/alert/" + panic["incident"]
        bob.emergency(cancel=True)
        self.all.on(alerts, lambda m: m.payload and m.json.get("cancelled"))
        raised = {m.json["raised"] for m in self.all.all if m.topic == alerts and m.payload}
        self.assertLessEqual(len(raised), 2, "one press, and its taking back")
        since = eve.count()
        self.send("opco-1", "command", {"id": "tak-c1", "do": "close", "incident": panic["incident"], "acknowledge": True})
        self.all.on(alerts, lambda m: m.payload == b"")
        eve.of("b-a-o-can", "paraat-unit-radio-1-9-1-1", since)
        eve.wait(lambda one: attribute(one, " type") == "t-x-d-d" and panic["incident"] in one, since)

        # Whatever came to the other division before its own next word is here now.
        self.instruct("unit/radio-7", "and you are elsewhere", "tak-i2")
        max_.wait(lambda one: "and you are elsewhere" in one)
        for word in (b"radio-1", b"radio-2", b"BOB", b"EVE", b"stay where you are", panic["incident"].encode()):
            self.assertNotIn(word, max_.bytes)

    def test_word_declines_no_order_that_nobody_read_and_asks_which_of_two_is_meant(self):
        lea = self.connect("radio-10", "LEA")
        lea.is_here()

        def answered(id, state):
            self.all.on(f"oov/json/down/radio-10/instruction/{id}", lambda m: m.payload and m.json["state"] == state)

        first = self.instruct("unit/radio-10", "go to the station", "tak-w1")
        lea.receipt(attribute(lea.wait(lambda one: "go to the station" in one), "messageId"), "b-t-f-d")
        answered(first, "delivered")
        lea.chat("nee")
        lea.wait(lambda one: "1: P3 go to the station" in one)
        second = self.instruct("unit/radio-10", "come to the office", "tak-w2")
        for words in ("go to the station", "come to the office"):
            lea.receipt(attribute(lea.wait(lambda one, words=words: words in one), "messageId"), "b-t-f-r")
        answered(first, "read")
        answered(second, "read")
        lea.chat("ok")
        lea.wait(lambda one: "2: P3 come to the office" in one)
        lea.chat("2 ok")
        answered(second, "accepted")
        # One is left that waits.
        lea.chat("nee")
        answered(first, "declined")

    def test_two_devices_of_an_account_are_told_the_same_once_and_one_of_them_answers(self):
        phone, tablet = self.connect("radio-11", "TOM"), self.connect("radio-11", "TOM-2")
        for one in (phone, tablet):
            one.is_here()
            one.of("a-f-G-U-C", "paraat")
        first = self.instruct("unit/radio-11", "go to the bridge", "tak-t1")
        told = [one.wait(lambda said: "go to the bridge" in said) for one in (phone, tablet)]
        self.assertEqual(*(attribute(one, "messageId") for one in told))
        order = f"oov/json/down/radio-11/instruction/{first}"
        tablet.receipt(attribute(told[1], "messageId"), "b-t-f-r")
        self.all.on(order, lambda m: m.payload and m.json["state"] == "read")
        phone.chat("wilco")
        self.all.on(order, lambda m: m.payload and m.json["state"] == "accepted")
        phone.close()
        second = self.instruct("unit/radio-11", "and stay there", "tak-t2")
        message = attribute(tablet.wait(lambda said: "and stay there" in said), "messageId")
        tablet.receipt(message, "b-t-f-r")
        self.all.on(f"oov/json/down/radio-11/instruction/{second}", lambda m: m.payload and m.json["state"] == "read")
        self.assertEqual(1, sum("go to the bridge" in said for said in phone.events))
        self.assertEqual(1, sum("go to the bridge" in said for said in tablet.events))
        self.send("console-1", "query", {"id": "tak-q1", "ask": "units", "division": "dvo"})
        units = self.all.on("oov/json/down/console-1/result", lambda m: m.json["id"] == "tak-q1").json["items"]
        self.assertEqual(["online"], [unit["presence"] for unit in units if unit["unit"] == "radio-11"])

    def test_stolen_certificate_does_not_push_out_the_device_and_the_centre_is_told(self):
        ada = self.connect("radio-12", "ADA")
        ada.is_here()
        ada.of("a-f-G-U-C", "paraat")
        for number in range(30):
            ada.send(event("ADA-ping", "t-x-c-t"))
            until(lambda number=number: sum("t-x-c-t-r" in one for one in ada.events) > number, "no pong came")
            try:
                self.connect("radio-12", "THIEF").is_here()
            except (OSError, ssl.SSLError):
                pass  # refused already
        self.assertTrue(ada.is_open)
        self.all.wait(lambda m: m.topic.startswith("oov/json/") and "/alert/" in m.topic and m.payload
                      and m.json["category"] == "session_contested" and "radio-12" in m.json["text"])
        self.hub.wait_for_log(lambda line: line.get("client") == "radio-12" and "refused" in line["msg"])

    def test_report_to_the_hub_is_an_incident_of_the_centre(self):
        ann = self.connect("radio-3", "ANN")
        ann.is_here(52.1, 4.3)
        ann.chat("two men at the back door")
        self.all.wait(lambda m: m.topic.startswith("oov/json/sector/alert/") and b"two men at the back door" in m.payload)

    def test_leaving_is_noticed(self):
        tim = self.connect("radio-4", "TIM")
        tim.is_here(52.2, 4.3)
        self.seen("dvl", lambda unit: unit["unit"] == "radio-4" and unit["presence"] == "online")
        since = self.all.count()
        tim.close()
        self.seen("dvl", lambda unit: unit["unit"] == "radio-4" and unit["presence"] != "online", since)

    def test_ping_is_answered_and_the_protocol_of_version_1_is_agreed_on(self):
        kim = self.connect("radio-5", "KIM")
        kim.of("t-x-takp-v")
        kim.send(event("KIM-ping", "t-x-c-t"))
        kim.of("t-x-c-t-r")
        kim.send(event("agreement", "t-x-takp-q", '<TakControl><TakRequest version="1"/></TakControl>'))
        answer = kim.of("t-x-takp-r")
        self.assertIn('status="true"', answer)
        kim.send(event("KIM-ping", "t-x-c-t"))
        until(lambda: kim.bytes.endswith(b"takPong") or b"\xbf" in kim.bytes.split(b"t-x-takp-r")[1], "no protobuf came")

    def test_session_of_a_revoked_certificate_is_cut(self):
        thief = self.connect("radio-6", "THIEF")
        thief.of("a-f-G-U-C", "paraat")
        paraat("ca", "revoke", "radio-6", "--directory", self.hub.ca)
        self.assertTrue(thief.is_cut())
        with self.assertRaises((OSError, ssl.SSLError, AssertionError)):
            again = self.hub.tak("radio-6", "THIEF")
            self.addCleanup(again.close)
            again.of("a-f-G-U-C", "paraat")

    def test_nobody_gets_in_by_another_ca_or_without_an_account(self):
        other = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        paraat("ca", "init", "--directory", other / "ca")
        paraat("ca", "issue", "radio-8", "--directory", other / "ca", "--out", other)
        self.hub.issue("radio-9")
        stranger = (self.hub.keys / "root.pem", other / "radio-8.pem", other / "radio-8.key")
        for identity in (stranger, self.hub.issue("nobody-1")):
            with self.assertRaises((OSError, ssl.SSLError, AssertionError)):
                client = TakClient(self.hub.tak_port, "ANDROID-X", "X", identity)
                self.addCleanup(client.close)
                client.of("a-f-G-U-C", "paraat")
            self.assertNotIn(b"paraat-unit", client.bytes if "client" in locals() else b"")


class Restart(unittest.TestCase):
    def test_emergency_that_goes_on_over_a_restart_calls_nobody_again(self):
        hub = TakHub()
        self.addCleanup(hub.remove)
        hub.start()
        seen = Subscriber(hub.port, "oov/json/dvl/alert/#")
        bob = hub.tak("radio-1", "BOB")
        bob.is_here(51.92, 4.48)
        bob.emergency(lat=51.92, lon=4.48)
        panic = seen.wait(lambda m: m.payload and m.json["category"] == "panic").json
        bob.close()
        seen.close()
        self.assertEqual(0, hub.stop())

        hub.start()
        seen, results = (Subscriber(hub.port, topic) for topic in ("oov/json/dvl/alert/#", "oov/json/down/console-1/result"))
        bob = hub.tak("radio-1", "BOB")
        for one in (seen, results, bob):
            self.addCleanup(one.close)
        bob.emergency(lat=51.92, lon=4.48)
        numbers = iter(range(1_000_000))

        def heard():
            id = f"h{next(numbers)}"
            publish(hub.port, "oov/up/console-1/query", {"id": id, "ask": "heard", "unit": "radio-1", "limit": 200})
            return results.wait(lambda m: m.json["id"] == id).json["items"]

        until(heard, "it was not heard")
        self.assertEqual("repeated", heard()[0]["outcome"])
        alerts = {m.json["incident"]: m.json["raised"] for m in seen.all if m.payload}
        self.assertEqual({panic["incident"]: panic["raised"]}, alerts)


class Covert(unittest.TestCase):
    """radio-6 works covertly."""

    def covert_hub(self):
        hub = TakHub()
        self.addCleanup(hub.remove)
        account = '[[account]]\nname = "radio-6"\nunit = true\nteam = "it-overlast"\n'
        hub.config = config_with(hub.folder, ("organisation.toml", account, account + "covert = true\n"))
        return hub

    def test_log_does_not_say_whose_revoked_device_it_was(self):
        hub = self.covert_hub()
        hub.environment = {"PARAAT_BROKER_TLS_PORT": str(free_ports(1)[0])}
        hub.start()
        for account in ("radio-6", "radio-2"):
            thief = hub.tak(account, "THIEF")
            self.addCleanup(thief.close)
            thief.of("a-f-G-U-C", "paraat")
            paraat("ca", "revoke", account, "--directory", hub.ca)
            self.assertTrue(thief.is_cut())
        hub.wait_for_log(lambda line: line.get("client") == "radio-2" and "TAK client is cut off" in line["msg"])
        until(lambda: hub.said().count("a revoked device is cut off") == 2, "not both were cut off")
        self.assertNotIn("radio-6", hub.said())

    def test_unit_is_on_the_maps_of_the_cleared_alone(self):
        hub = self.covert_hub()
        hub.start()
        shadow, opco, other = hub.tak("radio-6", "SHADOW"), hub.tak("opco-1", "OPCO"), hub.tak("radio-2", "EVE")
        for one in (shadow, opco, other):
            self.addCleanup(one.close)
            one.is_here(51.92, 4.48)
        opco.of("a-f-G-U-C", "paraat-unit-radio-6")
        shadow.emergency(lat=51.92, lon=4.48)
        opco.of("b-a-o-tbl", "paraat-unit-radio-6-9-1-1")
        # The other one is told of what is open, and so of all that stood before it.
        self.assertEqual(0, publish(hub.port, "oov/up/radio-1/beacon", {"lat": 51.91, "lon": 4.48}))
        other.of("a-f-G-U-C", "paraat-unit-radio-1")
        for word in (b"radio-6", b"SHADOW", b"b-a-o", b"b-l-o-pan"):
            self.assertNotIn(word, other.bytes)


class Plain(unittest.TestCase):
    def test_who_comes_without_a_certificate_is_who_carries_the_device(self):
        hub = Hub()
        self.addCleanup(hub.remove)
        hub.config = config_with(hub.folder, ("devices.toml", "# [[gateway]]",
                                              '[[device]]\nunit = "radio-1"\ntak = "ANDROID-BOB"\n\n# [[gateway]]'))
        port = free_ports(1)[0]
        hub.environment = {"PARAAT_TAK_PLAIN_PORT": str(port)}
        hub.start()
        bob, eve = TakClient(port, "ANDROID-BOB", "BOB"), TakClient(port, "ANDROID-EVE", "EVE")
        for one in (bob, eve):
            self.addCleanup(one.close)
            one.is_here(51.92, 4.48)
        bob.of("a-f-G-U-C", "paraat")
        self.assertTrue(eve.is_cut())
        self.assertNotIn(b'uid="paraat"', eve.bytes)
        # Whose it is decides, by whatever door: so many at once are not let in.
        for _ in range(13):
            again = TakClient(port, "ANDROID-BOB", "BOB")
            self.addCleanup(again.close)
            again.is_here(51.92, 4.48)
        hub.wait_for_log(lambda line: line.get("client") == "radio-1" and "refused" in line["msg"])
        seen = Subscriber(hub.port, "oov/json/dvl/board/#")
        self.addCleanup(seen.close)
        bob.is_here(51.93, 4.48)
        seen.wait(lambda m: m.topic == "oov/json/dvl/board" and any(unit.get("lat") == 51.93 for unit in m.json["units"]))
        self.assertEqual(0, hub.stop(), "with a session that is open")


class Samples(unittest.TestCase):
    def test_every_captured_file_goes_in_over_the_broker_and_over_tak(self):
        folder = pathlib.Path(os.environ.get("PARAAT_TEST_DATA", SOURCE.parent / "shared" / "data")) / "cot"
        if not folder.is_dir():
            self.skipTest(f"NOT RUN: no samples in {folder}: set PARAAT_TEST_DATA")
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*")
                       if path.suffix in (".xml", ".cot") and path.relative_to(folder).parts[0] != "reference")
        hub = TakHub()
        self.addCleanup(hub.remove)
        hub.start()
        results = Subscriber(hub.port, "oov/json/down/console-1/result")
        self.addCleanup(results.close)
        numbers = iter(range(1_000_000))

        def heard():
            id = f"h{next(numbers)}"
            publish(hub.port, "oov/up/console-1/query", {"id": id, "ask": "heard", "unit": "radio-3", "limit": 200})
            return results.wait(lambda m: m.json["id"] == id).json["items"]

        for name in files:
            self.assertEqual(0, publish(hub.port, "oov/up/radio-3/report", (folder / name).read_bytes()))
        until(lambda: len(heard()) >= len(files), "not all were heard")
        table = HEADING
        for name, one in zip(files, reversed(heard())):
            table += "\t".join([name, one["outcome"], one.get("kind", ""), one.get("what", ""), "; ".join(one.get("remarks", []))]) + "\n"
        if os.environ.get("PARAAT_TEST_REWRITE"):
            TABLE.write_text(table)
        self.assertEqual(TABLE.read_text(), table)

        client = hub.tak("radio-3", "ANN")
        self.addCleanup(client.close)
        before = len(heard())
        client.send((folder / "takserver_RepeaterMessageConversionTest_java__01.xml").read_bytes())
        until(lambda: len(heard()) > before, "it was not heard")
        self.assertEqual("$tak/radio-3", heard()[0]["topic"])


if __name__ == "__main__":
    unittest.main()
