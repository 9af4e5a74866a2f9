"""How often what happens in the simulated hotel: all rates of the soak, printed with its result."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from hardware.locks.hotel.draws import Draws

TIMES: Final = (1, 1, 3, 10, 30)
CHANCE_MAX: Final = 0.3  # of what is not more likely anyway
A_YEAR_MAX: Final = 15.0


@dataclass(frozen=True, slots=True)
class RoomType:
    """nights: as likely as often as they stand here. vacant: chance that a free day stays free."""

    name: str
    nights: tuple[int, ...]
    vacant: float


# As the rooms follow each other: seven of ten are doubles.
ROOM_TYPES: Final = (
    *(RoomType("double", (1, 1, 2, 2, 2, 3, 3, 7), 0.25),) * 7,
    *(RoomType("single", (1, 1, 1, 1, 2, 2, 4), 0.30),) * 2,
    RoomType("suite", (1, 2, 2, 3, 4, 5, 14), 0.50),
)


@dataclass(frozen=True, slots=True)
class Rates:
    """Chances. Of a stay unless the name says otherwise."""

    never_enters: float = 0.03
    duplicate: float = 0.30
    lost: float = 0.015
    extends: float = 0.04
    extends_too_late: float = 0.01
    moves: float = 0.01
    leaves_without_check_out: float = 0.08
    former_guest_tries: float = 0.03
    wrong_door: float = 0.05
    seen_by_housekeeping: float = 0.5
    spoilt_cards: float = 0.001  # of writings
    flipped_bits: float = 0.0005  # of swipes
    power_cuts: float = 0.0005  # of swipes
    power_cuts_in_visits: float = 0.01  # of visits
    repeated_orders: float = 0.02  # of visits: the order is sent once more by somebody
    missed_doors: float = 0.02  # of visits to every door: done the day after
    visits_given_up: float = 0.01  # of visits: the power went, and nobody visits again
    walks_broken_off: float = 0.05  # of walks: some doors are left for another day, or for good
    second_programmer: float = 0.05  # of rounds: somebody else walks with the same orders
    results_late: float = 0.10  # of walks: handed in weeks later
    results_twice: float = 0.05  # of walks
    results_lost: float = 0.03  # of walks
    neglected_batteries: float = 0.02  # of warnings: nobody comes before they are dead
    staff_lost_a_year: float = 0.10  # of a member of staff
    staff_leaves_a_year: float = 0.20
    lost_staff_card_tried: float = 0.5  # of lost and fired ones, at some doors
    restores_a_year: float = 0.5  # of the desk, from a backup
    memory_searched: float = 0.03  # of a day: some locks are looked through for cards' values
    older_backup: float = 0.3  # of restores: not the newest, which may turn up again

    def harsher(self, draws: Draws) -> Rates:
        """Some of them up to thirty times, so that things meet in a month that seldom do."""
        harsh = {}
        for each in fields(self):
            rate: float = getattr(self, each.name)
            most = A_YEAR_MAX if each.name.endswith("_a_year") else CHANCE_MAX
            harsh[each.name] = min(rate * draws.one_of(TIMES), max(rate, most))
        return replace(self, **harsh)

    def shown(self) -> str:
        rows = [
            f"  {each.name.replace('_', ' '):26} {getattr(self, each.name):g}"
            for each in fields(self)
        ]
        return "\n".join(rows)
