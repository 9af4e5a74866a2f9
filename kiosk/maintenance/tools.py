"""What the items of the supervisor menu work with: the machine as it is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.identity import Identity
from kiosk.journal.disk import Disk
from kiosk.maintenance.chores import ChorePort
from kiosk.maintenance.staff_worker import StaffPort
from kiosk.money.ports import Ports
from kiosk.settings import Settings
from kiosk.visits.bins import Bins
from kiosk.visits.counting import CountDesk
from kiosk.visits.device_news import DeviceNews
from kiosk.visits.house import House
from kiosk.visits.kiosk_core import KioskCore
from kiosk.visits.loads import Loads
from kiosk.visits.note_tests import NoteTests
from kiosk.visits.receipt_desk import Stationery
from kiosk.visits.supervision import Supervision


@dataclass(frozen=True, slots=True)
class Tools:
    """
    Attributes:
        loads: cash loads; bins: what lies in them; counting: what people count without loading.
        disk: the journal's, to be read.
        state: the machine's state folder. settings, identity: as they were at the start.
        stationery: what slips are printed with.
        sources: where each setting comes from. spoken: languages that the screens have.
        end: ends the program in order; whoever started it starts it again, or not.
        utc_ms: the machine's clock, a label only.
    """

    ports: Ports
    core: KioskCore
    supervision: Supervision
    devices: DeviceNews
    loads: Loads
    bins: Bins
    counting: CountDesk
    house: House
    staff: StaffPort
    chores: ChorePort
    note_tests: NoteTests
    disk: Disk
    state: Path
    settings: Settings
    sources: Mapping[str, str]
    spoken: tuple[str, ...]
    identity: Identity
    zone: ZoneInfo
    stationery: Stationery
    end: Callable[[str], None]
    utc_ms: Callable[[], int]
