"""deposit-results: what became of the envelope of a deposit."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from bank_server.contract.message import Message, Request, Txid
from bank_server.contract.operations import DepositState, EnvelopeResult

ENVELOPE_NUMBER_MAX: Final = 2**32 - 1


class DepositResultRequest(Request["DepositResultReply"]):
    """Repeated for ever until it is answered.

    Attributes:
        number: what the slot counted this envelope as; null if it says none.
    """

    txid: Txid
    envelope: EnvelopeResult
    number: Annotated[int, Field(ge=0, le=ENVELOPE_NUMBER_MAX)] | None


class DepositResultReply(Message):
    state: DepositState
