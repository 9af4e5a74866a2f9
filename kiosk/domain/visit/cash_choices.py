"""How much cash, in which notes: amounts that cannot be paid are never confirmed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister, CanisterNotes, in_notes, mixes, nearest, offered
from kiosk.domain.screens import Notice
from kiosk.domain.visit.cash_places import (
    CashPhase,
    ChoosingAmount,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.choosing import nth
from kiosk.domain.visit.effects import BeginCash, Do, Log, Step
from kiosk.domain.visit.moves import move
from kiosk.domain.visit.places import (
    ChoosingAccount,
    ChoosingReceipt,
    ChoosingService,
    Purpose,
)
from kiosk.domain.visit.state import Visit

WAYS_KEPT: Final = 16  # asked for more than once while a page stands
ENTRY_DIGITS_MAX: Final = 6
NOTES: Final = "notes-"  # a choice's id begins so


def amounts(visit: Visit) -> tuple[Money, ...]:
    """The quick amounts that can be paid now, at most six."""
    terms = visit.terms
    return offered(terms.quick_amounts, terms.canisters, amount_max(visit), terms.notes_max)[:6]


def amount_chosen(visit: Visit, key: str, choice: str) -> Step:
    quick = amounts(visit)
    ids = (*(f"amount-{amount.minor}" for amount in quick), "other")
    chosen = nth(ids, key) or choice
    if chosen == "other":
        return move(visit, TypingAmount())
    if key == "C":
        is_asked = len(visit.accounts) > 1
        back = ChoosingAccount(Purpose.WITHDRAWAL) if is_asked else ChoosingService()
        return move(visit, back)
    if chosen in ids:
        return confirm(visit, quick[ids.index(chosen)])
    return Step(visit)


def amount_typed(visit: Visit, place: TypingAmount, key: str, choice: str) -> Step:
    units, possible = place.units, place.possible
    if key.isdigit() and len(units) < ENTRY_DIGITS_MAX and (units or key != "0"):
        return move(visit, TypingAmount(units + key))
    if (key == "C" or choice == "clear") and units:
        return move(visit, TypingAmount())
    if key == "C" or choice == "change":
        return move(visit, ChoosingAmount())
    suggested = [each for each in possible if choice == f"amount-{each.minor}"]
    if suggested:
        return confirm(visit, suggested[0])
    if (key == "E" or choice == "confirm") and units:
        terms = visit.terms
        return confirm(visit, Money(int(units) * terms.minor_per_unit, terms.currency))
    return Step(visit)


def confirm(visit: Visit, amount: Money) -> Step:
    terms = visit.terms
    ceiling = amount_max(visit)
    found = () if ceiling < amount else ways(visit, amount)
    if not found:
        known = visit.account.known if visit.account else None
        units = str(amount.minor // terms.minor_per_unit)
        instead = nearest(amount, terms.canisters, ceiling, terms.notes_max)
        is_short = known is not None and known < amount
        why = Notice.DECLINED_FUNDS if is_short else Notice.AMOUNT_IMPOSSIBLE
        refused = TypingAmount(units, why, instead)
        minors = " ".join(str(money.minor) for money in (amount, *instead))
        rule = "amount-not-there" if is_short else "amount-refused"
        return move(visit, refused, Log(rule, minors), Do.BEEP_REFUSED)
    name, notes = found[0]
    return move(visit, Confirming(amount, notes, name))


def ways(visit: Visit, amount: Money) -> tuple[tuple[str, tuple[CanisterNotes, ...]], ...]:
    """The different ways to pay it, each with its name, the usual one first."""
    return _ways(amount, visit.terms.canisters, visit.terms.notes_max)


@lru_cache(maxsize=WAYS_KEPT)
def _ways(
    amount: Money, canisters: tuple[Canister, ...], notes_max: int
) -> tuple[tuple[str, tuple[CanisterNotes, ...]], ...]:
    return tuple((way.kind.value, way.notes) for way in mixes(amount, canisters, notes_max))


def confirmed(visit: Visit, place: Confirming, key: str, choice: str) -> Step:
    chosen = nth(more_of(visit, place), key) or choice
    if choice == "confirm" or key == "E":
        account = visit.account
        begun = Withdrawing(place.amount, place.notes, CashPhase.CONTACTING)
        begin = BeginCash(None if account is None else account.id, place.amount, place.notes)
        return move(visit, begun, begin)
    if chosen == "notes" and chosen in more_of(visit, place):
        return move(visit, ChoosingNotes(place))
    if chosen == "receipt":
        return move(visit, ChoosingReceipt(place))
    if choice == "change" or key == "C":
        return move(visit, ChoosingAmount())
    return Step(visit)


def payable(visit: Visit, asked: Confirming) -> Confirming | None:
    """The same amount out of what is there now: in the same notes, or else in the same way, or else
    in the usual one. None where it cannot be paid any more."""
    found = ways(visit, asked.amount)
    same = [way for way in found if way[1] == asked.notes]
    alike = [way for way in found if way[0] == asked.mix]
    for name, notes in (*same, *alike, *found):
        return Confirming(asked.amount, notes, name)
    return None


def asked_again(visit: Visit, asked: Confirming) -> Step:
    """Before it is confirmed: what was offered may have run out since."""
    now = payable(visit, asked)
    return confirm(visit, asked.amount) if now is None else move(visit, now)


def canisters_changed(visit: Visit) -> Step:
    """Nobody confirms notes that are not there: the page shows others, or says that there are
    none. Its time goes on."""
    match visit.place:
        case Confirming() as asked:
            now = payable(visit, asked)
            place: Confirming | ChoosingNotes | ChoosingReceipt | None = now
        case (ChoosingNotes(asked) | ChoosingReceipt(Confirming() as asked)) as choosing:
            now = payable(visit, asked)
            place = None if now is None else replace(choosing, back=now)
        case _:
            return Step(visit)
    return confirm(visit, asked.amount) if place is None else Step(replace(visit, place=place))


def more_of(visit: Visit, place: Confirming) -> tuple[str, ...]:
    """What can be changed beside the amount; a digit key counts it."""
    return (*(("notes",) if len(ways(visit, place.amount)) > 1 else ()), "receipt")


def notes_chosen(visit: Visit, place: ChoosingNotes, key: str, choice: str) -> Step:
    found = ways(visit, place.back.amount)
    ids = tuple(NOTES + name for name, _ in found)
    chosen = nth(ids, key) or choice
    if key in {"C", "E"}:
        return move(visit, place.back)  # as it is marked
    if chosen not in ids:
        return Step(visit)
    name, notes = found[ids.index(chosen)]
    return move(visit, Confirming(place.back.amount, notes, name))


def amount_max(visit: Visit) -> Money:
    """The most that this machine and, as far as it is known, this account can pay, in whole notes;
    an upper bound."""
    most = visit.terms.amount_max
    known = visit.account.known if visit.account else None
    if known is None or most <= known:
        return most
    return in_notes(known, visit.terms.canisters)
