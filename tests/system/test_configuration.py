"""A misspelt key in any file: one message with file, line, column and a suggestion, and exit code 78."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from centre import BIN, SOURCE, CentreTest, config_with


class Configuration(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def run_hub(self, *flags, config=None, environment=None):
        return subprocess.run([BIN / "paraat-hub", "--config", config or SOURCE / "config" / "hub.toml", *flags], capture_output=True, text=True,
                              env={**os.environ, **(environment or {})}, timeout=60, check=False)

    def check(self, file, old, new):
        """What --check says after that change of `file`: one message; and the rest of the line from its column on."""
        result = self.run_hub("--check", config=config_with(self.folder, (file, old, new)))
        self.assertEqual((78, ""), (result.returncode, result.stdout))
        lines = (self.folder / "config" / file).read_text().splitlines()
        number = next(i for i, line in enumerate(lines, 1) if new.split("\n")[0] in line)
        first = result.stderr.splitlines()[0]
        place = f"config/{file}:{number}:"
        self.assertIn(place, first)
        column = int(first.split(place)[1].split(":")[0])
        self.assertEqual(1, sum(f"{file}:" in line for line in result.stderr.splitlines()), result.stderr)
        return result.stderr, lines[number - 1][column - 1:]

    def test_what_is_shipped_is_good(self):
        result = self.run_hub("--check")
        self.assertEqual((0, ""), (result.returncode, result.stderr))

    def test_misspelt_key_in_the_configuration(self):
        message, rest = self.check("hub.toml", "websocket_port", "websocketport")
        self.assertIn('"websocket_port"', message)
        self.assertTrue(rest.startswith("websocketport"), rest)

    def test_misspelt_section(self):
        self.assertIn('"journal"', self.check("hub.toml", "[journal]", "[jurnal]")[0])

    def test_misspelt_key_in_the_organisation(self):
        message, rest = self.check("organisation.toml", 'division = "dvl"\n\n[[team]]', 'divison = "dvl"\n\n[[team]]')
        self.assertIn('"division"', message)
        self.assertTrue(rest.startswith("divison"), rest)

    def test_misspelt_key_in_a_rule(self):
        message, rest = self.check("rules/20-serious-crime.toml", 'when = \'report.category == "drug_dealing"', 'wen = \'report.category == "drug_dealing"')
        self.assertIn('"when"', message)
        self.assertTrue(rest.startswith("wen"), rest)

    def test_misspelt_key_within_then(self):
        message, rest = self.check("rules/20-serious-crime.toml", "priority = 2, escalate = \"serious-threat\" }\n\n#", "prioritty = 2, escalate = \"serious-threat\" }\n\n#")
        self.assertIn('"priority"', message)
        self.assertTrue(rest.startswith("prioritty"), rest)

    def test_misspelt_key_in_an_escalation(self):
        message, rest = self.check("rules/10-escalations.toml", '"team/it-ondermijning", ack_within', '"team/it-ondermijning", ack_withn')
        self.assertIn('"ack_within"', message)

    def test_misspelt_variable_in_a_condition_shows_a_caret(self):
        result = self.run_hub("--check", config=config_with(self.folder, ("rules/20-serious-crime.toml", 'report.category == "drug_dealing"',
                                                                         'report.categry == "drug_dealing"')))
        self.assertEqual(78, result.returncode)
        self.assertIn('"category"', result.stderr)
        self.assertIn("^", result.stderr)

    def test_rules_check_says_the_same(self):
        config_with(self.folder, ("rules/20-serious-crime.toml", 'when = \'report.category == "drug_dealing"', 'wen = \'report.category == "drug_dealing"'))
        result = subprocess.run([BIN / "paraat", "rules", "check", "--config", self.folder / "config" / "hub.toml"], capture_output=True, text=True,
                                timeout=60, check=False)
        self.assertEqual(78, result.returncode)
        self.assertIn('"when"', result.stderr)

    def test_rules_test_counts(self):
        result = subprocess.run([BIN / "paraat", "rules", "test"], capture_output=True, text=True, timeout=60, check=False, cwd=SOURCE)
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertRegex(result.stdout, r"^\d+ passed, 0 failed$")

    def rules_test(self, *flags, config=SOURCE / "config" / "hub.toml"):
        return subprocess.run([BIN / "paraat", *flags, "--config", config], capture_output=True, text=True, timeout=60, check=False)

    def test_coverage_of_what_is_shipped_is_whole(self):
        result = self.rules_test("rules", "test", "--coverage-min", "100")
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        self.assertIn("coverage: 100 %", result.stdout)

    def test_coverage_that_is_too_small_is_shown_and_ends_in_1(self):
        config = config_with(self.folder, ("rules/20-serious-crime.toml", 'tags = ["knife"] }\nexpect = { rule = "violence-by-arms-or-gangs",',
                                           'tags = ["knive"] }\nexpect = { not_rule = "violence-by-arms-or-gangs", not_told = "role/opco" }\n[[test]]\n'
                                           'given = { category = "stabbing" }\nexpect = {'),
                             ("rules/20-serious-crime.toml", 'tags = ["knife"] }, expect = { joined = true, rule = "violence-by-arms-or-gangs", priority = 1, '
                              'told = "team/it-ondermijning" }', 'tags = ["knive"] }, expect = { joined = true }'))
        for flags, code in ((("--coverage",), 0), (("--coverage-min", "90"), 0), (("--coverage-min", "99.9"), 1)):
            result = self.rules_test("rules", "test", *flags, config=config)
            self.assertEqual(code, result.returncode, result.stdout + result.stderr)
            self.assertRegex(result.stdout, r'20-serious-crime\.toml:11:92: no test makes this true: "knife" in report\.tags\n')
        found = json.loads(self.rules_test("--json", "rules", "test", "--coverage", config=config).stdout)
        self.assertEqual((0, 65, 66, 98), (found["failed"], found["coverage"]["seen"], found["coverage"]["all"], found["coverage"]["percent"]))
        self.assertEqual((11, 92, "violence-by-arms-or-gangs"), tuple(found["coverage"]["untested"][0][key] for key in ("line", "column", "rule")))

    def test_a_caution_is_said_and_stops_nothing(self):
        config = config_with(self.folder, ("rules/20-serious-crime.toml", "when = 'report.category == \"drug_dealing\"'", "when = 'true'"))
        for result in (self.run_hub("--check", config=config), self.rules_test("rules", "check", config=config)):
            self.assertEqual(0, result.returncode)
            self.assertRegex(result.stderr, r"caution: .*20-serious-crime\.toml:16:9: this always holds")

    def test_a_rule_that_can_never_fire_stops_the_start(self):
        config = config_with(self.folder, ("rules/20-serious-crime.toml", "when = 'report.category == \"drug_dealing\"'",
                                           "when = 'report.category == \"drug_dealing\" && report.category == \"theft\"'"))
        result = self.run_hub("--check", config=config)
        self.assertEqual(78, result.returncode)
        self.assertIn('never holds, so "drugs-for-sale" never fires [unreachable]', result.stderr)

    def test_a_rule_test_over_time_says_when_it_went_wrong(self):
        config = config_with(self.folder, ("rules/20-serious-crime.toml", 'step = 3, told = "role/opco", not_told', 'step = 2, not_told = "role/opco" } },\n    { expect = { not_told'))
        result = self.rules_test("rules", "test", config=config)
        self.assertEqual(1, result.returncode)
        self.assertRegex(result.stderr, r'20-serious-crime\.toml:\d+: "nobody answers a shooting": at 2 min: it is at step 3 of serious-threat since 2 min, not at step 2\n')
        self.assertRegex(result.stderr, r"role/opco was told at 2 min, by step 3 of serious-threat\n")

    def test_a_rule_test_that_fails_is_shown(self):
        config_with(self.folder, ("rules/20-serious-crime.toml", 'expect = { rule = "drugs-for-sale", division = "dvo", priority = 2',
                                  'expect = { rule = "drugs-for-sale", division = "dvo", priority = 3'))
        result = subprocess.run([BIN / "paraat", "rules", "test", "--config", self.folder / "config" / "hub.toml"], capture_output=True, text=True,
                                timeout=60, check=False)
        self.assertEqual(1, result.returncode)
        self.assertIn("20-serious-crime.toml:", result.stdout + result.stderr)

    def test_all_faults_are_said_at_once(self):
        result = self.run_hub("--check", config=config_with(self.folder, ("hub.toml", "websocket_port", "websocketport"),
                                                            ("rules/20-serious-crime.toml", "drugs-for-sale\"\nwhen", "drugs-for-sale\"\nwen")))
        self.assertIn("hub.toml:", result.stderr)
        self.assertIn("20-serious-crime.toml:", result.stderr)

    def test_flag_wins_over_environment_wins_over_file(self):
        printed = self.run_hub("--print-config", environment={"PARAAT_BROKER_PORT": "1234", "PARAAT_ADMIN_PORT": "1235"}, config=None).stdout
        self.assertRegex(printed, r"broker\.port = 1234 +# PARAAT_BROKER_PORT")
        printed = self.run_hub("--print-config", "--broker-port", "1236", environment={"PARAAT_BROKER_PORT": "1234"}).stdout
        self.assertRegex(printed, r"broker\.port = 1236 +# --broker-port")

    def test_misspelt_variable_in_the_environment(self):
        result = self.run_hub("--check", environment={"PARAAT_BROKR_PORT": "1234"})
        self.assertEqual(78, result.returncode)
        self.assertIn('"PARAAT_BROKER_PORT"', result.stderr)

    def test_file_that_breaks_the_parser_is_a_syntax_fault(self):
        result = self.run_hub("--check", config=config_with(self.folder, ("rules/20-serious-crime.toml", '[[rule]]\nname = "drugs-for-sale"',
                                                                         '[,rule]]\nname = "drugs-for-sale"')))
        self.assertEqual(78, result.returncode)
        self.assertEqual(1, result.stderr.count(".toml:"), result.stderr)

    def test_help_says_what_each_flag_means(self):
        self.assertRegex(self.run_hub("--help").stdout, r"--hub-board-interval.*50ms to 5s \(PARAAT_HUB_BOARD_INTERVAL, default 200ms\)")

    def test_unknown_flag_is_a_usage_fault(self):
        wrong = self.run_hub("--brokr-port", "1")
        self.assertEqual(64, wrong.returncode)
        self.assertIn('paraat-hub: unknown option --brokr-port; did you mean "--broker-port"?', wrong.stderr)

    def test_missing_file(self):
        result = self.run_hub("--check", config=self.folder / "none.toml")
        self.assertEqual(78, result.returncode)
        self.assertIn("none.toml", result.stderr)


class FailingCondition(CentreTest):
    changes = (("rules/20-serious-crime.toml", """when = 'report.category == "drug_dealing"'""", "when = 'int(report.text) > 1'"),)

    def test_is_counted_for_its_rule_and_logged_once_without_the_text(self):
        for _ in range(2):
            self.report(text="no number of mine")
        self.assertLessEqual(2, self.hub.metric('paraat_rule_failures_total{rule="drugs-for-sale"}'))
        said = [line for line in self.hub.said().splitlines() if "drugs-for-sale" in line]
        self.assertEqual(1, len(said), said)
        self.assertIn("whole number", said[0])
        self.assertNotIn("of mine", self.hub.said())


if __name__ == "__main__":
    unittest.main()
