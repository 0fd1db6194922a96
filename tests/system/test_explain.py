"""Why a rule fired or not, and why somebody was not told: from the journal and by query."""
import json
import shutil
import unittest

from centre import CentreTest

SLOW = tuple(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s"))


class ExplainTest(CentreTest):
    def explain(self, incident, *more, code=0):
        result = self.hub.paraat("rules", "explain", incident, "--journal", self.hub.journal, "--config", self.hub.config, "--json", *more)
        self.assertEqual(code, result.returncode, result.stderr)
        return json.loads(result.stdout) if code == 0 else result.stderr

    def why_not(self, incident, target):
        told = self.explain(incident, "--why-not", target)["why_not"]
        answer = self.ask("opco-1", {"ask": "explain", "incident": incident, "target": target})
        self.assertEqual(told, answer["why_not"])
        return told

    def verdicts(self, told, judgement):
        return {i["rule"]: i["verdict"] for i in told["items"] if i["judgement"] == judgement}


class Why(ExplainTest):
    changes = SLOW

    def test_each_judgement_is_told_with_what_it_saw(self):
        incident = self.report(category="theft", lat=51.1, lon=4.1, persons=12)
        self.assertTrue(self.tell("console-1", "command", {"do": "triage", "incident": incident, "division": "dvl", "category": "youth_nuisance"})["accepted"])
        self.assertTrue(self.tell("radio-1", "report", {"category": "youth_nuisance", "lat": 51.1, "lon": 4.1, "persons": 60})["joined"])
        told = self.explain(incident)
        self.assertEqual([], told["remarks"])
        judged = {i["judgement"]: (i["what"], i["by"]) for i in told["items"]}
        self.assertEqual({1: ("report_received", "radio-7"), 2: ("triaged", "console-1"), 3: ("report_received", "radio-1")}, judged)
        self.assertEqual({"not_fired"}, set(self.verdicts(told, 1).values()))
        self.assertEqual("fired", self.verdicts(told, 2)["nuisance"])
        crowds = [i for i in told["items"] if i["rule"] == "crowd-of-youths"]
        self.assertEqual(["not_fired", "not_fired", "fired"], [i["verdict"] for i in crowds])
        self.assertEqual("persons is 12, at least 50 wanted", crowds[1]["because"])
        self.assertEqual(["true", "false"], [part["came_to"] for part in crowds[1]["parts"]])
        self.assertEqual("report.persons is 12", crowds[1]["parts"][1]["saw"])
        self.assertRegex(crowds[1]["place"], r"^\d\d-[a-z-]+\.toml:\d+$")
        # As it was at first.
        self.assertEqual({1}, {i["judgement"] for i in self.explain(incident, "--at", 1)["items"]})
        words = self.hub.paraat("rules", "explain", incident, "--journal", self.hub.journal, "--config", self.hub.config).stdout
        self.assertIn("persons is 12, at least 50 wanted", words)
        self.assertIn("crowd-of-youths", self.hub.paraat("query", "explain", incident).stdout)

    def test_why_a_chain_did_not_get_to_somebody(self):
        incident = self.report(lat=51.2, lon=4.2)
        told = self.why_not(incident, "role/opco")
        self.assertEqual("role/opco was not told", told[0])
        self.assertTrue([s for s in told if s.startswith("serious-threat asks it in step 2; it stands in step 0 until ")], told)
        self.tell("radio-8", "ack", {"incident": incident, "answer": "acknowledged"})
        told = self.why_not(incident, "unit/opco-1")
        self.assertTrue([s for s in told if s.startswith("serious-threat asks it in step 2, and radio-8 acknowledged at ") and s.endswith(" in step 0")], told)
        self.assertTrue([s for s in told if s == "its category, shooting, does not escalate by notify-coordinator"], told)
        told = self.why_not(incident, "unit/radio-9")
        self.assertEqual(1, len(told))
        self.assertRegex(told[0], r"^it was told at \S+: step 0 of serious-threat asks team/it-ondermijning$")

    def test_why_a_division_was_not_told(self):
        incident = self.report(lat=51.3, lon=4.3)
        told = self.why_not(incident, "division/dvl")
        self.assertIn("its category, shooting, is not of that division", told)
        self.assertTrue([s for s in told if s.startswith("rule nuisance, which brings work to it, did not fire: category is shooting, none of youth_nuisance")], told)
        self.assertEqual(["it was told: the incident is with dvo"], self.why_not(incident, "division/dvo"))
        self.tell("console-1", "command", {"do": "triage", "incident": incident, "division": "dvl"})
        self.assertTrue(self.tell("console-1", "command", {"do": "remove_division", "incident": incident, "division": "dvo"})["accepted"])
        told = self.explain(incident, "--why-not", "division/dvo")
        self.assertIn("a person took the incident away from it, and no rule brings it back", told["why_not"])
        self.assertEqual([], told["remarks"])

    def test_a_panic_is_explained_like_any_other(self):
        self.assertTrue(self.tell("radio-3", "status", {"status": "busy", "panic": True, "lat": 51.4, "lon": 4.4})["accepted"])
        incident = self.all.on("oov/down/radio-3/receipt", lambda m: "incident" in m.json).json["incident"]
        told = self.explain(incident)
        self.assertEqual(([], 1), (told["remarks"], max(i["judgement"] for i in told["items"])))
        self.assertEqual({"not_fired"}, set(self.verdicts(told, 1).values()))

    def test_what_is_not_there_is_said(self):
        incident = self.report(lat=51.5, lon=4.5)
        self.assertIn("no such target", self.explain(incident, "--why-not", "team/none", code=65))
        self.assertIn("no such incident", self.explain("01jd8000000000000000000000", code=1))
        self.assertEqual("bad_value", self.ask("opco-1", {"ask": "explain", "incident": incident, "target": "team/none"})["code"])
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "explain", "incident": incident})["code"])


def waiting_for(span):
    rule = ('[[rule]]\nname = "nobody-looked"\nwhen = \'report.category == "noise_nuisance" && report.persons >= 3\'\n'
            f'after = "{span}"\nunless = "incident.acked"\nthen = {{ priority = 2, escalate = "notify-coordinator", tags = "unseen" }}\n\n'
            '[[rule]]\nname = "unseen"\nwhen = \'"unseen" in incident.tags\'\nthen = { division = "dvo" }\n\n')
    return (*SLOW, ("rules/30-nuisance.toml", '[[rule]]\nname = "nuisance"', rule + '[[rule]]\nname = "nuisance"'))


class Waiting(ExplainTest):
    changes = waiting_for("1s")

    def finding(self, incident, what):
        found, = [i for i in self.explain(incident)["items"] if i["rule"] == "nobody-looked" and i["what"] == what]
        return found

    def test_a_wait_is_told_and_how_it_ended(self):
        incident = self.report(category="noise_nuisance", lat=51.6, lon=4.6, persons=4)
        self.alert("dvl", incident, lambda a: a["priority"] == 2)
        begun = self.finding(incident, "report_received")
        self.assertEqual(("waits", "category is noise_nuisance and persons is 4, at least 3; it waits 1 s whether this comes: incident.acked"),
                         (begun["verdict"], begun["because"]))
        ended = self.finding(incident, "wait_ended")
        self.assertEqual(("fired", "hub"), (ended["verdict"], ended["by"]))
        self.assertEqual("category is noise_nuisance and persons is 4, at least 3; this did not come: incident.acked", ended["because"])
        self.assertEqual(["false"], [part["came_to"] for part in ended["parts"] if part["text"] == "incident.acked"])
        self.assertEqual([], self.explain(incident)["remarks"])
        # What it put on the incident made another rule fire.
        self.alert("dvo", incident)
        others = {i["what"]: i["verdict"] for i in self.explain(incident)["items"] if i["rule"] == "unseen"}
        self.assertEqual({"report_received": "not_fired", "tagged": "fired"}, others)
        # It waits for no incident twice.
        self.assertTrue(self.tell("radio-1", "report", {"category": "noise_nuisance", "lat": 51.6, "lon": 4.6, "persons": 9})["joined"])
        again = [i for i in self.explain(incident)["items"] if i["rule"] == "nobody-looked"][-1]
        self.assertEqual(("not_fired", True), (again["verdict"], again["because"].endswith("; its wait for this incident is over")))


class WaitingLong(ExplainTest):
    changes = waiting_for("1h")

    def test_why_a_rule_that_waits_told_nobody(self):
        incident = self.report(category="noise_nuisance", lat=51.7, lon=4.7, persons=5)
        rule = "rule nobody-looked, which escalates by notify-coordinator, "
        told = [s for s in self.why_not(incident, "role/coord-ondermijning") if s.startswith(rule)]
        self.assertRegex(told[0][len(rule):], r"^waits until \S+: category is noise_nuisance and persons is 5, at least 3; it waits 1 h whether this comes: incident.acked$")
        self.assertTrue(self.tell("console-1", "command", {"do": "close", "incident": incident, "acknowledge": True, "text": "loos alarm"})["accepted"])
        self.assertIn(rule + "did not fire: its wait ended with the incident", self.why_not(incident, "role/coord-ondermijning"))


class Gone(ExplainTest):
    def test_rules_whose_files_are_gone_are_said_to_be(self):
        incident = self.report()
        shutil.rmtree(self.hub.journal / "rules")
        told = self.explain(incident)
        self.assertEqual([], told["items"])
        self.assertRegex(told["remarks"][0], r"^judgement 1: the files of rules [0-9a-f]{12} are gone$")


class Covert(ExplainTest):
    changes = (("organisation.toml", 'name = "radio-9"\nunit = true', 'name = "radio-9"\ncovert = true\nunit = true'),)

    def test_a_covert_unit_is_no_target_to_who_may_not_know_it(self):
        incident = self.report()
        covert = self.ask("console-1", {"ask": "explain", "incident": incident, "target": "unit/radio-9"})
        absent = self.ask("console-1", {"ask": "explain", "incident": incident, "target": "unit/radio-99"})
        self.assertEqual({**absent, "id": ""}, {**covert, "id": ""})
        self.assertIn("nobody behind it may know of this work", self.ask("opco-1", {"ask": "explain", "incident": incident, "target": "unit/radio-9"})["why_not"])


class Trial(ExplainTest):
    changes = (*SLOW, ("rules/20-serious-crime.toml", 'name = "drugs-for-sale"\n', 'name = "drugs-for-sale"\nshadow = true\n'),
               ("rules/20-serious-crime.toml", 'expect = { rule = "drugs-for-sale", division = "dvo", priority = 2, escalate = "serious-threat" }',
                'expect = { no_rule = true }'),
               ("organisation.toml", 'label_en = "drug dealing"\ndivision = "dvo"\nseverity = "serious"\npriority = 2\nescalate = "serious-threat"',
                'label_en = "drug dealing"\ndivision = "dvl"\nseverity = "minor"\npriority = 4'))

    def test_a_rule_on_trial_does_nothing_and_is_counted(self):
        incident = self.report(category="drug_dealing")
        self.assertEqual((["dvl"], 4), (lambda a: (a["divisions"], a["priority"]))(self.alert("dvl", incident)))
        self.assertEqual("shadow_fired", self.verdicts(self.explain(incident), 1)["drugs-for-sale"])
        for name in ("paraat_rule_trials_total", "paraat_rule_trial_differences_total"):
            self.assertEqual(1, self.hub.metric(name + '{rule="drugs-for-sale"}'))
        result = self.hub.paraat("rules", "replay", "--shadow", "--since", "1h", "--journal", self.hub.journal, "--config", self.hub.config, "--json")
        self.assertEqual(0, result.returncode, result.stderr)
        difference, = json.loads(result.stdout)["differences"]
        self.assertEqual((incident, ["dvo"], {"was": 4, "would_be": 2}), (difference["incident"], difference["divisions_more"], difference["priority"]))
        self.assertEqual(["team/it-ondermijning"], [change["target"] for change in difference["newly"]])


if __name__ == "__main__":
    unittest.main()
