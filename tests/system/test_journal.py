"""A journal that is damaged, restored, in use or not there: what the hub and the command say, and how they end."""
import hashlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import unittest

from centre import DEADLINE_S, Hub, Subscriber, ULID, publish


class Journal(unittest.TestCase):
    def setUp(self):
        self.hub = Hub()
        self.addCleanup(self.hub.remove)

    def report(self, identifier, hub=None):
        sent = (hub or self.hub).paraat("report", "--as", "radio-7", "--category", "theft", "--text", identifier, "--lat", "51.9", "--lon", "4.4")
        self.assertEqual(0, sent.returncode, sent.stderr)

    def refused(self):
        """Exit code and words of a start that must fail."""
        ended = subprocess.run(list(map(str, self.hub.arguments())), capture_output=True, text=True, timeout=DEADLINE_S, check=False)
        return ended.returncode, ended.stderr

    def generation(self, hub):
        watch = Subscriber(hub.port, "oov/json/hub/hub-1/status")
        self.addCleanup(watch.close)
        found = watch.wait(lambda m: m.json["state"] in ("up", "degraded")).json["generation"]
        self.assertRegex(found, ULID)
        return found

    def change(self, sql):
        with sqlite3.connect(self.hub.journal / "journal.db") as database:
            database.execute(sql)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def test_damage_is_refused_at_each_start_and_says_what_to_do(self):
        for stop in (self.hub.kill, self.hub.stop):
            with self.subTest(stop=stop.__name__):
                shutil.rmtree(self.hub.journal, ignore_errors=True)
                self.hub.start()
                self.report("one")
                stop()
                self.change("UPDATE event SET open = x'00' WHERE seq = 2")
                for _ in range(3):
                    code, words = self.refused()
                    self.assertEqual(74, code, words)
                    for part in ("event 2", f"paraat journal verify {self.hub.journal}", "restore the newest backup",
                                 f"paraat journal adopt {self.hub.journal}"):
                        self.assertIn(part, words)
                adopted = self.hub.paraat("journal", "adopt", self.hub.journal)
                self.assertEqual(74, adopted.returncode)
                self.assertIn("event 2", adopted.stderr)

    def test_a_question_about_what_was_damaged_meanwhile_is_not_answered_by_half(self):
        self.hub.start()
        self.report("one")
        all = Subscriber(self.hub.port, "oov/down/console-1/result")
        self.addCleanup(all.close)
        publish(self.hub.port, "oov/up/console-1/query", {"id": "which", "ask": "incidents"})
        incident = all.wait(lambda m: m.json["id"] == "which").json["items"][0]["incident"]
        with sqlite3.connect(self.hub.journal / "journal.db") as database:
            database.execute("UPDATE event SET open = x'00' WHERE subject IS NOT NULL")
        database.close()
        publish(self.hub.port, "oov/up/console-1/query", {"id": "what", "ask": "incident", "incident": incident})
        answer = all.wait(lambda m: m.json["id"] == "what").json
        self.assertEqual((["id", "ask", "ok", "code", "error"], False, "unavailable"), (list(answer), answer["ok"], answer["code"]))
        self.hub.kill()

    def test_a_clean_stop_leaves_no_mark_and_keeps_the_generation(self):
        self.hub.start()
        first = self.generation(self.hub)
        self.assertEqual(0, self.hub.stop())
        self.assertFalse((self.hub.journal / "running").exists())
        self.hub.start()
        self.assertNotIn("without a clean stop", self.hub.said())
        self.assertEqual(first, self.generation(self.hub))

    def test_a_restored_backup_has_another_generation_and_what_it_held(self):
        self.hub.start()
        self.report("one")
        first = self.generation(self.hub)
        other = Hub()
        self.addCleanup(other.remove)
        copied = self.hub.paraat("--json", "journal", "backup", self.hub.journal, other.journal)
        self.assertEqual(0, copied.returncode, copied.stderr)
        self.assertEqual((self.hub.journal / "site-key").read_bytes(), (other.journal / "site-key").read_bytes())
        other.start()
        self.assertNotEqual(first, self.generation(other))
        told = other.paraat("--json", "--as", "console-1", "query", "incidents")
        self.assertEqual(json.loads(copied.stdout)["inputs"], 1)
        self.assertIn('"total":1', told.stdout.replace(" ", ""), told.stderr)

    def test_a_drill_backs_up_amid_work_and_puts_it_back(self):
        self.hub.start()
        self.report("before")
        first = self.generation(self.hub)
        stream = subprocess.Popen(["mosquitto_pub", "-p", str(self.hub.port), "-t", "oov/up/console-2/report", "-q", "1", "-l"],
                                  stdin=subprocess.PIPE, text=True)
        stream.stdin.write("".join(json.dumps({"id": f"d{i}", "category": "theft"}) + "\n" for i in range(2_000)))
        stream.stdin.close()
        backup = self.hub.folder / "backup"
        copied = self.hub.paraat("--json", "journal", "backup", self.hub.journal, backup)
        self.assertEqual(0, copied.returncode, copied.stderr)
        held = json.loads(copied.stdout)
        stream.wait(DEADLINE_S)
        self.assertEqual(75, self.hub.paraat("journal", "restore", backup, self.hub.journal).returncode, "a hub runs")
        self.hub.kill()
        # The log too: by chance it has every page that was ever written.
        for name in ("journal.db", "journal.db-wal"):
            (self.hub.journal / name).write_bytes(b"what a failing disk left" * 1_000)
        self.assertEqual(74, self.refused()[0])
        restored = self.hub.paraat("--json", "journal", "restore", backup, self.hub.journal)
        self.assertEqual(0, restored.returncode, restored.stderr)
        self.assertEqual(held, {key: json.loads(restored.stdout)[key] for key in held})
        self.assertTrue(pathlib.Path(json.loads(restored.stdout)["aside"], "journal.db").exists())
        self.assertEqual(0, self.hub.paraat("journal", "verify", self.hub.journal).returncode)
        self.hub.start()
        self.assertNotEqual(first, self.generation(self.hub))
        self.report("before")  # the same again: its receipt is of before
        self.report("after")

    def order_all_erased(self):
        """As docs/formats/journal.md says it: all that is sealed in the journal of now."""
        with sqlite3.connect(self.hub.journal / "journal.db") as database:
            origin, = database.execute("SELECT value FROM meta WHERE name = 'origin'").fetchone()
            last, at, head = database.execute("SELECT seq, at, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        database.close()
        line = f"erase {origin.hex()} 1 {last} {at} {last} * * {head.hex()}"
        check = hashlib.sha256(bytes(32) + line.encode()).hexdigest()
        (self.hub.journal / "erasures").write_text(f"{line} {check}\n", encoding="ascii")

    def fields(self, directory):
        told = self.hub.paraat("--json", "journal", "verify", directory)
        self.assertEqual(0, told.returncode, told.stderr)
        return json.loads(told.stdout)

    def test_what_was_ordered_to_be_erased_stays_gone_through_a_restore_and_goes_from_a_backup(self):
        words = b"the lady at number nine"
        self.hub.start()
        self.report(words.decode())
        self.hub.stop()
        backup = self.hub.folder / "backup"
        self.assertEqual(0, self.hub.paraat("journal", "backup", self.hub.journal, backup).returncode)
        before = self.fields(self.hub.journal)
        self.assertGreater(before["fields"], 0)
        self.order_all_erased()
        self.hub.start()
        self.hub.stop()
        after = self.fields(self.hub.journal)
        self.assertEqual(before["fields"], after["erased_fields"])
        self.assertNotIn(words, (self.hub.journal / "journal.db").read_bytes())

        restored = self.hub.paraat("journal", "restore", backup, self.hub.journal)
        self.assertEqual(0, restored.returncode, restored.stderr)
        self.hub.start()
        self.hub.stop()
        self.assertEqual(before["fields"], self.fields(self.hub.journal)["erased_fields"])
        self.assertNotIn(words, (self.hub.journal / "journal.db").read_bytes())

        self.assertEqual(before["fields"], self.fields(backup)["fields"])
        self.assertIn(words, (backup / "journal.db").read_bytes(), "in the input, which a backup has in plain")
        cleaned = self.hub.paraat("--json", "journal", "forget", backup, self.hub.journal)
        self.assertEqual((0, before["fields"]), (cleaned.returncode, json.loads(cleaned.stdout)["fields"]), cleaned.stderr)
        self.assertEqual(before["fields"], self.fields(backup)["erased_fields"])
        self.assertNotIn(words, (backup / "journal.db").read_bytes())
        self.assertEqual(before["head"], self.fields(backup)["head"])
        self.assertEqual(73, self.hub.paraat("journal", "forget", self.hub.journal, backup).returncode, "no backup")

    def test_an_adopted_journal_has_another_generation(self):
        self.hub.start()
        self.report("one")
        first = self.generation(self.hub)
        self.assertEqual(75, self.hub.paraat("journal", "adopt", self.hub.journal).returncode)
        self.hub.stop()
        (self.hub.journal / "expected-head").unlink()
        code, words = self.refused()
        self.assertEqual((74, True), (code, "expected-head is missing" in words), words)
        adopted = self.hub.paraat("--json", "journal", "adopt", self.hub.journal)
        self.assertEqual(0, adopted.returncode, adopted.stderr)
        self.assertTrue(json.loads(adopted.stdout)["adopted"])
        self.hub.start()
        self.assertNotEqual(first, self.generation(self.hub))

    def test_a_site_key_that_is_gone_is_not_made_anew(self):
        self.hub.start()
        self.report("one")
        self.hub.stop()
        (self.hub.journal / "site-key").unlink()
        code, words = self.refused()
        self.assertEqual((74, True), (code, "restore it from the backup" in words), words)
        self.assertFalse((self.hub.journal / "site-key").exists())
        self.assertFalse((self.hub.journal / "running").exists(), "the journal itself was good and is closed")

    def test_exit_codes_tell_in_use_from_cannot_create(self):
        self.hub.start()
        code, words = self.refused()
        self.assertEqual((75, True), (code, "another hub" in words), words)
        self.hub.journal = pathlib.Path("/dev/null/journal")
        code, words = self.refused()
        self.assertEqual(73, code, words)

    def test_no_journal_is_no_input(self):
        nowhere = pathlib.Path(self.hub.folder / "nowhere")
        for word in ("verify", "adopt"):
            self.assertEqual(66, self.hub.paraat("journal", word, nowhere).returncode)
        self.assertEqual(66, self.hub.paraat("journal", "backup", nowhere, self.hub.folder / "copy").returncode)
        self.assertFalse(nowhere.exists())

    def test_verify_names_a_snapshot_that_cannot_be_used(self):
        self.hub.start()
        self.hub.stop()
        (self.hub.journal / "snapshots").mkdir(exist_ok=True)
        (self.hub.journal / "snapshots" / "0000000000000000001.snapshot").write_text("half")
        verified = self.hub.paraat("journal", "verify", self.hub.journal)
        self.assertEqual(0, verified.returncode)
        self.assertIn("0000000000000000001.snapshot is damaged", verified.stderr)
        self.hub.start()
        self.assertIn("0000000000000000001.snapshot is damaged", self.hub.said())


if __name__ == "__main__":
    unittest.main()
