"""Who is nearest, which escalations are in force, and whom they reach (docs/formats/topics.md)."""
import json
import unittest

from centre import CentreTest, now_ms

LAT, LON = 51.92, 4.48
METRE = 1 / 111_195  # of latitude, in degrees
NEAR = ["unit", "team", "division", "status", "presence", "lat", "lon", "position_at", "metres", "uncertainty_m", "age_ms", "skills", "chance_nearest",
        "able", "reasons"]


class Asking(CentreTest):
    def stands(self, client, metres, status="available", **more):
        self.tell(client, "status", {"status": status})
        self.send(client, "beacon", {"sent_at": now_ms(), "status": status, "lat": LAT + metres * METRE, "lon": LON, "accuracy_m": 10, **more}, qos=0)

    def nearest(self, client="console-1", fits=lambda answer: True, **question):
        """Asked again until what a beacon told is known."""
        asked = {"ask": "nearest", **({} if "incident" in question else {"lat": LAT, "lon": LON}), **question}
        for _ in range(50):
            answer = self.ask(client, asked)
            if fits(answer):
                break
        return answer

    def reach(self, client="console-1", **question):
        return self.ask(client, {"ask": "reach", "limit": 200, **question})

    @staticmethod
    def units(answer):
        return [unit["unit"] for unit in answer["items"]]

    @staticmethod
    def unit(answer, name):
        return next(unit for unit in answer["items"] if unit["unit"] == name)

    @staticmethod
    def codes(answer, name):
        return [reason["code"] for reason in Asking.unit(answer, name)["reasons"]]


class Nearest(Asking):
    changes = (("organisation.toml", 'name = "radio-7"\n', 'name = "radio-7"\nskills = ["first_aid", "dog"]\n'),
               ("organisation.toml", 'name = "radio-8"\n', 'name = "radio-8"\nskills = ["dog"]\n'),
               ("organisation.toml", 'name = "disturbed_person"\n', 'name = "disturbed_person"\nskills = ["first_aid"]\n'),
               ("organisation.toml", 'name = "radio-12"\n', 'name = "radio-12"\ncovert = true\n'))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls("test_best_first_and_the_unheard_last")
        self.stands("radio-1", 300, battery_pct=8)
        self.stands("radio-2", 900)
        self.stands("radio-7", 4_000)
        self.stands("radio-3", 100, "unavailable")
        self.stands("radio-12", 5)
        self.send("radio-4", "presence", {"state": "online", "session": 1}, retain=True)

        def is_known(answer):
            return (all("metres" in self.unit(answer, name) for name in ("radio-1", "radio-2", "radio-3", "radio-7"))
                    and self.unit(answer, "radio-4")["presence"] == "online")

        self.nearest(limit=200, fits=is_known)

    def test_best_first_and_the_unheard_last(self):
        answer = self.nearest(limit=200)
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "unplaced", "items"], list(answer))
        self.assertEqual(["radio-1", "radio-2", "radio-7", "radio-3"], self.units(answer)[:4])
        self.assertEqual((11, 11), (answer["total"], len(answer["items"])))
        first = answer["items"][0]
        self.assertEqual(NEAR, list(first))
        self.assertEqual((300, True, ["distance", "battery_low"]), (first["metres"], first["able"], self.codes(answer, "radio-1")))
        self.assertGreaterEqual(first["uncertainty_m"], 10)
        self.assertAlmostEqual(1000, sum(unit["chance_nearest"] for unit in answer["items"] if unit["able"]), delta=3)
        self.assertEqual(["unavailable"], self.codes(answer, "radio-3"))
        unheard = answer["items"][-1]
        self.assertEqual((False, ["never_heard"]), (unheard["able"], self.codes(answer, unheard["unit"])))
        self.assertTrue({"metres", "lat", "chance_nearest"}.isdisjoint(unheard))
        self.assertIn(["position_unknown"], [self.codes(answer, unit["unit"]) for unit in answer["items"]])
        self.assertEqual(7, answer["unplaced"], "those that nobody heard of, and the one that never said where it is")

    def test_ten_unless_more_are_asked_for(self):
        self.assertEqual((10, 11), (len(self.nearest()["items"]), self.nearest()["total"]))
        self.assertEqual(["radio-1"], self.units(self.nearest(limit=1)))
        self.assertEqual("too_many", self.nearest(limit=201)["code"])

    def test_skills_of_the_question_or_of_the_work(self):
        asked = self.nearest(skills=["dog", "first_aid"])
        self.assertEqual("radio-7", asked["items"][0]["unit"])
        self.assertIn("lacks_skill", self.codes(asked, "radio-1"))
        incident = self.report("console-1", category="disturbed_person", lat=LAT, lon=LON)
        self.assertEqual("radio-7", self.nearest(incident=incident)["items"][0]["unit"])
        self.assertEqual("radio-1", self.nearest(incident=self.report("console-1", category="theft", lat=LAT, lon=LON))["items"][0]["unit"])
        refused = self.nearest(skills=["dgo"])
        self.assertEqual(("bad_value", "skills"), (refused["code"], refused["field"]))
        self.assertIn('did you mean "dog"?', refused["error"])

    def test_a_unit_at_work_elsewhere_is_not_able(self):
        other = self.report("console-1", category="theft", lat=52.5, lon=LON)
        here = self.report("console-1", category="burglary", lat=LAT, lon=LON)
        self.assertTrue(self.tell("console-1", "command", {"do": "assign", "incident": other, "unit": "radio-1"})["accepted"])
        answer = self.nearest(incident=here)
        self.assertEqual("radio-2", answer["items"][0]["unit"])
        self.assertIn({"text": f"is at work for incident {other}", "code": "busy_elsewhere", "args": {"incident": other}},
                      self.unit(answer, "radio-1")["reasons"])
        self.tell("console-1", "command", {"do": "unassign", "incident": other, "unit": "radio-1"})
        self.assertEqual("radio-1", self.nearest(incident=here)["items"][0]["unit"])

    def test_of_what_one_may_know(self):
        self.assertEqual({"radio-1", "radio-2", "radio-3", "radio-4", "radio-5", "radio-6"}, set(self.units(self.nearest("coord-overlast-1"))))
        dvo = self.report("console-1", category="theft", lat=LAT, lon=LON)
        self.assertEqual("not_found", self.nearest("radio-1", incident=dvo)["code"])
        self.assertEqual("not_found", self.nearest("citizen-1")["code"])
        self.assertEqual("not_found", self.nearest("radio-1", division="dvo")["code"])

    def test_a_covert_unit_shows_for_covert_work_to_the_cleared_only(self):
        for client in ("console-1", "opco-1", "coord-ondermijning-1", "radio-7"):
            self.assertNotIn("radio-12", self.units(self.nearest(client, limit=200)))
        secret = self.report("opco-1", category="undermining_signal", covert=True, lat=LAT, lon=LON)
        self.assertEqual(["radio-12"], self.units(self.nearest("opco-1", incident=secret, fits=lambda a: "metres" in a["items"][0])))
        self.assertEqual("not_found", self.nearest("console-1", incident=secret)["code"])

    def test_questions_without_a_place(self):
        self.assertEqual(("bad_value", "incident"), tuple(self.ask("console-1", {"ask": "nearest"})[k] for k in ("code", "field")))
        nowhere = self.report("console-1", category="vandalism", text="no place")
        self.assertEqual("lat", self.nearest(incident=nowhere)["field"])
        self.assertEqual(300, self.nearest(incident=nowhere, lat=LAT, lon=LON)["items"][0]["metres"])

    def test_the_command(self):
        incident = self.report("console-1", category="theft", lat=LAT, lon=LON)
        told = self.hub.paraat("nearest", incident, "--limit", 2)
        self.assertEqual(0, told.returncode, told.stderr)
        lines = told.stdout.splitlines()
        self.assertRegex(lines[1], r"^\d+% +radio-1 +it-overlast +available +online +300\+-\d+ m +\d+ s +is 300 m away")
        self.assertEqual(4, len(lines), lines)
        self.assertIn("one may be nearer than all others", lines[3])
        self.assertEqual("radio-7", json.loads(self.hub.paraat("nearest", incident, "--skills", "dog,first_aid", "--json").stdout)["items"][0]["unit"])
        self.assertEqual(64, self.hub.paraat("nearest").returncode)
        self.assertEqual(1, self.hub.paraat("nearest", incident, "--team", "it-ondermijning", "--skills", "first_aid", "--division", "dvl").returncode)


class Reach(Asking):
    changes = (("organisation.toml", 'name = "radio-12"\n', 'name = "radio-12"\ncovert = true\n'),)

    def test_policies_in_pages(self):
        first = self.ask("console-1", {"ask": "policies", "limit": 3})
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "items", "next"], list(first))
        rest = self.ask("console-1", {"ask": "policies", "after": first["next"]})
        items = first["items"] + rest["items"]
        self.assertEqual(["notify-coordinator", "nuisance-out-of-hand", "panic", "serious-threat", "to-the-centre", "unit-in-need"],
                         [item["policy"] for item in items])
        threat = items[3]
        self.assertEqual(["policy", "steps", "categories", "rules", "rules_total"], list(threat))
        self.assertEqual({"targets": ["team/it-ondermijning"], "ack_within_ms": 60_000}, threat["steps"][0])
        self.assertEqual({"targets": ["role/opco"], "repeat_every_ms": 60_000}, threat["steps"][2])
        self.assertIn({"category": "shooting", "severity": "extreme"}, threat["categories"])
        self.assertIn("firearm-in-public", threat["rules"])
        self.assertEqual("not_found", self.ask("citizen-1", {"ask": "policies"})["code"])
        told = self.hub.paraat("query", "policies")
        self.assertIn("serious-threat: begun by armed_violence (severe)", told.stdout)
        self.assertRegex(told.stdout, r"(?m)^  step 0  team/it-ondermijning +then after 60s$")

    def test_reach_before_and_after_people_end_their_shifts(self):
        before = self.reach()
        self.assertEqual(["id", "ask", "ok", "at", "rev", "total", "holes", "items"], list(before))
        self.assertEqual({"unheard"}, {item["verdict"] for item in before["items"] if item["policy"] == "serious-threat"})
        self.send("radio-7", "presence", {"state": "online", "session": 1}, retain=True)
        self.tell("radio-7", "status", {"status": "available"})
        threat = self.reach(policy="serious-threat")
        self.assertEqual((1, 0), (threat["total"], threat["holes"]))
        item = threat["items"][0]
        self.assertEqual(["policy", "from", "until", "hours", "verdict", "reasons", "steps", "categories"], list(item))
        self.assertEqual(("reached", "mon 00:00-sun 24:00", 7 * 24 * 3_600_000), (item["verdict"], item["hours"], item["until"] - item["from"]))
        self.assertEqual({"client": "radio-7", "state": "live"}, item["steps"][0]["people"][0])
        self.assertNotIn("radio-12", json.dumps(before) + json.dumps(threat))
        self.assertEqual(0, self.hub.paraat("reach", "--policy", "serious-threat").returncode)

        until = now_ms() + 5 * 3_600_000
        self.assertTrue(self.tell("opco-1", "command", {"do": "shift_start", "until_ms": until})["accepted"])
        for client in ("radio-7", "radio-8", "radio-9", "radio-10", "radio-11", "coord-ondermijning-1"):
            self.assertTrue(self.tell(client, "command", {"do": "shift_end"})["accepted"])
        hole, there = self.reach(policy="serious-threat")["items"]
        self.assertEqual(("hole", "reached", until, until), (hole["verdict"], there["verdict"], hole["from"], there["until"]))
        self.assertEqual(["nobody_there", "last_resort"], [reason["code"] for reason in hole["reasons"]])
        self.assertIn({"client": "opco-1", "state": "absent", "why": "shift_over"}, hole["steps"][2]["people"])
        self.assertIn({"client": "radio-7", "state": "absent", "why": "off_duty"}, hole["steps"][0]["people"])
        self.assertEqual(("role/centre", True), (hole["steps"][3]["target"], hole["steps"][3]["last_resort"]))
        everything = self.reach()
        self.assertEqual(everything["holes"], sum(item["verdict"] == "hole" for item in everything["items"]))
        self.assertEqual("hole", everything["items"][0]["verdict"])
        self.assertEqual({"team/it-ondermijning", "team/it-overlast"}, {item["of"] for item in everything["items"] if item["policy"] == "panic"})
        pages, after = [], ""
        while after is not None:
            page = self.reach(limit=2, after=after)
            pages += page["items"]
            after = page.get("next")
        self.assertEqual([item["policy"] for item in everything["items"]], [item["policy"] for item in pages])

        told = self.hub.paraat("reach", "--policy", "serious-threat")
        self.assertEqual((1, "1 hole"), (told.returncode, told.stderr.strip().splitlines()[-1]))
        lines = told.stdout.splitlines()
        self.assertRegex(lines[1], r"^hole +serious-threat +\w{3} \d\d:\d\d-\w{3} \d\d:\d\d +extreme, severe, serious +nobody of this chain is there; the centre")
        self.assertRegex(told.stdout, r"(?m)^ +step 2 +role/opco +opco-1 shift_over$")
        self.assertEqual(1, json.loads(self.hub.paraat("reach", "--json", "--policy", "serious-threat").stdout)["holes"])

    def test_who_may_ask(self):
        self.assertEqual("not_found", self.reach("radio-1")["code"])
        self.assertTrue(self.reach("coord-overlast-1")["ok"])
        refused = self.reach(policy="serious-thread")
        self.assertEqual(("bad_value", "policy"), (refused["code"], refused["field"]))
        self.assertIn('did you mean "serious-threat"?', refused["error"])


if __name__ == "__main__":
    unittest.main()
