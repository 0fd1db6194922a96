"""Judges a history: what clients said and heard, what the journal holds, what the topics say. A small account of its own, written
from the contract and not from the hub."""
import collections
import json

from journal import INCIDENT_OPENED, REPORT_RECEIVED
from speech import CATEGORIES, ORGANISATION, RADIOS


def of_receipts(letters, strange):
    """Each letter has its last receipt, and all that accept it are the same to the byte."""
    for payload in strange:
        yield f"a receipt of nothing that was said: {payload!r}"
    for letter in letters:
        accepting = {payload for _, payload in letter.receipts if json.loads(payload)["accepted"]}
        if letter.outcome is None:
            yield f"{letter.key} was said {letter.times} times and has no last receipt"
        elif len(accepting) > 1:
            yield f"{letter.key} had different receipts: {sorted(accepting)}"
        elif accepting and not letter.is_accepted:
            yield f"{letter.key} was accepted, and refused as well: {letter.outcome}"


# Why something true may still be refused: somebody else was there before.
OVERTAKEN = {"ack": {"closed", "not_asked", "newer_alarm"}, "command": {"closed"}}


def of_refusals(letters):
    """Nothing is refused for good that the contract lets a client say."""
    for letter in letters:
        if letter.outcome and not letter.is_accepted and letter.outcome["code"] not in OVERTAKEN.get(letter.kind, ()):
            yield f"{letter.key} was refused: {letter.outcome}"


def of_inputs(letters, journal, others_said=False):
    """What was accepted is in the journal, as it was said, with the receipt that was heard; nothing else is in it."""
    said = {letter.key: letter for letter in letters}
    for letter in letters:
        row = journal.inputs.get(letter.key)
        if letter.is_accepted and row is None:
            yield f"LOST: {letter.key} was accepted, and the journal does not have it"
        elif letter.is_accepted and letter.receipts[-1][1] != row.receipt:
            yield f"{letter.key} had {letter.receipts[-1][1]!r}, and the journal has {row.receipt!r}"
        elif row and letter.outcome and not letter.is_accepted:
            yield f"{letter.key} was refused, and is in the journal: {letter.outcome}"
        elif row and row.payload_hash != letter.sha256:
            yield f"{letter.key} is in the journal with other bytes"
    for key in journal.inputs.keys() - (journal.inputs.keys() if others_said else said.keys()):
        yield f"the journal has {key}, which nobody said"


def of_effects(journal):
    """One effect of each input: a report is received once, an incident opened once, a client's inputs counted without gaps."""
    counted = collections.defaultdict(list)
    received = 0
    for row in journal.inputs.values():
        counted[row.client].append(row.client_seq)
        own = [event for event in journal.events_of(row) if event.kind == REPORT_RECEIVED]
        received += len(own)
        receipt = json.loads(row.receipt)
        wanted = 1 if row.kind == "report" else len(own) if row.kind == "status" else 0
        if len(own) != wanted or len(own) > 1:
            yield f"{row[:3]} became {len(own)} reports"
        elif own and own[0].subject != receipt["incident"]:
            yield f"{row[:3]} went to {own[0].subject}, and its receipt says {receipt['incident']}"
    if received != sum(journal.subjects(REPORT_RECEIVED).values()):
        yield "the journal has a report that is of no input"
    for incident, times in journal.subjects(INCIDENT_OPENED).items():
        if times > 1:
            yield f"TWICE: {incident} was opened {times} times"
    for client, numbers in counted.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"{client}'s inputs are not counted 1 to {len(numbers)}"
    for before, after in zip(journal.events, journal.events[1:]):
        if after.seq != before.seq + 1 or after.at < before.at:
            yield f"event {after.seq} at {after.at} follows event {before.seq} at {before.at}"


class Expected:
    """The alerts that must stand, by what was accepted."""

    def __init__(self, letters):
        self.reports = collections.Counter()
        self.divisions = collections.defaultdict(set)
        closed, known = set(), set()
        for letter in letters:
            if not letter.is_accepted or "incident" not in letter.outcome:
                continue
            incident = letter.outcome["incident"]
            if letter.kind == "report":
                self.reports[incident] += 1
                self.divisions[incident].add(CATEGORIES[letter.body["category"]]["division"])
            elif letter.kind == "status":
                self.divisions[incident] |= {RADIOS[letter.client], ORGANISATION["sector"]}
            elif letter.kind == "command" and letter.body["do"] == "close":
                closed.add(incident)
            known.add(incident)
        self.closed = closed
        self.open = known - closed


def of_topics(expected, alerts, opened_by_hub=frozenset()):
    """`alerts`: topic to payload, as somebody has them who came later. What stands is told wherever it must be, and nothing else."""
    told = collections.defaultdict(dict)
    for topic, payload in alerts.items():
        told[topic.rsplit("/", 1)[1]][topic.split("/")[2]] = json.loads(payload)
    for incident in sorted(expected.open):
        found = told.get(incident)
        if not found:
            yield f"{incident} stands, and no topic tells of it"
            continue
        missing = expected.divisions[incident] - found.keys()
        if missing:
            yield f"{incident} is not told to {sorted(missing)}"
        for division, alert in found.items():
            if set(alert["divisions"]) != found.keys():
                yield f"{incident} is told to {sorted(found)}, and says {alert['divisions']}"
            count = expected.reports[incident]
            if count and alert["reports"] != count:
                yield f"{incident} has {count} accepted reports, and {division} is told {alert['reports']}"
    for incident in told.keys() - expected.open - opened_by_hub:
        why = "was closed" if incident in expected.closed else "nobody opened"
        yield f"{incident} {why}, and is still told to {sorted(told[incident])}"


def of_snapshot(alerts, items):
    """`items`: what the hub answers who asks for all incidents. It is what the topics say."""
    told = {}
    for topic, payload in alerts.items():
        alert = json.loads(payload)
        told[alert["incident"]] = alert["rev"]
    answered = {item["incident"]: item["rev"] for item in items}
    for incident in told.keys() | answered.keys():
        if told.get(incident) != answered.get(incident):
            yield f"{incident}: topics say revision {told.get(incident)}, the answer says {answered.get(incident)}"


def of_watcher(watcher, alerts):
    """A screen that was there all along: within a connection no revision goes back, none is told in two ways, and it shows what stands."""
    revisions, payloads = {}, {}
    for connection, topic, payload, is_retained in watcher.seen:
        if not payload:
            continue
        rev = json.loads(payload)["rev"]
        if revisions.get((connection, topic), 0) > rev:
            yield f"{topic} went back from revision {revisions[connection, topic]} to {rev}"
        revisions[connection, topic] = rev
        if payloads.setdefault((topic, rev), payload) != payload:
            yield f"{topic} told revision {rev} in two ways: {payloads[topic, rev]!r} and {payload!r}"
    for topic in watcher.newest.keys() | alerts.keys():
        if watcher.newest.get(topic) != alerts.get(topic):
            yield f"who watched does not have {topic} as it stands"
