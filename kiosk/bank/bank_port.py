"""The bank as the core uses it: requests go in, results come back by `post`."""

from __future__ import annotations

from typing import Protocol, overload

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
    ProvisioningReply,
    ProvisioningRequest,
    ResolutionReply,
    ResolutionRequest,
    SettlementReply,
    SettlementRequest,
)
from kiosk.devices.results import Deliver


class BankPort(Protocol):
    """Threaded (BankWorker) or at once (the simulator's)."""

    @overload
    def submit(self, request: ChallengeRequest, deliver: Deliver[ChallengeReply]) -> None: ...
    @overload
    def submit(
        self, request: AuthorisationRequest, deliver: Deliver[AuthorisationReply]
    ) -> None: ...
    @overload
    def submit(self, request: SettlementRequest, deliver: Deliver[SettlementReply]) -> None: ...
    @overload
    def submit(self, request: ResolutionRequest, deliver: Deliver[ResolutionReply]) -> None: ...
    @overload
    def submit(
        self,
        request: CardDeactivationRequest,
        deliver: Deliver[CardDeactivationReply],
    ) -> None: ...
    @overload
    def submit(self, request: HeartbeatRequest, deliver: Deliver[HeartbeatReply]) -> None: ...
    @overload
    def submit(self, request: CashLoadRequest, deliver: Deliver[CashLoadReply]) -> None: ...
    @overload
    def submit(self, request: ProvisioningRequest, deliver: Deliver[ProvisioningReply]) -> None: ...
