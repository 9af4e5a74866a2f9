"""A small real TLS server that misbehaves as it is told, and the keys for it."""

from __future__ import annotations

import contextlib
import os
import queue
import socket
import ssl
import threading
from datetime import UTC, datetime

from bank_server.certificates.authority import (
    Authority,
    new_authority,
    new_private_key,
    private_pem,
)
from bank_server.contract import (
    Anchor,
    AuthorisationRequest,
    ChallengeReply,
    HeartbeatReply,
    HeartbeatRequest,
    Problem,
    ResolutionRequest,
    ServiceState,
    VisitProof,
)
from bank_server.contract.json_text import dump

WAIT_S = 5.0
TXID = "10" * 16
HEARTBEAT = HeartbeatRequest(
    anchor=Anchor.zero(),
    state=ServiceState.IN_SERVICE,
    reasons=(),
    counters=(),
    software="0.1.0",
)
ALIVE = HeartbeatReply(time_ms=1, journal_seq=0, commands=())
RESOLUTION = ResolutionRequest(anchor=Anchor.zero(), txid=TXID)
AUTHORISATION = AuthorisationRequest(
    anchor=Anchor.zero(),
    txid=TXID,
    response="ab" * 32,
    proof=VisitProof(visit="cd" * 16),
    new_pin_block=None,
)
CHALLENGE = ChallengeReply(challenge="ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", expires_ms=5000)


class Keys:
    """One bank's authority, a server and an ATM certificate, as files.

    now: when they are made, by the bank's clock; the kiosk's own clock may think otherwise.
    """

    def __init__(self, folder, name, now=None):
        now = now or datetime.now(UTC)
        certificate, key = new_authority(name, now=now)
        authority = Authority(certificate, key)
        self.ca = folder / f"{name}-ca.pem"
        self.ca.write_bytes(certificate)
        server, atm = new_private_key(), new_private_key()
        self.server = folder / f"{name}-server.pem"
        self.server.write_bytes(
            authority.server(server.public_key(), now=now).pem + private_pem(server)
        )
        self.atm_cert, self.atm_key = folder / f"{name}-atm.pem", folder / f"{name}-atm.key"
        self.atm_cert.write_bytes(authority.client("urn:atm:test", atm.public_key(), now=now).pem)
        self.atm_key.write_bytes(private_pem(atm))


def answer(message=ALIVE, status=200, content_type="application/json", headers=""):
    body = message if isinstance(message, bytes) else dump(message)
    head = (
        f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\n{headers}\r\n"
    )
    return head.encode() + body


def problem(code, status, headers=""):
    body = Problem.of(code, status, "no")
    return answer(body, status, "application/problem+json", headers)


class Reply:
    """Send these bytes; then keep the connection, or cut it."""

    def __init__(self, data=None, *, cut=False):
        self.data = answer() if data is None else data
        self.cut = cut

    def act(self, connection):
        connection.sendall(self.data)
        return not self.cut


class Drip:
    """One byte at a time, each in good time by itself, for ever; ends when the kiosk goes."""

    def __init__(self, beat):
        self.beat = beat

    def act(self, connection):
        connection.sendall(b"HTTP/1.1 200 X\r\n")
        while not self.beat.wait(0.02):
            connection.sendall(b"X: y\r\n")
        return False


class Silence:
    """Read the request and say nothing until the kiosk goes.

    Attributes:
        was_reset: how it went; known once `seen` is set.
    """

    def __init__(self):
        self.was_reset = False
        self.seen = threading.Event()

    def act(self, connection):
        try:
            os.read(connection.fileno(), 1)  # TLS would read a reset as an ordinary end
        except ConnectionResetError:
            self.was_reset = True
        self.seen.set()
        return False


class TestBank:
    """Serves one connection after the other; `script` holds what to do with each request."""

    __test__ = False

    def __init__(self, keys, *, accept_cut=False, version=ssl.TLSVersion.TLSv1_3):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = context.maximum_version = version
        context.load_cert_chain(keys.server)
        context.load_verify_locations(keys.ca)
        context.verify_mode = ssl.CERT_REQUIRED
        self._context = context
        self._accept_cut = accept_cut
        self._listener = socket.create_server(("0.0.0.0", 0))
        self.port = self._listener.getsockname()[1]
        self.script = queue.Queue()
        self.requests = []
        self.connections = 0
        self.ended = threading.Event()
        self.has_request, self.has_closed = threading.Event(), threading.Event()
        self._open = []
        self._thread = threading.Thread(target=self._serve, name="test-bank")
        self._thread.start()

    def will(self, *acts):
        for act in acts:
            self.script.put(act)

    def close(self):
        self.ended.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for connection in self._open:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
        self._thread.join(WAIT_S)
        self._listener.close()

    def _serve(self):
        while not self.ended.is_set():
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            with plain:
                self._open.append(plain)
                self.connections += 1
                if not self._accept_cut:
                    with contextlib.suppress(OSError):
                        self._talk(plain)
            self.has_closed.set()

    def _talk(self, plain):
        with self._context.wrap_socket(plain, server_side=True) as connection:
            self._open.append(connection)
            while request := self._read(connection):
                self.requests.append(request)
                self.has_request.set()
                if not self.script.get(timeout=WAIT_S).act(connection):
                    return

    @staticmethod
    def _read(connection):
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return b""
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        size = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        while len(body) < size:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body
