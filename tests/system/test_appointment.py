"""Places in the organisation that change while everybody is connected."""
import unittest

from centre import CentreTest


class Appointment(CentreTest):
    def see(self, client, incident):
        return self.ask(client, {"ask": "incident", "incident": incident})

    def units(self, division):
        return {item["unit"] for item in self.ask("opco-1", {"ask": "units", "division": division, "limit": 200})["items"]}

    def test_who_gets_another_team_knows_and_is_shown_there(self):
        incident = self.report(category="theft", client="radio-8")
        self.assertTrue(self.see("radio-7", incident)["ok"])
        since = self.all.count()
        self.assertEqual(0, self.hub.paraat("appoint", "radio-7", "--team", "it-overlast", "--as", "opco-1").returncode)
        self.assertEqual("not_found", self.see("radio-7", incident)["code"])
        self.assertIn("radio-7", self.units("dvl"))
        self.assertNotIn("radio-7", self.units("dvo"))
        left = self.all.on("oov/json/dvo/board", lambda m: "radio-7" in m.json.get("removed", []), since=since)
        self.assertNotIn("radio-7", [unit["unit"] for unit in left.json.get("units", [])])
        self.all.on("oov/json/dvl/board", lambda m: "radio-7" in [unit["unit"] for unit in m.json.get("units", [])], since=since)

        # It stands through a restart, until it is taken back.
        self.restart()
        self.assertIn("radio-7", self.units("dvl"))
        self.assertEqual(0, self.hub.paraat("reinstate", "radio-7", "--as", "opco-1").returncode)
        self.assertTrue(self.see("radio-7", incident)["ok"])
        self.assertNotIn("radio-7", self.units("dvl"))

    def test_who_is_dismissed_may_report_and_no_more(self):
        incident = self.report(category="theft", client="radio-10")
        self.assertEqual(0, self.hub.paraat("dismiss", "radio-9", "--text", "gestolen", "--as", "opco-1").returncode)
        self.assertEqual("not_found", self.see("radio-9", incident)["code"])
        self.assertEqual("not_allowed", self.tell("radio-9", "command", {"do": "shift_start"})["code"])
        receipt = self.tell("radio-9", "report", {"category": "other"})
        self.assertEqual((True, False), (receipt["accepted"], "incident" in receipt))
        self.assertEqual(0, self.hub.paraat("reinstate", "radio-9", "--as", "opco-1").returncode)

    def test_a_word_that_is_none_is_told(self):
        refused = self.hub.paraat("appoint", "radio-12", "--team", "it-overlats", "--as", "opco-1")
        self.assertEqual(65, refused.returncode)
        self.assertIn('did you mean "it-overlast"?', refused.stderr + refused.stdout)
        self.assertEqual(65, self.hub.paraat("appoint", "radio-12", "--as", "opco-1").returncode)
        refused = self.tell("console-1", "command", {"do": "appoint", "account": "radio-12", "roles": ["opco"]})
        self.assertEqual(("not_allowed", "do"), (refused["code"], refused["field"]))


if __name__ == "__main__":
    unittest.main()
