"""The envelope slot: opens for one transaction, takes one envelope, and remembers how that went.

It writes down that it takes hold of an envelope before its motor turns. So after a power loss at
any moment it never says *refused* of an envelope that it may have, nor *accepted* of one that is
not in the bin. Source: docs/protocols.md, section 1.5.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.dispenser import Delays
from hardware.emulators.envelopes import Envelope, EnvelopeWorks
from hardware.emulators.image import Image, flag, number, raw, text
from hardware.emulators.power import Power
from hardware.emulators.serial_device import Refusal
from hardware.protocol.cabinet import SlotOpenRequest, SlotState
from hardware.protocol.fields import NO_ID, U32_MAX
from hardware.status import Status

# Moments at which its power can be made to fail.
SLOT_MOMENTS: Final = frozenset(
    {"slot-opened", "slot-marked", "slot-gripped", "slot-dropped", "slot-ended"}
)


class EnvelopeSlot:
    """Part of the cabinet, in its thread.

    keep: stores the cabinet's memory; returns when it would survive the loss of power.

    Attributes:
        works: the envelopes. delays: how long the motor takes.
        state, txid, envelope_no: as in STATUS. WAITING also while an envelope is on its way in.
        on_change: told each new state, once it is in the memory.
    """

    def __init__(
        self,
        works: EnvelopeWorks,
        power: Power,
        delays: Delays,
        *,
        monotonic: Callable[[], float],
        keep: Callable[[], None],
    ) -> None:
        self.works = works
        self.delays = delays
        self.state = SlotState.CLOSED
        self.txid = NO_ID
        self.envelope_no = 0
        self.on_change: Callable[[SlotState], None] = lambda _: None
        self._power = power
        self._monotonic = monotonic
        self._keep = keep
        self._text = ""
        self._is_marked = False
        self._shuts_at = 0.0
        self._arrives_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether an envelope can be put in now."""
        return self.state is SlotState.WAITING and not self._is_marked

    # Commands.

    def open(self, wanted: SlotOpenRequest, *, is_full: bool) -> None:
        """Raises Refusal BUSY, SLOT_FULL or SLOT_FAULT; nothing has changed then."""
        if wanted.txid == NO_ID:
            raise Refusal(Status.VALUE)
        if wanted.txid == self.txid:
            return
        if self.state is SlotState.WAITING:
            raise Refusal(Status.BUSY)
        if self.works.is_jammed:
            raise Refusal(Status.SLOT_FAULT)
        if is_full:
            raise Refusal(Status.SLOT_FULL)
        self.txid, self._text = wanted.txid, wanted.text
        self._shuts_at = self._monotonic() + wanted.seconds
        self._become(SlotState.WAITING, "slot-opened")

    def close(self) -> None:
        """Shut it, unless it has hold of an envelope: that one goes in."""
        if self.is_open:
            self._become(SlotState.REFUSED, "slot-ended")

    # Hands. Both mean nothing while it is not open.

    def insert(self) -> None:
        """The customer puts an envelope in, and the motor takes hold of it."""
        if not self.is_open:
            return
        self._is_marked = True
        self.envelope_no = self.envelope_no % U32_MAX + 1
        self._keep()
        self._power.moment("slot-marked")
        self.works.grip(Envelope(self.envelope_no, self._text))
        self._power.moment("slot-gripped")
        self._arrives_at = self._monotonic() + self.delays.envelope_s
        self.advance()

    def pull_back(self) -> None:
        """The customer holds an envelope into the slot and pulls it out again."""
        self.close()

    # Time and power.

    def advance(self) -> None:
        if self.state is not SlotState.WAITING:
            return
        now = self._monotonic()
        if self._is_marked and now >= self._arrives_at:
            self._arrive()
        elif self.is_open and now >= self._shuts_at:
            self._become(SlotState.REFUSED, "slot-ended")

    def next_due(self) -> float | None:
        if self.state is not SlotState.WAITING:
            return None
        return self._arrives_at if self._is_marked else self._shuts_at

    def start(self) -> None:
        """After power came back: end what was under way as the transport's sensor has it."""
        if self.state is not SlotState.WAITING:
            return
        if not self._is_marked:
            self._become(SlotState.REFUSED, "slot-ended")
        elif self.works.moving is None:
            # Either still in the hand or in the bin already.
            self._become(SlotState.UNKNOWN, "slot-ended")
        else:
            self._arrive()

    def image(self) -> Image:
        return {
            "txid": self.txid.hex(),
            "state": int(self.state),
            "text": self._text,
            "marked": self._is_marked,
        }

    def restore(self, image: Image, envelope_no: int) -> None:
        self.txid = raw(image, "txid")
        self.state = SlotState(number(image, "state"))
        self._text = text(image, "text")
        self._is_marked = flag(image, "marked")
        self.envelope_no = envelope_no

    def _arrive(self) -> None:
        if self.works.is_jammed or self.works.moving is None:
            # It is stuck, or somebody has cleared the transport of it meanwhile.
            self._become(SlotState.UNKNOWN, "slot-ended")
            return
        self.works.drop()
        self._power.moment("slot-dropped")
        self._become(SlotState.ACCEPTED, "slot-ended")

    def _become(self, state: SlotState, moment: str) -> None:
        self.state, self._is_marked = state, False
        self._keep()
        self._power.moment(moment)
        self.on_change(state)
