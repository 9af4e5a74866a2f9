"""Calls to the bank: one keep-alive session, mutual TLS, one deadline a call, no retry ever."""

from __future__ import annotations

from pathlib import Path
from typing import overload

from bank_server.contract import (
    AuthorisationReply,
    AuthorisationRequest,
    CardDeactivationReply,
    CardDeactivationRequest,
    CashLoadReply,
    CashLoadRequest,
    ChallengeReply,
    ChallengeRequest,
    HeartbeatReply,
    HeartbeatRequest,
    Message,
    ProvisioningReply,
    ProvisioningRequest,
    Request,
    ResolutionReply,
    ResolutionRequest,
    SettlementReply,
    SettlementRequest,
)


class BankClient:
    """Blocking; for one thread. Every call is sent at most once."""

    def __init__(self, base_url: str, ca: Path, cert: Path, key: Path) -> None:
        raise NotImplementedError

    @overload
    def call(self, request: ChallengeRequest) -> ChallengeReply: ...
    @overload
    def call(self, request: AuthorisationRequest) -> AuthorisationReply: ...
    @overload
    def call(self, request: SettlementRequest) -> SettlementReply: ...
    @overload
    def call(self, request: ResolutionRequest) -> ResolutionReply: ...
    @overload
    def call(self, request: CardDeactivationRequest) -> CardDeactivationReply: ...
    @overload
    def call(self, request: HeartbeatRequest) -> HeartbeatReply: ...
    @overload
    def call(self, request: CashLoadRequest) -> CashLoadReply: ...
    @overload
    def call(self, request: ProvisioningRequest) -> ProvisioningReply: ...
    def call(self, request: Request) -> Message:
        """Send the request and return the bank's reply. Raises BankRefused, BankUnreachable."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
