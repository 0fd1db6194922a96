"""More beacons than anybody reads."""
import json
import os
import signal
import subprocess
import time

from centre import Subscriber, until
from stall import memory_mb

TAKEN = 100  # beacons a second; of the others the newest of each unit waits
FLAT_MB = 64
UNITS = ("radio-5", "radio-11")


def overload(trial):
    """What is shed is counted and told, people are heard, and memory stays flat."""
    hub = trial.open(changes=[("hub.toml", "beacon_rate = 0", f"beacon_rate = {TAKEN}")])
    trial.start_hub()
    status = Subscriber(hub.port, "oov/json/hub/+/status")
    trial.at_end(status.close)
    trial.talk(ahead=4, pause_s=0.02)
    trial.accepts_more(100)
    floods = [flood(trial, f"oov/up/{unit}/beacon") for unit in UNITS]
    shed = "paraat_conflated_beacons_total"
    until(lambda: hub.metric(shed) > 10_000, "no beacon was shed")
    trial.tell("two units flood the hub")
    owners = {"hub_grown_mb": hub.process.pid, "broker_grown_mb": hub.broker_pid()}
    before, began = {name: memory_mb(pid) for name, pid in owners.items()}, time.monotonic()
    trial.accepts_more(5_000 if trial.is_long else 300, 120)
    status.wait(lambda m: m.json["shedding"])
    for name, pid in owners.items():
        grown = memory_mb(pid) - before[name]
        trial.measure(name, grown)
        if grown > FLAT_MB:
            trial.complaints.append(f"{name}: {grown:.0f}")
    for letter in trial.crowd.letters():
        if letter.said_at >= began and letter.receipts:
            trial.measure("answered_s", letter.answered_after_s)
    trial.measure("shed", int(hub.metric(shed)))
    for one in floods:
        end(one)
    trial.settle()
    trial.judge()


def flood(trial, topic):
    beacon = json.dumps({"lat": 51.9, "lon": 4.4})
    one = subprocess.Popen(["sh", "-c", f"yes '{beacon}' | mosquitto_pub -p {trial.hub.port} -t {topic} -q 0 -l"], start_new_session=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    trial.at_end(lambda: end(one))
    return one


def end(one):
    if one.poll() is None:
        os.killpg(one.pid, signal.SIGKILL)
        one.wait()
