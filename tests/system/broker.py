"""A Mosquitto that a hub finds, as a site has one."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile

from centre import DEADLINE_S, until


def free_ports(count):
    """Ports that were free a moment ago, each another one: for those who cannot be asked which they took."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class Broker:
    """A Mosquitto that is not the hub's own; it keeps what it retains over a stop."""

    def __init__(self, queue=100_000, window=20):
        """`queue`: how many messages it keeps for a client that does not take them; `window`: how many it has on the way to one."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paraat-broker-"))
        os.chmod(self.folder, 0o777)
        self.port = free_ports(1)[0]
        (self.folder / "mosquitto.conf").write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages {queue}\n"
            f"max_inflight_messages {window}\n"
            f"persistence true\npersistence_location {self.folder}/\n")

    def start(self):
        self.process = subprocess.Popen(["mosquitto", "-c", self.folder / "mosquitto.conf"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

        def takes_connections():
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", self.port)) == 0

        until(takes_connections, "the broker does not start")
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(DEADLINE_S)

    def remove(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
