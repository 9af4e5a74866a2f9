"""What a command says: to somebody who may have stopped reading, or onto a disk that is full."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hardware.command_line import write_no_more


class NotShown(Exception):
    """Not all of it reached whoever reads; the words say why."""


def say(lines: Sequence[str]) -> None:
    """Raises NotShown. A closed pipe is no fault: whoever read has seen enough, as with `head`."""
    try:
        _write(lines)
    except BrokenPipeError:
        write_no_more()
    except OSError as error:
        write_no_more()
        raise NotShown(str(error.strerror)) from error


def show_all(lines: Sequence[str]) -> None:
    """All of it or NotShown: what is shown this once has to be seen whole."""
    try:
        _write(lines)
    except OSError as error:
        write_no_more()
        raise NotShown(str(error.strerror)) from error


def _write(lines: Sequence[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()
