"""Commands of consoles and instructions of coordinators (contract 4)."""
import unittest

from centre import CentreTest, now_ms


class Command(CentreTest):
    def command(self, client, do, incident, **fields):
        return self.tell(client, "command", {"do": do, "incident": incident, **fields})

    def test_triage_brings_it_to_the_named_division_and_out_of_the_tray(self):
        incident = self.report("console-1", category="suspicious_situation")
        self.alert("sector", incident)
        receipt = self.command("console-1", "triage", incident, division="dvo", priority=2)
        self.assertEqual((True, incident), (receipt["accepted"], receipt["incident"]))
        self.assertEqual(2, self.alert("dvo", incident, lambda a: a["priority"] == 2)["priority"])
        self.alert("sector", incident, lambda a: a["status"] == "moved")
        self.all.on(f"oov/json/sector/alert/{incident}", lambda m: m.payload == b"")

    def test_triage_may_change_the_category(self):
        incident = self.report("console-1", category="other")
        self.command("console-1", "triage", incident, division="dvl", category="vandalism")
        self.assertEqual("Vernieling", self.alert("dvl", incident, lambda a: a["category"] == "vandalism")["title"])

    def test_assign_dispatch_and_unassign(self):
        incident = self.report("radio-1", category="loitering")
        self.assertTrue(self.command("coord-overlast-1", "assign", incident, team="it-overlast")["accepted"])
        self.alert("dvl", incident, lambda a: a.get("teams") == ["it-overlast"])
        receipt = self.command("coord-overlast-1", "dispatch", incident, unit="radio-3", text="go and look")
        order = self.all.on(f"oov/json/down/radio-3/instruction/{receipt['instruction']}").json
        self.assertEqual(("unit/radio-3", "go and look", incident, "issued", "coord-overlast-1"),
                         tuple(order[k] for k in ("to", "text", "incident", "state", "from")))
        self.alert("dvl", incident, lambda a: [u["unit"] for u in a.get("units", [])] == ["radio-3"])
        since = self.all.count()
        self.assertTrue(self.command("coord-overlast-1", "unassign", incident, unit="radio-3")["accepted"])
        self.alert("dvl", incident, lambda a: not a.get("units"), since=since)

    def test_unit_status_is_seen_on_the_alert(self):
        incident = self.report("radio-1", category="loitering")
        self.tell("radio-2", "status", {"status": "en_route", "incident": incident})
        alert = self.alert("dvl", incident, lambda a: a["status"] == "en_route")
        self.assertEqual([("radio-2", "en_route")], [(u["unit"], u["state"]) for u in alert["units"]])
        self.tell("radio-2", "status", {"status": "on_scene", "incident": incident})
        self.alert("dvl", incident, lambda a: a["status"] == "on_scene")

    def test_note_is_in_the_timeline(self):
        incident = self.report("radio-1", category="theft")
        self.command("coord-ondermijning-1", "note", incident, text="owner called back")
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertIn(("coord-ondermijning-1", "owner called back"), [(e["by"], e.get("text")) for e in timeline])

    def test_resolve_close_and_reopen(self):
        incident = self.report("radio-1", category="theft")
        first = self.alert("dvo", incident)
        self.command("console-1", "resolve", incident, text="nothing there")
        self.alert("dvo", incident, lambda a: a["status"] == "resolved")
        self.command("console-1", "close", incident, acknowledge=True)
        self.alert("dvo", incident, lambda a: a["status"] == "closed")
        since = self.all.count()
        self.assertTrue(self.command("console-1", "reopen", incident)["accepted"])
        again = self.alert("dvo", incident, since=since)
        self.assertEqual("open", again["status"])
        self.assertGreater(again["raised"], first["raised"])

    def test_escalate_by_hand(self):
        incident = self.report("radio-1", category="assault")
        self.assertTrue(self.command("coord-ondermijning-1", "escalate", incident, policy="serious-threat")["accepted"])
        self.all.on(f"oov/json/down/radio-11/notice/{incident}")
        refused = self.command("coord-ondermijning-1", "escalate", incident, policy="serious-thread")
        self.assertEqual("unknown_policy", refused["code"])
        self.assertIn('"serious-threat"', refused["error"])

    def test_remove_division(self):
        incident = self.report("radio-1", category="theft")
        self.command("console-1", "triage", incident, division="dvl")
        self.alert("dvl", incident)
        self.assertTrue(self.command("console-1", "remove_division", incident, division="dvo")["accepted"])
        self.alert("dvo", incident, lambda a: a["status"] == "moved")
        self.all.on(f"oov/json/dvo/alert/{incident}", lambda m: m.payload == b"")

    def test_stale_revision_says_who_did_what(self):
        incident = self.report("radio-1", category="theft")
        seen = self.alert("dvo", incident)["rev"]
        self.command("console-2", "assign", incident, team="it-ondermijning")
        refused = self.command("console-1", "resolve", incident, rev=seen)
        self.assertEqual(["id", "kind", "accepted", "code", "field", "error", "now"], list(refused))
        self.assertEqual(("stale_revision", "console-2", "assign"), (refused["code"], refused["now"]["by"], refused["now"]["did"]))
        self.assertEqual(["rev", "by", "did"], list(refused["now"]))
        self.assertTrue(self.command("console-1", "resolve", incident, rev=refused["now"]["rev"])["accepted"])

    def test_claim_and_release(self):
        incident = self.report("radio-1", category="theft")
        self.assertTrue(self.command("console-1", "claim", incident)["accepted"])
        self.assertFalse(self.command("console-2", "claim", incident)["accepted"])
        self.assertTrue(self.command("console-1", "release", incident)["accepted"])
        self.assertTrue(self.command("console-2", "claim", incident)["accepted"])

    def test_what_a_client_may_not_do(self):
        incident = self.report("radio-1", category="theft")
        self.assertEqual("not_allowed", self.command("radio-7", "close", incident)["code"])
        # Another division's incident is not even known.
        self.assertEqual("not_found", self.command("coord-overlast-1", "resolve", incident)["code"])

    def test_unknown_incident_division_team_and_deed(self):
        incident = self.report("radio-1", category="theft")
        self.assertEqual("not_found", self.command("console-1", "close", "01jd8" + "0" * 21)["code"])
        self.assertEqual("unknown_division", self.command("console-1", "triage", incident, division="dvx")["code"])
        self.assertEqual("unknown_team", self.command("console-1", "assign", incident, team="it-overlst")["code"])
        refused = self.command("console-1", "triag", incident)
        self.assertEqual(("bad_value", "do"), (refused["code"], refused["field"]))
        self.assertIn('"triage"', refused["error"])

    def test_a_report_that_joined_makes_no_revision_stale(self):
        place = {"category": "theft", "lat": 51.3, "lon": 4.3}
        incident = self.report("radio-1", **place)
        seen = self.alert("dvo", incident)["rev"]
        self.assertEqual(incident, self.report("radio-2", **place))
        self.alert("dvo", incident, lambda a: a["rev"] > seen)
        self.assertTrue(self.command("console-1", "resolve", incident, rev=seen)["accepted"])

    def test_what_cannot_be_done_says_why(self):
        incident = self.report("radio-1", category="theft")
        for do, fields, code, field in (
                ("triage", {}, "bad_value", "division"), ("triage", {"division": "dvo", "category": "thft"}, "unknown_category", "category"),
                ("assign", {}, "bad_value", "team"), ("assign", {"unit": "radio-77"}, "unknown_unit", "unit"),
                ("assign", {"division": "dvx"}, "unknown_division", "division"), ("unassign", {"team": "it-overlast"}, "not_found", "team"),
                ("unassign", {"unit": "radio-3"}, "not_found", "unit"), ("escalate", {}, "bad_value", "policy"),
                ("remove_division", {}, "bad_value", "division"), ("remove_division", {"division": "dvl"}, "not_found", "division"),
                ("remove_division", {"division": "dvo"}, "bad_value", "division"), ("reopen", {}, "not_closed", "incident")):
            with self.subTest(do=do, fields=fields):
                refused = self.command("console-1", do, incident, **fields)
                self.assertEqual((False, code, field), (refused["accepted"], refused["code"], refused["field"]), refused)
        # Nothing of it changed anything: the next revision is the note's.
        first = self.alert("dvo", incident)["rev"]
        self.command("console-1", "note", incident, text="x")
        self.assertEqual(first + 1, self.alert("dvo", incident, lambda a: a["rev"] > first)["rev"])

    def test_closed_incident_takes_notes_and_reopening_only(self):
        incident = self.report("radio-1", category="theft")
        self.command("console-1", "close", incident, acknowledge=True)
        for do, fields in (("assign", {"team": "it-ondermijning"}), ("triage", {"division": "dvl"}), ("resolve", {}), ("claim", {}),
                           ("escalate", {"policy": "serious-threat"}), ("dispatch", {"unit": "radio-8"})):
            with self.subTest(do=do):
                self.assertEqual("closed", self.command("console-1", do, incident, **fields)["code"])
        self.assertEqual("closed", self.tell("console-1", "instruct", {"to": "unit/radio-8", "text": "x", "incident": incident})["code"])
        for do, fields in (("note", {"text": "afterwards"}), ("reopen", {})):
            self.assertTrue(self.command("console-1", do, incident, **fields)["accepted"])

    def test_escalate_without_a_policy_takes_the_categorys_own_and_goes_on_by_a_step(self):
        incident = self.report("radio-1", category="robbery", lat=51.4, lon=4.4)
        self.command("coord-ondermijning-1", "escalate", incident)
        alert = self.alert("dvo", incident, lambda a: a["escalation"]["step"] == 1)
        self.assertEqual(("notify-coordinator", "role/opco", 1), (*(alert["escalation"][k] for k in ("policy", "target")), len(alert["escalations"])))

    def test_who_reads_an_incident_may_note_and_no_more(self):
        incident = self.report("radio-1", category="theft")
        self.assertTrue(self.command("radio-8", "note", incident, text="seen it")["accepted"])
        self.assertEqual("not_found", self.command("radio-2", "note", incident, text="not mine")["code"])
        self.assertEqual("not_allowed", self.command("radio-8", "claim", incident)["code"])


class Instruction(CentreTest):
    def instruct(self, client, to, **fields):
        return self.tell(client, "instruct", {"to": to, "text": "go and look", **fields})

    def answer(self, client, instruction, answer, **fields):
        return self.tell(client, "ack", {"instruction": instruction, "answer": answer, **fields})

    def test_instruction_to_a_team_as_delivered(self):
        incident = self.report()
        receipt = self.instruct("coord-ondermijning-1", "team/it-ondermijning", incident=incident, priority=1, needs="any", talkgroup="tg-1",
                                respond_by=now_ms() + 60_000)
        self.assertEqual(["id", "kind", "accepted", "instruction", "seq"], list(receipt))
        topic = f"oov/json/dvo/team/it-ondermijning/instruction/{receipt['instruction']}"
        order = self.all.on(topic).json
        keys = ["instruction", "rev", "from", "to", "division", "incident", "text", "priority", "issued_at", "respond_by", "state", "needs",
                "talkgroup", "exercise", "answers"]
        self.assertEqual([k for k in keys if k in order], list(order))
        self.assertEqual(("coord-ondermijning-1", "team/it-ondermijning", "dvo", incident, 1, "issued", "any", "tg-1"),
                         tuple(order[k] for k in ("from", "to", "division", "incident", "priority", "state", "needs", "talkgroup")))
        self.send("radio-7", "ack", {"id": self.fresh(), "instruction": receipt["instruction"], "answer": "read"})
        self.all.on(topic, lambda m: m.json["state"] == "read")
        self.assertTrue(self.answer("radio-8", receipt["instruction"], "accepted", text="on our way")["accepted"])
        order = self.all.on(topic, lambda m: m.json["state"] == "accepted").json
        self.assertIn(("radio-8", "accepted", "on our way"), [(a["client"], a["answer"], a.get("text")) for a in order["answers"]])
        self.answer("radio-8", receipt["instruction"], "done")
        self.all.on(topic, lambda m: m.payload and m.json["state"] == "done")
        self.all.on(topic, lambda m: m.payload == b"")

    def test_all_of_a_team_are_needed(self):
        receipt = self.instruct("console-1", "team/it-overlast", needs="all")
        topic = f"oov/json/dvl/team/it-overlast/instruction/{receipt['instruction']}"
        for number in range(1, 6):
            self.answer(f"radio-{number}", receipt["instruction"], "accepted")
        self.assertEqual("issued", self.all.on(topic, lambda m: len(m.json["answers"]) == 5).json["state"])
        self.answer("radio-6", receipt["instruction"], "accepted")
        self.all.on(topic, lambda m: m.json["state"] == "accepted")

    def test_instruction_to_unit_role_and_division(self):
        for to, topic in (("unit/radio-4", "oov/json/down/radio-4/instruction/{}"), ("role/opco", "oov/json/down/opco-1/instruction/{}"),
                          ("division/dvl", "oov/json/dvl/instruction/{}")):
            with self.subTest(to=to):
                receipt = self.instruct("console-1", to)
                self.assertEqual(to, self.all.on(topic.format(receipt["instruction"])).json["to"])

    def test_declined_by_its_unit_is_cleared(self):
        receipt = self.instruct("console-1", "unit/radio-4")
        topic = f"oov/json/down/radio-4/instruction/{receipt['instruction']}"
        self.answer("radio-4", receipt["instruction"], "declined")
        self.all.on(topic, lambda m: m.payload and m.json["state"] == "declined")
        self.all.on(topic, lambda m: m.payload == b"")

    def test_withdrawn(self):
        receipt = self.instruct("coord-overlast-1", "unit/radio-5")
        topic = f"oov/json/down/radio-5/instruction/{receipt['instruction']}"
        self.assertTrue(self.tell("coord-overlast-1", "command", {"do": "withdraw", "instruction": receipt["instruction"]})["accepted"])
        self.all.on(topic, lambda m: m.payload and m.json["state"] == "withdrawn")
        self.all.on(topic, lambda m: m.payload == b"")

    def test_expires_and_refuses_later_answers(self):
        receipt = self.instruct("console-1", "unit/radio-6", respond_by=now_ms() + 1500)
        topic = f"oov/json/down/radio-6/instruction/{receipt['instruction']}"
        self.all.on(topic, lambda m: m.payload and m.json["state"] == "expired")
        self.assertEqual("expired", self.answer("radio-6", receipt["instruction"], "accepted")["code"])

    def test_refusals(self):
        refused = self.instruct("console-1", "team/it-overlst")
        self.assertEqual(("unknown_target", "to"), (refused["code"], refused["field"]))
        self.assertIn("team/it-overlast", refused["error"])
        self.assertEqual("not_allowed", self.instruct("radio-1", "unit/radio-2")["code"])
        self.assertEqual("not_allowed", self.instruct("coord-overlast-1", "team/it-ondermijning")["code"])
        receipt = self.instruct("console-1", "unit/radio-1")
        self.assertEqual("not_asked", self.answer("radio-2", receipt["instruction"], "accepted")["code"])


class Outsider(CentreTest):
    """A contract client of the organisation, and an account that it does not know."""

    changes = (("organisation.toml", '[[account]]\nname = "console-1"\n', '[[account]]\nname = "shop-1"\noutside = true\n\n[[account]]\nname = "console-1"\n'),)

    def test_hears_what_became_of_its_report_and_nothing_else(self):
        incident = self.report("radio-1", category="theft")
        for client in ("shop-1", "citizen-1"):
            with self.subTest(client=client):
                receipt = self.tell(client, "report", {"category": "theft"})
                self.assertEqual((["id", "kind", "accepted", "seq"], True, 1), (list(receipt), receipt["accepted"], receipt["seq"]))
                self.assertEqual("not_a_unit", self.tell(client, "status", {"status": "busy"})["code"])
                self.assertEqual("not_allowed", self.tell(client, "instruct", {"to": "unit/radio-1", "text": "x"})["code"])
                self.assertEqual("not_found", self.tell(client, "command", {"do": "note", "incident": incident, "text": "x"})["code"])
                self.assertEqual("not_found", self.tell(client, "ack", {"incident": incident, "answer": "acknowledged"})["code"])
                self.assertEqual("not_found", self.ask(client, {"ask": "incident", "incident": incident})["code"])
                self.assertEqual("not_found", self.ask(client, {"ask": "incidents", "division": "dvo"})["code"])
                for ask in ("incidents", "units"):
                    told = self.ask(client, {"ask": ask})
                    self.assertEqual((0, []), (told["total"], told["items"]))


if __name__ == "__main__":
    unittest.main()
