"""A network that can be broken: TCP connections pass through it, or not, either way or one."""
import asyncio
import socket
import struct
import threading

TO_BROKER, FROM_BROKER = "to_broker", "from_broker"
WAYS = (TO_BROKER, FROM_BROKER)


class Proxy:
    """Listens on `port` for a broker on `target`, on a thread of its own. What is held back is not lost and comes later, as TCP sends it
    again; what a connection in `dead` carries is lost, and neither end is told."""

    def __init__(self, target):
        self._target = target
        self.held = set()  # ways in which nothing passes
        self.delay_s = 0.0
        self.refuses = False
        self._links = []  # of each connection: both writers, and whether it is dead
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._take, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _take(self, reader, writer):
        if self.refuses:
            return reset(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            return reset(writer)
        link = {"writers": (writer, back), "is_dead": False}
        self._links.append(link)
        await asyncio.gather(self._pass(reader, back, TO_BROKER, link), self._pass(there, writer, FROM_BROKER, link), return_exceptions=True)
        self._links.remove(link)

    async def _pass(self, reader, writer, way, link):
        try:
            while data := await reader.read(65536):
                while way in self.held and not link["is_dead"]:
                    await asyncio.sleep(0.01)
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                if not link["is_dead"]:
                    writer.write(data)
                    await writer.drain()
        except OSError:
            pass
        # The end of a connection is held back too, and of a dead one nobody learns.
        while way in self.held and not link["is_dead"]:
            await asyncio.sleep(0.01)
        if not link["is_dead"]:
            writer.close()

    def _call(self, deed):
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (deed(), done.set()))
        done.wait()

    def reset_all(self):
        """Each connection is reset, both ends are told."""
        self._call(lambda: [reset(writer) for link in self._links for writer in link["writers"]])

    def kill_all(self):
        """Each connection is half open from now on; new ones pass."""
        self._call(lambda: [link.update(is_dead=True) for link in self._links])

    def hold(self, ways):
        self.held = set(ways)

    def refuse(self):
        """All connections are reset, and no new one comes about."""
        self.refuses = True
        self.reset_all()

    def mend(self):
        self.held, self.delay_s, self.refuses = set(), 0.0, False

    def end(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


def reset(writer):
    raw = writer.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
