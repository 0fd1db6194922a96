"""Too much at once: sessions that all come back, and more open alerts than a broker's queue holds."""
import json
import pathlib
import resource
import subprocess
import sys
import time

import checker
import speech
from broker import Broker
from centre import DEADLINE_S, Hub
from crowd import Crowd, Speaker, Watcher
from stall import memory_mb
from trial import Broken, CannotRun
from visit import visit

SESSIONS, SESSIONS_SHORT = 10_000, 1_000
STORM_S, STORMS = 10, 2
GROWTH_MOST_MB = 256
ALERTS, ALERTS_SHORT = 5_000, 1_500
BROKERS_OWN_QUEUE = 1_000  # of a Mosquitto that nobody told otherwise


def open_files(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count:
        raise CannotRun(f"a process may have {hard} open files, and this takes {count}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))


def reconnect_storm(trial):
    """Ten thousand sessions come within ten seconds, go all at once, and come again, while people report and press panic."""
    count = SESSIONS if trial.is_long else SESSIONS_SHORT
    open_files(count + 1_000)
    hub = trial.open()
    trial.start_hub()
    trial.talk(ahead=4, pause_s=0.02)
    trial.accepts_more(100)
    before, began = memory_mb(hub.process.pid), time.monotonic()
    clients = pathlib.Path(__file__).with_name("storm_clients.py")
    storm = subprocess.Popen([sys.executable, "-B", clients, str(hub.port), str(count), str(STORM_S if trial.is_long else 2), str(STORMS)],
                             stdout=subprocess.PIPE, text=True)
    trial.at_end(lambda: (storm.kill(), storm.wait(), storm.stdout.close()))
    peak = before
    for line in storm.stdout:
        told = json.loads(line)
        trial.tell(f"a storm: {line.strip()}")
        trial.measure("sessions", told["stood"])
        trial.measure("storm_s", told["after_s"])
        peak = max(peak, memory_mb(hub.process.pid))
        if told["stood"] != count:
            trial.complaints.append(f"{told['stood']} of {count} sessions came about: {told['failed']}")
    storm.wait()
    trial.accepts_more(50)
    for letter in trial.crowd.letters():
        if letter.said_at >= began and letter.receipts:
            name = "panic_answered_s" if letter.body.get("panic") else "answered_s"
            trial.measure(name, letter.answered_after_s)
    peak = max(peak, memory_mb(hub.process.pid))
    trial.measure("grown_mb", peak - before)
    if peak - before > GROWTH_MOST_MB:
        trial.complaints.append(f"the hub grew by {peak - before:.0f} MB")
    trial.settle()
    trial.judge(others_said=True)


def opening(speaker):
    return "report", {"category": speaker.chance.choice(sorted(speech.CATEGORIES)), "text": "x" * 200}


def many_open_alerts(trial):
    """Whoever comes sees all of them: as alerts, or, where a broker's queue is too short for that, by asking."""
    count = ALERTS if trial.is_long else ALERTS_SHORT
    has_short_queue = trial.chance.random() < 0.5
    if has_short_queue:
        broker = Broker(BROKERS_OWN_QUEUE).start()
        trial.at_end(broker.remove)
    hub = trial.open(Hub(broker=broker.port) if has_short_queue else None)
    trial.start_hub()
    trial.watcher = Watcher("oov/json/hub/+/status")
    members = [Speaker(f"console-{n}", trial.chance_of(n), opening, ahead=100, pause_s=0.002) for n in (1, 2)]
    members += [Speaker(f"radio-{n}", trial.chance_of(n), opening, ahead=100, pause_s=0.002) for n in range(1, 7)]
    trial.crowd = Crowd(trial.at_hub, [*members, trial.watcher])
    trial.at_end(trial.crowd.end)
    trial.accepts_more(count, 120)
    trial.crowd.is_speaking = False
    trial.tell(f"{count} alerts stand" + (", the broker's queue is short" if has_short_queue else ""))
    while trial.crowd.waiting():
        time.sleep(0.01)
    for _ in range(2):
        see_all(trial, has_short_queue)
        trial.kill_hub()
        trial.start_hub(time.monotonic())
    see_all(trial, has_short_queue)
    trial.judge()


def see_all(trial, has_short_queue):
    """A hub that is ready may still be telling; how long that takes is measured."""
    expected = checker.Expected(trial.crowd.letters())
    began = time.monotonic()
    while complaints := what_is_missed(trial, expected, has_short_queue):
        if time.monotonic() - began > DEADLINE_S:
            raise Broken(complaints)
    trial.measure("seen_s", time.monotonic() - began)
    trial.measure("seen", len(expected.open))


def what_is_missed(trial, expected, has_short_queue):
    alerts, items = visit(trial.at_hub())
    complaints = []
    if len({item["incident"] for item in items}) != len(items) or {item["incident"] for item in items} != expected.open:
        complaints.append(f"{len(items)} incidents were answered, and {len(expected.open)} stand")
    if not has_short_queue:
        complaints += [*checker.of_topics(expected, alerts), *checker.of_snapshot(alerts, items)]
    return complaints
