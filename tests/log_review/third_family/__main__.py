"""`python -m tests.log_review.third_family`: makes every week, has it judged, prints the page."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.log_review.third_family.third_judge import judged
from tests.log_review.third_family.third_page import page
from tests.log_review.third_family.third_plan import MOST, attack_recipes, honest_recipes

TOLD_EVERY = 100


def main() -> int:
    """Prints the page; progress goes to stderr."""
    parser = argparse.ArgumentParser(prog="python -m tests.log_review.third_family")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--most", type=int, default=MOST, help="weeks of each kind")
    asked = parser.parse_args()
    recipes = [*honest_recipes(asked.most), *attack_recipes(asked.most)]
    results = []
    with ProcessPoolExecutor(asked.processes) as pool:
        for result in pool.map(judged, recipes, chunksize=4):
            results.append(result)
            if len(results) % TOLD_EVERY == 0:
                print(f"{len(results)} of {len(recipes)} weeks", file=sys.stderr, flush=True)
    print(page(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
