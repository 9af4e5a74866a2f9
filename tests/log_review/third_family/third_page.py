"""The Markdown page of a run: honest weeks, attacks, and which rules spoke."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from tests.log_review.third_family.third_attacks import ATTACKS
from tests.log_review.third_family.third_bounds import bounds
from tests.log_review.third_family.third_judge import Result
from tests.log_review.third_family.third_settings import SLIP_FACTORS

HEAD = """# The reviewer before a third family of logs

Made by `python -m tests.log_review.third_family`, run once, unchanged. The family's author had seen
neither the reviewer nor the weeks that it was tuned on, and did not run it; the rates and sizes in
`third_settings.py` were committed before the rest of the family was written (two chances joined
them before any week was judged), and neither the family nor the reviewer was changed after this
page.

Each week is a file of its own for about 100 accounts and some 2,000 to 4,000 log-ins, given to
`python -m bank_server.log_review` as a process. An honest week holds no guess at a password by
anybody but the accounts' owners. A slip factor multiplies every chance of an honest mistake. An
attack is put into a week that is otherwise honest, and that week is judged without it too.
Bounds are exact (Clopper and Pearson), 95 %.
"""
LEGEND = """Already: INTRUSION without the attack too. New: recognised, of the weeks that were not.
Users are medians over the recognised weeks: said, then the truth (accounts that exist and were
tried), then the truth with made-up names.
"""
RULES_SHOWN = 3
EXPECTED = ("loud", "middling", "hard", "arguable")


def page(results: Sequence[Result]) -> str:
    """The whole page."""
    honest = [result for result in results if not result.recipe.attack]
    attacks = [result for result in results if result.recipe.attack]
    return "\n".join(
        [
            HEAD,
            f"## Honest weeks: {len(honest)}\n",
            _by_factor(honest),
            _by_kind(honest),
            f"## Attacks: {len(attacks)} weeks\n",
            LEGEND,
            _by_attack(attacks),
            _by_expected(attacks),
            "## Rules that spoke\n",
            _by_rule(honest, attacks),
        ]
    )


def _by_factor(honest: Sequence[Result]) -> str:
    rows = []
    for factor in SLIP_FACTORS:
        for ordinary in (True, False):
            weeks = [
                result
                for result in honest
                if result.recipe.factor == factor and (result.recipe.kind == "ordinary") == ordinary
            ]
            kinds = "ordinary" if ordinary else "all others"
            rows.append([f"{factor:g}", kinds, *_counted(weeks), _errors(weeks)])
    rows.append(["all", "all", *_counted(honest), _errors(honest)])
    return _table(["Factor", "Kinds", "Weeks", "INTRUSION", "Bounds", "ERROR"], rows)


def _by_kind(honest: Sequence[Result]) -> str:
    rows = []
    for kind in dict.fromkeys(result.recipe.kind for result in honest):
        of_kind = [result for result in honest if result.recipe.kind == kind]
        cells = []
        for factor in SLIP_FACTORS:
            weeks = [result for result in of_kind if result.recipe.factor == factor]
            cells.append(f"{_alarms(weeks)} of {len(weeks)}")
        rows.append([kind, *cells, _rules(of_kind)])
    factors = [f"Factor {factor:g}" for factor in SLIP_FACTORS]
    return _table(["INTRUSION by kind", *factors, "Rules"], rows)


def _by_attack(attacks: Sequence[Result]) -> str:
    rows = []
    for name in dict.fromkeys(result.recipe.attack for result in attacks):
        weeks = [result for result in attacks if result.recipe.attack == name]
        rows.append([name, ATTACKS[name].expected, *_attack_cells(weeks), _users(weeks)])
    head = ["Attack", "Expected", "Weeks", "Recognised", "Bounds", "Already", "New", "Users"]
    return _table(head, rows)


def _by_expected(attacks: Sequence[Result]) -> str:
    rows = []
    for expected in EXPECTED:
        weeks = [r for r in attacks if ATTACKS[r.recipe.attack].expected == expected]
        rows.append([expected, *_attack_cells(weeks)])
    rows.append(["all", *_attack_cells(attacks)])
    return _table(["Expected", "Weeks", "Recognised", "Bounds", "Already", "New"], rows)


def _attack_cells(weeks: Sequence[Result]) -> list[str]:
    quiet = [week for week in weeks if week.before is None or week.before.word != "INTRUSION"]
    return [*_counted(weeks), str(len(weeks) - len(quiet)), f"{_alarms(quiet)} of {len(quiet)}"]


def _users(weeks: Sequence[Result]) -> str:
    seen = [week for week in weeks if week.verdict.word == "INTRUSION"]
    if not seen:
        return "-"
    said = median(week.verdict.users for week in seen)
    true = median(week.accounts for week in seen)
    named = median(week.accounts + week.made_up for week in seen)
    return f"{said:g} / {true:g} / {named:g}"


def _by_rule(honest: Sequence[Result], attacks: Sequence[Result]) -> str:
    wrong, right = _spoken(honest), _spoken(attacks)
    rows = [[rule, str(wrong[rule]), str(right[rule])] for rule in sorted({*wrong, *right})]
    return _table(["Rule", "Honest weeks", "Weeks with an attack"], rows)


def _spoken(weeks: Iterable[Result]) -> Counter[str]:
    return Counter(
        rule for week in weeks if week.verdict.word == "INTRUSION" for rule in week.verdict.rules
    )


def _rules(weeks: Sequence[Result]) -> str:
    common = _spoken(weeks).most_common(RULES_SHOWN)
    return ", ".join(f"{rule} ({count})" for rule, count in common) or "-"


def _alarms(weeks: Sequence[Result]) -> int:
    return sum(week.verdict.word == "INTRUSION" for week in weeks)


def _errors(weeks: Sequence[Result]) -> str:
    return str(sum(week.verdict.word == "ERROR" for week in weeks))


def _counted(weeks: Sequence[Result]) -> list[str]:
    least, greatest = bounds(_alarms(weeks), len(weeks))
    return [str(len(weeks)), str(_alarms(weeks)), f"{least:.1%} to {greatest:.1%}"]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
