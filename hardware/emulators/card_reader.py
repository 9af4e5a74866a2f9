"""The card reader: a slot, a latch, and the card that somebody has put in.

The card and its place are matter and outlive power; insert_no does not, so it starts at random.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hardware.emulators.bank_card import BankCard
from hardware.emulators.power import Power
from hardware.emulators.serial_device import FIRMWARE, Refusal, SerialDevice
from hardware.protocol.card_reader import (
    CardIdentity,
    CardPosition,
    CardReaderOp,
    CardReaderStatus,
    CardType,
    CardUuidRequest,
    ChallengeReply,
    ChallengeRequest,
)
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import (
    CommonOp,
    DeviceKind,
    Hello,
    KeyReply,
    Provision,
    UuidRequest,
)
from hardware.status import Status

INSERT_NO_COUNT: Final = 2**32


class CardReaderEmulator(SerialDevice):
    """Device side of the card reader.

    Attributes:
        is_given_back: the card is at the slot because the reader let it go.
        on_moved: told the card's new position and whether the reader gave it back just now.
    """

    def __init__(
        self, *, serial: str, random_bytes: Callable[[int], bytes], power: Power | None = None
    ) -> None:
        super().__init__(power or Power())
        self._serial = serial
        self._random_bytes = random_bytes
        self.on_moved: Callable[[CardPosition, bool], None] = lambda _position, _released: None
        self.card: BankCard | None = None
        self.is_given_back = False
        self._is_latched = False
        self._is_jammed = False
        self._insert_no = 0
        self._start()

    # Hands.

    @property
    def position(self) -> CardPosition:
        if self._is_jammed:
            return CardPosition.JAM
        if self.card is None:
            return CardPosition.NONE
        return CardPosition.LATCHED if self._is_latched else CardPosition.AT_SLOT

    def put_in(self, card: BankCard, *, is_latched: bool = False) -> None:
        """A card comes into the free slot; is_latched: it was there before the reader was."""
        assert self.card is None, "one card at a time fits"
        self.card, self._is_latched, self.is_given_back = card, is_latched, False
        self._insert_no = (self._insert_no + 1) % INSERT_NO_COUNT
        self.on_moved(self.position, False)

    def take_out(self) -> BankCard | None:
        """The card leaves, out of the latch too if somebody pulls hard enough."""
        card, self.card = self.card, None
        self._is_latched = self.is_given_back = False
        self.on_moved(self.position, False)
        return card

    def set_jam(self, *, is_jammed: bool) -> None:
        self._is_jammed = is_jammed
        self.on_moved(self.position, False)

    # Commands.

    def _start(self) -> None:
        self._insert_no = int.from_bytes(self._random_bytes(4), "big")

    def _hello(self) -> Hello:
        # The reader has no key; its YES only says that there is nothing to provision.
        return Hello(DeviceKind.CARD_READER, FIRMWARE, Provision.YES, None, self._serial)

    def _obey(self, op: int, payload: bytes) -> bytes:
        match op:
            case CommonOp.STATUS:
                want_empty(payload)
                return self._status().encode()
            case CommonOp.PROVISION | CommonOp.COMMIT:
                UuidRequest.decode(payload)
                raise Refusal(Status.ALREADY_PROVISIONED)
            case CardReaderOp.READ:
                want_empty(payload)
                return self._read().encode()
            case CardReaderOp.CHALLENGE:
                asked = ChallengeRequest.decode(payload)
                card = self._card_of(asked.insert_no)
                return ChallengeReply(card.challenge(asked.challenge)).encode()
            case CardReaderOp.LATCH | CardReaderOp.RELEASE:
                want_empty(payload)
                self._move(is_latched=op == CardReaderOp.LATCH)
                return b""
            case CardReaderOp.CARD_PROVISION:
                wanted = CardUuidRequest.decode(payload)
                return KeyReply(self._card_of(wanted.insert_no).provision(wanted.uuid)).encode()
            case CardReaderOp.CARD_COMMIT:
                wanted = CardUuidRequest.decode(payload)
                self._card_of(wanted.insert_no).commit(wanted.uuid)
                return b""
            case _:
                raise Refusal(Status.OPCODE)

    def _status(self) -> CardReaderStatus:
        card_type = CardType.NONE if self.card is None else self.card.type
        return CardReaderStatus(self.position, self._insert_no, card_type)

    def _read(self) -> CardIdentity:
        card = self._present_card()
        return CardIdentity(
            insert_no=self._insert_no,
            provision=card.provision_state,
            card_id=card.card_id,
            stripe_code=card.stripe_code,
        )

    def _present_card(self) -> BankCard:
        if self.card is None:
            raise Refusal(Status.NO_CARD)
        if self._is_jammed or (self.card.is_silent and self.card.type is CardType.CHIP):
            raise Refusal(Status.CARD_UNREADABLE)
        return self.card

    def _card_of(self, insert_no: int) -> BankCard:
        """The card of this insertion: a kiosk must never speak to another than it has read."""
        if self.card is None:
            raise Refusal(Status.NO_CARD)
        if insert_no != self._insert_no:
            raise Refusal(Status.CARD_CHANGED)
        if self._is_jammed:
            raise Refusal(Status.CARD_SILENT)
        return self.card

    def _move(self, *, is_latched: bool) -> None:
        if self._is_jammed:
            raise Refusal(Status.WRONG_STATE)
        if self.card is None:
            raise Refusal(Status.NO_CARD)
        has_moved = self._is_latched != is_latched
        self._is_latched = is_latched
        # A card that was never latched is given back too: the customer is told to take it.
        self.is_given_back = not is_latched
        if has_moved or self.is_given_back:
            self.on_moved(self.position, self.is_given_back)
