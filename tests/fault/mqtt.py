"""MQTT 3.1.1 as far as the clients of these tests need it: QoS 0 and 1, on asyncio, so that ten thousand fit into one process."""
import asyncio
import struct
import time

CONNECT, CONNACK, PUBLISH, PUBACK, SUBSCRIBE, SUBACK, PINGREQ, DISCONNECT = 1, 2, 3, 4, 8, 9, 12, 14
PATIENCE_S = 10
PING_S, SILENCE_S = 2, 8  # how often a quiet connection is asked, and when it counts as dead


class Refused(ConnectionError):
    pass


def length(size):
    out = bytearray()
    while True:
        size, digit = divmod(size, 128)
        out.append(digit | (0x80 if size else 0))
        if not size:
            return bytes(out)


def packet(kind, body, flags=0):
    return bytes([kind << 4 | flags]) + length(len(body)) + body


def text(words):
    raw = words if isinstance(words, bytes) else words.encode()
    return struct.pack("!H", len(raw)) + raw


def connect_packet(client, will=None, keepalive=30, account=None, is_clean=True):
    """`will`: topic and payload, retained; `account`: name and password."""
    flags = 0x02 if is_clean else 0
    rest = text(client)
    if will:
        flags |= 0x04 | 0x08 | 0x20
        rest += text(will[0]) + text(will[1])
    if account:
        flags |= 0xC0
        rest += text(account[0]) + text(account[1])
    return packet(CONNECT, text("MQTT") + bytes([4, flags]) + struct.pack("!H", keepalive) + rest)


def publish_packet(topic, payload, number=0, qos=1, retain=False):
    head = text(topic) + (struct.pack("!H", number) if qos else b"")
    return packet(PUBLISH, head + payload, qos << 1 | (1 if retain else 0))


def subscribe_packet(number, filters, qos):
    return packet(SUBSCRIBE, struct.pack("!H", number) + b"".join(text(one) + bytes([qos]) for one in filters), 2)


class Link:
    """One connection; `came(topic, payload, is_retained)` is called for each message, in order, while serve() runs."""

    def __init__(self, reader, writer, came):
        self._reader, self._writer, self._came = reader, writer, came
        self._number = 0
        self._subscribed = {}
        self._heard_at = time.monotonic()

    @classmethod
    async def open(cls, port, client, came, host="127.0.0.1", **more):
        reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), PATIENCE_S)
        link = cls(reader, writer, came)
        try:
            writer.write(connect_packet(client, **more))
            kind, _, body = await asyncio.wait_for(link._read(), PATIENCE_S)
            if kind != CONNACK or body[1] != 0:
                raise Refused(f"the broker does not take {client}: {body!r}")
        except BaseException:
            writer.close()
            raise
        return link

    def _next(self):
        self._number = self._number % 65535 + 1
        return self._number

    async def _read(self):
        head = (await self._reader.readexactly(1))[0]
        size, shift = 0, 0
        while True:
            digit = (await self._reader.readexactly(1))[0]
            size |= (digit & 0x7F) << shift
            shift += 7
            if not digit & 0x80:
                break
        return head >> 4, head & 0x0F, await self._reader.readexactly(size)

    def publish(self, topic, payload, qos=1, retain=False):
        """Given to the connection; nobody knows yet."""
        if self._writer.is_closing():
            raise ConnectionResetError("the connection is gone")
        self._writer.write(publish_packet(topic, payload, self._next() if qos else 0, qos, retain))

    async def subscribe(self, *filters, qos=1):
        """Returns when the subscription stands; serve() must run beside."""
        number = self._next()
        stands = self._subscribed[number] = asyncio.get_running_loop().create_future()
        self._writer.write(subscribe_packet(number, filters, qos))
        await asyncio.wait_for(stands, PATIENCE_S)

    async def serve(self):
        """Reads until the connection ends, which is an exception."""
        while True:
            kind, flags, body = await self._read()
            self._heard_at = time.monotonic()
            if kind == PUBLISH:
                self._take(flags, body)
            elif kind == SUBACK:
                stands = self._subscribed.pop(struct.unpack("!H", body[:2])[0])
                if not stands.done():
                    stands.set_result(None)

    def _take(self, flags, body):
        size = struct.unpack("!H", body[:2])[0]
        topic, rest = body[2:2 + size].decode(), body[2 + size:]
        if flags >> 1 & 3:
            if not self._writer.is_closing():  # what was read before a broker died is still told
                self._writer.write(packet(PUBACK, rest[:2]))
            rest = rest[2:]
        self._came(topic, rest, bool(flags & 1))

    async def watch(self):
        """Ends a connection that is half open; runs beside serve()."""
        while True:
            await asyncio.sleep(PING_S)
            silence = time.monotonic() - self._heard_at
            if silence > SILENCE_S:
                self._writer.transport.abort()
            elif silence > PING_S:
                self._writer.write(packet(PINGREQ, b""))

    def close(self):
        self._writer.close()
