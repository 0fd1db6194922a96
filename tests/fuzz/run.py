#!/usr/bin/env python3
"""Runs the fuzz targets, each for some minutes: tests/fuzz/run.py [TARGET]... [--minutes N] [--jobs N]

Starts from the seeds and from what earlier runs found worth keeping (BUILD/corpus). Of an input that breaks something
it keeps the bytes (BUILD/findings) and says the command that runs it again. Exit codes: 0 all passed, 1 some failed.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/fuzz"
PROGRAM = BUILD / "bin/fuzz"
SMALL, USUAL, LARGE = 256, 4096, 16384
# Each with its longest input in bytes (an expression of 4 KiB has all that 16 KiB may have, a set of rules is several
# files), and the words that are put into inputs.
TARGETS = {
    "report": (LARGE, "json"),
    "status": (USUAL, "json"),
    "beacon": (USUAL, "json"),
    "instruct": (USUAL, "json"),
    "ack": (USUAL, "json"),
    "command": (USUAL, "json"),
    "query": (USUAL + 256, "json"),
    "presence": (USUAL, "json"),
    "night": (USUAL, "json"),
    "hub_status": (USUAL, None),
    "json_message": (USUAL, "json"),
    "topic": (SMALL, "json"),
    "word": (SMALL, None),
    "hub_config": (USUAL, "toml"),
    "organisation": (USUAL, "toml"),
    "agreements": (USUAL, "toml"),
    "privacy": (USUAL, "toml"),
    "devices": (USUAL, "toml"),
    "device_words": (USUAL, "json"),
    "logins": (USUAL, "toml"),
    "cel_parse": (USUAL, "words"),
    "cel_evaluate": (USUAL, "words"),
    "rule_file": (LARGE, "words"),
    "zone": (USUAL, None),
    "event": (USUAL, None),
    "state": (LARGE, None),
    "side_file": (USUAL, None),
    "quarantine": (USUAL, None),
    "mqtt_packets": (USUAL, None),
    "letter": (USUAL, None),
    "conversation": (USUAL, "json"),
    "answer_lines": (USUAL, "json"),
    "chicago": (USUAL, None),
    "provisioning": (USUAL, "json"),
    "owntracks": (USUAL, "json"),
    "meshtastic": (USUAL, "json"),
    "p2000": (USUAL, None),
    "geojson": (USUAL, "json"),
    "xml": (USUAL, "xml"),
    "cap": (LARGE, "xml"),
    "cot": (USUAL, "cot"),
    "tak_stream": (USUAL, "cot"),
}
LIMITS = ["-timeout=5", "-rss_limit_mb=2048"]
SHOW_EVERY = 10  # seconds
# Files that a target writes and reads: where there is one, in memory.
MEMORY = pathlib.Path("/dev/shm")


def seed_folder(target):
    folder = BUILD / "seeds" / target
    subprocess.run([PROGRAM, target, "--seeds", folder], check=True)
    return folder


def shown(path):
    return os.path.relpath(path, ROOT)


def watch(fuzzer, target, log):
    """Tells how far it is, until it ends; the input that it kept, or None."""
    began, told, kept = time.monotonic(), 0, None
    for line in fuzzer.stderr:
        log.write(line)
        written = re.search(r"Test unit written to (\S+)", line)
        kept = written[1] if written else kept
        at = re.match(r"#(\d+)\s.*cov: (\d+)", line)
        seconds = time.monotonic() - began
        if at and seconds - told >= SHOW_EVERY:
            told = seconds
            print(f"  {target}: {seconds:.0f} s, {int(at[1]):,} inputs, {int(at[2]):,} places reached", flush=True)
    return kept


def command_of(target, minutes, seeds):
    longest, words = TARGETS[target]
    dictionary = [f"-dict={ROOT / 'tests/fuzz' / words}.dict"] if words else []
    return [PROGRAM, target, *LIMITS, f"-max_len={longest}", f"-max_total_time={round(minutes * 60)}", *dictionary,
            f"-artifact_prefix={BUILD / 'findings' / target}-", "-report_slow_units=5", "-print_final_stats=1",
            BUILD / "corpus" / target, seeds]


def run(target, minutes):
    for folder in (BUILD / "corpus" / target, BUILD / "findings"):
        folder.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{target}.log"
    with path.open("w") as log, tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as scratch:
        fuzzer = subprocess.Popen(command_of(target, minutes, seed_folder(target)), stderr=subprocess.PIPE, text=True,
                                  errors="replace", env={**os.environ, "TMPDIR": scratch})
        kept = watch(fuzzer, target, log)
        code = fuzzer.wait()
    if code == 0:
        print(f"  {target}: passed", flush=True)
        return True
    print(f"  {target}: FAILED, {shown(path)} says why" +
          (f"; again: {shown(PROGRAM)} {target} {LIMITS[0]} {shown(kept)}" if kept else ""), flush=True)
    return False


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")  # as the other programs do


def main():
    parser = Parser(prog="./dev fuzz", description="runs the fuzz targets, a few at a time")
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=f"of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--minutes", type=float, default=1, help="how long each runs (default: 1)")
    parser.add_argument("--jobs", type=int, default=1, help="how many run at a time (default: 1)")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)  # of the arguments, nothing else
    asked = parser.parse_args()
    for target in asked.targets:
        if target not in TARGETS:
            parser.error(f"no target \"{target}\": there are {', '.join(TARGETS)}")
    if not 0.1 <= asked.minutes <= 1440:
        parser.error(f"--minutes is from 0.1 to 1440, not {asked.minutes:g}")
    if not 1 <= asked.jobs <= 64:
        parser.error(f"--jobs is from 1 to 64, not {asked.jobs}")
    if asked.check:
        return 0
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        outcomes = list(pool.map(lambda target: run(target, asked.minutes), asked.targets or TARGETS))
    print(f"{outcomes.count(True)} passed, {outcomes.count(False)} failed")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
