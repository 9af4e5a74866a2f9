"""Attacks that are over in hours: scanners, leaked lists, sprays, floods, bursts."""

from tests.log_review.second_family.attack_truth import MADE_UP_NAMES, Attack
from tests.log_review.second_family.hundred_people import SYSTEM_ACCOUNTS, password_like
from tests.log_review.second_family.sshd_connection import Connection, connect, probe
from tests.log_review.second_family.written_lines import Source


def mass_scanner(attack: Attack) -> None:
    """One host with the usual list: root most, then names that nobody here has."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    for _ in range(chance.randint(200, 800)):
        root = chance.random() < 0.4
        name = "root" if root else chance.choice(MADE_UP_NAMES)
        at = attack.guess(at, source, name, exists=root) + chance.uniform(0, 4)


def credential_stuffing(attack: Attack) -> None:
    """A leaked list of another site: some of its names exist here, one or two guesses each."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    names = [(name, True) for name in attack.some_people(chance.randint(15, 35))]
    names += [(one.other_name, False) for one in chance.sample(attack.week.people, 30)]
    chance.shuffle(names)
    for name, exists in names:
        at = attack.guess(at, source, name, chance.randint(1, 2), exists=exists)
        at += chance.uniform(1, 25)


def staff_from_the_web_page(attack: Attack) -> None:
    """Five names from the department's page, ten to twenty guesses each, three hosts, two days."""
    chance = attack.week.chance
    start = attack.week.time_of(chance.randint(0, 4), 1)
    hosts = [attack.somewhere() for _ in range(3)]
    for name in attack.some_people(5, "faculty", "staff"):
        for _ in range(chance.randint(10, 20)):
            attack.guess(start + chance.uniform(0, 2 * 86_400), chance.choice(hosts), name)


def spray(attack: Attack) -> None:
    """One password for every account, one host, within two or three hours."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    for name in attack.some_people(100):
        at = attack.guess(at, source, name) + chance.uniform(30, 90)


def folded_bursts_on_root(attack: Attack) -> None:
    """Connections of six guesses each, which the host's log folds into two lines."""
    source, at = attack.somewhere(), attack.in_week()
    for _ in range(attack.week.chance.randint(5, 15)):
        at = attack.guess(at, source, "root", 6) + 3


def around_midnight(attack: Attack) -> None:
    """Thirty guesses for eight accounts, half before midnight and half after."""
    chance, source = attack.week.chance, attack.somewhere()
    at = attack.week.time_of(chance.randint(1, 6), 0) - 600
    for name in attack.some_people(8) * 4:
        at = attack.guess(at, source, name) + chance.uniform(15, 45)


def in_the_hour_that_comes_twice(attack: Attack) -> None:
    """Guesses while the clock is set back in November, or forward in March."""
    chance, source = attack.week.chance, attack.somewhere()
    names, at = attack.some_people(6), attack.week.end - 5.5 * 3_600
    for _ in range(chance.randint(40, 80)):
        at = attack.guess(at, source, chance.choice(names)) + chance.uniform(20, 180)


def under_a_flood_of_noise(attack: Attack) -> None:
    """Forty guesses among twelve thousand connections that guess nothing."""
    chance, start = attack.week.chance, attack.in_week()
    flood = [attack.somewhere() for _ in range(300)]
    for _ in range(12_000):
        probe(attack.week.log, start + chance.uniform(0, 7_200), chance.choice(flood), 0)
    for name in attack.some_people(5) * 8:
        attack.guess(start + chance.uniform(0, 7_200), flood[0], name)


def breach_by_dictionary(attack: Attack) -> None:
    """Thirty to ninety guesses for one student, and the last is right."""
    chance = attack.week.chance
    name = attack.somebody("student").name
    times = chance.randint(5, 15) * 6 + 2
    attack.guess(attack.in_week(), attack.somewhere(), name, times, enters=True)


def one_account_in_five_minutes(attack: Attack) -> None:
    """Twelve to twenty guesses for one professor: somebody who knows them."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    name = attack.somebody("faculty").name
    for _ in range(chance.randint(4, 7)):
        at = attack.guess(at, source, name, 3, leaves="closed") + chance.uniform(5, 30)


def accounts_that_may_not_log_in(attack: Attack) -> None:
    """Existing accounts that AllowUsers does not name: the log calls them invalid."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    for _ in range(chance.randint(30, 70)):
        name = chance.choice(SYSTEM_ACCOUNTS[:8])
        at = attack.guess(at, source, name, denied=True) + chance.uniform(1, 20)


def asked_by_keyboard(attack: Attack) -> None:
    """A host where PAM asks: the first wrong ones have no line that begins with Failed."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    for name in attack.some_people(6) * 3:
        at = attack.guess(at, source, name, 3) + chance.uniform(1, 60)


def host_with_a_false_name(attack: Attack) -> None:
    """A host that looks names up, and an attacker whose name is wrong or somebody's own."""
    chance, at = attack.week.chance, attack.in_week()
    address = attack.somewhere().address
    false = chance.random() < 0.5
    name = "static-" + address.replace(".", "-") + ".isp.example"
    source = Source(address, "lab3.college.example" if false else name, name_is_false=false)
    names = ["root", *attack.some_people(3)]
    for _ in range(chance.randint(60, 150)):
        at = attack.guess(at, source, chance.choice(names)) + chance.uniform(1, 30)


def names_made_to_confuse(attack: Attack) -> None:
    """User names that look like the rest of a line, or like somebody else's address."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    honest = attack.week.shared.wireless[0].address
    shapes = (
        f"root from {honest} port 22 ssh2",
        f"x from {honest}",
        f"a  user=root rhost={honest}",
        "OK",
        "INTRUSION users=0",
        f"Accepted password for root from {honest} port 22 ssh2",
        password_like(chance),
    )
    for _ in range(chance.randint(30, 50)):
        at = attack.guess(at, source, chance.choice(shapes), exists=False) + chance.uniform(1, 20)
    for name in attack.some_people(2):
        at = attack.guess(at, source, name, 6)


def names_first_then_guesses(attack: Attack) -> None:
    """Sixty names asked for without a password, then twelve guesses for the ones that exist."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.in_week()
    for _ in range(60):
        name = password_like(chance)[:-2].lower()
        connect(attack.week.log, Connection(at, source, name, exists=False))
        at += chance.uniform(1, 5)
    for name in attack.some_people(3):
        at = attack.guess(at, source, name, 4) + 10
