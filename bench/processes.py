"""What the system says of a process: its time on the processor and its memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

KIB_PER_MIB: Final = 1024
_AFTER_NAME: Final = ")"
_UTIME, _STIME = 11, 12  # of /proc/PID/stat, counted from the field after the name
_TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK")


def cpu_s(pid: int) -> float:
    """User and system time of all threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(_AFTER_NAME)[2].split()
    return (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS_PER_S


def resident_mib(pid: int) -> float:
    """Resident memory; pages shared with other processes count whole."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / KIB_PER_MIB
    raise OSError("no VmRSS: is this not Linux?")
