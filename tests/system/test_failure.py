"""kill -9 in the middle of a replay: whatever was accepted is on its division's topic, once."""
import collections
import contextlib
import os
import random
import re
import signal
import subprocess
import unittest

import chicago
from centre import BIN, Hub, Subscriber, until
from test_replay import Alerts

SEED = int(os.environ.get("PARAAT_TEST_SEED", random.randrange(1 << 30)))


class Kill(unittest.TestCase):
    def setUp(self):
        self.chance = random.Random(f"{SEED} {self.id()}")
        self.hub = Hub().start()
        self.addCleanup(self.hub.remove)
        self.records = chicago.generate(self.hub.folder / "records.csv", SEED)

    def replay_through(self, *strikes):
        """The whole replay; each strike falls when about so many receipts as chance says have come."""
        moments = sorted(self.chance.sample(range(200, 4800), len(strikes)))
        with self.subTest(seed=SEED, moments=moments):
            command = [BIN / "paraat", "replay", self.records, "--port", str(self.hub.port), "--timeout", "60"]
            replay = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.addCleanup(replay.kill)
            said = ""
            due = list(zip(moments, strikes))
            while character := replay.stderr.read(1):
                said += character
                progress = re.search(r"(\d+) of 5000$", said[-40:])
                if due and progress and int(progress[1]) >= due[0][0]:
                    due.pop(0)[1]()
            out = replay.stdout.read()
            replay.stdout.close()
            replay.stderr.close()
            self.assertEqual(0, replay.wait(), said[-500:])
            self.assertEqual([], due)
            self.assertEqual("5000 sent, 5000 accepted, 0 known from an earlier run, 0 refused", out.strip())
            self.all_are_told()

    def all_are_told(self):
        rows = chicago.records(self.records)
        expected = collections.Counter(chicago.category_of(row) for row in rows)
        # One who comes later: what the broker retains is what stands. Every report in exactly one incident.
        late = Subscriber(self.hub.port, "oov/json/+/alert/+")
        self.addCleanup(late.close)

        alerts = Alerts(late)

        def told():
            found = collections.Counter()
            for category, reports in {i: (a["category"], a["reports"]) for (_, i), a in alerts.fold().items()}.values():
                found[category] += reports
            return found

        late.wait_until(lambda: alerts.fold() and told() == expected)
        self.assertEqual(expected, told())
        for (division, incident), alert in alerts.newest.items():
            self.assertIn(division, alert["divisions"])
            self.assertIn(chicago.DIVISION[alert["category"]], alert["divisions"])
            # The rest of its divisions is told as well.
            for other in alert["divisions"]:
                self.assertIn((other, incident), alerts.newest)
        self.assertEqual(0, self.hub.stop())
        verified = self.hub.paraat("journal", "verify", self.hub.journal)
        self.assertEqual(0, verified.returncode, verified.stdout + verified.stderr)

    def kill_hub(self):
        self.hub.kill()
        self.hub.start()

    def kill_broker(self):
        # Two strikes may fall so close that the hub has not yet started the broker again, or that it dies of the first.
        found = []
        until(lambda: found.append(self.hub.broker_pid()) or found[-1], "the hub has no broker")
        with contextlib.suppress(ProcessLookupError):
            os.kill(found[-1], signal.SIGKILL)

    def kill_both(self):
        self.kill_broker()
        self.hub.kill()
        self.hub.start()

    def test_hub(self):
        self.replay_through(self.kill_hub, self.kill_hub, self.kill_hub)

    def test_broker(self):
        self.replay_through(self.kill_broker, self.kill_broker, self.kill_broker)

    def test_both(self):
        self.replay_through(self.kill_both, self.kill_both)

    def test_hub_then_broker_then_both(self):
        self.replay_through(self.kill_hub, self.kill_broker, self.kill_both)


def setUpModule():
    print(f"seed {SEED}: PARAAT_TEST_SEED={SEED} repeats records and moments", flush=True)


if __name__ == "__main__":
    unittest.main()
