"""`paraat doctor`: what is open at a site, and what is wrong."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import unittest

from broker import Broker, free_ports
from centre import BIN, config_with
from closed_hub import ClosedHub

# For localhost, from January to March 2020.
ENDED_CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBDzCBtgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN
MjAwMTAxMDAwMDAwWhcNMjAwMzAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASsa6x+DRfx6x3jglecHQ9tesJR
/rkG63My9biUpe99YLUFFklLnKD6I0ccPVUDbGgTrm+NxqrUSJ4eIu8dug/fMAoG
CCqGSM49BAMCA0gAMEUCIAbHn27QrfGb7gI2O1ObYW2R4IVt53j47gNCJA1axd47
AiEA21ayZLHCTdVPtqiE/fm4tEKIez0paz+BSZ2QY115wq0=
-----END CERTIFICATE-----
"""


class Site(unittest.TestCase):
    def setUp(self):
        self.hub = ClosedHub()
        self.addCleanup(self.hub.remove)
        self.hub.config = config_with(self.hub.folder)
        self.hub.environment.pop("PARAAT_BROKER_PASSWORD")

    def doctor(self, **environment):
        """Exit code, and the findings of each check: (grade, what it is with what to do)."""
        if self.hub.admin_port:
            environment["PARAAT_ADMIN_PORT"] = str(self.hub.admin_port)
        environment.setdefault("PARAAT_BROKER_ACCESS", "accounts")
        done = self.hub.paraat("--json", "doctor", "--config", self.hub.config, **environment)
        self.assertIn(done.returncode, (0, 1, 2), done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(2 if said["open"] else 1 if said["warnings"] else 0, done.returncode, said)
        found = {}
        for one in said["findings"]:
            found.setdefault(one["check"], []).append((one["grade"], one["what"] + " " + one.get("next", "")))
        return done.returncode, found

    def named(self, findings, check, grade, words):
        self.assertTrue(any(g == grade and words in what for g, what in findings.get(check, [])), findings.get(check, findings))


class Shipped(Site):
    def test_the_shipped_configuration_has_nothing_open_while_its_hub_runs(self):
        self.hub.start()
        code, found = self.doctor()
        self.assertLess(code, 2, found)
        for check in ("broker-access", "ports", "guard", "broker-files", "hub", "secret-files", "secret-places", "quarantine", "limits",
                      "broker-version", "certificates", "authorisations", "disk"):
            self.assertEqual({"ok"}, {grade for grade, _ in found[check]}, (check, found[check]))
        # The first password is still the one that was made at the first start.
        self.named(found, "logins", "warn", "admin-1")
        lines = self.hub.paraat("doctor", "--config", self.hub.config, PARAAT_BROKER_ACCESS="accounts")
        self.assertTrue(lines.stdout.startswith("ok       broker-access "), lines.stdout)
        self.assertIn("0 open", lines.stderr)

    def test_it_works_without_a_hub_and_says_what_it_could_not_look_at(self):
        before = sorted(self.hub.folder.rglob("*"))
        code, found = self.doctor()
        self.assertLess(code, 2, found)
        for check in ("hub", "secret-places"):
            self.assertEqual("unknown", found[check][0][0], found[check])
        self.assertEqual(before, sorted(self.hub.folder.rglob("*")), "it changes nothing")
        self.hub.start()
        self.assertEqual(0, self.hub.stop())
        before = self.contents()
        self.assertLess(self.doctor()[0], 2)
        self.assertEqual(before, self.contents(), "nor what a hub left")

    def contents(self):
        """By file; without the index that SQLite's readers share, where each notes how far it read."""
        return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in self.hub.folder.rglob("*")
                if file.is_file() and not file.name.endswith("-shm")}

    def test_a_configuration_that_does_not_check_is_told_as_everywhere(self):
        self.hub.config.write_text("[broker]\nacces = \"open\"\n")
        self.assertEqual(78, self.hub.paraat("doctor", "--config", self.hub.config).returncode)


class Opened(Site):
    def test_an_opened_private_broker_is_named(self):
        code, found = self.doctor(PARAAT_BROKER_ACCESS="open")
        self.assertEqual(2, code)
        self.named(found, "broker-access", "open", "accounts")
        self.hub.environment["PARAAT_BROKER_ACCESS"] = "open"
        self.hub.start()
        code, found = self.doctor(PARAAT_BROKER_ACCESS="open", PARAAT_BROKER_PORT=str(self.hub.port))
        self.assertEqual(2, code)
        self.named(found, "broker-access", "open", "accounts")

    def test_a_secret_that_the_hub_was_started_with_is_named(self):
        password = self.hub.folder / "password"
        password.write_text("secret")
        password.chmod(0o644)
        arguments = self.hub.arguments
        self.hub.arguments = lambda: [*arguments(), "--broker-password", "secret"]
        self.hub.start()
        code, found = self.doctor(PARAAT_BROKER_PORT=str(self.hub.port))
        self.assertEqual(2, code)
        self.named(found, "secret-places", "open", "--broker-password")
        self.hub.stop()
        self.hub.arguments = arguments
        self.hub.environment["PARAAT_BROKER_PASSWORD_FILE"] = str(password)
        self.hub.start()
        # Its folder is closed, so it is no more than a warning.
        found = self.doctor(PARAAT_BROKER_PORT=str(self.hub.port))[1]
        self.named(found, "secret-files", "warn", str(password))

    def test_a_sites_broker_that_takes_everybody_on_every_interface_is_named(self):
        broker = Broker()
        self.addCleanup(broker.remove)
        configuration = broker.folder / "mosquitto.conf"
        configuration.write_text(configuration.read_text().replace(f"listener {broker.port} 127.0.0.1", f"listener {broker.port} 0.0.0.0"))
        broker.start()
        at = {"PARAAT_BROKER_ADDRESS": "127.0.0.1", "PARAAT_BROKER_PORT": str(broker.port)}
        code, found = self.doctor(**at)
        self.assertEqual(2, code)
        self.named(found, "broker-access", "open", "no login")
        self.named(found, "ports", "open", f"0.0.0.0:{broker.port}")

    def test_a_key_that_everybody_reads_is_named(self):
        ca = self.hub.access / "ca"
        self.hub.access.mkdir(mode=0o700)
        self.assertEqual(0, self.hub.paraat("ca", "init", "--directory", ca).returncode)
        self.assertLess(self.doctor()[0], 2)
        os.chmod(ca / "root.key", 0o644)
        self.named(self.doctor()[1], "secret-files", "warn", "root.key is open to everybody")
        for folder in (self.hub.access, ca):
            os.chmod(folder, 0o755)
        code, found = self.doctor()
        self.assertEqual(2, code)
        self.named(found, "secret-files", "open", "root.key is open to everybody")
        self.named(found, "secret-files", "open", "chmod 0700")

    def test_a_certificate_that_ended_is_named(self):
        ca = self.hub.access / "ca"
        self.hub.access.mkdir(mode=0o700)
        self.assertEqual(0, self.hub.paraat("ca", "init", "--directory", ca).returncode)
        (ca / "broker.pem").write_text(ENDED_CERTIFICATE)
        by_tls = {"PARAAT_BROKER_TLS_PORT": str(free_ports(1)[0]), "PARAAT_BROKER_TLS_NAMES": "localhost"}
        code, found = self.doctor(**by_tls)
        self.assertEqual(2, code)
        self.named(found, "certificates", "open", "the broker's certificate ended")
        (ca / "crl.pem").unlink()
        self.named(self.doctor(**by_tls)[1], "certificates", "open", "cannot be used")

    def test_secrets_in_the_configuration_and_in_the_hubs_environment_are_named(self):
        self.hub.environment["PARAAT_BROKER_PASSWORD"] = "hush"
        text = self.hub.config.read_text()
        self.hub.start()
        self.hub.config.write_text(text.replace('password = ""', 'password = "hush"'))
        _, found = self.doctor()
        self.named(found, "secret-places", "warn", "broker.password (")
        self.named(found, "secret-places", "warn", "PARAAT_BROKER_PASSWORD_FILE")
        self.assertNotIn("hush", json.dumps(found))

    def test_rights_at_the_broker_that_nobody_has_any_more_are_named(self):
        self.hub.start()
        organisation = self.hub.folder / "config" / "organisation.toml"
        text = organisation.read_text()
        account = re.search(r'(?ms)^\[\[account\]\]\nname = "radio-12"\n.*?(?=^\[\[|^#)', text)
        organisation.write_text(text.replace(account[0], ""))
        code, found = self.doctor()
        self.assertEqual(2, code, found)
        self.named(found, "broker-files", "open", "rights that nobody has")

    def test_tls_is_looked_at_from_outside(self):
        tls_port = free_ports(1)[0]
        by_tls = {"PARAAT_BROKER_TLS_PORT": str(tls_port), "PARAAT_BROKER_TLS_NAMES": "localhost"}
        self.hub.environment.update(by_tls)
        self.hub.start()
        _, found = self.doctor(**by_tls)
        self.assertEqual([("ok", "TLS 1.2 or later, for the names that clients connect to ")], found["tls"])
        by_tls["PARAAT_BROKER_TLS_NAMES"] = "hub.example.nl"
        self.named(self.doctor(**by_tls)[1], "tls", "warn", "not for hub.example.nl")


@unittest.skipUnless(os.geteuid() == 0, "only root may be another user")
class AsAnybody(Site):
    def test_a_user_who_may_see_little_is_told_what_it_could_not_look_at(self):
        self.hub.start()
        os.chmod(self.hub.folder, 0o755)
        done = subprocess.run(["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", shutil.which("env"),
                               f"PARAAT_JOURNAL_DIRECTORY={self.hub.journal}", f"PARAAT_ACCESS_DIRECTORY={self.hub.access}",
                               f"PARAAT_ADMIN_PORT={self.hub.admin_port}", f"PARAAT_BROKER_PORT={self.hub.port}", "PARAAT_BROKER_ACCESS=accounts",
                               self.hub_program(), "--json", "doctor", "--config", self.hub.config],
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertIn(done.returncode, (0, 1), done.stderr + done.stdout)
        said = json.loads(done.stdout)
        unknown = {one["check"] for one in said["findings"] if one["grade"] == "unknown"}
        self.assertLessEqual({"secret-files", "secret-places", "certificates", "logins", "broker-files"}, unknown, said)

    def hub_program(self):
        """Where everybody may run it."""
        program = self.hub.folder / "paraat"
        shutil.copy(BIN / "paraat", program)
        os.chmod(program, 0o755)
        return program


if __name__ == "__main__":
    unittest.main()
