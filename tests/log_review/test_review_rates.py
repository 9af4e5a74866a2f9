"""A few of the weeks whose rates `./atm bench authlog-rates` measures by the hundred."""

import pytest

from tests.log_review.traffic.attacks import KINDS
from tests.log_review.traffic.judge import judge
from tests.log_review.traffic.rates import attack_trial, normal_trial, unattacked_trial

MISSED = pytest.mark.xfail(reason="four strangers a day are fewer than honest people's slips")
FOUND = [
    pytest.param(each, id=each.name, marks=[MISSED] if each.name == "bots-30x1" else [])
    for each in KINDS.values()
    if not each.is_missed
]
SEED = "attacked 0"
USERS_ERROR_MAX = 0.25  # of the accounts that were tried
USERS_MORE_MAX = 2  # honest people who are taken for victims


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("seed", ["ordinary 0", "ordinary 1"])
def test_an_ordinary_week_is_ok_however_people_type(seed, rate) -> None:
    assert not normal_trial(judge, seed, rate).judged.is_intrusion


@pytest.mark.parametrize("key_only", [False, True])
def test_the_weeks_of_the_attacks_are_ok_without_them(key_only) -> None:
    assert not unattacked_trial(judge, SEED, key_only=key_only).judged.is_intrusion


@pytest.mark.parametrize("kind", FOUND)
def test_an_attack_is_found_and_its_victims_are_counted(kind) -> None:
    trial = attack_trial(judge, SEED, kind)
    error = abs(trial.judged.users - trial.users)

    assert trial.judged.is_intrusion
    assert error <= max(USERS_MORE_MAX, USERS_ERROR_MAX * trial.users)
