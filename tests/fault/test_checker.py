"""The checker finds each thing that it says it looks for: a history that is good, and the same with one thing wrong."""
import json
import pathlib
import sys
import unittest

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "system")]

import checker  # noqa: E402
from crowd import Letter, Watcher  # noqa: E402
from journal import INCIDENT_OPENED, REPORT_RECEIVED, Event, Input, Journal  # noqa: E402

THEFT, STREET = "01jd800000000000000000000a", "01jd800000000000000000000b"


def receipt(letter, seq, **more):
    return json.dumps({"id": letter.id, "kind": letter.kind, "accepted": True, "seq": seq, **more}).encode()


class History:
    """Two reports of radio-7, each its own incident; the second was closed by console-1."""

    def __init__(self):
        self.theft = Letter("radio-7", "report", {"id": "1", "category": "theft"})
        self.street = Letter("radio-7", "report", {"id": "2", "category": "vandalism"})
        self.close = Letter("console-1", "command", {"id": "1", "do": "close", "incident": STREET})
        self.letters = [self.theft, self.street, self.close]
        for letter, seq, incident in ((self.theft, 1, THEFT), (self.street, 2, STREET), (self.close, 1, STREET)):
            self.hear(letter, receipt(letter, seq, incident=incident))
        self.journal = Journal.__new__(Journal)
        self.journal.events = [Event(1, 10, REPORT_RECEIVED, THEFT), Event(2, 10, INCIDENT_OPENED, THEFT),
                               Event(3, 11, REPORT_RECEIVED, STREET), Event(4, 11, INCIDENT_OPENED, STREET), Event(5, 12, 22, STREET)]
        self.journal.inputs = {letter.key: Input(*letter.key, letter.sha256, letter.receipts[0][1], seq, first, count, b"")
                               for letter, seq, first, count in ((self.theft, 1, 1, 2), (self.street, 2, 3, 2), (self.close, 1, 5, 1))}
        self.alerts = {f"oov/json/dvo/alert/{THEFT}": self.alert()}
        self.items = [{"incident": THEFT, "rev": 3}]
        self.watcher = Watcher()
        self.watcher.seen = [(1, topic, payload, False) for topic, payload in self.alerts.items()]
        self.watcher.newest = dict(self.alerts)

    @staticmethod
    def hear(letter, payload):
        letter.hear(payload, json.loads(payload))

    @staticmethod
    def alert(**changes):
        return json.dumps({"incident": THEFT, "rev": 3, "divisions": ["dvo"], "reports": 1, **changes}).encode()

    def see(self, connection, payload):
        self.watcher.seen.append((connection, f"oov/json/dvo/alert/{THEFT}", payload, False))

    def complaints(self):
        return [*checker.of_receipts(self.letters, []), *checker.of_refusals(self.letters),
                *checker.of_inputs(self.letters, self.journal), *checker.of_effects(self.journal),
                *checker.of_topics(checker.Expected(self.letters), self.alerts), *checker.of_snapshot(self.alerts, self.items),
                *checker.of_watcher(self.watcher, self.alerts)]


def event(history, number, **changes):
    history.journal.events[number - 1] = history.journal.events[number - 1]._replace(**changes)


def row(history, letter, **changes):
    history.journal.inputs[letter.key] = history.journal.inputs[letter.key]._replace(**changes)


WRONG = {
    "has no last receipt": lambda h: h.letters.append(Letter("radio-7", "report", {"id": "3", "category": "theft"})),
    "had different receipts": lambda h: h.hear(h.theft, receipt(h.theft, 9, incident=THEFT)),
    "was refused": lambda h: h.hear(h.theft, b'{"id":"1","kind":"report","accepted":false,"code":"unreadable"}'),
    "LOST": lambda h: h.journal.inputs.pop(h.theft.key),
    "which nobody said": lambda h: h.letters.remove(h.theft),
    "with other bytes": lambda h: row(h, h.theft, payload_hash=b"x"),
    "and the journal has b": lambda h: row(h, h.theft, receipt=receipt(h.theft, 7, incident=THEFT)),
    "became 0 reports": lambda h: row(h, h.theft, first_seq=2, events=1),
    "of no input": lambda h: h.journal.events.append(Event(6, 12, REPORT_RECEIVED, THEFT)),
    "its receipt says": lambda h: event(h, 1, subject=STREET),
    "TWICE": lambda h: h.journal.events.append(Event(6, 12, INCIDENT_OPENED, THEFT)),
    "not counted": lambda h: row(h, h.street, client_seq=3),
    "follows event": lambda h: event(h, 3, at=9),
    "no topic tells": lambda h: h.alerts.clear(),
    "is not told to ['dvo']": lambda h: h.alerts.update({f"oov/json/dvl/alert/{THEFT}": h.alerts.popitem()[1]}),
    "and says ['dvl', 'dvo']": lambda h: h.alerts.update({f"oov/json/dvo/alert/{THEFT}": h.alert(divisions=["dvl", "dvo"])}),
    "accepted reports": lambda h: h.alerts.update({f"oov/json/dvo/alert/{THEFT}": h.alert(reports=2)}),
    "was closed, and is still told": lambda h: h.alerts.update({f"oov/json/dvl/alert/{STREET}": h.alert(incident=STREET)}),
    "nobody opened": lambda h: h.alerts.update({"oov/json/dvl/alert/other": h.alert()}),
    "the answer says 4": lambda h: h.items[0].update(rev=4),
    "the answer says None": lambda h: h.items.clear(),
    "went back from revision 3 to 2": lambda h: h.see(1, h.alert(rev=2)),
    "in two ways": lambda h: h.see(2, h.alert(title="anders")),
    "does not have": lambda h: h.watcher.newest.clear(),
}


class Checker(unittest.TestCase):
    def test_takes_a_good_history(self):
        self.assertEqual([], History().complaints())

    def test_finds_each_thing_that_is_wrong(self):
        for words, spoil in WRONG.items():
            with self.subTest(words):
                history = History()
                spoil(history)
                complaints = history.complaints()
                self.assertTrue(any(words in complaint for complaint in complaints), complaints)


if __name__ == "__main__":
    unittest.main()
