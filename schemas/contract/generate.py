#!/usr/bin/env python3
"""Writes schemas/asyncapi.yaml and schemas/json/*.json from schemas/*.fbs and the tables beside this file.

generate.py           writes them
generate.py --check   writes nothing; names what is not as it would be written, and exits 1
"""
import json
import pathlib
import sys

import yaml

from document import Document
from json_schema import Schemas
from messages import MESSAGES, Own
from wire import Wire

FOLDER = pathlib.Path(__file__).resolve().parents[1]
HEAD = "# Made by schemas/contract/generate.py from schemas/*.fbs and schemas/contract/*.py: change those, then run it (docs/decisions/0047).\n"


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def whole(text):
    """Several lines stay several lines."""
    return "|" if "\n" in text else None


Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style=whole(text)))


def files():
    schemas = Schemas(Wire(FOLDER))
    document = yaml.dump(Document(schemas).build(), Dumper=Plain, sort_keys=False, width=150, allow_unicode=True)
    yield FOLDER / "asyncapi.yaml", HEAD + document
    titles = {message.table: message.summary for message in MESSAGES.values() if isinstance(message, Own)}
    titles["PartnerWord"] = "A word to a partner"
    for table, title in titles.items():
        name = schemas.wire.messages[table].file.replace(".fbs", ".json")
        yield FOLDER / "json" / name, json.dumps(schemas.alone(table, title, name), indent=2, ensure_ascii=False) + "\n"


def main():
    made = dict(files())
    there = {*(FOLDER / "json").glob("*.json")}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    stale += sorted(there - made.keys())
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(FOLDER.parent)} is not as schemas/contract/generate.py writes it: run that")
        return 1 if stale else 0
    (FOLDER / "json").mkdir(exist_ok=True)
    for path in there - made.keys():
        path.unlink()
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
