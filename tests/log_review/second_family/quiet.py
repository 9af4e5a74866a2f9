"""Attacks that take their time or come from many places."""

from tests.log_review.second_family.attack_truth import MADE_UP_NAMES, Attack
from tests.log_review.second_family.written_lines import Source


def one_host_slowly(attack: Attack) -> None:
    """A guess every twenty to forty minutes for one professor, all week."""
    chance, source, at = attack.week.chance, attack.somewhere(), attack.week.start + 3_000
    name = attack.somebody("faculty").name
    while at < attack.week.end:
        at = attack.guess(at, source, name) + chance.uniform(1_200, 2_400)


def many_hosts_one_guess_each_name(attack: Attack) -> None:
    """Sixty to a hundred and fifty hosts, up to three guesses each, all over the week."""
    chance = attack.week.chance
    for _ in range(chance.randint(60, 150)):
        source = attack.somewhere()
        for name in attack.some_people(chance.randint(1, 3)):
            attack.guess(attack.in_week(), source, name)


def tor_exits(attack: Attack) -> None:
    """Six accounts through forty exits, a hundred and fifty guesses in three days."""
    chance = attack.week.chance
    start = attack.week.time_of(chance.randint(0, 3), 6)
    exits = [attack.somewhere() for _ in range(40)]
    names = attack.some_people(6)
    for _ in range(150):
        at = start + chance.uniform(0, 3 * 86_400)
        attack.guess(at, chance.choice(exits), chance.choice(names))


def privacy_addresses(attack: Attack) -> None:
    """One network of IPv6 with a new address for each of a hundred guesses."""
    chance, at = attack.week.chance, attack.in_week()
    network = f"2a03:{chance.randint(4096, 65535):x}:{chance.randint(16, 4095):x}:17"
    names = attack.some_people(10)
    for _ in range(100):
        rest = ":".join(f"{chance.randint(1, 65535):x}" for _ in range(4))
        at = attack.guess(at, Source(f"{network}:{rest}"), chance.choice(names))
        at += chance.uniform(20, 300)


def over_new_year(attack: Attack) -> None:
    """Eighty guesses for four accounts in the night of New Year's Eve."""
    chance, source = attack.week.chance, attack.somewhere()
    names, start = attack.some_people(4), attack.week.time_of(6, 18)
    for _ in range(80):
        attack.guess(start + chance.uniform(0, 12 * 3_600), source, chance.choice(names))


def botnet_with_root_only(attack: Attack) -> None:
    """Eighty to two hundred hosts, one to six guesses each, all for root."""
    chance = attack.week.chance
    for _ in range(chance.randint(80, 200)):
        attack.guess(attack.in_week(), attack.somewhere(), "root", chance.randint(1, 6))


def distributed_spray(attack: Attack) -> None:
    """Every account once a day on three days, over twenty-five hosts."""
    chance = attack.week.chance
    hosts = [attack.somewhere() for _ in range(25)]
    for day in range(1, 4):
        for name in attack.some_people(100):
            attack.guess(
                attack.week.time_of(day, chance.uniform(0, 24)), chance.choice(hosts), name
            )


def few_hosts_in_one_day(attack: Attack) -> None:
    """Twenty-five hosts, one guess and one account each, within a day."""
    chance, day = attack.week.chance, attack.week.chance.randint(1, 5)
    for name in attack.some_people(25):
        attack.guess(attack.week.time_of(day, chance.uniform(0, 24)), attack.somewhere(), name)


def while_nobody_is_there(attack: Attack) -> None:
    """In the break: forty guesses for ten accounts from twenty hosts."""
    chance = attack.week.chance
    names, hosts = attack.some_people(10), [attack.somewhere() for _ in range(20)]
    for _ in range(40):
        attack.guess(attack.in_week(), chance.choice(hosts), chance.choice(names))


def made_up_names_from_many_hosts(attack: Attack) -> None:
    """Forty hosts with five names each that nobody has, and root once."""
    chance = attack.week.chance
    for _ in range(40):
        source, at = attack.somewhere(), attack.in_week()
        for name in chance.sample(MADE_UP_NAMES, 5):
            at = attack.guess(at, source, name, exists=False)
        attack.guess(at, source, "root")


def in_the_rhythm_of_a_script(attack: Attack) -> None:
    """A guess every thirty minutes for one student from one address in town, for three days."""
    source, at = attack.somewhere(), attack.week.time_of(1, 3)
    name = attack.somebody("student").name
    for _ in range(144):
        attack.guess(at, source, name, leaves="closed")
        at += 1_800


def three_guesses_a_day(attack: Attack) -> None:
    """One professor, three guesses a day, each from an address of its own."""
    name = attack.somebody("faculty").name
    for day in range(7):
        for _ in range(3):
            at = attack.week.time_of(day, attack.week.chance.uniform(7, 23))
            attack.guess(at, attack.somewhere(), name)
