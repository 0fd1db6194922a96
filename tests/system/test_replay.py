"""5,000 records through broker and hub, real ones where they are there, against an independent reckoning."""
import collections
import json
import unittest

import chicago
from centre import CentreTest

ACCEPTED = 'paraat_receipts_total{outcome="accepted"}'


class Alerts:
    """The newest alert of each (division, incident) in what a subscriber saw, without those that ended."""

    def __init__(self, subscriber):
        self.subscriber, self.seen, self.newest = subscriber, 0, {}

    def fold(self):
        for message in self.subscriber.all[self.seen:]:
            self.seen += 1
            parts = message.topic.split("/")
            if len(parts) != 5 or parts[1] != "json" or parts[3] != "alert":
                continue
            if message.payload:
                self.newest[parts[2], parts[4]] = message.json
            else:
                self.newest.pop((parts[2], parts[4]), None)
        return self.newest


class Reckoned:
    # No escalation steps on meanwhile, however slow the machine is.
    changes = tuple(("rules/10-escalations.toml", f'ack_within = "{span}"', 'ack_within = "24h"') for span in ("60s", "120s", "300s"))

    def test_each_record_once_on_the_divisions_that_the_rules_name(self):
        rows = chicago.records(self.records)
        self.assertEqual(5000, len(rows))
        result = self.hub.paraat("replay", self.records, "--format", "chicago", "--json", "--quiet", timeout=300)
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertEqual({"sent": 5000, "accepted": 5000, "known": 0, "refused": 0}, json.loads(result.stdout))

        # What was published before this report's alert is all there.
        self.alert("dvo", self.report(category="theft"))
        receipts = collections.Counter(m.json["id"] for m in self.all.all if m.topic == "oov/down/replay-chicago/receipt" and m.json["accepted"])
        self.assertEqual({"chicago-" + row["ID"] for row in rows}, set(receipts))

        incidents = chicago.reckon(rows)
        divisions = chicago.pile_divisions(rows, incidents)
        expected = collections.Counter((i.category, i.place, len(i.reports), tuple(sorted(divisions[i.number]))) for i in incidents)
        told = collections.defaultdict(set)
        alerts = {}
        for (division, incident), alert in Alerts(self.all).fold().items():
            if alert["text"] != "":
                told[incident].add(division)
                alerts[incident] = alert
        found = collections.Counter(
            (a["category"], (a["lat"], a["lon"]) if "lat" in a else None, a["reports"], tuple(sorted(told[i]))) for i, a in alerts.items())
        self.assertEqual((collections.Counter(), collections.Counter()), (expected - found, found - expected))
        for incident, alert in alerts.items():
            self.assertEqual(sorted(alert["divisions"]), sorted(told[incident]))

        # A second replay changes nothing.
        accepted, seen = self.hub.metric(ACCEPTED), self.all.count()
        result = self.hub.paraat("replay", self.records, "--format", "chicago", "--json", "--quiet", timeout=300)
        self.assertEqual({"sent": 5000, "accepted": 0, "known": 5000, "refused": 0}, json.loads(result.stdout))
        self.assertEqual((5001, 5001), (accepted, self.hub.metric(ACCEPTED)))
        self.assertEqual([], [m for m in self.all.all[seen:] if "/alert/" in m.topic])

        self.assertEqual(0, self.hub.stop())
        verified = self.hub.paraat("journal", "verify", self.hub.journal)
        self.assertEqual(0, verified.returncode, verified.stdout + verified.stderr)


@unittest.skipUnless(chicago.RECORDS.exists(), f"{chicago.RECORDS} is not there")
class OfRealRecords(Reckoned, CentreTest):
    records = chicago.RECORDS


class OfGeneratedRecords(Reckoned, CentreTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = chicago.generate(cls.hub.folder / "records.csv", 1)

    def test_join_and_pile_up(self):
        rows = chicago.records(self.records)
        incidents = chicago.reckon(rows)
        self.assertLess(len(incidents), len(rows) - 100)
        divisions = chicago.pile_divisions(rows, incidents)
        self.assertTrue([i for i in incidents if i.category == "drug_nuisance" and "dvo" in divisions[i.number]])


if __name__ == "__main__":
    unittest.main()
