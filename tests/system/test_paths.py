"""A line of the broker's access rules is broken: the hub names the path within half a minute, and is well again when it is mended."""
import os
import signal
import time
import unittest

from broker import Broker
from centre import Hub, Subscriber, config_with, publish, until

NAMED_WITHIN_S = 30


class ClosedBroker(Broker):
    """A broker with access rules, for everybody alike; denied are topics that its hub would need."""

    def __init__(self):
        super().__init__()
        with open(self.folder / "mosquitto.conf", "a") as configuration:
            configuration.write(f"acl_file {self.folder}/acl\n")
        self._write()

    def _write(self, *denied):
        acl = self.folder / "acl"
        acl.write_text("".join(f"topic deny {topic}\n" for topic in denied) + "topic readwrite #\n")
        os.chmod(acl, 0o644)

    def deny(self, *topics):
        self._write(*topics)
        self.process.send_signal(signal.SIGHUP)


class Paths(unittest.TestCase):
    def setUp(self):
        self.broker = ClosedBroker().start()
        self.addCleanup(self.broker.remove)
        self.hub = Hub(broker=self.broker.port)
        self.addCleanup(self.hub.remove)
        self.hub.start()
        self.status = Subscriber(self.broker.port, "oov/json/hub/hub-1/status")
        self.addCleanup(self.status.close)

    def age(self, path):
        return self.hub.metric(f'paraat_path_age_seconds{{path="{path}"}}')

    def breaks(self, topic, path, filter):
        began, since = time.monotonic(), self.status.count()
        self.broker.deny(topic)
        named = self.status.wait(lambda m: any(filter in reason for reason in m.json.get("reasons", [])), since=since,
                                 deadline_s=NAMED_WITHIN_S)
        self.assertLess(time.monotonic() - began, NAMED_WITHIN_S)
        self.assertEqual("degraded", named.json["state"])
        self.assertEqual([f"path_silent: nothing comes through {filter} for 20 s: subscription or access at the broker"],
                         named.json["reasons"])
        self.assertGreaterEqual(self.age(path), 20)
        self.assertEqual(503, self.hub.http("/readyz")[0])
        self.hub.wait_for_log(lambda line: line["level"] == "error" and (line["path"], line["filter"]) == (path, filter))
        since = self.status.count()
        self.broker.deny()
        self.status.wait(lambda m: m.json["state"] == "up", since=since)
        until(lambda: self.hub.http("/readyz")[0] == 200, "it is not ready again")
        self.assertLess(self.age(path), 10)

    def test_what_the_hub_cannot_read_is_named(self):
        self.breaks("oov/up/+/status", "up/status", "oov/up/+/status")

    def test_what_the_hub_cannot_write_is_named(self):
        self.breaks("oov/dvl/#", "dvl", "oov/dvl/probe")

    def test_what_partners_cannot_tell_is_named(self):
        self.breaks("oov/partner/+/in/+", "partner/in", "oov/partner/+/in/+")

    def test_probes_are_nobodys_input_and_come_to_no_client(self):
        seen = Subscriber(self.broker.port, "oov/#")
        self.addCleanup(seen.close)
        for kind in ("report", "beacon", "query"):
            seen.on(f"oov/up/hub-1/{kind}")
        seen.on("oov/json/covert/dvo/probe")
        publish(self.broker.port, "oov/up/radio-1/report", {"id": "last", "category": "theft"})
        seen.on("oov/down/radio-1/receipt")
        self.assertEqual([], [m for m in seen.all if m.topic.startswith("oov/down/hub-1/") and not m.topic.endswith("/probe")])
        self.assertEqual([], [m for m in seen.all if m.topic.endswith("/probe") and m.is_retained])
        self.assertEqual(0, self.hub.metric('paraat_receipts_total{outcome="refused"}'))
        self.assertEqual(0, self.hub.metric('paraat_rejected_total{reason="foreign_topic"}'))
        self.assertEqual(0, self.hub.metric('paraat_rejected_total{reason="unreadable_beacon"}'))
        self.assertEqual(0, self.hub.stop())


class Shedding(unittest.TestCase):
    def test_a_hub_that_sheds_beacons_hears_its_probes_and_is_ready(self):
        hub = Hub()
        self.addCleanup(hub.remove)
        hub.config = config_with(hub.folder, ("hub.toml", "beacon_rate = 0", "beacon_rate = 10"))
        hub.start()
        # Forty seconds' worth, of which each waits for its turn.
        for number in range(400):
            publish(hub.port, f"oov/up/stranger-{number}/beacon", {"lat": 51.9, "lon": 4.4}, qos=0)
        end = time.monotonic() + 28
        while time.monotonic() < end:
            self.assertEqual(200, hub.http("/readyz")[0], hub.http("/readyz")[1])
            self.assertLess(hub.metric('paraat_path_age_seconds{path="up/beacon"}'), 15)
            time.sleep(0.5)
        self.assertEqual(0, hub.stop())


if __name__ == "__main__":
    unittest.main()
