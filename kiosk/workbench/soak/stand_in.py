"""A MongoDB server for a soak, where the test tools have brought the stand-in with them."""

from __future__ import annotations

import importlib.util
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kiosk.workbench.children import Children, ChildSilent

MODULE: Final = "secantus"
NAME: Final = "mongo"
START_S_MAX: Final = 30.0
LOOK_S: Final = 0.05
READY: Final = re.compile(r"listening on 127\.0\.0\.1:(\d+)")


class StandInMissing(Exception):
    """It is not installed; the text says how it comes."""


def check_stand_in() -> None:
    """Raises StandInMissing."""
    if importlib.util.find_spec(MODULE) is None:
        raise StandInMissing(
            "the stand-in for MongoDB comes with the test tools: run ./atm test --collect-only "
            "once, or name a server with --store mongodb://…"
        )


def start_stand_in(children: Children, folder: Path, monotonic: Callable[[], float]) -> str:
    """With durable commits. The address of its database, once it serves. Raises ChildSilent."""
    where = ("--host", "127.0.0.1", "--port", "0", "--storage-path", str(folder))
    children.start(NAME, MODULE, *where, "--sync-on-commit")
    log, deadline_s = children.log(NAME), monotonic() + START_S_MAX
    pause = threading.Event()
    while monotonic() < deadline_s:
        if found := READY.search(log.read_text(encoding="utf-8", errors="replace")):
            return f"mongodb://127.0.0.1:{found[1]}/atm_bank"
        pause.wait(LOOK_S)
    raise ChildSilent(f"the stand-in for MongoDB was not ready; its log is {log}")
