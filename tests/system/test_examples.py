"""The examples of docs/connect.md, run as they stand."""
import json
import os
import pathlib
import shutil
import subprocess
import unittest

from centre import DEADLINE_S, SOURCE, CentreTest
from closed_hub import ClosedHub

EXAMPLES = SOURCE / "docs" / "examples"
NPM = SOURCE / "build" / "npm"


def run(command, port, account, **environment):
    """What it printed, line by line, and its exit code."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE_S, check=False,
                          env={**os.environ, "PORT": str(port), "ACCOUNT": account, **environment})
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode, done.stderr


class Examples(CentreTest):
    def reports_and_acknowledges(self, command, account, category, **environment):
        """As an account whose report alerts its own team, so that a notice comes to it. Categories differ, since a report joins one of its own."""
        said, code, error = run(command, self.hub.port, account, CATEGORY=category, WAIT_S="20", **environment)
        self.assertEqual(0, code, error)
        receipt, notice, ack = said
        self.assertEqual((True, "report", receipt["incident"], True, "ack"),
                         (receipt["accepted"], receipt["kind"], notice["incident"], ack["accepted"], ack["kind"]))
        self.alert("dvo", receipt["incident"], lambda alert: alert["escalations"][0]["acked_by"] == account)
        self.all.on(f"oov/up/{account}/presence", lambda m: m.json.get("reason") == "signed_off")
        # Once, however often it was sent.
        self.assertEqual(1, len({m.json["incident"] for m in self.all.all if m.topic == f"oov/down/{account}/receipt" and m.json["kind"] == "report"}))

    def refused(self, command, account, **environment):
        said, code, error = run(command, self.hub.port, account, CATEGORY="no-such-category", **environment)
        self.assertEqual((1, "unknown_category"), (code, said[0]["code"]), error)

    def test_shell(self):
        said, code, error = run([EXAMPLES / "report.sh"], self.hub.port, "radio-1")
        self.assertEqual((0, True), (code, said[0]["accepted"]), error)
        self.refused([EXAMPLES / "report.sh"], "radio-1")

    def test_python(self):
        command = ["/usr/bin/python3", "-B", EXAMPLES / "report.py"]
        self.reports_and_acknowledges(command, "radio-7", "shooting")
        self.refused(command, "radio-7")

    @unittest.skipUnless(shutil.which("node") and (NPM / "node_modules" / "mqtt").is_dir(), "SKIPPED: ./dev test installs Node.js' packages into build/npm")
    def test_node(self):
        command = ["node", EXAMPLES / "report.mjs"]
        self.reports_and_acknowledges(command, "radio-8", "explosion", NPM_PREFIX=str(NPM))
        self.refused(command, "radio-8", NPM_PREFIX=str(NPM))

    def test_shell_and_python_log_in(self):
        hub = ClosedHub()
        self.addCleanup(hub.remove)
        hub.start()
        password = hub.make_login("radio-7")
        for command in ([EXAMPLES / "report.sh"], ["/usr/bin/python3", "-B", EXAMPLES / "report.py"]):
            said, code, error = run(command, hub.port, "radio-7", PASSWORD=password)
            self.assertEqual((0, True), (code, said[0]["accepted"]), error)

    def test_page_names_them_all(self):
        page = (SOURCE / "docs" / "connect.md").read_text(encoding="utf-8")
        for path in pathlib.Path(EXAMPLES).iterdir():
            self.assertIn(f"examples/{path.name}", page)


if __name__ == "__main__":
    unittest.main()
