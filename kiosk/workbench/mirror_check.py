"""Whether a disk that dies takes the journal and its mirror along.

Standard library only, as it runs before anything is installed.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

SETTING, VARIABLE = "journal_mirror_dir", "ATM_KIOSK_JOURNAL_MIRROR_DIR"
NO_MIRROR = "none"
ADVICE = f"name a folder on another disk in {SETTING}"


def look(state: Path, environ: Mapping[str, str]) -> tuple[bool, str] | None:
    """Whether all is well, and how it stands; None where no kiosk has written a journal yet."""
    journal = state / "kiosk" / "journal"
    if not journal.is_dir():
        return None
    said = _setting(state, environ)
    if said == NO_MIRROR:
        return False, f"none is kept: if this disk dies, what the bank lacks is lost; {ADVICE}"
    mirror = Path(said) if said else state / "kiosk" / "journal-mirror"
    there = next(each for each in (mirror.absolute(), *mirror.absolute().parents) if each.exists())
    if there.stat().st_dev == journal.stat().st_dev:
        return False, f"{mirror} is on the journal's own disk, and would die with it; {ADVICE}"
    return True, f"{mirror}, on a disk of its own"


def _setting(state: Path, environ: Mapping[str, str]) -> str:
    """As the kiosk takes it; a file that it would refuse says nothing here."""
    if VARIABLE in environ:
        return environ[VARIABLE]
    try:
        table = tomllib.loads((state / "settings.toml").read_text(encoding="utf-8")).get("kiosk")
    except (OSError, ValueError):
        return ""
    said = table.get(SETTING) if isinstance(table, dict) else None
    return said if isinstance(said, str) else ""
