"""Who is on a board, how long a silent client counts as there, and who is gone (contract 6)."""
import subprocess
import unittest

from broker import Broker
from centre import CentreTest, Hub, Subscriber, config_with, now_ms, publish

UNIT = ["unit", "team", "status", "presence", "lat", "lon", "accuracy_m", "position_at", "battery_pct", "incident", "panic", "status_at"]


def account(unit, team, more=""):
    return f'[[account]]\nname = "{unit}"\nunit = true\nteam = "{team}"\n{more}'


def units(message):
    return {unit["unit"]: unit for unit in message.json.get("units", [])}


class Lease(CentreTest):
    changes = (("hub.toml", 'late_after = "75s"', 'late_after = "2s"'), ("hub.toml", 'lost_after = "150s"', 'lost_after = "4s"'))

    def presences(self, client):
        told = [units(m)[client]["presence"] for m in self.all.all if m.topic == "oov/json/dvl/board" and client in units(m)]
        return [presence for number, presence in enumerate(told) if number == 0 or told[number - 1] != presence]

    def test_a_silent_client_is_late_then_lost_and_online_again_once_it_is_heard(self):
        self.tell("radio-1", "status", {"status": "available"})
        for presence in ("late", "lost"):
            self.all.on("oov/json/dvl/board", lambda m, presence=presence: units(m).get("radio-1", {}).get("presence") == presence)
        since = self.all.count()
        self.send("radio-1", "beacon", {"battery_pct": 50}, qos=0)
        self.all.on("oov/json/dvl/board", lambda m: units(m).get("radio-1", {}).get("presence") == "online", since=since)
        self.assertEqual(["online", "late", "lost", "online"], self.presences("radio-1")[:4])

    def test_any_message_keeps_it_online(self):
        # radio-3 is silent until it is lost; radio-2 says one thing after the other meanwhile.
        self.tell("radio-3", "status", {"status": "available"})
        words = (("query", {"id": "q", "ask": "units"}), ("report", b"unreadable"), ("status", {"status": "busy"}),
                 ("presence", {"state": "online", "session": 1}), ("ack", {"incident": "01jd8" + "0" * 21, "answer": "read"}))
        while "lost" not in self.presences("radio-3"):
            for kind, body in words:
                self.send("radio-2", kind, body)
        self.assertEqual(["online"], self.presences("radio-2"))


class Entry(CentreTest):
    def test_beacon_with_everything_is_told_and_moves_its_incident(self):
        incident = self.report("radio-7", category="theft")
        at = now_ms()
        self.send("radio-8", "beacon", {"sent_at": at, "status": "on_scene", "panic": False, "incident": incident, "lat": 51.94, "lon": 4.46, "accuracy_m": 7,
                                        "speed_mps": 1.5, "heading_deg": 180, "battery_pct": 66}, qos=0)
        message = self.all.on("oov/json/dvo/board", lambda m: units(m).get("radio-8", {}).get("battery_pct") == 66)
        unit = units(message)["radio-8"]
        self.assertEqual(UNIT, list(unit))
        self.assertEqual(("it-ondermijning", "on_scene", "online", 51.94, 4.46, 7, incident, False),
                         tuple(unit[k] for k in ("team", "status", "presence", "lat", "lon", "accuracy_m", "incident", "panic")))
        self.alert("dvo", incident, lambda a: [(u["unit"], u["state"]) for u in a.get("units", [])] == [("radio-8", "on_scene")])

    def test_status_with_everything_is_told_and_moves_its_incident(self):
        incident = self.report("radio-7", category="theft")
        receipt = self.tell("radio-9", "status", {"sent_at": now_ms(), "status": "en_route", "panic": False, "incident": incident, "lat": 51.95, "lon": 4.45,
                                                  "accuracy_m": 8})
        self.assertEqual((True, incident), (receipt["accepted"], receipt["incident"]))
        message = self.all.on("oov/json/dvo/board", lambda m: units(m).get("radio-9", {}).get("lon") == 4.45)
        unit = units(message)["radio-9"]
        self.assertEqual([key for key in UNIT if key != "battery_pct"], list(unit))
        self.assertEqual((51.95, 8, incident), tuple(unit[k] for k in ("lat", "accuracy_m", "incident")))

    def test_last_will_of_its_session_makes_it_late(self):
        session = now_ms()
        topic = "oov/up/radio-4/presence"
        client = subprocess.Popen(["mosquitto_sub", "-p", str(self.hub.port), "-t", "oov/json/hub/+/status", "--will-topic", topic, "--will-retain",
                                   "--will-qos", "1", "--will-payload", f'{{"state":"offline","session":{session}}}'], stdout=subprocess.PIPE)
        self.addCleanup(client.stdout.close)
        client.stdout.readline()  # what is retained there: it is connected
        self.send("radio-4", "presence", {"state": "online", "session": session}, retain=True)
        self.all.on("oov/json/dvl/board", lambda m: units(m).get("radio-4", {}).get("presence") == "online")
        client.kill()
        client.wait()
        self.all.on(topic, lambda m: m.json["state"] == "offline")
        self.all.on("oov/json/dvl/board", lambda m: units(m).get("radio-4", {}).get("presence") == "late")

    def test_presence_that_its_client_cleared_is_no_message(self):
        name = 'paraat_rejected_total{reason="unreadable_beacon"}'
        before = self.hub.metric(name)
        self.send("radio-5", "presence", b"", retain=True)
        self.tell("radio-5", "status", {"status": "busy"})
        self.assertEqual(before, self.hub.metric(name))

    def test_board_with_nobody_removed_has_the_key_all_the_same(self):
        self.tell("radio-12", "status", {"status": "busy"})
        board = self.all.on("oov/json/dvo/board", lambda m: "radio-12" in units(m)).json
        self.assertEqual((["division", "rev", "at", "units", "removed", "teams"], []), (list(board), board["removed"]))


class Covert(CentreTest):
    """radio-6 works covertly."""

    changes = (("organisation.toml", account("radio-6", "it-overlast"), account("radio-6", "it-overlast", "covert = true\n")),)

    def test_its_boards_are_on_covert_topics_alone(self):
        self.tell("radio-6", "status", {"status": "available", "lat": 51.9, "lon": 4.4})
        board = self.all.on("oov/json/covert/dvl/board", lambda m: "radio-6" in units(m)).json
        self.assertEqual((["division", "rev", "at", "units", "removed", "teams"], "dvl", [{"team": "it-overlast", "on_duty": 1, "available": 1}]),
                         (list(board), board["division"], board["teams"]))
        full = self.all.on("oov/json/covert/dvl/board/full", lambda m: m.json["teams"][0]["available"] == 1).json
        self.assertEqual(["division", "rev", "at", "interval_ms", "units", "open", "unacknowledged", "teams"], list(full))
        self.assertEqual(("dvl", 1, 0), tuple(full[k] for k in ("division", "units", "open")))
        team = self.all.on("oov/json/covert/dvl/board/full/it-overlast", lambda m: units(m)["radio-6"].get("status") == "available").json
        self.assertEqual((["division", "team", "rev", "at", "units"], ["radio-6"]), (list(team), [unit["unit"] for unit in team["units"]]))
        self.tell("radio-1", "status", {"status": "busy"})
        self.all.on("oov/json/dvl/board/full/it-overlast", lambda m: units(m)["radio-1"].get("status") == "busy")
        self.assertEqual(5, self.all.on("oov/json/dvl/board/full").json["units"])
        self.assertEqual([], [m for m in self.all.all if "/board" in m.topic and "/covert/" not in m.topic and b"radio-6" in m.payload])

    def test_a_covert_report_of_one_who_is_not_cleared_tells_it_nothing(self):
        receipt = self.tell("radio-7", "report", {"category": "undermining_signal", "covert": True})
        self.assertEqual((["id", "kind", "accepted", "seq"], True), (list(receipt), receipt["accepted"]))


class Cover(CentreTest):
    """radio-6 is off duty, and shadow-6 works in its place."""

    changes = (("organisation.toml", account("radio-6", "it-overlast"),
                account("radio-6", "it-overlast") + "\n" + account("shadow-6", "it-overlast", 'covert = true\ncover = "radio-6"\n')),)

    def test_rests_whatever_its_unit_does(self):
        self.tell("radio-6", "status", {"status": "off_duty"})
        self.all.on("oov/json/dvl/board/full/it-overlast", lambda m: units(m)["radio-6"].get("status") == "off_duty")
        self.tell("shadow-6", "status", {"status": "available", "lat": 51.9, "lon": 4.4})
        board = self.all.on("oov/json/covert/dvl/board", lambda m: units(m).get("shadow-6", {}).get("status") == "available")
        self.assertEqual(("radio-6", "off_duty"), tuple(units(board)["shadow-6"][key] for key in ("cover", "cover_status")))
        incident = self.report(category="theft", client="radio-1")
        refused = self.tell("console-1", "command", {"do": "assign", "incident": incident, "division": "dvl", "unit": "radio-6"})
        self.assertEqual(("nobody_there", "radio-6 is off duty"), (refused["code"], refused["error"]))
        seen = {unit["unit"]: unit for unit in self.ask("console-1", {"ask": "units", "division": "dvl"})["items"]}
        self.assertEqual("off_duty", seen["radio-6"]["status"])
        self.assertNotIn("lat", seen["radio-6"])
        self.assertNotIn("shadow-6", seen)
        self.assertEqual([], [m for m in self.all.all if "/board" in m.topic and "/covert/" not in m.topic and b"shadow-6" in m.payload])


class Removed(unittest.TestCase):
    """What a console sees that stays at the broker while the organisation changes and its hub starts again."""

    def setUp(self):
        self.broker = Broker().start()
        self.addCleanup(self.broker.remove)
        self.hub = Hub(broker=self.broker.port)
        self.addCleanup(self.hub.remove)
        self.all = Subscriber(self.broker.port, "oov/#")
        self.addCleanup(self.all.close)

    def start(self, *changes):
        """With that organisation; where in the stream its boards begin."""
        self.hub.config = config_with(self.hub.folder, *changes)
        since = self.all.count()
        self.hub.start()
        return since

    def boards(self, since, topic):
        return [m.json for m in self.all.all[since:] if m.topic == f"oov/json/{topic}/board"]

    def removed(self, since, topic):
        return [name for board in self.boards(since, topic) for name in board["removed"]]

    def speaks(self, radio, topic, since):
        """Something of that radio, told after whatever was to be told before."""
        publish(self.broker.port, f"oov/up/{radio}/beacon", {"battery_pct": since % 100}, qos=0)
        self.all.on(f"oov/json/{topic}/board", lambda m: units(m).get(radio, {}).get("battery_pct") == since % 100, since=since)

    def test_first_board_after_the_start_names_who_left_moved_or_works_covertly_now(self):
        since = self.start()
        publish(self.broker.port, "oov/up/radio-4/status", {"id": "s4", "status": "busy", "lat": 51.9, "lon": 4.4})
        self.all.on("oov/json/dvl/board", lambda m: "radio-4" in units(m))
        self.speaks("radio-8", "dvo", since)
        self.assertEqual([], self.removed(since, "dvl") + self.removed(since, "dvo"))
        self.assertEqual(0, self.hub.stop())

        since = self.start(("organisation.toml", account("radio-3", "it-overlast") + "\n", ""),
                           ("organisation.toml", account("radio-4", "it-overlast"), account("radio-4", "it-ondermijning")),
                           ("organisation.toml", account("radio-5", "it-overlast"), account("radio-5", "it-overlast", "covert = true\n")))
        first = self.all.on("oov/json/dvl/board", since=since).json
        self.assertEqual(["division", "rev", "at", "units", "removed", "teams"], list(first))
        self.assertEqual((["radio-3", "radio-4", "radio-5"], []), (first["removed"], first["units"]))
        moved = units(self.all.on("oov/json/dvo/board", lambda m: "radio-4" in units(m), since=since))["radio-4"]
        self.assertEqual(("it-ondermijning", "busy", "unknown"), tuple(moved[k] for k in ("team", "status", "presence")))
        self.all.on("oov/json/covert/dvl/board", lambda m: "radio-5" in units(m), since=since)
        for radio, topic in (("radio-1", "dvl"), ("radio-4", "dvo"), ("radio-5", "covert/dvl")):
            self.speaks(radio, topic, since)
        self.assertEqual([["radio-3", "radio-4", "radio-5"], [], []], [self.removed(since, topic) for topic in ("dvl", "dvo", "covert/dvl")])
        told = {name for board in self.boards(since, "dvl") for name in (unit["unit"] for unit in board["units"])}
        self.assertEqual(set(), {"radio-3", "radio-4", "radio-5"} & told)
        full = self.all.on("oov/json/dvl/board/full/it-overlast", since=since)
        self.assertEqual({"radio-1", "radio-2", "radio-6"}, set(units(full)))
        self.assertEqual(0, self.hub.stop())

        # Once: at the next start nothing changed. radio-5 comes back, which only those cleared are told of.
        since = self.start(("organisation.toml", account("radio-3", "it-overlast") + "\n", ""),
                           ("organisation.toml", account("radio-4", "it-overlast"), account("radio-4", "it-ondermijning")))
        self.assertEqual(["radio-5"], self.all.on("oov/json/covert/dvl/board", since=since).json["removed"])
        self.all.on("oov/json/covert/dvl/board/full/it-overlast", lambda m: m.payload == b"", since=since)
        for radio, topic in (("radio-1", "dvl"), ("radio-5", "dvl"), ("radio-8", "dvo")):
            self.speaks(radio, topic, since)
        self.assertEqual([[], [], ["radio-5"]], [self.removed(since, topic) for topic in ("dvl", "dvo", "covert/dvl")])


if __name__ == "__main__":
    unittest.main()
