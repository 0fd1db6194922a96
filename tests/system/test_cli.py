"""The command `paraat` against a hub: exit codes, what goes to which output, right and wrong input."""
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

from broker import Broker
from centre import BIN, CentreTest, DEADLINE_S, ULID, now_ms

HEADER = "ID,Date,Primary Type,Description,Latitude,Longitude\n"


def run(*arguments, stdout=subprocess.PIPE, **environment):
    """paraat without a hub."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PARAAT_AS")}
    return subprocess.run([BIN / "paraat", *arguments], stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=DEADLINE_S,
                          env={**clean, "PARAAT_OUTBOX": "/dev/null", **environment}, check=False)


class Line(unittest.TestCase):
    def refused(self, code, words, *arguments, **environment):
        result = run(*arguments, **environment)
        self.assertEqual((code, ""), (result.returncode, result.stdout), result.stderr)
        self.assertIn(words, result.stderr)

    def test_unknown_words_are_named_with_the_nearest(self):
        self.refused(64, 'unknown command "reprot"; did you mean "report"?', "reprot")
        self.refused(64, 'unknown command "bogus"', "bogus")
        self.refused(64, 'unknown command "verfy"; did you mean "verify"?', "journal", "verfy")
        self.refused(64, 'unknown option --categry; did you mean "--category"?', "report", "--category", "x", "--categry", "x")

    def test_who_speaks_must_be_said(self):
        for words in (("ack", "x"), ("status", "busy"), ("beacon",), ("command", "note", "x"), ("instruct", "--to", "unit/radio-1")):
            with self.subTest(words=words):
                self.refused(64, "--as ACCOUNT, or PARAAT_AS", *words)

    def test_account_port_and_timeout_are_checked(self):
        for account in ("Radio-7", "radio/7", "a" * 33, ""):
            with self.subTest(account=account):
                self.refused(64, "is no account", "ack", "x", "--as", account)
        self.refused(64, "is no account", "ack", "x", PARAAT_AS="radio+7")
        for port in ("abc", "1883x", "0", "65536", "-1"):
            with self.subTest(port=port):
                self.refused(64, "PARAAT_BROKER_PORT", "health", PARAAT_BROKER_PORT=port)
        for seconds in ("0", "-1", "x"):
            with self.subTest(seconds=seconds):
                self.refused(64, "--timeout", "health", "--timeout", seconds)

    def test_arguments_that_are_no_utf8(self):
        result = subprocess.run([BIN / "paraat", "report", "--category", b"\xff\xfe"], capture_output=True, timeout=DEADLINE_S, check=False)
        self.assertEqual((65, b"paraat: argument 3 is no UTF-8\n"), (result.returncode, result.stderr))

    def test_help_names_every_exit_code(self):
        result = run("--help")
        self.assertEqual(0, result.returncode)
        for code in (0, 1, 64, 65, 66, 69, 70, 74, 75, 77, 78):
            self.assertRegex(result.stdout.split("Exit codes:")[1], rf"\b{code} ")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = run("--help", stdout=full)
        self.assertEqual((74, "paraat: cannot write to standard output\n"), (result.returncode, result.stderr))

    def test_without_a_broker(self):
        nobody = socket.socket()
        self.addCleanup(nobody.close)
        nobody.bind(("127.0.0.1", 0))  # and takes no connections
        port = str(nobody.getsockname()[1])
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "f.csv"
            file.write_text(HEADER + "1,07/04/2024 12:30:00 AM,THEFT,,,\n")
            for words in (("health",), ("query", "incidents"), ("watch",), ("replay", file)):
                with self.subTest(words=words):
                    result = run(*words, "--port", port, "--quiet")
                    self.assertEqual((69, "", 1), (result.returncode, result.stdout, result.stderr.count("cannot reach")), result.stderr)

    def test_files_that_are_not_chicagos(self):
        good = "1,07/04/2024 12:30:00 AM,THEFT,,,\n"
        for code, words, content in ((66, "cannot read", b""), (65, "no records", HEADER.encode()),
                                     (65, 'no column "Description"', HEADER.replace("Description,", "").encode() + b"1,x,x,,\n"),
                                     (65, "f.csv:3: ", (HEADER + good + "2,yesterday,THEFT,,,\n").encode()),
                                     (65, "f.csv:2: this record is no UTF-8", HEADER.encode() + b"1,07/04/2024 12:30:00 AM,\xff,,,\n")):
            with self.subTest(words=words), tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / "f.csv"
                file.write_bytes(content)
                self.refused(code, words, "replay", file)


class BrokerAlone(unittest.TestCase):
    def test_health_of_a_broker_without_a_hub(self):
        broker = Broker().start()
        self.addCleanup(broker.remove)
        result = run("health", "--port", str(broker.port))
        self.assertEqual((69, ""), (result.returncode, result.stdout))
        self.assertIn("no hub speaks on this broker", result.stderr)


class Told:
    """What each command says to a hub that is there; run twice, with and without JSON twins."""

    def paraat(self, code, *arguments):
        result = self.hub.paraat(*arguments)
        self.assertEqual(code, result.returncode, result.stdout + result.stderr)
        return result

    def opened(self, **fields):
        more = [word for key, value in fields.items() for word in (f"--{key}", value)]
        return json.loads(self.paraat(0, "report", "--category", "shooting", "--json", *more).stdout)["incident"]

    def test_report(self):
        result = self.paraat(0, "report", "--category", "shooting", "--text", "shots")
        self.assertRegex(result.stdout, r"^accepted: incident \w{26}, opened\n$")
        self.assertIn("as radio-1 (--as names another)", result.stderr)
        self.assertEqual("", self.paraat(0, "report", "--category", "theft", "--quiet").stderr)
        refused = self.paraat(65, "report", "--category", "thft", "--as", "radio-2")
        self.assertEqual("", refused.stdout)
        self.assertIn('did you mean "theft"?', refused.stderr)
        self.assertFalse(json.loads(self.paraat(65, "report", "--category", "thft", "--json").stdout)["accepted"])

    def test_status_and_beacon(self):
        self.assertEqual("accepted\n", self.paraat(0, "status", "busy", "--as", "radio-2").stdout)
        self.paraat(65, "status", "bsy", "--as", "radio-2")
        self.assertEqual("", self.paraat(0, "beacon", "--as", "radio-2", "--battery", 33).stdout)
        sent = self.paraat(0, "beacon", "--as", "radio-2", "--battery", 34, "--lat", 51.9, "--lon", 4.4, "--json")
        self.assertEqual({"sent": True, "receipt": False}, json.loads(sent.stdout))
        beacon = self.all.on("oov/up/radio-2/beacon", lambda m: m.json.get("battery_pct") == 34).json
        self.assertLessEqual(abs(now_ms() - beacon["sent_at"]), DEADLINE_S * 1000)

    def test_ack(self):
        incident = self.opened()
        self.all.on(f"oov/down/radio-8/notice/{incident}")
        before = time.monotonic()
        for answer in ("delivered", "shown", "read"):
            result = self.paraat(0, "ack", incident, "--answer", answer, "--as", "radio-8")
            self.assertEqual(("", ""), (result.stdout, result.stderr))
        self.assertLess(time.monotonic() - before, 20)
        told = self.ask("console-1", {"ask": "incident", "incident": incident})["timeline"]
        self.assertLessEqual({"notice_delivered", "notice_shown", "notice_read"}, {e["what"] for e in told if e["by"] == "radio-8"})
        self.paraat(77, "ack", incident, "--as", "radio-1")
        self.assertEqual(f"accepted: incident {incident}\n", self.paraat(0, "ack", incident, "--as", "radio-8").stdout)

    def test_command_and_instruct(self):
        incident = self.opened()
        self.assertEqual(f"accepted: incident {incident}\n", self.paraat(0, "command", "note", incident, "--text", "x", "--as", "console-1").stdout)
        self.paraat(1, "command", "close", incident, "--as", "console-1")
        self.paraat(77, "command", "close", incident, "--as", "radio-7")
        self.paraat(65, "command", "cloze", incident, "--as", "console-1")
        order = json.loads(self.paraat(0, "instruct", "--to", "unit/radio-3", "--text", "go", "--as", "console-1", "--json").stdout)
        self.assertRegex(order["instruction"], ULID)
        self.paraat(65, "instruct", "--to", "unit/radio-33", "--text", "go", "--as", "console-1")

    def test_query(self):
        incident = self.opened(text="seen by query")
        self.assertIn(f"{incident} open", self.paraat(0, "query", "incidents", "--division", "dvo").stdout)
        told = self.paraat(0, "query", "incident", incident).stdout.splitlines()
        self.assertTrue(told[0].endswith("UNACKNOWLEDGED -> team/it-ondermijning because severity is extreme | seen by query"), told[0])
        self.assertRegex("\n".join(told[1:]), r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  incident_opened by ")
        self.assertEqual(incident, json.loads(self.paraat(0, "query", "incident", incident, "--json").stdout)["item"]["incident"])
        units = self.paraat(0, "query", "units", "--division", "dvl").stdout.splitlines()
        self.assertEqual(6, len(units))
        self.assertTrue(units[0].startswith("radio-1 it-overlast"), units)
        self.paraat(1, "query", "incident", "01jd8" + "0" * 21)
        self.assertIn('did you mean "incidents"?', self.paraat(65, "query", "incidnts").stderr)

    def test_watch(self):
        incident = self.opened(text="seen by watch")
        watching = subprocess.Popen([BIN / "paraat", "watch", "dvo", "--json", "--port", str(self.hub.port)], stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(watching.stdout.close)
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)
        for line in watching.stdout:
            alert = json.loads(line)
            if alert["incident"] == incident:
                break
        self.assertEqual("seen by watch", alert["text"])

    def test_health(self):
        self.assertEqual(("hub-1 is up\n", ""), (lambda r: (r.stdout, r.stderr))(self.paraat(0, "health")))
        self.assertEqual("up", json.loads(self.paraat(0, "health", "--json").stdout)["state"])

    def test_sim(self):
        city = subprocess.Popen([BIN / "paraat", "sim", "--seed", "1", "--quiet", "--port", str(self.hub.port)], stderr=subprocess.PIPE, text=True)
        self.addCleanup(city.stderr.close)
        self.addCleanup(city.wait)
        self.addCleanup(city.kill)
        self.all.on("oov/down/console-1/receipt", lambda m: m.json["kind"] == "report" and m.json["accepted"])
        self.all.on("oov/up/radio-12/beacon")
        self.paraat(64, "sim", "--calls-per-hour", "0")

    def test_replay_at_a_pace(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "f.csv"
            rows = [f"{type(self).__name__}{n},{day} 12:00:00 PM,THEFT,,41.9,-87.7\n" for n, day in enumerate(("07/04/2024", "07/03/2024", "07/05/2024"))]
            file.write_text(HEADER + "".join(rows))
            # The last record is two days after the one before: 2 s at most, longer than the patience for a receipt.
            result = self.paraat(0, "replay", file, "--speed", 60, "--longest-gap", 2, "--timeout", 1, "--quiet")
        self.assertEqual(("3 sent, 3 accepted, 0 known from an earlier run, 0 refused\n", ""), (result.stdout, result.stderr))


class WithTwins(Told, CentreTest):
    pass


class WithoutTwins(Told, CentreTest):
    changes = (("hub.toml", "json_twins = true", "json_twins = false"),)


if __name__ == "__main__":
    unittest.main()
