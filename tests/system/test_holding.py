"""Rules that hold calls back, and requests for people, as a client sees them."""
import datetime
import json
import unittest

from centre import CentreTest

CALLS = """
[[rule]]
name = "theft-calls"
when = 'report.category == "theft"'
then = { escalate = "notify-coordinator" }
"""


class HoldingTest(CentreTest):
    added = ""

    @classmethod
    def setUpClass(cls):
        cls.changes = (("rules/20-serious-crime.toml", "\n# The same over time", CALLS + cls.added + "\n# The same over time"),
                ("rules/20-serious-crime.toml", '[[test]]\ngiven = { category = "theft" }\nexpect = { no_rule = true, division = "dvo", priority = 4 }\n', ""))
        super().setUpClass()

    def theft(self, lat, **more):
        return self.report(category="theft", lat=lat, lon=4.1, **more)

    def timeline(self, incident):
        return self.ask("console-1", {"ask": "incident", "incident": incident, "limit": 200})["timeline"]

    def asked(self, incident, client="coord-ondermijning-1"):
        return self.all.on(f"oov/json/down/{client}/notice/{incident}", lambda m: m.payload).json


class Group(HoldingTest):
    added = '[[rule]]\nname = "by-area"\nwhen = \'report.category == "theft"\'\nthen = { group = "thefts {area}" }\n'

    def test_a_group_calls_for_one_incident_at_a_time(self):
        first = self.theft(51.1, area="west")
        second = self.theft(51.2, area="west")
        self.assertEqual("thefts west", self.alert("dvo", second, lambda alert: "group" in alert)["group"])
        self.assertNotIn("escalations", self.alert("dvo", second))
        self.assertEqual("theft-calls", self.alert("dvo", first, lambda alert: "escalation" in alert)["escalation"]["rule"])
        held = next(e for e in self.timeline(second) if e["what"] == "call_held")
        self.assertEqual(("notify-coordinator", "grouped"), (held["policy"], held["text"]))
        self.asked(first)
        # Why nobody was told of the second one.
        answer = self.ask("opco-1", {"ask": "explain", "incident": second, "target": "role/coord-ondermijning"})
        self.assertIn("another incident of its group calls already", " ".join(answer["why_not"]))


class Silence(HoldingTest):
    @classmethod
    def setUpClass(cls):
        end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2)
        cls.added = ('[[rule]]\nname = "festival"\nwhen = \'report.area == "park"\'\nthen = { silence = { owner = "role/coord-overlast", '
                     f'reason = "festival", until = "{end.isoformat(timespec="seconds")}", tell_before = "3h" }} }}\n')
        super().setUpClass()

    def test_its_owner_is_told_and_it_holds_nothing_urgent(self):
        told = self.all.wait(lambda m: m.topic.startswith("oov/json/down/coord-overlast-1/instruction/") and m.payload)
        self.assertIn('The silence "festival" (festival) ends in', told.json["text"])
        self.assertEqual("role/coord-overlast", told.json["to"])
        quiet = self.theft(51.1, area="park")
        held = next(e for e in self.timeline(quiet) if e["what"] == "call_held")
        self.assertEqual("silenced by festival: festival", held["text"])
        urgent = self.theft(51.2, area="park", tags=["knife"])
        self.alert("dvo", urgent, lambda alert: alert["priority"] == 1)
        self.asked(urgent)
        self.assertNotIn("escalations", self.alert("dvo", quiet))


class Deploy(CentreTest):
    def test_people_are_asked_for_once_for_a_place_and_a_time(self):
        first = self.report(category="shooting", lat=51.5, lon=4.1)
        second = self.report(category="stabbing", lat=51.504, lon=4.1)
        self.report(category="stabbing", lat=51.508, lon=4.1)
        self.all.wait(lambda m: m.topic.startswith("oov/json/down/coord-ondermijning-1/instruction/") and m.payload)
        orders = [m.json for m in self.all.all if m.topic.startswith("oov/json/down/coord-ondermijning-1/instruction/")
                  and m.payload and "deployment" in m.json]
        self.assertEqual(1, len({order["instruction"] for order in orders}), json.dumps(orders))
        asked = orders[0]["deployment"]
        self.assertEqual(second, orders[0]["incident"])
        self.assertNotEqual(first, second)
        self.assertEqual((51.504, 4.1, 1000), (asked["lat"], asked["lon"], asked["metres"]))
        self.assertEqual(12 * 3_600_000, asked["until"] - asked["from"])
        self.assertEqual(asked["until"], orders[0]["respond_by"])
        self.assertIn("within 1000 m", asked["because"])


if __name__ == "__main__":
    unittest.main()
