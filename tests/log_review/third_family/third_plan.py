"""Which weeks are made: every kind of honest week at every factor, every kind of attack."""

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_attacks import ATTACKS
from tests.log_review.third_family.third_kinds import KINDS
from tests.log_review.third_family.third_week import Recipe

NUMBERS_APART = 1000  # so that no attack's week is also a week of the honest table
MOST = 10**9


def honest_recipes(most: int = MOST) -> list[Recipe]:
    """The honest weeks, at most so many of each kind and factor."""
    return [
        Recipe(kind, factor, number)
        for factor in rates.SLIP_FACTORS
        for kind in KINDS
        for number in range(
            min(most, (rates.ORDINARY_WEEKS if kind == "ordinary" else rates.OTHER_WEEKS)[factor])
        )
    ]


def attack_recipes(most: int = MOST) -> list[Recipe]:
    """The weeks with an attack, at most so many of each kind; no two share their honest part."""
    return [
        Recipe(attack.kind, attack.factor, NUMBERS_APART * place + number, name)
        for place, (name, attack) in enumerate(ATTACKS.items(), 1)
        for number in range(min(most, rates.ATTACK_WEEKS))
    ]
