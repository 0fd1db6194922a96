"""The AsyncAPI 3 document of channels.py and messages.py over the schemas of the wire."""
import re

from channels import CHANNELS, PARAMETERS
from messages import FLATBUFFERS, MESSAGES, Own

BINDING = "0.2.0"
INFO = """\
What goes over MQTT between the hub and its clients: radios, phones, consoles, partners. Made from schemas/*.fbs and schemas/contract;
docs/formats/topics.md says it in words, docs/connect.md how to begin.

It is the hub's document: `receive` is what the hub reads and a client publishes, `send` what the hub publishes and a client subscribes to.
`oov` is `hub.root` of the configuration. Times are milliseconds since the Unix epoch, UTC; positions are degrees, WGS 84; distances metres.
Absent fields are left out, never null. Fields and words are only added, at the end: a reader leaves what it does not know, and the hub names
in the receipt (`ignored`) what it does not know. A retained topic ends with the empty message.

Which encoding a message has is told by its bytes: JSON begins with `{`, FlatBuffers has its identifier at bytes 4 to 7. What the hub writes of
itself is FlatBuffers, with the JSON twin below oov/json/; receipts and results have the encoding of their question. No message exceeds 65,536
bytes, a query 4,096. A length in these schemas counts characters; the hub counts bytes of UTF-8."""


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def twin_of(address):
    return "oov/json/" + address.removeprefix("oov/")


class Document:
    def __init__(self, schemas):
        self.schemas = schemas
        self.channels, self.operations, self.messages, self.parts = {}, {}, {}, set()

    def build(self):
        for channel in CHANNELS:
            self._add(channel)
        schemas = {name: self.schemas.of(name) for name in sorted(self.parts)}
        schemas["PartnerRecall"] = {"description": "A word of recall says why.", "allOf": [
            {"$ref": "#/components/schemas/PartnerWord"}, {"required": ["why"]}]}
        return {
            "asyncapi": "3.0.0",
            "info": {"title": "Paraat", "version": "1.0.0", "description": INFO, "contact": {"name": "Paraat maintainers"}},
            "defaultContentType": "application/json",
            "servers": self._servers(),
            "channels": self.channels,
            "operations": self.operations,
            "components": {"messages": dict(sorted(self.messages.items())), "schemas": schemas, "securitySchemes": {
                "account": {"type": "userPassword", "description": "An account of the organisation, and its password."},
                "certificate": {"type": "X509", "description": "The device's own certificate of the site's CA; its common name is the account."}}},
        }

    def _servers(self):
        security = [{"$ref": "#/components/securitySchemes/account"}]
        will = {"topic": "oov/hub/hub-1/status", "qos": 1, "retain": True, "message": "the hub is down (as hub_status: node, state, generation)"}
        return {
            "mqtt": {"host": "127.0.0.1:1883", "protocol": "mqtt", "protocolVersion": "3.1.1", "security": security,
                     "description": "The broker, on the machine itself. The will below is the hub's; a client's is its presence, offline, on oov/up/{client}/presence.",
                     "bindings": {"mqtt": {"lastWill": will, "keepAlive": 60, "cleanSession": False, "bindingVersion": BINDING}}},
            "websocket": {"host": "127.0.0.1:9001", "pathname": "/mqtt", "protocol": "ws", "protocolVersion": "3.1.1", "security": security,
                          "description": "MQTT over WebSocket, for pages."},
            "tls": {"host": "hub.example.nl:8883", "protocol": "secure-mqtt", "protocolVersion": "3.1.1",
                    "security": [{"$ref": "#/components/securitySchemes/certificate"}, *security], "description": "From elsewhere, with the device's certificate (docs/tls.md)."},
        }

    def _add(self, channel):
        encodings = ("json", "flatbuffers")
        if channel.hub != "reads" and channel.has_twin and channel.name not in ("downReceipt", "downResult", "downProbe"):
            encodings = ("flatbuffers",)
        self._add_one(channel, channel.name, channel.address, encodings, channel.summary)
        if channel.has_twin:
            self._add_one(channel, channel.name + "Json", twin_of(channel.address), ("json",), f"JSON twin of {channel.address}. {channel.summary}", is_twin=True)

    def _add_one(self, channel, name, address, encodings, summary, is_twin=False):
        names = [one for message in channel.messages for one in self._message_names(message, encodings)]
        described = {"address": address, "title": summary.split(":")[0].split(".")[0][:80], "description": f"{summary}\n\nWritten by {channel.writer}, read by {channel.reader}.",
                     "messages": {one: {"$ref": f"#/components/messages/{one}"} for one in names}}
        parameters = re.findall(r"\{(\w+)\}", address)
        if parameters:
            described["parameters"] = {one: {"description": PARAMETERS[one][0], "examples": [PARAMETERS[one][2]], "x-pattern": PARAMETERS[one][1]} for one in parameters}
        described["x-known-by"] = channel.known_by
        if is_twin:
            described["x-twin-of"] = channel.name
        self.channels[name] = described
        for action in {"reads": ["receive"], "writes": ["send"], "both": ["send", "receive"]}[channel.hub]:
            self.operations[action + name[0].upper() + name[1:]] = self._operation(channel, name, names, action)

    def _operation(self, channel, name, names, action):
        operation = {"action": action, "channel": {"$ref": f"#/channels/{name}"}, "title": self.channels[name]["title"],
                     "messages": [{"$ref": f"#/channels/{name}/messages/{one}"} for one in names],
                     "bindings": {"mqtt": {"qos": channel.qos, "retain": channel.retain, "bindingVersion": BINDING}}}
        if channel.answer and action == "receive":
            operation["reply"] = {"channel": {"$ref": f"#/channels/{channel.answer}"}}
        return operation

    def _message_names(self, name, encodings):
        message = MESSAGES[name]
        if not isinstance(message, Own):
            self.messages[name] = self._foreign(name, message)
            return [name]
        wanted = ("json",) if message.is_json_only else encodings
        return [self._own(name, message, encoding) for encoding in wanted]

    def _own(self, name, message, encoding):
        wire = self.schemas.wire
        if encoding == "json":
            self.parts.update(self.schemas.closure(message.table))
            made = {"name": name, "title": message.summary, "contentType": "application/json",
                    "payload": {"$ref": f"#/components/schemas/{message.schema or message.table}"}}
            if "id" in [field.name for field in wire.tables[message.table].fields] and not message.is_json_only:
                made["correlationId"] = {"location": "$message.payload#/id", "description": "The client's own id: of an input and of its receipt or result."}
            if message.example:
                made["examples"] = [{"name": "example", "payload": message.example}]
            self.messages[name] = made
            return name
        known = wire.messages[message.table]
        self.messages[name + "_flatbuffers"] = {
            "name": name + "_flatbuffers", "title": message.summary + ", as FlatBuffers", "contentType": FLATBUFFERS,
            "description": f"Table {known.root} of schemas/{known.file}; file identifier {known.identifier}.",
            "payload": {"type": "string", "format": "binary", "description": f"Bytes 4 to 7 are {known.identifier}."},
            "x-flatbuffers": {"file": known.file, "root": known.root, "identifier": known.identifier}}
        return name + "_flatbuffers"

    @staticmethod
    def _foreign(name, message):
        made = {"name": name, "title": message.summary, "contentType": message.content_type, "payload": message.payload}
        if message.see:
            made["externalDocs"] = {"url": message.see}
        return made
