#!/usr/bin/env python3
"""Breaks the real hub, its broker, its disk, its network and its clients, and judges what is left: docs/faults.md.

Exit codes: 0 all passed, 1 some failed, 64 wrong arguments, 77 with --short, when the machine lacks what it takes.
"""
import argparse
import json
import os
import pathlib
import random
import sys
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "system")]

from kinds import KINDS  # noqa: E402
from trial import Broken, CannotRun, Trial  # noqa: E402

OUT = ROOT / "build" / "fault"
EXIT_SKIPPED = 77
VALUES_FOR_LIMITS = 20  # fewer say nothing of a 99th percentile


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


class Tally:
    """What the rounds of a kind came to."""

    def __init__(self, kind):
        self.kind, self.passed, self.failed, self.figures = kind, 0, 0, {}

    def add(self, figures):
        for name, values in figures.items():
            self.figures.setdefault(name, []).extend(values)

    def summary(self):
        """Times by their percentiles, counts by their sum."""
        told = {"rounds": self.passed + self.failed, "failed": self.failed}
        for name, values in self.figures.items():
            if name.endswith(("_s", "_mb")):
                told[name] = {"n": len(values), "p50": round(percentile(values, 0.5), 3), "p99": round(percentile(values, 0.99), 3),
                              "max": round(max(values), 3)}
            else:
                told[name] = sum(values)
        return told

    def missed(self):
        for name, most in KINDS[self.kind].limits.items():
            values = self.figures.get(name, [])
            if len(values) >= VALUES_FOR_LIMITS and (found := percentile(values, 0.99)) > most:
                yield f"{self.kind}: {name} is {found:.2f} at the 99th percentile, and should be {most:g}"


def again(kind, number, asked):
    return f"./dev fault {kind} --seed {asked.seed} --round {number}" + (" --short" if asked.short else "")


def play(kind, number, asked):
    """One round; its figures, and whether it passed. CannotRun goes through."""
    trial = Trial(kind, asked.seed, number, is_long=not asked.short)
    kept, passed = None, False
    try:
        KINDS[kind].play(trial)
        passed = True
    except CannotRun:
        raise
    except Broken as broken:
        kept = OUT / "kept" / f"{kind}-{asked.seed}-{number}"
        why = str(broken)
    except Exception:  # a condition that did not come about, a hub that did not start
        kept = OUT / "kept" / f"{kind}-{asked.seed}-{number}"
        why = traceback.format_exc()
    finally:
        trial.clean(kept)
    if asked.story:
        print("\n".join(trial.story), flush=True)
    if kept:
        print(f"  {kind} round {number} FAILED:\n{why}")
        print(f"  kept: {os.path.relpath(kept, ROOT)}; again: {again(kind, number, asked)}", flush=True)
    return trial.figures, passed


def play_all(kind, numbers, asked):
    tally, told = Tally(kind), time.monotonic()
    for number in numbers:
        figures, passed = play(kind, number, asked)
        tally.add(figures)
        tally.passed += passed
        tally.failed += not passed
        if time.monotonic() - told > 10:
            told = time.monotonic()
            print(f"  {kind}: {tally.passed + tally.failed} of {len(numbers)} rounds, {tally.failed} failed", flush=True)
    return tally


def tell(tallies):
    """The table of figures; times in seconds."""
    for tally in tallies:
        parts = []
        for name, value in tally.summary().items():
            if isinstance(value, dict):
                value = f"p50 {value['p50']:g}, p99 {value['p99']:g}, max {value['max']:g}"
            parts.append(f"{name} {value}")
        print(f"{tally.kind:16} {' · '.join(parts)}")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")  # as the other programs do


def arguments():
    parser = Parser(prog="./dev fault", description="breaks the real thing, and judges what is left (docs/faults.md)")
    parser.add_argument("kinds", metavar="KIND", nargs="*", help=f"of {', '.join(KINDS)} (default: all)")
    parser.add_argument("--rounds", type=int, help="of each kind (default: " + ", ".join(
        f"{kind.long} of {name}" for name, kind in KINDS.items()) + ")")
    parser.add_argument("--seed", type=int, help="of all that is left to chance (default: another each time; 1 for --short)")
    parser.add_argument("--round", type=int, help="that one alone")
    parser.add_argument("--story", action="store_true", help="tell what happened in each round")
    parser.add_argument("--short", action="store_true", help="a few rounds, as in ./dev test")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)  # of the arguments, nothing else
    asked = parser.parse_args()
    for kind in asked.kinds:
        if kind not in KINDS:
            parser.error(f"no kind \"{kind}\": there are {', '.join(KINDS)}")
    if asked.rounds is not None and not 1 <= asked.rounds <= 100_000:
        parser.error(f"--rounds is from 1 to 100000, not {asked.rounds}")
    if asked.round is not None and asked.round < 1:
        parser.error(f"--round is at least 1, not {asked.round}")
    asked.kinds = asked.kinds or list(KINDS)
    # The short form is a test: the same each time.
    if asked.seed is None:
        asked.seed = 1 if asked.short else random.randrange(1 << 30)
    return asked


def main():
    asked = arguments()
    if asked.check:
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    print(f"seed {asked.seed}", flush=True)
    tallies, cannot = [], 0
    for kind in asked.kinds:
        rounds = asked.rounds or (KINDS[kind].short if asked.short else KINDS[kind].long)
        numbers = [asked.round] if asked.round else range(1, rounds + 1)
        try:
            tallies.append(play_all(kind, numbers, asked))
        except CannotRun as why:
            print(f"  {kind} cannot run here: {why}", flush=True)
            cannot += 1
    missed = [] if asked.short else [line for tally in tallies for line in tally.missed()]
    if not asked.short:  # several of those run at once
        (OUT / "figures.json").write_text(json.dumps({"seed": asked.seed, "kinds": {t.kind: t.summary() for t in tallies}},
                                                         indent=1) + "\n")
    tell(tallies)
    for line in missed:
        print(line)
    failed = sum(tally.failed for tally in tallies)
    print(f"{sum(tally.passed for tally in tallies)} passed, {failed} failed" + (f", {cannot} kinds cannot run here" if cannot else ""))
    if cannot and not tallies:
        return EXIT_SKIPPED if asked.short else 1
    return 1 if failed or missed else 0


sys.exit(main())
