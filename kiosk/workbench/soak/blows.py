"""Which process is killed when: drawn by a seed, at a time or right after a journal entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.workbench.soak.chance import Chance

BANK: Final = "bank"
DEVICES: Final = "devices"
KIOSK: Final = "kiosk"
PROCESSES: Final = (BANK, DEVICES, KIOSK)

# After how many seconds a blow falls although its entry was not written.
WAIT_S_MAX: Final = 8.0
TIMED_SHARE: Final = 0.25
AT_ONCE_SHARE: Final = 0.25
PAUSE_S_MAX: Final = 2.0
_TARGETS: Final = {
    (KIOSK,): 40,
    (BANK,): 26,
    (DEVICES,): 22,
    (KIOSK, BANK): 4,
    (KIOSK, DEVICES): 4,
    (BANK, DEVICES): 4,
}
# How often each is drawn. Where one is never written, the blow falls when its time is up.
_ENTRIES: Final = {
    "INTENT": 4,
    "AUTH_REQUEST": 4,
    "AUTH_APPROVED": 3,
    "CARD_EJECTED": 1,
    "CARD_TAKEN": 2,
    "CMD": 6,
    "CASH_STACKED": 3,
    "CASH_PRESENTED": 5,
    "RES": 4,
    "SETTLEMENT_SENT": 5,
    "SETTLEMENT_CONFIRMED": 2,
    "DONE": 2,
    "RECOVERY_DECISION": 3,
    "RESOLUTION_SENT": 1,
    "PIN_CHANGED": 1,
    "SYSTEM_START": 1,
    "LINK_UP": 1,
    "VISIT_START": 1,
    "TRANSFER_DONE": 2,
    "DEPOSIT_APPROVED": 6,
    "DEPOSIT_INSERTED": 3,
    "DEPOSIT_NOT_INSERTED": 1,
    "DEPOSIT_SENT": 2,
    "DEPOSIT_CONFIRMED": 1,
    "RECEIPT_PRINTED": 2,
}
_OF_A_LOAD: Final = ("LOADING", "LOADED", "CASH_ADDED")
_DELAYS_S: Final = (0.0, 0.02, 0.2)
_RESTS_S: Final = (0.0, 0.2, 1.5)


@dataclass(frozen=True, slots=True)
class Blow:
    """SIGKILL for these processes.

    Attributes:
        after: code of the journal entry that it waits for; empty: only for the time.
        operation: and what this entry says of its operation; empty: whatever it says.
        wait_s: it falls after so long in any case.
        delay_s: between the entry and the blow.
    """

    targets: tuple[str, ...]
    after: str = ""
    wait_s: float = WAIT_S_MAX
    delay_s: float = 0.0
    operation: str = ""


class BlowDraws:
    """The same seed draws the same blows; where they fall, the machine's own pace decides."""

    def __init__(self, seed: int) -> None:
        # Each a row of its own: which of them is asked for first hangs on that pace.
        self._blows = Chance(seed, "blows")
        self._of_loads = Chance(seed, "blows on loads")
        self._pauses = Chance(seed, "pauses")
        self._rests = Chance(seed, "rests")

    def next(self) -> Blow:
        targets = self._blows.weighted(_TARGETS)
        if self._blows.unit() < TIMED_SHARE:
            return Blow(targets, wait_s=self._blows.between(0.0, WAIT_S_MAX / 2))
        entry = self._blows.weighted(_ENTRIES)
        return Blow(targets, entry, delay_s=_delay_s(self._blows))

    def of_a_load(self) -> Blow:
        """While a technician fills the canisters."""
        targets = self._of_loads.weighted(_TARGETS)
        entry = self._of_loads.one_of(_OF_A_LOAD)
        return Blow(targets, entry, delay_s=_delay_s(self._of_loads))

    def pause_s(self) -> float:
        """Between a blow and the arming of the next, which may fall on a recovery."""
        if self._pauses.unit() < AT_ONCE_SHARE:
            return 0.0
        return self._pauses.between(0.0, PAUSE_S_MAX)

    def rest_s(self) -> float:
        """How long a process that was killed stays away."""
        return self._rests.between(0.0, self._rests.one_of(_RESTS_S))


def _delay_s(chance: Chance) -> float:
    return chance.between(0.0, chance.one_of(_DELAYS_S))
