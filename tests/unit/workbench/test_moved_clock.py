"""A process on clocks that are set forward: its own time jumps, a serial line's does not."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
AHEAD_S = 1_000.0
MODULE = f"""
import sys, time
from pathlib import Path
from serial.serialutil import Timeout
from kiosk.workbench.moved_clock import Ahead

on_line, passed, wall = Timeout(None).TIME(), time.monotonic(), time.time_ns()
Ahead(Path(sys.argv[1])).move(wall_s={AHEAD_S}, passed_s={AHEAD_S})
print(
    time.monotonic() - passed >= {AHEAD_S},
    time.time_ns() - wall >= {AHEAD_S} * 1e9,
    Timeout(None).TIME() - on_line >= {AHEAD_S},
)
"""


def test_a_jump_is_seen_by_the_module_and_not_by_a_serial_line(tmp_path):
    """Else a write that is under way while time jumps would have taken too long."""
    (tmp_path / "jumping.py").write_text(MODULE)
    file = str(tmp_path / "ahead")
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.workbench.moved_clock", file, "jumping", file],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )

    assert "True True False\n" == done.stdout
