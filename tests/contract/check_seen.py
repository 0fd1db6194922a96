"""Each topic that the system tests saw has a channel in schemas/asyncapi.yaml, and its JSON is as the schema of that channel says: check_seen.py FOLDER.

The files are of tests/system/seen.py. Of inputs those count that the hub accepted: tests send many that it must refuse. What only a test makes
up, on a broker that lets everybody write everything, is named below with the reason.
"""
import collections
import json
import pathlib
import re
import sys

from channels import Channels

# Topics that no hub and no device has: (topics, tests), why.
MADE_UP = {
    (r"paraat/(alert|close|recall|receipt|report)", "partners|bridges"): "of the partner's own broker, as the shipped bridge names them",
    (r"oov/up/NOT-A-CLIENT/report", "report"): "no name of a client: the hub leaves it",
}
# These have no receipt, so each counts, but for tests that send malformed ones.
UNANSWERED = {"beacon", "presence"}
SPOILT = {("beacon", "report")}
MOST_FAULTS = 40


def accepted_inputs(messages):
    """(client, kind, id) of what a receipt or result says is in order."""
    for topic, value in messages:
        if found := re.fullmatch(r"oov/(?:json/)?down/([^/]+)/(receipt|result)|oov/partner/([^/]+)/out/receipt", topic):
            if value.get("accepted") is True or value.get("ok") is True:
                yield found[1] or found[3], value.get("kind", "query"), value.get("id", "")


def read(path):
    seen = json.loads(path.read_text(encoding="utf-8"))
    messages = []
    for topic, payload in seen["messages"]:
        try:
            messages.append((topic, json.loads(payload)))
        except ValueError:
            messages.append((topic, None))  # only inputs of tests may be so
    return seen["topics"], messages


def is_probe(value):
    return isinstance(value, dict) and next(iter(value), "") == "probe"


def is_made_up(topic, test):
    return any(re.fullmatch(pattern, topic) and re.fullmatch(tests, test) for pattern, tests in MADE_UP)


class Judgement:
    def __init__(self):
        self.channels = Channels()
        self.faults, self.judged, self.seen, self.messages = [], collections.Counter(), set(), set()

    def add(self, path):
        topics, messages = read(path)
        for topic in topics:
            if is_made_up(topic, path.stem):
                continue
            found = self.channels.of(topic)
            self.seen.update(one.name for one in found[:1])
            if not found:
                self.faults.append(f"{path.stem}: {topic}: no channel of schemas/asyncapi.yaml")
        accepted = set(accepted_inputs([one for one in messages if isinstance(one[1], dict)]))
        for topic, value in messages:
            if not is_made_up(topic, path.stem):
                self.judge(path.stem, topic, value, accepted)

    def judge(self, test, topic, value, accepted):
        found = self.channels.of(topic)
        if not found or is_probe(value):
            return
        channel = found[0]
        if sent := re.fullmatch(r"oov/up/([^/]+)/(\w+)|oov/partner/([^/]+)/in/(report)", topic):
            kind = sent[2] or sent[4]
            is_taken = isinstance(value, dict) and (kind in UNANSWERED or (sent[1] or sent[3], kind, value.get("id", "")) in accepted)
            if not is_taken or (kind, test) in SPOILT:
                return
            # Fields that the hub does not know it takes, and names in the receipt.
            named = self.channels.faults(channel.messages[0], value)
            why = [one for one in named if "Additional properties" not in one]
            self.messages.add(channel.messages[0])
        else:
            tried = [(self.channels.faults(message, value), message) for message in self.channels.json_messages(channel)]
            why, message = min(tried, key=lambda one: len(one[0])) if tried else (["/: it is JSON, and no message of the channel is"], "")
            self.messages.add(message)
        self.judged[channel.name] += 1
        self.faults += [f"{test}: {topic}: {one}" for one in why[:3]]


def main():
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.json"))
    if not files:
        print(f"SKIPPED: no system test left anything in {sys.argv[1]}")
        return 77
    judgement = Judgement()
    for path in files:
        judgement.add(path)
    print(f"{len(files)} tests, {sum(judgement.judged.values())} JSON messages of {len(judgement.judged)} channels judged, {len(judgement.seen)} channels seen")
    print("not seen: " + ", ".join(one.name for one in judgement.channels.all if one.name not in judgement.seen))
    ours = {one for channel in judgement.channels.all if channel.known_by == "topics" for one in judgement.channels.json_messages(channel)}
    print("no JSON seen of: " + (", ".join(sorted(ours - judgement.messages)) or "none"))
    print("\n".join(judgement.faults[:MOST_FAULTS]))
    return 1 if judgement.faults else 0


if __name__ == "__main__":
    sys.exit(main())
