"""A device that keeps what it said (clients/sdk): its own process dies, the hub dies, the broker is not there, and each of its
reports is in the centre once."""
import contextlib
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import unittest

from broker import Broker
from centre import BIN, DEADLINE_S, CentreTest, Hub, Subscriber


class Device:
    """paraat-device in a folder of its own; `lines` is what it told."""

    def __init__(self, account, port, folder=None, patience_s=1):
        """`patience_s`: how long it waits for a receipt at least before it says a thing again by itself."""
        self.account, self.port, self.patience_s = account, port, patience_s
        self.folder = folder or pathlib.Path(tempfile.mkdtemp(prefix="paraat-device-"))
        self.lines = []
        self._changed = threading.Condition()
        self.start()

    def start(self):
        self.process = subprocess.Popen([BIN / "paraat-device", self.account, self.folder, str(self.port), str(self.patience_s)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process):
        for line in process.stdout:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()

    def say(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def told(self, word, times=1, deadline_s=DEADLINE_S):
        """Waits until that many of its lines have the word; those."""
        found = lambda: [line for line in self.lines if word in line]
        with self._changed:
            self._changed.wait_for(lambda: len(found()) >= times, deadline_s)
        if len(found()) < times:
            raise AssertionError(f"did not tell {word!r} {times} times:\n" + "\n".join(self.lines[-25:]))
        return found()

    def kept(self):
        return list(self.folder.glob("*.letter"))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.stdin.close()
        self._end()

    def finish(self):
        """It ends by itself once all that it said was receipted; its exit code."""
        self.process.stdin.close()
        code = self.process.wait(DEADLINE_S)
        self._end()
        return code

    def _end(self):
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()

    def remove(self):
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Gate:
    """Before a broker: ends the connection of a client that wants to listen to the hub, as some brokers do to whom their
    access rules refuse a subscription."""

    def __init__(self, broker_port):
        self._broker_port = broker_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.ended = 0
        threading.Thread(target=self._open, daemon=True).start()

    def close(self):
        self._listener.close()

    def _open(self):
        with contextlib.suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                broker = socket.create_connection(("127.0.0.1", self._broker_port))
                for source, target in ((client, broker), (broker, client)):
                    threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if b"oov/json/hub/" in data:
                    self.ended += 1
                    break
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class DeviceTest(CentreTest):
    def device(self, account="radio-7", port=None):
        device = Device(account, port or self.hub.port)
        self.addCleanup(device.remove)
        return device

    def texts(self):
        """Of all reports that the centre has, by its open incidents."""
        items = self.ask("opco-1", {"ask": "incidents", "limit": 200})["items"]
        timelines = [self.ask("opco-1", {"ask": "incident", "incident": item["incident"], "limit": 200})["timeline"] for item in items]
        return [entry["text"] for timeline in timelines for entry in timeline if entry["what"] == "report_received"]

    def test_says_a_report_until_it_is_accepted_and_forgets_it(self):
        device = self.device()
        device.say("een")
        self.assertIn('"accepted":true', device.told(" accepted: ")[0])
        self.assertEqual([], device.kept())
        self.assertEqual(0, device.finish())
        self.assertEqual(1, self.texts().count("een"))

    def test_goes_on_with_what_it_kept_when_it_is_killed(self):
        # A port where nobody listens: all it can do is keep.
        device = self.device(port=1)
        for number in range(20):
            device.say(f"gedood {number}")
        device.told(" kept", 20)
        device.kill()
        self.assertEqual(20, len(device.kept()))
        device.port = self.hub.port
        device.start()
        device.told(" accepted: ", 20)
        self.assertEqual(0, device.finish())
        texts = self.texts()
        self.assertEqual([1] * 20, [texts.count(f"gedood {number}") for number in range(20)])

    def test_signs_on_and_its_will_signs_it_off(self):
        device = self.device("radio-8")
        topic = "oov/up/radio-8/presence"
        online = self.all.on(topic, lambda m: m.json["state"] == "online").json
        device.kill()
        offline = self.all.on(topic, lambda m: m.json["state"] == "offline").json
        self.assertEqual(online["session"], offline["session"])
        device.start()
        again = self.all.on(topic, lambda m: m.json["state"] == "online" and m.json["session"] > online["session"]).json
        self.assertGreater(again["session"], online["session"])

    def test_tells_the_hub_that_what_it_was_asked_arrived(self):
        device = self.device("radio-9")
        device.told("connected")
        incident = self.report("radio-8", text="Schoten", lat=51.4, lon=4.4)
        device.told(f"asked for incident {incident}")
        self.all.wait(lambda m: m.topic == "oov/up/radio-9/ack" and m.json.get("incident") == incident)
        told = self.hub.paraat("incident", "show", incident, "--as", "opco-1")
        self.assertRegex(told.stdout, r"notice_delivered.*radio-9")


    def test_does_without_the_hubs_word_at_a_broker_that_ends_the_connection_for_it(self):
        gate = Gate(self.hub.port)
        self.addCleanup(gate.close)
        device = self.device("radio-7", port=1)
        device.say("voor de deur")
        device.told(" kept")
        device.kill()
        device.port = gate.port
        device.start()
        device.told(" accepted: ")
        self.assertGreaterEqual(gate.ended, 1)
        self.assertEqual(0, device.finish())


class DeviceBeforeItsHub(unittest.TestCase):
    def test_says_again_what_a_broker_forgot_as_soon_as_the_hub_listens(self):
        broker = Broker().start()
        self.addCleanup(broker.remove)
        seen = Subscriber(broker.port, "oov/up/radio-7/report", "oov/json/hub/+/status")
        self.addCleanup(seen.close)
        device = Device("radio-7", port=1, patience_s=600)
        self.addCleanup(device.remove)
        device.say("te vroeg")
        device.told(" kept")
        device.kill()
        device.port = broker.port
        device.start()
        seen.on("oov/up/radio-7/report")
        hub = Hub(broker=broker.port)
        self.addCleanup(hub.remove)
        hub.start()
        # Long before its own ten minutes.
        device.told(" accepted: ")
        self.assertEqual(0, device.finish())
        seen.wait_until(lambda: sum(m.topic.endswith("/report") for m in seen.all) >= 2)
        came = ["report" if m.topic.endswith("/report") else m.json["state"] for m in seen.all]
        self.assertEqual("report", came[0])
        before = came[1:came.index("report", 1)]
        self.assertTrue({"up", "degraded"} & set(before), f"it did not wait for the hub's word: {came}")


class DeviceAndDyingHub(unittest.TestCase):
    def test_loses_nothing_while_the_hub_is_killed_again_and_again(self):
        hub = Hub()
        self.addCleanup(hub.remove)
        hub.start()
        device = Device("radio-7", hub.port)
        self.addCleanup(device.remove)
        for round_number in range(3):
            for number in range(20):
                device.say(f"ronde {round_number} {number}")
            device.told(" sent", 20 * round_number + 1)
            hub.kill()
            hub.start()
        # What a broker took before the hub listened to it, and forgot, the device says again once the hub says that it does;
        # whatever else was lost on the way, when its own wait of 30 s at most is over.
        device.told(" accepted: ", 60, deadline_s=90)
        self.assertEqual(0, device.finish())
        ids = [line.split(" ")[1] for line in device.lines if " accepted: " in line]
        self.assertEqual(60, len(set(ids)))
        self.assertEqual(60, len(ids))
        asked = hub.paraat("--json", "query", "incidents", "--limit", "200", "--as", "opco-1")
        self.assertEqual(0, asked.returncode, asked.stderr)
        # Without a place each opens an incident of its own.
        self.assertEqual(60, json.loads(asked.stdout)["total"])


if __name__ == "__main__":
    unittest.main()
