#!/usr/bin/env python3
"""Runs the conformance cases of the Common Expression Language; 77 (skipped) where they are absent."""
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(os.environ.get("PARAAT_TEST_DATA", SOURCE.parent / "shared" / "data")) / "cel"
BIN = pathlib.Path(os.environ.get("PARAAT_BIN", SOURCE / "build" / "bin"))

if not any(DATA.glob("*.jsonl")):
    print(f"no cases in {DATA}")
    sys.exit(77)
allowed = SOURCE / "docs" / "cel-conformance.md"
sys.exit(subprocess.run([BIN / "cel-conformance", "--allow", allowed, DATA]).returncode)
