"""Where every note physically is, apart from what the HSM has written down about it.

The HSM moves notes and reads sensors through this; hands fill, take and clear. Kept in a memory
of its own, because matter stays where it is when power fails: an auditor compares the two.
A note lies in a canister, on the transport, in the stack behind the shutter, in the reject bin,
in the retract bin, with the customer, or was taken out by the technician.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hardware.emulators.image import (
    Image,
    counts,
    flag,
    number,
    require_format,
    rows,
    stamped,
)
from hardware.emulators.nonvolatile import NonVolatile
from hardware.emulators.sheets import (
    Sheet,
    add,
    by_canister,
    counts_image,
    sheets,
    sheets_image,
)

FORMAT: Final = 1
CANISTERS_DEFAULT: Final = (1, 2)
FAULTS_PLANNED_MAX: Final = 1000


class PickFault(StrEnum):
    """How the next pick of a canister goes."""

    OK = "ok"
    REJECT = "reject"  # torn or folded: into the reject bin
    DOUBLE = "double"  # two notes at once: the thickness sensor sends them to the reject bin
    JAM = "jam"  # nothing leaves the canister until somebody clears it


class Picked(StrEnum):
    """What the sensors say after a pick."""

    GOOD = "good"
    BAD = "bad"
    JAMMED = "jammed"
    EMPTY = "empty"


@dataclass(slots=True)
class CanisterTruth:
    """What is in a canister, whatever the HSM believes."""

    left: int
    is_jammed: bool


class NoteWorks:
    """The notes, the shutter and the safe door, as matter.

    Attributes:
        faults: by canister, how the next picks go; oldest first, then OK.
        on_change: told after notes, shutter or safe door have changed.
    """

    def __init__(self, memory: NonVolatile) -> None:
        self._memory = memory
        self.on_change: Callable[[str], None] = lambda _: None
        self.faults: dict[int, list[PickFault]] = {}
        self._sensors_unsure = False
        self._canisters = {key: CanisterTruth(0, is_jammed=False) for key in CANISTERS_DEFAULT}
        self._transport: list[Sheet] = []
        self._stack: list[Sheet] = []
        self._reject_bin: dict[int, int] = {}
        self._retract_bin: dict[int, int] = {}
        self._customer: dict[int, int] = {}
        self._technician: dict[int, int] = {}
        self._reject_sheets = 0
        self._shutter_is_open = False
        self._safe_door_is_open = False
        self._safe_door_was_opened = False
        image = memory.load()
        if image is not None:
            self._restore(image)

    # What the HSM's sensors see.

    @property
    def fitted(self) -> tuple[int, ...]:
        return tuple(sorted(self._canisters))

    @property
    def safe_door_is_open(self) -> bool:
        return self._safe_door_is_open

    @property
    def safe_door_was_opened(self) -> bool:
        """A mechanical latch: set by the door, reset by the HSM, and it needs no power."""
        return self._safe_door_was_opened

    @property
    def shutter_is_open(self) -> bool:
        return self._shutter_is_open

    @property
    def is_path_occupied(self) -> bool:
        """Whether anything lies on the transport or in the stack."""
        return bool(self._transport or self._stack)

    def is_jammed(self, canister: int) -> bool:
        return canister in self._canisters and self._canisters[canister].is_jammed

    def is_empty(self, canister: int) -> bool:
        return canister not in self._canisters or self._canisters[canister].left == 0

    @property
    def are_sensors_unsure(self) -> bool:
        return self._sensors_unsure

    def reject_sheet_count(self) -> int | None:
        """The bin's mechanical counter of all sheets that ever fell in; None if it cannot tell."""
        return None if self._sensors_unsure else self._reject_sheets

    def stack_sheet_count(self) -> int | None:
        """Sheets behind or in the shutter; None if the sensor cannot tell."""
        return None if self._sensors_unsure else len(self._stack)

    # What the HSM's motors do.

    def reset_door_latch(self) -> None:
        self._safe_door_was_opened = self._safe_door_is_open
        self._save("door")

    def pick(self, canister: int) -> Picked:
        """Draw one sheet onto the transport. It must be stacked or rejected before the next."""
        truth = self._canisters.get(canister)
        if truth is None or truth.left == 0:
            return Picked.EMPTY
        planned = self.faults.get(canister)
        fault = planned.pop(0) if planned else PickFault.OK
        if truth.is_jammed or fault is PickFault.JAM:
            truth.is_jammed = True
            self._save("jam")
            return Picked.JAMMED
        notes = min(2 if fault is PickFault.DOUBLE else 1, truth.left)
        truth.left -= notes
        self._transport.append(Sheet(canister, notes))
        self._save("pick")
        return Picked.GOOD if fault is PickFault.OK else Picked.BAD

    def stack(self) -> None:
        """Transport to stack. Kept with the next pick or `settle`: if power fails before, the
        sheet is still on the transport, from where it goes the same way as the stack."""
        self._stack += self._transport
        self._transport.clear()

    def reject(self) -> None:
        """Transport to reject bin; kept as for `stack`."""
        self._drop_into_bin(self._transport)

    def settle(self) -> None:
        """The last sheet has arrived. To be called before anybody relies on where it is."""
        self._save("settled")

    def purge(self) -> None:
        """Transport and stack to the reject bin; the shutter is locked first."""
        self._shutter_is_open = False
        self._drop_into_bin(self._transport)
        self._drop_into_bin(self._stack)
        self._save("purge")

    def open_shutter(self) -> None:
        self._shutter_is_open = True
        self._save("shutter")

    def close_shutter(self) -> None:
        self._shutter_is_open = False
        self._save("shutter")

    def retract(self) -> int | None:
        """Lock the shutter, stack to retract bin. Sheets that went by; None if uncounted."""
        counted = self.stack_sheet_count()
        self._shutter_is_open = False
        add(self._retract_bin, self._stack)
        self._stack.clear()
        self._save("retract")
        return counted

    # What hands do.

    def take(self, notes_max: int | None = None) -> dict[int, int]:
        """The customer takes notes out of the open shutter, all of them unless told otherwise."""
        if not self._shutter_is_open:
            return {}
        taken = self._stack if notes_max is None else self._stack[:notes_max]
        self._stack = [] if notes_max is None else self._stack[notes_max:]
        add(self._customer, taken)
        found = by_canister(taken)
        if found:
            self._save("taken")
        return found

    def fill(self, canister: int, notes: int) -> None:
        """The technician takes out what is left and puts in `notes` new ones."""
        before = self._canisters.get(canister)
        if before is not None and before.left:
            self._technician[canister] = self._technician.get(canister, 0) + before.left
        self._canisters[canister] = CanisterTruth(notes, is_jammed=False)
        self._save("filled")

    def empty(self, canister: int) -> int:
        """The technician takes out all that is left, and keeps it. How many notes that was."""
        return self._move_by_hand(canister, -self._canisters[canister].left)

    def put_back(self, canister: int) -> int:
        """The technician puts all that was ever taken out of it back. How many notes that was."""
        return self._move_by_hand(canister, self._technician.get(canister, 0))

    def plan(self, canister: int, faults: list[PickFault]) -> None:
        """How the next picks go, instead of what was planned before."""
        self.faults[canister] = faults
        self.on_change("planned")

    def fit(self, canister: int) -> None:
        self._canisters.setdefault(canister, CanisterTruth(0, is_jammed=False))
        self._save("fitted")

    def unfit(self, canister: int) -> None:
        truth = self._canisters.pop(canister)
        self._technician[canister] = self._technician.get(canister, 0) + truth.left
        self._save("fitted")

    def set_jam(self, canister: int, *, is_jammed: bool) -> None:
        self._canisters[canister].is_jammed = is_jammed
        self._save("jam")

    def set_sensors_unsure(self, *, are_unsure: bool) -> None:
        """Dirt on the sensors of stack, shutter and bins: they cannot tell any more."""
        self._sensors_unsure = are_unsure
        self._save("sensors")

    def set_safe_door(self, *, is_open: bool) -> None:
        self._safe_door_is_open = is_open
        self._safe_door_was_opened = self._safe_door_was_opened or is_open
        self._save("door")

    def empty_bins(self) -> None:
        """The technician takes the notes out of both bins."""
        for bin_ in (self._reject_bin, self._retract_bin):
            for canister, notes in bin_.items():
                self._technician[canister] = self._technician.get(canister, 0) + notes
            bin_.clear()
        self._save("filled")

    def whereabouts(self) -> dict[str, dict[int, int]]:
        """Notes by place and canister: the truth that records are compared with."""
        return {
            "canisters": {key: truth.left for key, truth in sorted(self._canisters.items())},
            "transport": by_canister(self._transport),
            "stack": by_canister(self._stack),
            "reject_bin": dict(self._reject_bin),
            "retract_bin": dict(self._retract_bin),
            "customer": dict(self._customer),
            "technician": dict(self._technician),
        }

    def _move_by_hand(self, canister: int, notes: int) -> int:
        self._canisters[canister].left += notes
        self._technician[canister] = self._technician.get(canister, 0) - notes
        self._save("filled")
        return abs(notes)

    def _drop_into_bin(self, fallen: list[Sheet]) -> None:
        add(self._reject_bin, fallen)
        self._reject_sheets += len(fallen)
        fallen.clear()

    def _save(self, change: str) -> None:
        self._memory.store(stamped(self._image(), FORMAT))
        self.on_change(change)

    def _image(self) -> Image:
        return {
            "canisters": [
                {"canister": key, "left": truth.left, "jammed": truth.is_jammed}
                for key, truth in self._canisters.items()
            ],
            "transport": sheets_image(self._transport),
            "stack": sheets_image(self._stack),
            "reject_bin": counts_image(self._reject_bin),
            "retract_bin": counts_image(self._retract_bin),
            "customer": counts_image(self._customer),
            "technician": counts_image(self._technician),
            "reject_sheets": self._reject_sheets,
            "shutter_open": self._shutter_is_open,
            "safe_door_open": self._safe_door_is_open,
            "safe_door_opened": self._safe_door_was_opened,
            "sensors_unsure": self._sensors_unsure,
        }

    def _restore(self, image: Image) -> None:
        require_format(image, FORMAT)
        self._canisters = {
            number(row, "canister"): CanisterTruth(number(row, "left"), flag(row, "jammed"))
            for row in rows(image, "canisters")
        }
        self._transport = sheets(image, "transport")
        self._stack = sheets(image, "stack")
        self._reject_bin = counts(image, "reject_bin")
        self._retract_bin = counts(image, "retract_bin")
        self._customer = counts(image, "customer")
        self._technician = counts(image, "technician")
        self._reject_sheets = number(image, "reject_sheets")
        self._shutter_is_open = flag(image, "shutter_open")
        self._safe_door_is_open = flag(image, "safe_door_open")
        self._safe_door_was_opened = flag(image, "safe_door_opened")
        self._sensors_unsure = flag(image, "sensors_unsure")
