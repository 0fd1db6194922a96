"""What `paraat` keeps until the hub has it: without a broker, killed, several at once, on a disk that takes nothing."""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest

from broker import Broker
from centre import BIN, DEADLINE_S, CentreTest, Hub, Subscriber, now_ms, publish


def takes_no_file():
    """A disk on which nothing can be written."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Outbox:
    """A folder of its own; `paraat` with it."""

    def __init__(self, test):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-outbox-"))
        test.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        nobody = socket.socket()
        test.addCleanup(nobody.close)
        nobody.bind(("127.0.0.1", 0))  # and takes no connections
        self.nowhere = nobody.getsockname()[1]
        self.test = test

    def start(self, port, *arguments, **more):
        environment = {**os.environ, "PARAAT_OUTBOX": str(self.folder), "PARAAT_AS": "radio-7"}
        if port == self.nowhere and "--timeout" not in arguments:
            arguments += ("--timeout", 1)  # or it would try on for 30 s
        process = subprocess.Popen([BIN / "paraat", *map(str, arguments), "--port", str(port)], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=environment, **more)
        for stream in (process.stdout, process.stderr):
            self.test.addCleanup(stream.close)
        return process

    def ended(self, code, process):
        """What it said, once it ended with this code."""
        out, err = process.communicate(timeout=2 * DEADLINE_S)
        self.test.assertEqual(code, process.returncode, out + err)
        return out, err

    def run(self, code, port, *arguments, **more):
        return self.ended(code, self.start(port, *arguments, **more))

    def kept(self, account="radio-7"):
        return sorted((self.folder / account).glob("*.letter"))

    def put(self, number, id, payload, kind="report", urgency="plain", account="radio-7"):
        """A letter as docs/sdk.md has it."""
        folder = self.folder / account
        folder.mkdir(mode=0o700, exist_ok=True)
        named = f"{kind}\n{id}\n{urgency}\n{now_ms()}\n"
        digest = hashlib.sha256((named + payload).encode()).hexdigest()
        (folder / f"{number:019}.letter").write_text(f"paraat letter 1\n{named}{digest}\n{payload}")


class WithoutABroker(unittest.TestCase):
    def setUp(self):
        self.box = Outbox(self)

    def test_a_report_is_kept_and_says_how_it_goes_on(self):
        out, err = self.box.run(69, self.box.nowhere, "report", "--category", "theft", "--text", "fiets weg")
        self.assertEqual("", out)
        self.assertIn("cannot reach the broker", err)
        self.assertRegex(err, rf"(?m)^no broker at 127.0.0.1:{self.box.nowhere} yet; trying on for 1 s$")
        self.assertRegex(err, r"(?m)^NOT SENT: nobody knows of it yet\. It is kept as report \w{20} in .*/radio-7; any `paraat report` or "
                              rf"panic as radio-7 takes it along, and so does: paraat outbox send --as radio-7 --outbox {self.box.folder} "
                              rf"--port {self.box.nowhere}$")
        self.assertEqual(1, len(self.box.kept()))
        self.assertRegex(self.box.run(0, self.box.nowhere, "outbox", "list")[0], r"^20\S+ \S+  report \w{20} theft \| fiets weg\n$")
        listed = json.loads(self.box.run(0, self.box.nowhere, "outbox", "list", "--json")[0])
        self.assertEqual(("radio-7", str(self.box.folder / "radio-7")), (listed["account"], listed["folder"]))
        letter = listed["letters"][0]
        self.assertEqual(("report", False), (letter["kind"], letter["urgent"]))
        said = json.loads(letter["payload"])
        # It says when it was said, however late it comes.
        self.assertEqual(("theft", "fiets weg", letter["id"]), (said["category"], said["text"], said["id"]))
        self.assertLessEqual(abs(letter["kept_at"] - said["sent_at"]), DEADLINE_S * 1000)
        self.assertEqual(0o700, (self.box.folder / "radio-7").stat().st_mode & 0o777)

    def test_a_panic_is_kept_and_nothing_else_that_a_unit_says(self):
        for words in (("command", "note", "x", "--text", "x"), ("instruct", "--to", "unit/radio-1", "--text", "go"), ("ack", "x"), ("status", "busy"),
                      ("shift", "start")):
            with self.subTest(words=words):
                err = self.box.run(69, self.box.nowhere, *words)[1]
                self.assertIn("NOT SENT: nobody knows of it yet. It is not kept.", err)
                self.assertEqual([], list(self.box.folder.iterdir()))
        err = self.box.run(69, self.box.nowhere, "status", "--panic")[1]
        self.assertIn("NOT SENT: nobody knows of it yet. Say it otherwise, now. It is kept", err)
        self.assertEqual(1, len(self.box.kept()))

    def test_a_pin_is_never_on_the_disk(self):
        process = self.box.start(self.box.nowhere, "status", "--cancel", stdin=subprocess.PIPE)
        out, err = process.communicate("4711\n", timeout=DEADLINE_S)
        self.assertEqual((69, ""), (process.returncode, out), err)
        self.assertIn("NOT SENT", err)
        self.assertNotIn("4711", err)
        self.assertEqual([], list(self.box.folder.iterdir()))

    def test_the_same_id_again_is_the_same_letter(self):
        for _ in range(2):
            self.box.run(69, self.box.nowhere, "report", "--category", "theft", "--id", "t1")
        self.assertEqual(1, len(self.box.kept()))
        err = self.box.run(65, self.box.nowhere, "report", "--category", "robbery", "--id", "t1")[1]
        self.assertRegex(err, r"(?s)waits still\n.*NOT SENT: nobody knows of this one.*paraat outbox drop t1 --as radio-7 --outbox ")
        self.assertEqual(1, len(self.box.kept()))

    def test_a_panic_is_never_refused_for_its_id(self):
        self.box.run(69, self.box.nowhere, "status", "--panic", "--id", "p1")
        err = self.box.run(69, self.box.nowhere, "status", "--panic", "--silent", "--id", "p1")[1]
        self.assertRegex(err, r"another status with the id p1 waits still; this one goes as \w{20}\n")
        self.assertEqual(2, len(self.box.kept()))

    def test_what_is_no_letter_stops_no_panic(self):
        self.box.put(1, "t1", "{}")
        folder = self.box.folder / "radio-7"
        (folder / "0000000000000000002.letter").mkdir()
        os.mkfifo(folder / "0000000000000000003.letter")
        (folder / "0000000000000000004.letter").symlink_to("/proc/self/mem")  # its first read is an I/O error
        (folder / "9223372036854775807.letter").write_text("x")
        for words in (("status", "--panic"), ("report", "--category", "theft")):
            err = self.box.run(69, self.box.nowhere, *words)[1]
            self.assertIn("It is kept as", err)
            for number in (2, 3):
                self.assertIn(f"{number:019}.damaged cannot be read, and was put aside", err)
            for number in (4, 9223372036854775807):
                self.assertIn(f"{number:019}.letter cannot be read as a letter, and is passed over", err)
        self.assertEqual(3, len(self.box.run(0, self.box.nowhere, "outbox", "list")[0].splitlines()))

    def test_a_list_of_what_is_no_utf8_is_json_all_the_same(self):
        self.box.put(1, "t1", "x")
        file = self.box.kept()[0]
        head, digest, _ = file.read_bytes().rsplit(b"\n", 2)
        named = head.split(b"\n", 1)[1] + b"\n"
        file.write_bytes(head + b"\n" + hashlib.sha256(named + b"\xff").hexdigest().encode() + b"\n\xff")
        listed = json.loads(self.box.run(0, self.box.nowhere, "outbox", "list", "--json")[0])["letters"]
        self.assertEqual(["\ufffd"], [letter["payload"] for letter in listed])

    def test_several_at_once_keep_all(self):
        processes = [self.box.start(self.box.nowhere, "report", "--category", "theft", "--id", f"t{number}") for number in range(8)]
        for process in processes:
            self.box.ended(69, process)
        listed = json.loads(self.box.run(0, self.box.nowhere, "outbox", "list", "--json")[0])["letters"]
        self.assertEqual({f"t{number}" for number in range(8)}, {letter["id"] for letter in listed})
        self.assertEqual(8, len(listed))
        self.assertEqual(8, len(list((self.box.folder / "radio-7").iterdir())))  # and nothing beside them

    def test_one_is_dropped_on_purpose(self):
        for id in ("t1", "t2"):
            self.box.run(69, self.box.nowhere, "report", "--category", "theft", "--id", id)
        self.assertRegex(self.box.run(0, self.box.nowhere, "outbox", "drop", "t1")[1], r"dropped: .* report t1 theft")
        self.assertEqual(1, len(self.box.kept()))
        self.assertIn('nothing with the id "t1" waits', self.box.run(1, self.box.nowhere, "outbox", "drop", "t1")[1])

    def test_sending_all_says_how_many_wait_still(self):
        self.assertIn("nothing of radio-7 waits", self.box.run(0, self.box.nowhere, "outbox", "send")[1])
        self.box.run(69, self.box.nowhere, "report", "--category", "theft")
        self.assertIn("1 wait still", self.box.run(69, self.box.nowhere, "outbox", "send")[1])
        self.assertEqual(1, len(self.box.kept()))

    def test_what_cannot_be_kept_is_told_loudly(self):
        loud = r"(?s)IT CANNOT BE KEPT: .*NOT SENT: nobody knows of it yet\. It is not kept\. Say it otherwise, now\."
        report = ("report", "--category", "theft", "--quiet")
        self.assertRegex(self.box.run(69, self.box.nowhere, *report, preexec_fn=takes_no_file)[1], loud)
        self.assertEqual([], list((self.box.folder / "radio-7").iterdir()))
        self.assertRegex(self.box.run(69, self.box.nowhere, *report, "--outbox", "/dev/null")[1], loud)
        for number in range(1_000):
            self.box.put(number + 1, f"t{number}", "{}")
        self.assertRegex(self.box.run(69, self.box.nowhere, *report)[1], loud)
        self.assertEqual(1_000, len(self.box.kept()))

    def test_a_damaged_letter_is_put_aside_and_told(self):
        self.box.put(1, "t1", "{}")
        self.box.put(2, "t2", "{}")
        self.box.kept()[0].write_text("paraat letter 1\nreport\n")
        out, err = self.box.run(0, self.box.nowhere, "outbox", "list")
        self.assertIn("report t2", out)
        self.assertIn("0000000000000000001.damaged cannot be read", err)


class WithAHub(CentreTest):
    def setUp(self):
        self.box = Outbox(self)

    def later(self, *arguments):
        """Says it while there is no broker."""
        self.box.run(69, self.box.nowhere, *arguments)

    def texts(self):
        """Of all reports that the centre has, by its open incidents."""
        items = self.ask("opco-1", {"ask": "incidents", "limit": 200})["items"]
        timelines = [self.ask("opco-1", {"ask": "incident", "incident": item["incident"], "limit": 200})["timeline"] for item in items]
        return [entry.get("text") for timeline in timelines for entry in timeline if entry["what"] == "report_received"]

    def test_the_next_report_takes_along_what_was_left(self):
        self.later("report", "--category", "theft", "--text", "bleef liggen", "--id", "left-1")
        self.later("report", "--category", "thft", "--id", "left-2")
        out, err = self.box.run(0, self.hub.port, "report", "--category", "theft", "--text", "de volgende")
        self.assertRegex(out, r"^accepted: incident \w{26}, opened\n$")
        self.assertRegex(err, r"(?m)^earlier: .* report left-1 theft \| bleef liggen: accepted: incident \w{26}, opened$")
        self.assertRegex(err, r'(?m)^earlier: .* report left-2 thft: refused: .*did you mean "theft"\?')
        self.assertEqual([], self.box.kept())
        texts = self.texts()
        self.assertEqual((1, 1), (texts.count("bleef liggen"), texts.count("de volgende")))

    def test_a_panic_goes_before_what_was_left(self):
        since = self.all.count()
        for number in range(3):
            self.later("report", "--category", "theft", "--id", f"before-{number}")
        self.box.run(0, self.hub.port, "status", "--panic")
        self.all.wait(lambda m: m.topic == "oov/up/radio-7/report" and m.json["id"] == "before-2", since=since)
        ups = [m for m in self.all.all[since:] if m.topic.startswith("oov/up/radio-7/")]
        self.assertEqual("oov/up/radio-7/status", ups[0].topic)
        self.box.run(0, self.hub.port, "outbox", "send")
        self.assertEqual([], self.box.kept())

    def test_sends_all_urgent_ones_first(self):
        since = self.all.count()
        self.later("report", "--category", "theft", "--id", "all-1")
        self.later("status", "--panic", "--id", "all-2")
        out = self.box.run(0, self.hub.port, "outbox", "send", "--json")[0]
        self.assertEqual({"all-1", "all-2"}, {json.loads(line)["id"] for line in out.splitlines()})
        ups = [m for m in self.all.all[since:] if m.topic.startswith("oov/up/radio-7/")]
        self.assertEqual("oov/up/radio-7/status", ups[0].topic)
        self.assertEqual([], self.box.kept())

    def test_a_refusal_is_the_exit_code_of_sending_all(self):
        self.later("report", "--category", "thft", "--id", "no-1")
        self.assertIn('did you mean "theft"?', self.box.run(65, self.hub.port, "outbox", "send")[1])
        self.assertEqual([], self.box.kept())

    def test_several_that_send_at_once_send_each_once(self):
        for number in range(12):
            self.box.put(number + 1, f"once-{number}", json.dumps({"id": f"once-{number}", "category": "theft", "text": f"eens {number}"}))
        processes = [self.box.start(self.hub.port, "outbox", "send", "--timeout", "30") for _ in range(3)]
        processes += [self.box.start(self.hub.port, "report", "--category", "theft", "--text", f"erbij {number}") for number in range(2)]
        for process in processes:
            self.box.ended(0, process)
        self.assertEqual([], self.box.kept())
        texts = self.texts()
        sent = [f"eens {number}" for number in range(12)] + ["erbij 0", "erbij 1"]
        self.assertEqual([1] * len(sent), [texts.count(text) for text in sent])

    def test_neither_signs_on_nor_leaves_a_will(self):
        since = self.all.count()
        self.box.run(0, self.hub.port, "report", "--category", "theft")
        self.assertEqual([], [m for m in self.all.all[since:] if m.topic.endswith("/presence") and m.topic != "oov/up/hub-1/presence"])

    def test_a_disk_that_takes_nothing_stops_nobody(self):
        out, err = self.box.run(0, self.hub.port, "status", "--panic", preexec_fn=takes_no_file)
        self.assertIn("IT CANNOT BE KEPT", err)
        self.assertRegex(out, r"^accepted")

    def test_a_panic_goes_out_although_the_outbox_is_full(self):
        for number in range(1_000):
            self.box.put(number + 1, f"full-{number}", json.dumps({"id": f"full-{number}", "category": "thft"}))
        out, err = self.box.run(0, self.hub.port, "status", "--panic", "--quiet")
        self.assertIn("IT CANNOT BE KEPT: 1000 messages wait", err)
        self.assertRegex(out, r"^accepted")


class ABrokerWithoutAHub(unittest.TestCase):
    def setUp(self):
        self.box = Outbox(self)
        self.broker = Broker().start()
        self.addCleanup(self.broker.remove)

    def hub(self):
        hub = Hub(broker=self.broker.port)
        self.addCleanup(hub.remove)
        return hub.start()

    def published(self, process_of):
        """Starts what it gives, until the broker has its report."""
        seen = Subscriber(self.broker.port, "oov/up/#")
        self.addCleanup(seen.close)
        process = process_of()
        seen.on("oov/up/radio-7/report")
        return process

    def test_no_receipt_is_told_and_kept(self):
        _, err = self.box.run(75, self.broker.port, "report", "--category", "theft", "--timeout", "1")
        self.assertIn("no receipt within 1 s: nobody knows yet whether it was accepted", err)
        self.assertIn("NO RECEIPT: nobody knows whether the hub has it. It is kept as report", err)
        _, err = self.box.run(75, self.broker.port, "command", "note", "x", "--text", "x", "--timeout", "1")
        self.assertRegex(err, r"(?s)It is not kept\. .*Sent again with --id \w{20}, the hub takes it once\.")
        self.assertEqual(1, len(self.box.kept()))

    def test_a_hub_that_may_take_it_later_is_told_by_its_own_words(self):
        process = self.published(lambda: self.box.start(self.broker.port, "report", "--category", "theft", "--id", "t1", "--timeout", "3", "-q"))
        publish(self.broker.port, "oov/down/radio-7/receipt", {"kind": "report", "id": "t1", "accepted": False, "retry": True,
                                                               "code": "disk_full", "error": "the disk is full"})
        err = self.box.ended(75, process)[1]
        self.assertRegex(err, r"the hub did not take it yet: the disk is full \[disk_full\]\nNOT ACCEPTED: nobody acts on it yet\. It is kept")

    def test_waits_for_a_broker_that_is_not_there_yet(self):
        self.broker.stop()
        process = self.box.start(self.broker.port, "status", "--panic", "--timeout", "60")
        self.assertIn("no broker at", process.stderr.readline())
        self.broker.start()
        self.hub()
        out, err = self.box.ended(0, process)
        self.assertNotIn("trying on", err)  # it was said once
        self.assertRegex(out, r"^accepted")
        self.assertEqual([], self.box.kept())

    def test_a_broker_that_lets_nobody_in_is_told_at_once(self):
        self.broker.stop()
        conf = self.broker.folder / "mosquitto.conf"
        conf.write_text(conf.read_text().replace("allow_anonymous true", "allow_anonymous false"))
        self.broker.start()
        err = self.box.run(69, self.broker.port, "status", "--panic", "--user", "ans", "--password", "fout")[1]
        self.assertRegex(err, r"does not let ans in: --user, --password\nNOT SENT: .*--user ans\n")
        self.assertNotIn("fout", err)

    def test_who_is_killed_while_he_waits_loses_nothing(self):
        process = self.published(lambda: self.box.start(self.broker.port, "report", "--category", "theft", "--text", "gedood", "--timeout", "60"))
        process.kill()
        process.wait()
        self.assertEqual(1, len(self.box.kept()))
        hub = self.hub()
        self.box.run(0, hub.port, "outbox", "send")
        self.assertEqual([], self.box.kept())
        self.assertEqual(1, json.loads(hub.paraat("--json", "query", "incidents").stdout)["total"])

    def test_waits_over_a_broker_that_goes_for_a_hub_that_comes(self):
        process = self.published(lambda: self.box.start(self.broker.port, "report", "--category", "theft", "--timeout", "60"))
        self.broker.stop()
        self.broker.start()
        self.hub()
        out, err = self.box.ended(0, process)
        self.assertIn("trying a new connection", err)
        self.assertRegex(out, r"^accepted")
        self.assertEqual([], self.box.kept())


if __name__ == "__main__":
    unittest.main()
