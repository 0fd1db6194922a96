"""What the hub takes at most, and what it says then (contract 2 and 6)."""
import itertools
import json
import re
import subprocess
import threading
import unittest

from centre import CentreTest, Hub, Subscriber, config_with, now_ms, publish, publish_all, until
from mqtt_client import Client, Refused

STATUS = "oov/json/hub/hub-1/status"


def is_(state):
    return lambda m: m.json["state"] == state


class ClientRate(CentreTest):
    changes = (("hub.toml", "client_rate = 1000", "client_rate = 1"), ("hub.toml", "client_burst = 100000", "client_burst = 5"))

    def answers(self, client, kind, bodies):
        """All of them sent in one go; their receipts by id."""
        topic, wanted = f"oov/down/{client}/receipt", {body["id"] for body in bodies}

        def found():
            return {m.json["id"]: m.json for m in self.all.all if m.topic == topic and m.json["id"] in wanted}

        publish_all(self.hub.port, f"oov/up/{client}/{kind}", bodies)
        self.all.wait_until(lambda: found().keys() == wanted)
        self.assertEqual(wanted, found().keys())
        return found()

    def reports(self, prefix):
        return [{"id": f"{prefix}-{i}", "category": "theft"} for i in range(40)]

    def test_what_comes_after_the_burst_is_told_when_to_come_again_and_taken_then(self):
        name = 'paraat_receipts_total{outcome="rate_limited"}'
        before, bodies = self.hub.metric(name), self.reports("later")
        answers = self.answers("radio-7", "report", bodies)
        refused = [receipt for receipt in answers.values() if not receipt["accepted"]]
        self.assertTrue(5 <= len(answers) - len(refused) < 40, answers)
        for receipt in refused:
            self.assertEqual(["id", "kind", "accepted", "code", "error", "retry", "retry_after_ms"], list(receipt))
            self.assertEqual(("report", "rate_limited", True), tuple(receipt[k] for k in ("kind", "code", "retry")))
            self.assertGreaterEqual(receipt["retry_after_ms"], 2000)
            self.assertTrue(receipt["error"])
        self.assertEqual(before + len(refused), self.hub.metric(name))

        def is_told(line):
            return line.get("client") == "radio-7" and "client_rate" in line["msg"]

        self.hub.wait_for_log(is_told)
        self.assertEqual(1, len(list(filter(is_told, self.hub.logged()))))
        again = refused[0]
        told_at = now_ms()
        until(lambda: now_ms() >= told_at + again["retry_after_ms"], "time stands still")
        body = next(body for body in bodies if body["id"] == again["id"])
        accepted = self.tell("radio-7", "report", body)
        self.assertTrue(accepted["accepted"], accepted)
        self.assertEqual(1, self.alert("dvo", accepted["incident"])["reports"])
        self.assertEqual(accepted, self.tell("radio-7", "report", body), "now it is known")

    def test_another_client_is_not_held_back(self):
        self.assertFalse(all(r["accepted"] for r in self.answers("radio-8", "report", self.reports("flood")).values()))
        self.assertTrue(self.tell("console-2", "report", {"category": "theft"})["accepted"])

    def test_repeats_get_their_receipt_whatever_the_rate(self):
        body = {"id": "known", "category": "theft"}
        first = self.tell("radio-9", "report", body)
        self.answers("radio-9", "report", self.reports("between"))
        since = self.all.count()
        publish_all(self.hub.port, "oov/up/radio-9/report", [body] * 40)
        self.all.wait_until(lambda: len(self.told("radio-9", since)) == 40)
        self.assertEqual([first] * 40, self.told("radio-9", since))

    def told(self, client, since):
        return [m.json for m in self.all.all[since:] if m.topic == f"oov/down/{client}/receipt"]

    def test_panic_is_accepted_in_the_midst_of_what_is_refused(self):
        statuses = [{"id": f"before-{i}", "status": "busy"} for i in range(20)]
        statuses += [{"id": "panic", "status": "busy", "panic": True}] + [{"id": f"after-{i}", "status": "busy"} for i in range(20)]
        answers = self.answers("radio-2", "status", statuses)
        for part in ("before", "after"):
            codes = {receipt.get("code") for id, receipt in answers.items() if id.startswith(part)}
            self.assertIn("rate_limited", codes)
        self.assertTrue(answers["panic"]["accepted"], answers["panic"])
        self.alert("dvl", answers["panic"]["incident"])
        reports = [{"id": f"ordinary-{i}", "category": "theft"} for i in range(20)] + [{"id": "called", "category": "panic"}]
        answers = self.answers("radio-3", "report", reports)
        self.assertIn("rate_limited", {receipt.get("code") for receipt in answers.values()})
        self.assertTrue(answers["called"]["accepted"], answers["called"])


class MessageSize(CentreTest):
    changes = (("hub.toml", 'device_message = "64KiB"', 'device_message = "4KiB"'),)
    LARGE = {"category": "theft", "attributes": {f"key-{i}": "x" * 250 for i in range(25)}}

    def test_too_large_a_message_of_a_device_is_refused_by_name_and_a_panic_or_a_desk_is_not(self):
        before = self.hub.metric("paraat_oversized_inputs_total")
        refused = self.tell("radio-7", "report", self.LARGE)
        self.assertEqual(("too_long", False), (refused.get("code"), refused["accepted"]))
        self.assertIn("4096 bytes", refused["error"])
        self.assertNotIn("retry", refused)
        self.assertEqual(before + 1, self.hub.metric("paraat_oversized_inputs_total"))
        self.hub.wait_for_log(lambda line: line.get("client") == "radio-7" and "too large" in line["msg"])
        self.assertTrue(self.tell("radio-7", "report", {**self.LARGE, "category": "panic"})["accepted"])
        self.assertTrue(self.tell("console-1", "report", self.LARGE)["accepted"])


class ClientBytes(CentreTest):
    changes = (("hub.toml", 'client_bytes = "4MiB"', 'client_bytes = "1KiB"'), ("hub.toml", '"256MiB"', '"64KiB"'))

    def test_who_sends_more_bytes_than_it_may_is_told_to_wait_and_others_are_not(self):
        bodies = [{"id": f"large-{i}", "category": "theft", "attributes": {f"key-{k}": "x" * 250 for k in range(30)}} for i in range(20)]
        publish_all(self.hub.port, "oov/up/radio-7/report", bodies)

        def answers():
            return {m.json["id"]: m.json for m in self.all.all if m.topic == "oov/down/radio-7/receipt"}

        self.all.wait_until(lambda: len(answers()) == len(bodies))
        held = [one for one in answers().values() if not one["accepted"]]
        self.assertTrue(5 < len(held) < 20, answers())
        self.assertEqual({("rate_limited", True)}, {(one["code"], one["retry"]) for one in held})
        self.assertTrue(self.tell("radio-8", "report", {"category": "theft"})["accepted"])
        self.assertTrue(self.tell("radio-7", "status", {"status": "busy", "panic": True})["accepted"])


class BrokerLimits(CentreTest):
    """What the private broker takes of one client."""

    changes = (("hub.toml", "connections = 10000", "connections = 10"),)

    def test_a_packet_that_is_too_large_ends_the_connection_of_its_sender_alone(self):
        large, other = Client(self.hub.port, "radio-9"), Client(self.hub.port, "radio-10")
        self.addCleanup(other.close)
        large.publish("oov/up/radio-9/report", b"x" * 300_000)
        large.wait_for_end()
        large.close()
        other.publish("oov/up/radio-10/report", json.dumps({"id": "after", "category": "theft"}))
        other.settle()
        self.assertTrue(self.receipt("radio-10", "after")["accepted"])
        self.assertTrue(other.is_open)

    def test_who_fills_a_port_keeps_others_out_of_that_one_and_never_the_hub(self):
        reconnects = self.hub.metric("paraat_reconnects_total")
        clients = []
        with self.assertRaises((Refused, OSError)):
            for number in range(40):
                clients.append(Client(self.hub.port, f"radio-7.{number}"))
        # 8 beside the hub's two; Mosquitto 2.0.11 counts some that went twice.
        self.assertTrue(1 <= len(clients) < 20, f"{len(clients)} came in")
        written = (self.hub.journal / "broker" / "mosquitto.conf").read_text()
        web_port = int(re.search(r"listener (\d+) 127\.0\.0\.1\nprotocol websockets", written)[1])
        web = Client(web_port, "console-1.web", is_web=True)
        web.publish("oov/up/console-1/report", json.dumps({"id": "by-web", "category": "theft"}))
        web.settle()
        self.assertTrue(self.receipt("console-1", "by-web")["accepted"])
        for client in (*clients, web):
            client.close()
        self.assertEqual(reconnects, self.hub.metric("paraat_reconnects_total"))

        def gets_in():
            try:
                Client(self.hub.port, "radio-8.again").close()
            except (Refused, OSError):
                return False
            return True

        until(gets_in, "nobody gets in again")


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.hub = Hub()
        self.addCleanup(self.hub.remove)

    def start(self, keep_free, readiness):
        self.hub.config = config_with(self.hub.folder, ("hub.toml", 'keep_free = "256MiB"', f'keep_free = "{keep_free}"'))
        self.hub.start(readiness)
        self.all = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(self.all.close)

    def tell(self, kind, body):
        since = self.all.count()
        self.assertEqual(0, publish(self.hub.port, f"oov/up/radio-7/{kind}", body))
        return self.all.on("oov/down/radio-7/receipt", lambda m: m.json["id"] == body["id"], since=since)

    def test_nothing_new_is_taken_until_there_is_room_and_the_hub_says_why(self):
        kept, late = {"id": "kept", "category": "theft"}, {"id": "late", "category": "theft"}
        self.start("0B", 200)
        first = self.tell("report", kept)
        self.assertTrue(first.json["accepted"], first)
        self.assertEqual(0, self.hub.stop())

        self.start("1000000TiB", 503)
        self.assertEqual(["disk nearly full"], self.all.on(STATUS, is_("degraded")).json["reasons"])
        refused = self.tell("report", late).json
        self.assertEqual(["id", "kind", "accepted", "code", "error", "retry", "retry_after_ms"], list(refused))
        self.assertEqual(("late", "report", False, "disk_full", True), tuple(refused[k] for k in ("id", "kind", "accepted", "code", "retry")))
        self.assertGreater(refused["retry_after_ms"], 0)
        self.assertEqual(first.payload, self.tell("report", kept).payload, "what was accepted stays so")
        self.assertEqual("disk_full", self.tell("status", {"id": "busy", "status": "busy"}).json["code"])
        publish(self.hub.port, "oov/up/radio-7/beacon", {"lat": 51.9, "lon": 4.41}, qos=0)
        self.all.on("oov/json/dvo/board", lambda m: any(u.get("lon") == 4.41 for u in m.json.get("units", [])))
        health = self.hub.paraat("health")
        self.assertEqual((1, "hub-1 is degraded, disk nearly full\n"), (health.returncode, health.stdout))
        self.assertEqual(0, self.hub.stop())

        self.start("0B", 200)
        self.assertEqual([], self.all.on(STATUS, is_("up")).json["reasons"])
        self.assertTrue(self.tell("report", late).json["accepted"])


class BeaconRate(CentreTest):
    """Ten radios of which each sends far more than the one beacon a second that is taken."""

    changes = (("hub.toml", "beacon_rate = 0", "beacon_rate = 1"),)
    RADIOS = [f"radio-{number}" for number in (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)]

    def positions(self, radio):
        """That were told of it, in order; with where in the stream of all that was said."""
        return [(number, unit["lon"]) for number, m in enumerate(self.all.all)
                if m.topic in ("oov/json/dvl/board", "oov/json/dvo/board") for unit in m.json.get("units", [])
                if unit["unit"] == radio and "lon" in unit]

    def test_of_those_that_wait_the_newest_counts_and_panic_and_reports_wait_for_nothing(self):
        before = self.hub.metric("paraat_conflated_beacons_total")
        for radio in self.RADIOS:
            publish_all(self.hub.port, f"oov/up/{radio}/beacon", [{"lat": 51.9, "lon": 4 + i / 1000} for i in range(50)], qos=0)
        self.send("radio-8", "beacon", {"lat": 51.9, "lon": 4.3, "panic": True}, qos=0)
        self.assertTrue(self.tell("radio-7", "report", {"category": "theft"})["accepted"])
        receipt_at = self.all.count()
        alert = self.all.wait(lambda m: m.topic.startswith("oov/json/dvo/alert/") and m.payload and m.json["category"] == "panic")
        self.all.on(STATUS, lambda m: m.json["shedding"])
        self.all.wait_until(lambda: all((self.positions(radio) or [(0, 0)])[-1][1] == 4.049 for radio in self.RADIOS))
        last = {radio: self.positions(radio)[-1:] for radio in self.RADIOS}
        self.assertEqual({radio: 4.049 for radio in self.RADIOS}, {radio: found[0][1] for radio, found in last.items() if found})
        newest_at = max(found[0][0] for found in last.values())
        self.assertLess(self.all.all.index(alert), newest_at, "a panic came after a beacon that waited")
        self.assertLess(receipt_at, newest_at, "a receipt came after a beacon that waited")
        taken = sum(len(self.positions(radio)) for radio in self.RADIOS)
        self.assertLess(taken, 100)
        self.assertGreater(self.hub.metric("paraat_conflated_beacons_total"), before + 300)
        since = self.all.count()
        self.all.on(STATUS, lambda m: not m.json["shedding"], since=since)


class Flood:
    """Beacons of one client over one connection, as fast as the broker takes them, until it is stopped."""

    def __init__(self, port, client):
        self._process = subprocess.Popen(["mosquitto_pub", "-p", str(port), "-t", f"oov/up/{client}/beacon", "-q", "0", "-l"],
                                         stdin=subprocess.PIPE, text=True)
        self._stops = threading.Event()
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def _write(self):
        for i in itertools.count():
            if self._stops.is_set():
                return
            self._process.stdin.write(json.dumps({"lat": 51.9, "lon": 4 + i % 1000 / 1000}) + "\n")

    def stop(self):
        """The last beacon says lon 5.5."""
        self._stops.set()
        self._writer.join()
        self._process.stdin.write(json.dumps({"lat": 51.9, "lon": 5.5}) + "\n")
        self._process.stdin.close()
        self._process.wait()


class BeaconFlood(CentreTest):
    """One radio that sends beacons as fast as it can; one in a second is taken."""

    changes = (("hub.toml", "beacon_rate = 0", "beacon_rate = 1"),)

    def test_of_a_client_holds_up_neither_its_acks_nor_its_panic(self):
        incident = self.report("radio-7", lat=51.71, lon=4.71)
        self.all.on(f"oov/json/down/radio-8/notice/{incident}")
        shed = "paraat_conflated_beacons_total"
        flood = Flood(self.hub.port, "radio-8")
        try:
            before = self.hub.metric(shed)
            until(lambda: self.hub.metric(shed) > before + 100, "no beacon was shed")
            since = self.all.count()
            self.send("radio-8", "ack", {"id": self.fresh(), "incident": incident, "answer": "delivered"})
            acked = self.tell("radio-8", "ack", {"incident": incident, "answer": "acknowledged"})
            self.assertTrue(acked["accepted"], acked)
            self.alert("dvo", incident, lambda alert: alert["acked"], since=since)
            panic = self.tell("radio-8", "status", {"status": "busy", "panic": True})
            self.assertTrue(panic["accepted"], panic)
            self.alert("dvo", panic["incident"], since=since)
            self.all.on(f"oov/json/down/opco-1/notice/{panic['incident']}", since=since)
            shed_then = self.hub.metric(shed)
            until(lambda: self.hub.metric(shed) > shed_then, "the flood was over already")
        finally:
            flood.stop()
        self.all.on("oov/json/dvo/board", lambda m: any(u["unit"] == "radio-8" and u.get("lon") == 5.5 for u in m.json["units"]))
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertTrue({("notice_delivered", "radio-8"), ("acknowledged", "radio-8")} <= {(e["what"], e["by"]) for e in timeline})


if __name__ == "__main__":
    unittest.main()
