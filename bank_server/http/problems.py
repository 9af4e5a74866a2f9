"""Refusals on the wire: one status per problem code, bodies as RFC 9457 describes them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

from bank_server.contract.problems import TITLE_SIZE_MAX, TYPE_PREFIX, ProblemCode
from bank_server.service.outcome import Refusal, StaffCode

MEDIA_TYPE: Final = "application/problem+json"

STATUS_BY_CODE: Final = MappingProxyType[ProblemCode | StaffCode, int](
    {
        ProblemCode.BAD_REQUEST: 400,
        ProblemCode.ATM_UNKNOWN: 403,
        ProblemCode.CARD_UNKNOWN: 403,
        ProblemCode.CARD_BLOCKED: 403,
        ProblemCode.CHALLENGE_MISSING: 403,
        ProblemCode.CHALLENGE_EXPIRED: 403,
        ProblemCode.VISIT_EXPIRED: 403,
        ProblemCode.RESPONSE_WRONG: 403,
        ProblemCode.PIN_BLOCK_INVALID: 403,
        ProblemCode.RECEIPT_INVALID: 403,
        ProblemCode.TOKEN_INVALID: 403,
        ProblemCode.TOKEN_UNCONFIRMED: 403,
        ProblemCode.TOKEN_EXPIRED: 403,
        ProblemCode.TOKEN_USED: 403,
        ProblemCode.NOT_FOUND: 404,
        ProblemCode.IN_PROGRESS: 409,
        ProblemCode.VOIDED: 409,
        ProblemCode.COUNTERS_DIFFER: 409,
        ProblemCode.ATM_BUSY: 409,
        ProblemCode.LEVELLING: 503,
        ProblemCode.SETTLED_DIFFERENTLY: 409,
        ProblemCode.DEPOSIT_UNKNOWN: 409,
        ProblemCode.TOO_LARGE: 413,
        ProblemCode.JOURNAL_KNOWN: 409,
        ProblemCode.JOURNAL_KEY_UNKNOWN: 409,
        ProblemCode.JOURNAL_GAP: 409,
        ProblemCode.JOURNAL_LINE: 409,
        ProblemCode.JOURNAL_CHAIN: 409,
        ProblemCode.JOURNAL_SEAL: 409,
        ProblemCode.JOURNAL_DIFFERS: 409,
        ProblemCode.TXID_CONFLICT: 422,
        ProblemCode.RATE: 429,
        ProblemCode.INTERNAL: 500,
        ProblemCode.OVERLOADED: 503,
        StaffCode.NOT_STAFF: 403,
        StaffCode.NOT_YOUR_DUTY: 403,
        StaffCode.SAME_PERSON: 403,
        StaffCode.EXISTS: 409,
        StaffCode.NOT_POSSIBLE: 409,
    }
)
assert STATUS_BY_CODE.keys() == {*ProblemCode, *StaffCode}, "every problem code has a status"


def problem_response(
    refusal: Refusal, *, incident: str | None = None, closes: bool = False
) -> Response:
    """The answer for a refusal.

    incident: what the log calls a fault of ours. closes: the connection ends with this answer.
    """
    status = STATUS_BY_CODE[refusal.code]
    body = {
        "type": TYPE_PREFIX + refusal.code.value,
        "title": refusal.title[:TITLE_SIZE_MAX],
        "status": status,
        "incident": incident,
    }
    headers = {"connection": "close"} if closes else {}
    if refusal.retry_after_s is not None:
        headers["retry-after"] = str(refusal.retry_after_s)
    return Response(
        json.dumps(body, separators=(",", ":")),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )
