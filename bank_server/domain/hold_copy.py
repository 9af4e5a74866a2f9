"""A hold, written down so that a bank that has lost it can make it again, and nobody else can.

The bank gives this copy, sealed, to the kiosk together with the vouchers; the kiosk keeps it in its
journal and sends it along with the receipt. A bank restored from a backup then charges the account
that was asked for, instead of nobody's.

    u8 version = 1 | account_id 16 | card_id 32 | proof u8 | at_ms u64 | currency 3 | ticket 16 |
    for each canister of the OPEN record: canister u8, load u32, next u32, left u32, count u16,
    denomination u64

Numbers are big-endian; count is of the notes granted, 0 for none.
"""

from __future__ import annotations

import struct
from typing import Final
from uuid import UUID

from bank_server.contract.money import Money
from bank_server.contract.operations import Operation
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import ChallengeTerms, NotesAsked, OpenLine
from bank_server.domain.transactions import Grant, Transaction, TransactionState

VERSION: Final = 1
_HEAD: Final = struct.Struct(">B16s32sBQ3s16s")
_LINE: Final = struct.Struct(">BIIIHQ")
_PROOFS: Final = (ProofKind.CHIP, ProofKind.STRIPE)


class HoldCopyInvalid(ValueError):
    """Not a copy that this program has written."""


def write(
    terms: ChallengeTerms, account_id: str, grants: tuple[Grant, ...], currency: str, at_ms: int
) -> bytes:
    """The hold that an approval of these terms makes."""
    assert terms.ticket is not None, "cash is asked for with a ticket"
    head = _HEAD.pack(
        VERSION,
        UUID(account_id).bytes,
        bytes.fromhex(terms.card_id),
        _PROOFS.index(terms.proof),
        at_ms,
        currency.encode("ascii"),
        bytes.fromhex(terms.ticket),
    )
    granted = {grant.canister: grant for grant in grants}
    assert granted.keys() <= {line.canister for line in terms.lines}, "notes come out of canisters"
    return head + b"".join(_line(line, granted.get(line.canister)) for line in terms.lines)


def read(raw: bytes, txid: str, atm_id: str, boot_id: str) -> Transaction:
    """The transaction as it was when it was held; its reply is gone. Raises HoldCopyInvalid."""
    body = raw[_HEAD.size :]
    if raw[:1] != bytes([VERSION]) or len(raw) < _HEAD.size or len(body) % _LINE.size:
        raise HoldCopyInvalid("a copy of a hold has an unknown form")
    _, account, card, proof, at_ms, currency, ticket = _HEAD.unpack(raw[: _HEAD.size])
    lines, grants = [], []
    for canister, load, first, left, count, denomination in _LINE.iter_unpack(body):
        lines.append(OpenLine(canister, load, first, left))
        if count:
            grants.append(Grant(canister, load, first, count, denomination))
    amount = Money(sum(one.count * one.denomination for one in grants), currency.decode("ascii"))
    account_id = str(UUID(bytes=account))
    terms = ChallengeTerms(
        txid=txid,
        atm_id=atm_id,
        card_id=card.hex(),
        operation=Operation.WITHDRAWAL,
        proof=_PROOFS[proof],
        source=account_id,
        amount=amount,
        notes=tuple(NotesAsked(one.canister, one.count) for one in grants),
        ticket=ticket.hex(),
        lines=tuple(lines),
    )
    return Transaction(
        txid,
        atm_id,
        TransactionState.HELD,
        boot_id,
        at_ms,
        terms=terms,
        account_id=account_id,
        grants=tuple(grants),
    )


def _line(line: OpenLine, grant: Grant | None) -> bytes:
    count, denomination = (0, 0) if grant is None else (grant.count, grant.denomination)
    return _LINE.pack(line.canister, line.load, line.next, line.left, count, denomination)
