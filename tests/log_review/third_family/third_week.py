"""One made week: a seed and a kind in, the file's lines and the truth about attackers out."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_attacker import Attacker
from tests.log_review.third_family.third_attacks import ATTACKS
from tests.log_review.third_family.third_calendar import clock_of
from tests.log_review.third_family.third_kinds import KINDS
from tests.log_review.third_family.third_machine import machine_talks
from tests.log_review.third_family.third_people import people_log_in
from tests.log_review.third_family.third_scene import Scene
from tests.log_review.third_family.third_site import made_site
from tests.log_review.third_family.third_sshd import Sshd
from tests.log_review.third_family.third_tape import Tape


@dataclass(frozen=True)
class Recipe:
    """What fully determines a week. attack: a name of ATTACKS, or "" for an honest week."""

    kind: str
    factor: float
    number: int
    attack: str = ""

    def without_attack(self) -> "Recipe":
        """The same honest people in the same week, and nobody else."""
        return Recipe(self.kind, self.factor, self.number)


@dataclass(frozen=True)
class Week:
    """A week's file. accounts: existing ones that the attacker tried; made_up: other names."""

    recipe: Recipe
    lines: list[str]
    end: datetime  # local time, no zone: what the file's age should say
    accounts: frozenset[str]
    made_up: frozenset[str]


def made_week(recipe: Recipe, *, honest: bool = True) -> Week:
    """The week of a recipe: the same in every run. honest: False leaves the attack alone."""
    chance = Random(f"{rates.SEED} {recipe.kind} {recipe.factor} {recipe.number}")
    scene = _scene(recipe, chance)
    if honest:
        machine_talks(scene)
        people_log_in(scene)
    added = KINDS[recipe.kind].happens
    if added is not None:
        added(scene)
    if not honest:
        scene.tape.events.clear()
    attacker = Attacker(scene, Random(f"{rates.SEED} {recipe} attacker"))
    if recipe.attack:
        ATTACKS[recipe.attack].happens(attacker)
    numbers = Random(f"{rates.SEED} {recipe.number} processes")
    lines = scene.tape.lines(scene.clock, scene.site.host, numbers, repeats=scene.site.repeats)
    accounts, made_up = frozenset(attacker.accounts), frozenset(attacker.made_up)
    return Week(recipe, lines, scene.clock.end(), accounts, made_up)


def _scene(recipe: Recipe, chance: Random) -> Scene:
    clock = clock_of(recipe.kind, chance)
    site = made_site(chance, **KINDS[recipe.kind].settings)
    tape = Tape()
    scene = Scene(recipe.kind, recipe.factor, clock, site, tape, chance, Sshd(tape, site, chance))
    scene.sshd.boots = list(clock.restarts)
    multipliers = rates.WEEK_MULTIPLIERS.get(recipe.kind, (1.0, 1.0, 1.0))
    scene.sessions_times, scene.slip_times, scene.travel_times = multipliers
    return scene
