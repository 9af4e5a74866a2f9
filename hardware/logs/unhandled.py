"""What nobody caught, as log lines: exceptions of any thread, warnings, and faults of C code.

Python's own way prints the text of an exception, and with it whatever that quotes. Here it is told
by type and place: in the log and, for whoever started the process, on standard error.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import TracebackType
from typing import TextIO

from hardware.logs.mask import masked
from hardware.process_start import told


def say(part: str, words: str) -> None:
    """One masked line on standard error, if there is still somewhere to write it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{part}: {masked(words)}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def unhandled_told(part: str) -> Iterator[None]:
    """While it is entered, and after an exception has left it: then the process is about to end."""
    log = logging.getLogger(part)

    def tell(event: str, error: BaseException | None) -> None:
        words = told(error) if error is not None else "exception=unknown"
        log.critical("%s %s", event, words)
        say(part, f"{event} {words}")

    def in_main(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        # Ctrl-C is no fault.
        if not issubclass(kind, KeyboardInterrupt):
            tell("unhandled", error)

    def in_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_type is not SystemExit:
            tell("thread_ended", hook.exc_value)

    def nowhere(hook: sys.UnraisableHookArgs) -> None:
        tell("unraisable", hook.exc_value)

    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    shows, raises = warnings.showwarning, logging.raiseExceptions
    sys.excepthook, threading.excepthook, sys.unraisablehook = in_main, in_thread, nowhere
    warnings.showwarning = _warning_logged
    logging.raiseExceptions = False  # the handlers of others print a line that fails with all in it
    try:
        yield
    except Exception as error:
        # Whether it was foreseen is for the caller to know.
        log.info("ended %s", told(error))
        raise
    else:
        sys.excepthook = hooks[0]
    finally:
        threading.excepthook, sys.unraisablehook = hooks[1:]
        warnings.showwarning, logging.raiseExceptions = shows, raises


def faults_follow() -> Callable[[int | None], None]:
    """For DailyFile: a crash of C code writes where each thread stood into the file that is open.

    Not where somebody else, such as a test's runner, has already asked for it.
    """
    if faulthandler.is_enabled():
        return lambda _file: None

    def follow(file: int | None) -> None:
        if file is None:
            faulthandler.disable()
        else:
            faulthandler.enable(file)

    return follow


def _warning_logged(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001  Python hands it in
    line: str | None = None,  # noqa: ARG001  and this
) -> None:
    logging.getLogger("python").warning(
        "%s where=%s:%d %s", category.__name__, PurePath(filename).name, lineno, str(message)
    )
