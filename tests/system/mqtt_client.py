"""MQTT 3.1.1 (docs.oasis-open.org/mqtt/mqtt/v3.1.1) as far as the tests of access need it: what mosquitto_pub and mosquitto_sub do
not show is which of thousands of publishes was delivered, and when a session was ended."""
import contextlib
import socket
import threading

DEADLINE_S = 30


class Refused(Exception):
    """By the broker; `code` as in CONNACK, 0 when it only closed the connection."""

    def __init__(self, code):
        super().__init__(f"CONNACK {code}")
        self.code = code


def _text(text):
    encoded = text.encode() if isinstance(text, str) else text
    return len(encoded).to_bytes(2, "big") + encoded


def _packet(kind, body):
    length, encoded = len(body), b""
    while True:
        length, digit = divmod(length, 128)
        encoded += bytes([digit | (0x80 if length else 0)])
        if not length:
            return bytes([kind]) + encoded + body


class WebSocket:
    """A socket on which MQTT goes in binary frames (RFC 6455), each here below 64 KiB and in one piece."""

    def __init__(self, under):
        self._under, self._rest = under, b""
        under.sendall(b"GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Version: 13\r\n\r\n")
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._exactly(1)
        if b" 101 " not in answer.split(b"\r\n")[0]:
            raise ConnectionError(answer)

    def _exactly(self, size):
        got = b""
        while len(got) < size:
            part = self._under.recv(size - len(got))
            if not part:
                raise ConnectionError
            got += part
        return got

    def sendall(self, data):
        length = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + len(data).to_bytes(2, "big")
        self._under.sendall(b"\x82" + length + b"\0\0\0\0" + data)

    def recv(self, size):
        while not self._rest:
            kind, length = self._exactly(2)
            length = int.from_bytes(self._exactly(2), "big") if length == 126 else length
            data = self._exactly(length)
            if kind & 0xF == 8:
                return b""
            if kind & 0xF in (0, 2):
                self._rest = data
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def settimeout(self, span):
        self._under.settimeout(span)

    def shutdown(self, how):
        self._under.shutdown(how)

    def close(self):
        self._under.close()


class Client:
    """One connection. `messages` holds what came, in order: (topic, payload, is retained)."""

    def __init__(self, port, client_id="", username=None, password=None, clean=True, will=None, is_web=False):
        self._socket = socket.create_connection(("127.0.0.1", port), DEADLINE_S)
        if is_web:
            self._socket = WebSocket(self._socket)
        flags = (2 if clean else 0) | (0x80 if username is not None else 0) | (0x40 if password is not None else 0)
        body = _text(client_id)
        if will:
            flags |= 4
            body += _text(will[0]) + _text(will[1])
        body += _text(username) if username is not None else b""
        body += _text(password) if password is not None else b""
        self._socket.sendall(_packet(0x10, _text("MQTT") + bytes([4, flags]) + (60).to_bytes(2, "big") + body))
        kind, answer = self._read_packet()
        if kind != 0x20 or answer[1] != 0:
            self._socket.close()
            raise Refused(answer[1] if kind == 0x20 else 0)
        self._socket.settimeout(None)
        self.messages, self.acknowledged, self.is_open = [], 0, True
        self._ids, self._sent, self._changed = 0, 0, threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read_exactly(self, size):
        got = b""
        while len(got) < size:
            part = self._socket.recv(size - len(got))
            if not part:
                raise ConnectionError
            got += part
        return got

    def _read_packet(self):
        try:
            kind, length, shift = self._read_exactly(1)[0], 0, 0
            while True:
                digit = self._read_exactly(1)[0]
                length |= (digit & 0x7F) << shift
                shift += 7
                if not digit & 0x80:
                    return kind, self._read_exactly(length)
        except OSError:
            return 0, b"\0\0"

    def _read(self):
        while True:
            kind, body = self._read_packet()
            if kind >> 4 == 3:
                end = 2 + int.from_bytes(body[:2], "big")
                topic, rest = body[2:end].decode(), body[end:]
                if kind & 6:
                    with contextlib.suppress(OSError):  # the end comes with the next packet
                        self._socket.sendall(_packet(0x40, rest[:2]))
                    rest = rest[2:]
            with self._changed:
                if kind == 0:
                    self.is_open = False
                elif kind >> 4 == 3:
                    self.messages.append((topic, rest, bool(kind & 1)))
                elif kind in (0x40, 0x90):
                    self.acknowledged += 1
                self._changed.notify_all()
            if kind == 0:
                return

    def wait(self, holds, what, deadline_s=DEADLINE_S):
        with self._changed:
            if not self._changed.wait_for(holds, deadline_s):
                raise AssertionError(f"{what}; it got {self.messages[-10:]}")

    def _send(self, kind, body):
        self._sent += 1
        self._socket.sendall(_packet(kind, body))

    def _id(self):
        self._ids = self._ids % 65535 + 1
        return self._ids.to_bytes(2, "big")

    def settle(self):
        """Until the broker acknowledged all that was sent."""
        self.wait(lambda: self.acknowledged >= self._sent or not self.is_open, "the broker does not acknowledge")

    def subscribe(self, *filters):
        for begin in range(0, len(filters), 100):
            self._send(0x82, self._id() + b"".join(_text(one) + b"\1" for one in filters[begin:begin + 100]))
        self.settle()

    def publish(self, topic, payload, retain=False):
        """QoS 1; settle() waits for the acknowledgement."""
        payload = payload.encode() if isinstance(payload, str) else payload
        self._send(0x33 if retain else 0x32, _text(topic) + self._id() + payload)

    def wait_for(self, topic, fits=lambda payload: True):
        def found():
            return next((p for t, p, _ in self.messages if t == topic and fits(p)), None)

        self.wait(lambda: found() is not None, f"nothing that fits came on {topic}")
        return found()

    def wait_for_end(self, deadline_s=DEADLINE_S):
        self.wait(lambda: not self.is_open, "the session was not ended", deadline_s)

    def close(self):
        """Without a farewell."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._reader.join()
        self._socket.close()
