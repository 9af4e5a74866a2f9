"""Whether a state folder is fit for use: who holds it, and that nobody else reads its keys.

Standard library only. It takes no lock itself, so it never stands in the way of a start.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = ("launcher", "bank", "devices", "kiosk")
KEY_FOLDER_MODE = 0o700
KEY_FILE_MODE = 0o600
LOCKS = Path("/proc/locks")

# Such as "1: FLOCK  ADVISORY  WRITE 1234 fe:00:56789 0 EOF": the holder, and the file's inode.
_FLOCK = re.compile(r"FLOCK\s+ADVISORY\s+\w+\s+(\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s")


@dataclass(frozen=True, slots=True)
class Look:
    is_bad: bool
    text: str


def look(state: Path) -> Iterator[tuple[str, Look]]:
    """What was looked at and how it stands, one after the other."""
    if not state.exists():
        yield "state folder", Look(is_bad=False, text=f"none yet; {state} is made on first use")
        return
    if not os.access(state, os.R_OK | os.W_OK | os.X_OK):
        yield "state folder", Look(is_bad=True, text=f"{state} may not be written by this user")
        return
    held = holders(state)
    words = ", ".join(f"{kind} (process {pid})" for kind, pid in held.items())
    yield "state folder", Look(is_bad=False, text=f"{state}, held by {words or 'nobody'}")
    wide = wide_open(state / "keys")
    if wide:
        text = f"others may read {', '.join(map(str, wide))}; type: chmod -R go= {state / 'keys'}"
        yield "keys", Look(is_bad=True, text=text)
    elif (state / "keys").exists():
        yield "keys", Look(is_bad=False, text="only their owner reads them")


def holders(state: Path) -> dict[str, int]:
    """Which kinds of process hold this folder now, with their ids, as the kernel sees it."""
    try:
        held = {int(inode): int(pid) for pid, inode in _FLOCK.findall(LOCKS.read_text())}
    except OSError:
        held = {}
    found = {}
    for kind in KINDS:
        path = state / f"{kind}.lock"
        if path.exists() and path.stat().st_ino in held:
            found[kind] = held[path.stat().st_ino]
    return found


def wide_open(keys: Path) -> list[Path]:
    """The key folder or files that somebody beside their owner may use."""
    if not keys.exists():
        return []
    wide = [keys] if stat.S_IMODE(keys.stat().st_mode) & ~KEY_FOLDER_MODE else []
    for path in sorted(keys.rglob("*")):
        allowed = KEY_FOLDER_MODE if path.is_dir() else KEY_FILE_MODE
        if stat.S_IMODE(path.stat().st_mode) & ~allowed:
            wide.append(path)
    return wide
