"""On what, and of which commit, something was measured."""
import os
import pathlib
import platform
import re
import shutil
import subprocess


def output_of(*command, cwd=None):
    """Whatever it ends with: mosquitto -h is no success of its own."""
    try:
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def commit(root):
    """With "+" when files differ from it."""
    found = output_of("git", "rev-parse", "HEAD", cwd=root)
    return found + ("+" if output_of("git", "status", "--porcelain", "--untracked-files=no", cwd=root) else "")


def mosquitto_version():
    program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
    found = re.search(r"version (\S+)", output_of(program, "-h") if program else "")
    return found[1] if found else ""


def processor():
    model = re.search(r"model name\s*: (.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return model[1] if model else platform.machine()


def describe():
    return {"cpu": processor(), "cores": os.cpu_count(), "kernel": platform.release(), "mosquitto": mosquitto_version()}
