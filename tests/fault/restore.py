"""The restore drill: a backup is taken under load, the journal is damaged or lost, and a hub goes on with the copy."""
import json
import shutil
import time

from broker import Broker
from centre import Hub
from journal import Journal
from trial import Broken


def restore(trial):
    """On a broker that remembers what came after the backup, or with a private one, which forgets."""
    remembers = trial.chance.random() < 0.5
    if remembers:
        broker = Broker().start()
        trial.at_end(broker.remove)
    hub = trial.open(Hub(broker=broker.port) if remembers else None)
    trial.start_hub()
    trial.talk()
    trial.accepts_more(trial.chance.randrange(50, 400))
    before = [letter for letter in trial.crowd.letters() if letter.is_accepted]
    backup = hub.folder / "backup"
    began = time.monotonic()
    done = hub.paraat("journal", "backup", hub.journal, backup)
    trial.measure("backup_s", time.monotonic() - began)
    if done.returncode != 0:
        raise Broken([f"no backup: {done.stderr}"])
    trial.tell("backup taken")
    trial.accepts_more(50)
    trial.crowd.end()
    trial.kill_hub()
    lose(trial, hub.journal)
    restored = hub.paraat("journal", "restore", backup, hub.journal)
    if restored.returncode != 0:
        raise Broken([f"no restore: {restored.stderr}"])
    trial.tell("the backup is in its place")
    copied = Journal(hub.journal).inputs
    missing = [letter.key for letter in before if letter.key not in copied]
    if missing:
        raise Broken([f"LOST: accepted before the backup began, and not in it: {missing}"])
    trial.start_hub()
    first = trial.crowd.letters()
    # Others than before, who know nothing of what was.
    trial.talk(radios=("radio-3", "radio-9"), desks=("console-2",))
    trial.accepts_more(100)
    trial.earlier = list(known_again(first, copied, Journal(hub.journal).inputs))
    trial.settle()
    trial.judge()


def known_again(letters, copied, inputs):
    """What came after the backup is lost with the disk, and as if never said, but for what a broker still had for the hub."""
    for letter in letters:
        row = inputs.get(letter.key)
        if row is None:
            continue
        if letter.key not in copied or not letter.is_accepted:
            letter.receipts, letter.outcome = [], None
            letter.hear(row.receipt, json.loads(row.receipt))
        yield letter


def lose(trial, journal):
    """All of it, or some bytes in its midst."""
    if trial.chance.random() < 0.5:
        trial.tell("the journal is lost")
        shutil.rmtree(journal)
        return
    trial.tell("the journal is damaged")
    with (journal / "journal.db").open("r+b") as file:
        file.seek(trial.chance.randrange(100, file.seek(0, 2)))
        file.write(b"\xff" * 64)
