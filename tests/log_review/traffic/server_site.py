"""A department with its server: who has an account, what they are like, and where they live."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.log_review.traffic.local_time import LocalTime
from tests.log_review.traffic.settings import Settings
from tests.log_review.traffic.sshd import Source

FIRST_MONDAY: Final = date(2016, 1, 4)
MONDAYS: Final = 156
SURNAMES: Final = (
    *("adams", "baker", "brown", "clark", "davis", "evans", "fisher", "garcia", "hall", "irwin"),
    *("jones", "kim", "lee", "martin", "nguyen", "olsen", "patel", "quinn", "rossi", "smith"),
    *("tanaka", "ueda", "vogel", "wang", "xu", "young", "zhang", "moreau", "novak", "silva"),
)
INITIALS: Final = "abcdefghijklmnoprstvw"
SYSTEM_ACCOUNTS: Final = ("root", "daemon", "bin", "sys", "mail", "www-data", "backup", "nobody")
OCTETS: Final = tuple(
    n for n in range(11, 223) if n not in {100, 127, 169, 172, 192, 198, 203, 128}
)


@dataclass(slots=True)
class Person:
    """
    Attributes:
        habit: (middle, spread) of the hours when this one comes.
        liveliness: how often beside others.
        typo: how often a first password is wrong at this person's.
    """

    name: str
    habit: tuple[float, float]
    liveliness: float
    typo: float
    campus: int
    lab: int
    homes: list[str]  # one address per day
    uses_key: bool
    has_many_keys: bool
    prompts: int
    is_admin: bool = False
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """All that does not change within a week."""

    seed: str
    settings: Settings
    local_time: LocalTime
    people: list[Person]
    graduates: list[str]
    campus: list[str]
    labs: list[str]
    carrier: list[str]
    monitor: str
    backup: str  # the host that comes for copies
    is_key_only: bool
    allows_listed_only: bool
    uses_dns: bool
    reduces: bool

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.people]

    def person(self, name: str) -> Person:
        return next(each for each in self.people if each.name == name)

    def source(self, address: str) -> Source:
        return Source(address, rhost(address) if self.uses_dns else address)


def rhost(address: str) -> str:
    """What the DNS calls an address; many have no name, and addresses of IPv6 here never."""
    if ":" in address or address.endswith(("1", "2", "3")):
        return address
    return f"host-{address.replace('.', '-')}.example.net"


def public_address(rng: random.Random) -> str:
    return f"{rng.choice(OCTETS)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def ipv6_address(rng: random.Random, network: str) -> str:
    return network + ":" + ":".join(f"{rng.randrange(1, 65536):x}" for _ in range(4))


def ipv6_network(rng: random.Random) -> str:
    """The first 64 bits of an address."""
    return f"2a0{rng.randrange(1, 10)}:{rng.randrange(1, 4096):x}:{rng.randrange(1, 65536):x}:1"


def new_site(seed: str, settings: Settings, *, key_only: bool | None = None) -> Site:
    rng = random.Random(f"site {seed}")
    machines, places = settings.machines, settings.places
    campus_net = f"{rng.choice(OCTETS)}.{rng.randrange(256)}"
    campus = [f"{campus_net}.{n}.{rng.randrange(1, 255)}" for n in range(places.campus_addresses)]
    names = _names(rng, settings.people.users + settings.people.graduated)
    drawn_key_only = rng.random() < machines.key_only
    monday = FIRST_MONDAY + timedelta(days=7 * rng.randrange(MONDAYS))
    return Site(
        seed=seed,
        settings=settings,
        local_time=LocalTime(monday),
        people=_people(rng, names[: settings.people.users], settings),
        graduates=names[settings.people.users :],
        campus=campus,
        labs=[f"10.20.4.{n + 10}" for n in range(places.lab_hosts)],
        carrier=[public_address(rng) for _ in range(places.carrier_addresses)],
        monitor="10.20.0.5",
        backup="10.20.0.6",
        is_key_only=drawn_key_only if key_only is None else key_only,
        allows_listed_only=rng.random() < machines.allows_listed_only,
        uses_dns=rng.random() < machines.uses_dns,
        reduces=rng.random() < machines.reduces_repeats,
    )


def _names(rng: random.Random, number: int) -> list[str]:
    """Either initial and surname, or letters and digits as many colleges give them."""
    is_short = rng.random() < 0.5
    names: dict[str, None] = {}
    while len(names) < number:
        if is_short:
            letters = "".join(rng.choices(INITIALS, k=rng.choice((2, 3, 3))))
            names[f"{letters}{rng.randrange(1, 400)}"] = None
        else:
            digit = "" if rng.random() < 0.8 else str(rng.randrange(2, 10))
            names[f"{rng.choice(INITIALS)}{rng.choice(SURNAMES)}{digit}"] = None
    return list(names)


def _people(rng: random.Random, names: list[str], settings: Settings) -> list[Person]:
    who = settings.people
    people: list[Person] = []
    for number, name in enumerate(names):
        _, *habit = rng.choices((who.office, who.evening, who.night),
                                (who.office[0], who.evening[0], who.night[0]))[0]  # fmt: skip
        people.append(
            Person(
                name=name,
                habit=(habit[0], habit[1]),
                liveliness=math.exp(rng.gauss(0, who.liveliness_sigma)),
                typo=_typo(rng, settings),
                campus=rng.randrange(settings.places.campus_addresses),
                lab=rng.randrange(settings.places.lab_hosts),
                homes=_homes(rng, people, settings),
                uses_key=rng.random() < who.key_share,
                has_many_keys=rng.random() < who.many_keys_share,
                prompts=6 if rng.random() < who.six_prompts_share else 3,
                is_admin=number < who.admins,
                is_staff=number < who.staff,
            )
        )
    return people


def _typo(rng: random.Random, settings: Settings) -> float:
    slips = settings.slips
    mean = slips.typo
    own = rng.betavariate(slips.typo_spread, slips.typo_spread * (1 - mean) / mean)
    return min(slips.typo_max, own * slips.typo_rate)


def _homes(rng: random.Random, people: list[Person], settings: Settings) -> list[str]:
    places = settings.places
    days = 8  # a week's last visit may end on its eighth day
    if people and rng.random() < places.flatmates_share:
        return rng.choice(people).homes
    if rng.random() < places.ipv6_homes:
        network = ipv6_network(rng)
        return [ipv6_address(rng, network) for _ in range(days)]
    homes = [public_address(rng)]
    while len(homes) < days:
        homes.append(public_address(rng) if rng.random() < places.renumbered else homes[-1])
    return homes
