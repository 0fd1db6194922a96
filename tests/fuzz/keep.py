#!/usr/bin/env python3
"""Keeps in tests/fuzz/corpus what runs found worth keeping: tests/fuzz/keep.py [TARGET]...

Of the inputs in build/fuzz/corpus those that reach places which no seed reaches: each time the one that reaches most of
what is left for its bytes, few and small. Run it after ./dev fuzz.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from run import BUILD, LIMITS, PROGRAM, ROOT, TARGETS, seed_folder

KEPT_MOST = 40  # of a target
SIZE_MOST = 2048  # bytes of one


def places_of(target, folders):
    """What each file reaches, as libFuzzer notes it while it merges: "STARTED number size", "COV number place..."."""
    with tempfile.TemporaryDirectory() as scratch:
        notes = pathlib.Path(scratch) / "notes"
        empty = pathlib.Path(scratch) / "empty"
        empty.mkdir()
        subprocess.run([PROGRAM, target, "-merge=1", f"-merge_control_file={notes}", *LIMITS, empty, *folders],
                       stderr=subprocess.DEVNULL, check=False)
        lines = notes.read_text().splitlines()
    count = int(lines[0])
    files = [pathlib.Path(line) for line in lines[2:2 + count]]
    reached = {file: set() for file in files}
    for line in lines[2 + count:]:
        word, number, *rest = line.split()
        if word == "COV":
            reached[files[int(number)]] = set(rest)
    return reached


def worth_keeping(reached, known):
    left = {file: places - known for file, places in reached.items() if file.stat().st_size <= SIZE_MOST}
    kept = []
    while len(kept) < KEPT_MOST:
        left = {file: places for file, places in left.items() if places}
        if not left:
            break
        best = max(sorted(left), key=lambda file: len(left[file]) / (64 + file.stat().st_size))
        gained = left.pop(best)
        kept.append(best)
        left = {file: places - gained for file, places in left.items()}
    return kept


def keep(target):
    seeds = seed_folder(target)
    reached = places_of(target, [seeds, BUILD / "corpus" / target])
    known = set().union(*(places for file, places in reached.items() if file.parent == seeds))
    folder = ROOT / "tests/fuzz/corpus" / target
    kept = worth_keeping({file: places for file, places in reached.items() if file.parent != seeds}, known)
    folder.mkdir(parents=True, exist_ok=True)
    for file in kept:
        shutil.copyfile(file, folder / file.name[:16])
    print(f"{target}: {len(kept)} more")


for name in sys.argv[1:] or TARGETS:
    keep(name)
