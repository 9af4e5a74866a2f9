"""The parts of one lock, as those who decide inside it see them."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.locks.firmware.audit import Audit
from hardware.locks.firmware.batteries import Batteries
from hardware.locks.firmware.clock import Clock
from hardware.locks.firmware.memory import Memory
from hardware.locks.metered import Crypto


@dataclass(frozen=True, slots=True)
class Parts:
    """batteries: None for a lock that is fed from elsewhere."""

    memory: Memory
    clock: Clock
    audit: Audit
    crypto: Crypto
    batteries: Batteries | None
