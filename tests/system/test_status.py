"""The hub's own status on a broker that is not its own: from starting to down (contract 6)."""
import json
import unittest

from broker import Broker
from centre import CentreTest, Hub, Subscriber, ULID, now_ms, publish, until

TOPIC = "oov/json/hub/hub-1/status"
STATUS = ["node", "state", "since", "at", "interval_ms", "generation", "version", "contract", "rules_version", "shedding", "clock_offset_ms", "reasons"]


def is_(state):
    return lambda m: m.json["state"] == state


class Status(unittest.TestCase):
    def setUp(self):
        self.broker = Broker().start()
        self.addCleanup(self.broker.remove)
        self.hub = Hub(broker=self.broker.port)
        self.addCleanup(self.hub.remove)
        self.all = self.subscribe()

    def subscribe(self):
        subscriber = Subscriber(self.broker.port, "oov/hub/#", "oov/json/hub/#")
        self.addCleanup(subscriber.close)
        return subscriber

    def test_starting_then_up_then_down_at_a_clean_stop(self):
        begun = now_ms()
        self.hub.start()
        up = self.all.on(TOPIC, is_("up")).json
        self.assertEqual(STATUS, list(up))
        states = [m.json["state"] for m in self.all.all if m.topic == TOPIC]
        self.assertEqual(["starting", "up"], sorted(set(states), key=states.index))
        self.assertTrue(begun <= up["since"] <= up["at"] <= now_ms(), up)
        self.assertRegex(up["generation"], ULID)
        self.assertEqual(0, self.hub.stop())
        self.all.on(TOPIC, is_("down"))
        self.assertTrue(self.subscribe().on(TOPIC, is_("down")).is_retained)
        health = self.hub.paraat("health")
        self.assertEqual((69, "hub-1 is down\n"), (health.returncode, health.stdout))

    def test_last_will_says_down_on_both_topics(self):
        self.hub.start()
        up = self.all.on(TOPIC, is_("up")).json
        self.hub.kill()
        will = self.all.on(TOPIC, is_("down"))
        self.assertEqual(f'{{"node":"hub-1","state":"down","generation":"{up["generation"]}"}}', will.payload.decode())
        late = self.subscribe()
        self.assertEqual((will.payload, True), (late.on(TOPIC).payload, late.on(TOPIC).is_retained))
        original = late.on("oov/hub/hub-1/status")
        self.assertEqual((b"PHUB", True), (original.payload[4:8], original.is_retained))
        self.assertIn(up["generation"].encode(), original.payload)
        # Not one of its full words: those name the rules.
        self.assertNotIn(up["rules_version"].encode(), original.payload)
        health = self.hub.paraat("health")
        self.assertEqual((69, "hub-1 is down\n"), (health.returncode, health.stdout))

    def test_it_comes_up_again_with_the_same_generation(self):
        self.hub.start()
        first = self.all.on(TOPIC, is_("up")).json
        self.hub.kill()
        self.all.on(TOPIC, is_("down"))
        since = self.all.count()
        self.hub.start()
        again = self.all.on(TOPIC, is_("up"), since=since).json
        self.assertEqual((first["generation"], first["rules_version"]), (again["generation"], again["rules_version"]))
        self.assertGreater(again["since"], first["since"])

    def test_is_told_at_least_every_interval(self):
        self.hub.start()
        up = self.all.on(TOPIC, is_("up")).json
        for _ in range(2):
            later = self.all.on(TOPIC, lambda m, seen=up: m.json["at"] > seen["at"]).json
            self.assertLess(later["at"] - up["at"], 2 * up["interval_ms"])
            self.assertEqual((up["since"], "up"), (later["since"], later["state"]))
            up = later

    def test_without_its_broker_it_is_not_ready_and_says_why(self):
        self.hub.start()
        self.broker.stop()
        # One connection may be lost before the other.
        until(lambda: "no broker" in self.hub.http("/readyz")[1], "the hub does not see that its broker is gone")
        status, page = self.hub.http("/readyz")
        self.assertEqual((503, True), (status, "no broker" in json.loads(page)["reasons"]))
        self.assertEqual(200, self.hub.http("/healthz")[0])


class PresenceThroughRestart(CentreTest):
    def presence(self, client):
        units = self.ask("console-1", {"ask": "units"})["items"]
        return next(u["presence"] for u in units if u["unit"] == client)

    def test_is_unknown_after_the_hubs_own_start_until_heard(self):
        self.tell("radio-1", "status", {"status": "available"})
        self.assertEqual("online", self.presence("radio-1"))
        self.assertEqual(0, self.hub.stop())
        self.hub.start()
        again = Subscriber(self.hub.port, "oov/#")
        self.addCleanup(again.close)
        type(self).all = again
        self.assertEqual("unknown", self.presence("radio-1"))
        publish(self.hub.port, "oov/up/radio-1/beacon", {"lat": 51.9, "lon": 4.4}, qos=0)
        again.on("oov/json/dvl/board", lambda m: any(u["unit"] == "radio-1" and u["presence"] == "online" for u in m.json.get("units", [])))
        self.assertEqual("online", self.presence("radio-1"))


if __name__ == "__main__":
    unittest.main()
