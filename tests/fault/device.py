"""Devices of the SDK that are killed, alone or with hub and broker: what one kept is accepted once."""
import collections
import json
import time

from centre import until
from crowd import Crowd, Watcher
from journal import Journal
from kill import kill_if_there
from partition import SHAPES, half_open
from proxy import Proxy
from test_device import Device
from trial import Broken

ACCOUNTS = ("radio-3", "radio-9")
LINES = 60
LONG_ENOUGH_S = 150


def strike(trial, devices):
    victim = trial.chance.choice(devices)
    trial.tell(f"device {victim.account} killed")
    victim.kill()
    also = trial.chance.random()
    if also < 0.25:
        since = time.monotonic()
        trial.kill_hub()
        trial.start_hub(since)
    elif also < 0.5:
        kill_if_there(trial, trial.hub.broker_pid())
    victim.start()
    trial.measure("devices_killed", 1)


def cut_off_device(trial):
    """The network of a device breaks while it speaks; it finds out, and what it kept is accepted once."""
    shapes = [shape for shape in SHAPES if trial.is_long or shape is not half_open]  # which takes more than a minute
    hub = trial.open()
    trial.start_hub()
    net = Proxy(hub.port)
    trial.at_end(net.end)
    trial.watcher = Watcher()
    trial.crowd = Crowd(trial.at_hub, [trial.watcher])
    trial.at_end(trial.crowd.end)
    one = Device("radio-3", net.port)
    trial.at_end(one.remove)
    say_and_wait(trial, one, 20)
    shape = shapes[trial.number % len(shapes)]
    trial.tell(f"broker and device: {shape.__name__}")
    shape(trial, net)
    net.mend()
    mended = time.monotonic()
    say_and_wait(trial, one, 20)
    trial.measure(f"{shape.__name__}_s", time.monotonic() - mended)
    if one.finish() != 0:
        raise Broken([f"{one.account} did not come to an end"])
    trial.settle()
    trial.end_hub()
    judge(trial, [one], 40)


def say_and_wait(trial, one, count):
    accepted = lambda: sum(" accepted: " in line for line in list(one.lines))
    goal = accepted() + count
    for number in range(count):
        one.say(f"{one.account} {goal} {number}")
    until(lambda: accepted() >= goal, "not all that the device said was accepted", LONG_ENOUGH_S)


def kill_device(trial):
    trial.open()
    trial.hub.start()
    trial.watcher = Watcher()
    trial.crowd = Crowd(trial.at_hub, [trial.watcher])
    trial.at_end(trial.crowd.end)
    devices = []
    for account in ACCOUNTS:
        devices.append(Device(account, trial.hub.port))
        trial.at_end(devices[-1].remove)
    said = collections.Counter()
    moments = sorted(trial.chance.sample(range(LINES), trial.chance.randint(1, 4)))
    for number in range(LINES):
        for one in devices:
            text = f"{one.account} {number}"
            one.say(text)
            said[text] += 1
            trial.pause(0, 0.01)
        if number in moments:
            strike(trial, devices)
    for one in devices:
        if one.finish() != 0:
            raise Broken([f"{one.account} did not come to an end"])
    trial.settle()
    trial.end_hub()
    judge(trial, devices, LINES * len(devices))


def judge(trial, devices, said):
    """By what the devices told: which letters they kept, and the receipts that they had."""
    journal = Journal(trial.hub.journal)
    complaints = trial.complaints
    texts = collections.Counter(json.loads(row.normalised)["text"] for row in journal.inputs.values() if row.kind == "report")
    complaints += [f"TWICE: {text!r} is in the journal {times} times" for text, times in texts.items() if times > 1]
    kept_in_all = 0
    for one in devices:
        kept, accepted = set(), {}
        for line in one.lines:
            words = line.split(" ", 3)
            if line.endswith(" kept"):
                kept.add(words[1])
            elif len(words) == 4 and words[2] == "accepted:":
                accepted.setdefault(words[1], set()).add(words[3])
        kept_in_all += len(kept)
        for id in sorted(kept - accepted.keys()):
            row = journal.inputs.get((one.account, "report", id))
            # Killed between the receipt and its telling, a device has nothing left to say it with.
            if row is None:
                complaints.append(f"LOST: {one.account} kept {id}, and the journal does not have it")
        for id, receipts in accepted.items():
            row = journal.inputs.get((one.account, "report", id))
            if row is None or receipts != {row.receipt.decode()}:
                complaints.append(f"{one.account} had {receipts} for {id}, and the journal has {row and row.receipt!r}")
        if one.kept():
            complaints.append(f"{one.account} still keeps {one.kept()}")
    trial.measure("said", said)
    trial.measure("kept", kept_in_all)
    trial.measure("accepted", len(journal.inputs))
    if complaints:
        raise Broken(complaints)
