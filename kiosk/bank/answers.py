"""What an answer of the bank means: a reply of the contract, a refusal, or nothing usable."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypeVar, cast

from bank_server.contract import REPLIES, Message, Problem, Request
from bank_server.contract.json_text import MalformedMessage, parse, parse_any
from bank_server.contract.message import BODY_SIZE_MAX
from hardware.errors import Outcome
from kiosk.bank.errors import BankRefused, BankUnreachable

R = TypeVar("R", bound=Message)

RETRY_AFTER_MAX_S: Final = 3_600
_OK: Final = 200
_ERROR_MIN: Final = 400
_JSON: Final = "application/json"
_PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Answer:
    """body: as it came, at most BODY_SIZE_MAX + 1 bytes, so that more is noticed."""

    status: int
    content_type: str
    retry_after: str
    body: bytes = field(repr=False)


def understand(request: Request[R], answer: Answer) -> R:
    """The reply to `request`. Raises BankRefused; BankUnreachable, always UNKNOWN."""
    if len(answer.body) > BODY_SIZE_MAX:
        raise BankUnreachable("answer is too large", Outcome.UNKNOWN)
    if answer.status == _OK:
        return _reply(request, answer)
    raise _refusal(answer)


def _reply(request: Request[R], answer: Answer) -> R:
    if not _is(answer.content_type, _JSON):
        raise BankUnreachable("answer is not JSON", Outcome.UNKNOWN)
    try:
        reply = parse_any(REPLIES[type(request)], answer.body)
    except MalformedMessage as error:
        raise BankUnreachable(f"answer is not of the contract: {error}", Outcome.UNKNOWN) from None
    # A reply without a txid belongs to its request by the connection alone.
    asked, answered = getattr(request, "txid", None), getattr(reply, "txid", None)
    if answered is not None and answered != asked:
        raise BankUnreachable("answer to another transaction", Outcome.UNKNOWN)
    return cast("R", reply)  # REPLIES has what the request's class names; a test compares them


def _refusal(answer: Answer) -> BankRefused | BankUnreachable:
    unusable = BankUnreachable(f"status {answer.status} without its problem", Outcome.UNKNOWN)
    if answer.status < _ERROR_MIN or not _is(answer.content_type, _PROBLEM):
        return unusable
    try:
        problem = parse(Problem, answer.body)
    except MalformedMessage:
        return unusable
    if problem.status != answer.status:
        return unusable
    return BankRefused(
        problem.code,
        retry_after_s=_retry_after(answer.retry_after),
        incident=problem.incident or "",
    )


def _is(content_type: str, wanted: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == wanted


def _retry_after(text: str) -> int | None:
    """Seconds; the form with a date is not used here."""
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:9]), RETRY_AFTER_MAX_S)
