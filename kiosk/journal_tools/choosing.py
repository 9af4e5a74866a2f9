"""Which entries somebody wants to see: by visit, card, transaction, time or amount."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.journal_tools.folders import Folder, lines_in
from kiosk.journal_tools.lines import Fields, Line
from kiosk.journal_tools.silence import Silence

CHOSEN_MAX: Final = 100_000  # visits or transactions that are kept in mind at a time
REFERENCE_SIZE: Final = 6  # characters of the txid that a customer quotes
_AMOUNT: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]{2}))?")
_MINUTE: Final = re.compile(r"[0-9-]{10}T[0-9:]{5}")


@dataclass(frozen=True, slots=True)
class Choice:
    """
    Attributes:
        card: last four of a card; every visit with it.
        txn: first digits of a txid, lower case, at least six.
        since_ms, until_ms: the first that counts, the first that does not.
        amounts: minor units that a request may be about, or none given.
    """

    visit: str = ""
    card: str = ""
    txn: str = ""
    since_ms: int = 0
    until_ms: int = 2**63
    amounts: tuple[int, ...] = ()

    @property
    def is_about_somebody(self) -> bool:
        """And not about a time alone."""
        return bool(self.visit or self.txn or self.looks_twice)

    @property
    def looks_twice(self) -> bool:
        """What is wanted is known only once a later entry was read."""
        return bool(self.card or self.amounts)


def choice_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--visit", default="", metavar="NUMBER", help="one visit, such as 17-204")
    parser.add_argument("--card", default="", metavar="LAST4", help="visits with such a card")
    parser.add_argument(
        "--txn", type=txn_digits, metavar="TXN", help="a transaction: its first digits"
    )
    parser.add_argument(
        "--from", dest="since", default="", metavar="TIME", help="2026-11-21 or 2026-11-21T10:14"
    )
    parser.add_argument(
        "--to", dest="until", default="", metavar="TIME", help="the same; this day or minute, too"
    )
    parser.add_argument(
        "--amount", type=_amounts, default=(), metavar="AMOUNT", help="such as 50.00 or 50"
    )
    parser.add_argument(
        "--zone", type=zone, default="UTC", metavar="NAME", help="of all times (default UTC)"
    )


def choice_of(options: argparse.Namespace) -> Choice:
    """Raises ValueError for a time that is none."""
    return Choice(
        visit=options.visit,
        card=options.card,
        txn=options.txn or "",
        since_ms=_ms(options.since, options.zone, 0, is_end=False),
        until_ms=_ms(options.until, options.zone, 2**63, is_end=True),
        amounts=options.amount,
    )


class Chooser:
    """Says of each line whether it is wanted; `learn` has seen all lines before, if need be."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._visits: set[str] = set()
        self._txns: set[str] = set()

    def learn(self, folder: Folder) -> None:
        """Raises LineBad, OSError."""
        if not self._choice.looks_twice:
            return
        cards: set[str] = set()
        for line in lines_in(folder):
            if len(self._visits) >= CHOSEN_MAX:
                raise ValueError(f"more than {CHOSEN_MAX} visits are meant; choose fewer")
            if line.ev == "CARD_IDENTIFIED" and line.d.get("last4") == self._choice.card:
                cards.add(line.visit)
            if self._choice.amounts and amount_of(line.d) in self._choice.amounts and line.txn:
                self._txns.add(line.txn)
                self._visits.add(line.visit)
        if self._choice.card and self._choice.amounts:
            self._visits &= cards
        elif self._choice.card:
            self._visits = cards
        self._visits.discard("")

    def wants(self, line: Line) -> bool:
        choice = self._choice
        if not choice.since_ms <= line.t < choice.until_ms:
            return False
        if choice.visit and line.visit != choice.visit:
            return False
        if choice.txn and not line.txn.startswith(choice.txn):
            return False
        if choice.looks_twice:
            return line.visit in self._visits or (not choice.card and line.txn in self._txns)
        return True

    def wants_silence(self, silence: Silence, *, is_near: bool) -> bool:
        """Of a visit or a transaction, one that is beside its entries."""
        choice = self._choice
        is_then = silence.began_ms < choice.until_ms and silence.ended_ms >= choice.since_ms
        return is_then and (is_near or not choice.is_about_somebody)


def amount_of(d: Fields, name: str = "amount") -> int | None:
    """Minor units that an event is about."""
    amount = d.get(name)
    minor = amount.get("minor") if isinstance(amount, dict) else None
    return minor if type(minor) is int else None


def zone(name: str) -> tzinfo:
    """UTC needs no list of zones, which a small system may lack."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise argparse.ArgumentTypeError("no time zone of that name is known here") from None


def at(ms: int, where: tzinfo) -> datetime:
    """Milliseconds since 1970 as a time of that zone."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)).astimezone(where)


def txn_digits(text: str) -> str:
    """A txid or its beginning, such as the reference that a customer quotes."""
    if not re.fullmatch(rf"[0-9a-fA-F]{{{REFERENCE_SIZE},32}}", text):
        raise argparse.ArgumentTypeError(f"{REFERENCE_SIZE} to 32 hexadecimal digits")
    return text.lower()


def _amounts(text: str) -> tuple[int, ...]:
    """50.00 has cents; 50 is of any currency, with cents or without, so both are meant."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("an amount, such as 50.00 or 50")
    if found[2]:
        return (int(found[1]) * 100 + int(found[2]),)
    return (int(found[1]) * 100, int(found[1]))


def _ms(text: str, where: tzinfo, absent: int, *, is_end: bool) -> int:
    if not text:
        return absent
    is_minute = _MINUTE.fullmatch(text) is not None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=where)
    if is_end:
        moment += timedelta(minutes=1) if is_minute else timedelta(days=1)
    return round(moment.timestamp() * 1000)
