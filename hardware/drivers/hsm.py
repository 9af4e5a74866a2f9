"""The HSM and the notes behind it. Blocking, one command at a time, in its serial port's thread.

Every method raises HardwareError; its .outcome says whether the HSM may have acted, and after
UNKNOWN the first question is get(). A record comes back only if it answers the question, by kind
and by txid; only the bank, which has the key, can tell that it is genuine.
Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final
from uuid import UUID

from hardware.crypto.record import Record, RecordKind
from hardware.crypto.secret import Secret
from hardware.drivers import device
from hardware.errors import ProtocolError
from hardware.protocol.fields import NO_ID
from hardware.protocol.hello import CommonOp, DeviceKind, Hello
from hardware.protocol.hsm import (
    DispensePart,
    DispenseRequest,
    HsmOp,
    IdRequest,
    LoadRequest,
    OpenRequest,
    PresentRequest,
    TestRequest,
    decode_record,
)
from hardware.protocol.hsm_notes import NotesGetRequest, NotesPutRequest, NotesReply
from hardware.protocol.link import Link

CURRENT_TXN: Final = NO_ID
NO_TICKET: Final = NO_ID

_OF_A_TRANSACTION: Final = frozenset(RecordKind) - {RecordKind.LOAD, RecordKind.STATUS}


class Hsm:
    """Opens transactions, takes vouchers, moves notes, says what became of them."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def hello(self) -> Hello:
        """Who answers. Repeatable, changes nothing. Raises ProtocolError for another device."""
        return device.hello(self._link, DeviceKind.HSM)

    def status(self, nonce: bytes) -> Record:
        """The canisters, in a fresh STATUS record. Repeatable, changes nothing.

        nonce: 16 random bytes, which the record carries as its txid.
        """
        payload = IdRequest(nonce).encode()
        return self._record(CommonOp.STATUS, payload, nonce, {RecordKind.STATUS})

    def open(self, txid: bytes, last: bytes) -> Record:
        """Begin a transaction; the OPEN record has its ticket. Moves nothing.

        last: ticket of the FINAL record that this kiosk stored last; zeros = none.
        Repeatable with the same txid while it is open: the same record.
        Raises DeviceError TXN_FINAL (this txid has ended), WRONG_STATE (another transaction is
        current, or its result was not stored), DOOR_OPEN, NOT_PROVISIONED.
        """
        payload = OpenRequest(txid, last).encode()
        return self._record(HsmOp.OPEN, payload, txid, {RecordKind.OPEN})

    def dispense(self, txid: bytes, parts: Sequence[tuple[int, bytes]]) -> Record:
        """Begin to move notes to the stacker. Never repeat it: ask get() for the progress.

        parts: (canister, voucher of 64 bytes), 1 to 8, canisters ascending.
        A DeviceError VOUCHER_INVALID, FIRST_NOT_NEXT, TOO_MANY, TXN_NOT_CURRENT, WRONG_STATE,
        TXN_FINAL or DOOR_OPEN comes before any movement and leaves the transaction as it is;
        WRONG_STATE also answers a second DISPENSE while the first one is being carried out.
        """
        request = DispenseRequest(txid, tuple(DispensePart(*part) for part in parts))
        return self._record(HsmOp.DISPENSE, request.encode(), txid, {RecordKind.PICKING})

    def present(self, txid: bytes, seconds: int) -> Record:
        """Open the shutter; the HSM waits by itself and takes back what is left.

        seconds: 10..120. Never repeat it: ask get() for the progress.
        Raises DeviceError WRONG_STATE (not stacked), TXN_FINAL (lapsed), TXN_NOT_CURRENT.
        """
        payload = PresentRequest(txid, seconds).encode()
        return self._record(HsmOp.PRESENT, payload, txid, {RecordKind.PRESENTED})

    def cancel(self, txid: bytes) -> Record:
        """End the transaction without cash; the FINAL record says how it did end.

        Repeatable until it answers with a record. Raises DeviceError BUSY while notes move or are
        presented, TXN_NOT_CURRENT where this HSM knows nothing of txid, which is no receipt.
        """
        payload = IdRequest(txid).encode()
        return self._record(HsmOp.CANCEL, payload, txid, {RecordKind.FINAL})

    def get(self, txid: bytes) -> Record:
        """The transaction's record as it is now. Repeatable, changes nothing.

        txid: CURRENT_TXN for the current one, whatever its txid. Raises DeviceError
        TXN_NOT_CURRENT where there is none, or another one.
        """
        payload = IdRequest(txid).encode()
        asked = None if txid == CURRENT_TXN else txid
        return self._record(HsmOp.GET, payload, asked, _OF_A_TRANSACTION)

    def load(self, load_id: bytes, canister: int, load: int, count: int) -> Record:
        """Say that a canister now holds count notes; the LOAD record closes its former load.

        load: the canister's load number plus one. Repeatable with the canister's last load_id: the
        same record. Raises DeviceError VALUE (another load number), WRONG_STATE (a transaction is
        under way), DOOR_NOT_OPENED (the safe was not open since the last transaction), CANISTER.
        """
        payload = LoadRequest(load_id, canister, load, count).encode()
        return self._record(HsmOp.LOAD, payload, load_id, {RecordKind.LOAD})

    def test(self, txid: bytes, canister: int) -> Record:
        """Move one note of a canister to the reject bin; get() tells when it lies there.

        Never repeat it: each one uses up a note. Raises DeviceError WRONG_STATE, DOOR_OPEN,
        DOOR_NOT_OPENED (the safe was not open since the last transaction), CANISTER.
        """
        payload = TestRequest(txid, canister).encode()
        return self._record(HsmOp.TEST, payload, txid, {RecordKind.PICKING})

    def notes_put(self, canister: int, index: int, notes: Sequence[str]) -> None:
        """Store the texts of up to 60 notes, from number index on. Repeatable before an OPEN.

        Raises DeviceError VALUE (past the load's count), WRONG_STATE (the load is in use).
        """
        payload = NotesPutRequest(canister, index, tuple(notes)).encode()
        device.obey(self._link, HsmOp.NOTES_PUT, payload)

    def notes_get(self, txid: bytes, canister: int, offset: int) -> list[str]:
        """Up to 60 texts of the notes presented in txid, from offset on; none past the last.

        Repeatable, changes nothing. Raises DeviceError TXN_NOT_CURRENT, WRONG_STATE (not final).
        """
        payload = NotesGetRequest(txid, canister, offset).encode()
        return list(NotesReply.decode(self._link.exchange(HsmOp.NOTES_GET, payload)).notes)

    def provision(self, uuid: UUID) -> Secret:
        """Give the HSM the ATM's uuid and take its AES_KEY; it stays pending until commit.

        Repeatable with the same uuid until committed; another uuid starts again.
        Raises DeviceError ALREADY_PROVISIONED once committed.
        """
        return device.provision(self._link, uuid)

    def commit(self, uuid: UUID) -> None:
        """Make the key final. Irrevocable. On UNKNOWN ask hello() whether it was done."""
        device.commit(self._link, uuid)

    def close(self) -> None:
        """Close the line; any thread may."""
        self._link.close()

    def _record(
        self, op: int, payload: bytes, txid: bytes | None, kinds: Set[RecordKind]
    ) -> Record:
        record = decode_record(self._link.exchange(op, payload))
        if record.kind not in kinds:
            raise ProtocolError("the record is of another kind than was asked for")
        if txid is not None and record.txid != txid:
            raise ProtocolError("the record is about something else than was asked for")
        return record
