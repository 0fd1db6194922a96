"""Explanations and rehearsals of 5,000 records, against an independent reckoning of the rules."""
import json
import pathlib
import random
import shutil
import unittest

import chicago
from centre import CentreTest
from test_replay import Alerts

RULES = {"firearm-in-public", "violence-by-arms-or-gangs", "drugs-for-sale", "robberies-in-series", "nuisance", "youth-nuisance-piles-up",
         "drug-nuisance-piles-up", "crowd-of-youths", "deploy-where-nuisance-gathers", "deploy-after-violence", "unit-in-need", "nobody-left-to-call"}


class Rehearsal(CentreTest):
    # No escalation steps on meanwhile, however slow the machine is.
    changes = tuple(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s"))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        records = chicago.RECORDS if chicago.RECORDS.exists() else chicago.generate(cls.hub.folder / "records.csv", 2)
        cls.rows = chicago.records(records)
        result = cls.hub.paraat("replay", records, "--format", "chicago", "--json", "--quiet", timeout=300)
        if result.returncode != 0:
            raise AssertionError(result.stderr)
        cls.incidents = chicago.reckon(cls.rows)

    def setUp(self):
        # What was published before this report's alert is all there.
        self.alert("dvo", self.report(category="theft", lat=51.9, lon=4.4))
        alerts = {incident: alert for (_, incident), alert in Alerts(self.all).fold().items()}
        known = {(i.category, i.place): i for i in self.incidents if i.place}
        self.ids = {}  # of those that can be told apart, by number
        for incident, alert in alerts.items():
            found = known.get((alert["category"], (alert.get("lat"), alert.get("lon"))))
            if found:
                self.ids[found.number] = incident
        self.assertEqual(len(known), len(self.ids))

    def test_explain_is_right_for_100_random_incidents(self):
        expected = chicago.judgements(self.rows, self.incidents)
        chance = random.Random(3)
        interesting = [n for n, found in expected.items() if n in self.ids and any(found)]
        chosen = chance.sample(sorted(self.ids), 60) + chance.sample(interesting, 40)
        for number in chosen:
            with self.subTest(incident=self.ids[number]):
                result = self.hub.paraat("rules", "explain", self.ids[number], "--journal", self.hub.journal, "--config", self.hub.config, "--json")
                self.assertEqual(0, result.returncode, result.stderr)
                told = json.loads(result.stdout)
                self.assertEqual([], told["remarks"])
                fired = {}
                for item in told["items"]:
                    self.assertIn(item["verdict"], ("fired", "not_fired"))
                    self.assertTrue(item["because"])
                    self.assertTrue(item["parts"])
                    fired.setdefault(item["judgement"], set())
                    if item["verdict"] == "fired":
                        fired[item["judgement"]].add(item["rule"])
                self.assertEqual(RULES, {item["rule"] for item in told["items"]})
                self.assertEqual(expected[number], [fired[n] for n in sorted(fired)])

    def test_a_console_is_told_the_same_by_query(self):
        number = next(n for n, found in chicago.judgements(self.rows, self.incidents).items() if n in self.ids and "robberies-in-series" in found[-1])
        incident = self.ids[number]
        result = self.hub.paraat("rules", "explain", incident, "--journal", self.hub.journal, "--config", self.hub.config, "--json",
                                 "--why-not", "team/it-overlast")
        told = json.loads(result.stdout)
        answer = self.ask("console-1", {"ask": "explain", "incident": incident, "target": "team/it-overlast", "limit": 200})
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(told["why_not"], answer["why_not"])
        self.assertEqual("team/it-overlast was not told", answer["why_not"][0])
        self.assertEqual([(i["rule"], i["verdict"], i["because"]) for i in told["items"]], [(i["rule"], i["verdict"], i["because"]) for i in answer["items"]])
        # A page at a time, and not for those who may not read it.
        page = self.ask("console-1", {"ask": "explain", "incident": incident, "limit": 3})
        self.assertEqual(("3", 3), (page["next"], len(page["items"])))
        self.assertEqual(4, self.ask("console-1", {"ask": "explain", "incident": incident, "limit": 1, "after": "3"})["items"][0]["n"])
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "explain", "incident": incident})["code"])

    def test_a_rehearsal_of_other_rules_differs_where_they_do(self):
        candidate = self.hub.folder / "candidate"
        shutil.rmtree(candidate, ignore_errors=True)
        shutil.copytree(pathlib.Path(self.hub.config).parent / "rules", candidate)
        file = candidate / "20-serious-crime.toml"
        text = file.read_text()
        self.assertEqual(1, text.count('"robbery").size() >= 3'))
        file.write_text(text.replace('"robbery").size() >= 3', '"robbery").size() >= 2'))

        def rehearse(folder):
            result = self.hub.paraat("rules", "replay", "--since", "30d", "--candidate", folder, "--journal", self.hub.journal, "--config",
                                     self.hub.config, "--json", timeout=300)
            self.assertEqual(0, result.returncode, result.stderr)
            return json.loads(result.stdout)

        same = rehearse(pathlib.Path(self.hub.config).parent / "rules")
        self.assertEqual(([], 0), (same["differences"], same["refused"]))
        self.assertLessEqual(5000, same["inputs"])

        was, would_be = chicago.judgements(self.rows, self.incidents), chicago.judgements(self.rows, self.incidents, series=2)
        fires = {n for n, found in was.items() if any("robberies-in-series" in fired for fired in found)}
        would_fire = {n for n, found in would_be.items() if any("robberies-in-series" in fired for fired in found)}
        self.assertLess(fires, would_fire)
        expected = {self.ids[n] for n in would_fire - fires}
        found = rehearse(candidate)
        told = {d["incident"]: d for d in found["differences"] if d["newly"]}
        self.assertEqual(expected, set(told))
        for difference in told.values():
            self.assertEqual(("robbery", {"was": 2, "would_be": 1}), (difference["category"], difference["priority"]))
            self.assertEqual(["team/it-ondermijning"], [change["target"] for change in difference["newly"]])
            self.assertEqual((["serious-threat"], []), (difference["escalations_more"], difference["escalations_fewer"]))
        # Whose third came with a later report would have been told earlier, at most; nobody else is touched.
        others = [d for d in found["differences"] if not d["newly"]]
        by_id = {incident: number for number, incident in self.ids.items()}
        for difference in others:
            number = by_id[difference["incident"]]
            self.assertTrue(difference["earlier"], difference)
            self.assertNotEqual(was[number], would_be[number])
        self.assertEqual(len(expected), found["totals"]["newly"]["all"])
        self.assertEqual(0, found["totals"]["not_at_all"]["all"])


if __name__ == "__main__":
    unittest.main()
