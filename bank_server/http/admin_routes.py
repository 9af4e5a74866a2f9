"""The staff listener: /admin/v1/… to use cases, each with the duty that it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from bank_server.certificates.identity import IdentityRefused, Peer
from bank_server.contract.json_text import dump, parse
from bank_server.contract.message import BODY_SIZE_MAX, Message
from bank_server.contract.money import Money
from bank_server.domain.cards import Card, ProofKind
from bank_server.domain.people import Staff, WorkItem
from bank_server.http import admin_views as view
from bank_server.http import counting_messages as c
from bank_server.http import deposit_messages as d
from bank_server.http import journal_messages as j
from bank_server.http import restoration_messages as r
from bank_server.http import staff_messages as m
from bank_server.http.bodies import read_json_body
from bank_server.http.edge import Edge, json_response
from bank_server.http.problems import problem_response
from bank_server.http.staff_messages import ADMIN_PREFIX
from bank_server.http.threads import StoreThread
from bank_server.http.tls_protocol import PEER
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal, StaffCode
from bank_server.service.staff_deposits import Credited
from bank_server.service.staff_rights import Duty, may

M = TypeVar("M", bound=Message)
Step = Callable[[str, M], Message | Refusal]

NOT_STAFF = Refusal(StaffCode.NOT_STAFF, "this certificate belongs to nobody on the staff")
NOT_YOUR_DUTY = Refusal(StaffCode.NOT_YOUR_DUTY, "your role does not do this")


class AdminRoutes:
    """Lives on the event loop; every step, also who it is, runs on the store's thread."""

    def __init__(self, bank: Bank, edge: Edge, thread: StoreThread) -> None:
        self._bank = bank
        self._edge = edge
        self._thread = thread

    def application(self) -> FastAPI:
        app = self._edge.application()
        self._accounts(app)
        self._cards(app)
        self._atms(app)
        self._people(app)
        self._work(app)
        self._counted(app)
        self._deposits(app)
        self._restored(app)
        return app

    def _accounts(self, app: FastAPI) -> None:
        cases, currency = self._bank.accounts, self._bank.parts.currency

        def create(by: str, asked: m.AccountCreate) -> Message | Refusal:
            opening = Money(asked.minor, asked.currency or currency)
            return view.shown(cases.create(by, asked.name, opening, asked.type), view.account)

        def propose(by: str, asked: m.AccountSetBalance) -> Message | Refusal:
            return self._proposed(cases.propose_balance(by, asked.name, asked.minor))

        def show(_: str, asked: m.AccountRef) -> Message | Refusal:
            return view.shown(cases.show(asked.name), view.account)

        def every(_: str, __: m.Nothing) -> Message:
            return m.Accounts(accounts=tuple(view.account(each) for each in cases.all()))

        self._add(app, "accounts", m.AccountCreate, Duty.SERVE, create)
        self._add(app, "accounts/set-balance", m.AccountSetBalance, Duty.PROPOSE, propose)
        self._add(app, "accounts/show", m.AccountRef, Duty.LOOK, show)
        self._add(app, "accounts/list", m.Nothing, Duty.LOOK, every)

    def _cards(self, app: FastAPI) -> None:
        cases = self._bank.cards

        def card(each: Card) -> m.Card:
            return view.card(each, cases.accounts_of(each))

        def issue(by: str, asked: m.CardIssue) -> Message | Refusal:
            issued = cases.issue(
                by,
                asked.accounts,
                proof=ProofKind(asked.proof),
                may_withdraw=asked.may_withdraw,
                daily_limit=asked.daily_limit,
            )
            return view.shown(issued, view.issued_card)

        def block(by: str, asked: m.CardRef) -> Message | Refusal:
            return view.shown(cases.block(by, asked.card), card)

        def unblock(by: str, asked: m.CardRef) -> Message | Refusal:
            return view.shown(cases.unblock(by, asked.card), card)

        def show(_: str, asked: m.CardRef) -> Message | Refusal:
            return view.shown(cases.show(asked.card), card)

        def every(_: str, __: m.Nothing) -> Message:
            return m.Cards(cards=tuple(card(each) for each in cases.all()))

        self._add(app, "cards", m.CardIssue, Duty.SERVE, issue)
        self._add(app, "cards/block", m.CardRef, Duty.SERVE, block)
        self._add(app, "cards/unblock", m.CardRef, Duty.SERVE, unblock)
        self._add(app, "cards/show", m.CardRef, Duty.LOOK, show)
        self._add(app, "cards/list", m.Nothing, Duty.LOOK, every)

    def _atms(self, app: FastAPI) -> None:
        cases, currency = self._bank.atms, self._bank.parts.currency

        def create(by: str, asked: m.AtmCreate) -> Message | Refusal:
            created = cases.create(
                by,
                tuple((each.canister, each.denomination) for each in asked.canisters),
                currency=asked.currency or currency,
                max_notes=asked.max_notes,
                public_key=asked.public_key,
            )
            return view.shown(created, view.created_atm)

        def show(_: str, asked: m.AtmRef) -> Message | Refusal:
            return view.shown(cases.show(asked.uuid), view.atm)

        def every(_: str, __: m.Nothing) -> Message:
            return m.Atms(atms=tuple(view.atm(each) for each in cases.all()))

        def allow(by: str, asked: m.AtmCertificate) -> Message | Refusal:
            return cases.allow(by, asked.uuid, asked.serial) or m.Done()

        def revoke(by: str, asked: m.AtmCertificate) -> Message | Refusal:
            return cases.revoke(by, asked.uuid, asked.serial) or m.Done()

        def issue(by: str, asked: m.CertificateIssue) -> Message | Refusal:
            return view.shown(cases.issue(by, asked.uuid, asked.public_key), view.certificate)

        def suspend(by: str, asked: m.AtmRef) -> Message | Refusal:
            return cases.suspend(by, asked.uuid) or m.Done()

        def resume(by: str, asked: m.AtmRef) -> Message | Refusal:
            return cases.resume(by, asked.uuid) or m.Done()

        def journal(by: str, asked: m.JournalAccept) -> Message | Refusal:
            return self._proposed(self._bank.work.propose_journal(by, asked.uuid, asked.why))

        self._add(app, "atms", m.AtmCreate, Duty.RUN_ATMS, create)
        self._add(app, "atms/show", m.AtmRef, Duty.LOOK, show)
        self._add(app, "atms/list", m.Nothing, Duty.LOOK, every)
        self._add(app, "atms/suspend", m.AtmRef, Duty.RUN_ATMS, suspend)
        self._add(app, "atms/resume", m.AtmRef, Duty.RUN_ATMS, resume)

        def journal_keys(by: str, asked: m.AtmRef) -> Message | Refusal:
            return view.shown(self._bank.journals.first_keys(by, asked.uuid), j.JournalKeys.of)

        def lost(by: str, asked: j.JournalLost) -> Message | Refusal:
            made = self._bank.new_journals.propose(by, asked.uuid, asked.why)
            if isinstance(made, Refusal):
                return made
            proposal_id, token = made
            people = self._bank.people
            found = people.proposal(proposal_id)
            return view.new_journal(found, people.says(found), people.confirmers(found), token)

        def anchors(_: str, asked: m.AtmRef) -> Message | Refusal:
            return view.shown(self._bank.journals.anchors(asked.uuid), j.JournalAnchors.of)

        self._add(app, "atms/journal-anchors", m.AtmRef, Duty.LOOK, anchors)
        self._add(app, "atms/new-journal", j.JournalLost, Duty.RUN_ATMS, lost)
        self._add(app, "atms/journal-keys", m.AtmRef, Duty.RUN_ATMS, journal_keys)
        self._add(app, "atms/accept-journal", m.JournalAccept, Duty.RUN_ATMS, journal)
        self._add(app, "atms/certificates/issue", m.CertificateIssue, Duty.RUN_ATMS, issue)
        self._add(app, "atms/certificates/allow", m.AtmCertificate, Duty.RUN_ATMS, allow)
        self._add(app, "atms/certificates/revoke", m.AtmCertificate, Duty.RUN_ATMS, revoke)

    def _people(self, app: FastAPI) -> None:
        cases = self._bank.people

        def every(_: str, __: m.Nothing) -> Message:
            return m.Operators(operators=tuple(view.operator(each) for each in cases.all()))

        def revoke(by: str, asked: m.OperatorRef) -> Message | Refusal:
            return cases.revoke(by, asked.name) or m.Done()

        def waiting(_: str, __: m.Nothing) -> Message:
            return m.WaitingList(
                waiting=tuple(view.waiting(each, cases.says(each)) for each in cases.waiting())
            )

        def confirm(by: str, asked: m.Confirm) -> Message | Refusal:
            return cases.confirm(by, asked.id) or m.Done()

        def audit(by: str, _: m.Nothing) -> Message:
            return c.AuditReport.of(*cases.audit(by))

        self._add(app, "operators/list", m.Nothing, Duty.LOOK, every)
        self._add(app, "operators/revoke", m.OperatorRef, Duty.RUN_STAFF, revoke)
        self._add(app, "confirmations/list", m.Nothing, Duty.LOOK, waiting)
        self._add(app, "confirmations", m.Confirm, Duty.CONFIRM, confirm)
        self._add(app, "reports/audit", m.Nothing, Duty.AUDIT, audit)

    def _work(self, app: FastAPI) -> None:
        cases = self._bank.work

        def row(each: WorkItem) -> m.WorkItem:
            return view.work_item(each, cases.amount(each))

        def shown(items: tuple[WorkItem, ...]) -> Message:
            return m.WorkItems(items=tuple(row(each) for each in items))

        def close(by: str, asked: m.WorkClose) -> Message | Refusal:
            return view.shown(cases.close(by, asked.number, asked.because), row)

        self._add(
            app, "work-items/list", m.Nothing, Duty.LOOK, lambda *_: shown(cases.open_items())
        )
        self._add(
            app, "work-items/closed", m.Nothing, Duty.LOOK, lambda *_: shown(cases.closed_items())
        )
        self._add(app, "work-items/close", m.WorkClose, Duty.CLOSE_WORK, close)

    def _counted(self, app: FastAPI) -> None:
        people, disputes, suspense = self._bank.people, self._bank.disputes, self._bank.suspense

        def doubt(by: str, asked: c.InDoubtResolve) -> Message | Refusal:
            presented = tuple((each.canister, each.count) for each in asked.presented)
            return self._proposed(
                people.propose_resolution(by, asked.atm, asked.txid, presented, asked.why)
            )

        def dispute(by: str, asked: c.DisputeResolve) -> Message | Refusal:
            found = tuple((each.canister, each.count) for each in asked.found)
            return self._proposed(disputes.propose(by, asked.atm, asked.txid, found, asked.why))

        def every(_: str, __: m.Nothing) -> Message:
            rows = (c.Dispute.of(each, disputes.account_name(each)) for each in disputes.open())
            return c.Disputes(disputes=tuple(rows))

        def unowned(by: str, asked: c.SuspenseResolve) -> Message | Refusal:
            return self._proposed(
                suspense.propose(by, asked.atm, asked.txid, asked.account, asked.minor, asked.why)
            )

        def all_unowned(_: str, __: m.Nothing) -> Message:
            rows = (c.Suspense.of(each, suspense.account_name(each)) for each in suspense.open())
            return c.SuspenseList(suspense=tuple(rows))

        self._add(app, "suspense/resolve", c.SuspenseResolve, Duty.END_SUSPENSE, unowned)
        self._add(app, "suspense/list", m.Nothing, Duty.LOOK, all_unowned)
        self._add(app, "in-doubt/resolve", c.InDoubtResolve, Duty.PROPOSE, doubt)
        self._add(app, "disputes/resolve", c.DisputeResolve, Duty.END_DISPUTES, dispute)
        self._add(app, "disputes/list", m.Nothing, Duty.LOOK, every)

    def _deposits(self, app: FastAPI) -> None:
        cases = self._bank.envelopes

        def every(_: str, __: m.Nothing) -> Message:
            rows = (d.Deposit.of(each, cases.account_name(each)) for each in cases.open())
            return d.Deposits(deposits=tuple(rows))

        def rejected(_: str, __: m.Nothing) -> Message:
            rows = (d.Deposit.of(each, cases.account_name(each)) for each in cases.rejected())
            return d.Deposits(deposits=tuple(rows))

        def verify(by: str, asked: d.DepositVerify) -> Message | Refusal:
            found = asked.found.money
            came = cases.verify(by, asked.atm, asked.txid, asked.account, found, asked.why)
            return answer(came if isinstance(came, Credited) else self._proposed(came))

        def reject(by: str, asked: d.DepositReject) -> Message | Refusal:
            return answer(self._proposed(cases.reject(by, asked.atm, asked.txid, asked.why)))

        def answer(came: Credited | m.Proposed | Refusal) -> Message | Refusal:
            return came if isinstance(came, Refusal) else d.DepositAnswer.of(came)

        self._add(app, "deposits/list", m.Nothing, Duty.LOOK, every)
        self._add(app, "deposits/rejected", m.Nothing, Duty.LOOK, rejected)
        self._add(app, "deposits/verify", d.DepositVerify, Duty.OPEN_ENVELOPES, verify)
        self._add(app, "deposits/reject", d.DepositReject, Duty.OPEN_ENVELOPES, reject)

    def _restored(self, app: FastAPI) -> None:
        cases = self._bank.restorations

        def waive(by: str, asked: r.LevellingWaive) -> Message | Refusal:
            return self._proposed(cases.propose(by, asked.atm, asked.why))

        def show(_: str, __: m.Nothing) -> Message:
            return r.RestorationReport.of(cases.show())

        self._add(app, "restorations/waive", r.LevellingWaive, Duty.RUN_ATMS, waive)
        self._add(app, "restorations/show", m.Nothing, Duty.LOOK, show)

    def _proposed(self, proposed: str | Refusal) -> m.Proposed | Refusal:
        """What was proposed under this id, in words, and who may confirm it."""
        if isinstance(proposed, Refusal):
            return proposed
        people = self._bank.people
        found = people.proposal(proposed)
        return view.proposed(found, people.says(found), people.confirmers(found))

    def _add(self, app: FastAPI, path: str, model: type[M], duty: Duty, step: Step[M]) -> None:
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

        app.post(ADMIN_PREFIX + path)(self._edge.guarded(endpoint))

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
