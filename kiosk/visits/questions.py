"""What a visit asks the bank, and what its answers mean to the visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bank_server.contract import (
    ApprovedAccounts,
    ApprovedBalance,
    ApprovedPinChange,
    DeclineReason,
    Operation,
)
from bank_server.contract.authorisations import AccountView
from bank_server.contract.card_deactivations import FAILED_TRIES
from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from kiosk.domain.transactions import one_question
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.domain.visit.events import (
    AskFailed,
    BalanceKnown,
    Event,
    Failure,
    PinChangeResult,
    Proven,
)
from kiosk.domain.visit.state import Account
from kiosk.journal.entry import Out
from kiosk.journal.events import BalanceShown, CardRefused
from kiosk.money.deactivation import Deactivation
from kiosk.money.exchange import Answer, Approved, Declined, Exchange, NoAnswer, NotAsked, Question
from kiosk.money.one_question import OneQuestion, pin_change
from kiosk.money.ports import CardInUse, Ports
from kiosk.visits.cash_asking import cash_answer

_DECLINES: Final = {
    DeclineReason.PIN_WRONG: Failure.PIN_WRONG,
    DeclineReason.CARD_BLOCKED: Failure.BLOCKED,
    DeclineReason.PIN_WEAK: Failure.WEAK,
    DeclineReason.FUNDS: Failure.FUNDS,
    DeclineReason.DAILY_LIMIT: Failure.LIMIT,
    DeclineReason.AMOUNT: Failure.AMOUNT,
    DeclineReason.NOT_LINKED: Failure.ACCOUNT,
    DeclineReason.CARD_BUSY: Failure.BUSY,
    DeclineReason.STRIPE_REFUSED: Failure.STRIPE,
}


LAST_SHOWN: Final = 4
REFERENCE_SIZE: Final = 6  # characters of the txid that a customer quotes


def reference_of(txid: bytes) -> str:
    """What a customer quotes of a transaction."""
    return txid.hex()[:REFERENCE_SIZE].upper()


def _account(view: AccountView) -> Account:
    return Account(
        view.id,
        view.name,
        view.available.money,
        view.balance.money,
        view.type,
        view.id[-LAST_SHOWN:].upper(),
    )


class Questions:
    """Keeps the card's number and the visit's token, and wipes them at the end.

    Attributes:
        card: once it has been read.
        txids: of this visit, by the reference that a customer quotes.
    """

    def __init__(self, ports: Ports, visit: str, handle: Callable[[Event], None]) -> None:
        """handle: hears what the answers mean."""
        self._ports = ports
        self._visit = visit
        self._handle = handle
        self._token: Secret | None = None
        self._exchange: Exchange | None = None
        self._pins_asked = 0
        self._pins_wrong: list[bytes] = []
        self._is_over = False
        self.card: CardInUse | None = None
        self.txids: dict[str, bytes] = {}

    def end(self) -> None:
        """The visit is over: nothing more is asked for it, and its secrets are gone."""
        self._is_over = True
        if self._exchange is not None:
            self._exchange.stop()
        of_card = (self.card.card_id, self.card.stripe_code) if self.card else ()
        for secret in (self._token, *of_card):
            if secret is not None:
                secret.wipe()

    # --- accounts and balance

    def ask_accounts(self) -> None:
        """Prove card and PIN."""
        self._pins_asked += 1
        txid = self.new_txid()
        question = Question(txid, Operation.ACCOUNTS, with_pin=True, pin_tries=self._pins_asked)
        self._ask(question, lambda answer: self._proven(txid, answer))

    def ask_balance(self, account: str | None) -> None:
        self._ask(Question(self.new_txid(), Operation.BALANCE, account), self._balance)

    def _proven(self, txid: bytes, answer: Answer) -> None:
        match answer:
            case Approved(ApprovedAccounts(accounts=accounts, visit=token)) if accounts:
                if token is not None and not self._is_over:
                    self._token = Secret(token.encode("ascii"))
                self._pins_wrong.clear()  # the bank counts anew, too
                self._handle(Proven(tuple(_account(each) for each in accounts)))
            case Declined(_, tries_left) if tries_left is not None:
                self._pins_wrong.append(txid)
                if not tries_left:
                    self._deactivate()
                self._failed(answer)
            case _:
                self._failed(answer)

    def _balance(self, answer: Answer) -> None:
        match answer:
            case Approved(ApprovedBalance(txid=txid, available=available, balance=balance)):
                self._ports.note(BalanceShown(bytes.fromhex(txid)), self._visit)
                reference = reference_of(bytes.fromhex(txid))
                self._handle(BalanceKnown(available.money, balance.money, reference))
            case _:
                self._failed(answer)

    # --- transactions

    def new_pin_change(self, ended: Callable[[], None]) -> OneQuestion:
        """A change of the PIN that was typed, not yet begun."""
        intent = pin_change(self.new_txid())
        told = self._pin_changed
        return OneQuestion(self._ports, self._visit, intent, told, ended, self._ask_change)

    def authorise_cash(
        self,
        account: str | None,
        job: Job,
        opened: Record,
        deliver: Callable[[cash.Approved | cash.Denied], None],
    ) -> None:
        """The withdrawal's one question; its answer goes to the withdrawal, not to the visit."""
        question = Question(
            job.txid,
            Operation.WITHDRAWAL,
            account,
            amount=job.amount,
            notes=job.notes,
            opened=opened,
        )
        self._ask(question, lambda answer: deliver(cash_answer(answer)))

    def authorise_transfer(self, order: TransferOrder, deliver: Callable[[Answer], None]) -> None:
        """A transfer's one question; the visit hears of a refusal after the transfer has."""
        question = Question(
            order.txid, Operation.TRANSFER, order.source, order.target, amount=order.amount
        )
        self._ask(question, lambda answer: self._both_hear(answer, deliver))

    def authorise_deposit(self, order: DepositOrder, deliver: Callable[[Answer], None]) -> None:
        """As for a transfer."""
        question = Question(order.txid, Operation.DEPOSIT, target=order.target, amount=order.amount)
        self._ask(question, lambda answer: self._both_hear(answer, deliver))

    def _both_hear(self, answer: Answer, deliver: Callable[[Answer], None]) -> None:
        deliver(answer)
        if isinstance(answer, Declined | NotAsked):
            self._failed(answer)

    def _ask_change(self, txid: bytes, deliver: Callable[[one_question.Event], None]) -> None:
        def heard(answer: Answer) -> None:
            match answer:
                case Approved(ApprovedPinChange()):
                    deliver(one_question.Event.APPROVED)
                case Approved():
                    # An answer to another question says nothing about this one.
                    deliver(one_question.Event.NO_ANSWER)
                case NoAnswer():
                    deliver(one_question.Event.NO_ANSWER)
                case _:
                    deliver(one_question.Event.REFUSED)
                    self._failed(answer)

        self._ask(Question(txid, Operation.PIN_CHANGE, with_new_pin=True), heard)

    def _pin_changed(self, answer: one_question.Answer) -> None:
        match answer:
            case one_question.Answer.DONE:
                self._handle(PinChangeResult.DONE)
            case one_question.Answer.VOID:
                self._handle(AskFailed(Failure.SILENT))
            case one_question.Answer.NOT_CONFIRMED:
                self._handle(PinChangeResult.NOT_CONFIRMED)

    # --- what they share

    def _ask(self, question: Question, heard: Callable[[Answer], None]) -> None:
        if self.card is None:
            heard(NotAsked(Failure.CARD))
            return
        self._exchange = Exchange(self._ports, self.card, self._visit, self._token, heard)
        self._exchange.ask(question)

    def _deactivate(self) -> None:
        """Only what was typed here can be named: after tries elsewhere the bank knows alone."""
        if self.card is None or self._is_over:
            return  # the number is wiped; the bank has counted, too
        if len(self._pins_wrong) == FAILED_TRIES:
            card_id = self.card.card_id
            Deactivation(self._ports, self._visit, card_id, self._pins_wrong).send()

    def _failed(self, answer: Answer) -> None:
        match answer:
            case Declined(reason=DeclineReason.CARD_BLOCKED) | NotAsked(Failure.BLOCKED):
                refused = CardRefused(DeclineReason.CARD_BLOCKED.value)
                self._ports.note(refused, self._visit, Out.FAIL)
        match answer:
            case Declined(reason, tries_left):
                self._handle(AskFailed(_DECLINES.get(reason, Failure.REFUSED), tries_left))
            case NotAsked(failure):
                self._handle(AskFailed(failure))
            case Approved() | NoAnswer():
                self._handle(AskFailed(Failure.SILENT))

    def new_txid(self) -> bytes:
        """For this visit; a receipt finds it by its reference."""
        txid = self._ports.random_bytes(16)
        self.txids[reference_of(txid)] = txid
        return txid
