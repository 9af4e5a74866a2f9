"""How the bench's own customer types: as one finger does, so that every digit is drawn."""

from pathlib import Path

from bench.by_hand import UnhurriedCustomer
from kiosk.workbench.demo_notes import DemoNotes

PIN = "5183"


class PressedPad:
    """A control socket that notes what each press held, and a pad that waits for keys."""

    def __init__(self, mode):
        self.mode = mode
        self.presses = []

    def call(self, do, *, keys=""):
        if do == "press":
            self.presses.append(keys)
        return {"pad": {"mode": self.mode, "digits": 0}}


class Stage:
    """Looks at the world once."""

    def __init__(self, pad):
        self.machine = self
        self.control = pad

    def wait_world(self, is_so, what):
        assert is_so(self.control.call("state")), what


def customer(pad):
    notes = DemoNotes(Path("unread"))
    return UnhurriedCustomer(Stage(pad), notes, "alice", look_s=0.0, key_s=0.0)


def test_a_pin_is_typed_digit_by_digit():
    pad = PressedPad("pin")

    customer(pad).types_pin(PIN)

    assert [*PIN, "E"] == pad.presses


def test_an_amount_is_typed_digit_by_digit():
    pad = PressedPad("keys")

    customer(pad).presses("70E")

    assert ["7", "0", "E"] == pad.presses
