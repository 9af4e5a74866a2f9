"""The devices' process with a link to a bank, worked through the control socket."""

import socket

import pytest

from hardware.emulators.control import ControlError
from tests.unit.emulators.emulator_process import emulators

ANSWER_S_MAX = 5.0


@pytest.fixture(scope="module")
def bank():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(ANSWER_S_MAX)
        yield listener


@pytest.fixture(scope="module")
def linked(bank, tmp_path_factory):
    port = str(bank.getsockname()[1])
    with emulators(tmp_path_factory.mktemp("state"), "--bank-port", port) as running:
        yield running


def test_ready_line_names_the_link_and_state_says_how_it_is(linked, bank):
    place = ("127.0.0.1", linked.ready["link_port"])
    with socket.create_connection(place, ANSWER_S_MAX) as kiosk:
        answering, _ = bank.accept()
        with answering:
            kiosk.sendall(b"asked")

            assert b"asked" == answering.recv(16)
            assert linked.control.call("state")["bank_asked"]
    assert "up" == linked.control.call("state")["link"]


def test_link_command_cuts_the_link_and_is_told_as_an_event(linked):
    events = linked.control.events(timeout_s=ANSWER_S_MAX)
    linked.control.call("link", state="down")
    told = next(events)
    events.close()
    place = ("127.0.0.1", linked.ready["link_port"])
    # The call may be cut off while it is still being made.
    with (
        pytest.raises(ConnectionResetError),
        socket.create_connection(place, ANSWER_S_MAX) as kiosk,
    ):
        kiosk.recv(1)
    linked.control.call("link", state="up")

    assert {"event": "link", "state": "down"} == told


def test_unknown_state_of_the_link_is_refused_with_the_nearest(linked):
    with pytest.raises(ControlError, match="unknown state 'slwo'; the nearest is 'slow'"):
        linked.control.call("link", state="slwo")


def test_canister_is_emptied_and_filled_again_by_command(linked):
    linked.control.call("fill", canister=2, notes=7)
    counts = [linked.control.call(do, canister=2)["notes"] for do in ("empty", "put_back")]

    assert [7, 7] == counts
    assert 7 == linked.control.call("state")["notes"]["canisters"]["2"]


def test_devices_without_a_link_say_how_to_get_one(tmp_path):
    with emulators(tmp_path) as running:
        with pytest.raises(ControlError, match="start with --bank-port"):
            running.control.call("link", state="down")

        assert "link_port" not in running.ready
        assert running.control.call("state")["link"] is None
