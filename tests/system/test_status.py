"""The hub's own status on a broker that is not its own: from starting to down (contract 6)."""
import json
import socket
import subprocess
import time
import unittest

from centre import DEADLINE_S, Hub, Subscriber, ULID, config_with, now_ms


class Broker:
    """A mosquitto beside the hub, as a site has one."""

    def __init__(self):
        end = time.monotonic() + DEADLINE_S
        while not self._started():
            if time.monotonic() > end:
                raise AssertionError("mosquitto does not start")

    def _started(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(["mosquitto", "-p", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            time.sleep(0.02)
        return False  # another one took the port meanwhile

    def kill(self):
        self.process.kill()
        self.process.wait()


class Status(unittest.TestCase):
    def setUp(self):
        self.broker = Broker()
        self.addCleanup(self.broker.kill)
        self.hub = Hub()
        self.addCleanup(self.hub.remove)
        self.hub.config = config_with(self.hub.folder, ("hub.toml", '# address = "broker.example" ', 'address = "127.0.0.1"'))
        self.hub.port = self.broker.port
        self.all = Subscriber(self.broker.port, "oov/#")
        self.addCleanup(self.all.close)

    def states(self):
        return [m.json["state"] for m in self.all.all if m.topic == "oov/json/hub/hub-1/status"]

    def test_starting_then_up_then_down_at_a_clean_stop(self):
        begun = now_ms()
        self.hub.start()
        up = self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "up").json
        self.assertEqual(["starting", "up"], [s for s, before in zip(self.states(), [None, *self.states()]) if s != before])
        self.assertLessEqual(begun, up["since"])
        self.assertLessEqual(up["since"], up["at"])
        self.assertRegex(up["generation"], ULID)
        self.assertEqual(0, self.hub.stop())
        self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "down")
        self.assertEqual(69, self.hub.paraat("health").returncode)

    def test_last_will_says_down_on_both_topics(self):
        self.hub.start()
        up = self.all.on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "up").json
        since = self.all.count()
        self.hub.kill()
        will = self.all.on("oov/json/hub/hub-1/status", since=since)
        self.assertEqual(f'{{"node":"hub-1","state":"down","generation":"{up["generation"]}"}}', will.payload.decode())
        original = self.all.on("oov/hub/hub-1/status", since=since)
        self.assertEqual(b"PHUB", original.payload[4:8])
        late = Subscriber(self.broker.port, "oov/hub/#", "oov/json/hub/#")
        self.addCleanup(late.close)
        self.assertTrue(late.on("oov/json/hub/hub-1/status").is_retained)
        self.assertTrue(late.on("oov/hub/hub-1/status").is_retained)
        health = self.hub.paraat("health")
        self.assertEqual((69, "hub-1 is down\n"), (health.returncode, health.stdout))

    def test_without_its_broker_it_is_not_ready_and_says_why(self):
        self.hub.start()
        self.broker.kill()
        self.hub.wait_for(lambda: self.hub.http("/readyz")[0] == 503)
        self.assertIn("no broker", json.loads(self.hub.http("/readyz")[1])["reasons"])
        self.assertEqual(200, self.hub.http("/healthz")[0])


if __name__ == "__main__":
    unittest.main()
