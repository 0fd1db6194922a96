"""paraat, the command for people: each subcommand against a hub, with exit codes, and data apart from talk."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from centre import BIN, DEADLINE_S, SOURCE, CentreTest, paraat, publish
from test_status import Broker

COLUMNS = "ID,Date,Primary Type,Description,Latitude,Longitude\n"


class Cli(CentreTest):
    def check(self, code, *arguments, **more):
        result = self.hub.paraat(*arguments, **more)
        self.assertEqual(code, result.returncode, result.stdout + result.stderr)
        return result

    def refused(self, code, word, *arguments, **more):
        """Nothing on standard output, and one that says `word` on standard error."""
        result = self.check(code, *arguments, **more)
        self.assertEqual("", result.stdout)
        self.assertIn(word, result.stderr)
        return result

    def file(self, text, name="records.csv"):
        path = self.hub.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def popen(self, *arguments, **more):
        environment = {**os.environ, "PARAAT_BROKER_PORT": str(self.hub.port)}
        process = subprocess.Popen([BIN / "paraat", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
                                   **more)

        def end():
            process.kill()
            process.communicate()

        self.addCleanup(end)
        return process


class Sending(Cli):
    def test_report_is_accepted_as_its_account(self):
        result = self.check(0, "report", "--category", "theft", "--text", "a bicycle", "--lat", 51.91, "--lon", 4.41, "--accuracy", 5, "--area", "west",
                            "--contract", "c-1", "--tag", "bike", "--persons", 2, "--exercise", "--as", "radio-7")
        self.assertRegex(result.stdout, r"^accepted: incident [0-9a-z]{26}, opened\n$")
        self.assertEqual("", result.stderr)
        alert = self.alert("dvo", result.stdout.split()[2].rstrip(","))
        self.assertEqual(("a bicycle", 51.91, 4.41, "west", "c-1", True), tuple(alert[k] for k in ("text", "lat", "lon", "area", "contract", "exercise")))

    def test_report_says_as_whom_when_nobody_is_named(self):
        result = self.check(0, "report", "--category", "other", "--id", "cli-default")
        self.assertEqual("as radio-1\n", result.stderr)
        self.receipt("radio-1", "cli-default")
        self.assertEqual("", self.check(0, "report", "--category", "other", "--quiet").stderr)
        self.assertEqual("", self.check(0, "report", "--category", "other", PARAAT_AS="radio-2").stderr)

    def test_report_as_json_is_the_receipt(self):
        receipt = json.loads(self.check(0, "report", "--category", "other", "--as", "radio-3", "--id", "cli-json", "--json").stdout)
        self.assertEqual(receipt, self.receipt("radio-3", "cli-json"))

    def test_same_id_and_other_bytes_is_refused_as_bad_data(self):
        arguments = ("report", "--category", "other", "--as", "radio-3", "--id", "cli-twice", "--text")
        self.check(0, *arguments, "one")
        self.check(0, *arguments, "one")
        self.refused(65, "id_reused", *arguments, "other")

    def test_refused_report_names_field_and_code(self):
        self.refused(65, 'did you mean "theft"? (category) [unknown_category]', "report", "--category", "thft", "--as", "radio-1")
        result = self.check(65, "report", "--category", "thft", "--as", "radio-1", "--json")
        self.assertEqual("unknown_category", json.loads(result.stdout)["code"])

    def test_bytes_that_are_no_utf8_are_bad_data(self):
        self.refused(65, "argument 5 is not UTF-8", "report", "--category", "other", "--text", b"\xff")
        self.refused(65, "not UTF-8", "query", b"incid\xe9nts")

    def test_verbose_says_what_goes_to_the_broker(self):
        result = self.check(0, "report", "--category", "other", "--as", "radio-3", "-v")
        self.assertIn('oov/up/radio-3/report {"category":"other"', result.stderr)

    def test_status_and_panic(self):
        self.assertEqual("accepted\n", self.check(0, "status", "busy", "--as", "radio-9").stdout)
        result = self.check(0, "status", "on_scene", "--panic", "--lat", 51.9, "--lon", 4.4, "--as", "radio-10")
        self.assertEqual("panic", self.alert("dvo", result.stdout.split()[2].rstrip(","))["category"])
        self.refused(65, "[bad_value]", "status", "on_scen", "--as", "radio-9")

    def test_beacon_is_sent_and_nobody_answers(self):
        result = self.check(0, "beacon", "--as", "radio-4", "--lat", 51.93, "--lon", 4.43, "--battery", 61)
        self.assertEqual("", result.stdout)
        self.all.on("oov/json/dvl/board", lambda m: any(u["unit"] == "radio-4" and u.get("battery_pct") == 61 for u in m.json.get("units", [])))
        result = self.check(0, "beacon", "--as", "radio-4", "--lat", 51.93, "--lon", 4.43, "--json", "--quiet")
        self.assertEqual({"kind": "beacon", "as": "radio-4", "sent": True}, json.loads(result.stdout))
        self.assertEqual("", result.stderr)

    def test_ack_of_what_nobody_answers_returns_at_once_and_counts(self):
        incident = self.report()
        self.all.on(f"oov/json/down/radio-11/notice/{incident}")
        begun = time.monotonic()
        for answer in ("delivered", "shown", "read"):
            result = self.check(0, "ack", incident, "--answer", answer, "--as", "radio-11")
            self.assertEqual(("", "sent; nobody answers it\n"), (result.stdout, result.stderr))
        self.assertLess(time.monotonic() - begun, 15)
        self.hub.wait_for(lambda: ("notice_read", "radio-11") in [(e["what"], e["by"]) for e in
                                                                 self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]])

    def test_ack_ends_in_its_outcome(self):
        incident = self.report()
        self.refused(77, "[not_asked]", "ack", incident, "--as", "radio-1")
        self.check(0, "ack", incident, "--answer", "declined", "--text", "busy", "--as", "radio-7")
        self.assertEqual(f"accepted: incident {incident}\n", self.check(0, "ack", incident, "--as", "radio-8").stdout)
        self.check(0, "command", "close", incident, "--as", "console-1")
        self.refused(1, "[closed]", "ack", incident, "--as", "radio-7")
        self.refused(1, "[not_found]", "ack", "01jd8" + "0" * 21, "--as", "radio-7")

    def test_command(self):
        incident = self.report("radio-1", category="suspicious_situation")
        self.check(0, "command", "triage", incident, "--division", "dvo", "--priority", 2, "--category", "theft", "--as", "console-1")
        self.alert("dvo", incident, lambda a: (a["priority"], a["category"]) == (2, "theft"))
        self.check(0, "command", "note", incident, "--text", "seen", "--as", "console-1")
        self.refused(77, "[not_allowed]", "command", "close", incident, "--as", "radio-7")
        self.refused(65, 'did you mean "resolve"?', "command", "resolv", incident, "--as", "console-1")
        result = self.check(0, "command", "dispatch", incident, "--unit", "radio-8", "--text", "go", "--as", "console-1", "--json")
        instruction = json.loads(result.stdout)["instruction"]
        self.check(0, "ack", "--instruction", instruction, "--answer", "accepted", "--as", "radio-8")
        self.check(0, "command", "withdraw", "--instruction", instruction, "--as", "console-1")

    def test_instruct(self):
        result = self.check(0, "instruct", "--to", "team/it-overlast", "--text", "go and look", "--needs", "all", "--priority", 2, "--talkgroup", "tg-1",
                            "--as", "coord-overlast-1")
        self.assertRegex(result.stdout, r"^accepted: instruction [0-9a-z]{26}\n$")
        order = self.all.on(f"oov/json/dvl/team/it-overlast/instruction/{result.stdout.split()[2]}").json
        self.assertEqual(("go and look", "all", 2, "tg-1"), tuple(order[k] for k in ("text", "needs", "priority", "talkgroup")))
        self.refused(65, "[unknown_target]", "instruct", "--to", "team/it-overlst", "--text", "x", "--as", "console-1")
        self.refused(77, "[not_allowed]", "instruct", "--to", "unit/radio-2", "--text", "x", "--as", "radio-1")

    def test_what_acts_for_somebody_needs_the_account(self):
        since = self.all.count()
        for arguments in (("ack", "01jd8" + "0" * 21), ("status", "busy"), ("beacon", "--lat", 1, "--lon", 1), ("command", "claim", "01jd8" + "0" * 21),
                          ("instruct", "--to", "role/opco", "--text", "x")):
            with self.subTest(word=arguments[0]):
                result = self.refused(64, "--as", *arguments)
                self.assertIn("PARAAT_AS", result.stderr)
        self.check(0, "status", "busy", PARAAT_AS="radio-9")
        self.assertEqual(["oov/up/radio-9/status"], [m.topic for m in self.all.all[since:] if m.topic.startswith("oov/up/")])

    def test_an_account_has_its_form(self):
        for bad in ("Radio-7", "radio/7", "radio-7.tab", "+", "x" * 33):
            self.refused(64, "no account", "report", "--category", "other", "--as", bad)
        self.refused(64, "no account", "report", "--category", "other", PARAAT_AS="radio 7")


class Asking(Cli):
    def test_incidents_are_one_line_each(self):
        incident = self.report("radio-1", category="vandalism", text="a broken \x1b[31m window")
        result = self.check(0, "query", "incidents", "--division", "dvl", "--status", "open", "new", "--limit", 200)
        self.assertIn(f"P4 dvl {incident} new Vernieling UNACKNOWLEDGED | a broken  [31m window\n", result.stdout.replace(" open ", " new "))
        self.assertEqual(["as console-1", f"{len(result.stdout.splitlines())} in all"], result.stderr.splitlines())
        answer = json.loads(self.check(0, "query", "incidents", "--division", "dvl", "--json", "--quiet").stdout)
        self.assertEqual(("incidents", True), (answer["ask"], answer["ok"]))

    def test_page_says_how_to_go_on(self):
        made = [self.report("radio-1", category="noise_nuisance") for _ in range(3)]
        first = self.check(0, "query", "incidents", "--division", "dvl", "--limit", 1)
        self.assertRegex(first.stderr, r"\d+ in all, 1 shown; go on with --after [0-9a-z]{26}\n$")
        rest = self.check(0, "query", "incidents", "--division", "dvl", "--after", first.stderr.split()[-1], "--limit", 200)
        self.assertIn(max(made), rest.stdout)

    def test_incident_with_what_happened_as_lines(self):
        incident = self.report(severity="extreme", text="shots heard")
        self.check(0, "ack", incident, "--as", "radio-8")
        lines = self.check(0, "query", "incident", incident).stdout.splitlines()
        self.assertIn(incident, lines[0])
        self.assertRegex(lines[1], r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  report_received  by radio-7.* \| shots heard$")
        routed = next(line for line in lines if "  routed  " in line)
        self.assertRegex(routed, r"by hub: division dvo, .*rule firearm-in-public.*, because severity is extreme")
        self.assertTrue(any("  acknowledged  by radio-8" in line for line in lines), lines)
        self.assertNotIn("{", "".join(lines))
        answer = json.loads(self.check(0, "query", "incident", incident, "--json").stdout)
        self.assertEqual(incident, answer["item"]["incident"])

    def test_units_are_one_line_each(self):
        self.check(0, "status", "available", "--as", "radio-2", "--lat", 51.9, "--lon", 4.4)
        lines = self.check(0, "query", "units", "--division", "dvl", "--team", "it-overlast", "--as", "coord-overlast-1").stdout.splitlines()
        self.assertEqual(6, len(lines))
        self.assertIn("radio-2 it-overlast available online at 51.9,4.4", lines)

    def test_refused_questions(self):
        self.refused(1, "[not_found]", "query", "incident", "01jd8" + "0" * 21)
        self.refused(65, 'did you mean "incidents"?', "query", "incidnts")
        self.refused(65, "[too_many]", "query", "incidents", "--limit", 201)
        self.assertFalse(json.loads(self.check(65, "query", "incidnts", "--json").stdout)["ok"])

    def test_watch_shows_alerts_as_they_come(self):
        for arguments, is_json in ((("watch", "dvo"), False), (("watch",), False), (("watch", "dvo", "--json"), True)):
            with self.subTest(arguments=arguments):
                watch = self.popen(*arguments)
                self.assertEqual("watching; stop with Ctrl-C\n", watch.stderr.readline())
                incident = self.report(category="robbery", text="a robbery")
                while incident not in (line := watch.stdout.readline()):
                    self.assertTrue(line, "it ended")
                self.assertEqual(incident, json.loads(line)["incident"] if is_json else line.split()[2])
                watch.send_signal(signal.SIGINT)
                watch.wait(DEADLINE_S)

    def test_watch_warns_of_a_division_that_nobody_knows(self):
        watch = self.popen("watch", "nope", "dvl")
        watch.stderr.readline()
        self.assertEqual("nothing is retained for nope: no hub knows such a division, or you may not read it\n", watch.stderr.readline())
        watch.send_signal(signal.SIGINT)
        self.assertEqual("", watch.stderr.read())

    def test_health(self):
        result = self.check(0, "health")
        self.assertEqual(("hub-1 is up\n", ""), (result.stdout, result.stderr))
        self.assertEqual(("hub-1", "up"), tuple(json.loads(self.check(0, "health", "--json").stdout)[k] for k in ("node", "state")))


class Line(Cli):
    """What the line itself says: words, options, streams."""

    def test_unknown_words_and_options_are_named_with_the_nearest(self):
        self.refused(64, 'paraat: no command "repot"; did you mean "report"?', "repot")
        self.refused(64, 'paraat: no command "bogus"', "bogus")
        self.refused(64, 'paraat journal: no command "verfy"; did you mean "verify"?', "journal", "verfy")
        self.refused(64, 'paraat report: no option "--catgory"; did you mean "--category"?', "report", "--catgory", "x")
        self.refused(64, '"extra"', "health", "extra")

    def test_wrong_values_are_usage_faults(self):
        for wrong in (("health", "--timeout", "0"), ("health", "--port", "0"), ("sim", "--minutes", "-1"), ("sim", "--calls-per-hour", "0"),
                      ("replay", "x", "--speed", "0"), ("replay", "x", "--speed", "-1"), ("replay", "x", "--speed", "nan"), ("replay", "x", "--limit", "0"),
                      ("replay", "x", "--format", "cap"), ("report",), ("replay",), (), ("rules",)):
            with self.subTest(arguments=wrong):
                self.assertEqual("", self.check(64, *wrong).stdout)

    def test_port_of_the_environment_is_read_strictly(self):
        for port in ("abc", "1883x", "0", "65536", "-1"):
            self.refused(64, "--port", "health", PARAAT_BROKER_PORT=port)

    def test_help_names_every_exit_code_and_each_word_has_an_example(self):
        text = self.check(0, "--help").stdout
        for code in (0, 1, 64, 65, 66, 69, 70, 74, 75, 77, 78):
            self.assertRegex(text, rf"(?m)^  {code} +\S")
        for word in ("report", "status", "beacon", "ack", "command", "instruct", "query", "watch", "health", "replay", "sim", "rules", "journal"):
            self.assertIn("Example: paraat " + word, self.check(0, word, "--help").stdout)
        self.assertIn("10 minutes", self.check(0, "replay", "--help").stdout)
        self.assertRegex(self.check(0, "--version").stdout, r"^paraat \d+\.\d+\.\d+\n$")

    def test_output_that_cannot_be_written_is_told(self):
        for arguments in (("health",), ("query", "incidents"), ("report", "--category", "other", "--as", "radio-1"), ("--help",), ("watch",)):
            with self.subTest(arguments=arguments), open("/dev/full", "w") as full:
                self.report()
                result = subprocess.run([BIN / "paraat", *arguments, "--port", str(self.hub.port)], stdout=full, stderr=subprocess.PIPE, text=True,
                                        timeout=DEADLINE_S, check=False)
                self.assertEqual(74, result.returncode, result.stderr)
                self.assertIn("standard output", result.stderr)

    def test_sim_plays_a_city(self):
        since = self.all.count()
        sim = self.popen("sim", "--seed", 7, "--calls-per-hour", 3600, "--quiet")
        self.all.wait(lambda m: m.topic == "oov/down/console-1/receipt" and m.json["id"].startswith("sim-") and m.json["accepted"], since=since)
        self.all.wait(lambda m: m.topic.endswith("/status") and b"en_route" in m.payload, since=since)
        sim.send_signal(signal.SIGINT)
        self.assertEqual(("", ""), sim.communicate(timeout=DEADLINE_S))


class Replaying(Cli):
    def row(self, id, date, type="THEFT", text="SIMPLE", place="41.9,-87.7"):
        return f"{id},{date},{type},{text},{place}\n"

    def test_records_are_sent_once_however_often_it_is_run(self):
        file = self.file(COLUMNS + self.row(101, "04/02/2001 02:05:00 PM") + self.row(102, "04/02/2001 02:06:00 PM", "ROBBERY", '"ARMED,\nAT NIGHT"'))
        result = self.check(0, "replay", file, "--quiet")
        self.assertEqual(("2 sent, 2 accepted, 0 known from an earlier run, 0 refused\n", ""), (result.stdout, result.stderr))
        self.assertTrue(self.receipt("replay-chicago", "chicago-102")["accepted"])
        self.all.wait(lambda m: m.topic.startswith("oov/json/dvo/alert/") and m.payload and m.json["text"] == "ROBBERY: ARMED,\nAT NIGHT")
        result = self.check(0, "replay", file, "--json")
        self.assertEqual({"sent": 2, "accepted": 0, "known": 2, "refused": 0}, json.loads(result.stdout))
        self.assertTrue(result.stderr.endswith("2 of 2\n"), result.stderr)

    def test_pace_is_the_gap_to_the_record_before_and_waiting_is_no_silence(self):
        # Two minutes, years back, then years on: 2 s, at once, and the longest gap of ten minutes, 10 s.
        file = self.file(COLUMNS + self.row(201, "04/02/2015 02:00:00 PM") + self.row(202, "04/02/2015 02:02:00 PM") +
                         self.row(203, "04/02/2001 02:00:00 PM") + self.row(204, "04/02/2015 02:02:00 PM"), "pace.csv")
        begun = time.monotonic()
        result = self.check(0, "replay", file, "--speed", 60, "--timeout", 1)
        self.assertEqual("4 sent, 4 accepted, 0 known from an earlier run, 0 refused\n", result.stdout)
        self.assertGreaterEqual(time.monotonic() - begun, 12)
        sent = {}
        for message in self.all.all:
            if message.topic == "oov/up/replay-chicago/report" and message.json["id"].startswith("chicago-20"):
                sent.setdefault(message.json["id"][-1], message.json["sent_at"])
        self.assertGreaterEqual(sent["2"] - sent["1"], 2_000)
        self.assertLess(sent["3"] - sent["2"], 2_000)
        self.assertGreaterEqual(sent["4"] - sent["3"], 10_000)

    def test_one_id_twice_is_known_the_second_time(self):
        file = self.file(COLUMNS + self.row(301, "04/02/2001 02:05:00 PM") + self.row(301, "04/02/2001 02:06:00 PM"), "twice.csv")
        self.assertEqual("2 sent, 1 accepted, 1 known from an earlier run, 0 refused\n", self.check(0, "replay", file, "--timeout", 5).stdout)

    def test_a_foreign_or_broken_file_sends_nothing(self):
        good = self.row(401, "04/02/2001 02:05:00 PM")
        since = self.all.count()
        for name, text, code, words in (
                ("foreign.csv", "id,name\n1,x\n", 65, "foreign.csv:1: the header line has no column ID, Date, Primary Type, Description, Latitude, Longitude;"),
                ("nolon.csv", COLUMNS.replace(",Longitude", "") + good, 65, "nolon.csv:1: the header line has no column Longitude;"),
                ("date.csv", COLUMNS + good + self.row(402, "2001-04-02"), 65, 'date.csv:3: "2001-04-02" is no Date'),
                ("noid.csv", COLUMNS + good + self.row("", "04/02/2001 02:05:00 PM"), 65, "noid.csv:3: this record has no ID"),
                ("lat.csv", COLUMNS + self.row(403, "04/02/2001 02:05:00 PM", place="north,4"), 65, 'lat.csv:2: "north" is no Latitude'),
                ("latin.csv", (COLUMNS + good).encode() + b"404,04/02/2001 02:05:00 PM,THEFT,CAF\xc9,41.9,-87.7\n", 65, "latin.csv:3: this line is not UTF-8"),
                ("quote.csv", COLUMNS + good + '405,"04/02/2001\n' + good, 65, "quote.csv:3: a quote is opened here"),
                ("header.csv", COLUMNS, 65, "header.csv: no records"),
                ("empty.csv", "", 65, "nothing in")):
            with self.subTest(file=name):
                self.refused(code, words, "replay", self.file(text, name))
        self.refused(66, "cannot read", "replay", self.hub.folder / "none.csv")
        self.refused(66, "cannot read", "replay", self.hub.folder)
        self.assertEqual([], [m for m in self.all.all[since:] if m.topic.startswith("oov/up/")])


class WithoutTwins(Cli):
    changes = (("hub.toml", "json_twins = true", "json_twins = false"),)

    def test_health_and_watch_read_the_originals(self):
        self.assertEqual("hub-1 is up\n", self.check(0, "health").stdout)
        watch = self.popen("watch", "dvo")
        watch.stderr.readline()
        incident = self.report(text="shots heard")
        self.assertEqual(incident, watch.stdout.readline().split()[2])
        self.assertEqual([], [m for m in self.all.all if m.topic.startswith("oov/json/")])


class WithoutHub(unittest.TestCase):
    def test_no_broker_is_said_once(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.addCleanup(shutil.rmtree, folder)
        file = folder / "records.csv"
        file.write_text(COLUMNS + "1,04/02/2001 02:05:00 PM,THEFT,SIMPLE,41.9,-87.7\n")
        for arguments in (("health",), ("report", "--category", "other", "--quiet"), ("query", "incidents", "--quiet"), ("watch",), ("replay", file), ("sim",),
                          ("beacon", "--as", "radio-1")):
            with self.subTest(arguments=arguments):
                result = paraat(*arguments, PARAAT_BROKER_PORT="1")
                self.assertEqual((69, ""), (result.returncode, result.stdout))
                self.assertEqual(1, len(result.stderr.splitlines()), result.stderr)
                self.assertIn("cannot reach the broker at 127.0.0.1:1", result.stderr)

    def test_broker_without_a_hub(self):
        broker = Broker()
        self.addCleanup(broker.kill)
        at = {"PARAAT_BROKER_PORT": str(broker.port)}
        result = paraat("health", **at)
        self.assertEqual((69, ""), (result.returncode, result.stdout))
        self.assertIn("no hub speaks", result.stderr)
        result = paraat("report", "--category", "other", "--as", "radio-1", "--id", "lost", "--timeout", 1, **at)
        self.assertEqual((75, ""), (result.returncode, result.stdout))
        self.assertIn("--id lost", result.stderr)
        self.assertEqual(75, paraat("query", "incidents", "--timeout", 1, **at).returncode)

    def test_what_no_hub_says_does_not_end_it_badly(self):
        broker = Broker()
        self.addCleanup(broker.kill)
        for payload in (b"hello", b"\x00" * 40, b"\xff\xff\xff\x7fPHUB" + b"\xff" * 20, b"[1]", b'{"state":'):
            with self.subTest(payload=payload):
                publish(broker.port, "oov/hub/hub-1/status", payload, retain=True)
                self.assertEqual(69, paraat("health", PARAAT_BROKER_PORT=str(broker.port)).returncode)
        publish(broker.port, "oov/hub/hub-1/status", b'{"state":7}', retain=True)
        self.assertEqual(70, paraat("health", PARAAT_BROKER_PORT=str(broker.port)).returncode)


class Dev(unittest.TestCase):
    """./dev run with the programs that are there: nothing is installed or built."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "source/build").mkdir(parents=True)
        shutil.copy(SOURCE / "dev", self.folder / "source/dev")
        shutil.copytree(SOURCE / "config", self.folder / "source/config")
        (self.folder / "source/build/bin").symlink_to(BIN)
        (self.folder / "stubs").mkdir()
        for name, text in (("cmake", "exit 0"), ("dpkg-query", "echo install ok installed")):
            (self.folder / "stubs" / name).write_text(f"#!/bin/sh\n{text}\n")
            (self.folder / "stubs" / name).chmod(0o755)
        self.here = self.folder / "here"
        self.here.mkdir()

    def run_dev(self, *flags):
        environment = {**os.environ, "PATH": f"{self.folder}/stubs:{os.environ['PATH']}"}
        process = subprocess.Popen([self.folder / "source/dev", "run", *flags], cwd=self.here, env=environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, start_new_session=True)

        def end():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

        self.addCleanup(end)
        return process

    def test_demo_takes_the_port_that_the_hub_took(self):
        demo = self.run_dev("--demo", "--broker-port", "0", "--broker-websocket-port", "0", "--admin-port", "0", f"--journal-directory={self.here}/journal")
        while "a city of 12 radios" not in (line := demo.stdout.readline()):
            self.assertTrue(line, "it ended")
        self.assertTrue((self.here / "journal").exists())
        os.killpg(demo.pid, signal.SIGINT)
        self.assertEqual(0, demo.wait(DEADLINE_S))

    def test_demo_ends_when_the_hub_does(self):
        demo = self.run_dev("--demo", "--broker-port", "0", "--broker-websocket-port", "0", "--admin-port", "0", "--journal-directory=/dev/null/no")
        said = demo.communicate(timeout=DEADLINE_S)[0]
        self.assertNotEqual(0, demo.returncode)
        self.assertIn("the hub ended", said)

    def test_configuration_is_meant_from_where_the_caller_stands(self):
        shutil.copytree(SOURCE / "config", self.here / "mine")
        said = self.run_dev("--config", "mine/hub.toml", "--print-config").communicate(timeout=DEADLINE_S)[0]
        self.assertIn("# mine/hub.toml:", said)
        said = self.run_dev("--print-config").communicate(timeout=DEADLINE_S)[0]
        self.assertIn(f"{self.folder}/source/config/hub.toml:", said)


if __name__ == "__main__":
    unittest.main()
