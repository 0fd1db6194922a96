"""Wall clocks that jump, of the hub and its broker: order, receipts and deadlines do not care."""
import struct
import time

from centre import BIN, Subscriber, publish, until
from trial import Broken, CannotRun

SECOND = 1_000_000_000
DAY = 86_400
STEP_S = 4
NOTED_S = 3  # two seconds and more are told of


class Clock:
    """Of the processes that are started in `environment`."""

    def __init__(self, trial):
        shim = BIN / "libparaat-faults.so"
        if not shim.exists():
            raise CannotRun(f"{shim} is not built")
        self._file = open(trial.hub.folder / "clock", "w+b", buffering=0)
        trial.at_end(self._file.close)
        self.set(0)
        self.environment = {"LD_PRELOAD": str(shim), "FAULT_CLOCK_FILE": self._file.name}

    def set(self, ahead_s):
        self._file.seek(0)
        self._file.write(struct.pack("=q", round(ahead_s * SECOND)))


def jump(trial):
    """A second to a day, either way, as often a little as a lot."""
    return trial.chance.choice((-1, 1)) * DAY ** trial.chance.random()


def clock_jumps(trial):
    """Under load, with restarts between: a hub that starts takes the wall clock, but never one before its journal's newest moment."""
    trial.open()
    clock = Clock(trial)
    trial.hub.environment = clock.environment
    trial.start_hub()
    trial.talk()
    for _ in range(trial.chance.randint(1, 4)):
        trial.accepts_more(trial.chance.randrange(1, 200))
        ahead = jump(trial)
        clock.set(ahead)
        trial.tell(f"the wall clock is {ahead:+.0f} s ahead")
        trial.measure("jumps", 1)
        if trial.chance.random() < 0.4:
            trial.kill_hub()
            # Not until it says that it is well: it may rightly complain of the clock.
            trial.hub.launch()
            trial.tell("hub started anew")
        trial.accepts_more(20)
    trial.settle()
    trial.judge()


def steps_in_a_jump(trial):
    """A step is due after its time and not before, however the wall clock jumps meanwhile."""
    trial.open(changes=[("rules/10-escalations.toml", 'ack_within = "60s"', f'ack_within = "{STEP_S}s"')])
    clock = Clock(trial)
    trial.hub.environment = clock.environment
    trial.hub.start()
    told = Subscriber(trial.hub.port, "oov/json/down/+/notice/+")
    trial.at_end(told.close)
    asked = time.monotonic()  # or a little later
    publish(trial.hub.port, "oov/up/radio-7/report", {"id": "one", "category": "shooting"})
    told.wait(lambda m: "/radio-8/" in m.topic and m.payload)
    ahead = jump(trial)
    clock.set(ahead)
    trial.tell(f"the wall clock is {ahead:+.0f} s ahead")
    if abs(ahead) > NOTED_S:
        until(lambda: "clock off by" in trial.hub.http("/readyz")[1], "the hub does not see that its clock was set")
    told.wait(lambda m: "/coord-ondermijning-1/" in m.topic and m.payload)
    waited = time.monotonic() - asked
    trial.measure("step_s", waited)
    # A clock that is approached by a hundredth of the time may shorten a wait by as much.
    if waited < STEP_S * 0.99:
        raise Broken([f"a step of {STEP_S} s came after {waited:.2f} s, with the wall clock {ahead:+.0f} s ahead"])
    if trial.hub.stop() != 0:
        raise Broken(["the hub did not stop cleanly"])
