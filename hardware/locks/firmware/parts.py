"""The parts of one lock, as those who decide inside it see them; and the state it can be in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hardware.locks.firmware.audit import Audit
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.clock import Clock
from hardware.locks.firmware.memory import Memory
from hardware.locks.metered import Crypto


class State(IntEnum):
    FACTORY = 0  # takes the first INIT that comes, opens to no card
    OWNED = 1
    LEAVING = 2  # being wiped; a power cut in between is made up for when the power is back


@dataclass(frozen=True, slots=True)
class Parts:
    """batteries: None for a lock that is fed from elsewhere."""

    memory: Memory
    clock: Clock
    audit: Audit
    crypto: Crypto
    batteries: Batteries | None
