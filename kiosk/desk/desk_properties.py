"""What the clerk's window draws: properties for QML, which change only when their value does."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from hardware.locks.desk.audits import AuditRead
from kiosk.desk import pages
from kiosk.desk.audit_page import audit_page
from kiosk.desk.desk_rows import RoomTile, RoomTiles
from kiosk.desk.desk_seen import DeskSeen
from kiosk.desk.pages import ALL_FLOORS, Shown

QML_IMPORT_NAME = "Desk.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DeskProperties(QObject):
    """GUI thread only. Pages and the sheet above them; empty until something was seen."""

    pageChanged = Signal()
    shutChanged = Signal()
    searchChanged = Signal()
    topChanged = Signal()
    floorsChanged = Signal()
    legendChanged = Signal()
    roomChanged = Signal()
    auditChanged = Signal()
    staffChanged = Signal()
    roundsChanged = Signal()
    safetyChanged = Signal()
    sheetChanged = Signal()
    fieldsChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen: DeskSeen | None = None
        self._page = "board"
        self._shut = "The desk is being opened."
        self._floor = ALL_FLOORS
        self._search = ""
        self._number = ""  # of the room that is shown
        self._serial = 0  # of the member of staff that is chosen
        self._round = 0
        self._audit: AuditRead | None = None  # of the room that is shown
        self._values: dict[str, object] = {}
        self._tiles = RoomTiles(self)

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """`board`, `room`, `audit`, `staff`, `rounds` or `safety`."""
        return self._page

    @Property(str, notify=shutChanged)
    def shut(self) -> str:
        """Why there is no desk to work with; empty where there is one."""
        return self._shut

    @Property(str, notify=searchChanged)
    def search(self) -> str:
        return self._search

    @Property(QObject, constant=True)
    def tiles(self) -> RoomTiles:
        return self._tiles

    @Property(dict, notify=topChanged)
    def top(self) -> Mapping[str, object]:
        return self._map("top")

    @Property(list, notify=floorsChanged)
    def floors(self) -> Sequence[object]:
        return self._list("floors")

    @Property(list, notify=legendChanged)
    def legend(self) -> Sequence[object]:
        return self._list("legend")

    @Property(dict, notify=roomChanged)
    def room(self) -> Mapping[str, object]:
        return self._map("room")

    @Property(dict, notify=auditChanged)
    def audit(self) -> Mapping[str, object]:
        return self._map("audit")

    @Property(dict, notify=staffChanged)
    def staff(self) -> Mapping[str, object]:
        return self._map("staff")

    @Property(dict, notify=roundsChanged)
    def rounds(self) -> Mapping[str, object]:
        return self._map("rounds")

    @Property(dict, notify=safetyChanged)
    def safety(self) -> Mapping[str, object]:
        return self._map("safety")

    @Property(dict, notify=sheetChanged)
    def sheet(self) -> Mapping[str, object]:
        """What lies above the page; empty where nothing does."""
        return self._map("sheet")

    @Property(list, notify=fieldsChanged)
    def fields(self) -> Sequence[object]:
        """To be typed into the sheet; the same list for as long as it asks the same."""
        return self._list("fields")

    def _show_all(self) -> None:
        """After anything was seen or chosen."""
        seen = self._seen
        if seen is None:
            return
        room = seen.room(self._number)
        self._put("top", pages.top(seen))
        self._put("floors", pages.floors(seen, ALL_FLOORS if self._search else self._floor))
        self._put("legend", pages.legend(seen))
        self._put("room", {} if room is None else pages.room_page(room, seen))
        self._put("audit", {} if self._audit is None else audit_page(self._audit, seen))
        self._put("staff", pages.staff_page(seen, seen.member(self._serial)))
        self._put("rounds", pages.rounds_page(seen, seen.round(self._round)))
        self._put("safety", pages.safety_page(seen))
        self._tiles.replace(self.found())

    def found(self) -> list[RoomTile]:
        """The tiles that are shown, in their order."""
        return [] if self._seen is None else pages.tiles(self._seen, self._floor, self._search)

    def _put(self, name: str, value: Shown | list[Shown]) -> None:
        if self._values.get(name) != value:
            self._values[name] = value
            getattr(self, f"{name}Changed").emit()

    def _map(self, name: str) -> Mapping[str, object]:
        value = self._values.get(name)
        return value if isinstance(value, dict) else {}

    def _list(self, name: str) -> Sequence[object]:
        value = self._values.get(name)
        return value if isinstance(value, list) else []
