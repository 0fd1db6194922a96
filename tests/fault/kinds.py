"""The kinds of fault, by name."""
import collections

import clock
import crush
import device
import disk
import kill
import overload
import partition
import paths
import restore
import stall

# play(trial) is one round; `short` so many rounds make the short form, in ./dev test, and `long` those of ./dev fault.
# `limits`: figures whose 99th percentile the long form holds to.
Kind = collections.namedtuple("Kind", "play short long limits")
READY = {"ready_s": 3.0}

KINDS = {
    "kill_hub": Kind(kill.kill_hub, 1, 300, READY),
    "kill_broker": Kind(kill.kill_broker, 1, 300, READY),
    "kill_both": Kind(kill.kill_both, 1, 300, READY),
    "kill_device": Kind(device.kill_device, 1, 300, {}),
    "cut_off_device": Kind(device.cut_off_device, 1, 30, {}),
    "disk_full": Kind(disk.disk_full, 1, 100, READY),
    "log_disk_full": Kind(disk.log_disk_full, 1, 20, {}),
    "failing_io": Kind(disk.failing_io, 2, 100, READY),
    "restore": Kind(restore.restore, 1, 50, {}),
    "partitions": Kind(partition.partitions, len(partition.SHAPES), 120, {}),
    "cut_wires": Kind(partition.cut_wires, 1, 60, {}),
    "stop_hub": Kind(stall.stop_hub, 1, 100, {}),
    "overdue_step": Kind(stall.overdue_step, 1, 20, {}),
    "two_hubs": Kind(stall.two_hubs, 1, 50, {}),
    "slow_consumer": Kind(stall.slow_consumer, 1, 20, {}),
    "clock_jumps": Kind(clock.clock_jumps, 1, 100, {}),
    "steps_in_a_jump": Kind(clock.steps_in_a_jump, 1, 20, {}),
    "reconnect_storm": Kind(crush.reconnect_storm, 1, 3, {"panic_answered_s": 1.0}),
    "overload": Kind(overload.overload, 1, 10, {}),
    "many_open_alerts": Kind(crush.many_open_alerts, 1, 10, {}),
    "broken_paths": Kind(paths.broken_paths, 1, len(list(paths.lines())), {"named_s": 30.0}),
}
