"""Rules that are changed while the hub runs: all or nothing, back again, and what runs stays as it began."""
import json
import pathlib
import signal
import subprocess
import unittest

from centre import CentreTest

STATUS = "oov/json/hub/hub-1/status"


class RulesTest(CentreTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = pathlib.Path(cls.hub.config).parent / "rules"

    def change(self, file, old, new):
        path = self.rules / file
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def version(self):
        self.status(lambda said: said["state"] == "up")  # the first may still be on its way
        return [m for m in self.all.all if m.topic == STATUS and m.json["state"] == "up"][-1].json["rules_version"]

    def status(self, fits, since=0):
        return self.all.on(STATUS, lambda m: "rules_version" in m.json and fits(m.json), since=since).json


# No escalation steps on of itself, and a copy of the files to change.
SLOW = tuple(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s"))


class Change(RulesTest):
    changes = SLOW

    def test_a_reload_decides_from_then_on_and_a_roll_back_ends_it(self):
        first = self.version()
        before = self.report(category="theft", lat=51.1, lon=4.1)
        self.assertEqual(4, self.alert("dvo", before)["priority"])
        self.change("20-serious-crime.toml", '[[test]]\ngiven = { category = "shooting"',
                    '[[rule]]\nname = "theft-first"\nwhen = \'report.category == "theft"\'\nthen = { priority = 2 }\n\n[[test]]\ngiven = { category = "shooting"')
        self.change("20-serious-crime.toml", "no_rule = true, division = \"dvo\", priority = 4", 'rule = "theft-first", priority = 2')
        since = self.all.count()
        result = self.hub.paraat("rules", "reload", "--as", "opco-1")
        self.assertEqual((0, "accepted\n"), (result.returncode, result.stdout), result.stderr)
        second = self.status(lambda s: s["rules_version"] != first, since)["rules_version"]
        after = self.report(category="theft", lat=51.2, lon=4.2)
        self.assertEqual(2, self.alert("dvo", after)["priority"])
        # Each decision names the set that made it.
        for incident, version in ((before, first), (after, second)):
            routed = next(e for e in self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"] if e["what"] == "routed")
            self.assertEqual(version, routed["rules_version"])

        since = self.all.count()
        self.assertTrue(self.tell("opco-1", "command", {"do": "rollback_rules"})["accepted"])
        told = self.status(lambda s: s["rules_version"] == first, since)
        self.assertEqual("up", told["state"])
        self.assertIn("rolled back to " + first, told["reasons"][0])
        self.assertEqual(0, self.hub.paraat("health").returncode)
        self.assertEqual(4, self.alert("dvo", self.report(category="theft", lat=51.3, lon=4.3))["priority"])

        # It stays so through a restart, though the files say otherwise, until somebody reloads.
        since = self.all.count()
        self.restart()
        self.assertIn("rolled back to " + first, self.status(lambda s: s["state"] == "up")["reasons"][0])
        self.assertEqual(first, self.version())
        self.hub.wait_for_log(lambda line: line.get("on_disk") == second)
        # Even when those on the disk are wrong by now.
        self.change("20-serious-crime.toml", 'name = "theft-first"\nwhen', 'name = "theft-first"\nwen')
        self.restart()
        self.status(lambda s: s["state"] == "up" and s["rules_version"] == first)
        self.change("20-serious-crime.toml", 'name = "theft-first"\nwen', 'name = "theft-first"\nwhen')
        self.assertTrue(self.tell("opco-1", "command", {"do": "reload_rules"})["accepted"])
        self.assertEqual([], self.status(lambda s: s["rules_version"] == second)["reasons"])

    def test_wrong_rules_leave_those_that_run_and_say_where(self):
        version = self.version()
        file = sorted(p.name for p in self.rules.glob("*.toml"))[-1]
        good = (self.rules / file).read_text()
        self.addCleanup((self.rules / file).write_text, good)
        (self.rules / file).write_text(good + "\n[[rule]]\nnam = \"x\"\nwhen = 'report.categry == 1'\nthen = { priority = 9 }\n")
        line = good.count("\n") + 3
        refused = self.tell("opco-1", "command", {"do": "reload_rules"})
        self.assertEqual((False, "bad_rules"), (refused["accepted"], refused["code"]))
        self.assertIn(f"{file}:{line}:1: unknown key", refused["error"])
        self.assertRegex(refused["error"], r"; and \d+ more")
        self.status(lambda s: s["reasons"] == ["the rules on the disk do not check"] and s["state"] == "up" and s["rules_version"] == version)
        self.hub.wait_for_log(lambda line: "categry" in line.get("issue", ""))
        self.assertEqual(200, self.hub.http("/readyz")[0])
        (self.rules / file).write_text(good)
        since = self.all.count()
        self.hub.process.send_signal(signal.SIGHUP)
        self.status(lambda s: s["reasons"] == [] and s["rules_version"] == version, since)

    def test_only_the_opco_may(self):
        for deed in ("reload_rules", "rollback_rules"):
            self.assertEqual("not_allowed", self.tell("console-1", "command", {"do": deed})["code"])


AREAS = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [[[west, 50], [west, 51], [west + 1, 51], [west + 1, 50], [west, 50]]]}}
    for name, west in (("zuid", 4), ("oost", 6))]}


class NamedAreas(RulesTest):
    changes = SLOW

    def test_are_told_with_their_risk_by_what_the_asker_may_read(self):
        self.assertEqual((True, 0, []), tuple(self.ask("radio-1", {"ask": "areas"})[key] for key in ("ok", "total", "items")))
        (self.rules / "areas.geojson").write_text(json.dumps(AREAS))
        self.assertTrue(self.tell("opco-1", "command", {"do": "reload_rules"})["accepted"])
        self.report("coord-ondermijning-1", lat=50.5, lon=4.5, covert=True)
        self.report(lat=50.5, lon=4.6)

        def told(client, **more):
            answer = self.ask(client, {"ask": "areas", **more})
            self.assertEqual(12 * 3_600_000, answer["half_life_ms"])
            return answer

        def risks(client):
            return {area["name"]: round(area["risk"]) for area in told(client)["items"]}

        self.assertEqual({"oost": 0, "zuid": 20}, risks("console-1"))
        self.assertEqual({"oost": 0, "zuid": 40}, risks("opco-1"))
        self.assertEqual({"oost": 0, "zuid": 0}, risks("radio-1"))  # of dvl
        first = told("console-1", limit=1)
        self.assertEqual((["oost"], "oost", 2), ([area["name"] for area in first["items"]], first["next"], first["total"]))
        rest = told("console-1", limit=1, after=first["next"])
        self.assertNotIn("next", rest)
        shape = json.loads(rest["items"][0]["geometry"])
        self.assertEqual(("Polygon", 5), (shape["type"], len(shape["coordinates"][0])))
        self.assertEqual({(4, 50), (5, 50), (5, 51), (4, 51)}, {tuple(corner) for corner in shape["coordinates"][0]})


class Running(RulesTest):
    changes = (("rules/10-escalations.toml", '"60s"', '"24h"'), ("rules/10-escalations.toml", '"300s"', '"24h"'))

    def test_escalations_keep_the_policy_that_they_began_with(self):
        incident = self.report()
        self.alert("dvo", incident, lambda a: a["escalation"]["target"] == "team/it-ondermijning")
        # A later set asks others; and it is changed by a signal.
        self.change("10-escalations.toml", '{ notify = "role/coord-ondermijning", ack_within = "24h" },\n    { notify = "role/opco", repeat_every = "24h" }',
                    '{ notify = "role/centre", repeat_every = "24h" }')
        version = self.version()
        since = self.all.count()
        self.hub.process.send_signal(signal.SIGHUP)
        self.status(lambda s: s["rules_version"] != version, since)
        self.restart()
        for target in ("role/coord-ondermijning", "role/opco"):
            self.assertTrue(self.tell("console-1", "command", {"do": "escalate", "incident": incident, "policy": "serious-threat"})["accepted"])
            self.alert("dvo", incident, lambda a: a["escalation"]["target"] == target)
        other = self.report(lat=51.0, lon=4.0)
        self.tell("console-1", "command", {"do": "escalate", "incident": other, "policy": "serious-threat"})
        self.alert("dvo", other, lambda a: a["escalation"]["target"] == "role/centre")
        self.change("10-escalations.toml", 'name = "serious-threat"', 'nam = "serious-threat"')
        self.assertEqual(0, self.hub.stop())
        ended = subprocess.run(self.hub.arguments(), capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(78, ended.returncode, ended.stderr)
        self.assertIn("10-escalations.toml", ended.stderr)
        sets = list((self.hub.journal / "rules").iterdir())
        self.assertEqual(2, len(sets))


if __name__ == "__main__":
    unittest.main()
