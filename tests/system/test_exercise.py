"""A drill through the real broker: it asks those who take part, marked, and nobody else; real work goes on beside it."""
import unittest

from centre import CentreTest

REFUSED = 77


class Exercise(CentreTest):
    def paraat(self, code, *arguments):
        done = self.hub.paraat(*arguments)
        self.assertEqual(code, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def notices_of(self, incident):
        return {m.topic.split("/")[-3] for m in self.all.all if m.topic.endswith(f"/notice/{incident}") and m.payload}

    def test_asks_who_takes_part_and_ends_what_it_began(self):
        self.assertIn("--with", self.paraat(65, "exercise", "start", "nacht", "--until", "2h", "--as", "opco-1"))
        self.assertIn("not_allowed", self.paraat(REFUSED, "exercise", "start", "nacht", "--with", "team/it-overlast", "--until", "2h", "--as", "radio-7"))
        self.paraat(0, "exercise", "start", "nacht", "--with", "unit/radio-7", "--with", "role/opco", "--until", "2h", "--text", "Spoedoproep", "--as", "opco-1")
        told = self.all.wait(lambda m: m.topic.startswith("oov/json/down/radio-7/instruction/") and m.payload).json
        self.assertIn("nacht", told["text"])
        self.assertIs(True, told["exercise"])

        self.assertRegex(self.paraat(0, "exercise", "list"), r"nacht +opco-1 .* unit/radio-7 role/opco +Spoedoproep")
        mine = self.ask("radio-7", {"ask": "exercises"})
        self.assertEqual([("nacht", True)], [(one["name"], one.get("own", False)) for one in mine["items"]])

        drill = self.report("radio-8", category="shooting", exercise=True, text="Oefening", lat=51.31, lon=4.31)
        self.assertIs(True, self.alert("dvo", drill)["exercise"])
        notice = self.all.on(f"oov/json/down/radio-7/notice/{drill}", lambda m: m.payload).json
        self.assertIs(True, notice["exercise"])
        # Who reported it is asked as always; a real one asks all.
        real = self.report("radio-8", category="shooting", text="Echt", lat=51.32, lon=4.32)
        for client in ("radio-9", "radio-10", "radio-11", "radio-12"):
            self.all.on(f"oov/json/down/{client}/notice/{real}", lambda m: m.payload)
        self.assertEqual({"radio-7", "radio-8"}, self.notices_of(drill))

        self.assertIn("did you mean \"nacht\"", self.paraat(1, "exercise", "end", "nach", "--as", "opco-1"))
        self.paraat(0, "exercise", "end", "nacht", "--as", "opco-1")
        self.alert("dvo", drill, lambda alert: alert["status"] == "closed")
        self.assertIn("no exercise runs", self.paraat(0, "exercise", "list"))
        self.assertNotEqual("closed", self.ask("opco-1", {"ask": "incident", "incident": real})["item"]["status"])
        self.assertIn("exercise nacht is over", self.paraat(0, "incident", "show", drill, "--as", "opco-1"))


if __name__ == "__main__":
    unittest.main()
