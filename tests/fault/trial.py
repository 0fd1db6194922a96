"""One round: a hub with its broker, a crowd that talks, something that breaks, and in the end a judgement."""
import random
import shutil
import time

import checker
import speech
from centre import DEADLINE_S, Hub, config_with
from crowd import Crowd, Speaker, Watcher
from journal import Journal
from visit import visit

RADIOS = ("radio-1", "radio-2", "radio-7", "radio-8")
DESKS = ("opco-1", "console-1")
EXIT_JOURNAL = 74  # by which a hub ends whose journal cannot be written


class CannotRun(Exception):
    """This machine lacks what a kind takes; the reason."""


class Broken(AssertionError):
    """What a round found, line by line."""

    def __init__(self, complaints):
        super().__init__("\n".join(complaints[:20]) + (f"\n... and {len(complaints) - 20} more" if len(complaints) > 20 else ""))


class Trial:
    """`chance` decides all that is left to chance; `figures` is what was measured, by name; a long one takes its time."""

    def __init__(self, kind, seed, number, is_long=False):
        self.kind, self.seed, self.number, self.is_long = kind, seed, number, is_long
        self.chance = random.Random(f"{kind} {seed} {number}")
        self.figures, self.story, self.complaints = {}, [], []
        self.hub, self.crowd, self.watcher, self.alerts = None, None, None, {}
        self.earlier = []  # letters of a crowd that is gone
        self._ends = []
        self._began = time.monotonic()

    # What is there.

    def open(self, hub=None, changes=()):
        """A hub that is not started yet."""
        self.hub = hub or Hub()
        if changes:
            self.hub.config = config_with(self.hub.folder, *changes)
        self.at_end(self.hub.remove)
        return self.hub

    def at_hub(self):
        """Where its own broker listens."""
        return "127.0.0.1", self.hub.port

    def talk(self, place=None, radios=RADIOS, desks=DESKS, watcher=None, **more):
        """Starts the crowd; it goes to the hub's own broker, or to `place`."""
        self.watcher = watcher or Watcher()
        self.crowd = None  # the new one may speak before it is named here, and must not know what the last one did
        members = [Speaker(name, self.chance_of(name), speech.radio, **more) for name in radios]
        members += [Speaker(name, self.chance_of(name), speech.desk(self.incidents), **more) for name in desks]
        self.crowd = Crowd(lambda: place or self.at_hub(), [*members, self.watcher])
        self.at_end(self.crowd.end)

    def chance_of(self, name):
        return random.Random(f"{self.kind} {self.seed} {self.number} {name}")

    def incidents(self):
        """The newest that somebody knows of."""
        letters = self.crowd.letters()[-200:] if self.crowd else []
        return [letter.outcome["incident"] for letter in letters if letter.is_accepted and "incident" in letter.outcome]

    def letters(self):
        return [*self.earlier, *self.crowd.letters()]

    def at_end(self, deed):
        self._ends.append(deed)

    # What happens.

    def tell(self, words):
        self.story.append(f"{time.monotonic() - self._began:7.2f} s  {words}")

    def measure(self, name, value):
        self.figures.setdefault(name, []).append(value)

    def pause(self, least, most):
        """Not to wait for something: so that a strike falls at any moment."""
        time.sleep(self.chance.uniform(least, most))

    def accepts_more(self, count, deadline_s=DEADLINE_S):
        """Until so many more letters are accepted than now."""
        goal = self.crowd.accepted() + count
        end = time.monotonic() + deadline_s
        while self.crowd.accepted() < goal:
            if time.monotonic() > end:
                raise AssertionError(f"{goal - self.crowd.accepted()} of {count} letters were not accepted within {deadline_s} s")
            time.sleep(0.005)

    def kill_hub(self):
        self.tell("hub killed")
        self.hub.kill()

    def start_hub(self, since=None):
        """Until it is ready; how long that took, from `since` or its launch."""
        since = since or time.monotonic()
        self.hub.start()
        self.measure("ready_s", time.monotonic() - since)
        self.tell("hub ready")

    def try_start(self):
        """Until it is ready, or ends; its exit code, None when it is ready."""
        self.hub.launch()
        end = time.monotonic() + DEADLINE_S
        while self.hub.process.poll() is None and not (self.hub.knows_ports() and self.hub.http("/readyz")[0] == 200):
            if time.monotonic() > end:
                raise AssertionError("the hub neither starts nor ends:\n" + self.hub.said()[-2000:])
            time.sleep(0.02)
        return self.note_end()

    def note_end(self):
        """The exit code of a hub that ended by itself, None while it runs."""
        code = self.hub.process.poll()
        if code is not None:
            self.hub.log.close()
            self.measure("ended_by_itself", 1)
            self.tell(f"hub ended with {code}")
            if code != EXIT_JOURNAL:
                self.complaints.append(f"the hub ended with {code}, not {EXIT_JOURNAL}")
        return code

    def revive(self, tries=1):
        """As whoever keeps a service running does, until it stays."""
        for _ in range(tries):
            if self.try_start() is None:
                self.tell("hub ready")
                return
        raise Broken([f"the hub does not start, after {tries} tries: {self.hub.said()[-1000:]}"])

    # How it ends.

    def settle(self, place=None):
        """All is whole again: what was said is answered, and what stands is told."""
        self.crowd.is_speaking = False
        self.tell("the crowd says nothing new")
        end = time.monotonic() + DEADLINE_S
        while self.crowd.waiting() and time.monotonic() < end:
            time.sleep(0.01)
        expected = checker.Expected(self.letters())
        while True:
            complaints = self._look(expected, place or self.at_hub())
            if not complaints or time.monotonic() > end:
                break
            time.sleep(0.1)
        self.complaints += complaints

    def _look(self, expected, place):
        try:
            alerts, items = visit(place)
        except ConnectionError as failed:
            return [str(failed)]
        self.alerts = alerts
        known = expected.open | expected.closed
        by_hub = {item["incident"] for item in items} - known
        return [*checker.of_topics(expected, alerts, by_hub), *checker.of_snapshot(alerts, items),
                *checker.of_watcher(self.watcher, alerts)]

    def end_hub(self):
        """It stops cleanly, and leaves a journal that verifies."""
        self.tell("settled")
        self.crowd.end()
        code = self.hub.stop()
        if code != 0:
            self.complaints.append(f"the hub ended with {code} when it was told to stop")
        verified = self.hub.paraat("journal", "verify", self.hub.journal)
        if verified.returncode != 0:
            self.complaints.append(f"the journal does not verify: {verified.stdout}{verified.stderr}")

    def judge(self, others_said=False):
        """The whole history; raises Broken. `others_said`: also clients that are not of the crowd."""
        self.end_hub()
        journal = Journal(self.hub.journal)
        letters = self.letters()
        strange = [payload for speaker in self.crowd.speakers() for payload in speaker.strange]
        self.complaints += checker.of_receipts(letters, strange)
        self.complaints += checker.of_refusals(letters)
        self.complaints += checker.of_inputs(letters, journal, others_said)
        self.complaints += checker.of_effects(journal)
        self.measure("said", len(letters))
        self.measure("accepted", sum(letter.is_accepted for letter in letters))
        self.measure("said_again", sum(max(letter.times - 1, 0) for letter in letters))
        if self.complaints:
            raise Broken(self.complaints)

    def clean(self, keep_in=None):
        """Ends what it started, in mirrored order; what may explain a failure goes to `keep_in` first."""
        if keep_in and self.hub:
            shutil.rmtree(keep_in, ignore_errors=True)
            keep_in.mkdir(parents=True)
            (keep_in / "story.txt").write_text("\n".join(self.story) + "\n")
            for name in ("hub.log", "journal"):
                source = self.hub.folder / name
                if source.is_dir():
                    shutil.copytree(source, keep_in / name, ignore=shutil.ignore_patterns("ballast"))
                elif source.exists():
                    shutil.copy(source, keep_in / name)
            self._write_history(keep_in / "history.txt")
        for deed in reversed(self._ends):
            deed()

    def _write_history(self, path):
        with path.open("w") as out:
            for letter in self.letters() if self.crowd else []:
                out.write(f"{letter.said_at - self._began:8.3f} {letter.key} {letter.times}x {letter.payload!r}\n")
                for at, payload in letter.receipts:
                    out.write(f"{at - self._began:8.3f}     {payload!r}\n")
