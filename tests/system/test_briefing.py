"""The daily briefing on the wire, and as `paraat briefing` shows it (docs/formats/topics.md)."""
import datetime
import json
import unittest
import zoneinfo

from broker import Broker
from centre import Hub, Subscriber, config_with, publish

CENTRE = zoneinfo.ZoneInfo("Europe/Amsterdam")
STALE = "oov/dvl/briefing/2020-01-01"


class Briefing(unittest.TestCase):
    """A hub whose time for it came while it was away, so that it is given at its start."""

    @classmethod
    def setUpClass(cls):
        cls.broker = Broker()
        cls.addClassCleanup(cls.broker.remove)
        cls.broker.start()
        cls.hub = Hub(broker=cls.broker.port)
        cls.addClassCleanup(cls.hub.remove)
        cls.hub.start()
        cls.all = Subscriber(cls.broker.port, "oov/#")
        cls.addClassCleanup(cls.all.close)
        cls.theft = cls.report({"id": "t1", "category": "theft", "text": "Fiets van mevrouw Jansen"})
        cls.report({"id": "t2", "category": "liquidation", "covert": True, "text": "Observatie"})
        cls.report({"id": "t3", "category": "theft", "exercise": True})
        cls.hub.stop()
        publish(cls.broker.port, STALE, b"an earlier hub's", retain=True)
        moment = datetime.datetime.now(CENTRE) + datetime.timedelta(seconds=1)
        cls.date = moment.date().isoformat()
        cls.hub.config = config_with(cls.hub.folder, ("organisation.toml", 'briefing_at = "07:00"',
                                                      f'briefing_at = "{moment:%H:%M:%S}"'))
        cls.hub.start()

    @classmethod
    def report(cls, body):
        publish(cls.broker.port, "oov/up/radio-7/report", body)
        return cls.all.on("oov/down/radio-7/receipt", lambda m: m.json["id"] == body["id"]).json.get("incident")

    def briefing(self, division):
        return self.all.on(f"oov/json/{division}/briefing/{self.date}", lambda m: m.payload != b"").json

    def texts(self, division):
        return [line["text"] for line in self.briefing(division)["lines"]]

    def test_it_says_what_came_in_and_what_that_rests_on(self):
        briefing = self.briefing("dvo")
        self.assertEqual(["division", "date", "from", "until", "at", "lines"], list(briefing))
        line = next(line for line in briefing["lines"] if line.get("category") == "theft" and line["kind"] == "came_in")
        self.assertEqual(["kind", "category", "count", "text", "cites"], list(line))
        self.assertEqual((1, "1 x diefstal"), (line["count"], line["text"]))
        self.assertEqual((self.theft, "incident_opened"), (line["cites"][0]["incident"], line["cites"][0]["what"]))
        self.assertIn("1 oefening, in geen ander getal geteld", self.texts("dvo"))
        self.assertIn("Er kwam niets binnen", self.texts("dvl"))

    def test_it_tells_nothing_personal(self):
        for word in ("Jansen", "Fiets", "Observatie"):
            self.assertNotIn(word, json.dumps(self.briefing("dvo")))

    def test_covert_work_is_in_its_own(self):
        self.assertNotIn("liquidatie", json.dumps(self.briefing("dvo")))
        self.assertIn("1 x liquidatie", self.texts("covert/dvo"))
        self.assertEqual([], [m.topic for m in self.all.all if "covert/dvl/briefing" in m.topic])

    def test_the_original_is_kept_by_the_broker(self):
        self.briefing("dvo")
        late = Subscriber(self.broker.port, f"oov/dvo/briefing/{self.date}")
        self.addCleanup(late.close)
        kept = late.wait(lambda m: True)
        self.assertTrue(kept.is_retained)
        self.assertEqual(b"PBRF", kept.payload[4:8])

    def test_what_an_earlier_hub_left_is_cleared(self):
        self.all.on(STALE, lambda m: m.payload == b"")

    def test_the_command_shows_it(self):
        self.briefing("dvo")
        shown = self.hub.paraat("briefing", "--division", "dvo", "--date", self.date)
        self.assertEqual(0, shown.returncode, shown.stderr)
        lines = shown.stdout.splitlines()
        self.assertIn(f"Briefing dvo van {self.date}", lines)
        self.assertIn("Binnengekomen", lines)
        at = lines.index("  - 1 x diefstal")
        self.assertIn(self.theft, lines[at + 1])
        self.assertLessEqual(max(map(len, lines)), 90)
        found = self.hub.paraat("briefing", "--division", "dvl", "--json")
        self.assertEqual(self.briefing("dvl"), json.loads(found.stdout))
        self.assertEqual(1, self.hub.paraat("briefing", "--date", "2020-01-02").returncode)
        self.assertEqual(64, self.hub.paraat("briefing", "--date", "yesterday").returncode)


if __name__ == "__main__":
    unittest.main()
