"""A hub whose broker lets in only who has a login, as it is shipped; with a few accounts more than the example has."""
import json
import os
import subprocess

from centre import BIN, DEADLINE_S, Hub, config_with
from mqtt_client import Client

# Of its own account at its broker; without it, it has another one at each start that nobody knows.
HUB_PASSWORD = "the-hub-of-a-test-and-of-nothing-else"
MORE_ACCOUNTS = """
[[account]]
name = "client-1"
outside = true

[[account]]
name = "shadow-1"
unit = true
team = "it-overlast"
covert = true

[[account]]
name = "shadow-2"
unit = true
team = "it-ondermijning"
covert = true

[[account]]
name = "shadow-3"
unit = true
division = "sector"
covert = true

# Categories: what"""


class ClosedHub(Hub):
    def __init__(self):
        super().__init__()
        self.config = config_with(self.folder, ("organisation.toml", "\n# Categories: what", MORE_ACCOUNTS))
        self.access = self.folder / "access"
        self.environment = {"PARAAT_BROKER_ACCESS": "accounts", "PARAAT_ACCESS_DIRECTORY": str(self.access),
                            "PARAAT_BROKER_PASSWORD": HUB_PASSWORD}
        self.passwords = {"hub": HUB_PASSWORD}

    def paraat(self, *arguments, input=None, **more):
        environment = {**os.environ, "PARAAT_JOURNAL_DIRECTORY": str(self.journal), **more,
                       "PARAAT_ACCESS_DIRECTORY": str(self.access), "HOME": str(self.folder),
                       "PARAAT_OUTBOX": str(self.folder / "outbox"), **({"PARAAT_BROKER_PORT": str(self.port)} if self.port else {})}
        return subprocess.run([BIN / "paraat", *map(str, arguments)], capture_output=True, text=True, timeout=DEADLINE_S,
                              env=environment, cwd=self.folder, input=input, check=False)

    def admin(self, *arguments):
        """What `paraat admin` prints; it must work."""
        done = self.paraat("admin", *arguments)
        if done.returncode != 0:
            raise AssertionError(f"paraat admin {arguments}: {done.returncode} {done.stderr}")
        return done.stdout

    def make_login(self, account):
        self.passwords[account] = json.loads(self.admin("password", account, "--json"))["password"]
        return self.passwords[account]

    def client(self, account, tab="", **more):
        """A connection of an account that has a login."""
        client_id = more.pop("client_id", f"{account}.{tab}" if tab else account)
        password = more.pop("password", self.passwords.get(account))
        return Client(self.port, client_id, account, password, **more)
