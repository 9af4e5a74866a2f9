"""Attacks that hide in time or behind many addresses."""

from tests.log_review.third_family import third_settings as sizes
from tests.log_review.third_family.third_attacker import Attacker
from tests.log_review.third_family.third_site import v6_address, v6_prefix, world_address
from tests.log_review.third_family.third_words import LISTED

HOUR_S = 3600.0
HUMAN_PACE_S = (2.0, 6.0)


def hail_mary(hand: Attacker) -> None:
    """One try for each address, minutes apart, names from A to Z and then root."""
    names, turn = sorted(LISTED), hand.chance.randrange(200)
    for time_s in hand.moments(hand.chance.uniform(0, 3600), sizes.HAIL_MARY_EVERY_S):
        name = "root" if turn % 4 == 0 else names[turn % len(names)]
        hand.guess(time_s, world_address(hand.chance), name)
        turn += 1


def botnet_local(hand: Attacker) -> None:
    """Many addresses, the site's own names alone, all week."""
    people = hand.share((0.4, 0.9))
    for _ in range(hand.between(sizes.BOTNET_LOCAL_ADDRESSES)):
        address, tries = world_address(hand.chance), hand.between(sizes.BOTNET_LOCAL_TRIES)
        hand.guess(hand.start(), address, hand.chance.choice(people).name, tries)


def slow_root(hand: Attacker) -> None:
    """One source, root, now and then."""
    address = world_address(hand.chance)
    for time_s in hand.moments(hand.start(5 * 86400), sizes.SLOW_ROOT_EVERY_S):
        hand.guess(time_s, address, "root")


def slow_root_many(hand: Attacker) -> None:
    """The same, each try from a new address."""
    for time_s in hand.moments(hand.start(5 * 86400), sizes.SLOW_ROOT_MANY_EVERY_S):
        hand.guess(time_s, world_address(hand.chance), "root")


def _v6(hand: Attacker, groups: int) -> None:
    prefix, people = v6_prefix(hand.chance, groups), hand.share((0.2, 0.7))
    tries = hand.between(sizes.V6_TRIES)
    time_s = hand.start(tries * 300.0)
    for _ in range(tries):
        hand.guess(time_s, v6_address(hand.chance, prefix), hand.chance.choice(people).name)
        time_s += hand.chance.uniform(*sizes.V6_EVERY_S)


def v6_same_64(hand: Attacker) -> None:
    """A new address of one /64 for each try."""
    _v6(hand, 4)


def v6_same_48(hand: Attacker) -> None:
    """A new /64 of one /48 for each try."""
    _v6(hand, 3)


def one_account(hand: Attacker) -> None:
    """One account all week, each try from a new address, hours apart."""
    name = hand.locals(1)[0].name
    for time_s in hand.moments(hand.chance.uniform(0, 9000), sizes.ONE_ACCOUNT_EVERY_S):
        hand.guess(time_s, world_address(hand.chance), name, pace_s=HUMAN_PACE_S)


def patient(hand: Attacker) -> None:
    """One account, a try a day or so: the owner mistypes more often."""
    name = hand.locals(1)[0].name
    for _ in range(hand.between(sizes.PATIENT_TRIES)):
        hand.guess(hand.start(), world_address(hand.chance), name, pace_s=HUMAN_PACE_S)


def slow_spray(hand: Attacker) -> None:
    """One account each few hours, another address each time."""
    people = hand.locals(200)
    moments = hand.moments(hand.chance.uniform(0, 9000), sizes.SLOW_SPRAY_EVERY_S)
    for person, time_s in zip(people, moments, strict=False):
        hand.guess(time_s, world_address(hand.chance), person.name, pace_s=HUMAN_PACE_S)


def tor(hand: Attacker) -> None:
    """Through Tor's exits, on those who may become root."""
    names = ["root", *(person.name for person in hand.site.people if person.role == "admin")]
    start_s = hand.start(2 * 86400)
    for _ in range(hand.between(sizes.TOR_EXITS)):
        time_s = start_s + hand.chance.uniform(0, 2 * 86400 - 600)
        name = hand.chance.choice(names)
        hand.guess(time_s, world_address(hand.chance), name, hand.between(sizes.TOR_TRIES))


def slow_success(hand: Attacker) -> None:
    """A few tries a day on one account, and then the right one."""
    name, start_s = hand.locals(1)[0].name, hand.start(4 * 86400)
    tries = hand.between(sizes.SLOW_SUCCESS_TRIES)
    for _ in range(tries):
        time_s = start_s + hand.chance.uniform(0, 3.5 * 86400)
        hand.guess(time_s, world_address(hand.chance), name, pace_s=HUMAN_PACE_S)
    hand.enter(start_s + 3.6 * 86400, name)


def mimic(hand: Attacker) -> None:
    """Every half hour one try on one account: it looks like a forgotten script."""
    name, address = hand.locals(1)[0].name, world_address(hand.chance)
    hours = hand.between(sizes.MIMIC_HOURS)
    start_s = hand.start(hours * HOUR_S)
    for time_s in hand.moments(start_s, sizes.MIMIC_EVERY_S):
        if time_s > start_s + hours * HOUR_S:
            break
        hand.guess(time_s, address, name, ending="closed")


def holiday_night(hand: Attacker) -> None:
    """New Year's night, when nobody looks: three accounts."""
    names = [person.name for person in hand.locals(3)]
    address, tries = world_address(hand.chance), hand.between(sizes.HOLIDAY_NIGHT_TRIES)
    days = 31 - hand.scene.clock.start.day
    time_s = hand.scene.clock.seconds_into(days, 23.0)
    for turn in range(tries):
        hand.guess(time_s, address, names[turn % 3], pace_s=HUMAN_PACE_S)
        time_s += hand.chance.uniform(60, 360)


def decoy(hand: Attacker) -> None:
    """Few tries on three accounts in a week when honest people mistype three times as much."""
    for person in hand.locals(3):
        address, time_s = world_address(hand.chance), hand.start()
        hand.guess(time_s, address, person.name, 3, pace_s=HUMAN_PACE_S, ending="closed")
        tries = hand.between(sizes.MIXED_DECOY_TRIES) - 3
        hand.guess(time_s + 200, address, person.name, tries, pace_s=HUMAN_PACE_S)
