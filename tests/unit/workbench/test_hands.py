"""The customer's hands: each deed is one call of the control socket, and a mistake is one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.emulators.control import ControlError
from kiosk.workbench import demo, hands
from kiosk.workbench.demo_notes import CardNotes, DemoNotes


class Control:
    """Writes down what it is asked for."""

    def __init__(self, calls: list[tuple[str, dict[str, str]]]) -> None:
        self._calls = calls

    def call(self, do: str, **fields: str) -> dict[str, object]:
        if fields.get("card") == "nobody":
            raise ControlError("no card has this name")
        self._calls.append((do, fields))
        return {"id": 1, "ok": True}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    made: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(hands, "ControlClient", lambda _path: Control(made))
    return made


@pytest.mark.parametrize(
    ("words", "call"),
    [
        (["insert", "alice"], ("insert", {"card": "alice"})),
        (["press", "25E"], ("press", {"keys": "25E"})),
        (["take-card"], ("take_card", {})),
        (["take-cash"], ("take_cash", {})),
        (["unplug", "hsm"], ("unplug", {"device": "hsm"})),
        (["plug", "pin_pad"], ("plug", {"device": "pin_pad"})),
        (["work-order"], ("work_order", {})),
        (
            ["work-order", "--technician", "carl", "--hours", "3"],
            ("work_order", {"technician": "carl", "hours": 3}),
        ),
        (["door-lock", "--battery", "low"], ("door_lock", {"battery": "low"})),
        (
            ["door-lock", "--doubtful", "--programmer", "out"],
            ("door_lock", {"clock": "doubtful", "programmer": False}),
        ),
    ],
)
def test_each_deed_is_one_call_and_says_nothing(calls, words, call, capsys):
    assert 0 == hands.main(words)
    assert ([call], ("", "")) == (calls, capsys.readouterr())


def test_what_cannot_be_done_is_one_line_and_exit_2(calls, capsys):
    assert 2 == hands.main(["insert", "nobody"])
    assert ([], ("", "hands: no card has this name\n")) == (calls, capsys.readouterr())


def test_a_device_that_there_is_not_is_wrong_use(calls, capsys):
    with pytest.raises(SystemExit, match="2"):
        hands.main(["unplug", "toaster"])
    assert "toaster" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("state", "command"),
    [
        (demo.CHECKOUT / "state", "  ./atm hands insert alice\n"),
        (Path("/tmp/a b"), "  ./atm hands --state '/tmp/a b' insert alice\n"),
    ],
)
def test_the_demo_tells_what_to_type_for_its_own_folder(state, command):
    alice = CardNotes("Alice Byrne", "", "2580", "", "")

    assert command in demo._hint(state, DemoNotes(state, cards={"alice": alice}))
