"""Answers of an authorisation: kept sealed, and given again as the same bytes."""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter

from bank_server.contract.authorisations import AuthorisationReply, Declined
from bank_server.contract.json_text import dump, parse_any
from bank_server.contract.message import Message
from bank_server.contract.operations import DeclineReason, Operation
from bank_server.contract.problems import ProblemCode
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.service.outcome import Refusal
from bank_server.service.sealing import KeySealer, SealPurpose
from hardware.crypto.secret import Secret

_REPLY: Final[TypeAdapter[AuthorisationReply]] = TypeAdapter(AuthorisationReply)


def sealed_reply(sealer: KeySealer, txid: str, atm_id: str, reply: Message) -> bytes:
    """A reply as it is stored. Sealed, because it carries a visit token and vouchers."""
    return sealer.seal(Secret(dump(reply)), SealPurpose.REPLY, _owner(txid, atm_id))


def sealed_decline(
    sealer: KeySealer,
    txid: str,
    atm_id: str,
    reason: DeclineReason,
    tries_left: int | None = None,
) -> bytes:
    declined = Declined(txid=txid, reason=reason, tries_left=tries_left)
    return sealed_reply(sealer, txid, atm_id, declined)


def first_reply(sealer: KeySealer, transaction: Transaction) -> bytes | None:
    """The reply's bytes as first sent, or None if none was kept."""
    if transaction.reply is None:
        return None
    owner = _owner(transaction.txid, transaction.atm_id)
    return sealer.open(transaction.reply, SealPurpose.REPLY, owner).reveal()


def first_reply_parsed(sealer: KeySealer, transaction: Transaction) -> AuthorisationReply | None:
    body = first_reply(sealer, transaction)
    return None if body is None else parse_any(_REPLY, body)


def answer_of(sealer: KeySealer, transaction: Transaction) -> bytes | Refusal:
    """What a repeated authorisation hears: the first answer, or why there is none."""
    if transaction.state is TransactionState.IN_WORK:
        return Refusal(ProblemCode.IN_PROGRESS, "this transaction is being worked on")
    if transaction.problem is not None:
        return Refusal(transaction.problem, "this transaction was refused")
    body = first_reply(sealer, transaction)
    # A deposit that was ended without an envelope: an approval that comes late opens no slot.
    is_ended = (
        transaction.operation is Operation.DEPOSIT and transaction.state is TransactionState.VOID
    )
    if body is not None and not is_ended:
        return body
    if transaction.state is TransactionState.DONE:
        return Refusal(ProblemCode.CHALLENGE_MISSING, "the answer to this question was not kept")
    return Refusal(ProblemCode.VOIDED, "this transaction was ended before")


def _owner(txid: str, atm_id: str) -> str:
    return f"{atm_id}:{txid}"
