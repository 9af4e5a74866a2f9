"""What transactions need of the visit that they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from hardware.crypto.record import Record
from kiosk.domain.transactions.orders import DepositOrder, TransferOrder
from kiosk.domain.transactions.withdrawal import events as cash
from kiosk.domain.transactions.withdrawal.job import Job
from kiosk.domain.visit.events import CashNews, Failure
from kiosk.domain.visit.money_news import DepositNews, ReceiptDrawn, ReceiptNews, TransferResult
from kiosk.money.exchange import Answer


class CashCustomer(Protocol):
    """Of a withdrawal."""

    @property
    def number(self) -> str: ...

    def hear_cash(self, news: CashNews) -> None: ...

    def authorise_cash(
        self,
        job: Job,
        opened: Record,
        deliver: Callable[[cash.Approved | cash.Denied], None],
    ) -> None: ...


class TransferCustomer(Protocol):
    """Of a transfer. `refused` is for what never reached the bank, or came back void later."""

    @property
    def number(self) -> str: ...

    def hear_transfer(self, result: TransferResult) -> None: ...

    def authorise_transfer(self, order: TransferOrder, deliver: Callable[[Answer], None]) -> None:
        """Asks once. Declined and NotAsked are told to the visit here, after `deliver`."""

    def refused(self, failure: Failure) -> None: ...


class DepositCustomer(Protocol):
    """Of a deposit; as for a transfer."""

    @property
    def number(self) -> str: ...

    def hear_deposit(self, news: DepositNews) -> None: ...

    def authorise_deposit(self, order: DepositOrder, deliver: Callable[[Answer], None]) -> None:
        """Asks once. Declined and NotAsked are told to the visit here, after `deliver`."""

    def refused(self, failure: Failure) -> None: ...


class ReceiptCustomer(Protocol):
    """Of a receipt."""

    @property
    def number(self) -> str: ...

    def hear_receipt(self, news: ReceiptNews | ReceiptDrawn) -> None: ...
