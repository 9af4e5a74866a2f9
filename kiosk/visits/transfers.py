"""A transfer as its customer hears of it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.transactions.one_question import Answer, Event
from kiosk.domain.transactions.orders import TransferOrder
from kiosk.domain.visit.events import Failure
from kiosk.domain.visit.money_news import TransferEnd, TransferResult
from kiosk.money.one_question import OneQuestion, transfer, transfer_event
from kiosk.money.ports import Ports
from kiosk.runtime.loop import Action
from kiosk.visits.customers import TransferCustomer
from kiosk.visits.questions import reference_of


def new_transfer(
    ports: Ports, order: TransferOrder, customer: TransferCustomer, ended: Action
) -> OneQuestion:
    """Not yet begun."""
    reference = reference_of(order.txid)

    def tell(answer: Answer) -> None:
        match answer:
            case Answer.DONE:
                customer.hear_transfer(TransferResult(TransferEnd.DONE, reference))
            case Answer.NOT_CONFIRMED:
                customer.hear_transfer(TransferResult(TransferEnd.NOT_CONFIRMED, reference))
            case Answer.VOID:
                customer.refused(Failure.SILENT)

    def ask(_txid: bytes, deliver: Callable[[Event], None]) -> None:
        customer.authorise_transfer(order, lambda answer: deliver(transfer_event(answer)))

    intent = transfer(order.txid, order.source, order.target, order.amount)
    return OneQuestion(ports, customer.number, intent, tell, ended, ask)
