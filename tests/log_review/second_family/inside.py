"""Attacks by people who are inside already, or sit where honest people sit."""

from tests.log_review.second_family.attack_truth import Attack
from tests.log_review.second_family.local_programs import console, su
from tests.log_review.second_family.sshd_connection import Connection, connect
from tests.log_review.second_family.written_lines import Source


def after_phishing(attack: Attack) -> None:
    """A phished password lets somebody in; from there su and log-ins to the host itself."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    victim = attack.somebody("student").name
    at = attack.guess(at, source, victim, 2, enters=True) + 30
    for target in ["root", *attack.some_people(4)] * 3:
        attack.count(at, f"local:{victim}", target, 1, exists=True)
        su(attack.week.log, at, victim, target, right=False)
        at += chance.uniform(6, 40)
    for target in attack.some_people(6):
        at = attack.guess(at, Source("127.0.0.1", "localhost"), target, 3) + 5


def insider_in_the_laboratory(attack: Attack) -> None:
    """A student at a laboratory machine tries two friends and the assistant, between log-ins."""
    chance, seat = attack.week.chance, attack.week.chance.choice(attack.week.shared.lab)
    at = attack.week.time_of(chance.randint(1, 5), chance.uniform(10, 20))
    myself = attack.somebody("student").name
    victims = attack.some_people(2, "student") + attack.some_people(1, "graduate")
    connect(attack.week.log, Connection(at, seat, myself, accepted="password", stay=3_600))
    for _ in range(9):
        at = attack.guess(at + 60, seat, chance.choice(victims), 3, leaves="closed")
        at += chance.uniform(10, 300)


def su_on_the_machine(attack: Attack) -> None:
    """A script that runs su for root and five others, forty times."""
    chance, at, me = attack.week.chance, attack.in_week(), attack.somebody("student").name
    targets = ["root", *attack.some_people(5)]
    for number in range(40):
        target = targets[number % len(targets)]
        attack.count(at, f"local:{me}", target, 1, exists=True)
        su(attack.week.log, at, me, target, right=False)
        at += chance.uniform(2, 5)


def behind_the_wireless_address(attack: Attack) -> None:
    """Fifty guesses for four accounts from the address that a third of the students share."""
    chance, source = attack.week.chance, attack.week.chance.choice(attack.week.shared.wireless)
    start, names = attack.week.time_of(chance.randint(1, 5), 11), attack.some_people(4)
    for _ in range(50):
        attack.guess(start + chance.uniform(0, 5 * 3_600), source, chance.choice(names))


def success_between_guesses(attack: Attack) -> None:
    """Somebody with an account logs in after every two guesses, to look honest."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    myself, names = attack.somebody("student").name, attack.some_people(6)
    for number in range(40):
        at = attack.guess(at, source, chance.choice(names)) + chance.uniform(10, 60)
        if number % 2:
            connect(attack.week.log, Connection(at, source, myself, accepted="password", stay=5))


def at_the_console(attack: Attack) -> None:
    """Somebody at the keyboard of the machine itself: fifteen guesses within an hour."""
    chance, at = attack.week.chance, attack.in_week()
    names = ["root", *attack.some_people(2, "staff")]
    for number in range(5):
        name = names[number % 3]
        attack.count(at, "tty1", name, 3, exists=True)
        console(attack.week.log, at, name, 3, enters=False)
        at += chance.uniform(60, 600)
