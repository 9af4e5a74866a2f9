"""The XML-RPC port serves whoever asks, whatever other clients do or leave undone."""

from __future__ import annotations

import socket
import threading
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from kiosk.automation import listener
from kiosk.automation.server import AutomationServer
from kiosk.settings import Settings

ADDRESS = "127.0.0.1"
WAIT_S = 30.0
BEGUN = "POST / HTTP/1.0\r\nHost: localhost:{port}\r\nContent-Length: 100\r\n"
HALF_SAID = BEGUN + "Content-Type: text/xml\r\n\r\n<?xml"


@pytest.fixture
def server():
    """The real port; nothing of the kiosk behind it."""
    serving = AutomationServer(SimpleNamespace(settings=Settings(automation_port=0)))
    serving.start()
    yield serving
    assert serving.close() is True


@pytest.fixture
def connect(server):
    """Clients that say what they are told to, and no more."""
    opened = []

    def connected(said=""):
        client = socket.create_connection((ADDRESS, server.port), WAIT_S)
        opened.append(client)
        client.sendall(said.format(port=server.port).encode("ascii"))
        return client

    yield connected
    for client in opened:
        client.close()


def call(server, name):
    with xmlrpc.client.ServerProxy(f"http://{ADDRESS}:{server.port}") as proxy:
        return getattr(proxy, name)()


def is_waited_for(client):
    """The server has neither answered nor hung up."""
    client.setblocking(False)
    try:
        client.recv(1)
    except BlockingIOError:
        return True
    return False


@pytest.mark.parametrize("said", ["", "PO", BEGUN, HALF_SAID])
def test_a_client_that_says_nothing_does_not_hold_another(server, connect, said):
    """The other is answered while the first one is still waited for."""
    silent = connect(said)

    assert "hello" == call(server, "hello")
    assert is_waited_for(silent)


def test_a_request_has_one_deadline_however_slowly_it_comes(server, connect, monkeypatch):
    """A byte now and then does not prolong it: the server hangs up without an answer."""
    reader, writer = socket.socketpair()
    with reader, writer:
        until = listener._Deadline(reader, 0.0)
        writer.sendall(b"a byte in time for a timeout of silence")
        with pytest.raises(TimeoutError):
            until.readinto(bytearray(1))

    monkeypatch.setattr(listener, "REQUEST_S", 0.01)
    assert b"" == connect(BEGUN).recv(1)


def test_more_connections_than_there_is_room_for_are_turned_away(server, connect, expect_log):
    """At once and by 503; when one of the others has gone, there is room again."""
    expect_log("too many connections")
    silent = [connect() for _ in range(listener.CONNECTION_COUNT_MAX)]

    assert connect().recv(100).startswith(b"HTTP/1.0 503 ")
    silent[0].sendall(b"nonsense\r\n\r\n")
    with silent[0].makefile("rb") as answer:
        assert b"Bad request" in answer.read()
    assert "hello" == call(server, "hello")


def test_a_request_that_is_cut_off_is_refused(connect):
    """What came of it is not read as a call."""
    client = connect(HALF_SAID)
    client.shutdown(socket.SHUT_WR)

    assert client.recv(100).startswith(b"HTTP/1.0 400 ")


def test_calls_run_one_at_a_time(server):
    """The machine has one card slot: who asks while a call runs is answered after it."""
    entered, may_end, order = threading.Event(), threading.Event(), []

    def slow():
        entered.set()
        may_end.wait(WAIT_S)
        order.append("slow")
        return True

    def quick():
        order.append("quick")
        return "hello"

    server._calls._calls |= {"ready_for_hsm": slow, "hello": quick}
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(call, server, "ready_for_hsm")
        assert entered.wait(WAIT_S)
        second = callers.submit(call, server, "hello")
        assert server._calls.wait(0) is False
        may_end.set()

        assert (True, "hello") == (first.result(WAIT_S), second.result(WAIT_S))
    assert ["slow", "quick"] == order


def test_a_silent_client_does_not_delay_the_end(server, connect):
    """It is hung up on."""
    silent = connect()
    call(server, "hello")

    assert server.close() is True
    assert b"" == silent.recv(1)
