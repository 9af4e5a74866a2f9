"""Every number by which PINs are judged, with its reason.

None is fitted to the results: who guesses could raise by guessing what he is measured by. Source:
R2 of gangs with copied cards, who take two guesses of each card and leave before the third.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bank_server.domain.pin_results import DAY_MS, KEPT_DAYS
from bank_server.service.pin_chance import Share

HOUR_MS: Final = DAY_MS // 24
TENTHS: Final = 10


@dataclass(frozen=True, slots=True)
class Window:
    """A time within which cards are counted.

    Attributes:
        tenths: of a day's customers that come within it where it is busiest; more than ten: all
            that came meanwhile. A shorter one goes by the day, so that a few customers of a gang's
            own do not make a quiet hour a busy one.
        at_one: by how small a chance more cards than usual are no chance at one ATM.
        at_all: the same at all of them together.
    """

    length_ms: int
    says: str
    tenths: int
    at_one: float
    at_all: float

    @property
    def counted_ms(self) -> int:
        """How far back its customers are counted."""
        return max(self.length_ms, DAY_MS)

    def customers(self, counted: int) -> int:
        """Of so many within `counted_ms`."""
        return counted if self.tenths >= TENTHS else -(-counted * self.tenths // TENTHS)


@dataclass(frozen=True, slots=True)
class Bound:
    """What is believed of one ATM, or of all.

    Attributes:
        cards_min: fewer are believed however quiet it is.
    """

    share: Share
    cards_min: int
    is_all: bool

    def limit(self, window: Window) -> float:
        return window.at_all if self.is_all else window.at_one


# A gang takes two minutes a card; a lone one comes back after hours; the slow one, daily. The
# chances are small because a fortnight of twenty ATMs has thirty thousand such windows.
# Measured with `./atm bench pin-rates`: together they flag fewer than one fortnight in a hundred
# of twenty ATMs, of which one has thrice the slips.
WINDOWS: Final = (
    Window(HOUR_MS // 2, "half an hour", 1, 5e-7, 2e-8),
    Window(3 * HOUR_MS, "3 hours", 4, 1e-7, 2e-8),
    Window(DAY_MS, "a day", TENTHS, 5e-7, 2e-8),
    Window(7 * DAY_MS, "a week", TENTHS, 5e-7, 2e-8),
)
# One in 200 visits that is given up after a wrong PIN is much and honest; most banks have fewer.
# Beta(2, 398): one ATM of 60 has thrice as many, as a tourist site with foreign keypads has.
# Three customers who give up may know one another; a fourth does not.
ONE_ATM: Final = Bound(Share(mean=0.005, alpha=2.0), cards_min=4, is_all=False)
# All ATMs: the mean of so many sites differs less, as if alpha were theirs together. Of more than
# these it does not differ less, because all sites have the same days.
SITES_MAX: Final = 25
CARDS_AT_ALL_MIN: Final = 6


def all_atms(sites: float) -> Bound:
    """Of a bank whose traffic is levelled as by so many sites; whole, so that it is remembered."""
    counted = max(1, min(SITES_MAX, int(sites)))
    share = Share(ONE_ATM.share.mean, ONE_ATM.share.alpha * counted)
    return Bound(share, CARDS_AT_ALL_MIN, is_all=True)


# The bank blocks a card at the third wrong PIN in a row. Who guesses two between two right ones of
# its owner, again and again, is found here; a forgetful owner asks for a new PIN before.
WRONG_OF_ONE_CARD: Final = 8
# A bad day of an owner who tries ATM after ATM: two wrong ones, the right one, and then three, at
# which the card is blocked. A sixth is somebody else's.
ATMS_OF_ONE_CARD: Final = 3
WRONG_AT_ATMS: Final = 6
OF_ONE_CARD_MS: Final = DAY_MS

# What each rule says here.
WORDS: Final = MappingProxyType(
    {
        "R1": f"one card: {WRONG_OF_ONE_CARD} wrong PINs or more in {KEPT_DAYS} days, given up",
        "R2": "more cards given up after a wrong PIN at one ATM than its visits make by chance",
        "R4": f"one card given up at {ATMS_OF_ONE_CARD} ATMs or more in 24 hours, with "
        f"{WRONG_AT_ATMS} wrong PINs or more",
        "R5": "more cards given up after a wrong PIN than chance makes, at all ATMs together",
        "R8": "a right PIN of such a card followed: perhaps a loss, call the customer back",
    }
)
