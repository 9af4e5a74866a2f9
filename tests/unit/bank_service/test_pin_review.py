"""PINs: honest customers are OK, and who guesses them over many cards or ATMs is found, once."""

from random import Random

import pytest

from bank_server.domain.pin_results import DAY_MS, PinResult
from bank_server.log_review.detector import Detector
from bank_server.service.pin_thresholds import WORDS, pin_thresholds
from bank_server.service.pin_visits import LOSS_MS, NEAR_MS, VISIT_MS, PinVisits

START_MS = 1_800_000_000_000
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
ATMS = [f"atm{number:02d}" for number in range(20)]


def wrong(at_ms, atm, card):
    return PinResult(START_MS + at_ms, ATMS[atm], f"card{card}", is_right=False)


def right(at_ms, atm, card):
    return PinResult(START_MS + at_ms, ATMS[atm], f"card{card}", is_right=True)


def judged(results, *, now_ms=START_MS + 30 * DAY_MS):
    visits, detector = PinVisits(), Detector(pin_thresholds(len(ATMS)))
    for each in sorted(results):
        visits.add(each)
    for event in visits.events(visits.tried(now_ms)):
        detector.add(event)
    return detector.verdict()


def honest(seed, *, days=14, visits=60, slips=0.04, given_up=0.05):
    """Of a hundred visits four begin with a wrong PIN; of twenty such, one ends without a right."""
    chance, results = Random(seed), []
    for atm in range(len(ATMS)):
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


def given_up(count, *, atm=0, apart_ms=2 * MINUTE_MS, tries=2, first=9_000, at_ms=3 * DAY_MS):
    """Cards that nobody else has, two guesses each."""
    return [
        wrong(at_ms + number * apart_ms + each * 20_000, atm, first + number)
        for number in range(count)
        for each in range(tries)
    ]


class TestHonestCustomers:
    def test_are_ok(self):
        """But for chance: four give up at one of twenty ATMs within a day in few fortnights."""
        flagged = [judged(honest(seed)).rules for seed in range(6)]

        assert sum(map(bool, flagged)) <= 1
        assert {"R1", "R4", "R5"}.isdisjoint(rule for rules in flagged for rule in rules)

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
        assert 12 <= verdict.users <= 30

    @pytest.mark.parametrize("tries", [1, 2, 3])
    def test_are_four_and_not_three(self, tries):
        assert ("R2",) == judged(given_up(4, tries=tries)).rules
        assert () == judged(given_up(3, tries=tries)).rules

    def test_are_four_within_a_day_and_not_longer(self):
        within = given_up(4, tries=1, apart_ms=DAY_MS // 3)
        longer = given_up(4, tries=1, apart_ms=DAY_MS // 3 + 1_000)

        assert (True, False) == (judged(within).is_intrusion, judged(longer).is_intrusion)

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
        assert 1 == five.breached

    def test_money_taken_elsewhere_within_a_day_is_a_loss(self):
        end_ms = given_up(4)[-1].at_ms - START_MS
        soon = judged([*given_up(4), right(end_ms + LOSS_MS, 5, 9_003)])
        later = judged([*given_up(4), right(end_ms + LOSS_MS + 1, 5, 9_003)])

        assert (1, 0) == (soon.breached, later.breached)
        assert ("R2", "R8") == soon.rules


def test_one_card_at_three_atms_is_found_and_at_two_is_not():
    tried = [wrong(atm * HOUR_MS, atm, 1) for atm in range(3)]

    assert ("R4",) == judged(tried).rules
    assert () == judged(tried[:2]).rules


def test_one_card_two_guesses_a_time_between_its_owners_visits_is_found():
    results = [
        each
        for day in range(4)
        for each in (
            wrong(day * DAY_MS, 0, 1),
            wrong(day * DAY_MS + 20_000, 0, 1),
            right(day * DAY_MS + 12 * HOUR_MS, 3, 1),
        )
    ]

    assert "R1" in judged(results).rules
    assert () == judged(results[:-3]).rules


def test_slow_guessing_over_all_atms_is_found():
    """Two cards a day at each ATM, so that no ATM by itself has four."""
    slow = [
        wrong(
            day * DAY_MS + (atm * 60 + half * 700) * MINUTE_MS,
            atm,
            9_000 + day * 100 + atm * 2 + half,
        )
        for day in range(5, 10)
        for atm in range(len(ATMS))
        for half in range(2)
    ]

    verdict = judged(honest(2) + slow)

    assert "R5" in verdict.rules
    assert verdict.users >= 60


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


def test_every_rule_that_can_fire_has_words():
    assert {"R1", "R2", "R4", "R5", "R8"} == set(WORDS)
    assert VISIT_MS == NEAR_MS
