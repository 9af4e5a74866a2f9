"""A few of the fortnights whose rates `./atm bench pin-rates` measures by the hundred."""

from pathlib import Path

import pytest

from bank_server.domain.pin_results import DAY_MS, PinResult
from bank_server.service.pin_rules import fewest
from bank_server.service.pin_thresholds import ONE_ATM, WINDOWS
from bench.pin_rates import _figure
from tests.log_review.traffic.rates import Judged, Trial
from tests.pin_traffic.bank import ATMS, Fortnight, atm_id, visits_a_day
from tests.pin_traffic.fortnight_rates import honest_trial, review
from tests.pin_traffic.gangs import GANGS

QUIET, BUSY = atm_id(0), atm_id(ATMS - 1)


@pytest.fixture(scope="module")
def honest():
    return Fortnight("ordinary", 1 / 200)


@pytest.mark.parametrize("visits", [500, 200])
def test_an_honest_fortnight_is_ok_at_quiet_and_at_busy_atms(visits):
    trial = honest_trial("calm", 1 / visits)

    assert Judged(is_intrusion=False) == trial.judged


def test_a_made_fortnight_has_the_visits_and_the_slips_that_it_says(honest):
    right = [sum(each.is_right and each.atm_id == atm_id(n) for each in honest.results)
             for n in (0, ATMS - 1)]  # fmt: skip
    wrong = sum(not each.is_right for each in honest.results) / len(honest.results)

    assert [20, 600] == [round(visits_a_day(atm)) for atm in (0, ATMS - 1)]
    assert right == pytest.approx([20 * 14, 600 * 14], rel=0.15)
    assert 0.05 < wrong < 0.09


@pytest.mark.parametrize(
    "name",
    [
        "4 cards at 20 visits a day in 20 minutes",
        "8 cards at 20 visits a day in a day",
        "10 cards at 600 visits a day in 20 minutes",
        "20 cards over 10 ATMs in 20 minutes",
        "200 cards over 20 ATMs in 5 days",
    ],
)
def test_a_gang_is_found_in_a_fortnight_that_was_ok_without_it(honest, name):
    (gang,) = [each for each in GANGS if each.name == name]
    guesses = gang.guesses(honest.chance)
    tried = {each.card for each in guesses}

    found = review(sorted([*honest.results, *guesses]))

    assert found.is_intrusion
    assert tried <= {card for place in found.places for card in place.cards}


def test_what_a_gang_adds_never_clears_a_fortnight(honest):
    """Right PINs of its own cards among them: each would have to be a customer of its own."""
    guesses = GANGS[1].guesses(honest.chance)
    begin = guesses[0].at_ms
    own = [
        PinResult(begin + 1_000 * number, QUIET, f"own{number % 3}", is_right=True)
        for number in range(60)
    ]
    more = [PinResult(begin + 5_000, QUIET, each.card, is_right=False) for each in guesses]

    assert {QUIET} == {place.atm_id for place in review(sorted([*honest.results, *guesses])).places}
    for added in (own, more, own + more):
        assert review(sorted([*honest.results, *guesses, *added])).is_intrusion


def test_a_rate_is_told_with_its_bounds_and_the_seeds_to_make_it_again():
    loud = Trial("a", Judged(is_intrusion=True, users=4, rules=("R2",)), users=4)
    figure = _figure("honest fortnights flagged", [loud, Trial("b", Judged(is_intrusion=False))])

    assert figure.note == "1 of 2, bounds 1.3 to 98.7; by R2 1; seeds 'a'"


def test_the_table_of_the_page_is_what_the_rule_says():
    page = (Path(__file__).parents[3] / "docs" / "log-review.md").read_text(encoding="utf-8")
    head = "| Customers a day |"
    rows = page[page.index(head) :].split("\n\n")[0].splitlines()[2:]
    told = [[int(cell) for cell in row.strip("|").split("|")] for row in rows]
    counted = [
        [fewest(customers * window.counted_ms // DAY_MS, window, ONE_ATM) for window in WINDOWS]
        for customers, *_ in told
    ]

    assert counted == [cells for _, *cells in told]
    assert [0, 20, 60, 100, 200, 600] == [customers for customers, *_ in told]
