"""A device that is set up by a claim link, from `paraat provision` to its first word to the hub."""
import base64
import http.client
import io
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import zipfile

from broker import free_ports
from centre import BIN, DEADLINE_S, SOURCE, Subscriber, publish, until
from tak_client import TakClient
from test_tls import TlsHub, paraat

PAGE = {"claimed": "al gebruikt", "expired": "verlopen", "ended": "ingetrokken"}


class ProvisionedHub(TlsHub):
    """With a configuration file of its own, which `paraat provision` reads too."""

    def __init__(self):
        super().__init__()
        text = (SOURCE / "config" / "hub.toml").read_text()
        for key, value in (("tls_port", self.tls_port), ("tls_names", '"localhost"'), ("organisation", f'"{SOURCE}/config/organisation.toml"')):
            text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
        self.tak_port = free_ports(1)[0]
        text = re.sub(r"(?m)^tls_port = .*8089.*$", f"tls_port = {self.tak_port}", text)
        text = re.sub(r'(?m)^p2000 = .*$', f'p2000 = "{SOURCE}/config/p2000.toml"', text)
        text = re.sub(r'(?m)^privacy = .*$', f'privacy = "{SOURCE}/config/privacy.toml"', text)
        text = re.sub(r'(?m)^devices = .*$', f'devices = "{SOURCE}/config/devices.toml"', text)
        text = re.sub(r'(?m)^directory = "rules".*$', f'directory = "{SOURCE}/config/rules"', text)
        text = re.sub(r'(?m)^directory = "../data/access".*$', f'directory = "{self.access}"', text)
        self.config = self.folder / "hub.toml"
        self.config.write_text(text)

    def provision(self, word, *words, code=0):
        return paraat("--json", "provision", word, *words, "--config", self.config, code=code)

    def link(self, *words):
        return urllib.parse.urlparse(json.loads(self.provision("device", *words))["url"]).path

    def follows(self, unit):
        """Whether the hub knows where it is."""
        listener = Subscriber(self.port, "oov/down/console-1/result")
        try:
            publish(self.port, "oov/up/console-1/query", {"id": "q", "ask": "units"})
            answer = listener.on("oov/down/console-1/result").json
        finally:
            listener.close()
        return any(one["unit"] == unit and one.get("lat") == 51.92 for one in answer["items"])

    def ask(self, method, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=DEADLINE_S)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body if answer.getheader("Content-Type") == "application/zip" else body.decode()


class Provision(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hub = ProvisionedHub().start()

    @classmethod
    def tearDownClass(cls):
        cls.hub.stop()

    def test_app_of_tak_connects_with_the_package_of_its_link(self):
        answer, body = self.hub.ask("POST", self.hub.link("radio-12", "--kind", "atak"))
        self.assertEqual(200, answer.status)
        package = zipfile.ZipFile(io.BytesIO(body))
        self.assertIsNone(package.testzip())
        listed = re.findall(r'zipEntry="([^"]+)"', package.read("MANIFEST/manifest.xml").decode())
        self.assertEqual(sorted([*listed, "MANIFEST/manifest.xml"]), sorted(package.namelist()))
        said = dict(re.findall(r'<entry key="(\w+)"[^>]*>([^<]*)<', package.read("certs/server.pref").decode()))
        self.assertEqual(f"localhost:{self.hub.tak_port}:ssl", said["connectString0"])
        files = {}
        for name, password, more in (("truststore", said["caPassword"], ["-nokeys"]), ("radio-12", said["clientPassword"], ["-nodes"])):
            files[name] = self.hub.folder / f"tak-{name}.pem"
            subprocess.run(["openssl", "pkcs12", "-passin", "stdin", "-in", self.p12(package, name), "-out", files[name], *more],
                           input=password + "\n", text=True, capture_output=True, timeout=DEADLINE_S, check=True)
        client = TakClient(self.hub.tak_port, "ANDROID-12", "ANN", (files["truststore"], files["radio-12"], files["radio-12"]))
        self.addCleanup(client.close)
        client.of("a-f-G-U-C", "paraat")

    def p12(self, package, name):
        file = self.hub.folder / f"{name}.p12"
        file.write_bytes(package.read(f"certs/{name}.p12"))
        return file

    def states(self, account):
        rows = map(json.loads, self.hub.provision("list").splitlines())
        return [row["state"] for row in rows if row["account"] == account]

    def test_device_is_set_up_once_and_heard(self):
        path = self.hub.link("radio-7", "--label", "Van 3")
        for _ in range(2):
            answer, body = self.hub.ask("GET", path)
            self.assertEqual(answer.status, 200)
            self.assertIn("Van 3", body)
            self.assertIn("<button>", body)
            self.assertEqual(answer.getheader("Cache-Control"), "no-store")
            self.assertEqual(answer.getheader("Referrer-Policy"), "no-referrer")
        answer, body = self.hub.ask("POST", path)
        self.assertEqual(answer.status, 200)
        self.assertIn("radio-7.paraat.json", answer.getheader("Content-Disposition"))
        got = self.hub.folder / "radio-7.paraat.json"
        got.write_text(body)
        line = paraat("provision", "unpack", got, "--out", self.hub.keys).strip()
        self.assertEqual((self.hub.keys / "radio-7.key").stat().st_mode & 0o777, 0o600)
        # The line to try, as it stands there.
        done = subprocess.run([BIN / "paraat", *line.split()[1:]], capture_output=True, text=True, timeout=DEADLINE_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        for method in ("GET", "POST"):
            answer, body = self.hub.ask(method, path)
            self.assertEqual(answer.status, 410)
            self.assertIn(PAGE["claimed"], body)
            self.assertNotIn("PRIVATE KEY", body)
        self.assertEqual(self.states("radio-7"), ["used"])

    def test_phone_with_owntracks_is_set_up_and_followed(self):
        path = self.hub.link("radio-6", "--kind", "owntracks", "--label", "Jan")
        answer, body = self.hub.ask("POST", path)
        self.assertEqual((answer.status, answer.getheader("Content-Type")), (200, "text/html; charset=utf-8"))
        inline = re.search(r"owntracks:///config\?inline=([^\"]+)", body)[1]
        settings = json.loads(base64.b64decode(urllib.parse.unquote(inline)))
        self.assertEqual(("configuration", "owntracks/radio-6/phone"), (settings["_type"], settings["pubTopicBase"]))
        # What the app does with the file of its certificate.
        store = re.search(r'download="radio-6.otrp" href="data:application/x-pkcs12;base64,([^"]+)"', body)[1]
        (self.hub.folder / "radio-6.otrp").write_bytes(base64.b64decode(store))
        pem = self.hub.folder / "radio-6.pem"
        subprocess.run(["openssl", "pkcs12", "-in", self.hub.folder / "radio-6.otrp", "-nodes", "-passin", "env:WORD", "-out", pem],
                       env={**os.environ, "WORD": settings["passphrase"]}, check=True, capture_output=True, timeout=DEADLINE_S)
        root = base64.b64decode(re.search(r"data:application/x-x509-ca-cert;base64,([^\"]+)", body)[1])
        (self.hub.folder / "phone-ca.pem").write_bytes(root)
        publish = ["mosquitto_pub", "-h", settings["host"], "-p", str(settings["port"]), "--cafile", self.hub.folder / "phone-ca.pem",
                   "--cert", pem, "--key", pem, "-i", settings["clientId"], "-q", "1", "-t", settings["pubTopicBase"],
                   "-m", json.dumps({"_type": "location", "lat": 51.92, "lon": 4.48, "acc": 5, "tst": int(time.time())})]
        done = subprocess.run(publish, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertEqual(410, self.hub.ask("GET", path)[0].status)
        until(lambda: self.hub.follows("radio-6"), "the phone is not followed", self.hub.said)

    def test_revoked_device_is_cut_and_its_links_end(self):
        _, body = self.hub.ask("POST", self.hub.link("radio-8"))
        (self.hub.folder / "radio-8.json").write_text(body)
        paraat("provision", "unpack", self.hub.folder / "radio-8.json", "--out", self.hub.keys)
        path = self.hub.link("radio-8")
        process, said = self.hub.listens("radio-8", "news/#")
        self.assertEqual(json.loads(self.hub.provision("revoke", "radio-8")), {"account": "radio-8", "links": 1, "certificates": 1, "login_disabled": False})
        # With TLS 1.3 a refusal may come before or after what the client says first: then it names the certificate or, at times, the protocol alone.
        until(lambda: re.search("certificate revoked|Protocol error", said.read_text()), "its session goes on", said.read_text)
        answer, body = self.hub.ask("POST", path)
        self.assertEqual(answer.status, 410)
        self.assertIn(PAGE["ended"], body)
        self.hub.provision("revoke", "radio-8", code=66)
        process.kill()
        process.wait()

    def test_no_link_is_made_for_an_account_whose_login_is_disabled(self):
        def admin(*words):
            done = subprocess.run([BIN / "paraat", "admin", *words], cwd=SOURCE, env={**os.environ, "PARAAT_ACCESS_DIRECTORY": str(self.hub.access)},
                                  capture_output=True, text=True, timeout=DEADLINE_S, check=False)
            self.assertEqual(0, done.returncode, done.stderr)

        admin("password", "radio-10")
        revoked = json.loads(self.hub.provision("revoke", "radio-10"))
        self.assertEqual({"account": "radio-10", "links": 0, "certificates": 0, "login_disabled": True}, revoked)
        self.hub.provision("device", "radio-10", code=65)
        self.assertEqual([], self.states("radio-10"))
        admin("enable", "radio-10")
        self.hub.link("radio-10")
        self.assertEqual(["waiting"], self.states("radio-10"))

    def test_no_link_is_made_for_an_account_that_nobody_knows_unless_that_is_said(self):
        done = subprocess.run([BIN / "paraat", "provision", "device", "radoi-7", "--config", self.hub.config], capture_output=True, text=True,
                              timeout=DEADLINE_S, check=False)
        self.assertEqual(65, done.returncode)
        self.assertIn("paraat appoint radoi-7", done.stderr)
        self.assertEqual([], self.states("radoi-7"))
        self.hub.link("radoi-7", "--allow-unknown")
        self.assertEqual(["waiting"], self.states("radoi-7"))

    def test_renewed_link_ends_the_one_before(self):
        before = self.hub.link("radio-9", "--label", "Car")
        after = urllib.parse.urlparse(json.loads(self.hub.provision("renew", "radio-9"))["url"]).path
        self.assertEqual(self.hub.ask("GET", before)[0].status, 410)
        answer, body = self.hub.ask("GET", after)
        self.assertEqual(answer.status, 200)
        self.assertIn("Car", body)
        self.hub.provision("renew", "radio-99", code=66)

    def test_unknown_link_is_told_and_no_token_is_written_anywhere(self):
        self.assertEqual(self.hub.ask("GET", "/p/nothing")[0].status, 404)
        path = self.hub.link("radio-10")
        self.hub.ask("GET", path)
        self.hub.ask("POST", path)
        token = path.rsplit("/", 1)[1]
        self.assertEqual(len(token), 26)
        self.assertNotIn(token, self.hub.said())
        for file in self.hub.folder.rglob("*"):
            if file.is_file():
                self.assertNotIn(token.encode(), file.read_bytes(), file)

    def test_kind_that_the_hub_does_not_understand_is_refused(self):
        for kind in ("traccar", "meshtastic", "pigeon"):
            self.hub.provision("device", "radio-11", "--kind", kind, code=65)
        self.assertEqual(self.states("radio-11"), [])

    def test_batch_is_printed_or_nothing_is_made(self):
        devices = self.hub.folder / "devices.csv"
        devices.write_text("account,label\nvan-1,Van <1>\nvan-2,\nVan 3,\n")
        sheets = self.hub.folder / "sheets"
        self.hub.provision("batch", devices, "--sheets", sheets, code=65)
        self.assertEqual(self.states("van-1"), [])
        devices.write_text("account,label\nvan-1,Van <1>\nvan-2,\n")
        self.hub.provision("batch", devices, "--sheets", sheets, code=65)
        self.assertEqual(self.states("van-1"), [], "nobody knows it yet")
        self.hub.provision("batch", devices, "--sheets", sheets, "--allow-unknown")
        page = (sheets / "sheets.html").read_text()
        self.assertEqual(page.count("<svg"), 2)
        self.assertIn("Van &lt;1&gt;", page)
        self.assertEqual((sheets / "sheets.html").stat().st_mode & 0o777, 0o600)
        for path in re.findall(r"/p/[0-9a-z]+", page):
            self.assertEqual(self.hub.ask("GET", path)[0].status, 200)

    def test_picture_of_the_code_is_written(self):
        picture = self.hub.folder / "code.png"
        self.hub.link("radio-12", "--png", picture)
        self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(picture.stat().st_mode & 0o777, 0o600)


class ProvisionAlone(unittest.TestCase):
    def test_says_what_is_missing(self):
        paraat("provision", "device", "radio-7", "--config", "/nowhere/hub.toml", code=78)
        # As shipped there is no TLS, so nothing to set a device up for.
        paraat("provision", "device", "radio-7", "--config", SOURCE / "config" / "hub.toml", code=78)
        empty = pathlib.Path(tempfile.mkdtemp(prefix="paraat-")) / "x.json"
        empty.write_text("{}")
        paraat("provision", "unpack", empty, code=65)
        paraat("provision", "unpack", empty.parent / "none.json", code=66)

    def test_kind_that_there_is_not_is_said_before_a_port_that_is_missing(self):
        as_shipped = ("--config", SOURCE / "config" / "hub.toml")
        paraat("provision", "device", "radio-7", "--kind", "pigeon", *as_shipped, code=65)
        devices = pathlib.Path(tempfile.mkdtemp(prefix="paraat-")) / "devices.csv"
        devices.write_text("account,kind\nradio-7,pigeon\n")
        paraat("provision", "batch", devices, "--sheets", devices.parent / "sheets", *as_shipped, code=65)


if __name__ == "__main__":
    unittest.main()
