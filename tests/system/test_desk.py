"""What somebody leaves to the next (docs/formats/topics.md)."""
import json
import unittest

from centre import CentreTest, now_ms

ITEM = ["kind", "own", "incident", "instruction", "unit", "division", "to", "priority", "title", "text", "by", "since", "until", "exercise"]


class Handover(CentreTest):
    def list(self, client, **question):
        answer = self.ask(client, {"ask": "handover", "limit": 200, **question})
        self.assertEqual(["id", "ask", "ok", "at", "rev", "unit", "since", "total", "items"], list(answer))
        for item in answer["items"]:
            self.assertEqual([key for key in ITEM if key in item], list(item))
        return answer["items"]

    def command(self, client, do, **fields):
        receipt = self.tell(client, "command", {"do": do, **fields})
        self.assertTrue(receipt["accepted"], receipt)

    def test_says_what_is_left_to_the_next(self):
        kept = self.report("radio-7", category="theft", lat=51.71, lon=4.71)
        self.command("coord-ondermijning-1", "claim", incident=kept)
        self.command("console-1", "note", incident=kept, text="two men")
        loose = self.report("radio-7", category="burglary", lat=51.72, lon=4.72)
        rests = self.report("radio-7", category="theft", lat=51.73, lon=4.73)
        self.tell("console-1", "ack", {"incident": rests, "answer": "acknowledged"})
        end = now_ms() + 1_800_000
        self.command("console-1", "shelve", incident=rests, until_ms=end, text="after the match")
        self.tell("coord-ondermijning-1", "instruct", {"to": "unit/radio-8", "text": "stand by", "respond_by": end})
        told = [(i["kind"], i["own"], i.get("incident"), i.get("text"), i.get("by")) for i in self.list("coord-ondermijning-1")]
        self.assertEqual([("open", True, kept, "claimed", "coord-ondermijning-1"), ("instruction", True, None, "stand by", "coord-ondermijning-1"),
                          ("note", True, kept, "two men", "console-1"), ("shelved", False, rests, "after the match", "console-1"),
                          ("unacknowledged", False, loose, None, None)], told)
        self.assertEqual([], self.list("coord-overlast-1"))
        self.assertIn((rests, end, True), [(i.get("incident"), i.get("until"), i["own"]) for i in self.list("console-1")])

        shown = self.hub.paraat("handover", "--as", "coord-ondermijning-1")
        self.assertEqual(0, shown.returncode, shown.stderr)
        self.assertRegex(shown.stdout, rf"open +P4 +{kept} +coord-ondermijning-1 .*claimed")
        self.assertRegex(shown.stdout, rf"(?s)not to be lost:.*unacknowledged +P3 +{loose}")
        as_json = json.loads(self.hub.paraat("handover", "--of", "coord-ondermijning-1", "--as", "opco-1", "--json").stdout)
        self.assertEqual("coord-ondermijning-1", as_json["unit"])
        self.assertEqual(65, self.hub.paraat("handover", "--of", "console-2", "--accept", "--as", "console-1").returncode)
        self.assertEqual("not_found", self.ask("radio-7", {"ask": "handover", "unit": "coord-ondermijning-1"})["code"])

        self.command("coord-ondermijning-1", "handover", to="opco-1", text="good night")
        self.assertIn(("offered_to", kept, "good night"), [(i["kind"], i.get("incident"), i.get("text")) for i in self.list("opco-1")])
        self.assertIn(("offered_by", kept, "opco-1"), [(i["kind"], i.get("incident"), i.get("unit")) for i in self.list("coord-ondermijning-1")])

    def test_of_covert_work_is_for_the_cleared(self):
        secret = self.report("coord-ondermijning-1", category="theft", covert=True, lat=51.74, lon=4.74)
        self.command("coord-ondermijning-1", "claim", incident=secret)
        self.assertIn(secret, [i.get("incident") for i in self.list("opco-1", unit="coord-ondermijning-1")])
        self.assertNotIn(secret, [i.get("incident") for i in self.list("console-1", unit="coord-ondermijning-1")])
        self.command("coord-ondermijning-1", "close", incident=secret, acknowledge=True)
        self.assertNotIn(secret, [i.get("incident") for i in self.list("opco-1", unit="coord-ondermijning-1")])


if __name__ == "__main__":
    unittest.main()
