"""Every number by which PINs are judged, with its reason; the rules are those of the log-in review.

None is fitted to the results: who guesses could raise by guessing what he is measured by. An ATM
stands for a source, a card for an account. Source: R2 of gangs with copied cards, who take two
guesses of each card and leave before the third.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import Final

from bank_server.domain.pin_results import KEPT_DAYS
from bank_server.log_review.thresholds import DAY_S, DEFAULTS, Thresholds

NEVER: Final = 1 << 40

# Where one in 500 visits is given up after a wrong PIN, and an ATM has sixty a day, four fall into
# one day by chance about once in eight years (6 of 60 made-up fortnights of twenty ATMs); where
# twice as many are, once in two (23 of 60). Five would let a gang with four cards an ATM pass.
CARDS_AT_ONE_ATM: Final = 4
# Customers who walk to another ATM with a PIN that they do not remember walk to one.
ATMS_OF_ONE_CARD: Final = 3
# The bank blocks a card at the third wrong PIN in a row. Who guesses two between two right ones of
# its owner, again and again, is found here; a forgetful owner asks for a new PIN before.
WRONG_OF_ONE_CARD: Final = 8
# All ATMs: a CUSUM test between one given up in four days at each of them, which is much and
# honest, and one a day.
WAVE_PER_ATM_DAY: Final = 0.54  # (1 - 1/4) / ln(1 / (1/4))
WAVE_OF_FOUR: Final = 7.0  # 0.005 false alarms a year for four ATMs; the root's law for more
ATMS_MIN: Final = 4

# What each rule says here.
WORDS: Final = MappingProxyType(
    {
        "R1": f"one card: {WRONG_OF_ONE_CARD} wrong PINs or more at one ATM in {KEPT_DAYS} days",
        "R2": f"{CARDS_AT_ONE_ATM} cards or more given up after a wrong PIN at one ATM in 24 hours",
        "R4": f"one card given up after a wrong PIN at {ATMS_OF_ONE_CARD} ATMs or more in 24 hours",
        "R5": "more cards given up after a wrong PIN than usual, at all ATMs together",
        "R8": "a right PIN of such a card followed: perhaps a loss, call the customer back",
    }
)


def pin_thresholds(atms: int) -> Thresholds:
    """For a bank of so many ATMs."""
    counted = max(ATMS_MIN, atms)
    return DEFAULTS._replace(
        burst=WRONG_OF_ONE_CARD,
        burst_s=KEPT_DAYS * DAY_S,
        day=NEVER,
        spray=CARDS_AT_ONE_ATM,
        spray_share=0.0,  # a customer's right PIN excuses nobody else's wrong one
        focus_sources=ATMS_OF_ONE_CARD,
        focus=ATMS_OF_ONE_CARD,
        wave_per_day=WAVE_PER_ATM_DAY * counted,
        wave=WAVE_OF_FOUR * math.sqrt(counted / ATMS_MIN),
        # There are no names to guess, no system's cards and no probes.
        names=NEVER,
        site_names=NEVER,
        system=NEVER,
        probes=NEVER,
        site_day=NEVER,
    )
