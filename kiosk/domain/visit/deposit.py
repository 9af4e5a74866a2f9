"""A deposit by envelope: how much the customer says is in it, and what became of it."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.visit.cashless_places import (
    ConfirmingDeposit,
    Deposited,
    Depositing,
    SlotPhase,
    TypingDeposit,
)
from kiosk.domain.visit.effects import BeginDeposit, Do, Log, Step
from kiosk.domain.visit.money_news import DepositNews, Envelope
from kiosk.domain.visit.moves import another, move, tell
from kiosk.domain.visit.places import (
    Another,
    ChoosingAccount,
    ChoosingReceipt,
    ChoosingService,
    Purpose,
    Telling,
)
from kiosk.domain.visit.receipts import after, language_of
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.typing import amount_of, with_digit


def typed(visit: Visit, place: TypingDeposit, key: str, choice: str) -> Step:
    if key.isdigit():
        digits = with_digit(place.digits, key)
        if digits is None:
            return Step(visit, (Do.BEEP_REFUSED,))
        return move(visit, TypingDeposit(place.target, digits))
    if (key == "C" or choice == "clear") and place.digits:
        return move(visit, TypingDeposit(place.target))
    if key == "C" or choice == "change":
        is_asked = len(visit.moving) > 1
        return move(visit, ChoosingAccount(Purpose.DEPOSIT) if is_asked else ChoosingService())
    if (key == "E" or choice == "confirm") and place.digits:
        amount = amount_of(place.digits, visit.terms)
        return move(visit, ConfirmingDeposit(place.target, amount))
    return Step(visit)


def confirmed(visit: Visit, place: ConfirmingDeposit, key: str, choice: str) -> Step:
    if choice == "confirm" or key == "E":
        asking = Depositing(place.target, place.amount)
        return move(visit, asking, BeginDeposit(place.target, place.amount))
    if choice == "receipt" or key == "1":
        return move(visit, ChoosingReceipt(place))
    if choice == "change" or key == "C":
        return move(visit, TypingDeposit(place.target))
    return Step(visit)


def cancelled(visit: Visit, place: Depositing) -> Step:
    """The slot closes, and then it is known whether an envelope is in it."""
    if place.cancelled or place.phase is SlotPhase.CHECKING:
        return Step(visit, (Do.BEEP_REFUSED,))
    is_open = place.phase is SlotPhase.OPEN
    phase = SlotPhase.CHECKING if is_open else place.phase
    return move(visit, replace(place, phase=phase, cancelled=True), Do.CANCEL_DEPOSIT)


def link_lost(visit: Visit, place: Depositing) -> Step:
    """What is not in the slot yet is not to come; what is in it is recorded."""
    if place.link_lost or place.phase is SlotPhase.CHECKING:
        return Step(visit)
    is_open = place.phase is SlotPhase.OPEN
    phase = SlotPhase.CHECKING if is_open else place.phase
    return move(visit, replace(place, phase=phase, link_lost=True), Do.CANCEL_DEPOSIT)


def heard(visit: Visit, event: DepositNews) -> Step:
    place = visit.place
    if not isinstance(place, Depositing):
        return Step(visit)
    match event.state:
        case Envelope.OPEN if place.cancelled or place.link_lost:
            return Step(visit, (Do.CANCEL_DEPOSIT,))
        case Envelope.OPEN:
            is_open = replace(place, phase=SlotPhase.OPEN, envelope=event.envelope)
            return move(visit, is_open, Do.BEEP_TAKE)
        case Envelope.CHECKING:
            return move(visit, replace(place, phase=SlotPhase.CHECKING))
        case Envelope.ACCEPTED:
            return _accepted(visit, place, event)
        case Envelope.NOT_INSERTED if place.cancelled:
            return given_up(visit, place)
        case Envelope.NOT_INSERTED if place.link_lost:
            silent = _told(visit, place, Notice.BANK_SILENT, event.reference)
            return tell(visit, replace(silent, again=False), Log("cancelled", "link"))
        case Envelope.UNKNOWN:
            closed = without_slot(visit)
            unsure = _told(closed, place, Notice.ENVELOPE_UNKNOWN, event.reference)
            checked = replace(unsure, money=MoneyWords.ENVELOPE_CHECKED)
            # Where the card is kept it goes back now: the reference is all that there is to know.
            return tell(closed, replace(checked, again=unsure.again and not visit.terms.keeps_card))
        case Envelope.FULL | Envelope.FAULT:
            is_full = event.state is Envelope.FULL
            why = Notice.ENVELOPES_FULL if is_full else Notice.ENVELOPES_OFF
            closed = without_slot(visit)
            return tell(closed, _told(closed, place, why, event.reference))
    return tell(visit, _told(visit, place, Notice.ENVELOPE_NOT_TAKEN, event.reference))


def given_up(visit: Visit, place: Depositing) -> Step:
    """As the customer wished: no envelope, and nothing recorded."""
    if not visit.terms.keeps_card:
        return another(visit, Log("cancelled", "key"), notice=Notice.CANCELLED)
    told = Telling(Notice.CANCELLED, MoneyWords.NOTHING_RECORDED, place.amount)
    return tell(visit, told, Log("cancelled", "key"))


def _accepted(visit: Visit, place: Depositing, event: DepositNews) -> Step:
    envelope = event.envelope or place.envelope
    receipt = ReceiptFacts(
        ReceiptKind.DEPOSIT,
        event.reference,
        language_of(visit),
        target=visit.name_of(place.target),
        amount=place.amount,
        envelope=envelope,
    )
    done = Deposited(place.target, place.amount, event.reference, envelope)
    return after(visit, receipt, Another(), done)


def _told(visit: Visit, place: Depositing, notice: Notice, reference: str) -> Telling:
    money = MoneyWords.NOTHING_RECORDED
    return Telling(notice, money, place.amount, reference, again=visit.goes_on)


def without_slot(visit: Visit) -> Visit:
    return replace(visit, terms=replace(visit.terms, takes_envelopes=False))
