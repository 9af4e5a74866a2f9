"""The peer of every figure about the window: Qt Quick with nothing in it, probed the same way.

`python -m bench.empty_window` shows an empty window of the kiosk's size until SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from bench.probe import PROBE_OUT, Probe

QML = b"import QtQuick\nWindow { width: 1280; height: 800; visible: true }\n"


def main() -> int:
    QQuickWindow.setSceneGraphBackend("software")
    application = QGuiApplication(["empty"])
    engine = QQmlApplicationEngine()
    engine.loadData(QML, QUrl("empty.qml"))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow), "Window is a window"
    if PROBE_OUT in os.environ:
        probe = Probe()
        probe.watch(window)
        # Seen at the probe's next tick, which is the only Python that runs here.
        signal.signal(signal.SIGTERM, lambda _number, _frame: application.quit())
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
