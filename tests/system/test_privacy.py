"""Records go when their term is over, unless somebody preserves them; what is gone is gone from the disk, and can be shown."""
import json
import struct
import unittest

from centre import BIN, CentreTest, until

CLOCK = BIN / "libparaat-faults.so"
SECOND = 1_000_000_000
DAY_S = 86_400
NAMES = ("Zeldzaam-Abrahamse", "0698765432", "Onvindbaarlaan", "een tekst die nergens anders staat")


@unittest.skipUnless(CLOCK.exists(), f"{CLOCK} is not built")
class Privacy(CentreTest):
    changes = (("privacy.toml", 'keep = "365d"', 'keep = "5s"'), ("privacy.toml", 'keep = "30d"', 'keep = "5s"'))

    def privacy(self, *arguments):
        return self.hub.paraat("privacy", "--config", self.hub.config, "--journal", self.hub.journal, *arguments)

    def proof(self, incident):
        told = self.privacy("proof", incident, "--json")
        self.assertEqual(0, told.returncode, told.stderr)
        return json.loads(told.stdout)

    def personal(self, **more):
        """A report with everything in it."""
        name, phone, street, text = NAMES
        return self.report(category="theft", text=text, lon=4.48, reporter={"name": name, "phone": phone},
                               address={"street": street, "number": "7"}, **more)

    def close(self, incident):
        self.assertTrue(self.tell("opco-1", "command", {"do": "close", "incident": incident, "acknowledge": True})["accepted"])

    def days_pass(self, days):
        """The hub is stopped, and starts when its wall clock is so much further."""
        self.assertEqual(0, self.hub.stop())
        ahead = self.hub.folder / "clock"
        ahead.write_bytes(struct.pack("=q", days * DAY_S * SECOND))
        self.hub.environment = {"LD_PRELOAD": str(CLOCK), "FAULT_CLOCK_FILE": str(ahead)}
        self.hub.start()

    def is_erased(self, incident):
        return any("erased_at" in order for order in self.proof(incident)["orders"])

    def states(self, incident):
        """Of what is the incident's own; why it was preserved or erased is kept longer."""
        return {field["state"] for entry in self.proof(incident)["entries"] for field in entry["fields"]
                if field["record"] != "administration"}

    def test_what_is_over_goes_and_what_is_preserved_stays_until_that_ends(self):
        gone, kept, asked = (self.personal(lat=51.92 + n / 10) for n in range(3))
        order = self.tell("opco-1", "instruct", {"to": "team/it-ondermijning", "incident": gone, "text": NAMES[0]})
        self.assertTrue(order["accepted"])
        preserved = self.privacy("preserve", kept, "--text", "vordering", "--as", "opco-1")
        self.assertEqual(0, preserved.returncode, preserved.stderr)
        refused = self.tell("opco-1", "command", {"do": "erase", "incident": kept, "text": "x"})
        self.assertEqual(("preserved", "incident"), (refused["code"], refused["field"]))
        self.assertEqual("not_allowed", self.tell("console-1", "command", {"do": "erase", "incident": gone, "text": "x"})["code"])
        waits = self.tell("opco-1", "command", {"do": "erase", "incident": asked, "text": "verzoek", "fields": ["reporter", "adres"]})
        self.assertIn('did you mean "address"?', waits["error"])
        waits = self.tell("opco-1", "command", {"do": "erase", "incident": asked, "text": "verzoek"})
        self.assertEqual((True, "waits", asked), (waits["accepted"], waits["erasure"], waits["incident"]))
        for incident in (gone, kept, asked):
            self.close(incident)
        self.assertEqual({"there"}, self.states(gone))

        self.days_pass(33)
        for incident in (gone, asked):
            until(lambda: self.is_erased(incident) and self.states(incident) == {"destroyed"}, f"{incident} is not erased", self.hub.said)
        self.assertEqual({"there"}, self.states(kept))
        proof = self.proof(gone)
        self.assertTrue(proof["whole"])
        self.assertIn("instruction_issued", [entry["what"] for entry in proof["entries"]])
        self.assertEqual(("hub", "avg"), (proof["orders"][0]["by"], proof["orders"][0]["regime"]))
        self.assertEqual(64, len(proof["orders"][0]["chain"]))
        self.assertEqual("opco-1", self.proof(asked)["orders"][0]["by"])
        explained = self.hub.paraat("rules", "explain", gone, "--journal", self.hub.journal, "--config", self.hub.config)
        self.assertIn("what was personal in it is erased", explained.stdout)
        due = json.loads(self.privacy("due", "--json").stdout)
        self.assertEqual([(kept, True)], [(one["incident"], one["preserved"]) for one in due["incidents"]])

        released = self.privacy("release", kept, "--text", "zaak gesloten", "--as", "opco-1")
        self.assertEqual(0, released.returncode, released.stderr)
        until(lambda: self.states(kept) == {"destroyed"}, "it is not erased", self.hub.said)
        self.assertEqual(0, self.hub.stop())
        verified = self.hub.paraat("journal", "verify", self.hub.journal, "--json")
        self.assertTrue(json.loads(verified.stdout)["whole"])
        for file in filter(lambda path: path.is_file(), self.hub.journal.rglob("*")):
            for name in NAMES:
                self.assertNotIn(name.encode(), file.read_bytes(), file)
        self.hub.start()

    def test_a_slip_of_the_pen_preserves_nothing(self):
        refused = self.privacy("preserve", "01jd8zzzzzzzzzzzzzzzzzzzzz", "--text", "vordering", "--as", "opco-1")
        self.assertEqual(1, refused.returncode)
        self.assertIn("no such incident is on record", refused.stderr + refused.stdout)

    def test_the_table_says_for_how_long_and_why(self):
        table = self.privacy("table")
        self.assertEqual(0, table.returncode)
        rows = json.loads(self.privacy("table", "--json").stdout)
        self.assertIn(("avg", "incident", "5s", "close"), [(row["regime"], row["record"], row["keep"], row["from"]) for row in rows])
        self.assertTrue(all(row["ground"] for row in rows))

    def test_the_way_home_of_who_is_off_duty_is_not_on_record(self):
        self.assertTrue(self.tell("radio-9", "status", {"status": "available"})["accepted"])
        self.assertTrue(self.tell("radio-9", "status", {"status": "off_duty", "lat": 51.1234567, "lon": 4.7654321})["accepted"])
        self.send("radio-9", "beacon", {"lat": 51.1234567, "lon": 4.7654321})
        item = next(item for item in self.ask("opco-1", {"ask": "units", "division": "dvo", "limit": 200})["items"]
                    if item["unit"] == "radio-9")
        self.assertNotIn("lat", item)
        for file in self.hub.journal.glob("journal.db*"):
            self.assertNotIn(b"51.1234567", file.read_bytes(), file)


if __name__ == "__main__":
    unittest.main()
