"""Every visit that any sequence of events can make, on three machines.

A plain machine hears everything; one with printer, envelope slot and a card of two accounts, and
one that gives the card back at once, hear what concerns those.
"""

from __future__ import annotations

from dataclasses import replace

from hardware.crypto.record import TxnOutcome
from kiosk.domain.mix import CanisterNotes
from kiosk.domain.screens import ChoicePressed, KeyPressed, Notice, PinPlace, ReceiptWish, ScreenId
from kiosk.domain.transactions.withdrawal.effects import Ended, Halt, News, Short
from kiosk.domain.transactions.withdrawal.job import Denial
from kiosk.domain.visit import (
    cash_places,
    cashless_places,
    effects,
    events,
    money_news,
    places,
    state,
)
from kiosk.domain.visit.table import step
from tests.unit.kiosk_domain.visit_kit import ACCOUNT, FIVE, HUNDRED, RICH, SAVINGS, TERMS, TWENTY

CHOICES = ("withdraw", "balance", "pin-change", "finish", "amount-2000", "other", "confirm")
MORE_CHOICES = ("language-de", "change", "clear", "cancel", "yes", "no", "continue", "nonsense")
CASH_CHOICES = ("account-a", "receipt", "receipt-screen", "receipt-none", "print")
CASHLESS_CHOICES = ("transfer", "deposit", "receipt-printed", *CASH_CHOICES)
VISITS_MAX = 40_000
# From here nothing more is asked for: what was wished and had makes no difference.
ENDS = places.TakingCard | places.CardHeld | places.Leaving | places.Over


def _choices(ids):
    return tuple(ChoicePressed(ScreenId.MENU, choice) for choice in ids)


KEYS = tuple(KeyPressed(key) for key in "05ECXHa")
READER = (
    events.CardTaken.CARD_TAKEN,
    events.Lost(state.Part.READER, "1-1"),
    events.Lost(state.Part.READER, "1-1", card_at_slot=True),
    events.ReaderBack.READER_BACK,
)
CASH = (
    *(events.CashNews(news, "A1B2C3") for news in News),
    events.CashNews(Short(TWENTY, (CanisterNotes(1, TWENTY, 1),))),
    events.CashNews(Halt("x")),
    events.CashNews(Ended(TxnOutcome.TAKEN, FIVE, None)),
    events.CashNews(Ended(TxnOutcome.TAKEN, FIVE[:1], None), "A1B2C3"),
    events.CashNews(Ended(TxnOutcome.RETRACTED, FIVE, None)),
    events.CashNews(Ended(TxnOutcome.SUSPECT, FIVE, None)),
)
ASKED = (
    *(events.AskFailed(failure) for failure in events.Failure),
    events.AskFailed(events.Failure.PIN_WRONG, 2),
    events.AskFailed(events.Failure.PIN_WRONG, 0),
    events.BalanceKnown(HUNDRED, HUNDRED, "A1B2C3"),
    *events.PinChangeResult,
)
CASHLESS = (
    *(money_news.TransferResult(end, "A1B2C3") for end in money_news.TransferEnd),
    *(money_news.DepositNews(what, "A1B2C3", "7") for what in money_news.Envelope),
    *(money_news.ReceiptNews(slip, "A1B2C3") for slip in money_news.Slip),
    money_news.ReceiptNews(money_news.Slip.TAKEN, "F00D00"),
    money_news.ReceiptDrawn("A1B2C3", ("A1B2C3",)),
    money_news.Offers(prints=True, takes_envelopes=False),
)
PLAIN_EVENTS = (
    *_choices((*CHOICES, *MORE_CHOICES)),
    *KEYS,
    events.CardRead(),
    events.CardFailed(Notice.CARD_UNREADABLE),
    events.CardFailed(Notice.CARD_UNREADABLE, may_pass=True),
    events.PinDigits(0),
    events.PinDigits(4),
    *events.PinEnded,
    events.PinRemark(Notice.PIN_TOO_SHORT),
    events.PinRemark(Notice.PIN_BEGUN_ON_PAD),
    events.PinOpenAt(PinPlace.SCREEN),
    events.PinTypedAt(PinPlace.PAD),
    events.Proven((ACCOUNT,)),
    events.TimeIsUp.TIME_IS_UP,
    *(events.Lost(part, "1-1") for part in state.Part if part is not state.Part.READER),
    *READER,
    *ASKED,
    *CASH,
    *(events.CashNews(Ended(TxnOutcome.VOID, (), denial)) for denial in Denial),
    events.CashOffer(may_pay=False),
    events.CashOffer(may_pay=True),
)
RICH_EVENTS = (
    *_choices((*CHOICES, *CASHLESS_CHOICES, "change", "cancel", "yes", "no", "continue")),
    *KEYS,
    events.CardRead(),
    events.PinEnded.ENTERED,
    events.PinEnded.CANCELLED,
    events.Proven((ACCOUNT, SAVINGS)),
    events.TimeIsUp.TIME_IS_UP,
    events.Lost(state.Part.LINK, "1-1"),
    *READER,
    *ASKED,
    *CASH,
    *(
        events.CashNews(Ended(TxnOutcome.VOID, (), denial))
        for denial in (Denial.VISIT_EXPIRED, Denial.FUNDS, Denial.CANCELLED)
    ),
    *CASHLESS,
)
STRIPE_EVENTS = (
    *RICH_EVENTS,
    events.Lost(state.Part.TRUST, "1-1"),
    events.Back(state.Part.LINK),
    events.Back(state.Part.TRUST),
)
STRIPE = replace(RICH, keeps_card=False)
MACHINES = {
    "plain": (TERMS, PLAIN_EVENTS),
    "rich": (RICH, RICH_EVENTS),
    "stripe": (STRIPE, STRIPE_EVENTS),
}


def clamp(visit):
    """What only grows is cut: extensions, digits of an amount. So is what changes no path: the
    language, a receipt that was had, how old an account's figures are, a slot closed for good."""
    place = visit.place
    if isinstance(place, cash_places.TypingAmount) and len(place.units) > 2:
        place = replace(place, units=place.units[:2])
    if isinstance(place, cashless_places.TypingTransfer | cashless_places.TypingDeposit):
        place = replace(place, digits=place.digits[:1])
    if isinstance(place, ENDS):
        visit = replace(visit, receipt=None, account_id="", accounts=())
    visit = replace(visit, gone=_gone(visit))
    if visit.reader is state.Reader.THERE:
        visit = replace(visit, reference="")
    if visit.receipt is ReceiptWish.PRINTED:
        visit = replace(visit, receipt=None)
    terms = visit.terms
    return replace(
        visit,
        place=place,
        terms=replace(terms, takes_envelopes=terms.has_printer),
        extensions=0 if visit.terms.prints else min(visit.extensions, 1),
        language="",
        had_receipt=False,
        accounts=tuple(replace(each, is_old=False) for each in visit.accounts),
    )


def _gone(visit):
    """Whether one can come back or none; nothing where nothing follows any more. One that comes
    back is in the walk of the machine with the longest visits only."""
    place = visit.place
    if isinstance(place, ENDS) or (isinstance(place, places.Telling) and not place.again):
        return frozenset()
    if state.Part.TRUST in visit.gone or (visit.gone and visit.terms.keeps_card):
        return frozenset({state.Part.TRUST})
    return frozenset({state.Part.LINK}) if visit.gone else visit.gone


def walk(machine):
    """Every reachable visit with every event: (before, event, taken)."""
    terms, heard = MACHINES[machine]
    todo, seen, steps = [effects.begin(terms).visit], set(), []
    while todo:
        visit = todo.pop()
        if visit in seen:
            continue
        seen.add(visit)
        assert len(seen) < VISITS_MAX
        for event in heard:
            taken = step(visit, event)
            steps.append((visit, event, taken))
            if taken.visit != visit:
                todo.append(clamp(taken.visit))
    return steps


def visits(walked):
    """Each visit of a walk once. A walk holds one object for each: to compare them takes long."""
    return {id(before): before for before, _, _ in walked}.values()
