"""The hundred people of the second family: names, habits, and where they log in from."""

import random
from dataclasses import dataclass

from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.written_lines import Source

SURNAMES = (
    *("abernathy", "bankole", "castellano", "drummond", "eriksen", "fairweather", "gupta"),
    *("hollis", "ivanova", "jessop", "kowalczyk", "lindqvist", "mbeki", "novotny", "okafor"),
)
FIRST = (
    *("amelia", "bruno", "chloe", "diego", "elif", "farid", "greta", "hugo"),
    *("ines", "jonas", "kaya", "leon", "mira", "noor", "owen"),
)
LETTERS = "abcdefghijklmnoprstvwz"
SYSTEM_ACCOUNTS = ("root", "daemon", "bin", "www-data", "backup", "git", "nobody", "mysql", "proj")


@dataclass
class Person:
    """One of them, with the habits that stay over the week."""

    name: str
    role: str
    has_key: bool
    slip: float
    more_logins: float
    heavy: bool
    desk: Source
    home: str
    home_prefix: str  # an IPv6 network, or empty
    other_name: str  # what they are called elsewhere


@dataclass(frozen=True)
class Places:
    """The addresses that people share."""

    lab: tuple[Source, ...]
    wireless: tuple[Source, ...]
    vpn: tuple[Source, ...]
    carrier: tuple[Source, ...]


def places(chance: random.Random) -> Places:
    def shared(network: str, count: int, name: str) -> tuple[Source, ...]:
        first = chance.randint(2, 100)
        return tuple(
            Source(f"{network}.{first + n}", f"{name}{n + 1}.college.example" if name else "")
            for n in range(count)
        )

    return Places(
        shared("10.40.7", settings.LAB_MACHINES, "lab"),
        shared("198.51.100", settings.WIRELESS_ADDRESSES, "wifi"),
        shared("10.99.1", settings.VPN_ADDRESSES, "vpn"),
        shared(f"172.58.{chance.randint(10, 90)}", settings.CARRIER_ADDRESSES, ""),
    )


def internet(chance: random.Random) -> str:
    """An address somewhere outside."""
    first = chance.choice((24, 46, 61, 71, 77, 85, 91, 103, 112, 139, 178, 185, 190, 201, 218, 222))
    return f"{first}.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"


def everybody(chance: random.Random, slip_factor: float) -> list[Person]:
    roles = (
        ["faculty"] * settings.FACULTY
        + ["staff"] * settings.STAFF
        + ["graduate"] * settings.GRADUATES
        + ["student"] * settings.STUDENTS
    )
    taken: set[str] = set(SYSTEM_ACCOUNTS)
    return [_person(chance, role, number, slip_factor, taken) for number, role in enumerate(roles)]


def _person(
    chance: random.Random, role: str, number: int, slip_factor: float, taken: set[str]
) -> Person:
    name = SURNAMES[number] if number < len(SURNAMES) else student_name(chance, taken)
    taken.add(name)
    prefix = ""
    if chance.random() < settings.HOMES_WITH_V6:
        prefix = f"2601:{chance.randint(16, 4095):x}:{chance.randint(16, 65535):x}:{number:x}"
    other = chance.choice(FIRST) + chance.choice(("", ".", "_")) + chance.choice(SURNAMES)
    return Person(
        name=name,
        role=role,
        has_key=chance.random() < settings.KEY_SHARE[role],
        slip=min(0.6, chance.betavariate(*settings.SLIP_BETA) * slip_factor),
        more_logins=settings.MORE_LOGINS[role],
        heavy=chance.random() < settings.HEAVY_SHARE,
        desk=Source(f"10.40.{chance.randint(20, 23)}.{number + 5}", f"pc{number}.college.example"),
        home=internet(chance),
        home_prefix=prefix,
        other_name=other,
    )


def student_name(chance: random.Random, taken: set[str]) -> str:
    while True:
        letters = "".join(chance.choice(LETTERS) for _ in range(chance.choice((2, 3, 3))))
        name = f"{letters}{chance.randint(2, 499)}"
        if name not in taken:
            return name


def password_like(chance: random.Random) -> str:
    word = chance.choice(FIRST + SURNAMES)
    return f"{word.capitalize()}{chance.randint(1, 2016)}{chance.choice('!?#$.')}"


def source_of(chance: random.Random, person: Person, shared: Places) -> Source:
    """Where this log-in of theirs comes from."""
    place = chance.choices(range(6), settings.PLACES[person.role])[0]
    if place == 0:
        if person.role == "student":
            return chance.choice(shared.lab)
        return person.desk
    if place == 3 and person.home_prefix:
        # Privacy addresses: the network stays, the rest is new every day or so.
        rest = ":".join(f"{chance.randint(1, 65535):x}" for _ in range(4))
        return Source(f"{person.home_prefix}:{rest}")
    if place == 3:
        return Source(person.home, "cpe-" + person.home.replace(".", "-") + ".isp.example")
    if place == 5:
        return Source(internet(chance))
    return chance.choice((shared.wireless, shared.vpn, (), shared.carrier)[place - 1])
