"""What the timeline of an incident calls each thing that happened (contract 5)."""
import unittest

from centre import CentreTest, now_ms

ENTRY = ["n", "at", "what", "by", "text", "rule", "rules_version", "because", "division", "policy", "step", "target", "ack_by", "rev", "report", "other", "until", "instruction"]


class Timeline(CentreTest):
    def test_tells_each_thing_that_happened_in_its_words(self):
        place = {"category": "robbery", "lat": 51.61, "lon": 4.61}
        incident = self.report("radio-7", **place)
        self.assertEqual(incident, self.report("radio-8", **place, severity="severe"))
        self.all.on(f"oov/json/down/coord-ondermijning-1/notice/{incident}")
        self.send("coord-ondermijning-1", "ack", {"id": self.fresh(), "incident": incident, "answer": "delivered"})
        self.tell("coord-ondermijning-1", "ack", {"incident": incident, "answer": "declined", "text": "not mine"})
        for do, fields in (("escalate", {"policy": "serious-threat"}), ("triage", {"division": "dvl", "priority": 3, "text": "to both"}),
                           ("assign", {"team": "it-ondermijning"}), ("assign", {"unit": "radio-9"}), ("claim", {}), ("release", {}),
                           ("note", {"text": "two men"})):
            self.assertTrue(self.tell("console-1", "command", {"do": do, "incident": incident, **fields})["accepted"], do)
        self.tell("radio-9", "status", {"status": "en_route", "incident": incident})
        for do, fields in (("unassign", {"unit": "radio-9"}), ("unassign", {"team": "it-ondermijning"}), ("remove_division", {"division": "dvl", "text": "no"})):
            self.assertTrue(self.tell("console-1", "command", {"do": do, "incident": incident, **fields})["accepted"], do)
        self.tell("opco-1", "ack", {"incident": incident, "answer": "acknowledged", "text": "I go"})
        for do, text in (("resolve", "caught"), ("close", "written up"), ("reopen", "they ran")):
            self.assertTrue(self.tell("console-1", "command", {"do": do, "incident": incident, "text": text})["accepted"], do)

        timeline = self.ask("console-1", {"ask": "incident", "incident": incident, "limit": 200})["timeline"]
        for entry in timeline:
            self.assertEqual([key for key in ENTRY if key in entry], list(entry))
        for what, by, fields in (
                ("report_received", "radio-8", {}), ("incident_opened", "hub", {}), ("report_joined", "hub", {}),
                ("severity_changed", "radio-8", {"text": "severity severe"}), ("priority_changed", "console-1", {"text": "priority 3"}),
                ("escalation_stepped", "hub", {"policy": "notify-coordinator", "step": 0, "target": "role/coord-ondermijning"}),
                ("notice_delivered", "coord-ondermijning-1", {}), ("declined", "coord-ondermijning-1", {"text": "not mine"}),
                ("escalated", "console-1", {"policy": "serious-threat"}),
                ("escalation_stepped", "hub", {"policy": "serious-threat", "step": 0, "target": "team/it-ondermijning"}),
                ("triaged", "console-1", {"text": "to both"}), ("assigned", "console-1", {"target": "team/it-ondermijning"}),
                ("assigned", "console-1", {"target": "unit/radio-9"}), ("claimed", "console-1", {}), ("released", "console-1", {}),
                ("note_added", "console-1", {"text": "two men"}), ("unit_progressed", "radio-9", {"target": "unit/radio-9", "text": "en_route"}),
                ("unassigned", "console-1", {"target": "unit/radio-9"}), ("unassigned", "console-1", {"target": "team/it-ondermijning"}),
                ("division_removed", "console-1", {"division": "dvl", "text": "no"}), ("acknowledged", "opco-1", {"text": "I go"}),
                ("resolved", "console-1", {"text": "caught"}), ("closed", "console-1", {"text": "written up"}),
                ("reopened", "console-1", {"text": "they ran"})):
            with self.subTest(what=what, by=by):
                found = [e for e in timeline if (e["what"], e["by"]) == (what, by) and fields.items() <= e.items()]
                self.assertTrue(found, [e for e in timeline if e["what"] == what])

    def test_says_why_the_hub_changed_a_priority(self):
        place = {"category": "vandalism", "lat": 51.62, "lon": 4.62}
        incident = self.report("radio-1", **place)
        self.assertEqual(incident, self.report("radio-2", **place, severity="severe"))
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        changed = next(e for e in timeline if e["what"] == "priority_changed")
        self.assertEqual(("hub", "priority 2", "severity is severe"), tuple(changed[k] for k in ("by", "text", "because")))

    def test_of_orders_stands_among_the_rest(self):
        incident = self.report("radio-7", category="theft", lat=51.63, lon=4.63)
        respond_by = now_ms() + 3_600_000
        order = self.tell("coord-ondermijning-1", "instruct", {"to": "unit/radio-8", "incident": incident, "text": "go and look",
                                                              "respond_by": respond_by})["instruction"]
        self.send("radio-8", "ack", {"id": self.fresh(), "instruction": order, "answer": "read"})
        self.tell("radio-8", "ack", {"instruction": order, "answer": "declined", "text": "puncture"})
        other = self.tell("console-1", "command", {"do": "dispatch", "incident": incident, "division": "dvo", "unit": "radio-9"})["instruction"]
        self.tell("console-1", "command", {"do": "withdraw", "instruction": other, "text": "no need"})
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident, "limit": 200})["timeline"]
        for entry in timeline:
            self.assertEqual([key for key in ENTRY if key in entry], list(entry))
            self.assertEqual("instruction" in entry, entry["what"].startswith("instruction_"))
        told = [(e["what"], e["by"], e["target"], e.get("text"), e["instruction"]) for e in timeline if "instruction" in e]
        self.assertEqual([("instruction_issued", "coord-ondermijning-1", "unit/radio-8", "go and look", order),
                          ("instruction_read", "radio-8", "unit/radio-8", None, order),
                          ("instruction_declined", "radio-8", "unit/radio-8", "puncture", order)], told[:3])
        self.assertEqual([("instruction_issued", "console-1", "unit/radio-9"), ("instruction_withdrawn", "console-1", "unit/radio-9")],
                         [entry[:3] for entry in told[3:]])
        self.assertEqual(respond_by, next(e for e in timeline if e["what"] == "instruction_issued")["ack_by"])
        self.assertEqual(list(range(1, len(timeline) + 1)), [e["n"] for e in timeline])
        shown = self.hub.paraat("incident", "show", incident).stdout
        self.assertRegex(shown, f"instruction_issued by coord-ondermijning-1 -> unit/radio-8, order {order}, answer by 20.* go and look")
        self.assertRegex(shown, f"instruction_declined by radio-8 -> unit/radio-8, order {order} . puncture")

    def test_of_a_panic(self):
        incident = self.tell("radio-3", "status", {"panic": True})["incident"]
        timeline = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertIn(("panic_raised", "radio-3"), [(e["what"], e["by"]) for e in timeline])


if __name__ == "__main__":
    unittest.main()
