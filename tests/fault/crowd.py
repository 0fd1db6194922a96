"""Clients that say what they have to say again and again until a receipt ends it, and what they heard: the history.

They run on a thread of their own, so that a round may block: start hubs, wait for conditions, break things.
"""
import asyncio
import hashlib
import json
import threading
import time

import mqtt

RESEND_S = (0.5, 1.0)  # by chance between; the SDK's own waits are longer, and nothing rests on how long
RECONNECT_S = 0.1
WATCHED = ("oov/json/+/alert/+",)


class Letter:
    """One thing said under one id: its bytes, and each receipt that came for it."""

    def __init__(self, client, kind, body):
        self.client, self.kind, self.id, self.body = client, kind, body["id"], body
        self.payload = json.dumps(body, separators=(",", ":")).encode()
        self.sha256 = hashlib.sha256(self.payload).digest()
        self.said_at = time.monotonic()
        self.due_at = self.said_at
        self.times = 0
        self.receipts = []  # (when, bytes)
        self.outcome = None  # the last receipt, read

    @property
    def key(self):
        return self.client, self.kind, self.id

    @property
    def is_accepted(self):
        return self.outcome is not None and self.outcome["accepted"]

    def hear(self, payload, receipt):
        now = time.monotonic()
        self.receipts.append((now, payload))
        if receipt["accepted"] or not receipt.get("retry"):
            self.outcome = receipt
        else:
            self.due_at = now + receipt.get("retry_after_ms", 0) / 1000

    @property
    def answered_after_s(self):
        return self.receipts[0][0] - self.said_at


class Speaker:
    """One account. `speech(speaker)` gives the next (kind, body), or None for nothing now; it says at most `ahead` without a receipt."""

    def __init__(self, name, chance, speech=None, ahead=32, pause_s=0.01):
        self.name, self.chance, self.speech, self.ahead, self.pause_s = name, chance, speech, ahead, pause_s
        self.letters, self.waiting = {}, {}
        self.links = 0
        self.strange = []  # receipts of nothing that was said
        self._link = None
        self._numbers = 0

    def fresh(self):
        self._numbers += 1
        return f"{self.name}-{self._numbers}"

    def say(self, kind, body):
        letter = Letter(self.name, kind, {"id": self.fresh(), "sent_at": int(time.time() * 1000), **body})
        self.letters[letter.kind, letter.id] = letter
        self.waiting[letter.kind, letter.id] = letter
        return letter

    def came(self, topic, payload, is_retained):
        receipt = json.loads(payload)
        letter = self.letters.get((receipt["kind"], receipt["id"]))
        if letter is None:
            self.strange.append(payload)
            return
        letter.hear(payload, receipt)
        if letter.outcome:
            self.waiting.pop((letter.kind, letter.id), None)

    async def run(self, place, speaks):
        await stay_connected(self, place, lambda link, serving: self._use(link, serving, speaks))

    async def _use(self, link, serving, speaks):
        await link.subscribe(f"oov/down/{self.name}/receipt")
        self.links += 1
        for letter in self.waiting.values():
            letter.due_at = min(letter.due_at, time.monotonic())
        await self._talk(link, serving, speaks)

    async def _talk(self, link, serving, speaks):
        while not serving.done():
            if speaks() and self.speech and len(self.waiting) < self.ahead:
                said = self.speech(self)
                if said:
                    self.say(*said)
            now = time.monotonic()
            for letter in list(self.waiting.values()):
                if letter.due_at <= now:
                    letter.due_at = now + self.chance.uniform(*RESEND_S)
                    letter.times += 1
                    link.publish(f"oov/up/{self.name}/{letter.kind}", letter.payload)
            await asyncio.sleep(self.chance.uniform(0, 2 * self.pause_s))
        serving.result()


class Watcher:
    """Subscribes on each connection, and keeps all that came, with the number of the connection."""

    def __init__(self, *filters, name="watcher"):
        self.name, self.filters = name, filters or WATCHED
        self.seen = []  # (connection, topic, payload, is_retained)
        self.newest = {}  # topic: payload, of this connection
        self.links = 0

    def came(self, topic, payload, is_retained):
        self.seen.append((self.links, topic, payload, is_retained))
        if payload:
            self.newest[topic] = payload
        else:
            self.newest.pop(topic, None)

    async def run(self, place, speaks):
        await stay_connected(self, place, self._use)

    async def _use(self, link, serving):
        self.links += 1
        self.newest = {}
        await link.subscribe(*self.filters)
        await serving


async def stay_connected(member, place, use):
    """A connection after the other; `use(link, serving)` is what is done with each."""
    while True:
        tasks, link = [], None
        try:
            host, port = place()
            link = await mqtt.Link.open(port, f"{member.name}.fault", member.came, host=host)
            tasks = [asyncio.ensure_future(link.serve()), asyncio.ensure_future(link.watch())]
            await use(link, tasks[0])
        except (OSError, EOFError, asyncio.TimeoutError):
            await asyncio.sleep(RECONNECT_S)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if link:
                link.close()


class Crowd:
    """All of them on one thread. `place()`, a host and a port, is asked at each connection."""

    def __init__(self, place, members):
        self.members = members
        self.is_speaking = True
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(place,), daemon=True)
        self._thread.start()

    def _run(self, place):
        asyncio.set_event_loop(self._loop)
        speaks = lambda: self.is_speaking
        self._tasks = [self._loop.create_task(member.run(place, speaks)) for member in self.members]
        self._loop.run_forever()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.close()

    def end(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def speakers(self):
        return [member for member in self.members if isinstance(member, Speaker)]

    def letters(self):
        return [letter for speaker in self.speakers() for letter in list(speaker.letters.values())]

    def accepted(self):
        return sum(letter.is_accepted for letter in self.letters())

    def waiting(self):
        return [letter for speaker in self.speakers() for letter in list(speaker.waiting.values())]
