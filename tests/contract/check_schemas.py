"""Each file of schemas/json is a JSON Schema; what the document and docs/connect.md give as examples is as it says; what has no channel is told apart."""
import json
import re
import sys

import jsonschema

from channels import SOURCE, Channels

# Topics that look like one of the contract and are none.
NO_TOPICS = ("oov/up/radio-7/nonsense", "oov/up/RADIO/report", "oov/up/radio-7/report/more", "oov/json/up/radio-7/report", "oov/hub/alert/01m86n3k4zhen7q8fd50caqjgc",
             "oov/dvl/alert/not-an-id", "oov/covert/json/board", "oov/partner/politie/in/nonsense", "oov/partner/politie/out/nonsense", "oov/json/partner/politie/out/alert")
# What a JSON of the page is, by a key that only such a message has.
KINDS = {"answer": "ack", "kind": "receipt", "ask": "query"}


def faults():
    for path in sorted((SOURCE / "schemas" / "json").glob("*.json")):
        try:
            jsonschema.Draft7Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
        except jsonschema.SchemaError as error:
            yield f"{path.name}: {error.message}"
    channels = Channels()
    for name, message in channels.document["components"]["messages"].items():
        for example in message.get("examples", []):
            yield from (f"example of {name}: {fault}" for fault in channels.faults(name, example["payload"]))
    page = (SOURCE / "docs" / "connect.md").read_text(encoding="utf-8")
    for text in re.findall(r"```json\n(\{.*?\})\n```", page, re.DOTALL):
        value = json.loads(text)
        kind = next(message for key, message in KINDS.items() if key in value)
        yield from (f"docs/connect.md: {text[:60]}: {fault}" for fault in channels.faults(kind, value))
    for topic in NO_TOPICS:
        yield from (f"{topic} is taken for {found.address}" for found in channels.of(topic))


found = list(faults())
print("\n".join(found) or "all is as it says")
sys.exit(1 if found else 0)
