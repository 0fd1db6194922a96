"""The private broker by TLS: who gets in, who is shown out, and what others notice of it."""
import json
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from broker import free_ports
from centre import BIN, DEADLINE_S, Hub, until


def paraat(*words, code=0):
    done = subprocess.run([BIN / "paraat", *map(str, words)], capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


class TlsHub(Hub):
    """With a TLS listener on a port of its own, and a folder of certificates."""

    def __init__(self):
        super().__init__()
        self.access = self.folder / "access"
        self.ca = self.access / "ca"
        self.keys = self.folder / "keys"
        self.tls_port = free_ports(1)[0]

    def arguments(self):
        return [*super().arguments(), "--access-directory", self.access, "--broker-tls-port", str(self.tls_port),
                "--broker-tls-names", "localhost"]

    def issue(self, account, *more):
        return json.loads(paraat("--json", "ca", "issue", account, "--directory", self.ca, "--out", self.keys, *more))

    def revoke(self, whom):
        paraat("ca", "revoke", whom, "--directory", self.ca)

    def identity(self, account):
        return ["--cafile", self.keys / "root.pem", "--cert", self.keys / f"{account}.pem", "--key", self.keys / f"{account}.key"]

    def client(self, program, account, *words, host="localhost"):
        return [program, "-h", host, "-p", str(self.tls_port), *map(str, self.identity(account)), *map(str, words)]

    def publish(self, account, topic, payload, host="localhost", **more):
        return subprocess.run(self.client("mosquitto_pub", account, "-q", "1", "-t", topic, "-m", payload, host=host),
                              capture_output=True, text=True, timeout=DEADLINE_S, check=False, **more).returncode

    def listens(self, account, topic):
        """mosquitto_sub with an open session; what it says is in its file."""
        said = self.folder / f"heard-{account}"
        with open(said, "wb") as out:
            process = subprocess.Popen(["stdbuf", "-oL", *self.client("mosquitto_sub", account, "-q", "1", "-t", topic, "-d")],
                                       stdout=out, stderr=subprocess.STDOUT)
        until(lambda: b"SUBACK" in said.read_bytes(), "no subscription", said.read_text)
        return process, said


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hub = TlsHub().start()

    @classmethod
    def tearDownClass(cls):
        cls.hub.stop()

    def test_device_with_a_certificate_reports_under_its_own_name(self):
        self.hub.issue("radio-7")
        sent = paraat("--host", "localhost", "--port", self.hub.tls_port, "--ca-file", self.hub.keys / "root.pem", "--cert-file",
                      self.hub.keys / "radio-7.pem", "--key-file", self.hub.keys / "radio-7.key", "--as", "radio-7", "--outbox",
                      self.hub.folder / "outbox", "--json", "report", "--category", "shooting", "--text", "shots")
        self.assertTrue(json.loads(sent.splitlines()[-1])["accepted"])

    def test_nobody_gets_in_without_a_certificate_of_the_site(self):
        other = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        paraat("ca", "init", "--directory", other / "ca")
        paraat("ca", "issue", "radio-3", "--directory", other / "ca", "--out", other)
        root = self.hub.ca / "root.pem"
        for identity in ([], ["--cert", other / "radio-3.pem", "--key", other / "radio-3.key"]):
            done = subprocess.run(["mosquitto_pub", "-h", "localhost", "-p", str(self.hub.tls_port), "--cafile", root,
                                   *identity, "-t", "x", "-n"], capture_output=True, timeout=DEADLINE_S, check=False)
            self.assertNotEqual(done.returncode, 0, identity)

    def test_client_of_the_command_leaves_a_broker_of_another_name(self):
        # 127.1 is the same broker under a name that its certificate does not carry.
        self.hub.issue("radio-4")
        words = ["--port", self.hub.tls_port, "--ca-file", self.hub.keys / "root.pem", "--cert-file", self.hub.keys / "radio-4.pem",
                 "--key-file", self.hub.keys / "radio-4.key", "--as", "radio-4"]
        paraat("--host", "localhost", *words, "health")
        paraat("--host", "127.1", *words, "health", code=69)

    def test_revoked_device_is_cut_within_60_s_and_others_notice_nothing(self):
        self.hub.issue("radio-8")
        self.hub.issue("radio-9")
        thief, said = self.hub.listens("radio-8", "news/#")
        other, heard = self.hub.listens("radio-9", "news/#")
        traffic = subprocess.Popen(["mosquitto_pub", "-p", str(self.hub.port), "-q", "1", "-t", "news/1", "-l", "-i", "voice"],
                                   stdin=subprocess.PIPE, text=True)
        numbers = iter(range(1_000_000))

        def speaks():
            traffic.stdin.write(f"word-{next(numbers)}\n")
            traffic.stdin.flush()
            return True

        begin = time.monotonic()
        self.hub.revoke("radio-8")
        until(lambda: speaks() and b"certificate revoked" in said.read_bytes(), "the thief is not shown out", said.read_text, deadline_s=60)
        self.assertLess(time.monotonic() - begin, 60)
        self.assertNotEqual(self.hub.publish("radio-8", "news/2", "again"), 0)
        last = f"word-{next(numbers)}"
        traffic.stdin.write(last + "\n")
        traffic.stdin.close()
        traffic.wait()
        until(lambda: last.encode() in heard.read_bytes(), "the other hears nothing any more", heard.read_text)
        self.assertEqual(heard.read_bytes().count(b"sending CONNECT"), 1)
        words = [int(word) for word in re.findall(r"word-(\d+)", heard.read_text().replace("'", "\n")) if word]
        self.assertEqual(sorted(set(words)), list(range(max(words) + 1)))
        for process in (thief, other):
            process.kill()
            process.wait()

    def test_client_id_of_another_takes_nobodys_session(self):
        self.hub.issue("radio-5")
        self.hub.issue("radio-6")
        process, said = self.hub.listens("radio-5", "news/#")
        sent = subprocess.run(self.hub.client("mosquitto_pub", "radio-6", "-i", "radio-5", "-q", "1", "-t", "news/4", "-m", "mine"),
                              capture_output=True, timeout=DEADLINE_S, check=False)
        self.assertEqual(sent.returncode, 0)
        until(lambda: b"mine" in said.read_bytes(), "the session is gone", said.read_text)
        self.assertEqual(said.read_bytes().count(b"sending CONNECT"), 1)
        process.kill()
        process.wait()

    def test_renewed_certificate_is_shown_without_a_restart(self):
        self.hub.issue("radio-10")

        def shown():
            said = subprocess.run(["openssl", "s_client", "-connect", f"localhost:{self.hub.tls_port}", "-CAfile",
                                   self.hub.ca / "root.pem"], input="", capture_output=True, text=True, timeout=DEADLINE_S, check=False)
            return subprocess.run(["openssl", "x509", "-noout", "-serial"], input=said.stdout, capture_output=True, text=True,
                                  check=False).stdout

        before = shown()
        self.assertIn("serial=", before)
        (self.hub.ca / "broker.pem").unlink()
        until(lambda: shown() not in ("", before), "no new certificate")
        self.assertEqual(self.hub.publish("radio-10", "news/3", "x"), 0)
        self.assertEqual(self.hub.http("/readyz")[0], 200)

    def test_key_of_the_site_is_closed_to_others(self):
        for file in ("root.key", "broker.key"):
            self.assertEqual((self.hub.ca / file).stat().st_mode & 0o077, 0, file)


class Ca(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-"))
        self.ca = ("--directory", self.folder / "ca")

    def test_is_asked_for_before_all_else(self):
        for words in (["list"], ["issue", "radio-1"], ["revoke", "radio-1"], ["crl"]):
            paraat("ca", *words, *self.ca, code=66)
        paraat("ca", "init", *self.ca)
        paraat("ca", "init", *self.ca, code=73)

    def test_key_is_not_written_over_unasked(self):
        paraat("ca", "init", *self.ca)
        paraat("ca", "issue", "radio-1", *self.ca, "--out", self.folder)
        before = (self.folder / "radio-1.key").read_bytes()
        self.assertEqual((self.folder / "radio-1.key").stat().st_mode & 0o777, 0o600)
        paraat("ca", "issue", "radio-1", *self.ca, "--out", self.folder, code=73)
        self.assertEqual((self.folder / "radio-1.key").read_bytes(), before)
        paraat("ca", "renew", "radio-1", *self.ca, "--out", self.folder)
        self.assertNotEqual((self.folder / "radio-1.key").read_bytes(), before)

    def test_says_what_is_wrong(self):
        paraat("ca", "init", *self.ca)
        for words, code in ((["issue"], 64), (["issue", "Radio 1"], 65), (["issue", "hub"], 65), (["revoke", "radio-1"], 66),
                            (["issue", "radio-1", "--valid", "soon"], 65), (["issue", "--server", "a b"], 65)):
            paraat("ca", *words, *self.ca, code=code)

    def test_lists_what_was_issued_and_revoked(self):
        paraat("ca", "init", *self.ca)
        paraat("ca", "issue", "radio-1", *self.ca, "--out", self.folder)
        paraat("ca", "issue", "--server", "hub.example", *self.ca, "--out", self.folder)
        paraat("ca", "revoke", "radio-1", *self.ca)
        rows = [json.loads(line) for line in paraat("--json", "ca", "list", *self.ca).splitlines()]
        self.assertEqual({row["name"]: ("revoked_at" in row, row["kind"]) for row in rows},
                         {"radio-1": (True, "device"), "hub.example": (False, "server")})
        self.assertIn("days", paraat("ca", "list", *self.ca))
        self.assertEqual(json.loads(paraat("--json", "ca", "crl", *self.ca))["revoked"], 1)


if __name__ == "__main__":
    unittest.main()
