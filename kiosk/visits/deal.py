"""One transaction's way to its visit: what it says is heard as long as the visit deals in it."""

from __future__ import annotations

from collections.abc import Callable

from hardware.crypto.record import Record
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.domain.visit.events import AskFailed, CashNews, Event, Failure
from kiosk.domain.visit.money_news import DepositNews, TransferResult
from kiosk.money.exchange import Answer
from kiosk.visits.questions import Questions


class Deal:
    """Fulfils the customers of `kiosk.visits.customers` but that of a receipt.

    A transaction may say how it ended once more, and late: after the customer was told, and has
    gone on to the next one of the same visit.
    """

    def __init__(
        self,
        number: str,
        account: str | None,
        questions: Questions,
        handle: Callable[[Event], None],
    ) -> None:
        """number: the visit's. account: where cash comes from. handle: the visit hears."""
        self.number = number
        self._account = account
        self._questions = questions
        self._handle = handle
        self._is_over = False

    def end(self) -> None:
        """The visit deals in something else from now on."""
        self._is_over = True

    def _say(self, event: Event) -> None:
        if not self._is_over:
            self._handle(event)

    def hear_cash(self, news: CashNews) -> None:
        """The withdrawal tells what it has come to."""
        self._say(news)

    def authorise_cash(
        self, job: Job, opened: Record, deliver: Callable[[cash.Approved | cash.Denied], None]
    ) -> None:
        """The withdrawal asks the bank, with this visit's card."""
        self._questions.authorise_cash(self._account, job, opened, deliver)

    def hear_transfer(self, result: TransferResult) -> None:
        """The transfer tells what it has come to; a refusal comes as `refused`."""
        self._say(result)

    def authorise_transfer(self, order: TransferOrder, deliver: Callable[[Answer], None]) -> None:
        self._questions.authorise_transfer(order, deliver)

    def hear_deposit(self, news: DepositNews) -> None:
        """The deposit tells how far it has come."""
        self._say(news)

    def authorise_deposit(self, order: DepositOrder, deliver: Callable[[Answer], None]) -> None:
        self._questions.authorise_deposit(order, deliver)

    def refused(self, failure: Failure) -> None:
        """It has led to nothing, and not by the bank's answer."""
        self._say(AskFailed(failure))
