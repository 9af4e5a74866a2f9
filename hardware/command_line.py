"""How a command ends that does its work and is done: exit code, Ctrl-C, a reader that has left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Final

CANNOT: Final = 2
INTERRUPTED: Final = 130


def ended(name: str, act: Callable[[], int]) -> int:
    """The exit code: the act's own, 2 where it cannot be done, 130 after Ctrl-C.

    name: begins each complaint.
    """
    if not __debug__:
        sys.stderr.write(f"{name}: refuses to run without its assertions (python -O)\n")
        return CANNOT
    try:
        code = act()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough, as with `head`.
        write_no_more()
        return CANNOT
    except OSError as error:
        sys.stderr.write(f"{name}: {error.filename or 'the system'}: {error.strerror}\n")
        return CANNOT
    return code


def write_no_more() -> None:
    """What is still held back goes nowhere; Python would complain of it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
