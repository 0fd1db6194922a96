"""The restore drill: a backup is taken under load, the journal's disk is lost, and a hub goes on with the copy."""
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
    shutil.rmtree(hub.journal)
    backup.rename(hub.journal)
    trial.tell("the journal is lost, its backup is in its place")
    copied = Journal(hub.journal).inputs
    missing = [letter.key for letter in before if letter.key not in copied]
    if missing:
        raise Broken([f"LOST: accepted before the backup began, and not in it: {missing}"])
    # What came after the backup is lost with the disk; from here on it was never said.
    trial.earlier = [letter for letter in trial.crowd.letters() if letter.key in copied]
    for letter in trial.earlier:
        if not letter.is_accepted:  # its receipt was still on its way
            receipt = copied[letter.key].receipt
            letter.hear(receipt, json.loads(receipt))
    trial.start_hub()
    # Others than before, who know nothing of what was.
    trial.talk(radios=("radio-3", "radio-9"), desks=("console-2",))
    trial.accepts_more(100)
    trial.settle()
    trial.judge()
