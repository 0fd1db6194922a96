"""What a journal holds, read from its file by a stranger (docs/formats/journal.md): inputs, and which events they became."""
import collections
import sqlite3

REPORT_RECEIVED, INCIDENT_OPENED, CLOSED = 2, 3, 22  # kinds, by their place in hub/core/event.hpp
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"

Input = collections.namedtuple("Input", "client kind id payload_hash receipt client_seq first_seq events normalised")
Event = collections.namedtuple("Event", "seq at kind subject")


def ulid(raw):
    number = int.from_bytes(raw, "big")
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(25, -1, -1))


class Journal:
    def __init__(self, directory):
        database = sqlite3.connect(f"file:{directory}/journal.db?mode=ro", uri=True)
        try:
            rows = database.execute("SELECT client, kind, id, payload_hash, receipt, client_seq, first_seq, events, normalised FROM input")
            self.inputs = {(row[0], row[1], row[2]): Input(*row) for row in rows}
            self.events = [Event(seq, at, kind, ulid(subject) if subject else "") for seq, at, kind, subject in
                           database.execute("SELECT seq, at, kind, subject FROM event ORDER BY seq")]
        finally:
            database.close()

    def events_of(self, row):
        return self.events[row.first_seq - 1:row.first_seq - 1 + row.events]

    def subjects(self, kind):
        return collections.Counter(event.subject for event in self.events if event.kind == kind)
