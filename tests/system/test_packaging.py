"""The image without an engine: the compose file and the Dockerfile parse, and their content works in a plain folder."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

from centre import BIN, BUILD, SOURCE, Hub

DOCKERFILE = (SOURCE / "Dockerfile").read_text().replace("\\\n", " ")


def instructions(word):
    return [line.split(None, 1)[1] for line in DOCKERFILE.splitlines() if line.startswith(word + " ")]


HEALTHCHECK = json.loads(instructions("HEALTHCHECK")[0].split("CMD ", 1)[1])


class ImageHub(Hub):
    """The hub as the image starts it: installed programs, configuration copied, journal where the image says."""

    def __init__(self, image):
        super().__init__()
        self.image = image

    def arguments(self):
        return [self.image / "usr/local/bin/paraat-hub", "--config", self.image / "etc/paraat/hub.toml", *map(str, super().arguments()[3:])]


class Packaging(unittest.TestCase):
    def test_compose_file(self):
        compose = yaml.safe_load((SOURCE / "docker-compose.yml").read_text())
        self.assertEqual({"hub", "city"}, set(compose["services"]))
        for name, service in compose["services"].items():
            with self.subTest(service=name):
                self.assertRegex(service["image"], r":\d+\.\d+\.\d+$")
                self.assertIn("healthcheck", service)
        named = [volume.split(":")[0] for volume in compose["services"]["hub"]["volumes"]]
        self.assertEqual(named, list(compose["volumes"]))
        version = re.search(r"project\(paraat VERSION ([\d.]+)", (SOURCE / "CMakeLists.txt").read_text())[1]
        self.assertEqual(f"paraat:{version}", compose["services"]["hub"]["image"])
        asked = [word.replace("$$", "$") for word in compose["services"]["hub"]["healthcheck"]["test"]]
        self.assertEqual(["CMD", *HEALTHCHECK], asked)

    def checked(self, port):
        return subprocess.run(HEALTHCHECK, env={**os.environ, "PARAAT_ADMIN_PORT": str(port)}, capture_output=True, check=False).returncode

    def test_image_content_works_in_a_plain_folder(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-image-"))
        self.addCleanup(shutil.rmtree, folder)
        install = next(run for run in instructions("RUN") if "cmake --install" in run)
        self.assertIn("--prefix /image/usr/local", install)
        subprocess.run(["cmake", "--install", BUILD, "--prefix", folder / "usr/local"], check=True, capture_output=True)
        for copy in instructions("COPY"):
            if "--from" not in copy and copy != ". .":
                source, target = copy.split()
                shutil.copytree(SOURCE / source, folder / target.lstrip("/"))
        console = next(word for run in instructions("ENV") for word in run.split() if word.startswith("PARAAT_CONSOLE_DIRECTORY=")).split("=")[1]
        self.assertTrue(console.startswith("/usr/local/"), console)
        hub = ImageHub(folder)
        self.addCleanup(hub.remove)
        hub.environment = {"PARAAT_CONSOLE_DIRECTORY": str(folder / console.lstrip("/"))}
        hub.start()
        is_built = (SOURCE / "build" / "console" / "index.html").exists()
        self.assertEqual(200 if is_built else 503, hub.http("/")[0])
        health = subprocess.run([folder / "usr/local/bin/paraat", "health", "--port", str(hub.port)], capture_output=True, text=True, check=False)
        self.assertEqual((0, "hub-1 is up\n"), (health.returncode, health.stdout))
        self.assertEqual(0, self.checked(hub.admin_port))
        self.assertEqual(0, hub.stop())
        self.assertNotEqual(0, self.checked(hub.admin_port))

    def test_runtime_packages_hold_every_library(self):
        listed = re.search(r"--no-install-recommends\s+(.*?)&&", DOCKERFILE)[1].split()
        self.assertIn("mosquitto", listed)
        have, waiting = set(), list(listed)
        while waiting:
            package = waiting.pop()
            if package in have:
                continue
            have.add(package)
            depends = subprocess.run(["dpkg-query", "-W", "-f", "${Depends},${Pre-Depends}", package], capture_output=True, text=True, check=False)
            waiting += re.findall(r"(?:^|[,|])\s*([a-z0-9.+-]+)", depends.stdout)
        for program in ("paraat-hub", "paraat"):
            libraries = re.findall(r"=> (/\S+)", subprocess.run(["ldd", BIN / program], capture_output=True, text=True, check=True).stdout)
            for library in libraries:
                if re.search(r"lib(asan|ubsan|tsan)\.", library):
                    continue
                path = os.path.realpath(library)
                owner = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True, check=False).stdout
                owner = owner or subprocess.run(["dpkg", "-S", path.removeprefix("/usr")], capture_output=True, text=True, check=False).stdout
                self.assertIn(owner.split(":")[0], have, f"{program} needs {library}, which no package of the image brings")


if __name__ == "__main__":
    unittest.main()
