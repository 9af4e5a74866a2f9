"""What people do at the envelope slot: customers from outside, whoever has the key from inside."""

from __future__ import annotations

from typing import Protocol

from hardware.emulators.cabinet import CabinetEmulator
from hardware.emulators.envelopes import Envelope, EnvelopeWorks
from hardware.emulators.image import JsonValue
from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag, SlotState


class Tell(Protocol):
    """Whoever subscribed hears of it."""

    def __call__(self, event: str, **fields: JsonValue) -> None: ...


class SetFlag(Protocol):
    """A switch or a sensor of the cabinet."""

    def __call__(self, flag_: CabinetFlag, *, is_set: bool) -> None: ...


class SlotHands:
    """Part of the world, in its thread. Raises WorldError where a hand can do nothing."""

    def __init__(
        self, cabinet: CabinetEmulator, works: EnvelopeWorks, tell: Tell, set_flag: SetFlag
    ) -> None:
        self._cabinet = cabinet
        self._works = works
        self._tell = tell
        self._set_flag = set_flag
        self._is_quick = False
        cabinet.slot.on_change = self._slot_changed
        works.on_change = lambda change: tell("envelopes", change=change)

    def use_hand(self, *, is_quick: bool) -> None:
        """is_quick: from now on an envelope goes in whenever the slot opens, or at once."""
        self._is_quick = is_quick
        if is_quick:
            self._cabinet.put_envelope()

    def put(self, *, sticks: bool = False) -> None:
        """The customer puts an envelope in; it may get stuck on its way."""
        self._need_open()
        if sticks:
            self._works.jam()
        self._cabinet.put_envelope()

    def pull_back(self) -> None:
        """The customer holds an envelope into the slot and takes it away again."""
        self._need_open()
        self._cabinet.pull_envelope_back()

    def set_jam(self, *, is_jammed: bool) -> None:
        """Whoever clears it takes out what is in the transport."""
        self._cabinet.catch_up()
        if is_jammed:
            self._works.jam()
        else:
            self._works.clear()

    def cover_sensor(self, *, is_covered: bool) -> None:
        """The bin seems full, however many envelopes are in it."""
        self._set_flag(CabinetFlag.ENVELOPES_FULL, is_set=is_covered)

    def remove(self) -> list[Envelope]:
        """Somebody empties the bin. What was in it."""
        if CabinetFlag.KEY_ON in self._cabinet.flags:
            raise WorldError("the bin opens only with the key off")
        taken = self._works.remove()
        self._set_flag(CabinetFlag.ENVELOPES_FULL, is_set=False)
        return taken

    def _need_open(self) -> None:
        self._cabinet.catch_up()
        if not (self._cabinet.power.is_on and self._cabinet.slot.is_open):
            raise WorldError("the envelope slot is not open")

    def _slot_changed(self, state: SlotState) -> None:
        self._tell("slot", state=state.name.lower())
        if self._is_quick and state is SlotState.WAITING:
            # Not the cabinet's method: a loss of power here must reach the command's edge.
            self._cabinet.slot.insert()
