"""How often the PINs' review is wrong: made fortnights with and without a gang, judged."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from bank_server.domain.pin_results import PinResult
from bank_server.service.pin_finding import PinFinding, finding
from bank_server.service.pin_rules import found
from bank_server.service.pin_visits import PinVisits
from tests.log_review.traffic.rates import Judged, Trial
from tests.pin_traffic.bank import END_MS, Fortnight, atm_id
from tests.pin_traffic.gangs import EVERYWHERE, GANGS, Gang


def review(results: Iterable[PinResult], *, now_ms: int = END_MS) -> PinFinding:
    """As the bank does, of results in order of time."""
    visits = PinVisits()
    for each in results:
        visits.add(each)
    return finding(visits, found(visits, now_ms), {})


def honest_trial(seed: str, given_up: float) -> Trial:
    told = review(Fortnight(seed, given_up).results)
    return Trial(seed, Judged(told.is_intrusion, told.cards, rules=told.rules))


def gang_trials(seed: str, given_up: float) -> list[Trial]:
    """One of each gang, in the same fortnight; none where it was flagged without any."""
    honest = Fortnight(seed, given_up)
    if review(honest.results).is_intrusion:
        return []
    return [_with(gang, honest) for gang in GANGS]


def _with(gang: Gang, honest: Fortnight) -> Trial:
    guesses = gang.guesses(Random(f"{gang.name} {honest.seed}"))
    told = review(sorted([*honest.results, *guesses]))
    is_found = told.is_intrusion
    if gang.atm != EVERYWHERE:
        is_found = any(each.atm_id == atm_id(gang.atm) for each in told.places)
    tried = len({each.card for each in guesses if not each.is_right})
    judged = Judged(is_found, told.cards, rules=told.rules if is_found else ())
    return Trial(honest.seed, judged, users=tried)
