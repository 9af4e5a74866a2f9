"""The one door from the core's thread into the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.domain.screens import Screen
from kiosk.viewmodels.kiosk_view_model import KioskViewModel


class ScreenBridge(QObject):
    """Carries screens across threads, in order. Belongs to the GUI thread."""

    _arrived = Signal(object)

    def __init__(self, view_model: KioskViewModel) -> None:
        super().__init__()
        self._view_model = view_model
        self._open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def show(self, screen: Screen) -> None:
        """Show `screen` soon. Any thread; never waits. After `close` it does nothing."""
        if self._open:
            self._arrived.emit(screen)

    def close(self) -> None:
        """Deliver nothing any more. Call before the view-model goes. May be repeated."""
        self._open = False

    def _deliver(self, screen: object) -> None:
        if self._open and isinstance(screen, Screen):
            self._view_model.show(screen)
