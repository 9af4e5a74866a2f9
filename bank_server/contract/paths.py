"""Which message goes to which path, and what comes back."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from pydantic import TypeAdapter

from bank_server.contract.authorisations import AuthorisationReply, AuthorisationRequest
from bank_server.contract.balancings import BalancingReply, BalancingRequest
from bank_server.contract.card_deactivations import CardDeactivationReply, CardDeactivationRequest
from bank_server.contract.cash_loads import CashLoadReply, CashLoadRequest
from bank_server.contract.challenges import ChallengeReply, ChallengeRequest
from bank_server.contract.deposit_results import DepositResultReply, DepositResultRequest
from bank_server.contract.heartbeats import HeartbeatReply, HeartbeatRequest
from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.levellings import LevellingReply, LevellingRequest
from bank_server.contract.message import Message, Request
from bank_server.contract.new_journals import NewJournalReply, NewJournalRequest
from bank_server.contract.provisionings import ProvisioningReply, ProvisioningRequest
from bank_server.contract.settlements import (
    ResolutionReply,
    ResolutionRequest,
    SettlementReply,
    SettlementRequest,
)

PATHS: Final = MappingProxyType[type[Request[Message]], str](
    {
        ChallengeRequest: "/v1/challenges",
        AuthorisationRequest: "/v1/authorisations",
        SettlementRequest: "/v1/settlements",
        ResolutionRequest: "/v1/resolutions",
        DepositResultRequest: "/v1/deposit-results",
        CardDeactivationRequest: "/v1/card-deactivations",
        HeartbeatRequest: "/v1/heartbeats",
        CashLoadRequest: "/v1/cash-loads",
        BalancingRequest: "/v1/balancings",
        ProvisioningRequest: "/v1/provisionings",
        JournalEntriesRequest: "/v1/journal-entries",
        LevellingRequest: "/v1/levellings",
        NewJournalRequest: "/v1/new-journals",
    }
)

REPLIES: Final = MappingProxyType[type[Request[Message]], TypeAdapter[Message]](
    {
        ChallengeRequest: TypeAdapter(ChallengeReply),
        AuthorisationRequest: TypeAdapter(AuthorisationReply),
        SettlementRequest: TypeAdapter(SettlementReply),
        ResolutionRequest: TypeAdapter(ResolutionReply),
        DepositResultRequest: TypeAdapter(DepositResultReply),
        CardDeactivationRequest: TypeAdapter(CardDeactivationReply),
        HeartbeatRequest: TypeAdapter(HeartbeatReply),
        CashLoadRequest: TypeAdapter(CashLoadReply),
        BalancingRequest: TypeAdapter(BalancingReply),
        ProvisioningRequest: TypeAdapter(ProvisioningReply),
        JournalEntriesRequest: TypeAdapter(JournalEntriesReply),
        LevellingRequest: TypeAdapter(LevellingReply),
        NewJournalRequest: TypeAdapter(NewJournalReply),
    }
)
