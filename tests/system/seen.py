"""What subscribers of these tests saw, for tests/contract: each topic, and of each form of topics some of the JSON that came on it.

With PARAAT_SEEN it is written to that file when the tests end; otherwise nothing is noted.
"""
import atexit
import collections
import json
import os
import pathlib
import re

FILE = os.environ.pop("PARAAT_SEEN", None)  # a hub would take it for a key that it does not know
EACH = 150  # JSON messages kept of a form from the beginning, and as many of the newest
_NAMES = re.compile(r"/[0-9a-z]{26}(?=/|$)|/\d{4}-\d\d-\d\d$|(?<=/up)/[^/]+|(?<=/down)/[^/]+")
_topics = set()
_first, _newest = collections.defaultdict(list), collections.defaultdict(lambda: collections.deque(maxlen=EACH))


def note(topic, payload):
    if not FILE:
        return
    _topics.add(topic)
    if payload[:1] != b"{":
        return
    form = _NAMES.sub("/+", topic)
    kept = _first[form] if len(_first[form]) < EACH else _newest[form]
    kept.append((topic, payload))


def _write():
    messages = [(topic, payload.decode(errors="replace")) for kept in (*_first.values(), *_newest.values()) for topic, payload in kept]
    path = pathlib.Path(FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps({"topics": sorted(_topics), "messages": messages}))
    part.rename(path)


if FILE:
    atexit.register(_write)
