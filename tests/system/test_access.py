"""Who may do what, at the real broker: the whole table is tried and judged by what is delivered; and what ends a session, or keeps one out."""
import contextlib
import itertools
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import threading
import unittest

from broker import Broker, free_ports
from centre import BIN, SOURCE, Hub, until
from closed_hub import ClosedHub
from mqtt_client import Client, Refused

REFUSED = (4, 5)  # bad user name or password; not authorised


class Closed(unittest.TestCase):
    """One hub for a class; each account has a login."""

    logins = ("admin-1", "console-1", "opco-1", "coord-overlast-1", "coord-ondermijning-1", "radio-1", "radio-2", "radio-7", "radio-8")

    @classmethod
    def setUpClass(cls):
        cls.hub = ClosedHub()
        cls.addClassCleanup(cls.hub.remove)
        for account in cls.logins:
            cls.hub.make_login(account)
        cls.hub.start()

    def client(self, account, tab="", **more):
        client = self.hub.client(account, tab, **more)
        self.addCleanup(client.close)
        return client

    def refuses(self, *arguments, **more):
        with self.assertRaises(Refused) as refused:
            self.hub.client(*arguments, **more).close()
        self.assertIn(refused.exception.code, REFUSED)

    def gets_in(self, account):
        try:
            self.hub.client(account).close()
            return True
        except Refused:
            return False

    def failed_logins(self):
        """Of all that were refused before: the broker counts in the round in which it refuses, and lets this one in in a later one."""
        fence = self.client("hub", client_id="hub.fence")
        fence.subscribe("fence")
        return self.hub.metric("paraat_failed_logins_total")

    def tell(self, client, account, kind, body):
        """Its receipt; the client hears its own side."""
        client.publish(f"oov/up/{account}/{kind}", json.dumps(body))
        return json.loads(client.wait_for(f"oov/down/{account}/receipt", lambda p: json.loads(p)["id"] == body["id"]))

    def ask(self, client, account, body):
        client.publish(f"oov/up/{account}/query", json.dumps(body))
        return json.loads(client.wait_for(f"oov/down/{account}/result", lambda p: json.loads(p)["id"] == body["id"]))


class Matrix(unittest.TestCase):
    """All identities x all topics x read, write, retained, twin, query."""

    @classmethod
    def setUpClass(cls):
        cls.hub = ClosedHub()
        cls.addClassCleanup(cls.hub.remove)
        cls.table = json.loads(cls.hub.paraat("access", "table", "--json").stdout)
        cls.identities = sorted({row["identity"] for row in cls.table})
        for identity in cls.identities:
            if identity not in ("", "hub"):
                cls.hub.make_login(identity)
        cls.hub.start()
        cls.members = [identity for identity in cls.identities if identity]

    def setUp(self):
        self.expected = {(row["identity"], row["topic"]): row for row in self.table}
        rows = {row["topic"]: row for row in self.table}
        # Topics that one has for its own are another's "others".
        for topic, row in rows.items():
            for identity in self.identities:
                if (identity, topic) in self.expected:
                    continue
                family = row["family"].replace("/own", "/others")
                self.expected[identity, topic] = next(r for r in self.table
                                                      if (r["identity"], r["family"]) == (identity, family))
        self.topics = {topic: row.get("twin_topic") for topic, row in rows.items() if not topic.startswith("$")}

    def connect(self, identity, tab):
        # Not under the names of the hub's own connections.
        client = self.hub.client(identity, tab, client_id=f"{identity}.{tab}")
        self.addCleanup(client.close)
        return client

    def everything(self):
        return [topic for pair in self.topics.items() for topic in pair if topic]

    def differences(self, seen, allowed):
        """`seen`: pairs of identity and topic; `allowed(row)`, `twin(row, identity)`: what the table says."""
        found = []
        for (identity, topic), row in self.expected.items():
            if identity == "" or topic.startswith("$"):
                continue
            for which, name in (("topic", topic), ("twin", self.topics[topic])):
                if name and ((identity, name) in seen) != allowed(identity, which, row):
                    found.append((identity, name, "seen" if (identity, name) in seen else "not seen"))
        return found

    @staticmethod
    def may_read(identity, which, row):
        return row["twin"] if which == "twin" else row["read"]

    def test_the_table_speaks_of_every_example_account_and_of_nobody(self):
        self.assertGreaterEqual(len(self.identities), 23)
        self.assertIn("", self.identities)
        self.assertFalse([row for row in self.table if row["identity"] == "" and (row["read"] or row["write"] or row["query"])])

    def test_reading_is_what_the_table_says(self):
        hub = self.connect("hub", "writer")
        listeners = {identity: self.connect(identity, "reader") for identity in self.members}
        for listener in listeners.values():
            listener.subscribe("#", "$SYS/#", *self.everything())
        for topic in self.everything():
            hub.publish(topic, "of the matrix")
        for identity in self.members:
            hub.publish(f"oov/down/{identity}/last", "last")
        seen, of_the_broker = set(), set()
        for identity, listener in listeners.items():
            listener.wait_for(f"oov/down/{identity}/last")
            seen |= {(identity, topic) for topic, payload, _ in listener.messages if payload == b"of the matrix"}
            if any(topic.startswith("$SYS/") for topic, _, _ in listener.messages):
                of_the_broker.add(identity)
        self.assertEqual([], self.differences(seen, self.may_read))
        self.assertEqual({"hub"}, of_the_broker)
        self.assertEqual({"hub"}, {row["identity"] for row in self.table if row["family"] == "broker" and row["read"]})
        self.assertGreater(len(seen), 400)

    def test_what_is_retained_is_what_the_table_says(self):
        hub = self.connect("hub", "writer")
        for topic in self.everything():
            hub.publish(topic, "of before", retain=True)
        hub.settle()
        seen = set()
        for identity in self.members:
            listener = self.connect(identity, "late")
            listener.subscribe("#", *self.everything())
            hub.publish(f"oov/down/{identity}/last", "last")
            listener.wait_for(f"oov/down/{identity}/last")
            seen |= {(identity, topic) for topic, payload, _ in listener.messages if payload == b"of before"}
        for topic in self.everything():
            hub.publish(topic, b"", retain=True)
        hub.settle()
        self.assertEqual([], self.differences(seen, lambda identity, which, row: row["retained"] and self.may_read(identity, which, row)))

    def test_writing_is_what_the_table_says(self):
        hears = self.connect("hub", "hears")
        hears.subscribe("#")
        for identity in self.members:
            writer = self.connect(identity, "writer")
            for topic in self.everything():
                writer.publish(topic, f"by {identity}")
            writer.publish("$SYS/broker/x", f"by {identity}")
            writer.publish(f"oov/up/{identity}/last", "last")
            writer.settle()
            hears.wait_for(f"oov/up/{identity}/last")
        seen = {(payload[3:].decode(), topic) for topic, payload, _ in hears.messages if payload.startswith(b"by ")}
        self.assertEqual([], self.differences(seen, lambda identity, which, row: identity == "hub" or (which == "topic" and row["write"])))
        self.assertFalse([topic for _, topic in seen if topic.startswith("$")])

    def test_asking_is_what_the_table_says(self):
        opco = self.connect("opco-1", "reports")
        opco.subscribe("oov/down/opco-1/receipt")
        incidents = {}
        for division, category in (("dvl", "noise_nuisance"), ("dvo", "burglary"), ("sector", "suspicious_situation")):
            for is_covert in (False, True):
                id = f"{division}-{is_covert}"
                opco.publish("oov/up/opco-1/report", json.dumps({"id": id, "category": category, "covert": is_covert}))
                receipt = json.loads(opco.wait_for("oov/down/opco-1/receipt", lambda p: json.loads(p)["id"] == id))
                self.assertTrue(receipt["accepted"], receipt)
                incidents[("covert/" if is_covert else "") + division] = receipt["incident"]
        found, asked = [], 0
        for identity in self.members:
            if identity == "hub":
                continue  # it asks itself nothing
            client = self.connect(identity, "asks")
            client.subscribe(f"oov/down/{identity}/result")
            for row in self.table:
                if row["identity"] != identity or "question" not in row:
                    continue
                asked += 1
                place = row["family"].rsplit("/", 1)[0]
                division, is_covert = place.split("/")[-1], place.startswith("covert/")
                body = {"id": f"{row['family'].replace('/', '_')}", "ask": row["question"], "division": division, "limit": 200}
                client.publish(f"oov/up/{identity}/query", json.dumps(body))
                result = json.loads(client.wait_for(f"oov/down/{identity}/result", lambda p: json.loads(p)["id"] == body["id"]))
                items = result.get("items", [])
                if row["question"] == "incidents":
                    is_told = incidents[place] in [item["incident"] for item in items]
                elif is_covert:
                    is_told = any(item["unit"].startswith("shadow-") for item in items)
                else:
                    is_told = result["ok"]
                if is_told != row["query"]:
                    found.append((identity, row["family"], result))
        self.assertEqual([], found)
        self.assertEqual(asked, (len(self.members) - 1) * 12)

    def test_nobody_gets_in_without_an_account(self):
        for username, password in ((None, None), ("", ""), ("nobody", "x"), ("hub", "x"), ("radio-7", ""), ("radio-7", None)):
            with self.assertRaises(Refused) as refused:
                Client(self.hub.port, "", username, password).close()
            self.assertIn(refused.exception.code, REFUSED, username)


class FirstRun(unittest.TestCase):
    def test_the_printed_lines_work_as_they_stand_and_without_an_account_nothing_does(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        hub.start()
        until(lambda: "mosquitto_pub" in hub.said(), "it does not greet", hub.said)
        watch = re.search(r"^  (mosquitto_sub .*)$", hub.said(), re.MULTILINE)[1]
        report = re.search(r"^  (mosquitto_pub .*)$", hub.said(), re.MULTILINE)[1]
        plain = ["mosquitto_pub", "-p", str(hub.port), "-t", "oov/up/radio-7/report", "-q", "1", "-m", '{"id":"t1","category":"theft"}']
        self.assertNotEqual(0, subprocess.run(plain, capture_output=True, check=False).returncode)
        watching = subprocess.Popen(["sh", "-c", "exec " + watch], stdout=subprocess.PIPE, text=True)
        self.addCleanup(watching.stdout.close)
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)
        lines = []
        threading.Thread(target=lambda: lines.extend(iter(watching.stdout.readline, "")), daemon=True).start()

        def is_answered():
            # The same report again gets the same receipt; the first may come before the other listens.
            done = subprocess.run(["sh", "-c", report], capture_output=True, text=True, check=False)
            self.assertEqual((0, ""), (done.returncode, done.stderr))
            return lines

        until(is_answered, "no receipt comes")
        topic, receipt = lines[0].split(" ", 1)
        self.assertEqual("oov/json/down/admin-1/receipt", topic)
        self.assertEqual((True, "t1"), (json.loads(receipt)["accepted"], json.loads(receipt)["id"]))
        # Later, and with the password itself.
        shown = hub.admin("show-login")
        line = re.search(r"^  (mosquitto_pub .*)$", shown, re.MULTILINE)[1]
        words = shlex.split(line)
        words[words.index("-p") + 1] = str(hub.port)
        self.assertEqual(0, subprocess.run(words, capture_output=True, check=False).returncode)
        password = words[words.index("-P") + 1]
        self.assertGreaterEqual(len(password), 20)
        self.assertNotIn(password, hub.said())

    def test_paraat_logs_in_by_itself_as_who_has_a_kept_login_or_a_file(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        hub.start()
        refused = hub.paraat("query", "incidents", "--as", "console-1")
        self.assertEqual(69, refused.returncode)
        self.assertIn("paraat admin password console-1", refused.stderr)
        hub.admin("password", "console-1", "--keep")

        def answers():
            return hub.paraat("query", "incidents", "--as", "console-1").returncode == 0

        until(answers, "console-1 is not let in")
        hub.make_login("opco-1")
        (hub.folder / "secret").write_text(hub.passwords["opco-1"] + "\n")
        until(lambda: hub.paraat("health", "--as", "opco-1", "--password-file", hub.folder / "secret").returncode == 0, "opco-1 is not let in")
        self.assertEqual(0, hub.paraat("health", "--as", "opco-1", PARAAT_PASSWORD_FILE=str(hub.folder / "secret")).returncode)
        self.assertEqual(66, hub.paraat("health", "--as", "opco-1", "--password-file", "/no/such").returncode)
        self.assertEqual(69, hub.paraat("health", "--as", "opco-1").returncode)
        logins = hub.folder / ".config" / "paraat" / "logins"
        logins.mkdir(parents=True)
        (logins / "opco-1").write_text(hub.passwords["opco-1"])
        self.assertEqual(0, hub.paraat("health", "--as", "opco-1", XDG_CONFIG_HOME="").returncode)

    def test_a_device_logs_in_by_its_password_file(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        hub.start()
        hub.admin("password", "radio-7", "--keep")
        until(lambda: hub.paraat("health", "--as", "radio-7").returncode == 0, "radio-7 is not let in")
        with subprocess.Popen([BIN / "paraat-device", "radio-7", hub.folder / "outbox-7", str(hub.port)], text=True, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, env={**os.environ, "PARAAT_PASSWORD_FILE": str(hub.access / "kept" / "radio-7")}) as device:
            self.addCleanup(device.kill)
            device.stdin.write("shots heard\n")
            device.stdin.flush()
            said = ""
            while " accepted: " not in said:
                said = device.stdout.readline()
                self.assertTrue(said, "the device ended")
            device.kill()

    def test_secrets_are_in_no_log_and_on_no_command_line(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        hub.start()
        secrets = [hub.make_login("radio-7"), (hub.access / "kept" / "admin-1").read_text().strip(), hub.passwords["hub"]]
        with self.assertRaises(Refused):
            Client(hub.port, "radio-7", "radio-7", "wrong-" + secrets[0])
        secrets.append("wrong-")
        process = pathlib.Path(f"/proc/{hub.broker_pid()}")
        command_line, environment = (process / "cmdline").read_text(), (process / "environ").read_text()
        for secret in secrets:
            self.assertNotIn(secret, hub.said())
            self.assertNotIn(secret, command_line)
            self.assertNotIn(secret, environment if secret != hub.passwords["hub"] else "")
            for log in (hub.journal / "broker").iterdir():
                self.assertNotIn(secret, log.read_text())


class Sessions(Closed):
    def test_a_disabled_accounts_session_is_ended_and_others_go_on(self):
        ended, other = self.client("radio-1"), self.client("radio-2")
        pid = self.hub.broker_pid()
        self.hub.admin("disable", "radio-1")
        ended.wait_for_end()
        self.refuses("radio-1")
        self.assertTrue(other.is_open)
        self.hub.admin("enable", "radio-1")
        until(lambda: self.gets_in("radio-1"), "an account that was enabled again is not let in")
        self.assertEqual(pid, self.hub.broker_pid())

    def test_a_session_that_the_broker_keeps_for_a_disabled_account_gives_nothing(self):
        kept = self.hub.client("radio-2", "kept", clean=False)
        kept.subscribe("oov/dvl/#")
        kept.close()
        pid = self.hub.broker_pid()
        self.hub.admin("disable", "radio-2")
        until(lambda: not self.gets_in("radio-2"), "radio-2 is let in")
        self.hub.admin("enable", "radio-2")
        until(lambda: self.gets_in("radio-2"), "radio-2 is not let in")
        self.assertEqual(pid, self.hub.broker_pid())

    def test_a_new_password_ends_the_sessions_of_the_old_one(self):
        before = self.hub.passwords["radio-8"]
        session = self.client("radio-8")
        self.hub.make_login("radio-8")
        session.wait_for_end()
        self.refuses("radio-8", password=before)
        self.assertTrue(self.client("radio-8", "again").is_open)

    def test_a_cloned_client_id_is_refused_and_the_hubs_session_lives_on(self):
        victim = self.client("radio-7")
        connections = self.hub.metric("paraat_reconnects_total")
        for client_id in ("hub-hub-1-alerts", "hub-hub-1-beacons", "hub", "radio-7", "radio-7.tab", "radio-1-x"):
            self.refuses("radio-1", client_id=client_id)
        self.assertTrue(victim.is_open)
        self.assertEqual(connections, self.hub.metric("paraat_reconnects_total"))
        self.assertEqual(200, self.hub.http("/readyz")[0])
        self.assertTrue(self.client("radio-1", "one").is_open)
        self.assertTrue(self.client("radio-1", client_id="").is_open)
        # Still so when the broker read its files again.
        self.hub.make_login("radio-8")
        until(lambda: self.gets_in("radio-8"), "radio-8 is not let in")
        self.assertTrue(self.client("radio-1", client_id="").is_open)

    def test_a_last_will_goes_only_where_its_client_may_write(self):
        hears = self.client("hub", client_id="hub.hears")
        hears.subscribe("oov/#")
        for topic in ("oov/dvo/alert/x", "oov/up/radio-7/report", "oov/up/radio-1/presence"):
            self.hub.client("radio-1", "wills", will=(topic, "a will")).close()
        hears.wait_for("oov/up/radio-1/presence", lambda p: p == b"a will")
        self.assertEqual(["oov/up/radio-1/presence"], [t for t, p, _ in hears.messages if p == b"a will"])

    def test_a_private_instruction_is_not_seen_by_a_wildcard_subscriber(self):
        """Regressions, row 21 (CloudTAK#1323): the broker decides at delivery, not the client."""
        coordinator, unit = self.client("coord-ondermijning-1", "desk"), self.client("radio-7", "unit")
        others = {account: self.client(account, "nosy") for account in ("radio-8", "radio-1", "coord-overlast-1", "admin-1", "console-1")}
        for client in (coordinator, unit, *others.values()):
            client.subscribe("#", "oov/#", "oov/down/#", "oov/json/#", "oov/+/+/instruction/+", "$share/g/oov/#")
        receipt = self.tell(coordinator, "coord-ondermijning-1", "instruct", {"id": "i1", "to": "unit/radio-7", "text": "only for you"})
        self.assertTrue(receipt["accepted"], receipt)
        unit.wait_for(f"oov/json/down/radio-7/instruction/{receipt['instruction']}")
        hub = self.client("hub", client_id="hub.last")
        for account, client in others.items():
            hub.publish(f"oov/down/{account}/last", "last")
            client.wait_for(f"oov/down/{account}/last")
            self.assertEqual([], [m for m in client.messages if "/down/radio-7/" in m[0] or b"only for you" in m[1]], account)
        team = self.tell(coordinator, "coord-ondermijning-1", "instruct", {"id": "i2", "to": "team/it-ondermijning", "text": "for the team"})
        self.assertTrue(team["accepted"], team)
        topic = f"oov/json/dvo/team/it-ondermijning/instruction/{team['instruction']}"
        for account in ("radio-8", "console-1"):
            others[account].wait_for(topic)
        for account in ("radio-1", "coord-overlast-1", "admin-1"):
            hub.publish(f"oov/down/{account}/last2", "last")
            others[account].wait_for(f"oov/down/{account}/last2")
            self.assertEqual([], [m for m in others[account].messages if b"for the team" in m[1]], account)

    def test_a_console_that_asks_for_another_division_gets_nothing(self):
        console = self.client("coord-overlast-1", "console")
        opco = self.client("opco-1", "reports")
        opco.subscribe("oov/down/opco-1/#", "oov/json/dvo/#")
        receipt = self.tell(opco, "opco-1", "report", {"id": "a1", "category": "burglary", "text": "theirs"})
        incident = receipt["incident"]
        opco.wait_for(f"oov/json/dvo/alert/{incident}")
        console.subscribe("oov/dvo/#", "oov/json/dvo/#", f"oov/dvo/alert/{incident}", "oov/+/alert/+", "oov/down/coord-overlast-1/#")
        for number, body in enumerate(({"ask": "incidents", "division": "dvo"}, {"ask": "incident", "incident": incident},
                                       {"ask": "units", "division": "dvo"})):
            result = self.ask(console, "coord-overlast-1", {"id": f"q{number}", **body})
            self.assertEqual((False, "not_found"), (result["ok"], result["code"]))
        listed = self.ask(console, "coord-overlast-1", {"id": "q9", "ask": "incidents"})
        self.assertNotIn(incident, json.dumps(listed))
        self.assertEqual([], [m for m in console.messages if "dvo" in m[0]])


class Places(Closed):
    logins = ("opco-1", "admin-1", "radio-7", "coord-ondermijning-1", "console-1")
    numbers = itertools.count()

    def sees(self, session, account, topic):
        """Whether something of that topic reaches an open session now."""
        hub = self.hub.client("hub", "asks", client_id="hub.asks")
        count = len(session.messages)
        hub.publish(topic, "now")
        hub.publish(f"oov/down/{account}/last", str(count))
        session.wait_for(f"oov/down/{account}/last", lambda p: p == str(count).encode())
        hub.close()
        return any(m[0] == topic for m in session.messages[count:])

    def appoint(self, by, **body):
        teller = self.client(by, "tells")
        teller.subscribe(f"oov/down/{by}/receipt")
        receipt = self.tell(teller, by, "command", {"id": f"place-{next(self.numbers)}", **body})
        teller.close()
        return receipt

    def test_a_role_that_changes_during_a_session_changes_what_it_gets_and_sends(self):
        session = self.client("radio-7", "open")
        session.subscribe("#", "oov/dvo/#", "oov/dvl/#", "oov/covert/#")
        self.assertTrue(self.sees(session, "radio-7", "oov/json/dvo/alert/x"))
        self.assertFalse(self.sees(session, "radio-7", "oov/json/dvl/alert/x"))
        pid = self.hub.broker_pid()
        self.assertTrue(self.appoint("opco-1", do="appoint", account="radio-7", team="it-overlast")["accepted"])
        until(lambda: not self.sees(session, "radio-7", "oov/json/dvo/alert/x"), "it goes on getting what is not its own any more")
        for topic in ("oov/dvl/alert/x", "oov/json/dvl/alert/x", "oov/dvl/team/it-overlast/instruction/x"):
            self.assertTrue(self.sees(session, "radio-7", topic), topic)
        for topic in ("oov/dvo/alert/x", "oov/dvo/board", "oov/json/dvo/board/full", "oov/dvo/team/it-ondermijning/instruction/x",
                      "oov/covert/dvo/alert/x"):
            self.assertFalse(self.sees(session, "radio-7", topic), topic)

        # The administrator puts it out: it may report, and no more; the connection is the same all along.
        self.assertTrue(self.appoint("admin-1", do="dismiss", account="radio-7")["accepted"])
        until(lambda: not self.sees(session, "radio-7", "oov/json/dvl/alert/x"), "it gets what nobody may who is dismissed")
        receipt = self.tell(session, "radio-7", "report", {"id": "still", "category": "other"})
        self.assertEqual((True, False), (receipt["accepted"], "incident" in receipt))
        self.assertTrue(session.is_open)
        self.assertEqual(pid, self.hub.broker_pid())

    def test_places_stand_through_a_restart(self):
        self.assertTrue(self.appoint("opco-1", do="appoint", account="coord-ondermijning-1", roles=["coord-overlast"])["accepted"])
        self.hub.kill()
        self.hub.start()
        session = self.client("coord-ondermijning-1", "open")
        session.subscribe("#")
        self.assertFalse(self.sees(session, "coord-ondermijning-1", "oov/dvo/alert/x"))
        self.assertTrue(self.sees(session, "coord-ondermijning-1", "oov/covert/dvl/alert/x"))

    def test_commands_beside_the_hub_know_who_was_appointed(self):
        unknown = self.hub.paraat("admin", "password", "newcomer-1")
        self.assertEqual(65, unknown.returncode)
        self.assertIn("paraat appoint", unknown.stderr)
        self.assertTrue(self.appoint("opco-1", do="appoint", account="newcomer-1", team="it-overlast")["accepted"])
        self.hub.make_login("newcomer-1")
        until(lambda: self.gets_in("newcomer-1"), "its login opens nothing")
        rows = json.loads(self.hub.paraat("--json", "access", "table").stdout)
        self.assertTrue(any(r["identity"] == "newcomer-1" and r["filter"] == "oov/dvl/alert/+" and r["read"] for r in rows))
        files = self.hub.folder / "files-in-force"
        self.assertEqual(0, self.hub.paraat("access", "broker-files", files).returncode)
        self.assertIn("user newcomer-1\n", (files / "paraat.acl").read_text())
        listed = {row["account"]: row for row in json.loads(self.hub.paraat("--json", "admin", "list").stdout)}
        self.assertTrue(listed["newcomer-1"]["known"])

    def gets_in(self, account):
        try:
            self.hub.client(account, "tries").close()
        except (Refused, OSError):
            return False
        return True

    def test_an_administrator_makes_no_opco_and_nothing_of_itself(self):
        for body in ({"do": "appoint", "account": "console-1", "roles": ["opco"]}, {"do": "dismiss", "account": "opco-1"},
                     {"do": "appoint", "account": "admin-1", "roles": ["centre"]}, {"do": "appoint", "account": "radio-7", "roles": ["coord-ondermijning"]}):
            receipt = self.appoint("admin-1", **body)
            self.assertEqual((False, "not_allowed"), (receipt["accepted"], receipt.get("code")), receipt)


class Replay(Closed):
    """What somebody recorded and plays again later (reliability row 29)."""

    logins = ("opco-1", "radio-1", "radio-7", "coord-ondermijning-1")

    def test_a_replayed_capture_has_no_second_effect_and_speaks_for_nobody_else(self):
        tap = self.client("hub", client_id="hub.tap")
        tap.subscribe("oov/up/#")
        radio, desk, opco = self.client("radio-7", "day"), self.client("coord-ondermijning-1", "day"), self.client("opco-1", "day")
        radio.subscribe("oov/down/radio-7/receipt")
        desk.subscribe("oov/down/coord-ondermijning-1/receipt")
        opco.subscribe("oov/down/opco-1/result")
        receipts = {}
        for number, category in enumerate(("shooting", "theft", "drug_dealing")):
            said = self.tell(radio, "radio-7", "report", {"id": f"r{number}", "category": category, "lat": 51.0 + number, "lon": 4.0})
            receipts[f"r{number}"] = said
        incident = receipts["r0"]["incident"]
        receipts["a0"] = self.tell(desk, "coord-ondermijning-1", "ack", {"id": "a0", "incident": incident, "answer": "acknowledged"})
        receipts["i0"] = self.tell(desk, "coord-ondermijning-1", "instruct", {"id": "i0", "to": "team/it-ondermijning", "text": "ga"})
        receipts["s0"] = self.tell(radio, "radio-7", "status", {"id": "s0", "status": "on_scene", "panic": True})
        self.assertEqual([True] * 6, [receipt["accepted"] for receipt in receipts.values()], receipts)
        captured = [(topic, payload) for topic, payload, _ in tap.messages if payload.startswith(b'{"id"')]
        self.assertEqual(6, len(captured))
        before = {ask: self.ask(opco, "opco-1", {"id": f"before-{ask}", "ask": ask, "limit": 200}) for ask in ("incidents", "units")}

        # By whoever has a login of another: the broker lets none of it through.
        thief = self.client("radio-1", "plays")
        count = len(tap.messages)
        for topic, payload in captured:
            thief.publish(topic, payload)
        thief.publish("oov/up/radio-1/last", "last")
        tap.wait_for("oov/up/radio-1/last")
        self.assertEqual(["oov/up/radio-1/last"], [topic for topic, _, _ in tap.messages[count:]])

        # By whoever has its login too: the same receipts, and nothing new.
        repeated = self.hub.metric('paraat_receipts_total{outcome="repeated"}')
        accepted = self.hub.metric('paraat_receipts_total{outcome="accepted"}')
        seen = {client: len(client.messages) for client in (radio, desk)}
        for topic, payload in reversed(captured):
            (radio if "/radio-7/" in topic else desk).publish(topic, payload)
        for client, account in ((radio, "radio-7"), (desk, "coord-ondermijning-1")):
            own = [json.loads(p)["id"] for t, p in captured if f"/{account}/" in t]
            client.wait(lambda: len(client.messages) - seen[client] >= len(own), "its receipts do not come again")
            again = {json.loads(p)["id"]: json.loads(p) for _, p, _ in client.messages[seen[client]:]}
            self.assertEqual({id: receipts[id] for id in own}, again)
        self.assertEqual(repeated + 6, self.hub.metric('paraat_receipts_total{outcome="repeated"}'))
        self.assertEqual(accepted, self.hub.metric('paraat_receipts_total{outcome="accepted"}'))
        after = {ask: self.ask(opco, "opco-1", {"id": f"after-{ask}", "ask": ask, "limit": 200}) for ask in ("incidents", "units")}
        self.assertEqual(before["incidents"]["items"], after["incidents"]["items"])
        statuses = [{unit["unit"]: (unit.get("status"), unit.get("panic")) for unit in answer["units"]["items"]} for answer in (before, after)]
        self.assertEqual(*statuses)


class Guessing(Closed):
    logins = ("radio-1", "radio-2", "radio-7")

    def test_who_guesses_is_refused_for_a_while_and_sessions_that_are_open_are_not_touched(self):
        session = self.client("radio-7")
        counted = self.failed_logins()
        for number in range(5):
            self.refuses("radio-7", f"guess{number}", password=f"wrong-{number}")
        self.assertEqual(counted + 5, self.failed_logins())
        self.refuses("radio-7", "right")
        self.assertTrue(session.is_open)
        self.assertTrue(self.client("radio-2").is_open, "another account at the same address")
        # A change of the logins has each open session looked at again; that is no guess.
        self.hub.make_login("radio-1")
        until(lambda: self.gets_in("radio-1"), "radio-1 is not let in")
        self.assertTrue(session.is_open)
        log = (self.hub.journal / "broker" / "mosquitto.log").read_text()
        self.assertIn("guard: radio-7 at 127.0.0.1 is refused for a while", log)
        self.assertEqual(200, self.hub.http("/readyz")[0])

    def test_guesses_under_names_that_are_none_are_counted_and_not_written_down(self):
        counted = self.failed_logins()
        for username in ("no such name", "x" * 200, "radio-99"):
            with self.assertRaises(Refused):
                Client(self.hub.port, username, username, "guess").close()
        self.assertEqual(counted + 3, self.failed_logins())
        log = (self.hub.journal / "broker" / "mosquitto.log").read_text()
        self.assertNotIn("no such", log)
        self.assertNotIn("xxx", log)
        self.assertIn("radio-99", log)


class Web(Closed):
    """The same over WebSocket, where browsers are."""

    logins = ("radio-1", "radio-7", "console-1")

    def web(self, account, client_id=None, password=None):
        configuration = (self.hub.journal / "broker" / "mosquitto.conf").read_text()
        port = int(re.findall(r"^listener (\d+)", configuration, re.MULTILINE)[1])
        client = Client(port, client_id or account, account, password or self.hub.passwords[account], is_web=True)
        self.addCleanup(client.close)
        return client

    def test_a_login_a_clone_and_the_end_of_a_session(self):
        session = self.web("console-1")
        session.subscribe("#")
        hub = self.client("hub", client_id="hub.writer")
        for topic in ("oov/dvl/alert/x", "oov/covert/dvl/alert/x", "oov/down/console-1/last"):
            hub.publish(topic, "x")
        session.wait_for("oov/down/console-1/last")
        self.assertEqual([], [m for m in session.messages if "/covert/" in m[0]])
        self.assertTrue(any(m[0] == "oov/dvl/alert/x" for m in session.messages))
        with self.assertRaises(Refused):
            self.web("console-1", client_id="hub-hub-1-alerts")
        self.hub.admin("disable", "console-1")
        session.wait_for_end()
        with self.assertRaises(Refused):
            self.web("console-1")
        self.assertEqual(200, self.hub.http("/readyz")[0])

    def test_guesses_are_counted_and_end_in_a_lock(self):
        counted = self.failed_logins()
        pid = self.hub.broker_pid()
        for _ in range(5):
            with self.assertRaises(Refused):
                self.web("radio-7", password="wrong")
        self.assertEqual(counted + 5, self.failed_logins())
        with self.assertRaises(Refused):
            self.web("radio-7")
        self.assertTrue(self.web("radio-1").is_open)
        self.assertEqual(pid, self.hub.broker_pid())


class ByCertificate(unittest.TestCase):
    """A device that comes by TLS has what its account has, and no password."""

    def test_a_device_gets_what_its_account_may_through_each_change_until_it_is_revoked(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        port, keys = free_ports(1)[0], hub.folder / "keys"
        hub.environment |= {"PARAAT_BROKER_TLS_PORT": str(port), "PARAAT_BROKER_TLS_NAMES": "localhost"}
        for account in ("opco-1", "radio-8"):
            hub.make_login(account)
        hub.start()
        issued = hub.paraat("ca", "issue", "radio-7", "--directory", hub.access / "ca", "--out", keys)
        self.assertEqual(0, issued.returncode, issued.stderr)
        by_tls = ["-h", "localhost", "-p", str(port), "--cafile", keys / "root.pem", "--cert", keys / "radio-7.pem", "--key", keys / "radio-7.key"]
        said = hub.folder / "heard"
        with open(said, "wb") as out:
            session = subprocess.Popen(["stdbuf", "-oL", "mosquitto_sub", *map(str, by_tls), "-q", "1", "-v", "-d", "-t", "#"], stdout=out, stderr=subprocess.STDOUT)
        self.addCleanup(session.wait)
        self.addCleanup(session.kill)
        until(lambda: b"SUBACK" in said.read_bytes(), "no subscription", said.read_text)
        writer = hub.client("hub", client_id="hub.writer")
        self.addCleanup(writer.close)
        number = 0

        def sees(topic):
            nonlocal number
            number += 1
            writer.publish(topic, f"n{number}")
            writer.publish("oov/down/radio-7/last", f"last{number}")
            until(lambda: f"last{number}".encode() in said.read_bytes(), "the session is not there", said.read_text)
            return f"{topic} n{number}\n".encode() in said.read_bytes()

        self.assertTrue(sees("oov/dvo/alert/x"))
        self.assertFalse(sees("oov/dvl/alert/x"))
        # The broker reads its files again for others, and the session goes on.
        hub.make_login("radio-8")
        opco = hub.client("opco-1", "desk")
        self.addCleanup(opco.close)
        opco.publish("oov/up/opco-1/command", json.dumps({"id": "c1", "do": "appoint", "account": "radio-7", "team": "it-overlast"}))
        until(lambda: sees("oov/dvl/alert/x"), "it does not get what is its own now")
        self.assertFalse(sees("oov/dvo/alert/x"))
        self.assertEqual(1, said.read_bytes().count(b"sending CONNECT"))
        # A stolen certificate: out, and no way back in.
        revoked = hub.paraat("provision", "revoke", "radio-7", "--config", hub.config, PARAAT_JOURNAL_DIRECTORY=str(hub.journal))
        self.assertEqual(0, revoked.returncode, revoked.stderr)
        until(lambda: said.read_bytes().count(b"sending CONNECT") > 1, "its session is not cut", said.read_text, deadline_s=60)
        again = subprocess.run(["mosquitto_pub", *map(str, by_tls), "-t", "oov/up/radio-7/report", "-m", "{}"], capture_output=True, check=False)
        self.assertNotEqual(0, again.returncode)
        self.assertEqual(200, hub.http("/readyz")[0])


class OwnBroker(unittest.TestCase):
    def test_a_sites_own_broker_takes_the_files_that_are_written_for_it(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        password = hub.make_login("radio-7")
        hub.make_login("radio-8")
        hub.admin("disable", "radio-8")
        files = hub.folder / "broker-files"
        self.assertEqual(0, hub.paraat("access", "broker-files", files).returncode)
        passwords = (files / "paraat.passwd").read_text()
        self.assertTrue(passwords.startswith("radio-7:$7$"))
        self.assertNotIn("radio-8", passwords)
        self.assertNotIn(password, passwords)
        self.assertEqual(0o600, (files / "paraat.passwd").stat().st_mode & 0o777)
        acl = (files / "paraat.acl").read_text()
        self.assertIn("user radio-7\ntopic write oov/up/radio-7/#\n", acl)
        self.assertIn("user opco-1\n", acl, "who has no login may come with a certificate")
        self.assertNotIn("user radio-8\n", acl)
        self.assertNotIn("opco-1", passwords)

    def test_the_shipped_configuration_of_a_sites_own_broker_lets_in_who_has_a_login_or_a_certificate(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        password = hub.make_login("radio-7")
        files, ca = hub.folder / "broker-files", hub.folder / "ca"
        self.assertEqual(0, hub.paraat("access", "broker-files", files).returncode)
        for words in (("init",), ("issue", "--server", "localhost", "--out", files), ("issue", "radio-8", "--out", files)):
            self.assertEqual(0, hub.paraat("ca", *words, "--directory", ca).returncode)
        shutil.copy(ca / "crl.pem", files / "crl.pem")
        for name in ("pem", "key"):
            (files / f"localhost.{name}").rename(files / f"broker.{name}")
        subprocess.run(["mosquitto_passwd", "-b", files / "paraat.passwd", "hub", "of-the-hub"], capture_output=True, check=True)
        broker = Broker()
        self.addCleanup(broker.remove)
        ports = dict(zip(("1883", "8883", "8884", "9001"), free_ports(4)))
        text = (SOURCE / "config" / "mosquitto" / "site-broker.conf.example").read_text().replace("/etc/mosquitto/paraat", str(files))
        (broker.folder / "mosquitto.conf").write_text(re.sub(r"(?m)^listener (\d+)", lambda found: f"listener {ports[found[1]]}", text))
        for file in (hub.folder, files, *files.iterdir()):
            os.chmod(file, 0o755 if file.is_dir() else 0o644)
        broker.port = ports["1883"]
        broker.start()
        Client(broker.port, "radio-7", "radio-7", password).close()
        for wrong in ({}, {"username": "radio-7", "password": "guessed"}):
            with self.assertRaises(Refused):
                Client(broker.port, "radio-7", **wrong)
        by_tls = ["mosquitto_pub", "-h", "localhost", "-p", str(ports["8883"]), "--cafile", files / "root.pem", "-t",
                  "oov/up/radio-8/report", "-m", "{}"]
        own = ["--cert", files / "radio-8.pem", "--key", files / "radio-8.key"]
        self.assertEqual(0, subprocess.run([*by_tls, *own], capture_output=True, check=False).returncode)
        self.assertNotEqual(0, subprocess.run(by_tls, capture_output=True, check=False).returncode)
        self.hub_comes_and_stays(hub, broker, files, ports["8884"])

    def hub_comes_and_stays(self, site, broker, files, port):
        """The hub by TLS, with a password; and it stays when the files are written anew."""
        ours = HubOfASite(broker=port)
        ours.broker_address = "localhost"
        ours.by_tls = ["--broker-tls", "true", "--broker-ca-file", files / "root.pem", "--broker-username", "hub"]
        (ours.folder / "password").write_text("of-the-hub")
        ours.environment = {"PARAAT_BROKER_PASSWORD_FILE": str(ours.folder / "password")}
        self.addCleanup(ours.remove)
        ours.start()
        other = site.make_login("radio-7")
        self.assertEqual(0, site.paraat("access", "broker-files", files).returncode)
        self.assertEqual(1, (files / "paraat.passwd").read_text().count("\nhub:"))
        self.assertEqual(0o644, (files / "paraat.passwd").stat().st_mode & 0o777)
        os.kill(broker.process.pid, signal.SIGHUP)

        def gets_in():
            with contextlib.suppress(Refused):
                Client(broker.port, "radio-7", "radio-7", other).close()
                return True
            return False

        until(gets_in, "the new password is not taken")
        self.assertEqual(200, ours.http("/readyz")[0])
        self.assertEqual(2, ours.said().count('"connected to the broker"'), "both lanes, once each")


class HubOfASite(Hub):
    by_tls = ()

    def arguments(self):
        return [*super().arguments(), *self.by_tls]


if __name__ == "__main__":
    unittest.main()
