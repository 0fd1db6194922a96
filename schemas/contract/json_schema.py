"""Tables of the wire as JSON Schema (draft-07, the one that AsyncAPI 3 speaks)."""
import copy
import re

from limits import CLIENT_ID, INPUTS, LIMITS, PARTS_OF_INPUTS, REQUIRED, ULID, ULID_SENT

INTEGERS = {"int": {"minimum": -(2 ** 31), "maximum": 2 ** 31 - 1}, "long": {}, "ulong": {"minimum": 0}}
HUBS_IDS = {"incident", "instruction", "into", "supersedes", "other"}
DRAFT = "http://json-schema.org/draft-07/schema#"


def question_of(table_name):
    """ "units" of UnitsResult: what is asked is what such an answer is called by."""
    return table_name.removesuffix("Result").lower()


class Schemas:
    def __init__(self, wire):
        self.wire = wire
        self.asks = sorted(question_of(name) for name in wire.messages if name.endswith("Result") and name != "FailedResult")

    def of(self, name):
        """One table or list of words; others are named by reference."""
        if name in self.wire.enums:
            enum = self.wire.enums[name]
            return {"type": "string", "description": enum.said, "enum": list(enum.words)}
        table = self.wire.tables[name]
        schema = {"type": "object"}
        if table.said != "As its name says.":
            schema["description"] = table.said
        required = [field.name for field in table.fields if self._is_required(table, field)]
        if required:
            schema["required"] = required
        schema["properties"] = {field.name: self._field(table, field) for field in table.fields}
        return self._beyond_fields(name, schema)

    def _is_required(self, table, field):
        if field.name in REQUIRED.get(table.name, []):
            return True
        if table.name in INPUTS | PARTS_OF_INPUTS:
            return False
        if table.name.endswith("Result") and field.name in ("id", "ask"):
            return True
        is_scalar = field.type in INTEGERS or field.type in ("bool", "double") or field.type in self.wire.enums
        return is_scalar and not field.is_optional

    def _field(self, table, field):
        schema = self._type(table, field)
        # A reference stands alone in draft-07: what stands beside it counts for nothing.
        if "$ref" in schema:
            return {"description": field.said, "allOf": [schema]} if field.said else schema
        if field.said:
            schema["description"] = field.said
        _merge(schema, copy.deepcopy(LIMITS.get(table.name, {}).get(field.name, {})))
        return schema

    def _type(self, table, field):
        if field.element == "KeyValue" and field.is_list:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        if field.is_list:
            return {"type": "array", "items": self._one(field.element)}
        if field.type == "string":
            return {"type": "string", **self._pattern(table, field)}
        return self._one(field.type)

    def _one(self, type_name):
        if type_name in INTEGERS:
            return {"type": "integer", **INTEGERS[type_name]}
        if type_name in self.wire.tables or type_name in self.wire.enums:
            return {"$ref": f"#/components/schemas/{type_name}"}
        return {"type": {"string": "string", "bool": "boolean", "double": "number"}[type_name]}

    def _pattern(self, table, field):
        is_input = table.name in INPUTS
        if field.name == "id" and is_input:
            return {"pattern": CLIENT_ID}
        if field.name == "ask" and table.name == "Query":
            return {"enum": self.asks}
        if field.name == "ask" and table.name.endswith("Result") and table.name != "FailedResult":
            return {"const": question_of(table.name)}
        if field.name in HUBS_IDS or field.said.startswith("ULID"):
            if is_input:
                return {"pattern": ULID_SENT}
            return {"pattern": ULID if "empty" not in field.said else f"^({ULID[1:-1]})?$"}
        return {}

    def _beyond_fields(self, name, schema):
        if "lat" in schema["properties"] and "lon" in schema["properties"]:
            schema["dependencies"] = {"lat": ["lon"], "lon": ["lat"]}
        if name == "Ack":
            schema["oneOf"] = [{"required": ["incident"]}, {"required": ["instruction"]}]
        if name.endswith("Result"):
            schema["properties"]["ok"]["const"] = name != "FailedResult"
        if name == "Receipt":
            schema["if"] = {"properties": {"accepted": {"const": False}}}
            schema["then"] = {"required": ["code", "error"]}
        return schema

    def closure(self, name):
        """What a table or list of words is made of, itself first."""
        found, todo = [], [name]
        while todo:
            one = todo.pop(0)
            if one in found:
                continue
            found.append(one)
            todo += re.findall(r"#/components/schemas/(\w+)", str(self.of(one)))
        return found

    def alone(self, name, title, file):
        """The same as a document by itself."""
        schema = {"$schema": DRAFT, "$id": f"https://paraat.example/schemas/{file}", "title": title, **self.of(name)}
        parts = self.closure(name)[1:]
        if parts:
            schema["definitions"] = {part: self.of(part) for part in sorted(parts)}
        return _renamed(schema)


def _merge(schema, more):
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(schema.get(key), dict):
            _merge(schema[key], value)
        else:
            schema[key] = value


def _renamed(schema):
    if isinstance(schema, dict):
        return {key: value.replace("#/components/schemas/", "#/definitions/") if key == "$ref" else _renamed(value)
                for key, value in schema.items()}
    return [_renamed(one) for one in schema] if isinstance(schema, list) else schema
