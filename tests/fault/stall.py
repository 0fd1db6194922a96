"""What stands still: the hub, its broker, a screen; and a second hub that is started meanwhile."""
import json
import os
import signal
import subprocess
import time

from centre import DEADLINE_S, Hub, Subscriber, publish, until
from trial import Broken

EXIT_IN_USE = 75


def stop_for(trial, pid, least, most):
    os.kill(pid, signal.SIGSTOP)
    trial.pause(least, most)
    os.kill(pid, signal.SIGCONT)


def stop_hub(trial):
    """The hub, its broker, or both stand still for up to five seconds, now and then for longer than a keepalive lasts."""
    hub = trial.open()
    trial.start_hub()
    trial.talk()
    for _ in range(trial.chance.randint(1, 3)):
        trial.accepts_more(trial.chance.randrange(1, 300))
        who = trial.chance.choice(("hub", "hub", "broker"))
        least, most = (23, 30) if trial.is_long and trial.chance.random() < 0.05 else (0.2, 5)
        trial.tell(f"{who} stands still")
        stop_for(trial, hub.process.pid if who == "hub" else hub.broker_pid(), least, most)
        trial.tell(f"{who} goes on")
        trial.accepts_more(20)
    trial.settle()
    trial.judge()


STEP_S = 6  # time enough to stop the hub within


def overdue_step(trial):
    """The hub stands still until after a step was due, and the answer waits for it: that is read first, so nobody else is asked."""
    changes = [("rules/10-escalations.toml", 'ack_within = "60s"', f'ack_within = "{STEP_S}s"')]
    hub = trial.open(changes=changes)
    hub.start()
    told = Subscriber(hub.port, "oov/json/down/#")
    trial.at_end(told.close)
    publish(hub.port, "oov/up/radio-7/report", {"id": "one", "category": "shooting"})
    notice = told.wait(lambda m: m.topic.startswith("oov/json/down/radio-8/notice/") and m.payload)
    incident, due = notice.json["incident"], notice.json["ack_by"]
    os.kill(hub.process.pid, signal.SIGSTOP)
    publish(hub.port, "oov/up/radio-8/ack", {"id": "in-time", "incident": incident, "answer": "acknowledged"})
    until(lambda: time.time() * 1000 > due + 1000 * trial.chance.uniform(0.2, 2), "time stands still")
    os.kill(hub.process.pid, signal.SIGCONT)
    told.on("oov/json/down/radio-8/receipt", lambda m: m.json["id"] == "in-time" and m.json["accepted"])
    shown = json.loads(hub.paraat("--json", "incident", "show", incident, "--as", "opco-1").stdout)
    steps = [entry for entry in shown["timeline"] if entry["what"] == "escalation_stepped"]
    if len(steps) != 1 or not shown["item"]["acked"]:
        raise Broken([f"an answer that was in time came too late: {shown}"])
    if hub.stop() != 0:
        raise Broken(["the hub did not stop cleanly"])


def two_hubs(trial):
    """A second hub is started on the journal of one that runs, stands still or was just killed: never do two write."""
    hub = trial.open()
    trial.start_hub()
    trial.talk()
    other = Hub()
    trial.at_end(other.remove)
    other.journal = hub.journal
    for _ in range(trial.chance.randint(2, 5)):
        trial.accepts_more(trial.chance.randrange(1, 100))
        stands_still = trial.chance.random() < 0.7
        if stands_still:
            os.kill(hub.process.pid, signal.SIGSTOP)
        trial.tell("a second hub is started" + (" while the first stands still" if stands_still else ""))
        second = subprocess.run(list(map(str, other.arguments())), capture_output=True, text=True, timeout=DEADLINE_S, check=False)
        if stands_still:
            os.kill(hub.process.pid, signal.SIGCONT)
        trial.measure("second_hubs", 1)
        if second.returncode != EXIT_IN_USE or "another hub" not in second.stderr:
            raise Broken([f"a second hub ended with {second.returncode}: {second.stderr}"])
    trial.accepts_more(20)
    trial.settle()
    trial.judge()


def slow_consumer(trial):
    """A screen stands still while alerts flow: nobody else waits, and it shows the present once it goes on."""
    hub = trial.open()
    trial.start_hub()
    screen = Subscriber(hub.port, "oov/json/+/alert/+")
    trial.at_end(screen.close)
    trial.talk()
    trial.accepts_more(100)
    memory = memory_mb(hub.process.pid)
    screen.stand_still()
    trial.tell("a screen stands still")
    trial.accepts_more(3000 if trial.is_long else 600)
    screen.go_on()
    trial.tell("the screen goes on")
    trial.settle()
    alerts = trial.alerts

    def shown():
        newest = {}
        for message in list(screen.all):
            newest[message.topic] = message.payload
        return {topic: payload for topic, payload in newest.items() if payload}

    screen.wait_until(lambda: shown() == alerts)
    if shown() != alerts:
        trial.complaints.append(f"the screen shows {len(shown())} alerts, or others, where {len(alerts)} stand")
    trial.measure("grown_mb", memory_mb(hub.process.pid) - memory)
    trial.judge()


def memory_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024
