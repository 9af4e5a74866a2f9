"""The ATM listener: /v1/… to use cases. Who asks is told by the certificate alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from bank_server.certificates.identity import IdentityRefused, Peer
from bank_server.contract.authorisations import AuthorisationRequest
from bank_server.contract.balancings import BalancingRequest
from bank_server.contract.card_deactivations import CardDeactivationRequest
from bank_server.contract.cash_loads import CashLoadRequest
from bank_server.contract.challenges import ChallengeRequest
from bank_server.contract.deposit_results import DepositResultRequest
from bank_server.contract.heartbeats import HeartbeatRequest
from bank_server.contract.journal_entries import JournalEntriesRequest
from bank_server.contract.json_text import dump, parse
from bank_server.contract.levellings import LevellingRequest
from bank_server.contract.message import BODY_SIZE_MAX, Message
from bank_server.contract.message import Request as AtmRequest
from bank_server.contract.new_journals import NewJournalRequest
from bank_server.contract.paths import PATHS
from bank_server.contract.problems import ProblemCode
from bank_server.contract.provisionings import ProvisioningRequest
from bank_server.contract.settlements import ResolutionRequest, SettlementRequest
from bank_server.http.bodies import read_json_body
from bank_server.http.edge import Edge, json_response
from bank_server.http.problems import problem_response
from bank_server.http.threads import StoreThread
from bank_server.http.tls_protocol import PEER
from bank_server.service.authorisations import needs_argon2
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal
from bank_server.service.pin_queue import PinQueue
from bank_server.service.pin_work import PinWork, find_out
from bank_server.service.proofs import Answer
from bank_server.service.provisionings import ProvisioningWork, hash_first_pin

M = TypeVar("M", bound=AtmRequest[Message])
Reply = Message | bytes | Refusal

# Two look at their anchor as they come; two are of the journal before the key that they ask for.
SAY_IT_THEMSELVES = (
    HeartbeatRequest,
    JournalEntriesRequest,
    ProvisioningRequest,
    NewJournalRequest,
)
NOT_ALLOWED = Refusal(ProblemCode.ATM_UNKNOWN, "this certificate is not allowed")


class AtmRoutes:
    """Lives on the event loop; sends every step to the store's thread or to Argon2's pool."""

    def __init__(self, bank: Bank, edge: Edge, thread: StoreThread, queue: PinQueue) -> None:
        self._bank = bank
        self._edge = edge
        self._thread = thread
        self._queue = queue

    def application(self) -> FastAPI:
        bank, app = self._bank, self._edge.application()
        self._add(app, ChallengeRequest, self._in_one_step(bank.challenges.give))
        self._add(app, AuthorisationRequest, self._authorise)
        self._add(app, SettlementRequest, self._in_one_step(bank.settlements.settle))
        self._add(app, ResolutionRequest, self._in_one_step(bank.settlements.resolve))
        self._add(app, DepositResultRequest, self._in_one_step(bank.deposits.report))
        self._add(app, CardDeactivationRequest, self._in_one_step(bank.terminals.deactivate))
        self._add(app, HeartbeatRequest, self._in_one_step(bank.terminals.heartbeat))
        self._add(app, CashLoadRequest, self._in_one_step(bank.terminals.load_cash))
        self._add(app, BalancingRequest, self._in_one_step(bank.balancings.balance))
        self._add(app, ProvisioningRequest, self._provision)
        self._add(app, JournalEntriesRequest, self._in_one_step(bank.journals.keep))
        self._add(app, LevellingRequest, self._in_one_step(bank.levellings.level))
        self._add(app, NewJournalRequest, self._in_one_step(bank.new_journals.begin))
        assert set(PATHS.values()) <= {getattr(r, "path", "") for r in app.routes}
        return app

    def _add(
        self, app: FastAPI, model: type[M], handle: Callable[[str, M], Awaitable[Reply]]
    ) -> None:
        async def endpoint(request: Request) -> Response:
            body = await read_json_body(request, BODY_SIZE_MAX)
            atm_id = await self._atm_of(request.scope[PEER])
            if atm_id is None:
                return problem_response(NOT_ALLOWED, closes=True)
            message = parse(model, body)
            if not isinstance(message, SAY_IT_THEMSELVES):
                self._bank.journals.heard(atm_id, message.anchor)
            return _response(await handle(atm_id, message))

        # A plain route: this class reads body and message itself, so nothing is to be injected.
        app.add_route(PATHS[model], self._edge.guarded(endpoint), methods=["POST"])

    def _in_one_step(
        self, step: Callable[[str, M], Message | Refusal]
    ) -> Callable[[str, M], Awaitable[Reply]]:
        async def run(atm_id: str, request: M) -> Reply:
            return await self._thread.run(lambda: step(atm_id, request))

        return run

    async def _authorise(self, atm_id: str, request: AuthorisationRequest) -> Reply:
        arrived_ms = self._bank.parts.now_ms()
        cases = self._bank.authorisations

        def begin(*, has_place: bool) -> Answer | PinWork:
            return cases.begin(atm_id, request, arrived_ms=arrived_ms, has_place=has_place)

        if not needs_argon2(request) or self._queue.is_full:
            answer = await self._thread.run(lambda: begin(has_place=False))
            assert not isinstance(answer, PinWork), "no work without a place"
            return answer
        with self._queue.place():
            started = await self._thread.run(lambda: begin(has_place=True))
            if not isinstance(started, PinWork):
                return started
            hasher = self._bank.parts.hasher
            findings = await self._queue.run(lambda: find_out(started, hasher))
        return await self._thread.run_promised(lambda: cases.finish(started, findings))

    async def _provision(self, atm_id: str, request: ProvisioningRequest) -> Reply:
        cases = self._bank.provisionings
        with self._queue.place():
            work = await self._thread.run(lambda: cases.begin(atm_id, request))
            if not isinstance(work, ProvisioningWork):
                return work
            hasher, pin = self._bank.parts.hasher, None
            if work.pin is not None:
                pin = await self._queue.run(lambda: hash_first_pin(work, hasher))
        return await self._thread.run_promised(lambda: cases.finish(work, pin))

    async def _atm_of(self, peer: Peer | None) -> str | None:
        """The ATM that this certificate speaks for, or None. Asks the store once a certificate."""
        if peer is None:
            return None
        try:
            atm_id = str(peer.atm)
        except IdentityRefused:
            return None
        is_allowed = self._bank.allow_list.known(peer)
        if is_allowed is None:
            is_allowed = await self._thread.run(lambda: self._bank.atms.is_allowed(peer, atm_id))
            if not is_allowed:
                self._bank.parts.log.warning("certificate_refused", serial=peer.serial, atm=atm_id)
        return atm_id if is_allowed else None


def _response(reply: Reply) -> Response:
    match reply:
        case Refusal():
            return problem_response(reply)
        case bytes():
            return json_response(reply)
        case _:
            return json_response(dump(reply))
