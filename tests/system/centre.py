"""A hub with its broker on ports that it takes itself, seen through mosquitto_pub and mosquitto_sub alone.

Waits are for a condition, with a deadline that only a failure reaches.
"""
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

import seen

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("PARAAT_BIN", SOURCE / "build" / "bin"))
BUILD = pathlib.Path(os.environ.get("PARAAT_BUILD", SOURCE / "build" / "release"))
DEADLINE_S = 30
# Most tests are about other things than who may do what: everybody may be anybody. test_access.py is about that.
os.environ.setdefault("PARAAT_BROKER_ACCESS", "open")
NO_ANSWER = (OSError, http.client.HTTPException)  # nobody listens, or who did ended amid the answer
ULID = re.compile(r"^[0-7][0-9a-hjkmnp-tv-z]{25}$")


def now_ms():
    return int(time.time() * 1000)


def until(holds, what, seen=lambda: "", deadline_s=DEADLINE_S):
    """`what` and `seen()` say why a wait was in vain."""
    end = time.monotonic() + deadline_s
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"{what} {seen()}")
        time.sleep(0.02)


class Message:
    """What a subscriber saw: topic, payload (bytes), whether the broker kept it."""

    def __init__(self, topic, payload, is_retained):
        self.topic, self.payload, self.is_retained = topic, payload, is_retained

    @property
    def json(self):
        return json.loads(self.payload)

    def __repr__(self):
        return f"{self.topic} {self.payload[:300]!r}"


class Subscriber:
    """mosquitto_sub, read by a thread. `all` holds what came, in order."""

    def __init__(self, port, *filters, client=None):
        # Hexadecimal, because a payload may hold any byte; the marker says that the subscription stands.
        command = ["mosquitto_sub", "-p", str(port), "-q", "1", "-F", "%r %t %x"]
        if client:
            command += ["-i", client, "-c"]
        for one in (*filters, "marker/#"):
            command += ["-t", one]
        self.all = []
        self._changed = threading.Condition()
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._is_marked = False
        end = time.monotonic() + DEADLINE_S
        while not self._is_marked:
            if time.monotonic() > end:
                raise AssertionError("the subscription does not stand")
            publish(port, f"marker/{id(self)}", b"x")
            with self._changed:
                self._changed.wait_for(lambda: self._is_marked, 0.2)

    def _read(self):
        for line in self._process.stdout:
            if not line.endswith("\n"):
                return  # it was ended amid a message
            retained, topic, payload = (line.rstrip("\n").split(" ", 2) + [""])[:3]
            with self._changed:
                if topic.startswith("marker/"):
                    self._is_marked = True
                else:
                    self.all.append(Message(topic, bytes.fromhex(payload), retained == "1"))
                    seen.note(topic, self.all[-1].payload)
                self._changed.notify_all()

    def wait(self, fits, deadline_s=DEADLINE_S, since=0):
        """The first message from number `since` on that fits; fails with all that came instead."""

        def found():
            return next((m for m in self.all[since:] if fits(m)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() is not None, deadline_s)
            message = found()
        if message is None:
            came = [m for m in self.all[since:] if "/json/" in m.topic or "/down/" in m.topic]
            raise AssertionError("did not come; instead:\n" + "\n".join(map(repr, came[-25:])))
        return message

    def wait_until(self, holds, deadline_s=DEADLINE_S):
        """Until `holds()`, asked at each message; no failure when it never does: the caller then says what is missing."""
        with self._changed:
            self._changed.wait_for(holds, deadline_s)

    def on(self, topic, fits=lambda m: True, **more):
        return self.wait(lambda m: m.topic == topic and fits(m), **more)

    def count(self):
        with self._changed:
            return len(self.all)

    def stand_still(self):
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)

    def close(self):
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()


def publish(port, topic, payload, qos=1, retain=False, client=None):
    """One message through mosquitto_pub; a dict goes as JSON."""
    if isinstance(payload, (dict, list)):
        payload = json.dumps(payload)
    if isinstance(payload, str):
        payload = payload.encode()
    command = ["mosquitto_pub", "-p", str(port), "-t", topic, "-q", str(qos)]
    command += ["-n"] if payload == b"" else ["-s"]
    if retain:
        command += ["-r"]
    if client:
        command += ["-i", client]
    return subprocess.run(command, input=payload, capture_output=True, timeout=DEADLINE_S, check=False).returncode


def publish_all(port, topic, payloads, qos=1):
    """Many messages over one connection, so that they come in one go."""
    lines = "".join(json.dumps(payload) + "\n" for payload in payloads)
    subprocess.run(["mosquitto_pub", "-p", str(port), "-t", topic, "-q", str(qos), "-l"], input=lines, text=True, check=True,
                   timeout=DEADLINE_S)


class Hub:
    """paraat-hub in a folder of its own. kill() is kill -9; start() again goes on with the same journal and ports.

    It takes free ports at its first start, and its greeting says which.
    """

    def __init__(self, config=None, broker=None):
        """With a `broker` (a port) that one is used, else the hub starts its own."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.broker, self.broker_address = broker, "127.0.0.1"
        self.config = config or SOURCE / "config" / "hub.toml"
        self.journal = self.folder / "journal"
        self.port, self.admin_port = broker or 0, 0
        self.environment = {}
        self.log_file = self.folder / "hub.log"
        self.process = None

    def arguments(self):
        return [BIN / "paraat-hub", "--config", self.config, "--journal-directory", self.journal,
                "--broker-port", str(self.port), "--broker-websocket-port", "0",
                "--admin-port", str(self.admin_port), "--admin-metrics", "all", *(["--broker-address", self.broker_address] if self.broker else [])]

    def launch(self):
        self._wait_for_ports()
        self.log = open(self.log_file, "ab")
        self.process = subprocess.Popen(self.arguments(), stdout=self.log, stderr=self.log, env={**os.environ, **self.environment})

    def start(self, readiness=200):
        """Until /readyz answers with this status."""
        self.launch()
        end = time.monotonic() + DEADLINE_S
        while not self.knows_ports() or self.http("/readyz")[0] != readiness:
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError("the hub does not start:\n" + self.said())
            time.sleep(0.02)
        return self

    def knows_ports(self):
        for name, said in (("port", r"^  broker +\S+:(\d+)$"), ("admin_port", r"^  health +http://127\.0\.0\.1:(\d+)/readyz$")):
            greeted = re.search(said, self.said(), re.MULTILINE)
            if greeted and not getattr(self, name):
                setattr(self, name, int(greeted[1]))
        return self.port and self.admin_port

    def _wait_for_ports(self):
        # A killed hub's broker ends with it, a moment later.
        end = time.monotonic() + DEADLINE_S
        for port in (0 if self.broker else self.port, self.admin_port):
            while port and time.monotonic() < end:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) != 0:
                        break
                time.sleep(0.02)

    def http(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as failed:
            try:
                return failed.code, failed.read().decode()
            except NO_ANSWER:
                return 0, ""
        except NO_ANSWER:
            return 0, ""

    def metric(self, name):
        """The value of the first sample whose name and labels begin so."""
        for line in self.http("/metrics")[1].splitlines():
            if line.startswith(name):
                return float(line.rsplit(" ", 1)[1])
        return None

    def said(self):
        return self.log_file.read_text(errors="replace")

    def logged(self):
        """Its log lines, each as fields."""
        lines = []
        for line in self.said().splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue
        return lines

    def wait_for_log(self, fits):
        """The first line that fits. A thread of its own writes them, so what the hub told may be written a little later."""
        until(lambda: any(map(fits, self.logged())), "it does not log that", self.said)
        return next(filter(fits, self.logged()))

    def broker_pid(self):
        """None while the hub has none that lives."""
        children = pathlib.Path("/proc").glob("[0-9]*/stat")
        for stat in children:
            try:
                name, rest = stat.read_text().split("(", 1)[1].rsplit(")", 1)
            except (OSError, IndexError):
                continue
            state, parent = rest.split()[:2]
            if name == "mosquitto" and state != "Z" and int(parent) == self.process.pid:
                return int(stat.parent.name)
        return None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def stop(self):
        """A clean stop; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(DEADLINE_S)
        self.log.close()
        return code

    def remove(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def paraat(self, *arguments, timeout=DEADLINE_S):
        """The command-line client against this hub's broker."""
        environment = {**os.environ, "PARAAT_OUTBOX": str(self.folder / "outbox"), **({"PARAAT_BROKER_PORT": str(self.port)} if self.port else {})}
        return subprocess.run([BIN / "paraat", *map(str, arguments)], capture_output=True, text=True, timeout=timeout,
                              env=environment, check=False)


def config_with(folder, *changes):
    """A copy of the shipped configuration in `folder`, in place of one that is there, each (file, old, new) replaced; its hub.toml."""
    shutil.rmtree(folder / "config", ignore_errors=True)
    shutil.copytree(SOURCE / "config", folder / "config")
    for file, old, new in changes:
        path = folder / "config" / file
        text = path.read_text()
        if old not in text:
            raise AssertionError(f"{file} has no {old!r}")
        path.write_text(text.replace(old, new))
    return folder / "config" / "hub.toml"


class CentreTest(unittest.TestCase):
    """A running hub for the whole class, and a subscriber to everything."""

    changes = ()  # of the shipped configuration, as for config_with()

    @classmethod
    def setUpClass(cls):
        cls.hub = Hub()
        if cls.changes:
            cls.hub.config = config_with(cls.hub.folder, *cls.changes)
        cls.addClassCleanup(cls.hub.remove)
        cls.hub.start()
        cls.all = Subscriber(cls.hub.port, "oov/#")
        cls.addClassCleanup(cls.all.close)
        cls._numbers = 0

    def fresh(self, prefix="t"):
        type(self)._numbers += 1
        return f"{prefix}{self._numbers}"

    def send(self, client, kind, body, **more):
        self.assertEqual(0, publish(self.hub.port, f"oov/up/{client}/{kind}", body, **more))

    def receipt(self, client, id, since=0):
        return self.all.on(f"oov/down/{client}/receipt", lambda m: m.json["id"] == id, since=since).json

    def tell(self, client, kind, body):
        """Sends it with a fresh id; its receipt."""
        body = {"id": self.fresh(), **body}
        since = self.all.count()
        self.send(client, kind, body)
        return self.receipt(client, body["id"], since)

    def report(self, client="radio-7", **fields):
        """An accepted report; its incident."""
        receipt = self.tell(client, "report", {"category": "shooting", **fields})
        self.assertTrue(receipt["accepted"], receipt)
        return receipt["incident"]

    def alert(self, division, incident, fits=lambda alert: True, since=0):
        topic = f"oov/json/{division}/alert/{incident}"
        return self.all.on(topic, lambda m: m.payload != b"" and fits(m.json), since=since).json

    def restart(self):
        """The hub is killed and there again, with a broker that knows nothing."""
        self.hub.kill()
        self.hub.start()
        type(self).all = Subscriber(self.hub.port, "oov/#")
        self.addClassCleanup(self.all.close)

    def ask(self, client, body):
        body = {"id": self.fresh("q"), **body}
        self.send(client, "query", body)
        return self.all.on(f"oov/down/{client}/result", lambda m: m.json.get("id") == body["id"]).json
