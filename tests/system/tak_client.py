"""A client of TAK, scripted: from the protocol's text alone, with nothing of the hub's."""
import datetime
import re
import select
import socket
import ssl
import threading

from centre import DEADLINE_S

END = b"</event>"


def moment(plus_s=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=plus_s)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def event(uid, type_, detail="", lat=0, lon=0, how="m-g", stale_s=120):
    now = moment()
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<event version="2.0" uid="{uid}" type="{type_}" how="{how}" time="{now}" '
            f'start="{now}" stale="{moment(stale_s)}"><point lat="{lat}" lon="{lon}" hae="9999999.0" ce="10.0" le="9999999.0"/>'
            f"<detail>{detail}</detail></event>").encode()


def attribute(text, name):
    found = re.search(rf'{name}="([^"]*)"', text)
    return found[1] if found else ""


class TakClient:
    """Connected; a thread reads. `events` holds what came, as text, `bytes` all of it."""

    def __init__(self, port, uid, callsign, identity=None):
        """`identity`: paths of the CA's certificate, the own certificate and its key; without one it is not by TLS."""
        self.uid, self.callsign = uid, callsign
        plain = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S)
        self.socket = plain
        if identity:
            ca, certificate, key = identity
            context = ssl.create_default_context(cafile=str(ca))
            context.load_cert_chain(str(certificate), str(key))
            self.socket = context.wrap_socket(plain, server_hostname="localhost")
        self.events, self.bytes, self.is_open = [], b"", True
        self._rest = b""
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self.socket.setblocking(False)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _receive(self):
        """Nothing for now is None."""
        with self._lock:
            try:
                return self.socket.recv(65536)
            except (ssl.SSLWantReadError, BlockingIOError):
                return None

    def _read(self):
        while self.is_open:
            try:
                data = self._receive()
                if data is None:
                    select.select([self.socket], [], [], 0.05)
                    continue
            except (OSError, ValueError):
                data = b""
            with self._changed:
                if data:
                    self.bytes += data
                    self._rest += data
                    *whole, self._rest = self._rest.split(END)
                    self.events += [(one + END).decode() for one in whole]
                else:
                    self.is_open = False
                self._changed.notify_all()

    def send(self, *events):
        for one in events:
            while one:
                with self._lock:
                    try:
                        one = one[self.socket.send(one):]
                    except (ssl.SSLWantWriteError, BlockingIOError):
                        pass

    def wait(self, fits, since=0):
        def found():
            return next((one for one in self.events[since:] if fits(one)), None)

        with self._changed:
            self._changed.wait_for(lambda: found() is not None or not self.is_open, DEADLINE_S)
            one = found()
        if one is None:
            raise AssertionError(f"{self.callsign} did not get that; instead:\n" + "\n".join(self.events[-20:]))
        return one

    def of(self, type_, uid="", since=0):
        return self.wait(lambda one: attribute(one, " type") == type_ and attribute(one, " uid").startswith(uid), since)

    def count(self):
        with self._changed:
            return len(self.events)

    def is_cut(self):
        with self._changed:
            self._changed.wait_for(lambda: not self.is_open, 60)
            return not self.is_open

    def is_here(self, lat=0, lon=0):
        self.send(event(self.uid, "a-f-G-U-C", f'<takv platform="test" version="1"/><contact callsign="{self.callsign}" '
                        'endpoint="*:-1:stcp"/><status battery="80"/>', lat, lon))

    def emergency(self, cancel=False, lat=0, lon=0):
        said = '<emergency cancel="true">' if cancel else '<emergency type="911 Alert">'
        self.send(event(f"{self.uid}-9-1-1", "b-a-o-can" if cancel else "b-a-o-tbl",
                        f'<link uid="{self.uid}" type="a-f-G-U-C" relation="p-p"/><contact callsign="{self.callsign}-Alert"/>'
                        f"{said}{self.callsign}</emergency>", lat, lon))

    def chat(self, text, room="paraat", name="Paraat"):
        self.send(event(f"GeoChat.{self.uid}.{room}.m-{self.count()}", "b-t-f",
                        f'<__chat id="{room}" chatroom="{name}" senderCallsign="{self.callsign}" parent="RootContactGroup" '
                        f'groupOwner="false"><chatgrp id="{room}" uid0="{self.uid}" uid1="{room}"/></__chat>'
                        f'<remarks source="BAO.F.ATAK.{self.uid}" to="{room}">{text}</remarks>', how="h-g-i-g-o"))

    def receipt(self, message_id, type_):
        self.send(event(message_id, type_, f'<__chat id="paraat" chatroom="Paraat" senderCallsign="{self.callsign}" '
                        f'messageId="{message_id}" groupOwner="false"><chatgrp id="paraat" uid0="{self.uid}" uid1="paraat"/></__chat>'
                        f'<link uid="{self.uid}" type="a-f-G-U-C" relation="p-p"/>', how="h-g-i-g-o"))

    def close(self):
        self.is_open = False
        self._reader.join()
        self.socket.close()
