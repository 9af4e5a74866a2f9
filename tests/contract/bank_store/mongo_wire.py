"""A wire between a bank and a MongoDB on which single messages are lost, as tests say.

It stands in front of the real server: what it does to a message happens on the socket, whatever
the server behind it is.
"""

import contextlib
import re
import socket
import struct
import threading

from bson import decode

OP_MSG = 2013
HEADER = 16
END_S = 5.0


class Wire:
    """Passes whole messages on in both directions, over one connection to the server for each.

    Attributes:
        uri: what the bank is told instead of the server's address.
        lost: what was lost so far, as (command, "request" or "reply").
    """

    def __init__(self, host, port):
        self._server = host, port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"mongodb://127.0.0.1:{self._listener.getsockname()[1]}/"
        self.lost = []
        self._to_lose = []
        self._ends = []
        self._threads = [threading.Thread(target=self._accept, name="wire")]
        self._threads[0].start()

    def lose(self, part, command, *, times=1, then=lambda: None):
        """The request or the reply of this command is lost, with its connection, so many times.

        then: is called at each loss, before the bank can notice it.
        """
        self._to_lose.append([part, command, times, then])

    def lose_nothing(self):
        self._to_lose.clear()

    def close(self):
        shut(self._listener)
        for end in self._ends:
            shut(end)
        for thread in self._threads:
            thread.join(END_S)

    def _accept(self):
        while True:
            try:
                bank, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._server)
            except OSError:
                bank.close()
                continue
            self._ends += [bank, server]
            thread = threading.Thread(target=self._serve, args=(bank, server), name="wire")
            self._threads.append(thread)
            thread.start()

    def _serve(self, bank, server):
        """One request after the other, with all its replies (a watched hello has many)."""
        try:
            with bank, server:
                while True:
                    request = message(bank)
                    command = name_of(request)
                    if self._loses("request", command):
                        return
                    server.sendall(request)
                    while True:
                        reply = message(server)
                        if self._loses("reply", command):
                            return
                        bank.sendall(reply)
                        if not more_to_come(reply):
                            break
        except OSError:
            return

    def _loses(self, part, command):
        for loss in self._to_lose:
            if loss[:2] == [part, command] and loss[2]:
                loss[2] -= 1
                self.lost.append((command, part))
                loss[3]()
                return True
        return False


def shut(end):
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def message(end):
    head = exactly(end, HEADER)
    (size,) = struct.unpack_from("<i", head)
    return head + exactly(end, size - HEADER)


def exactly(end, size):
    parts = b""
    while len(parts) < size:
        part = end.recv(size - len(parts))
        if not part:
            raise ConnectionError
        parts += part
    return parts


def name_of(request):
    """The command's name: the first key of its document."""
    if struct.unpack_from("<i", request, 12) != (OP_MSG,):
        return "hello"
    return next(iter(decode(request[HEADER + 5 : HEADER + 5 + body_size(request)])))


def body_size(request):
    return struct.unpack_from("<i", request, HEADER + 5)[0]


def more_to_come(reply):
    flags = struct.unpack_from("<I", reply, HEADER)[0]
    return struct.unpack_from("<i", reply, 12) == (OP_MSG,) and bool(flags & 2)


def host_and_port(uri):
    """Of an address that names one server."""
    host, port = re.match(r"mongodb://(?:[^@/]*@)?([^:/,]+):(\d+)", uri).groups()
    return host, int(port)
