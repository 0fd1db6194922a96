"""A hub and its broker part and meet again: nothing that was said meanwhile is lost, nothing that ended stays."""
import os
import signal
import subprocess
import unittest

from broker import Broker, free_ports
from centre import DEADLINE_S, Hub, Subscriber, now_ms, publish, publish_all, until


class ForeignBroker(unittest.TestCase):
    def setUp(self):
        self.broker = Broker().start()
        self.addCleanup(self.broker.remove)
        self.hub = Hub(broker=self.broker.port)
        self.addCleanup(self.hub.remove)

    def subscribe(self, *filters):
        subscriber = Subscriber(self.broker.port, *filters)
        self.addCleanup(subscriber.close)
        return subscriber

    def test_what_waited_while_the_hub_was_away_gets_its_receipt(self):
        self.hub.start()
        for stop in (self.hub.stop, self.hub.kill):
            stop()
            # In one go, so that all of it waits when the hub connects.
            publish_all(self.broker.port, "oov/up/console-2/report",
                        [{"id": f"{stop.__name__}{i}", "category": "theft", "lat": 40 + i / 10, "lon": 4} for i in range(100)])
            publish(self.broker.port, "oov/up/console-2/query", {"id": f"q{stop.__name__}", "ask": "incidents"})
            told = self.subscribe("oov/down/console-2/#")
            self.hub.start()
            wanted = {f"{stop.__name__}{i}" for i in range(100)}

            def accepted():
                return {m.json["id"] for m in told.all if m.json.get("accepted")}

            told.wait_until(lambda: wanted <= accepted())
            self.assertEqual(set(), wanted - accepted())
            told.on("oov/down/console-2/result", lambda m: m.json["id"] == f"q{stop.__name__}")

    def test_what_ended_while_the_broker_was_away_is_cleared_when_it_returns_with_old_state(self):
        self.hub.start()
        told = self.subscribe("oov/json/#")
        respond_by = now_ms() + 2000
        publish(self.broker.port, "oov/up/coord-overlast-1/instruct",
                {"id": "i1", "to": "unit/radio-1", "text": "x", "respond_by": respond_by})
        instruction = told.on("oov/json/down/coord-overlast-1/receipt").json["instruction"]
        topic = f"oov/json/down/radio-1/instruction/{instruction}"
        told.on(topic)
        publish(self.broker.port, "oov/dvl/alert/01jd8000000000000000000009", b"left", retain=True)
        self.broker.stop()
        until(lambda: self.hub.http("/readyz")[0] == 503, "the hub does not see that its broker is gone")
        until(lambda: now_ms() > respond_by + 500, "")
        began = now_ms()
        self.broker.start()
        # The broker kept an older "up"; this one was sent behind what is cleared.
        self.subscribe("oov/json/hub/#").on("oov/json/hub/hub-1/status", lambda m: m.json["state"] == "up" and m.json["at"] >= began)
        # It listens before it lets time pass: an order whose time ran out meanwhile is ended a moment later.
        stands = self.subscribe(topic)
        stands.wait_until(lambda: not stands.all or not stands.all[-1].payload)
        late = self.subscribe("oov/#")
        publish(self.broker.port, "oov/up/radio-1/report", {"id": "last", "category": "theft"})
        late.on("oov/json/down/radio-1/receipt")
        stale = [m for m in late.all if m.is_retained and (instruction in m.topic or m.payload == b"left")]
        self.assertEqual([], stale)

    def presence(self, unit, question):
        told = self.subscribe("oov/down/console-1/result")
        publish(self.broker.port, "oov/up/console-1/query", {"id": question, "ask": "units"})
        items = told.on("oov/down/console-1/result", lambda m: m.json["id"] == question).json["items"]
        return next(item["presence"] for item in items if item["unit"] == unit)

    def test_that_kept_a_dead_devices_word_is_not_believed(self):
        """mosquitto#1165, #477: broker and device die, only the broker comes back, and says "online"."""
        self.hub.start()
        word = {"state": "online", "session": now_ms()}
        publish(self.broker.port, "oov/up/radio-1/presence", word, retain=True)
        publish(self.broker.port, "oov/up/radio-1/beacon", {"lat": 51.9, "lon": 4.4}, qos=0)
        until(lambda: self.presence("radio-1", f"q{now_ms()}") == "online", "the device does not come online")
        self.hub.kill()
        self.broker.stop()
        self.broker.start()
        self.assertEqual(word, self.subscribe("oov/up/radio-1/presence").on("oov/up/radio-1/presence").json)
        self.hub.start()
        self.assertEqual("unknown", self.presence("radio-1", "after"))
        publish(self.broker.port, "oov/up/radio-1/beacon", {"lat": 51.9, "lon": 4.4}, qos=0)
        until(lambda: self.presence("radio-1", f"q{now_ms()}") == "online", "the device does not come back")

    def test_second_hub_of_a_node_ends_before_it_takes_anything(self):
        self.hub.start()
        status = self.subscribe("oov/json/hub/+/status")
        second = Hub(broker=self.broker.port)
        self.addCleanup(second.remove)
        since = status.count()
        with self.assertRaisesRegex(AssertionError, "another hub runs as this node"):
            second.start()
        self.assertEqual(69, second.process.wait(DEADLINE_S))
        second.log.close()
        self.assertEqual({"up"}, {m.json["state"] for m in status.all[since:]})
        publish(self.broker.port, "oov/up/radio-1/report", {"id": "still", "category": "theft"})
        until(lambda: self.hub.metric('paraat_receipts_total{outcome="accepted"}') == 1, "the first hub takes nothing")

    def test_without_its_broker_it_says_that_it_waits(self):
        self.broker.stop()
        self.hub.log = open(self.hub.folder / "hub.log", "ab")
        self.hub.process = subprocess.Popen(self.hub.arguments(), stdout=self.hub.log, stderr=self.hub.log)
        until(self.hub.knows_ports, "no greeting")
        self.assertIn(f"is waiting for the broker at 127.0.0.1:{self.broker.port}", self.hub.said())
        self.assertEqual(1, len([line for line in self.hub.logged() if line["msg"].startswith("not connected")]))
        self.broker.start()
        until(lambda: self.hub.http("/readyz")[0] == 200, "the hub does not find its broker")
        self.assertEqual(0, self.hub.stop())


class NarrowBroker(unittest.TestCase):
    """One that has few messages on the way at once (mosquitto#3002: more waited, and the client connected again and again)."""

    def test_gives_all_that_waited_over_one_connection(self):
        broker = Broker(window=3).start()
        self.addCleanup(broker.remove)
        hub = Hub(broker=broker.port)
        self.addCleanup(hub.remove)
        hub.start()
        hub.stop()
        publish_all(broker.port, "oov/up/console-2/report", [{"id": f"w{i}", "category": "theft"} for i in range(200)])
        told = Subscriber(broker.port, "oov/down/console-2/receipt")
        self.addCleanup(told.close)
        hub.start()
        wanted = {f"w{i}" for i in range(200)}

        def accepted():
            return {m.json["id"] for m in told.all if m.json.get("accepted")}

        told.wait_until(lambda: wanted <= accepted())
        self.assertEqual(set(), wanted - accepted())
        self.assertEqual(0, hub.metric("paraat_reconnects_total"))


class Surroundings(unittest.TestCase):
    """What the hub is started in: closed or stuck streams, ignored signals."""

    def start(self, **more):
        hub = Hub()
        hub.port, hub.admin_port = free_ports(2)  # a greeting may go nowhere
        self.addCleanup(hub.remove)
        hub.log = open(hub.folder / "hub.log", "ab")
        self.addCleanup(hub.log.close)
        streams = {"stdout": hub.log, "stderr": hub.log, **more}
        hub.process = subprocess.Popen(hub.arguments(), **streams)
        until(lambda: hub.http("/readyz")[0] == 200, "the hub does not start")
        return hub

    def is_accepted(self, hub, id):
        subscriber = Subscriber(hub.port, "oov/down/radio-1/receipt")
        self.addCleanup(subscriber.close)
        publish(hub.port, "oov/up/radio-1/report", {"id": id, "category": "theft"})
        return subscriber.on("oov/down/radio-1/receipt", lambda m: m.json["id"] == id).json["accepted"]

    def pipe_that_nobody_reads(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        return writer

    @staticmethod
    def fill(writer):
        os.set_blocking(writer, False)
        try:
            while True:
                os.write(writer, b"x" * 4096)
        except BlockingIOError:
            pass
        os.set_blocking(writer, True)

    def test_greeting_that_nobody_reads_keeps_the_hub_from_nothing(self):
        writer = self.pipe_that_nobody_reads()
        self.fill(writer)
        hub = self.start(stdout=writer)
        os.close(writer)
        self.assertTrue(self.is_accepted(hub, "ungreeted"))
        self.assertEqual(0, hub.stop())

    def test_log_that_nobody_reads_stops_nothing(self):
        writer = self.pipe_that_nobody_reads()
        hub = self.start(stderr=writer)
        self.fill(writer)
        os.close(writer)
        for i in range(50):
            publish(hub.port, f"oov/up/ghost-{i}/beacon", b"{bad", qos=0)
        until(lambda: hub.metric('paraat_rejected_total{reason="unreadable_beacon"}') == 50, "beacons are not read")
        self.assertTrue(self.is_accepted(hub, "unread"))
        self.assertEqual(0, hub.stop())

    def test_closed_streams_are_not_mixed_up_with_files(self):
        def close_streams():
            for stream in (0, 1, 2):
                os.close(stream)

        hub = self.start(preexec_fn=close_streams)
        self.assertTrue(self.is_accepted(hub, "closed"))
        streams = {os.readlink(f"/proc/{hub.process.pid}/fd/{stream}") for stream in (0, 1, 2)}
        self.assertEqual({"/dev/null"}, streams)
        self.assertEqual(0, hub.stop())

    def test_private_broker_is_started_again_though_childrens_ends_were_ignored(self):
        hub = self.start(preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
        before = hub.broker_pid()
        os.kill(before, signal.SIGKILL)
        until(lambda: hub.broker_pid() not in (None, before) and hub.http("/readyz")[0] == 200, "it is not started again")
        said = [line["msg"] for line in hub.logged()]
        self.assertIn("the private broker ended; it is started again", said)
        self.assertIn("the connection to the broker is lost", said)
        self.assertEqual(0, hub.stop())

    def test_hangup_ends_no_service(self):
        hub = self.start(stdin=subprocess.DEVNULL)
        hub.process.send_signal(signal.SIGHUP)
        until(lambda: any(line["msg"] == "rules" and line.get("by") == "hub" for line in hub.logged()), "SIGHUP is not mentioned")
        self.assertTrue(self.is_accepted(hub, "hangup"))
        self.assertNotIn("\033", hub.said())

    def test_no_counter_shows_covert_work(self):
        hub = self.start()
        subscriber = Subscriber(hub.port, "oov/down/opco-1/receipt")
        self.addCleanup(subscriber.close)
        publish(hub.port, "oov/up/opco-1/report", {"id": "c1", "category": "undermining_signal", "covert": True})
        self.assertTrue(subscriber.on("oov/down/opco-1/receipt").json["accepted"])
        publish(hub.port, "oov/up/radio-1/report", {"id": "o1", "category": "theft"})
        until(lambda: hub.metric("paraat_open_incidents") == 1, "the open report is not counted")
        self.assertIsNone(hub.metric("paraat_journal_events_total"))
        self.assertEqual(0, hub.stop())
        hub.start()
        self.assertEqual([], [line for line in hub.logged() if "incidents" in line])


if __name__ == "__main__":
    unittest.main()
