#!/usr/bin/env python3
"""Measures the numbers of docs/benchmarks.md by paraat-bench, one process each, and says which were reached.

Leaves build/bench/bench.json with all of it. Exit codes: 0 all reached, 1 some missed, 64 wrong arguments, 70 something
could not be measured.
"""
import argparse
import datetime
import difflib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import machine
import verdicts

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench"
PROGRAM = ROOT / "build" / "bin" / "paraat-bench"
NUMBERS = [f"P{number}" for number in range(1, 13)]
FLAGS = ["--only", "--against", "--node-red", "--help"]
EXTRA = ["growth", "soak"]  # too long to be part of every run
EXIT_MISSED, EXIT_USAGE, EXIT_BROKEN, EXIT_TERMINATED = 1, 64, 70, 143


def nearest(word, words):
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    return f"; did you mean \"{close[0]}\"?" if close else ""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(EXIT_USAGE, f"{self.prog}: {message}\n")  # as the other programs do


def arguments(words=None):
    parser = Parser(prog="./dev bench", description="measures the numbers of docs/benchmarks.md", allow_abbrev=False)
    parser.add_argument("--only", metavar="P1,P6", help=f"some of {', '.join(NUMBERS)}, or {' and '.join(EXTRA)}, which are not "
                        "part of a run unless they are named")
    parser.add_argument("--against", metavar="FILE", help="a bench.json of an earlier run, to compare with")
    parser.add_argument("--node-red", action="store_true", help="put Node-RED beside the relays of P1 and P2 (by npm, in build/); "
                        "once it is there it always is")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)  # of the arguments, nothing else
    asked, unknown = parser.parse_known_args(words)
    numbers = [word for word in unknown if word in NUMBERS + EXTRA]
    if numbers:
        parser.error(f"say --only {','.join(([asked.only] if asked.only else []) + numbers)}")
    if unknown:
        parser.error(f"no flag \"{unknown[0]}\"{nearest(unknown[0].split('=')[0], FLAGS)}")
    asked.names = NUMBERS if asked.only is None else asked.only.split(",")
    for name in asked.names:
        if name not in NUMBERS + EXTRA:
            parser.error(f"there is no \"{name}\"; there are P1 to P12, growth and soak{nearest(name, NUMBERS + EXTRA)}")
    try:
        asked.before = verdicts.read(asked.against) if asked.against else None
    except verdicts.Unreadable as why:
        parser.error(f"--against {asked.against}: {why}")
    return asked


def left_in(file, name, code):
    """What paraat-bench left there of a number. Unreadable when there is nothing to judge by."""
    if code not in (0, EXIT_MISSED):
        raise verdicts.Unreadable(f"paraat-bench ended with {code}")
    try:
        told = json.loads(file.read_text())
    except OSError as error:
        raise verdicts.Unreadable(f"paraat-bench left no figures: {error.strerror}") from error
    except ValueError as error:
        raise verdicts.Unreadable(f"paraat-bench left what is not JSON: {error}") from error
    if not isinstance(told, dict) or not told.get("goals"):
        raise verdicts.Unreadable("paraat-bench left no goal")
    verdicts.check_goals(name, told)
    return told


def let_terminate():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])


def run_to_its_end(*command):
    """Its exit code. What ends us ends it too: a SIGTERM is held back until it is known, and comes while we wait."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    try:
        child = subprocess.Popen(command, preexec_fn=let_terminate)
    except OSError:
        let_terminate()
        raise
    try:
        let_terminate()
        return child.wait()
    finally:
        child.kill()  # nothing, when it has ended
        child.wait()


def measure(name, *flags):
    """What a number came to, as it is kept in bench.json."""
    began = time.monotonic()
    file = OUT / f"{name}.json"
    file.unlink(missing_ok=True)
    try:
        told = left_in(file, name, run_to_its_end(PROGRAM, OUT, name, *flags))
    except OSError as error:
        told = {"goals": [], "figures": None, "failed": f"paraat-bench does not start: {error.strerror}"}
    except verdicts.Unreadable as why:
        told = {"goals": [], "figures": None, "failed": str(why)}
    return {"seconds": round(time.monotonic() - began, 1), **{key: told[key] for key in told if key != "name"}}


def measure_all(names, *flags):
    """All in turn; what is measured is kept even if the next one breaks."""
    OUT.mkdir(parents=True, exist_ok=True)
    whole = {"format": verdicts.FORMAT, "commit": machine.commit(ROOT), "machine": machine.describe(),
             "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "numbers": {}}
    began = time.monotonic()
    for place, name in enumerate(names, 1):
        minutes = (time.monotonic() - began) / 60
        print(f"{name}: {place} of {len(names)}, after {minutes:.0f} min", file=sys.stderr, flush=True)
        whole["numbers"][name] = measure(name, *flags)
        (OUT / "bench.json").write_text(json.dumps(whole, indent=1) + "\n")
    return whole


def main():
    asked = arguments()
    if asked.check:
        return 0
    whole = measure_all(asked.names, *(["--node-red"] if asked.node_red else []))
    print("\n".join(verdicts.table(whole)))
    if asked.before:
        print("\n" + "\n".join(verdicts.comparison(asked.before, whole)))
    print(f"\nfigures: {os.path.relpath(OUT / 'bench.json')}")
    numbers = whole["numbers"].values()
    if any("failed" in one for one in numbers):
        return EXIT_BROKEN
    return 0 if all(goal["reached"] for one in numbers for goal in one["goals"]) else EXIT_MISSED


def leave(*_):
    sys.exit(EXIT_TERMINATED)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, leave)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
