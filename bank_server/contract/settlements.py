"""settlements and resolutions: how a txid ends, by evidence or by question."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from bank_server.contract.authorisations import AuthorisationReply, HoldCopyText
from bank_server.contract.message import Balance, Message, Request, Txid
from bank_server.contract.operations import ResolutionState, SettlementState
from bank_server.contract.record_text import RecordText


class SettlementRequest(Request["SettlementReply"]):
    """The HSM's FINAL record; repeated for ever until it is answered.

    Attributes:
        hold_copy: as it came with the vouchers; null if no cash was approved. The bank reads it
            only where it has lost the hold.
    """

    txid: Txid
    receipt: RecordText
    hold_copy: HoldCopyText | None = None


class SettlementReply(Message):
    state: SettlementState
    amount: Balance


class ResolutionRequest(Request["ResolutionReply"]):
    """Asks what became of a txid for which there is no receipt."""

    txid: Txid


class ResolutionReply(Message):
    """
    Attributes:
        reply: the authorisation's answer as first sent, if it is kept.
    """

    state: ResolutionState
    reply: AuthorisationReply | None = None

    @model_validator(mode="after")
    def _reply_fits(self) -> Self:
        has_ended = self.state in {ResolutionState.DONE, ResolutionState.DECLINED}
        if self.reply is not None and not has_ended:
            raise ValueError("reply does not fit the state")
        return self
