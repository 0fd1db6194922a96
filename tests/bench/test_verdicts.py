#!/usr/bin/env python3
"""What ./dev bench says of figures, without measuring anything."""
import contextlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

import run
import verdicts


def goal(what="p99", runs=(1.0, 1.1, 1.2), bound=2, kind="at most", measured=None):
    value = sorted(runs)[len(runs) // 2] if measured is None else measured
    return {"what": what, "measured": value, "runs": list(runs), "needed": f"{kind} {bound}", "is": kind,
            "reached": value <= bound if kind == "at most" else value >= bound}


def whole(*goals, name="P2", **more):
    return {"format": verdicts.FORMAT, "commit": "c0ffee", "date": "2026-11-27", "machine": {"cpu": "x"},
            "numbers": {name: {"goals": list(goals), "figures": {}}}, **more}


def last_words(before, now):
    """The last word of each line of the comparison that is about a goal."""
    return [line.split()[-1] for line in verdicts.comparison(whole(*before), whole(*now))[2:]]


class Comparison(unittest.TestCase):
    def test_runs_that_overlap_are_the_same(self):
        self.assertEqual(["same"], last_words([goal(runs=(1.0, 1.1, 1.2))], [goal(runs=(1.2, 1.3, 1.4))]))

    def test_less_is_better_where_at_most_is_wanted(self):
        self.assertEqual(["better"], last_words([goal(runs=(1.0, 1.1, 1.2))], [goal(runs=(0.7, 0.8, 0.9))]))
        self.assertEqual(["worse"], last_words([goal(runs=(1.0, 1.1, 1.2))], [goal(runs=(1.3, 1.4, 1.5))]))

    def test_more_is_better_where_at_least_is_wanted(self):
        before = [goal(runs=(1.0, 1.1, 1.2), kind="at least")]
        self.assertEqual(["better"], last_words(before, [goal(runs=(1.3, 1.4, 1.5), kind="at least")]))
        self.assertEqual(["worse"], last_words(before, [goal(runs=(0.7, 0.8, 0.9), kind="at least")]))

    def test_a_goal_of_one_side_alone_is_new_or_gone(self):
        self.assertEqual(["new", "gone"], last_words([goal("p50")], [goal("p99")]))

    def test_numbers_that_were_not_measured_now_are_left_out(self):
        lines = verdicts.comparison(whole(goal(), name="P9"), whole(goal(), name="P2"))
        self.assertNotIn("P9", "\n".join(lines))

    def test_the_ratio_is_left_out_where_it_was_nothing(self):
        lines = verdicts.comparison(whole(goal("lost", (0, 0, 0))), whole(goal("lost", (0, 0, 3), measured=3)))
        self.assertEqual(["P2", "lost", "0", "3.00", "same"], lines[2].split())

    def test_a_commit_from_which_files_differed_keeps_its_mark(self):
        before = whole(commit="0123456789abcdef0123456789abcdef01234567+")
        self.assertIn("0123456789ab+ of", verdicts.comparison(before, whole())[0])

    def test_it_says_of_what_and_whether_the_machine_is_another(self):
        self.assertEqual("against c0ffee of 2026-11-27", verdicts.comparison(whole(), whole())[0])
        self.assertIn("another machine", verdicts.comparison(whole(), whole(machine={"cpu": "y"}))[0])


class Table(unittest.TestCase):
    def test_a_goal_is_a_line_with_its_spread_and_a_verdict(self):
        lines = verdicts.table(whole(goal(), goal("slow", (3, 3, 3))))
        self.assertEqual("P2 p99 at most 2 1.10 +-9 % reached", " ".join(lines[1].split()))
        self.assertEqual("P2 slow at most 2 3.00 MISSED", " ".join(lines[2].split()))

    def test_what_could_not_be_measured_is_told(self):
        broken = {"numbers": {"P8": {"goals": [], "failed": "paraat-bench ended with 70"}}}
        self.assertIn("NOT MEASURED", verdicts.table(broken)[1])


class EarlierFile(unittest.TestCase):
    def why(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "bench.json"
            file.write_text(text)
            with self.assertRaises(verdicts.Unreadable) as caught:
                verdicts.read(file)
        return str(caught.exception)

    def test_a_good_one_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "bench.json"
            file.write_text(json.dumps(whole(goal())))
            self.assertEqual(whole(goal()), verdicts.read(file))

    def test_a_bad_one_says_what_is_wrong(self):
        self.assertIn("is not JSON", self.why("P1 reached"))
        self.assertIn("not a bench.json", self.why("{}"))
        self.assertIn("not a bench.json", self.why("[]"))
        self.assertIn("of format 7", self.why(json.dumps(whole(format=7))))
        self.assertIn("goal of P2", self.why(json.dumps(whole({"what": "p99"}))))
        self.assertIn("goal of P2", self.why(json.dumps(whole(goal(runs=(), measured=1)))))
        self.assertIn("goal of P2", self.why(json.dumps(whole(goal(runs=(1.0, float("inf")), measured=1)))))
        self.assertIn("goal of P2", self.why(json.dumps(whole(goal(measured=float("nan"))))))
        self.assertIn("goal of P2", self.why(json.dumps(whole({**goal(), "runs": [None]}))))
        with self.assertRaisesRegex(verdicts.Unreadable, "No such file"):
            verdicts.read("/nowhere/bench.json")


class Arguments(unittest.TestCase):
    def refused(self, *words):
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as left:
            run.arguments(list(words))
        self.assertEqual(64, left.exception.code)
        return said.getvalue()

    def test_all_numbers_are_measured_unless_some_are_named(self):
        self.assertEqual(12, len(run.arguments([]).names))
        self.assertEqual(["P6", "growth"], run.arguments(["--only", "P6,growth"]).names)

    def test_a_wrong_word_is_told_with_the_nearest(self):
        self.assertIn('no flag "--agianst"; did you mean "--against"?', self.refused("--agianst", "x"))
        self.assertIn('no flag "--nodered=1"; did you mean "--node-red"?', self.refused("--nodered=1"))
        self.assertIn('there is no "grwth"', self.refused("--only", "grwth"))
        self.assertIn('did you mean "growth"?', self.refused("--only", "grwth"))
        self.assertIn("say --only P1,P6", self.refused("P1", "P6"))
        self.assertIn("say --only P1,P2", self.refused("--only", "P1", "P2"))
        self.assertIn("--against /nowhere: No such file", self.refused("--against", "/nowhere"))


class Measuring(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        patch = unittest.mock.patch.multiple(run, OUT=self.folder, PROGRAM=self.folder / "program")
        patch.start()
        self.addCleanup(patch.stop)

    def program(self, *lines):
        """In the place of paraat-bench: $1 is the folder, $2 the number."""
        run.PROGRAM.write_text("\n".join(("#!/bin/sh", *lines)) + "\n")
        run.PROGRAM.chmod(0o700)

    def leaves(self, text, code=0):
        (self.folder / "text").write_text(text)
        self.program('cp "$1/text" "$1/$2.json"', f"exit {code}")

    def test_a_number_whose_program_is_not_there_is_said_to_be_broken(self):
        self.assertIn("does not start", run.measure("P1")["failed"])

    def test_what_was_measured_is_kept_whether_it_was_reached_or_not(self):
        self.leaves(json.dumps({"name": "P1", "goals": [goal()], "figures": {"a": 1}}), run.EXIT_MISSED)
        kept = run.measure("P1")
        self.assertEqual(([goal()], {"a": 1}), (kept["goals"], kept["figures"]))
        self.assertNotIn("failed", kept)

    def test_an_end_without_figures_is_a_failure_whatever_its_code(self):
        self.program("exit 0")
        self.assertIn("left no figures", run.measure("P1")["failed"])
        self.program("exit 1")
        self.assertIn("left no figures", run.measure("P1")["failed"])

    def test_figures_that_cannot_be_judged_are_a_failure(self):
        for text, why in (('{"goals": [', "not JSON"), ('{"goals": []}', "no goal"), ("[]", "no goal"),
                          (json.dumps({"goals": [goal(runs=(1.0, float("inf")), measured=1)]}), "goal of P1")):
            self.leaves(text)
            self.assertIn(why, run.measure("P1")["failed"])

    def test_a_program_that_fails_leaves_nothing_of_what_it_wrote(self):
        self.leaves(json.dumps({"goals": [goal()]}), 70)
        kept = run.measure("P1")
        self.assertEqual(("paraat-bench ended with 70", []), (kept["failed"], kept["goals"]))

    def test_the_others_are_measured_though_one_fails(self):
        (self.folder / "text").write_text(json.dumps({"goals": [goal()], "figures": {}}))
        self.program('[ "$2" = P1 ] || cp "$1/text" "$1/$2.json"')
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()) as told, \
                unittest.mock.patch("sys.argv", ["run.py", "--only", "P1,P2"]):
            self.assertEqual(run.EXIT_BROKEN, run.main())
        self.assertIn("NOT MEASURED", told.getvalue())
        self.assertEqual([goal()], json.loads((self.folder / "bench.json").read_text())["numbers"]["P2"]["goals"])

    def test_what_is_measured_ends_with_the_one_who_asked_for_it(self):
        self.program('echo $$ >"$1/pid"', "exec sleep 600")
        asks = f"import pathlib, signal, run; run.PROGRAM = pathlib.Path('{run.PROGRAM}'); " \
               f"run.OUT = pathlib.Path('{self.folder}'); signal.signal(signal.SIGTERM, run.leave); run.measure('P1')"
        os.mkfifo(self.folder / "pid")  # whoever opens it to read waits until the program began
        asking = subprocess.Popen([sys.executable, "-B", "-c", asks], cwd=pathlib.Path(run.__file__).parent)
        pid = int((self.folder / "pid").read_text())
        asking.terminate()
        self.assertEqual(run.EXIT_TERMINATED, asking.wait())
        with self.assertRaises(ProcessLookupError):
            os.kill(pid, 0)


if __name__ == "__main__":
    unittest.main()
