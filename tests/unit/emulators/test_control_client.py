"""The client of the control socket in front of a server that does not keep to the protocol."""

import socket
import threading

import pytest

from hardware.emulators.control import ControlClient, ControlError

SILENCE_S = 0.05


@pytest.fixture
def listener(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(tmp_path / "control.sock"))
        listening.listen()
        yield listening


def test_silence_is_told_as_such(listener, tmp_path):
    """A caller catches one kind of error, whatever the other end does."""
    client = ControlClient(tmp_path / "control.sock", timeout_s=SILENCE_S)

    with pytest.raises(ControlError, match="did not answer"):
        client.call("cards")
    with pytest.raises(ControlError, match="did not answer"):
        client.events()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "ended without an answer"),
        (b"rubbish\n", "not JSON"),
        (b"\xff\n", "not JSON"),
        (b"[]\n", "not an object"),
        (b'{"id": 7, "ok": true}\n', "belongs to another request"),
        (b'{"id": 1, "ok": false, "error": "no such card"}\n', "no such card"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named(listener, tmp_path, answer, told):
    def serve():
        connection, _ = listener.accept()
        with connection:
            connection.recv(1024)
            connection.sendall(answer)

    server = threading.Thread(target=serve)
    server.start()
    with pytest.raises(ControlError, match=told):
        ControlClient(tmp_path / "control.sock").call("cards")
    server.join()
