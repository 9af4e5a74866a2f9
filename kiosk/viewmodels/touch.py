"""Finds what is drawn in a window, and touches it where it is: a finger, not a shortcut.

Whatever a finger could not press is refused with the reason: hidden, disabled, covered, off screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.viewmodels.window import PAD_KEYS
from kiosk.window_port import WindowRefused

NAME_PREFIX: Final = "scr."
KEY_PART: Final = ".key."
_KEY_OF: Final = {code: key for key, code in reversed(PAD_KEYS.items())}


def seen(root: QQuickItem) -> Iterator[QQuickItem]:
    """What can be seen, in the order of painting: the last lies on top."""
    if not root.isVisible() or not root.opacity():
        return
    children = sorted(root.childItems(), key=lambda child: child.z())
    for child in children:
        if child.z() < 0:
            yield from seen(child)
    yield root
    for child in children:
        if child.z() >= 0:
            yield from seen(child)


def names(window: QQuickWindow) -> list[str]:
    """Object names of what can be seen, each once."""
    found = (str(item.objectName()) for item in seen(window.contentItem()))
    return sorted({name for name in found if name})


def texts(window: QQuickWindow) -> list[str]:
    """All words that can be seen. White space is single spaces, whatever keeps lines together."""
    found = (_plain(item.property("text")) for item in seen(window.contentItem()) if _is_text(item))
    return [text for text in found if text]


def has_text(window: QQuickWindow, text: str) -> bool:
    wanted = _plain(text)
    return any(wanted in each for each in texts(window))


def tap(window: QQuickWindow, what: str) -> None:
    """One press and release in the middle of a control. Raises WindowRefused.

    what: an object name, or the words on the control.
    """
    place = _middle(_pressable(window, what))
    device = QPointingDevice.primaryPointingDevice()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, buttons in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        everywhere = QPointF(window.mapToGlobal(place))
        no_modifier = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, place, everywhere, left, buttons, no_modifier, device)
        QCoreApplication.sendEvent(window, event)


def press_key(window: QQuickWindow, code: str) -> None:
    """One press and release of the computer's key for 0-9, E, C or X. Raises WindowRefused."""
    if code not in _KEY_OF:
        raise WindowRefused("that key is none of 0-9, E, C and X")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, _KEY_OF[code], Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, event)


def shows_a_key(window: QQuickWindow) -> bool:
    """Whether a key on glass looks pressed or chosen: a picture would tell which."""
    return any(
        KEY_PART in item.objectName() and (item.property("down") or item.hasActiveFocus())
        for item in seen(window.contentItem())
    )


def _pressable(window: QQuickWindow, what: str) -> QQuickItem:
    """The one control of this name or with these words, if a finger could press it."""
    root = window.contentItem()
    told = _told(what)
    if what.startswith(NAME_PREFIX):
        found = [item for item in seen(root) if item.objectName() == what]
        if not found and any(item.objectName() == what for item in _all(root)):
            raise WindowRefused(f"{told} is hidden")
    else:
        wanted = _plain(what)
        controls = (item for item in seen(root) if _is_control(item))
        found = [item for item in controls if _plain(item.property("name")) == wanted]
    if len(found) != 1:
        raise WindowRefused(f"{len(found) or 'nothing'} on the screen: {told}")
    item = found[0]
    if not _is_control(item):
        raise WindowRefused(f"{told} is nothing to press")
    if not item.isEnabled():
        raise WindowRefused(f"{told} is disabled")
    place = _middle(item)
    if not root.contains(place):
        raise WindowRefused(f"{told} is off the screen")
    top = _topmost(root, place)
    if top is None or not (top is item or item.isAncestorOf(top)):
        raise WindowRefused(f"{told} is covered")
    return item


def _topmost(root: QQuickItem, place: QPointF) -> QQuickItem | None:
    """What is painted last at this place."""
    top = None
    for item in seen(root):
        is_drawn = bool(item.flags() & QQuickItem.Flag.ItemHasContents)
        if is_drawn and item.contains(item.mapFromScene(place)) and not _is_cut_off(item, place):
            top = item
    return top


def _is_cut_off(item: QQuickItem, place: QPointF) -> bool:
    above: QQuickItem | None = item.parentItem()
    while above is not None:
        if above.clip() and not above.contains(above.mapFromScene(place)):
            return True
        above = above.parentItem()
    return False


def _middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def _all(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _all(child)


def _is_control(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("pressed()") >= 0


def _is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText")


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def _told(what: str) -> str:
    """What was asked for, unless it is a key: that could be a digit of a PIN."""
    if KEY_PART in what:
        return f"a key of {what.partition(KEY_PART)[0]}"
    return what if len(what) > 1 else "a key"
