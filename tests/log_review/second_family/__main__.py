"""Runs the whole second family through the reviewer and prints the page with the results."""

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.log_review.second_family import results_page as page
from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.all_attacks import ATTACKS, attacked_week, title_of
from tests.log_review.second_family.judging import judge
from tests.log_review.second_family.made_week import make_week
from tests.log_review.second_family.results_page import AttackResult, NormalResult


def normal_week(job: tuple[str, float, int]) -> NormalResult:
    kind, slip_factor, seed = job
    week = make_week(f"normal {kind} {slip_factor} {seed}", kind, slip_factor)
    with tempfile.TemporaryDirectory() as folder:
        verdict = judge(week.text(), week.end, Path(folder))
    return NormalResult(kind, slip_factor, verdict)


def week_with_attack(job: tuple[int, int]) -> AttackResult:
    which, seed = job
    without, attack = attacked_week(ATTACKS[which], seed)
    week = attack.week
    with tempfile.TemporaryDirectory() as folder:
        before = judge(without, week.end, Path(folder))
        verdict = judge(week.text(), week.end, Path(folder))
    return AttackResult(title_of(ATTACKS[which]), verdict, before, len(attack.accounts))


def normal_jobs(most: int) -> list[tuple[str, float, int]]:
    kinds = settings.NORMAL_KINDS
    jobs = [
        (kind, 1.0, seed)
        for kind in kinds
        for seed in range(min(most, settings.WEEKS_PER_NORMAL_KIND))
    ]
    for factor in settings.SLIP_FACTORS:
        weeks = min(most, settings.WEEKS_PER_SLIP_FACTOR)
        jobs += [(kinds[seed % len(kinds)], factor, seed) for seed in range(weeks)]
    return jobs


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--most", type=int, default=10_000, help="weeks of a kind, for a trial")
    given = asked.parse_args()
    normal = normal_jobs(given.most)
    attacked = [
        (which, seed)
        for which in range(len(ATTACKS))
        for seed in range(min(given.most, settings.WEEKS_PER_ATTACK))
    ]
    with ProcessPoolExecutor(given.processes) as pool:
        weeks = list(pool.map(normal_week, normal, chunksize=4))
        attacks = list(pool.map(week_with_attack, attacked, chunksize=4))
    sys.stdout.write(page.whole(weeks, attacks))
    return 0


if __name__ == "__main__":
    sys.exit(main())
