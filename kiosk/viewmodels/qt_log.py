"""What Qt and the pages have to say goes into the program's log, masked like everything else."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LOG: Final = logging.getLogger("qt")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@contextmanager
def qt_logged() -> Iterator[None]:
    """Before the application is made. Nothing that Qt says reaches standard error meanwhile."""
    before = qInstallMessageHandler(_logged)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _logged(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Called by Qt in any thread."""
    file = PurePath(context.file or "-").name
    _LOG.log(_LEVELS.get(kind, logging.WARNING), "%s where=%s:%d", message, file, context.line)
