"""The emulated world: five devices or six, the matter around them, and the customer's hands.

Hands act at the event itself, so nobody has to poll faster than the kiosk does. What is matter
(cards, notes, doors, the key) is kept and outlives the process, as it would outlive power.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.emulators.bank_card import BankCard
from hardware.emulators.cabinet import CabinetEmulator
from hardware.emulators.card_reader import CardReaderEmulator
from hardware.emulators.dispenser import Delays
from hardware.emulators.door_hands import fitted
from hardware.emulators.envelopes import EnvelopeWorks
from hardware.emulators.hsm import HsmEmulator
from hardware.emulators.image import (
    Image,
    ImageInvalid,
    JsonValue,
    flag,
    number,
    require_format,
    stamped,
    text,
)
from hardware.emulators.lock_time import EPOCH_S
from hardware.emulators.memories import BILLS, Memories
from hardware.emulators.nonvolatile import MemoryFault
from hardware.emulators.notes import NoteWorks
from hardware.emulators.paper import Slip
from hardware.emulators.pin_pad import PinPadEmulator
from hardware.emulators.power import Power
from hardware.emulators.powered import PoweredDevice
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from hardware.emulators.slot_hands import SlotHands
from hardware.emulators.world_error import WorldError
from hardware.protocol.cabinet import CabinetFlag, LampId, Tone
from hardware.protocol.card_reader import CardPosition

FORMAT: Final = 1
CARDS_MAX: Final = 1000
_CARD_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_STRIPE_CODE: Final = re.compile(r"[0-9]{8}")
_CASH_CHANGES: Final = frozenset({"shutter", "taken", "retract", "purge"})
_READER_SERIAL: Final = "EMU-READER"
DOOR_LOCK: Final = "door_lock"
_WALL_START_S: Final = EPOCH_S + 86_400 * 365


@dataclass(slots=True)
class Hands:
    """What the customer does by himself, at once.

    Attributes:
        card: takes the card that the reader gives back. cash: takes the notes.
        keep_card: puts the same card in again, right after it was taken.
        envelope: puts an envelope into the slot when it opens. receipt: takes the receipt.
    """

    card: bool = False
    cash: bool = False
    keep_card: bool = False
    envelope: bool = False
    receipt: bool = False


class World:
    """Owned by one thread. Between two of its methods every device is at rest.

    Attributes:
        on_event: told every visible change; never a PIN, a key or a card id.
        slot: what people do at the envelope slot.
        door: what they do at the service door's lock; None where it has a plain one.
    """

    def __init__(
        self,
        memories: Memories,
        *,
        monotonic: Callable[[], float],
        random_bytes: Callable[[int], bytes],
        delays: Delays | None = None,
        hsm_power: Power | None = None,
        door_lock: tuple[int, int] | None = None,
        dispatch: Path | None = None,
        wall_s: Callable[[], int] | None = None,
    ) -> None:
        """door_lock: owner and number of a lock to be fitted at the service door, where there is
        none yet; one that was fitted stays. dispatch: folder of the office that installs it and
        issues work orders, wanted with a lock. wall_s: seconds since 1970, UTC, for both their
        clocks; else some day, from which `monotonic` goes on. Raises WorldError."""
        self._memories = memories
        self._random_bytes = random_bytes
        self.on_event: Callable[[Image], None] = lambda _event: None
        self.hands = Hands()
        self.works = NoteWorks(memories.device("notes"))
        self.reader = CardReaderEmulator(serial=_READER_SERIAL, random_bytes=random_bytes)
        self.pad = PinPadEmulator(
            memories.device("pin_pad"), monotonic=monotonic, random_bytes=random_bytes
        )
        delays = delays or Delays()
        self.envelopes = EnvelopeWorks(memories.device("envelopes"))
        self.cabinet = CabinetEmulator(
            memories.device("cabinet"),
            self.envelopes,
            monotonic=monotonic,
            random_bytes=random_bytes,
            delays=delays,
        )
        self.slot = SlotHands(self.cabinet, self.envelopes, self._tell, self.set_flag)
        self.printer = ReceiptPrinterEmulator(
            memories.device("paper"), monotonic=monotonic, delays=delays
        )
        wall_s = wall_s or (lambda: _WALL_START_S + int(monotonic()))
        self.door = fitted(
            memories.device(DOOR_LOCK),
            door_lock,
            dispatch,
            self._tell,
            monotonic=monotonic,
            wall_s=wall_s,
            random_bytes=random_bytes,
        )
        self.lock = None if self.door is None else self.door.lock
        self._memory = memories.device("world")
        self._cards: dict[str, BankCard] = {}
        self._card_in_slot = ""
        self._restore()
        self._listen()
        # Last, because its boot may move notes.
        self.hsm = HsmEmulator(
            memories.device("hsm"),
            memories.device(BILLS),
            self.works,
            monotonic=monotonic,
            random_bytes=random_bytes,
            delays=delays,
            power=hsm_power,
        )

    @property
    def devices(self) -> dict[str, PoweredDevice]:
        """By the names of their ports."""
        return {
            "card_reader": self.reader,
            "hsm": self.hsm,
            "pin_pad": self.pad,
            "cabinet": self.cabinet,
            "receipt_printer": self.printer,
            **({} if self.lock is None else {DOOR_LOCK: self.lock}),
        }

    def catch_up(self) -> None:
        """Let every device do what is due."""
        for device in self.devices.values():
            device.catch_up()

    def next_due(self) -> float | None:
        """When the next device has something to do."""
        dues = [device.next_due() for device in self.devices.values()]
        return min((due for due in dues if due is not None), default=None)

    # Cards.

    @property
    def card_names(self) -> list[str]:
        return self._memories.card_names()

    @property
    def card_in_slot(self) -> str:
        """The name of the card in the reader; empty if there is none."""
        return self._card_in_slot

    def new_chip_card(self, name: str) -> None:
        self._need_new_name(name)
        self._cards[name] = BankCard.make_chip(self._memories.card(name), self._random_bytes)

    def new_stripe_card(self, name: str, uuid: UUID, stripe_code: Secret) -> None:
        self._need_new_name(name)
        if not _STRIPE_CODE.fullmatch(stripe_code.reveal().decode("ascii", "replace")):
            raise WorldError("stripe_code is not 8 digits")
        self._cards[name] = BankCard.make_stripe(
            self._memories.card(name), self._random_bytes, uuid, stripe_code
        )

    def insert(self, name: str) -> None:
        card = self.card(name)
        if self.reader.card is not None:
            raise WorldError(f"the slot is taken by card '{self._card_in_slot}'")
        self._card_in_slot = name
        self.reader.put_in(card)

    def take_card(self) -> str:
        """The customer takes the card that sticks out. Its name."""
        if self.reader.position is not CardPosition.AT_SLOT:
            raise WorldError("no card sticks out of the slot")
        return self._card_leaves()

    def pull_card(self) -> str:
        """Somebody tears the card out, whatever holds it. Its name."""
        if self.reader.card is None:
            raise WorldError("there is no card in the reader")
        return self._card_leaves()

    def card(self, name: str) -> BankCard:
        """Raises WorldError if it was never made, or its memory is damaged."""
        if name not in self._cards:
            if name not in self.card_names:
                known = ", ".join(self.card_names) or "none"
                raise WorldError(f"no card has this name; cards: {known}")
            try:
                self._cards[name] = BankCard(self._memories.card(name))
            except (MemoryFault, ImageInvalid) as error:
                raise WorldError(f"card '{name}' cannot be used: {error}") from error
        return self._cards[name]

    # Cash, keys, switches.

    def take_cash(self, notes_max: int | None = None) -> dict[int, int]:
        """The customer takes what lies in the shutter, or a part of it. Notes by canister."""
        self.hsm.catch_up()
        taken = self.works.take(notes_max)
        if not taken:
            raise WorldError("no notes lie in the shutter")
        self.hsm.catch_up()
        return taken

    def use_hands(
        self,
        *,
        card: bool | None = None,
        cash: bool | None = None,
        keep_card: bool | None = None,
        envelope: bool | None = None,
        receipt: bool | None = None,
    ) -> Hands:
        """Change what the customer does by himself; he does it at once where it is waiting."""
        hands = self.hands
        hands.card = hands.card if card is None else card
        hands.cash = hands.cash if cash is None else cash
        hands.keep_card = hands.keep_card if keep_card is None else keep_card
        hands.envelope = hands.envelope if envelope is None else envelope
        hands.receipt = hands.receipt if receipt is None else receipt
        self.slot.use_hand(is_quick=hands.envelope)
        if hands.card and self.reader.is_given_back:
            self._take_given_back()
        if hands.cash:
            self.works.take()
            self.hsm.catch_up()
        if hands.receipt and self.printer.paper.in_slot:
            self.take_receipt()
        return hands

    def take_receipt(self) -> int:
        """The customer takes what sticks out of the receipt slot. How many receipts."""
        taken = self.printer.take_receipt()
        if not taken:
            raise WorldError("there is no receipt in the slot")
        self._tell("receipt", change="taken")
        return taken

    def press(self, keys: str) -> None:
        before = self.pad.mode
        try:
            self.pad.press(keys)
        except ValueError as error:
            raise WorldError(str(error)) from error
        self._tell("keys", count=len(keys), mode=before.name.lower())

    def set_flag(self, flag_: CabinetFlag, *, is_set: bool) -> None:
        """A switch, a door or a sensor of the cabinet."""
        self.hsm.catch_up()
        if flag_ is CabinetFlag.SERVICE_DOOR and self.lock is not None and self.door is not None:
            if is_set and CabinetFlag.SERVICE_DOOR not in self.cabinet.flags:
                self.door.want_unlocked()
            self.lock.door_is(is_open=is_set)
        if flag_ is CabinetFlag.SAFE_DOOR:
            # The HSM has a sensor of its own on the same door.
            self.works.set_safe_door(is_open=is_set)
        if is_set:
            self.cabinet.flags |= flag_
        else:
            self.cabinet.flags &= ~flag_
        self._store()
        self._tell("switch", name=str(flag_.name).lower(), on=is_set)

    # Inside.

    def _card_leaves(self) -> str:
        name, self._card_in_slot = self._card_in_slot, ""
        self.reader.take_out()
        return name

    def _need_new_name(self, name: str) -> None:
        if not _CARD_NAME.fullmatch(name):
            raise WorldError("a card's name is 1 to 32 of a-z 0-9 _ - and begins with a-z 0-9")
        if name in self.card_names:
            raise WorldError(f"there is a card '{name}' already")
        if len(self.card_names) >= CARDS_MAX:
            raise WorldError(f"there are {CARDS_MAX} cards, which is the most")

    def _listen(self) -> None:
        self.reader.on_moved = self._card_moved
        self.works.on_change = self._notes_changed
        self.pad.on_lamp = lambda on: self._tell("lamp", lamp="pad", on=on)
        self.cabinet.on_lamp = self._lamp_changed
        self.cabinet.on_beep = self._beeped
        self.printer.on_slip = self._receipt_came
        self.printer.on_change = lambda: self._tell("printer", paper=self.printer.paper.left)

    def _card_moved(self, position: CardPosition, is_given_back: bool) -> None:  # noqa: FBT001 - the callback's form
        self._store()
        self._tell("card", position=position.name.lower(), card=self._card_in_slot or None)
        if is_given_back and self.hands.card:
            self._take_given_back()

    def _take_given_back(self) -> None:
        name = self._card_leaves()
        if self.hands.keep_card:
            self.insert(name)

    def _notes_changed(self, change: str) -> None:
        at_shutter = self.works.whereabouts()["stack"] if self.works.shutter_is_open else {}
        if change in _CASH_CHANGES:
            notes: Image = {str(canister): count for canister, count in at_shutter.items()}
            self._tell("cash", change=change, at_shutter=notes)
        else:
            self._tell("notes", change=change)
        if at_shutter and self.hands.cash and change == "shutter":
            self.works.take()

    def _receipt_came(self, slip: Slip) -> None:
        self._tell("receipt", change="printed", number=slip.number)
        if self.hands.receipt:
            self.take_receipt()

    def _lamp_changed(self, lamp: LampId, on: bool) -> None:  # noqa: FBT001 - the callback's form
        self._tell("lamp", lamp=lamp.name.lower(), on=on)

    def _beeped(self, tone: Tone) -> None:
        self._tell("beep", tone=tone.name.lower())

    def _tell(self, event: str, **fields: JsonValue) -> None:
        self.on_event({"event": event, **fields})

    def _store(self) -> None:
        position = self.reader.position
        self._memory.store(
            stamped(
                {
                    "flags": int(self.cabinet.flags),
                    "card": self._card_in_slot,
                    "latched": position is CardPosition.LATCHED,
                    "jammed": position is CardPosition.JAM,
                },
                FORMAT,
            )
        )

    def _restore(self) -> None:
        image = self._memory.load()
        if image is None:
            self.cabinet.flags = CabinetFlag.KEY_ON
            return
        require_format(image, FORMAT)
        switches = CabinetFlag(number(image, "flags")) & ~CabinetFlag.SAFE_DOOR
        door = CabinetFlag.SAFE_DOOR if self.works.safe_door_is_open else CabinetFlag(0)
        self.cabinet.flags = switches | door
        if self.lock is not None:
            self.lock.door_is(is_open=CabinetFlag.SERVICE_DOOR in switches)
        self._card_in_slot = text(image, "card")
        if self._card_in_slot:
            is_latched = flag(image, "latched")
            self.reader.put_in(self.card(self._card_in_slot), is_latched=is_latched)
        self.reader.set_jam(is_jammed=flag(image, "jammed"))
