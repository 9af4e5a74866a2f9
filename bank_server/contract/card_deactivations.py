"""card-deactivations: advice that a card failed its PIN three times here."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, field_validator

from bank_server.contract.message import Message, Request, Txid, UuidText
from bank_server.contract.operations import DeactivationState

FAILED_TRIES: Final = 3


class CardDeactivationRequest(Request["CardDeactivationReply"]):
    card_id: Annotated[UuidText, Field(repr=False)]
    txids: Annotated[tuple[Txid, ...], Field(min_length=FAILED_TRIES, max_length=FAILED_TRIES)]

    @field_validator("txids")
    @classmethod
    def _distinct(cls, txids: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(txids)) != len(txids):
            raise ValueError("a txid is named twice")
        return txids


class CardDeactivationReply(Message):
    state: DeactivationState
