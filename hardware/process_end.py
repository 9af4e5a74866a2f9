"""What a process that serves until it is told ends with; docs/commands.md has the rule."""

from __future__ import annotations

import signal
from typing import Final

RESTART: Final = 75  # whoever started the process is asked to start it again
_GOOD: Final = 0
_OF_SIGNALS: Final = 128  # what a shell adds to the number of the signal that ended a command


def code_after(number: int) -> int:
    """SIGTERM is how such a process is meant to end; any other signal breaks it off."""
    return _GOOD if number == signal.SIGTERM else code_broken_off(number)


def code_broken_off(number: int) -> int:
    """Such as 130 for Ctrl-C."""
    return _OF_SIGNALS + number
