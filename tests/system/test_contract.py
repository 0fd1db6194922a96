"""The limits that schemas/json states of inputs are those of the hub: each is sent, and one more."""
import json
import unittest

from centre import SOURCE, CentreTest

CATEGORY = {"category": "theft"}
ID = "01m86n3k4zhen7q8fd50caqjgc"
# What makes an input of each kind whole: besides the field that is tried.
WHOLE = {
    "report": CATEGORY, "status": {"status": "available"}, "instruct": {"to": "team/it-overlast", "text": "x"},
    "ack": {"incident": ID, "answer": "acknowledged"}, "command": {"do": "note", "incident": ID}, "query": {"ask": "incidents"},
}
# What the hub says of a field that breaks a limit; anything else is about another field, or about what the value means.
BROKEN = {"too_long", "bad_value", "unreadable", "too_many"}
MAP_KEY = "maxProperties"


def at(schema, value_of):
    """Each limit of a property as (value within, value beyond)."""
    if "maxLength" in schema:
        yield value_of("x" * schema["maxLength"]), value_of("x" * (schema["maxLength"] + 1))
    if "maximum" in schema and schema["maximum"] < 2 ** 31 - 1:
        yield value_of(schema["maximum"]), value_of(schema["maximum"] + 1)
    if "minimum" in schema and schema["minimum"] > -(2 ** 31):
        yield value_of(schema["minimum"]), value_of(schema["minimum"] - 1)
    if "enum" in schema:
        yield value_of(schema["enum"][-1]), value_of(schema["enum"][-1] + "-not")
    if MAP_KEY in schema:
        full = {f"k{n}": "v" for n in range(schema[MAP_KEY])}
        yield value_of(full), value_of({**full, "one": "more"})
        yield value_of({"k" * 64: "v" * 256}), value_of({"k": "v" * 257})


class Limits(CentreTest):
    def schema(self, kind):
        whole = json.loads((SOURCE / "schemas" / "json" / f"{kind}.json").read_text())
        self.definitions = whole.get("definitions", {})
        return whole

    def one(self, schema):
        parts = schema.get("allOf", [schema])
        return {**schema, **self.definitions[parts[0]["$ref"].split("/")[-1]]} if "$ref" in parts[0] else schema

    def cases(self, schema):
        """(field as the hub names it, body within, body beyond) of each limit."""
        for name, said in schema["properties"].items():
            said = self.one(said)
            for within, beyond in at(said, lambda value: value):
                yield name, {name: within}, {name: beyond}
            if said.get("type") == "array":
                item = self.one(said["items"])
                good = item["enum"][0] if "enum" in item else "x" if item.get("type") == "string" else {}
                if "maxItems" in said:
                    yield name, {name: [good] * said["maxItems"]}, {name: [good] * (said["maxItems"] + 1)}
                for within, beyond in at(item, lambda value: [value]) if item.get("type") == "string" else ():
                    yield name, {name: within}, {name: beyond}
                inner = item.get("properties", {}) if item.get("type") == "object" else {}
                for part, limits in inner.items():
                    for within, beyond in at(self.one(limits), lambda value, part=part: [{part: value}]):
                        yield f"{name}.{part}", {name: within}, {name: beyond}
            elif said.get("type") == "object" and "properties" in said:
                for part, limits in said["properties"].items():
                    for within, beyond in at(self.one(limits), lambda value, part=part: {part: value}):
                        yield f"{name}.{part}", {name: within}, {name: beyond}

    def completed(self, kind, body):
        body = {"id": self.fresh(), **WHOLE[kind], **body}
        for place in (body, *[part for part in body.values() if isinstance(part, dict)]):
            if "lat" in place or "lon" in place:
                place.update({"lat": place.get("lat", 1), "lon": place.get("lon", 1)})
        return body

    def outcome(self, kind, body):
        """(code, field) of a refusal; a query is refused by its result."""
        client = "coord-overlast-1"
        since = self.all.count()
        self.send(client, kind, body)
        if kind == "query":
            said = self.all.on(f"oov/down/{client}/result", lambda m: m.json.get("id") == body["id"], since=since).json
            return ("", "") if said["ok"] else (said["code"], said.get("field", ""))
        said = self.receipt(client, body["id"], since)
        return ("", "") if said["accepted"] else (said["code"], said.get("field", ""))

    def test_each_limit_of_the_schemas_is_the_hubs(self):
        self.maxDiff = None
        tried, wrong = 0, []
        for kind in WHOLE:
            for field, within, beyond in self.cases(self.schema(kind)):
                tried += 1
                said = self.outcome(kind, self.completed(kind, within))
                # Where the value means nothing here (an unknown policy), that is another refusal.
                if said[1] == field and said[0] in ("too_long", "unreadable"):
                    wrong.append(f"{kind} {field}: within the limit, and refused: {said}")
                said = self.outcome(kind, self.completed(kind, beyond))
                if said[0] not in BROKEN | {"unknown_question"} or said[1].removesuffix("[0]") not in (field, field.split(".")[0], field.split(".")[-1]):
                    wrong.append(f"{kind} {field}: beyond the limit, and not refused for it: {said} {str(beyond)[:60]}")
        self.assertEqual([], wrong, f"of {tried} limits")
        self.assertGreater(tried, 90)


if __name__ == "__main__":
    unittest.main()
