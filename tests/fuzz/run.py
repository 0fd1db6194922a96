#!/usr/bin/env python3
"""Runs the fuzz targets, each for some minutes, one after the other: tests/fuzz/run.py [TARGET]... [--minutes N]

Starts from the seeds and from what earlier runs found worth keeping (BUILD/corpus). Of an input that breaks something
it keeps the bytes (BUILD/findings) and says the command that runs it again. Exit codes: 0 all passed, 1 some failed.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/fuzz"
SEEDS = ROOT / "tests/fuzz/seeds"
WORDS = ROOT / "tests/fuzz/words.dict"
# The longest input of each: an expression of 4 KiB has all that 16 KiB may have, a set of rules is several files.
MAX_LEN = {"cel_parse": 4096, "cel_evaluate": 4096, "rule_file": 16384}
LIMITS = ["-timeout=5", "-rss_limit_mb=2048"]
SHOW_EVERY = 10  # seconds


def with_heading(file):
    return f"--- {file.name}\n".encode() + file.read_bytes()


def rule_seeds():
    yield "config-rules", b"".join(with_heading(file) for file in sorted((ROOT / "config/rules").iterdir()))
    for file in sorted((ROOT / "tests/data/wrong-rules").iterdir()):
        if file.suffix != ".txt":
            yield file.name, with_heading(file)
    for file in sorted((SEEDS / "rules").iterdir()):
        yield file.name, file.read_bytes()


def seed_folder(target):
    if target != "rule_file":
        return SEEDS / "cel"
    folder = BUILD / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in rule_seeds():
        (folder / name).write_bytes(content)
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


def run(target, minutes):
    program = BUILD / "bin" / f"fuzz-{target}"
    corpus = BUILD / "corpus" / target
    findings = BUILD / "findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    command = [program, *LIMITS, f"-max_len={MAX_LEN[target]}", f"-max_total_time={round(minutes * 60)}",
               f"-dict={WORDS}", f"-artifact_prefix={findings}/{target}-", "-report_slow_units=5",
               "-print_final_stats=1", corpus, seed_folder(target)]
    path = BUILD / f"{target}.log"
    with path.open("w") as log:
        fuzzer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace")
        kept = watch(fuzzer, target, log)
        code = fuzzer.wait()
    if code == 0:
        print(f"  {target}: passed")
        return True
    print(f"  {target}: FAILED, {shown(path)} says why" +
          (f"; again: {shown(program)} {LIMITS[0]} {shown(kept)}" if kept else ""))
    return False


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")  # as the other programs do


def main():
    parser = Parser(prog="./dev fuzz", description="runs the fuzz targets, one after the other")
    parser.add_argument("targets", metavar="TARGET", nargs="*", help=f"of {', '.join(MAX_LEN)} (default: all)")
    parser.add_argument("--minutes", type=float, default=1, help="how long each runs (default: 1)")
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)  # of the arguments, nothing else
    asked = parser.parse_args()
    for target in asked.targets:
        if target not in MAX_LEN:
            parser.error(f"no target \"{target}\": there are {', '.join(MAX_LEN)}")
    if not 0.1 <= asked.minutes <= 1440:
        parser.error(f"--minutes is from 0.1 to 1440, not {asked.minutes:g}")
    if asked.check:
        return 0
    outcomes = [run(target, asked.minutes) for target in asked.targets or MAX_LEN]
    print(f"{outcomes.count(True)} passed, {outcomes.count(False)} failed")
    return 0 if all(outcomes) else 1


sys.exit(main())
