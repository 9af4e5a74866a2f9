"""PINs: honest customers are OK, and who guesses them over many cards or ATMs is found, once."""

from random import Random

import pytest

from bank_server.domain.pin_results import DAY_MS, PinResult
from bank_server.service import pin_rules
from bank_server.service.pin_rules import fewest
from bank_server.service.pin_thresholds import ONE_ATM, WINDOWS, WORDS, all_atms
from bank_server.service.pin_visits import LOSS_MS, NEAR_MS, VISIT_MS
from tests.pin_traffic.fortnight_rates import review

START_MS = 1_800_000_000_000
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
ATMS = [f"atm{number:02d}" for number in range(400)]
HONEST_ATMS = 20
HALF_HOUR, HOURS, DAY, WEEK = WINDOWS


def wrong(at_ms, atm, card):
    return PinResult(START_MS + at_ms, ATMS[atm], f"card{card}", is_right=False)


def right(at_ms, atm, card):
    return PinResult(START_MS + at_ms, ATMS[atm], f"card{card}", is_right=True)


def judged(results, *, now_ms=START_MS + 30 * DAY_MS):
    return review(sorted(results), now_ms=now_ms)


def honest(seed, *, days=14, visits=60, slips=0.04, given_up=0.05):
    """Of a hundred visits four begin with a wrong PIN; of twenty such, one ends without a right."""
    chance, results = Random(seed), []
    for atm in range(HONEST_ATMS):
        for _ in range(days * visits):
            at_ms = chance.randrange(days) * DAY_MS + int(chance.gauss(14, 3) * HOUR_MS)
            card = chance.randrange(3_000)
            if chance.random() < slips:
                for _ in range(chance.choice((1, 1, 1, 2))):
                    results.append(wrong(at_ms, atm, card))
                    at_ms += 20_000
                if chance.random() < given_up:
                    continue
            results.append(right(at_ms, atm, card))
    return results


def guessed():
    """The cards that `given_up` takes."""
    return {f"card{number}" for number in range(9_000, 10_000)}


def given_up(count, *, atm=0, apart_ms=2 * MINUTE_MS, tries=2, first=9_000, at_ms=3 * DAY_MS):
    """Cards that nobody else has, two guesses each."""
    return [
        wrong(at_ms + number * apart_ms + each * 20_000, atm, first + number)
        for number in range(count)
        for each in range(tries)
    ]


def customers(count, *, atm=0, begin_ms=2 * DAY_MS + 1, over_ms=DAY_MS, first=20_000):
    """Right PINs of others, evenly; the last at the end of that time."""
    return [
        right(begin_ms + (number + 1) * over_ms // count - 1, atm, first + number)
        for number in range(count)
    ]


class TestHonestCustomers:
    def test_are_ok(self):
        assert [()] * 4 == [judged(honest(seed)).rules for seed in range(4)]

    def test_are_ok_when_nobody_came(self):
        assert not judged([]).is_intrusion

    def test_slip_as_often_as_they_like(self):
        slips = [
            each
            for card in range(50)
            for each in (
                wrong(card * HOUR_MS // 2, 0, card),
                right(card * HOUR_MS // 2 + 9, 0, card),
            )
        ]

        assert not judged(slips).is_intrusion

    def test_who_stands_there_now_has_not_given_up(self):
        results = given_up(4, apart_ms=1)

        assert not judged(results, now_ms=results[0].at_ms + VISIT_MS).is_intrusion
        assert judged(results, now_ms=results[-1].at_ms + 2 * VISIT_MS).is_intrusion


class TestManyCardsAtOneAtm:
    def test_are_found_among_honest_ones_and_counted(self):
        verdict = judged(honest(1) + given_up(12, atm=7))

        assert verdict.is_intrusion
        assert "R2" in verdict.rules
        assert ATMS[7] == verdict.top
        assert 12 <= verdict.cards <= 15

    @pytest.mark.parametrize("tries", [1, 2, 3])
    def test_are_four_and_not_three(self, tries):
        assert ("R2",) == judged(given_up(4, tries=tries)).rules
        assert () == judged(given_up(3, tries=tries)).rules

    @pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.says)
    def test_are_counted_among_the_customers_of_each_window(self, window):
        """One fewer is chance. Each customer more than the window has is one of another time."""
        seen = 40 * window.counted_ms // HOURS.length_ms
        cards = fewest(seen, window, ONE_ATM)
        apart_ms = window.length_ms // cards
        here = customers(
            2 * seen, begin_ms=3 * DAY_MS - window.counted_ms, over_ms=2 * window.counted_ms
        )

        few = judged(here + given_up(cards - 1, tries=1, apart_ms=apart_ms))
        many = judged(here + given_up(cards, tries=1, apart_ms=apart_ms))

        assert ((), "R2") == (few.rules, many.rules[0])
        assert cards == many.cards

    def test_are_more_at_an_atm_with_more_customers(self):
        told = [fewest(customers, DAY, ONE_ATM) for customers in (0, 20, 100, 600)]

        assert sorted(set(told)) == told

    def test_are_not_hidden_by_customers_who_come_again_and_again(self):
        """A card counts once a day: sixty visits of one are no sixty customers."""
        often = [right(3 * DAY_MS + minute * MINUTE_MS // 20, 0, 77) for minute in range(60)]
        others = customers(60, begin_ms=3 * DAY_MS, over_ms=4 * MINUTE_MS)

        assert ("R2",) == judged(often + given_up(4)).rules
        assert () == judged(others + given_up(4)).rules

    def test_are_not_hidden_by_customers_of_another_atm(self):
        elsewhere = customers(600, atm=1, begin_ms=3 * DAY_MS, over_ms=4 * MINUTE_MS)

        assert ("R2",) == judged(elsewhere + given_up(4)).rules

    def test_are_told_atm_by_atm_the_most_cards_first(self):
        found = judged(honest(1) + given_up(12, atm=7) + given_up(15, atm=2, first=9_500))

        assert [ATMS[2], ATMS[7]] == [each.atm_id for each in found.places]
        assert [15, 12] == [len(each.cards & guessed()) for each in found.places]

    def test_are_found_whenever_the_owners_come_to_the_same_atm(self):
        days = (0, 5)
        owners = [right(day * DAY_MS, 0, 9_000 + card) for card in range(4) for day in days]

        assert ("R2",) == judged(owners + given_up(4)).rules

    def test_a_right_guess_among_them_is_no_slip_but_a_loss(self):
        results = given_up(4)
        results.append(right(results[-1].at_ms - START_MS + 1_000, 0, 9_003))
        four, five = judged(results), judged(results + given_up(1, first=9_500))

        assert (False, True) == (four.is_intrusion and "R2" not in four.rules, five.is_intrusion)
        assert ("R2", "R8") == five.rules
        assert 1 == five.lost

    def test_money_taken_elsewhere_within_a_day_is_a_loss(self):
        end_ms = given_up(4)[-1].at_ms - START_MS
        soon = judged([*given_up(4), right(end_ms + LOSS_MS, 5, 9_003)])
        later = judged([*given_up(4), right(end_ms + LOSS_MS + 1, 5, 9_003)])

        assert (1, 0) == (soon.lost, later.lost)
        assert ("R2", "R8") == soon.rules


def test_one_card_at_three_atms_is_found_and_at_two_is_not():
    """Two wrong PINs, a right one and three more are a bad day of its owner; a sixth is not."""

    def day(last_atm, last_ms=6 * HOUR_MS):
        rights = [right(hour * HOUR_MS, 5, 1) for hour in (1, 4)]
        wrongs = [wrong(hour * HOUR_MS + n, hour // 3, 1) for hour in (0, 3) for n in range(2)]
        return [*rights, *wrongs, wrong(6 * HOUR_MS, 2, 1), wrong(last_ms + 9, last_atm, 1)]

    assert () == judged(day(2)[:-1]).rules
    assert ("R4", "R8") == judged(day(2)).rules
    assert () == judged([each for each in day(1) if each.atm_id != ATMS[2]]).rules
    assert () == judged(day(2, last_ms=DAY_MS)).rules


@pytest.mark.parametrize("atms", [1, 4])
def test_one_card_two_guesses_a_time_between_its_owners_visits_is_found(atms):
    results = [
        each
        for day in range(4)
        for each in (
            wrong(day * DAY_MS, day % atms, 1),
            wrong(day * DAY_MS + 20_000, day % atms, 1),
            right(day * DAY_MS + 12 * HOUR_MS, 3, 1),
        )
    ]

    assert "R1" in judged(results).rules
    assert () == judged(results[:-3]).rules


class TestAllAtmsTogether:
    def test_slow_guessing_over_all_atms_is_found(self):
        """Two cards a day at each ATM, so that no ATM by itself has too many."""
        slow = [
            each
            for day in range(5, 10)
            for atm in range(HONEST_ATMS)
            for each in given_up(
                2,
                atm=atm,
                first=9_000 + day * 50 + atm * 2,
                at_ms=day * DAY_MS + atm * HOUR_MS,
                apart_ms=11 * HOUR_MS,
            )
        ]

        found = judged(honest(2) + slow)

        assert "R5" in found.rules
        assert found.cards >= 190

    @pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.says)
    def test_are_counted_among_the_customers_of_all(self, window):
        seen = 100 * window.counted_ms // HOURS.length_ms
        cards = fewest(seen, window, all_atms(1))
        apart_ms = window.length_ms // cards
        here = customers(
            2 * seen, begin_ms=3 * DAY_MS - window.counted_ms, over_ms=2 * window.counted_ms
        )
        spread = [
            each
            for number in range(cards)
            for each in given_up(
                1, atm=number + 1, first=9_000 + number, at_ms=3 * DAY_MS + number * apart_ms
            )
        ]
        cut = [each for each in spread if each.card != f"card{9_000 + cards - 1}"]

        assert ((), ("R5",)) == (judged(here + cut).rules, judged(here + spread).rules)

    def test_do_not_tell_again_what_one_atm_told(self):
        found = judged(given_up(12, atm=7))

        assert [(ATMS[7], False)] == [(each.atm_id, each.is_all) for each in found.places]


class TestMoreOfAnAttack:
    """Never turns INTRUSION into OK."""

    @pytest.mark.parametrize("seed", range(20))
    def test_wrong_pins_do_not(self, seed):
        chance, results = Random(seed), honest(3, days=3) + given_up(4, apart_ms=2 * HOUR_MS)
        for _ in range(40):
            results.append(wrong(chance.randrange(4 * DAY_MS), 0, 9_000 + chance.randrange(4)))

        assert judged(results).is_intrusion

    def test_right_pins_after_the_visit_do_not(self):
        results = given_up(4, apart_ms=2 * HOUR_MS)
        late = [each.at_ms - START_MS + VISIT_MS + 1 for each in results]
        results += [right(at_ms, 0, 9_000 + number // 2) for number, at_ms in enumerate(late)]

        assert judged(results).is_intrusion

    def test_a_right_pin_at_another_atm_does_not(self):
        results = given_up(4, apart_ms=2 * HOUR_MS)
        results += [
            right(each.at_ms - START_MS + 1, 5, 9_000 + n // 2) for n, each in enumerate(results)
        ]

        assert judged(results).is_intrusion

    @pytest.mark.parametrize("customers", [0, 1, 7, 60, 599, 4_321])
    def test_one_more_among_one_visit_more_is_never_likelier(self, customers):
        for bound in (ONE_ATM, all_atms(20)):
            told = [pin_rules.chance(n, customers + n, bound.share) for n in range(1, 60)]

            assert sorted(told, reverse=True) == told


def test_every_rule_that_can_fire_has_words():
    assert pin_rules.ORDER == tuple(WORDS)
    assert VISIT_MS == NEAR_MS
