"""The real kiosk with a probe in its GUI thread: `python -m bench.probed_kiosk KIOSK_OPTIONS`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench.probe import Probe
from kiosk import gui
from kiosk.__main__ import main
from kiosk.domain.screens import Screen
from kiosk.viewmodels import window
from kiosk.viewmodels.kiosk_view_model import KioskViewModel

_open_window: Callable[..., window.KioskWindow] = window.open_window
_show = KioskViewModel.show


def open_probed_window(view_model: KioskViewModel, **options: object) -> window.KioskWindow:
    """As a customer has it, with its transitions; every screen and frame is noted from then on."""
    opened = _open_window(view_model, **{**options, "reduce_motion": False})
    probe = Probe()
    probe.watch(opened.window)

    def show(shown_in: KioskViewModel, screen: Screen) -> None:
        probe.span(f"screen {screen.id.name} is set", lambda: _show(shown_in, screen))

    setattr(KioskViewModel, "show", show)  # noqa: B010  mypy refuses to see a method replaced
    return opened


if __name__ == "__main__":
    setattr(gui, "open_window", open_probed_window)  # noqa: B010  as above
    sys.exit(main())
