"""Whether a window can be opened is asked before anything is started."""

from __future__ import annotations

import pytest

from kiosk.workbench.display import why_no_display


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=1x1"])
def test_platform_that_draws_nowhere_is_no_display(platform):
    environment = {"QT_QPA_PLATFORM": platform, "DISPLAY": ":0"}

    assert f"QT_QPA_PLATFORM={platform}" == why_no_display(environment)


def test_neither_x_nor_wayland_is_no_display():
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" == why_no_display({})
