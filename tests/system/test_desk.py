"""What somebody leaves to the next, and how many alerts come to whom (docs/formats/topics.md)."""
import json
import unittest

from centre import CentreTest, now_ms, until

ITEM = ["kind", "own", "incident", "instruction", "unit", "division", "to", "priority", "title", "text", "by", "since", "until", "exercise"]
POST = ["post", "covert", "since", "verdict", "last_10_min", "alerts", "reminders", "per_hour", "worst_10_min", "periods", "flood_periods", "high",
        "middle", "low", "chattering", "standing"]


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


class Load(CentreTest):
    def posts(self, client, **question):
        answer = self.ask(client, {"ask": "load", "limit": 200, **question})
        for post in answer["items"]:
            self.assertEqual([key for key in POST if key in post], list(post))
        return {(post["post"], "covert" in post): post for post in answer["items"]}

    def test_of_a_flood_is_told_to_those_who_command_and_on_the_board(self):
        before = self.posts("opco-1")[("division/dvl", False)]["alerts"]
        for i in range(11):
            self.report("radio-1", category="noise_nuisance", lat=51.2 + i / 100, lon=4.2)
        dvl = self.posts("opco-1")[("division/dvl", False)]
        self.assertEqual(before + 11, dvl["alerts"])
        self.assertEqual("flood", dvl["verdict"])
        self.assertEqual(dvl["alerts"], dvl["high"] + dvl["middle"] + dvl["low"])
        self.all.on("oov/json/dvl/board/full", lambda m: m.json.get("flood") is True)
        until(lambda: self.hub.metric("paraat_posts_in_flood") == 1, "no post is in flood")
        self.assertGreaterEqual(self.hub.metric("paraat_post_alerts_most"), 11)
        self.assertNotIn("radio", "".join(line for line in self.hub.http("/metrics")[1].splitlines() if "paraat_post" in line))
        self.assertEqual({("division/dvl", False)}, set(self.posts("coord-overlast-1")))
        self.assertEqual("not_found", self.ask("radio-1", {"ask": "load"})["code"])
        told = self.hub.paraat("load", "--division", "dvl")
        self.assertEqual(1, told.returncode, told.stderr)
        self.assertRegex(told.stdout, r"flood +division/dvl +\d+ ")

    def test_of_covert_work_is_apart(self):
        before = self.posts("console-1")
        self.report("coord-ondermijning-1", category="theft", covert=True, lat=51.75, lon=4.75)
        after = self.posts("console-1")
        self.assertEqual(before[("division/dvo", False)]["alerts"], after[("division/dvo", False)]["alerts"])
        self.assertEqual(1, self.posts("opco-1")[("division/dvo", True)]["alerts"])
        self.assertNotIn(True, [is_covert for _, is_covert in after])


if __name__ == "__main__":
    unittest.main()
