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

    def test_incidents_are_of_the_asked_status_and_by_default_those_not_closed(self):
        resolved, closed = (self.report("radio-1", category="burglary") for _ in range(2))
        self.tell("console-1", "command", {"do": "resolve", "incident": resolved})
        self.tell("console-1", "command", {"do": "close", "incident": closed, "acknowledge": True})

        def found(**more):
            return {item["incident"] for item in self.ask("console-1", {"ask": "incidents", "division": "dvo", "limit": 200, **more})["items"]}

        self.assertEqual((True, False), (resolved in found(), closed in found()))
        self.assertEqual((True, False), (resolved in found(status=["resolved"]), closed in found(status=["resolved"])))
        self.assertEqual((False, True), (resolved in found(status=["closed"]), closed in found(status=["closed"])))
        self.assertEqual(set(), found(status=["on_scene"]) & {resolved, closed})

    def test_items_are_alerts_as_on_the_topic(self):
        incident = self.report("radio-7", severity="extreme", lat=51.8, lon=4.3)
        result = self.ask("coord-ondermijning-1", {"ask": "incidents", "division": "dvo", "limit": 200})
        self.assertEqual(self.alert("dvo", incident), next(item for item in result["items"] if item["incident"] == incident))
        self.assertEqual(sorted(item["incident"] for item in result["items"]), [item["incident"] for item in result["items"]])

    def test_instructions_tell_who_gave_an_order_how_far_it_got_with_each(self):
        order = self.tell("console-1", "instruct", {"to": "unit/radio-9", "text": "kijk bij de sluis"})["instruction"]

        def life(client="console-1"):
            result = self.ask(client, {"ask": "instructions"})
            self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "items"], [key for key in result if key != "next"])
            return next((item for item in result["items"] if item["order"]["instruction"] == order), None)

        self.assertEqual((["radio-9"], 1, "issued"), tuple(life()[k] for k in ("silent", "addressees")) + (life()["order"]["state"],))
        self.tell("radio-9", "ack", {"instruction": order, "answer": "accepted", "text": "onderweg"})
        told = life()
        self.assertEqual(([], [("radio-9", "accepted", "onderweg")]), (told["silent"], [(a["client"], a["answer"], a["text"]) for a in told["order"]["answers"]]))
        topic = f"oov/json/down/radio-9/instruction/{order}"
        self.assertEqual(self.all.on(topic, lambda m: m.payload != b"" and m.json["state"] == "accepted").json, told["order"])
        # It has ended on its topic, and is told of still.
        self.tell("radio-9", "ack", {"instruction": order, "answer": "done"})
        self.all.on(topic, lambda m: m.payload == b"")
        self.assertEqual("done", life()["order"]["state"])
        self.assertEqual("done", life("radio-9")["order"]["state"])
        self.assertIsNone(life("radio-10"))
        self.assertEqual("not_found", self.ask("citizen-1", {"ask": "instructions"})["code"])

    def test_timeline_in_pages_is_the_whole(self):
        incident = self.report("radio-7")
        asked = {"ask": "incident", "incident": incident}
        whole = self.ask("console-1", asked)
        pages, after = [], "0"
        while after:
            page = self.ask("console-1", {**asked, "limit": 2, "after": after})
            self.assertEqual((whole["total"], True), (page["total"], len(page["timeline"]) <= 2))
            pages += page["timeline"]
            after = page.get("next")
        self.assertEqual((whole["timeline"], whole["total"]), (pages, len(pages)))

    def test_units_in_pages(self):
        asked = {"ask": "units", "division": "dvl", "limit": 4}
        first = self.ask("console-1", asked)
        rest = self.ask("console-1", {**asked, "after": first["next"]})
        self.assertEqual([f"radio-{n}" for n in range(1, 7)], [u["unit"] for u in first["items"] + rest["items"]])
        self.assertEqual((6, 6, False), (first["total"], rest["total"], "next" in rest))

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

    def test_organisation_says_who_asks_and_what_there_is(self):
        mine = self.ask("coord-overlast-1", {"ask": "organisation"})
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "account", "authority", "roles", "unit", "cleared", "divisions", "teams",
                          "roles_known", "policies", "posts", "categories"], list(mine))
        self.assertEqual(("coord-overlast-1", "coordinator", ["coord-overlast"], False, True),
                         tuple(mine[k] for k in ("account", "authority", "roles", "unit", "cleared")))
        self.assertEqual({"dvl": (True, True), "dvo": (False, False), "sector": (False, False)},
                         {one["name"]: (one["reads"], one["commands"]) for one in mine["divisions"]})
        self.assertIn("serious-threat", mine["policies"])
        self.assertIn({"account": "console-1", "roles": ["centre"]}, mine["posts"])
        assault = next(one for one in mine["categories"] if one["name"] == "assault")
        self.assertIn({"name": "injured", "label_nl": "Is er iemand gewond?", "label_en": "Is anybody injured?", "answers": ["yes", "unknown", "no"]},
                      assault["questions"])
        unit = self.ask("radio-7", {"ask": "organisation"})
        self.assertEqual(("member", True, "it-ondermijning", "dvo"), tuple(unit[k] for k in ("authority", "unit", "team", "division")))
        self.assertNotIn("cleared", unit)
        self.assertEqual("not_found", self.ask("citizen-1", {"ask": "organisation"})["code"])

    def test_organisation_in_pages_is_the_whole(self):
        whole = self.ask("console-1", {"ask": "organisation"})
        lists = ("divisions", "teams", "roles_known", "policies", "posts", "categories")
        pages, after = {key: [] for key in lists}, ""
        while after is not None:
            page = self.ask("console-1", {"ask": "organisation", "limit": 7, "after": after})
            for key in lists:
                pages[key] += page.get(key, [])
            after = page.get("next")
        self.assertEqual({key: whole[key] for key in lists}, pages)
        self.assertEqual(whole["total"], sum(map(len, pages.values())))

    def test_command_tells_of_the_organisation(self):
        told = self.hub.paraat("query", "organisation", "--as", "coord-overlast-1")
        self.assertEqual(0, told.returncode, told.stderr)
        self.assertIn("coord-overlast-1  coordinator  coord-overlast", told.stdout)
        self.assertRegex(told.stdout, "(?m)^team +it-overlast +")

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
        self.assertEqual(("bad_value", "after"), code({"ask": "incidents", "after": "three"}))
        self.assertEqual("bad_value", code({"ask": "incidents", "status": ["opn"]})[0])
        self.assertEqual("not_found", code({"ask": "incidents", "division": "dvx"})[0])

    def test_question_that_nobody_can_read_is_unreadable(self):
        since = self.all.count()
        self.send("console-2", "query", b'{"id":"cut","ask":"incid')
        result = self.all.on("oov/down/console-2/result", since=since).json
        self.assertEqual((False, "unreadable"), (result["ok"], result["code"]))

    def test_what_one_may_not_know_is_not_found(self):
        incident = self.report("opco-1", category="undermining_signal", covert=True)
        self.assertTrue(self.ask("opco-1", {"ask": "incident", "incident": incident})["ok"])
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "incident", "incident": incident})["code"])
        self.assertEqual("not_found", self.ask("citizen-1", {"ask": "incident", "incident": self.report("radio-1", category="theft")})["code"])

    def test_question_over_4_KiB_is_refused(self):
        since = self.all.count()
        self.send("console-2", "query", {"id": "big", "ask": "incidents", "zz": "x" * 4200})
        self.assertFalse(self.all.on("oov/down/console-2/result", since=since).json["ok"])
        self.assertTrue(self.ask("console-2", {"ask": "incidents", "zz": "x" * 4000})["ok"])


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

    def test_each_status_of_a_unit_shows_on_the_board(self):
        for status in ("available", "en_route", "on_scene", "busy", "returning", "unavailable", "off_duty"):
            since, before = self.all.count(), now_ms()
            self.tell("radio-12", "status", {"status": status})
            board = self.all.on("oov/json/dvo/board", lambda m, status=status: any(
                u["unit"] == "radio-12" and u["status"] == status for u in m.json.get("units", [])), since=since).json
            self.assertGreaterEqual(next(u for u in board["units"] if u["unit"] == "radio-12")["status_at"], before)

    def test_board_shows_incident_and_panic_until_they_end(self):
        incident = self.tell("radio-10", "status", {"status": "on_scene", "panic": True})["incident"]

        def radio_10(panic):
            return lambda m: any(u["unit"] == "radio-10" and u["panic"] is panic for u in m.json.get("units", []))

        self.all.on("oov/json/dvo/board", radio_10(True))
        since = self.all.count()
        self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True})
        self.all.on("oov/json/dvo/board", radio_10(False), since=since)
        other = self.report("radio-7", category="theft")
        self.tell("radio-11", "status", {"status": "en_route", "incident": other})
        self.all.on("oov/json/dvo/board", lambda m: any(u["unit"] == "radio-11" and u["incident"] == other for u in m.json.get("units", [])))

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


class Summary(CentreTest):
    def full(self, **wanted):
        return self.all.on("oov/json/dvl/board/full", lambda m: wanted.items() <= m.json.items()).json

    def test_counts_what_is_open_and_who_is_on_duty(self):
        none = self.full(open=0, unacknowledged=0)
        self.assertEqual(("dvl", 200, 6, [{"team": "it-overlast", "on_duty": 0, "available": 0}]),
                         tuple(none[k] for k in ("division", "interval_ms", "units", "teams")))
        for client, status in (("radio-1", "off_duty"), ("radio-2", "busy"), ("radio-6", "available")):
            self.tell(client, "status", {"status": status})
        first, second = (self.report("radio-1", category="alcohol_nuisance") for _ in range(2))
        self.tell("coord-overlast-1", "ack", {"incident": first, "answer": "acknowledged"})
        board = self.full(open=2, unacknowledged=1)
        self.assertEqual([{"team": "it-overlast", "on_duty": 2, "available": 1}], board["teams"])
        self.tell("coord-overlast-1", "command", {"do": "close", "incident": second, "acknowledge": True})
        self.assertGreater(self.full(open=1, unacknowledged=0)["rev"], board["rev"])


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
