"""A lock's audit: 512 entries in two rings, so that no flood of refusals pushes out what counts.

    256   opens and orders carried out
    256   everything else: refusals, and the power that came back

An equal refusal is counted in an entry that is there, if it is one of the last few. Both rings
share one sequence, so their order among each other is kept.
"""

from __future__ import annotations

from typing import Final

from hardware.locks import audit_entry
from hardware.locks.audit_entry import ENTRY_SIZE, LASTING, NOBODY, AuditEntry, Deed, Who, Why
from hardware.locks.firmware import memory_map
from hardware.locks.firmware.clock import Clock
from hardware.locks.firmware.memory import Memory
from hardware.locks.firmware.memory_map import (
    AUDIT_SEQUENCE,
    LASTING_ENTRIES,
    LASTING_WRITTEN,
    REFUSAL_ENTRIES,
    REFUSALS_WRITTEN,
    Range,
    Write,
)

MERGED_BACK: Final = 8  # so many entries are looked through for an equal refusal
SEQUENCE_MAX: Final = 2**24 - 1


class Audit:
    """Holds nothing: all of it lies in the memory."""

    __slots__ = ("_clock", "_memory")

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    def noting(self, what: Why | Deed, who: Who = NOBODY) -> list[Write]:
        """What is to be written so that this is noted, together with what it is about."""
        doubtful = self._clock.is_doubtful
        new = AuditEntry(self._next_sequence(), self._clock.now(), what, who, doubtful)
        if what in LASTING:
            return self._appending(memory_map.LASTING, LASTING_WRITTEN, LASTING_ENTRIES, new)
        written = self._memory.number(REFUSALS_WRITTEN)
        for back in range(1, min(MERGED_BACK, written) + 1):
            at = (written - back) % REFUSAL_ENTRIES * ENTRY_SIZE
            held = AuditEntry.from_bytes(self._memory.part(memory_map.REFUSALS, at, ENTRY_SIZE))
            if held is not None and held.is_again(new):
                again = held.counted_again(new.at)
                return [memory_map.REFUSALS.part(at, again.to_bytes())]
        return self._appending(memory_map.REFUSALS, REFUSALS_WRITTEN, REFUSAL_ENTRIES, new)

    def rings(self) -> bytes:
        """Both, as they lie: what an order to read the audit brings out."""
        return self._memory.read(memory_map.LASTING) + self._memory.read(memory_map.REFUSALS)

    def entries(self) -> tuple[AuditEntry, ...]:
        """All that is held, oldest first."""
        return audit_entry.entries(self.rings())

    def lasting_count(self) -> int:
        """Opens and orders ever noted: only grows while the lock belongs to its hotel."""
        return self._memory.number(LASTING_WRITTEN)

    def _next_sequence(self) -> int:
        return min(self._memory.number(AUDIT_SEQUENCE) + 1, SEQUENCE_MAX)

    def _appending(self, ring: Range, counter: Range, entries: int, new: AuditEntry) -> list[Write]:
        written = self._memory.number(counter)
        return [
            ring.part(written % entries * ENTRY_SIZE, new.to_bytes()),
            counter.number(written + 1),
            AUDIT_SEQUENCE.number(new.sequence),
        ]
