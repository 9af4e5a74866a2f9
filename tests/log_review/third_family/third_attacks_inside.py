"""Attacks from within the college: behind its addresses, at its terminals, in its classes."""

from tests.log_review.third_family import third_settings as sizes
from tests.log_review.third_family.third_attacker import Attacker
from tests.log_review.third_family.third_scene import OFFICE_HOURS
from tests.log_review.third_family.third_site import CAMPUS

HUMAN_PACE_S = (3.0, 12.0)
PROMPTS = 3


def _typed(hand: Attacker, time_s: float, address: str, name: str, tries: int) -> float:
    """A person with ssh: three prompts, and again."""
    while tries > 0:
        part = min(PROMPTS, tries)
        hand.guess(time_s, address, name, part, pace_s=HUMAN_PACE_S, ending="closed")
        tries -= part
        time_s += part * 10 + hand.chance.uniform(5, 60)
    return time_s


def _own(hand: Attacker, time_s: float, address: str, name: str) -> None:
    """The insider's own session, with the key."""
    hand.sshd.connection(time_s, address, name, 0, accepted="publickey", session_s=1200)


def wireless(hand: Attacker) -> None:
    """A student behind the wireless guesses at some others, among everybody's log-ins."""
    address, time_s = hand.chance.choice(hand.site.wifi), hand.scene.any_moment(OFFICE_HOURS)
    insider, *victims = hand.locals(1 + hand.between(sizes.INSIDER_VICTIMS))
    _own(hand, time_s - 600, address, insider.name)
    for victim in victims:
        time_s = _typed(hand, time_s, address, victim.name, hand.between(sizes.INSIDER_TRIES))
        time_s += hand.chance.uniform(30, 600)


def vpn(hand: Attacker) -> None:
    """One address of the VPN: own log-in, many tries on one account, own log-in."""
    address = f"{CAMPUS}.200.{hand.chance.randrange(2, 60)}"
    insider, victim = hand.locals(2)
    time_s = hand.scene.any_moment()
    _own(hand, time_s - 300, address, insider.name)
    time_s = _typed(hand, time_s, address, victim.name, hand.between(sizes.VPN_TRIES))
    _own(hand, time_s + 300, address, insider.name)


def friend(hand: Attacker) -> None:
    """Three tries a night on one account, from a dormitory where others log in too."""
    insider, victim = hand.locals(2)
    for day in range(1, 1 + hand.between(sizes.EX_EVENINGS)):
        time_s = hand.scene.clock.seconds_into(day, hand.chance.uniform(21, 23.8))
        _own(hand, time_s - 900, insider.seat, insider.name)
        _typed(hand, time_s, insider.seat, victim.name, hand.between(sizes.EX_TRIES))


def su_hour(hand: Attacker) -> None:
    """su to root and to a teacher, within an hour."""
    insider, other = hand.locals(2)
    time_s = hand.scene.any_moment()
    for turn in range(hand.between(sizes.SU_TRIES)):
        hand.su(time_s, insider.name, "root" if turn % 4 else other.name)
        time_s += hand.chance.uniform(6, 90)


def su_slow(hand: Attacker) -> None:
    """su to root two or three times a day, all week."""
    insider = hand.locals(1)[0]
    for day in range(1, 7):
        for _ in range(hand.between(sizes.SU_SLOW_A_DAY)):
            hand.su(hand.scene.moment(day, OFFICE_HOURS), insider.name, "root")


def console_night(hand: Attacker) -> None:
    """Somebody is in the machine room."""
    names = ["root", "admin", *(p.name for p in hand.site.people if p.role == "admin")]
    time_s = hand.scene.clock.seconds_into(hand.chance.randrange(1, 6), 22.5)
    for turn in range(hand.between(sizes.CONSOLE_TRIES)):
        hand.console(time_s, names[turn % len(names)], turn % 5 + 1)
        time_s += hand.chance.uniform(6, 40)


def greeter(hand: Attacker) -> None:
    """At the graphical greeter, down the list of names that it shows."""
    time_s = hand.scene.any_moment()
    for person in hand.locals(hand.between(sizes.DESKTOP_ACCOUNTS)):
        for _ in range(hand.between(sizes.DESKTOP_TRIES)):
            hand.desktop(time_s, person.name)
            time_s += hand.chance.uniform(5, 30)


def open_terminal(hand: Attacker) -> None:
    """sudo at a terminal that an admin left open."""
    admin = next(person for person in hand.site.people if person.role == "admin")
    left, time_s = hand.between(sizes.SUDO_TRIES), hand.scene.any_moment(OFFICE_HOURS)
    while left > 0:
        hand.sudo(time_s, admin.name, min(3, left))
        left -= 3
        time_s += hand.chance.uniform(15, 60)


def printed_passwords(hand: Attacker) -> None:
    """In the first-year class, somebody tries the pattern of the slips on the others' accounts."""
    newest = hand.site.people[-sizes.NEW_ACCOUNTS[0] :]
    victims = hand.chance.sample(newest, hand.between(sizes.NEW_TERM_ACCOUNTS))
    address, time_s = hand.chance.choice(hand.site.wifi), hand.scene.any_moment(OFFICE_HOURS)
    for victim in victims:
        hand.guess(time_s, address, victim.name, pace_s=HUMAN_PACE_S, ending="closed")
        time_s += hand.chance.uniform(15, 60)
