"""The staff listener: /admin/v1/… to use cases, each with the duty that it needs."""

from __future__ import annotations

from fastapi import FastAPI

from bank_server.contract.message import Message
from bank_server.contract.money import Money
from bank_server.domain.cards import Card, ProofKind
from bank_server.http import admin_views as view
from bank_server.http import counting_messages as c
from bank_server.http import journal_messages as j
from bank_server.http import staff_messages as m
from bank_server.http.counting_routes import add_counting
from bank_server.http.day_routes import add_days
from bank_server.http.edge import Edge
from bank_server.http.review_messages import PinReviewAsked, PinReviewed
from bank_server.http.staff_calls import StaffCalls
from bank_server.http.threads import StoreThread
from bank_server.service.bank import Bank
from bank_server.service.outcome import Refusal
from bank_server.service.staff_rights import Duty


class AdminRoutes:
    """What staff may ask of accounts, cards, ATMs and each other."""

    def __init__(self, bank: Bank, edge: Edge, thread: StoreThread) -> None:
        self._bank = bank
        self._edge = edge
        self._thread = thread

    def application(self) -> FastAPI:
        app = self._edge.application()
        calls = StaffCalls(app, self._bank, self._edge, self._thread)
        self._accounts(calls)
        self._cards(calls)
        self._atms(calls)
        self._people(calls)
        add_counting(calls, self._bank)
        add_days(calls, self._bank)
        return app

    def _accounts(self, calls: StaffCalls) -> None:
        cases, currency = self._bank.accounts, self._bank.parts.currency

        def create(by: str, asked: m.AccountCreate) -> Message | Refusal:
            opening = Money(asked.minor, asked.currency or currency)
            return view.shown(cases.create(by, asked.name, opening, asked.type), view.account)

        def propose(by: str, asked: m.AccountSetBalance) -> Message | Refusal:
            return calls.proposed(cases.propose_balance(by, asked.name, asked.minor))

        def show(_: str, asked: m.AccountRef) -> Message | Refusal:
            return view.shown(cases.show(asked.name), view.account)

        def every(_: str, __: m.Nothing) -> Message:
            return m.Accounts(accounts=tuple(view.account(each) for each in cases.all()))

        calls.add("accounts", m.AccountCreate, Duty.SERVE, create)
        calls.add("accounts/set-balance", m.AccountSetBalance, Duty.PROPOSE, propose)
        calls.add("accounts/show", m.AccountRef, Duty.LOOK, show)
        calls.add("accounts/list", m.Nothing, Duty.LOOK, every)

    def _cards(self, calls: StaffCalls) -> None:
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

        calls.add("cards", m.CardIssue, Duty.SERVE, issue)
        calls.add("cards/block", m.CardRef, Duty.SERVE, block)
        calls.add("cards/unblock", m.CardRef, Duty.SERVE, unblock)
        calls.add("cards/show", m.CardRef, Duty.LOOK, show)
        calls.add("cards/list", m.Nothing, Duty.LOOK, every)

    def _atms(self, calls: StaffCalls) -> None:
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
            return calls.proposed(self._bank.work.propose_journal(by, asked.uuid, asked.why))

        calls.add("atms", m.AtmCreate, Duty.RUN_ATMS, create)
        calls.add("atms/show", m.AtmRef, Duty.LOOK, show)
        calls.add("atms/list", m.Nothing, Duty.LOOK, every)
        calls.add("atms/suspend", m.AtmRef, Duty.RUN_ATMS, suspend)
        calls.add("atms/resume", m.AtmRef, Duty.RUN_ATMS, resume)

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

        calls.add("atms/journal-anchors", m.AtmRef, Duty.LOOK, anchors)
        calls.add("atms/new-journal", j.JournalLost, Duty.RUN_ATMS, lost)
        calls.add("atms/journal-keys", m.AtmRef, Duty.RUN_ATMS, journal_keys)
        calls.add("atms/accept-journal", m.JournalAccept, Duty.RUN_ATMS, journal)
        calls.add("atms/certificates/issue", m.CertificateIssue, Duty.RUN_ATMS, issue)
        calls.add("atms/certificates/allow", m.AtmCertificate, Duty.RUN_ATMS, allow)
        calls.add("atms/certificates/revoke", m.AtmCertificate, Duty.RUN_ATMS, revoke)

    def _people(self, calls: StaffCalls) -> None:
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

        def review(_: str, asked: PinReviewAsked) -> Message:
            return PinReviewed.of(self._bank.pin_review.whole(is_all=asked.is_all))

        calls.add("reports/pins", PinReviewAsked, Duty.LOOK, review)
        calls.add("operators/list", m.Nothing, Duty.LOOK, every)
        calls.add("operators/revoke", m.OperatorRef, Duty.RUN_STAFF, revoke)
        calls.add("confirmations/list", m.Nothing, Duty.LOOK, waiting)
        calls.add("confirmations", m.Confirm, Duty.CONFIRM, confirm)
        calls.add("reports/audit", m.Nothing, Duty.AUDIT, audit)
