"""A message that the hub dies of: it is set aside after two deaths, and everything else goes on."""
import hashlib
import json
import os
import subprocess
import unittest

from broker import Broker
from centre import BUILD, DEADLINE_S, Hub, Subscriber, publish, publish_all, until

DYING = BUILD / "tests" / "support" / "paraat-dying.so"
POISON = {"id": "plant-a-crash", "category": "theft", "text": "kapot"}


class DyingHub(Hub):
    """A hub that dies of each message with "plant-a-crash" in its id (tests/support/dying.cpp)."""

    def start(self, readiness=200):
        os.environ["LD_PRELOAD"] = str(DYING)
        try:
            return super().start(readiness)
        finally:
            del os.environ["LD_PRELOAD"]


@unittest.skipUnless(DYING.exists(), "a hub with sanitizers cannot be made to die so")
class Poison(unittest.TestCase):
    def setUp(self):
        self.broker = Broker().start()
        self.addCleanup(self.broker.remove)
        self.hub = DyingHub(broker=self.broker.port)
        self.addCleanup(self.hub.remove)
        self.hub.start()
        self.all = Subscriber(self.broker.port, "oov/#")
        self.addCleanup(self.all.close)

    def send_poison(self):
        publish(self.broker.port, "oov/up/radio-7/report", POISON)

    def dies(self):
        self.assertEqual(-6, self.hub.process.wait(DEADLINE_S), self.hub.said())
        self.hub.log.close()

    def is_accepted(self, client, id):
        return self.all.on(f"oov/down/{client}/receipt", lambda m: m.json["id"] == id).json["accepted"]

    def quarantine(self, *arguments):
        done = self.hub.paraat("journal", "quarantine", *arguments)
        self.assertEqual(0, done.returncode, done.stderr)
        return done.stdout

    def test_it_is_refused_after_two_deaths_and_the_rest_flows(self):
        self.send_poison()
        self.dies()
        # Others wait at the broker before and behind it, as a device that never got its receipt sends it again.
        reports = [{"id": f"r{i}", "category": "theft", "lat": 40 + i / 10, "lon": 4} for i in range(50)]
        publish_all(self.broker.port, "oov/up/radio-1/report", reports[:25])
        self.send_poison()
        publish_all(self.broker.port, "oov/up/radio-1/report", reports[25:])
        try:
            self.hub.start()
        except AssertionError:
            pass  # it may die before it says that it is ready
        self.dies()
        # What it had taken over and not decided comes again, the poison too.
        self.hub.start()
        since = self.all.count()
        self.send_poison()
        publish_all(self.broker.port, "oov/up/radio-1/report", reports)
        refused = self.all.on("oov/down/radio-7/receipt", since=since).json
        payload = json.dumps(POISON).encode()
        self.assertEqual(("quarantined", "", hashlib.sha256(payload).hexdigest()[:16], False),
                         (refused["code"], refused["id"], refused["of"], "retry" in refused))
        for report in reports:
            self.assertTrue(self.is_accepted("radio-1", report["id"]))
        status = self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "degraded").json
        self.assertTrue(any(reason.startswith("quarantine: 1 message is refused") for reason in status["reasons"]), status)
        self.assertEqual(1, self.hub.metric("paraat_quarantine_messages"))
        self.assertGreaterEqual(self.hub.metric("paraat_quarantined_total"), 1)
        self.assertEqual(200, self.hub.http("/readyz")[0])
        self.hub.wait_for_log(lambda line: line["level"] == "error" and line["msg"].startswith("a message is quarantined"))
        self.assertNotIn(hashlib.sha256(payload).hexdigest()[:8], json.dumps(status))
        # A person looks at it and lets it go.
        listed = self.quarantine("list", self.hub.journal)
        fingerprint = listed.split()[0]
        self.assertIn("oov/up/radio-7/report", listed)
        self.quarantine("release", fingerprint, self.hub.journal)
        until(lambda: self.hub.metric("paraat_quarantine_messages") == 0, "the hub does not see that it was released")
        self.assertEqual("", self.quarantine("list", self.hub.journal))
        unreadable = self.hub.journal / "quarantine" / ("0" * 64)
        unreadable.write_bytes(b"x")
        self.assertIn(f"{unreadable.name}  cannot be read", self.quarantine("list", self.hub.journal))
        unreadable.unlink()
        self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "up", since=self.all.count() - 1)
        self.assertEqual(0, self.hub.stop())
        verified = self.hub.paraat("journal", "verify", self.hub.journal)
        self.assertEqual(0, verified.returncode, verified.stderr)

    def test_what_was_in_hand_at_one_death_is_taken_in_again(self):
        self.send_poison()
        self.dies()
        DYING_HUB, self.hub.__class__ = self.hub.__class__, Hub  # the fault is mended
        self.addCleanup(setattr, self.hub, "__class__", DYING_HUB)
        self.hub.start()
        self.send_poison()
        self.assertTrue(self.is_accepted("radio-7", POISON["id"]))
        self.assertEqual("", (self.hub.journal / "quarantine" / "suspects").read_text())
        self.assertEqual(0, self.hub.stop())

    def test_a_button_in_quarantine_still_calls_for_help(self):
        # Its bytes are the same at each press.
        button = {"id": "plant-a-crash", "panic": True}
        publish(self.broker.port, "oov/up/radio-7/status", button)
        self.dies()
        publish(self.broker.port, "oov/up/radio-7/status", button)
        try:
            self.hub.start()
        except AssertionError:
            pass  # it may die before it says that it is ready
        self.dies()
        self.hub.start()
        publish(self.broker.port, "oov/up/radio-7/status", button)
        receipt = self.all.on("oov/down/radio-7/receipt").json
        self.assertEqual("quarantined", receipt["code"])
        self.assertIn("help is called", receipt["error"])
        alert = self.all.wait(lambda m: m.topic.startswith("oov/json/sector/alert/") and m.payload).json
        self.assertEqual(("panic", 1), (alert["category"], alert["priority"]))
        self.assertEqual(0, self.hub.stop())

    def test_of_who_was_appointed_to_know_of_covert_work_nothing_is_told_in_the_status(self):
        publish(self.broker.port, "oov/up/opco-1/command", {"id": "a1", "do": "appoint", "account": "radio-7", "roles": ["coord-overlast"]})
        self.assertTrue(self.is_accepted("opco-1", "a1"))
        self.send_poison()
        self.dies()
        self.send_poison()
        try:
            self.hub.start()
        except AssertionError:
            pass  # it may die before it says that it is ready
        self.dies()
        since = self.all.count()
        self.hub.start()
        self.send_poison()
        self.assertEqual("quarantined", self.all.on("oov/down/radio-7/receipt", since=since).json["code"])
        self.assertEqual(1, self.hub.metric("paraat_quarantine_messages"))
        after = self.all.count()
        self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "up", since=after)
        told = [m.json.get("reasons", []) for m in self.all.all[since:] if m.topic == "oov/json/hub/hub-1/status" and m.payload]
        self.assertFalse([reasons for reasons in told if any("quarantine" in one for one in reasons)], told)

    def test_a_hub_starts_whatever_lies_where_its_files_should(self):
        self.assertEqual(0, self.hub.stop())
        for name in ("suspects", "a" * 64):
            (self.hub.journal / "quarantine" / name).mkdir(parents=True)
        (self.hub.journal / "in-hand").unlink()
        (self.hub.journal / "in-hand").mkdir()
        self.hub.start()
        publish(self.broker.port, "oov/up/radio-7/report", {"id": "t1", "category": "theft"})
        self.assertTrue(self.is_accepted("radio-7", "t1"))
        self.assertEqual(0, self.hub.stop())


if __name__ == "__main__":
    unittest.main()
