"""The kinds of fault, by name."""
import collections

import device
import kill

# play(trial) is one round; `short` so many rounds make the short form, in ./dev test, and `long` those of ./dev fault.
# `limits`: figures whose 99th percentile the long form holds to.
Kind = collections.namedtuple("Kind", "play short long limits")
READY = {"ready_s": 3.0}

KINDS = {
    "kill_hub": Kind(kill.kill_hub, 2, 300, READY),
    "kill_broker": Kind(kill.kill_broker, 2, 300, READY),
    "kill_both": Kind(kill.kill_both, 2, 300, READY),
    "kill_device": Kind(device.kill_device, 2, 300, {}),
}
