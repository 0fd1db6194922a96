"""Reads schemas/*.fbs: tables, their fields with what is said of each, and closed lists of words.

Only the parts of the language that those files use: one field a line, its `///` comment before it.
"""
import dataclasses
import pathlib
import re

FIELD = re.compile(r"^\s+(\w+):(\[?\w+\]?)( = null)? \(id: \d+\);$")
TABLE = re.compile(r"^table (\w+) \{$")
ENUM = re.compile(r"^enum (\w+):ubyte \{ (.+) \}$")
SAID = re.compile(r"^\s*/// (.+)$")
NOTHING = re.compile(r"^(//.*|include .*|namespace .*|\}|)$")
ROOT = re.compile(r"^root_type (\w+);$")
IDENTIFIER = re.compile(r'^file_identifier "(\w{4})";$')


@dataclasses.dataclass
class Field:
    name: str
    type: str  # "string", "Severity", or of a list "[string]"
    is_optional: bool  # a scalar that may be absent; all that is no scalar may be
    said: str

    @property
    def element(self):
        return self.type.strip("[]")

    @property
    def is_list(self):
        return self.type.startswith("[")


@dataclasses.dataclass
class Table:
    name: str
    said: str
    fields: list


@dataclasses.dataclass
class Enum:
    name: str
    said: str
    words: list


@dataclasses.dataclass
class Message:
    file: str
    root: str
    identifier: str


class Wire:
    """All files of a folder; a line that it does not understand is an error, since it would be missing in silence."""

    def __init__(self, folder):
        self.tables, self.enums, self.messages = {}, {}, {}
        for path in sorted(pathlib.Path(folder).glob("*.fbs")):
            self._read(path)

    def _read(self, path):
        said, table, root = [], None, None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if match := SAID.match(line):
                said.append(match[1])
                continue
            if match := FIELD.match(line):
                table.fields.append(Field(match[1], match[2], bool(match[3]), " ".join(said)))
            elif match := TABLE.match(line):
                table = self.tables[match[1]] = Table(match[1], " ".join(said), [])
            elif match := ENUM.match(line):
                self.enums[match[1]] = Enum(match[1], " ".join(said), match[2].split(", "))
            elif match := ROOT.match(line):
                root = match[1]
            elif match := IDENTIFIER.match(line):
                self.messages[root] = Message(path.name, root, match[1])
            elif not NOTHING.match(line):
                raise SystemExit(f"{path}:{number}: not understood: {line}")
            said = []
