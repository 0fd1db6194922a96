"""schemas/asyncapi.yaml as the checks need it: which channel a topic is of, and which schema its JSON has."""
import copy
import pathlib
import re

import jsonschema
import yaml

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def document():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((SOURCE / "schemas" / "asyncapi.yaml").read_text(encoding="utf-8"), Loader=loader)


class Channel:
    def __init__(self, name, described):
        self.name, self.address, self.known_by = name, described["address"], described["x-known-by"]
        self.is_twin = "x-twin-of" in described
        self.messages = list(described["messages"])
        pattern = re.escape(self.address)
        for parameter, more in described.get("parameters", {}).items():
            pattern = pattern.replace(re.escape("{%s}" % parameter), "(?:" + _inner(more["x-pattern"]) + ")")
        self.pattern = re.compile(pattern)


def _inner(pattern):
    """Of ^(?!(up|down)$)[a-z]+$ a form that stands within a topic."""
    return re.sub(r"\$\)", "/)", pattern.removeprefix("^").removesuffix("$"))


class Channels:
    def __init__(self):
        self.document = document()
        self.all = [Channel(name, described) for name, described in self.document["channels"].items()]
        self._validators = {}

    def of(self, topic):
        """Those whose form the topic has; one of literal levels before one of parameters."""
        return sorted((one for one in self.all if one.pattern.fullmatch(topic)), key=lambda one: one.address.count("{"))

    def faults(self, message, value):
        """Why a JSON value is none of that message; a field that no schema names is a fault too."""
        if message not in self._validators:
            schemas = copy.deepcopy(self.document["components"]["schemas"])
            for schema in schemas.values():
                if "properties" in schema:
                    schema.setdefault("additionalProperties", False)
            described = self.document["components"]["messages"][message]
            root = {"components": {"schemas": schemas}, **described["payload"]}
            self._validators[message] = jsonschema.Draft7Validator(root)
        return [f"{'.'.join(map(str, fault.absolute_path)) or '/'}: {fault.message[:200]}" for fault in self._validators[message].iter_errors(value)]

    def json_messages(self, channel):
        messages = self.document["components"]["messages"]
        return [one for one in channel.messages if messages[one]["contentType"] in ("application/json", "application/geo+json")]
