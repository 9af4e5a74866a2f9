"""The deposit under way, and what its customer hears of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.domain.transactions.deposit import parts as at
from kiosk.domain.transactions.deposit.parts import Fate, Why
from kiosk.domain.transactions.deposit.table import begin
from kiosk.domain.transactions.orders import DepositOrder
from kiosk.domain.visit.events import Failure
from kiosk.domain.visit.money_news import DepositNews, Envelope
from kiosk.money.deposit import Deposit
from kiosk.money.ports import Ports
from kiosk.visits.customers import DepositCustomer
from kiosk.visits.questions import reference_of
from kiosk.visits.slot_watch import SlotWatch

_REFUSED: Final = {
    Why.FULL: Envelope.FULL,
    Why.SLOT_REFUSED: Envelope.FAULT,
    Why.NO_SLOT: Envelope.FAULT,
}


class Deposits:
    """At most one. Lives in the core thread."""

    def __init__(
        self,
        ports: Ports,
        *,
        ended: Callable[[at.Finished | at.Stuck], None],
        slot: SlotWatch,
        halt: Callable[[str], None],
    ) -> None:
        """ended: it has its DONE, or never gets it. halt: people must look at the machine."""
        self._ports = ports
        self._ended = ended
        self._slot = slot
        self._halt = halt
        self._run: Deposit | None = None

    @property
    def is_open(self) -> bool:
        """It has no DONE yet."""
        return self._run is not None

    def begin(
        self, order: DepositOrder, customer: DepositCustomer, opens: Callable[[bytes], None]
    ) -> None:
        """opens: hears that it has no DONE from now on."""
        run = Deposit(
            self._ports,
            customer.number,
            _Teller(order, customer, self._slot, self._halt),
            self._over,
            self._slot.doubt,
            customer.authorise_deposit,
        )
        self._run = run
        opens(order.txid)
        run.start(begin(order))

    def give_up(self, why: Why) -> None:
        if self._run is not None:
            self._run.give_up(why)

    def hurry(self) -> None:
        """The link is back."""
        if self._run is not None:
            self._run.hurry()

    def _over(self, state: at.Finished | at.Stuck) -> None:
        self._run = None
        self._ended(state)


class _Teller:
    """Says to the visit what the deposit says. Knows what stands on the envelope."""

    def __init__(
        self,
        order: DepositOrder,
        customer: DepositCustomer,
        slot: SlotWatch,
        halt: Callable[[str], None],
    ) -> None:
        self._reference = reference_of(order.txid)
        self._customer = customer
        self._slot = slot
        self._halt = halt
        self._envelope = ""

    def __call__(self, news: at.News) -> None:
        match news:
            case at.TellOpen(reference):
                self._envelope = reference
                self._say(Envelope.OPEN)
            case at.TellClosing():
                self._say(Envelope.CHECKING)
            case at.TellEnd(at.Result(why=Why.NO_APPROVAL)):
                self._customer.refused(Failure.SILENT)
            case at.TellEnd(result):
                if result.why is Why.SLOT_REFUSED:
                    self._slot.faulty()
                self._say(_word(result))
            case at.Halt(why):
                self._halt(why)

    def _say(self, word: Envelope) -> None:
        self._customer.hear_deposit(DepositNews(word, self._reference, self._envelope))


def _word(result: at.Result) -> Envelope:
    match result.fate:
        case Fate.ACCEPTED:
            return Envelope.ACCEPTED
        case Fate.UNKNOWN:
            return Envelope.UNKNOWN
    if result.why is None:
        return Envelope.NOT_INSERTED
    return _REFUSED.get(result.why, Envelope.NOT_INSERTED)
