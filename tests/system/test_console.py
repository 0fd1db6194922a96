"""The operators' page as the real hub serves it, and what the page is told before the login."""
import gzip
import http.client
import json
import re
import subprocess
import unittest

from centre import BIN, DEADLINE_S, SOURCE, Hub
from mqtt_client import Client

PAGE = "<!doctype html><title>Paraat</title>" + " " * 4000
SCRIPT = "console.log('here');\n" * 200


def build_in(folder):
    """A small console, as a build leaves it."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "app.webmanifest").write_text("{}")
    (folder / "assets" / "app-1a2b.js").write_text(SCRIPT)
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    return folder


class ConsoleHub(Hub):
    def __init__(self):
        super().__init__()
        self.console = build_in(self.folder / "console")
        self.street_map = self.folder / "nl.pmtiles"
        self.street_map.write_bytes(b"PMTiles\x03" + bytes(range(200)))
        (self.folder / "secret").write_text("secret")
        (self.console / "link").symlink_to(self.folder / "secret")
        self.environment = {"PARAAT_CONSOLE_DIRECTORY": str(self.console), "PARAAT_CONSOLE_STREET_MAP": str(self.street_map),
                            "PARAAT_CONSOLE_URL": "https://hub.example.nl"}

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=DEADLINE_S)
        # As it stands: a client of today would tidy the path up.
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    def websocket(self):
        """What the page is told, by whatever name it is asked."""
        return json.loads(self.ask("/console.json").content)["websocket"]


class Console(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.hub = ConsoleHub().start()

    @classmethod
    def tearDownClass(cls):
        cls.hub.stop()
        cls.hub.remove()

    def test_page_is_served_with_what_keeps_others_out(self):
        answer = self.hub.ask("/")
        self.assertEqual((200, PAGE.encode()), (answer.status, answer.content))
        self.assertEqual("text/html; charset=utf-8", answer.getheader("Content-Type"))
        self.assertEqual("no-cache", answer.getheader("Cache-Control"))
        policy = answer.getheader("Content-Security-Policy")
        self.assertIn("default-src 'none'; script-src 'self';", policy)
        self.assertIn("frame-ancestors 'none'; base-uri 'none'; form-action 'self'", policy)
        self.assertEqual("nosniff", answer.getheader("X-Content-Type-Options"))
        self.assertEqual("no-referrer", answer.getheader("Referrer-Policy"))
        self.assertEqual("same-origin", answer.getheader("Cross-Origin-Opener-Policy"))
        self.assertIn("geolocation=(self)", answer.getheader("Permissions-Policy"))

    def test_files_have_their_types_and_names_with_a_digest_are_kept(self):
        self.assertEqual("application/manifest+json", self.hub.ask("/app.webmanifest").getheader("Content-Type"))
        script = self.hub.ask("/assets/app-1a2b.js")
        self.assertEqual("text/javascript; charset=utf-8", script.getheader("Content-Type"))
        self.assertEqual("public, max-age=31536000, immutable", script.getheader("Cache-Control"))

    def test_packed_file_goes_to_who_takes_it(self):
        packed = self.hub.ask("/assets/app-1a2b.js", Accept_Encoding="br, gzip")
        self.assertEqual("gzip", packed.getheader("Content-Encoding"))
        self.assertEqual(SCRIPT.encode(), gzip.decompress(packed.content))
        plain = self.hub.ask("/assets/app-1a2b.js")
        self.assertEqual((None, SCRIPT.encode()), (plain.getheader("Content-Encoding"), plain.content))
        self.assertEqual(PAGE.encode(), self.hub.ask("/", Accept_Encoding="gzip, br").content)

    def test_head_has_the_length_and_no_more(self):
        answer = self.hub.ask("/", "HEAD")
        self.assertEqual((200, b"", str(len(PAGE))), (answer.status, answer.content, answer.getheader("Content-Length")))

    def test_nothing_else_is_served(self):
        for path in ("/secret", "/link", "/../secret", "/assets/../../secret", "/%2e%2e/secret", "/assets", "/assets/", "/anything"):
            with self.subTest(path=path):
                answer = self.hub.ask(path)
                self.assertEqual(404, answer.status)
                self.assertNotIn(b"secret", answer.content)
        self.assertEqual(404, self.hub.ask("/", "POST", Content_Length="0").status)

    def test_streets_come_in_ranges(self):
        answer = self.hub.ask("/street.pmtiles", Range="bytes=0-6")
        self.assertEqual((206, b"PMTiles", "bytes 0-6/208"), (answer.status, answer.content, answer.getheader("Content-Range")))
        self.assertEqual(bytes(range(196, 200)), self.hub.ask("/street.pmtiles", Range="bytes=204-99999").content)
        self.assertEqual(416, self.hub.ask("/street.pmtiles", Range="bytes=99999-").status)

    def test_page_is_served_under_names_that_the_hub_knows(self):
        for host in ("127.0.0.1", "localhost:8080", "hub.example.nl"):
            with self.subTest(host=host):
                self.assertEqual(200, self.hub.ask("/", Host=host).status)
        for path in ("/", "/console.json", "/street.pmtiles"):
            with self.subTest(path=path):
                answer = self.hub.ask(path, Host="rebound.example")
                self.assertEqual(421, answer.status)
                self.assertIn(b"[console] url", answer.content)

    def test_page_is_told_where_the_broker_is_and_may_connect_there_alone(self):
        for host, expected in (("127.0.0.1", r"ws://127\.0\.0\.1:\d+/mqtt"), ("localhost:1", r"ws://localhost:\d+/mqtt"),
                               ("hub.example.nl", r"wss://hub\.example\.nl/mqtt")):
            with self.subTest(host=host):
                answer = self.hub.ask("/console.json", Host=host)
                told = json.loads(answer.content)
                self.assertEqual(["node", "root", "version", "contract", "websocket", "street_map", "access"], list(told))
                self.assertRegex(told["websocket"], f"^{expected}$")
                self.assertIs(True, told["street_map"])
                origin = told["websocket"].removesuffix("/mqtt")
                self.assertIn(f"connect-src 'self' {origin};", answer.getheader("Content-Security-Policy"))

    def test_broker_answers_where_the_page_is_told(self):
        port = int(re.search(r":(\d+)/mqtt$", self.hub.websocket())[1])
        Client(port, "console-1.page", "console-1", is_web=True).close()

    def test_check_names_what_is_wrong_with_the_console(self):
        def checked(**environment):
            return subprocess.run([BIN / "paraat-hub", "--config", SOURCE / "config" / "hub.toml", "--check"], capture_output=True, text=True,
                                  timeout=DEADLINE_S, env={**environment, "PARAAT_CONSOLE_DIRECTORY": environment.get("PARAAT_CONSOLE_DIRECTORY", str(self.hub.console))}, check=False)

        wrong = checked(PARAAT_CONSOLE_URL="http://hub.example.nl")
        self.assertEqual(78, wrong.returncode)
        self.assertIn("console.url is \"https://\" and a host", wrong.stderr)
        wrong = checked(PARAAT_CONSOLE_DIRECTORY=str(self.hub.street_map))
        self.assertEqual(78, wrong.returncode)
        self.assertIn("console.directory is the folder of the console", wrong.stderr)
        caution = checked(PARAAT_CONSOLE_STREET_MAP="/absent.pmtiles")
        self.assertEqual(0, caution.returncode, caution.stderr)
        self.assertIn("caution: /absent.pmtiles: this is no file of PMTiles", caution.stderr)


class NoConsole(unittest.TestCase):
    def test_hub_without_a_built_console_says_how_to_build_it(self):
        hub = Hub()
        self.addCleanup(hub.remove)
        hub.environment = {"PARAAT_CONSOLE_DIRECTORY": str(hub.folder / "absent")}
        hub.start()
        status, body = hub.http("/")
        self.assertEqual(503, status)
        self.assertIn("./dev build", body)
        self.assertEqual(200, hub.http("/console.json")[0])
        hub.stop()
        self.assertEqual(1, hub.said().count("no console: it was not built"))


if __name__ == "__main__":
    unittest.main()
