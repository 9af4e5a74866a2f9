"""The card reader. Blocking, one command at a time, in the thread of its serial port.

Every method raises HardwareError; its .outcome says whether the reader may have acted.
Source: docs/protocols.md, sections 1 and 3.
"""

from __future__ import annotations

from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.drivers import device
from hardware.protocol.card_reader import (
    CardIdentity,
    CardReaderOp,
    CardReaderStatus,
    CardUuidRequest,
    ChallengeReply,
    ChallengeRequest,
)
from hardware.protocol.hello import CommonOp, DeviceKind, Hello, KeyReply
from hardware.protocol.link import PROVISION_TIMEOUT_S, Link


class CardReader:
    """The reader and the card in it."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._status_of = device.once_for_each(CardReaderStatus.decode)

    def hello(self) -> Hello:
        """Who answers. Repeatable, changes nothing. Raises ProtocolError for another device."""
        return device.hello(self._link, DeviceKind.CARD_READER)

    def status(self) -> CardReaderStatus:
        """Where the card is. Repeatable, changes nothing."""
        return self._status_of(self._link.exchange(CommonOp.STATUS))

    def read(self) -> CardIdentity:
        """The card's identity. Repeatable, changes nothing.

        Raises DeviceError NO_CARD or CARD_UNREADABLE, both NOT_DONE.
        """
        return CardIdentity.decode(self._link.exchange(CardReaderOp.READ))

    def challenge(self, insert_no: int, challenge: bytes) -> Secret:
        """The card's answer, 32 bytes, to the bank's 32 characters.

        Moves nothing, but the bank takes each answer once: on an error ask the bank for another
        challenge. Raises DeviceError CARD_CHANGED where the card is not that of insert_no,
        CARD_SILENT after 300 ms, CHALLENGE_REFUSED for other characters than letters and digits.
        """
        payload = ChallengeRequest(insert_no, challenge).encode()
        return ChallengeReply.decode(self._link.exchange(CardReaderOp.CHALLENGE, payload)).response

    def latch(self) -> None:
        """Hold the card. Repeatable; where it led is read in status()."""
        device.obey(self._link, CardReaderOp.LATCH)

    def release(self) -> None:
        """Let the card go. Repeatable; whether the customer took it is read in status()."""
        device.obey(self._link, CardReaderOp.RELEASE)

    def provision_card(self, insert_no: int, uuid: UUID) -> Secret:
        """Give the card its uuid and take its AES_KEY; it stays pending until commit_card.

        Repeatable with the same uuid until committed; another uuid starts again.
        Raises DeviceError ALREADY_PROVISIONED for a card that was committed, CARD_CHANGED.
        """
        payload = CardUuidRequest(insert_no, uuid).encode()
        answer = self._link.exchange(
            CardReaderOp.CARD_PROVISION, payload, timeout_s=PROVISION_TIMEOUT_S
        )
        return KeyReply.decode(answer).aes_key

    def commit_card(self, insert_no: int, uuid: UUID) -> None:
        """Make the card's key final. Irrevocable.

        On an error whose outcome is UNKNOWN read(): its provision says whether it was done.
        """
        payload = CardUuidRequest(insert_no, uuid).encode()
        device.obey(self._link, CardReaderOp.CARD_COMMIT, payload)

    def close(self) -> None:
        """Close the line; any thread may."""
        self._link.close()
