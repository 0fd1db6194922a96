"""A site's own broker by TLS: which one the hub takes, and how it goes on when certificates are rotated."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from broker import Broker
from centre import DEADLINE_S, Hub, until
from test_tls import paraat


class TlsBroker(Broker):
    """It asks each client for a certificate of its CA, and is localhost and nothing else."""

    def __init__(self, hosts=("localhost",), valid="90d"):
        super().__init__()
        self.ca = self.folder / "ca"
        paraat("ca", "init", "--directory", self.ca)
        paraat("ca", "issue", *(word for host in hosts for word in ("--server", host)), "--valid", valid, "--directory", self.ca,
               "--out", self.folder / "own")
        self.issue("paraat-hub")
        (self.folder / "mosquitto.conf").write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 100000\nmax_inflight_messages 1000\n"
            f"cafile {self.folder}/own/root.pem\ncertfile {self.folder}/own/{hosts[0]}.pem\n"
            f"keyfile {self.folder}/own/{hosts[0]}.key\ncrlfile {self.folder}/crl.pem\nrequire_certificate true\n")
        self.open_to_the_broker()

    def issue(self, account, word="issue"):
        paraat("ca", word, account, "--directory", self.ca, "--out", self.folder / "client")

    def open_to_the_broker(self):
        """Mosquitto reads its files as its own user."""
        shutil.copy(self.ca / "crl.pem", self.folder / "crl.pem")
        for file in (self.folder / "own", *(self.folder / "own").iterdir(), self.folder / "crl.pem"):
            os.chmod(file, 0o755 if file.is_dir() else 0o644)


class TlsHubOfASite(Hub):
    def __init__(self, broker, address="localhost", ca=None):
        super().__init__(broker=broker.port)
        self.broker_address = address
        client = broker.folder / "client"
        self.tls = ["--broker-tls", "true", "--broker-ca-file", ca or client / "root.pem", "--broker-cert-file",
                    client / "paraat-hub.pem", "--broker-key-file", client / "paraat-hub.key"]

    def arguments(self):
        return [*super().arguments(), *self.tls]


class SiteBroker(unittest.TestCase):
    def started(self, broker, **more):
        hub = TlsHubOfASite(broker, **more)
        self.addCleanup(hub.stop)
        return hub

    def broker(self, **more):
        broker = TlsBroker(**more).start()
        self.addCleanup(broker.remove)
        return broker

    def stays_away(self, broker, **more):
        hub = self.started(broker, **more).start(readiness=503)
        until(lambda: "certificate verify failed" in hub.said(), "it does not say so", hub.said)
        self.assertNotIn('"connected to the broker"', hub.said())

    def test_hub_stays_away_from_a_broker_of_another_name(self):
        self.stays_away(self.broker(), address="127.0.0.1")

    def test_hub_stays_away_from_a_broker_of_another_ca(self):
        other = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        paraat("ca", "init", "--directory", other)
        self.stays_away(self.broker(), ca=other / "root.pem")

    def test_hub_goes_on_with_a_rotated_certificate_without_a_restart(self):
        for client in ("mqtt311", "mqtt5", "paho"):
            with self.subTest(client=client):
                broker = self.broker()
                hub = self.started(broker)
                hub.environment["PARAAT_BROKER_CLIENT"] = client
                hub.start()
                process = hub.process.pid
                rows = map(json.loads, paraat("--json", "ca", "list", "--directory", broker.ca).splitlines())
                former = next(row["serial"] for row in rows if row["name"] == "paraat-hub")
                broker.issue("paraat-hub", word="renew")
                paraat("ca", "revoke", former, "--directory", broker.ca)
                broker.open_to_the_broker()
                broker.stop()
                until(lambda: hub.http("/readyz")[0] == 503, "it does not notice")
                broker.start()
                until(lambda: hub.http("/readyz")[0] == 200, "it does not come back", hub.said)
                self.assertEqual(hub.process.pid, process)
                self.assertIsNone(hub.process.poll())
                identity = ["--cafile", broker.folder / "client" / "root.pem", "--cert", broker.folder / "client" / "paraat-hub.pem",
                            "--key", broker.folder / "client" / "paraat-hub.key"]
                said = subprocess.run(["mosquitto_rr", "-h", "localhost", "-p", str(broker.port), *identity, "-t", "oov/up/radio-7/report",
                                       "-e", "oov/down/radio-7/receipt", "-q", "1", "-W", str(DEADLINE_S), "-m",
                                       '{"id":"r1","category":"theft"}'], capture_output=True, text=True, timeout=DEADLINE_S, check=False)
                self.assertTrue(json.loads(said.stdout)["accepted"], said)


if __name__ == "__main__":
    unittest.main()
