"""One call of the staff listener: who asks, whether it is their duty, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from bank_server.certificates.identity import IdentityRefused, Peer
from bank_server.contract.json_text import dump, parse
from bank_server.contract.message import BODY_SIZE_MAX, Message
from bank_server.domain.people import Staff
from bank_server.http import admin_views as view
from bank_server.http import staff_messages as m
from bank_server.http.bodies import read_json_body
from bank_server.http.edge import Edge, json_response
from bank_server.http.problems import problem_response
from bank_server.http.staff_messages import ADMIN_PREFIX
from bank_server.http.threads import StoreThread
from bank_server.http.tls_protocol import PEER
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.staff_rights import Duty, may

M = TypeVar("M", bound=Message)
Step = Callable[[str, M], Message | Refusal]

NOT_STAFF = Refusal(StaffCode.NOT_STAFF, "this certificate belongs to nobody on the staff")
NOT_YOUR_DUTY = Refusal(StaffCode.NOT_YOUR_DUTY, "your role does not do this")


class StaffCalls:
    """Lives on the event loop; every step, also who it is, runs on the store's thread."""

    def __init__(self, app: FastAPI, bank: Bank, edge: Edge, thread: StoreThread) -> None:
        self._app = app
        self._bank = bank
        self._edge = edge
        self._thread = thread

    def proposed(self, proposed: str | Refusal) -> m.Proposed | Refusal:
        """What was proposed under this id, in words, and who may confirm it."""
        if isinstance(proposed, Refusal):
            return proposed
        people = self._bank.people
        found = people.proposal(proposed)
        return view.proposed(found, people.says(found), people.confirmers(found))

    def add(self, path: str, model: type[M], duty: Duty, step: Step[M]) -> None:
        async def endpoint(request: Request) -> Response:
            body = await read_json_body(request, BODY_SIZE_MAX)
            peer = request.scope[PEER]
            staff = await self._thread.run(lambda: self._staff_of(peer))
            if staff is None:
                return problem_response(NOT_STAFF, closes=True)
            if not may(staff.role, duty):
                return problem_response(NOT_YOUR_DUTY)
            asked = parse(model, body)
            reply = await self._thread.run(lambda: step(staff.name, asked))
            if isinstance(reply, Refusal):
                return problem_response(reply)
            return json_response(dump(reply))

        self._app.post(ADMIN_PREFIX + path)(self._edge.guarded(endpoint))

    def _staff_of(self, peer: Peer | None) -> Staff | None:
        if peer is None:
            return None
        try:
            name = peer.staff
        except IdentityRefused:
            return None
        staff = self._bank.people.by_certificate(name, peer.serial)
        if staff is None:
            self._bank.parts.log.warning("certificate_refused", serial=peer.serial, name=name)
        return staff
