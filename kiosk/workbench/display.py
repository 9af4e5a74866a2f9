"""Whether a window can be opened here: asked of Qt in a process of its own, which may crash."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import Final

PROBE_S_MAX: Final = 30.0
PROBE: Final = "from PySide6 import QtGui; QtGui.QGuiApplication([])"
DRAWS_NOWHERE: Final = frozenset({"offscreen", "minimal"})


def why_no_display(environment: Mapping[str, str]) -> str:
    """Why no window can be shown; empty if one can."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in DRAWS_NOWHERE:
        return f"QT_QPA_PLATFORM={platform}"
    if not platform and not any(environment.get(name) for name in ("WAYLAND_DISPLAY", "DISPLAY")):
        return "neither DISPLAY nor WAYLAND_DISPLAY is set"
    try:
        tried = subprocess.run(
            [sys.executable, "-c", PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PROBE_S_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Qt did not start within {PROBE_S_MAX:.0f} s"
    if tried.returncode == 0:
        return ""
    return (tried.stderr.strip().splitlines() or ["Qt cannot open a window"])[0]
