"""Disks that are full or fail: of the journal, and of the log."""
import os
import subprocess
import time

from broker import free_ports
from centre import BIN
from trial import CannotRun

KIB = 1024


class SmallDisk:
    """A file system in memory, mounted at `folder`, that can be filled up to so many bytes."""

    def __init__(self, trial, folder, size):
        if os.geteuid() != 0:
            raise CannotRun("only root may mount a small disk")
        folder.mkdir(parents=True, exist_ok=True)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "none", folder], capture_output=True, check=False)
        if mounted.returncode != 0:
            raise CannotRun(f"no small disk can be mounted: {mounted.stderr.decode().strip()}")
        trial.at_end(lambda: subprocess.run(["umount", "-l", folder], check=False))
        self._filler = folder / "filler"
        self._folder = folder

    def free(self):
        disk = os.statvfs(self._folder)
        return disk.f_bavail * disk.f_frsize

    def fill(self, leaves):
        """Also when others write meanwhile; to the block."""
        with self._filler.open("ab") as filler:
            try:
                while (room := self.free() - leaves) > 0:
                    os.write(filler.fileno(), bytes(min(room, 64 * KIB)))
            except OSError:  # somebody else took the last of it
                pass

    def empty(self):
        self._filler.unlink()


def disk_full(trial):
    """Filled at any moment, up to anything from nothing to half a megabyte; the hub ends, or refuses, and goes on once there is room."""
    keeps_free = trial.chance.choice(("0B", "0B", "256KiB"))
    hub = trial.open(changes=[("hub.toml", 'keep_free = "256MiB"', f'keep_free = "{keeps_free}"')])
    disk = SmallDisk(trial, hub.journal, 24 * KIB * KIB)
    trial.start_hub()
    trial.talk()
    for _ in range(trial.chance.randint(1, 2)):
        trial.accepts_more(trial.chance.randrange(1, 300))
        disk.fill(trial.chance.choice((0, trial.chance.randrange(512 * KIB))))
        trial.tell(f"disk full, {disk.free()} bytes are left, keep_free {keeps_free}")
        trial.measure("fill_points", 1)
        watch(trial, 1.5)
        if trial.hub.process.poll() is not None and trial.chance.random() < 0.5:
            trial.try_start()  # with no room yet: whatever comes of it
        disk.empty()
        trial.tell("disk has room")
        since = time.monotonic()
        if trial.hub.process.poll() is not None:
            trial.revive()
            trial.measure("ready_s", time.monotonic() - since)
        trial.accepts_more(20)
    trial.settle()
    trial.judge()


def watch(trial, most_s):
    """A while in which the hub may end or not."""
    end = time.monotonic() + most_s
    while time.monotonic() < end and trial.note_end() is None:
        time.sleep(0.02)


def log_disk_full(trial):
    """The log's disk is full from the start, or becomes so: traffic goes on."""
    hub = trial.open()
    disk = SmallDisk(trial, hub.folder / "log", 64 * KIB)
    hub.log_file = hub.folder / "log" / "hub.log"
    hub.port, hub.admin_port = free_ports(2)  # its greeting may not be written
    is_full_before = trial.chance.random() < 0.5
    if is_full_before:
        disk.fill(0)
    trial.start_hub()
    trial.talk()
    trial.accepts_more(50)
    disk.fill(0)
    trial.tell("log disk full")
    # Something to log: the broker goes, and comes.
    broker = hub.broker_pid()
    os.kill(broker, 9)
    trial.accepts_more(200)
    trial.settle()
    trial.judge()


def failing_io(trial):
    """The k-th write or sync of the journal's folder fails, once or from then on; after some starts the disk is well again."""
    hub = trial.open()
    shim = BIN / "libparaat-faults.so"
    if not shim.exists():
        raise CannotRun(f"{shim} is not built")
    chance, mark = trial.chance, hub.folder / "struck"
    # So that reports are under way when the first one comes too: a good start before.
    trial.start_hub()
    trial.talk()
    trial.accepts_more(chance.randrange(1, 50))
    trial.kill_hub()
    call, lasts = chance.choice(("write", "sync")), chance.choice(("once", "ever"))
    at = int(10 ** chance.uniform(0, 2.7 if call == "write" else 2))
    for start in range(chance.randint(1, 3)):
        trial.tell(f"{call} {at} fails, {lasts}")
        hub.environment = {"LD_PRELOAD": str(shim), "FAULT_IO_FOLDER": str(hub.journal), "FAULT_IO_CALL": call,
                           "FAULT_IO_AT": str(at), "FAULT_IO_FOR": lasts, "FAULT_IO_MARK": str(mark),
                           "FAULT_IO_ERRNO": str(chance.choice((5, 28)))}
        if trial.try_start() is None:
            watch(trial, 1.5)
        if trial.hub.process.poll() is None:
            trial.kill_hub()
        at = 1 if lasts == "ever" else int(10 ** chance.uniform(0, 2))
    trial.measure("struck", 1 if mark.exists() else 0)
    hub.environment = {}
    trial.tell("disk is well")
    since = time.monotonic()
    trial.revive()
    trial.measure("ready_s", time.monotonic() - since)
    trial.accepts_more(20)
    trial.settle()
    trial.judge()
