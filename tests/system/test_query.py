"""Queries, boards, and the hub's own status (contract 5 and 6)."""
import unittest

from centre import CentreTest, Subscriber, ULID, now_ms, publish


UNIT = ["unit", "team", "status", "presence", "lat", "lon", "accuracy_m", "position_at", "battery_pct", "incident", "panic", "status_at"]


class Query(CentreTest):
    def test_incidents_by_division_in_pages(self):
        made = sorted(self.report("radio-1", category="noise_nuisance") for _ in range(5))
        self.tell("console-1", "command", {"do": "close", "incident": made[4], "acknowledge": True})
        asked = {"ask": "incidents", "division": "dvl", "status": ["new", "open"], "limit": 3, "after": ""}
        first = self.ask("coord-overlast-1", asked)
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "items", "next"], list(first))
        self.assertEqual((True, 4, 3), (first["ok"], first["total"], len(first["items"])))
        rest = self.ask("coord-overlast-1", {**asked, "after": first["next"]})
        self.assertNotIn("next", rest)
        self.assertEqual(made[:4], [item["incident"] for item in first["items"] + rest["items"]])

    def test_incident_with_its_timeline(self):
        incident = self.report("radio-7", severity="extreme", text="shots heard")
        self.tell("radio-8", "ack", {"incident": incident, "answer": "acknowledged"})
        result = self.ask("console-1", {"ask": "incident", "incident": incident, "limit": 100, "after": "0"})
        self.assertEqual(["id", "ask", "ok", "at", "rev", "item", "total", "timeline"], list(result))
        self.assertEqual((incident, True), (result["item"]["incident"], result["item"]["acked"]))
        timeline = result["timeline"]
        self.assertEqual(list(range(1, result["total"] + 1)), [entry["n"] for entry in timeline])
        self.assertEqual(["report_received", "incident_opened", "routed", "escalation_stepped"],
                         [e["what"] for e in timeline if e["what"] in ("report_received", "incident_opened", "routed", "escalation_stepped")][:4])
        routed = next(e for e in timeline if e["what"] == "routed")
        self.assertEqual(("hub", "firearm-in-public", "severity is extreme", "dvo"), tuple(routed[k] for k in ("by", "rule", "because", "division")))
        self.assertTrue(routed["rules_version"])
        acknowledged = next(e for e in timeline if e["what"] == "acknowledged")
        self.assertEqual("radio-8", acknowledged["by"])
        self.assertGreater(acknowledged["rev"], 0)
        rest = self.ask("console-1", {"ask": "incident", "incident": incident, "after": "2"})
        self.assertEqual(3, rest["timeline"][0]["n"])

    def test_units_of_a_team(self):
        before = now_ms()
        self.tell("radio-2", "status", {"sent_at": before, "status": "available", "lat": 51.9, "lon": 4.4, "accuracy_m": 10})
        result = self.ask("coord-overlast-1", {"ask": "units", "division": "dvl", "team": "it-overlast"})
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "items"], list(result))
        self.assertEqual((True, 6, 6), (result["ok"], result["total"], len(result["items"])))
        unit = next(u for u in result["items"] if u["unit"] == "radio-2")
        self.assertEqual(("it-overlast", "available", "online", 51.9, 4.4, 10, False),
                         tuple(unit[k] for k in ("team", "status", "presence", "lat", "lon", "accuracy_m", "panic")))
        self.assertEqual([k for k in UNIT if k != "battery_pct"], list(unit))
        self.assertGreaterEqual(unit["position_at"], before)
        silent = next(u for u in result["items"] if u["unit"] == "radio-6")
        self.assertEqual(["unit", "team", "presence", "incident", "panic"], list(silent), "what is unknown is left out")
        self.assertEqual("unknown", silent["presence"])

    def test_query_after_a_receipt_sees_what_was_accepted(self):
        for _ in range(10):
            incident = self.report("radio-1", category="theft")
            self.assertTrue(self.ask("console-1", {"ask": "incident", "incident": incident})["ok"])

    def test_refused_questions(self):
        def code(body):
            result = self.ask("console-1", body)
            self.assertFalse(result["ok"])
            return result["code"], result.get("field")

        self.assertEqual(("unknown_question", "ask"), code({"ask": "incidnts"}))
        refused = self.ask("console-1", {"ask": "incidnts"})
        self.assertEqual(["id", "ask", "ok", "code", "field", "error"], list(refused))
        self.assertEqual("incidnts", refused["ask"])
        self.assertIn('did you mean "incidents"?', refused["error"])
        self.assertEqual("not_found", code({"ask": "incident", "incident": "01jd8" + "0" * 21})[0])
        self.assertEqual(("bad_value", "limit"), code({"ask": "incidents", "limit": 0}))
        self.assertEqual(("too_many", "limit"), code({"ask": "incidents", "limit": 201}))

    def test_what_one_may_not_know_is_not_found(self):
        incident = self.report("opco-1", category="undermining_signal", covert=True)
        self.assertTrue(self.ask("opco-1", {"ask": "incident", "incident": incident})["ok"])
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "incident", "incident": incident})["code"])
        self.assertEqual("not_found", self.ask("citizen-1", {"ask": "incident", "incident": self.report("radio-1", category="theft")})["code"])

    def test_question_over_4_KiB_is_refused(self):
        since = self.all.count()
        self.send("console-2", "query", {"id": "big", "ask": "incidents", "after": "x" * 5000})
        self.assertFalse(self.all.on("oov/down/console-2/result", since=since).json["ok"])


class Board(CentreTest):
    def test_beacon_shows_on_the_board_of_its_division_only(self):
        since = self.all.count()
        self.tell("radio-3", "status", {"status": "available"})
        self.send("radio-3", "beacon", {"sent_at": now_ms(), "lat": 51.93, "lon": 4.47, "accuracy_m": 12, "speed_mps": 3.0, "heading_deg": 90,
                                        "battery_pct": 80}, qos=0)

        def has_it(message):
            return any(u["unit"] == "radio-3" and u.get("battery_pct") == 80 for u in message.json.get("units", []))

        board = self.all.on("oov/json/dvl/board", has_it, since=since).json
        unit = next(u for u in board["units"] if u["unit"] == "radio-3")
        self.assertEqual(("it-overlast", "available", "online", 51.93, 4.47, 12, False),
                         tuple(unit[k] for k in ("team", "status", "presence", "lat", "lon", "accuracy_m", "panic")))
        self.assertEqual(UNIT, list(unit))
        self.assertEqual([k for k in ("division", "rev", "at", "units", "removed", "teams") if k in board], list(board))
        self.assertEqual(("dvl", {"division", "rev", "at", "units"}), (board["division"], {"division", "rev", "at", "units"} & set(board)))
        self.assertEqual([], [m for m in self.all.all if m.topic == "oov/json/dvo/board" and b"radio-3" in m.payload])
        self.all.on("oov/json/dvl/board", lambda m: any(t["team"] == "it-overlast" and t["on_duty"] >= t["available"] >= 1 for t in m.json.get("teams", [])))

    def test_beacon_does_not_undo_a_newer_status(self):
        at = now_ms()
        self.tell("radio-4", "status", {"status": "on_scene", "sent_at": at})
        self.send("radio-4", "beacon", {"sent_at": at - 5000, "status": "available", "lat": 51.9, "lon": 4.4, "battery_pct": 44}, qos=0)
        message = self.all.on("oov/json/dvl/board", lambda m: any(u.get("battery_pct") == 44 for u in m.json.get("units", [])))
        self.assertEqual(["on_scene"], [u["status"] for u in message.json["units"] if u["unit"] == "radio-4"])

    def test_full_boards_are_retained(self):
        self.tell("radio-9", "status", {"status": "busy"})
        self.all.on("oov/json/dvo/board/full/it-ondermijning",
                    lambda m: any(u["unit"] == "radio-9" and u.get("status") == "busy" for u in m.json["units"]))
        late = Subscriber(self.hub.port, "oov/json/dvo/board/#")
        self.addCleanup(late.close)
        full = late.on("oov/json/dvo/board/full")
        self.assertTrue(full.is_retained)
        self.assertEqual(["division", "rev", "at", "interval_ms", "units", "open", "unacknowledged", "teams"], list(full.json))
        self.assertEqual({"team", "on_duty", "available"}, set(full.json["teams"][0]))
        team = late.on("oov/json/dvo/board/full/it-ondermijning")
        self.assertTrue(team.is_retained)
        self.assertEqual(["division", "team", "rev", "at", "units"], list(team.json))
        self.assertEqual(6, len(team.json["units"]))

    def test_presence_offline_ends_its_own_session_only(self):
        session = now_ms()
        publish(self.hub.port, "oov/up/radio-5/presence", {"state": "online", "session": session}, retain=True)

        def radio_5(presence):
            return lambda m: any(u["unit"] == "radio-5" and u.get("presence") == presence for u in m.json.get("units", []))

        self.all.on("oov/json/dvl/board", radio_5("online"))
        since = self.all.count()
        publish(self.hub.port, "oov/up/radio-5/presence", {"state": "offline", "session": session - 1}, retain=True)
        # What another says after it on the same kind of topic is taken after it.
        publish(self.hub.port, "oov/up/radio-6/presence", {"state": "online", "session": session}, retain=True)
        publish(self.hub.port, "oov/up/radio-6/presence", {"state": "offline", "session": session}, retain=True)
        self.all.on("oov/json/dvl/board", lambda m: any(u["unit"] == "radio-6" and u["presence"] == "late" for u in m.json.get("units", [])),
                    since=since)
        told = [u["presence"] for m in self.all.all[since:] if m.topic == "oov/json/dvl/board" for u in m.json.get("units", []) if u["unit"] == "radio-5"]
        self.assertNotIn("late", told)
        since = self.all.count()
        publish(self.hub.port, "oov/up/radio-5/presence", {"state": "offline", "session": session}, retain=True)
        self.all.on("oov/json/dvl/board", radio_5("late"), since=since)


class HubStatus(CentreTest):
    def test_status_of_a_running_hub(self):
        late = Subscriber(self.hub.port, "oov/json/hub/+/status")
        self.addCleanup(late.close)
        message = late.on("oov/json/hub/hub-1/status")
        self.assertTrue(message.is_retained)
        status = message.json
        self.assertEqual(["node", "state", "since", "at", "interval_ms", "generation", "version", "contract", "rules_version", "shedding",
                          "clock_offset_ms", "reasons"], list(status))
        self.assertEqual(("hub-1", "up", 5000, 1, False, []), tuple(status[k] for k in ("node", "state", "interval_ms", "contract", "shedding", "reasons")))
        self.assertRegex(status["generation"], ULID)

    def test_health_command(self):
        result = self.hub.paraat("health")
        self.assertEqual((0, "hub-1 is up"), (result.returncode, result.stdout.strip()))

    def test_admin_pages(self):
        self.assertEqual((200, 200), (self.hub.http("/healthz")[0], self.hub.http("/readyz")[0]))
        self.assertIn("paraat_receipts_total", self.hub.http("/metrics")[1])


if __name__ == "__main__":
    unittest.main()
