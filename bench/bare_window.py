"""The least that Qt Quick can be asked for, watched: a page that changes, or a thing that moves.

`python -m bench.bare_window changing` shows another word on another ground each PERIOD_MS;
`moving` lets one rectangle go to and fro. Of the kiosk's size, until SIGTERM.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from itertools import cycle
from typing import Final

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from bench.frame_watch import FrameWatch

PERIOD_MS: Final = 150
WORDS: Final = ("one", "two")
CHANGING: Final = b"""
import QtQuick
Window {
    id: root
    property string word: ""
    width: 1280; height: 800; visible: true
    Rectangle {
        anchors.fill: parent
        color: root.word === "one" ? "white" : "lightgrey"
        Text { anchors.centerIn: parent; font.pixelSize: 80; text: root.word }
    }
}
"""
MOVING: Final = b"""
import QtQuick
Window {
    width: 1280; height: 800; visible: true
    Rectangle {
        width: 100; height: 100; color: "grey"
        SequentialAnimation on x {
            loops: Animation.Infinite
            NumberAnimation { from: 0; to: 1000; duration: 1600 }
            NumberAnimation { from: 1000; to: 0; duration: 1600 }
        }
    }
}
"""
QML: Final = {"changing": CHANGING, "moving": MOVING}


def main(kind: str) -> int:
    QQuickWindow.setSceneGraphBackend("software")
    application = QGuiApplication([kind])
    engine = QQmlApplicationEngine()
    engine.loadData(QML[kind], QUrl(f"{kind}.qml"))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow), "Window is a window"
    watch = FrameWatch(window)
    # Seen at the next change or frame, which is the only Python that runs here.
    signal.signal(signal.SIGTERM, lambda _number, _frame: application.quit())
    timer = QTimer()
    if kind == "changing":
        timer.timeout.connect(_changes(window, watch))
        timer.start(PERIOD_MS)
    return application.exec()


def _changes(window: QQuickWindow, watch: FrameWatch) -> Callable[[], None]:
    words = cycle(WORDS)

    def change() -> None:
        word = next(words)

        def set_word() -> None:
            window.setProperty("word", word)

        watch.change(word, set_word, is_new_screen=True)

    return change


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
