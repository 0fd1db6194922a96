"""Who looked at what is on record once it is answered (docs/decisions/0042)."""
import json
import unittest

from centre import CentreTest


class Consultation(CentreTest):
    def listed(self, *words):
        shown = self.hub.paraat("--json", "journal", "consultations", str(self.hub.journal), *words)
        self.assertEqual(0, shown.returncode, shown.stderr)
        return [json.loads(line) for line in shown.stdout.splitlines()]

    def test_who_looked_at_an_incident_and_who_was_refused(self):
        incident = self.report("radio-7", category="burglary")
        self.assertTrue(self.ask("coord-ondermijning-1", {"ask": "incident", "incident": incident})["ok"])
        self.assertTrue(self.ask("opco-1", {"ask": "explain", "incident": incident})["ok"])
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "incident", "incident": incident})["code"])
        self.assertTrue(self.ask("opco-1", {"ask": "policies"})["ok"])
        about = self.listed("--incident", incident)
        self.assertEqual([("coord-ondermijning-1", "incident", incident, False), ("opco-1", "explain", incident, False)],
                         [tuple(line[key] for key in ("account", "ask", "incident", "refused")) for line in about])
        refused = self.listed("--account", "radio-1", "--refused")
        self.assertEqual([{"account": "radio-1", "ask": "incident", "refused": True}],
                         [{key: value for key, value in line.items() if key != "at"} for line in refused])
        self.assertEqual([], [line for line in self.listed() if line["ask"] == "policies"])

    def test_a_list_is_on_record_by_its_division_and_not_in_a_timeline(self):
        incident = self.report("radio-7", category="burglary")
        for _ in range(3):
            self.assertTrue(self.ask("console-2", {"ask": "units", "division": "dvo"})["ok"])
        mine = [line for line in self.listed("--account", "console-2") if line["ask"] == "units"]
        self.assertEqual(["dvo"], [line["division"] for line in mine])
        timeline = self.ask("console-2", {"ask": "incident", "incident": incident, "limit": 100, "after": "0"})["timeline"]
        self.assertNotIn("consulted", [entry["what"] for entry in timeline])

    def test_what_is_asked_for_wrongly_is_said(self):
        for words, what in ((("--incident", "x"), "--incident is the id"), (("--since", "soon"), "--since is a duration")):
            shown = self.hub.paraat("journal", "consultations", str(self.hub.journal), *words)
            self.assertEqual(65, shown.returncode)
            self.assertIn(what, shown.stderr)


if __name__ == "__main__":
    unittest.main()
