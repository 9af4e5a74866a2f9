"""The visit while a withdrawal runs: what is shown, what Cancel means, how the result is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.record import TxnOutcome
from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit.cash_places import (
    CashPhase,
    ChoosingAmount,
    Confirming,
    Withdrawing,
)
from kiosk.domain.visit.effects import AnswerShort, Do, GiveUpCash, Step
from kiosk.domain.visit.events import CashNews
from kiosk.domain.visit.moves import ask_pin, move, tell
from kiosk.domain.visit.places import (
    AfterReceipt,
    Another,
    Leaving,
    Telling,
)
from kiosk.domain.visit.receipts import after, language_of
from kiosk.domain.visit.state import Reader, Visit

CANCELLABLE: Final = frozenset({CashPhase.CONTACTING, CashPhase.CARD_OUT, CashPhase.SHORT})

NOTICES: Final = {
    Denial.CANCELLED: Notice.CANCELLED,
    Denial.BANK_SILENT: Notice.BANK_SILENT,
    Denial.LINK_DOWN: Notice.BANK_SILENT,
    Denial.CARD_SILENT: Notice.CARD_UNREADABLE,
    Denial.CARD_NOT_TAKEN: Notice.CARD_NOT_TAKEN,
    Denial.VISIT_EXPIRED: Notice.TIME_UP,
    Denial.CARD_BLOCKED: Notice.CARD_STOPPED,
    Denial.FUNDS: Notice.DECLINED_FUNDS,
    Denial.LIMIT: Notice.DECLINED_LIMIT,
    Denial.CARD_BUSY: Notice.DECLINED_BUSY,
    Denial.ATM_CASH: Notice.DECLINED_CASH,
    Denial.CARD_KIND: Notice.DECLINED_CARD,
    Denial.REFUSED: Notice.DECLINED_OTHER,
    Denial.COUNTERS: Notice.DECLINED_OTHER,
    Denial.CASH_FAULT: Notice.CASH_FAULT,
    Denial.NOT_TAKEN_PART: Notice.CANCELLED,
}
assert NOTICES.keys() == set(Denial)
# After these another amount may do; the visit goes on with it.
OTHER_AMOUNT: Final = frozenset({Denial.FUNDS, Denial.LIMIT, Denial.ATM_CASH})
# After these nothing else is worth a try; a machine that gave the card back goes on after the rest.
ENDING: Final = frozenset(
    {Denial.BANK_SILENT, Denial.LINK_DOWN, Denial.CARD_BLOCKED, Denial.CARD_NOT_TAKEN}
)
# After these the customer may try something else with the card still in.
GO_ON: Final = frozenset(
    {
        Denial.FUNDS,
        Denial.LIMIT,
        Denial.CARD_BUSY,
        Denial.ATM_CASH,
        Denial.CARD_KIND,
        Denial.CASH_FAULT,
    }
)


def heard(visit: Visit, event: CashNews) -> Step:
    """The withdrawal tells what it has come to."""
    place = visit.place
    if not isinstance(place, Withdrawing):
        return Step(visit)
    match event.news:
        case News.APPROVED if visit.reader is not Reader.THERE:
            return Step(visit, (GiveUpCash(Denial.CARD_SILENT),))
        case News.APPROVED if visit.card_in and visit.terms.keeps_card:
            out = replace(place, phase=CashPhase.CARD_OUT)
            return move(visit, out, Do.RELEASE_CARD, Do.BEEP_TAKE)
        case News.APPROVED:
            return Step(visit, (Do.CARD_IS_OUT,))
        case News.COUNTING:
            return move(visit, replace(place, phase=CashPhase.COUNTING))
        case Short(possible, notes):
            short = replace(place, phase=CashPhase.SHORT, possible=possible, notes=notes)
            return move(visit, short)
        case News.PRESENTED:
            return move(visit, replace(place, phase=CashPhase.PRESENTED), Do.BEEP_TAKE)
        case News.CHECKING:
            return move(visit, replace(place, phase=CashPhase.CHECKING))
        case Ended() as ended:
            return _ended(visit, place, ended, event.reference)
        case News.UNSURE | Halt():
            unsure = Telling(
                Notice.CASH_SUSPECT, MoneyWords.WILL_BE_CHECKED, place.amount, event.reference
            )
            return tell(visit, unsure)


def _ended(visit: Visit, place: Withdrawing, ended: Ended, reference: str) -> Step:
    given = sum((line.amount for line in ended.presented), place.amount.zero())
    match ended.outcome:
        case TxnOutcome.TAKEN:
            return _taken(_charged(visit), place, given, reference)
        case TxnOutcome.RETRACTED:
            back = Telling(Notice.CASH_RETRACTED, MoneyWords.WILL_BE_CHECKED, given, reference)
            return tell(visit, back)
        case TxnOutcome.VOID:
            return _void(visit, place, ended.denial or Denial.CASH_FAULT, reference)
    unsure = Telling(Notice.CASH_SUSPECT, MoneyWords.WILL_BE_CHECKED, place.amount, reference)
    return tell(visit, unsure)


def _taken(visit: Visit, place: Withdrawing, given: Money, reference: str) -> Step:
    account, is_all = visit.account, given == place.amount
    receipt = ReceiptFacts(
        ReceiptKind.WITHDRAWAL,
        reference,
        language_of(visit),
        source=None if account is None else visit.name_of(account.id),
        amount=given,
        asked=None if is_all else place.amount,
    )
    goes_on = visit.goes_on
    then: AfterReceipt = Another() if goes_on or visit.card_in else Leaving(given)
    if not is_all:
        part = MoneyWords.CHARGED_PART
        then = Telling(Notice.CASH_PARTIAL, part, given, reference, again=goes_on)
    return after(visit, receipt, then)


def _charged(visit: Visit) -> Visit:
    """What the account has now the bank has not said yet."""
    meant = visit.account
    accounts = tuple(
        replace(each, is_old=True) if each is meant else each for each in visit.accounts
    )
    return replace(visit, accounts=accounts)


def _void(visit: Visit, place: Withdrawing, denial: Denial, reference: str) -> Step:
    if denial is Denial.VISIT_EXPIRED and (visit.goes_on or visit.gone):
        return ask_pin(visit, Confirming(place.amount, place.notes), None, None)
    may_try = denial in GO_ON if visit.terms.keeps_card else denial not in ENDING
    again = visit.goes_on and may_try and not place.abandoned
    message = Telling(
        NOTICES[denial],
        MoneyWords.NOT_CHARGED,
        place.amount,
        reference,
        again,
        then=ChoosingAmount() if denial in OTHER_AMOUNT else None,
    )
    return tell(visit, message)


def pressed(visit: Visit, key: str, choice: str) -> Step:
    """Cancel before the point of no return, the answer to a short stack, a beep for the rest."""
    place = visit.place
    if not isinstance(place, Withdrawing):
        return Step(visit)
    if place.phase is CashPhase.SHORT and (choice in {"yes", "no"} or key in {"E", "C"}):
        return Step(visit, (AnswerShort(choice == "yes" or key == "E"),))
    if key == "X" or choice == "cancel":
        allowed = place.phase in CANCELLABLE
        return Step(visit, (Do.CANCEL_CASH if allowed else Do.BEEP_REFUSED,))
    return Step(visit)


def card_taken(visit: Visit) -> Step:
    """The card is out: as asked, or pulled while the bank was still being asked."""
    place = visit.place
    if isinstance(place, Withdrawing) and place.phase is CashPhase.CARD_OUT:
        return Step(visit, (Do.CARD_IS_OUT,))
    return Step(visit, (Do.CANCEL_CASH,))
