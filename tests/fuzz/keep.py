#!/usr/bin/env python3
"""Keeps in tests/fuzz/corpus what runs found worth keeping: tests/fuzz/keep.py [TARGET]...

Of the inputs in build/fuzz/corpus those that reach places which neither a seed nor a smaller one of them reaches; of
many the ones that reach most. Run it after ./dev fuzz.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from run import BUILD, LIMITS, PROGRAM, ROOT, TARGETS, seed_folder

KEPT_MOST = 40  # of a target
SIZE_MOST = 2048  # bytes of one


def new_places(target, scratch):
    """How many places each file is the first to reach, by what libFuzzer notes while it merges them into the seeds:
    their names, then for each "COV number place...", the smaller ones first."""
    notes = scratch / "notes"
    seeds = shutil.copytree(seed_folder(target), scratch / "seeds")
    subprocess.run([PROGRAM, target, "-merge=1", f"-merge_control_file={notes}", *LIMITS, seeds,
                    BUILD / "corpus" / target], stderr=subprocess.DEVNULL, check=True)
    lines = notes.read_text().splitlines()
    count, seed_count = int(lines[0]), int(lines[1])
    files = [pathlib.Path(line) for line in lines[2:2 + count]]
    found = {}
    for line in lines[2 + count:]:
        word, number, *places = line.split()
        if word == "COV" and int(number) >= seed_count and places:
            found[files[int(number)]] = len(places)
    return found


def keep(target):
    folder = ROOT / "tests/fuzz/corpus" / target
    with tempfile.TemporaryDirectory() as scratch:
        found = new_places(target, pathlib.Path(scratch))
    small = [file for file in found if file.stat().st_size <= SIZE_MOST]
    kept = sorted(small, key=lambda file: -found[file])[:KEPT_MOST]
    folder.mkdir(parents=True, exist_ok=True)
    for file in kept:
        shutil.copyfile(file, folder / file.name[:16])
    print(f"{target}: {len(kept)} more", flush=True)


for name in sys.argv[1:] or TARGETS:
    keep(name)
