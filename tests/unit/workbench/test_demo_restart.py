"""A kiosk that staff at the machine restart is started again by the demo; one that ends is not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hardware.process_end import RESTART
from kiosk.workbench.children import ChildDied
from kiosk.workbench.demo import GOOD, _Demo


class Kiosk:
    """Stands for the machine: its kiosk ends with these codes, one after the other."""

    house_options = ()
    door_lock = ""

    def __init__(self, *codes):
        self.codes = list(codes)
        self.starts = 0
        self.children = self

    def start_kiosk(self, *_options, offscreen):
        self.starts += 1

    def end_kiosk(self):
        pass

    def start_panel(self):
        pass

    def next(self, _seconds):
        raise ChildDied("the kiosk ended", "kiosk", self.codes.pop(0))


@pytest.mark.parametrize(
    ("codes", "starts"), [((GOOD,), 1), ((RESTART, GOOD), 2), ((RESTART, RESTART, GOOD), 3)]
)
def test_a_restart_is_obeyed_and_an_end_is_one(tmp_path, codes, starts):
    demo = object.__new__(_Demo)
    said = []
    demo._progress = SimpleNamespace(say=said.append)
    demo._serves_calls, demo._has_panel, demo._is_headless = False, True, False
    demo._state = tmp_path
    kiosk = Kiosk(*codes)
    notes = SimpleNamespace(atm=SimpleNamespace(uuid="x"), cards={}, staff={})

    assert GOOD == demo._serve(kiosk, notes)
    assert starts == kiosk.starts
    assert "The kiosk's window was closed." == said[-1]


def test_a_kiosk_that_dies_ends_the_demo(tmp_path):
    demo = object.__new__(_Demo)
    demo._progress = SimpleNamespace(say=lambda _text: None)
    demo._serves_calls, demo._has_panel, demo._is_headless = False, True, False
    demo._state = tmp_path

    with pytest.raises(ChildDied):
        demo._serve(Kiosk(1), SimpleNamespace(atm=SimpleNamespace(uuid="x"), cards={}, staff={}))
