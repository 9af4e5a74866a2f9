"""Refusals on the wire: one status per problem code, bodies as RFC 9457 describes them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from starlette.responses import Response

from bank_server.contract.json_text import dump
from bank_server.contract.problems import Problem, ProblemCode

MEDIA_TYPE: Final = "application/problem+json"

STATUS_BY_CODE: Final = MappingProxyType[ProblemCode, int](
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
        ProblemCode.NOT_FOUND: 404,
        ProblemCode.IN_PROGRESS: 409,
        ProblemCode.VOIDED: 409,
        ProblemCode.COUNTERS_DIFFER: 409,
        ProblemCode.ATM_BUSY: 409,
        ProblemCode.SETTLED_DIFFERENTLY: 409,
        ProblemCode.TOO_LARGE: 413,
        ProblemCode.TXID_CONFLICT: 422,
        ProblemCode.RATE: 429,
        ProblemCode.INTERNAL: 500,
        ProblemCode.OVERLOADED: 503,
    }
)
assert STATUS_BY_CODE.keys() == set(ProblemCode), "every problem code has a status"


def problem_response(
    code: ProblemCode,
    title: str,
    *,
    incident: str | None = None,
    retry_after_s: int | None = None,
) -> Response:
    """The answer for a refusal. title: names fields, never values."""
    status = STATUS_BY_CODE[code]
    headers = {} if retry_after_s is None else {"retry-after": str(retry_after_s)}
    return Response(
        dump(Problem.of(code, status, title, incident)),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )
