"""The made college: its people, where each of them sits, and how its sshd is set."""

from dataclasses import dataclass, field
from random import Random

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_words import DOMAINS, FIRST, HOSTS, LAST, SYSTEM

CAMPUS = "10.20"
NAME_STYLES = ("flast", "first.last", "firstl", "netid", "lastf")
ISP_FIRST_OCTETS = (24, 31, 47, 62, 68, 71, 73, 76, 81, 86, 92, 98, 108, 136, 173, 184)
WORLD_FIRST_OCTETS = (
    1,
    5,
    14,
    27,
    36,
    42,
    45,
    58,
    60,
    77,
    91,
    95,
    103,
    111,
    117,
    121,
    139,
    146,
    159,
    177,
    181,
    185,
    187,
    190,
    195,
    200,
    202,
    210,
    212,
    218,
    221,
    222,
)


@dataclass(slots=True)
class Person:
    """One account's owner, with the habits that last for the week."""

    name: str
    first: str
    last: str
    role: str
    eagerness: float
    typo: float
    has_key: bool
    saves_password: bool
    many_keys: bool
    seat: str  # the address of a dormitory or an office
    homes: list[str]  # one address for each day of the week
    prompts_max: int  # of the person's client, in one connection


@dataclass
class Site:
    """One college: fixed for one week, another for the next."""

    host: str
    domain: str
    people: list[Person]
    style: str
    challenge: bool  # keyboard-interactive through PAM instead of password
    use_dns: bool
    allow_users: bool
    repeats: bool
    wifi: list[str]
    carrier: list[str]
    accounts: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)  # exist, but AllowUsers lacks them

    def exists(self, name: str) -> bool:
        """Whether the machine has such an account."""
        return name in self.accounts

    def is_allowed(self, name: str) -> bool:
        """Whether sshd would let the account in at all."""
        return name in self.accounts and name not in self.denied

    def host_name(self, address: str) -> str:
        """What sshd calls a client: an address, or its name where UseDNS is on and it has one."""
        if not self.use_dns or ":" in address or hash_of(address) % 3 == 0:
            return address
        dashed = address.replace(".", "-")
        if address.startswith(CAMPUS):
            return f"h{dashed}.{self.domain.split('.', 1)[1]}"
        return f"{dashed}.dyn.isp{hash_of(address) % 7}.net"


def hash_of(text: str) -> int:
    """A small number of a text, the same in every run."""
    return sum(ord(letter) * (place + 7) for place, letter in enumerate(text))


def isp_address(chance: Random) -> str:
    """An address of a home, or of a phone company."""
    return _address(chance, ISP_FIRST_OCTETS)


def world_address(chance: Random) -> str:
    """An address from anywhere."""
    return _address(chance, WORLD_FIRST_OCTETS)


def v6_prefix(chance: Random, groups: int = 4) -> str:
    """The first groups of an IPv6 address, with a colon at the end."""
    return "2a" + "".join(
        f"{chance.randrange(1, 65535):x}:" if group else f"{chance.randrange(16):02x}:"
        for group in range(groups)
    )


def v6_address(chance: Random, prefix: str) -> str:
    """A whole address under a prefix that ends in a colon."""
    missing = 8 - prefix.count(":")
    return prefix + ":".join(f"{chance.randrange(1, 65535):x}" for _ in range(missing))


def made_site(chance: Random, **settings: bool) -> Site:
    """A college by chance; settings fix what a kind of week needs (challenge, use_dns, ...)."""
    site = Site(
        host=chance.choice(HOSTS),
        domain=chance.choice(DOMAINS),
        people=[],
        style=chance.choice(NAME_STYLES),
        challenge=chance.random() < rates.CHALLENGE_SHARE,
        use_dns=chance.random() < rates.USE_DNS_SHARE,
        allow_users=chance.random() < rates.ALLOW_USERS_SHARE,
        repeats=chance.random() < rates.REPEATS_SHARE,
        wifi=[f"{CAMPUS}.250.{10 + place}" for place in range(rates.WIFI_ADDRESSES)],
        carrier=[isp_address(chance) for _ in range(rates.CARRIER_POOL)],
        accounts={*SYSTEM, "bkup", "nagios"},
    )
    for setting, value in settings.items():
        setattr(site, setting, value)
    count = round(chance.gauss(rates.ACCOUNTS_MEAN, rates.ACCOUNTS_SPREAD))
    roles = [r for r, share in rates.ROLE_SHARES.items() for _ in range(round(share * count))]
    for role in roles:
        add_person(site, role, chance)
    if site.allow_users:
        site.denied = set(SYSTEM) | {chance.choice(site.people).name}
    return site


def add_person(site: Site, role: str, chance: Random) -> Person:
    """A further account, under a name that is free."""
    first, last = chance.choice(FIRST), chance.choice(LAST)
    person = Person(
        name=free_name(site, first, last, chance),
        first=first,
        last=last,
        role=role,
        eagerness=chance.lognormvariate(0, rates.EAGERNESS_SIGMA),
        typo=chance.betavariate(*rates.TYPO_BETA),
        has_key=chance.random() < rates.KEY_HOLDERS[role],
        saves_password=chance.random() < rates.SAVED_PASSWORD,
        many_keys=chance.random() < rates.MANY_KEYS,
        seat=f"{CAMPUS}.{chance.randrange(30, 60)}.{chance.randrange(2, 250)}",
        homes=_homes(chance),
        prompts_max=chance.choice((rates.PROMPTS_MAX, rates.PROMPTS_MAX, 6)),
    )
    site.people.append(person)
    site.accounts.add(person.name)
    return person


def free_name(site: Site, first: str, last: str, chance: Random) -> str:
    """An account's name in the site's style."""
    name = {
        "flast": first[0] + last,
        "first.last": f"{first}.{last}",
        "firstl": first + last[0],
        "netid": f"{first[0]}{last[:2]}{chance.randrange(10, 999)}",
        "lastf": last[:7] + first[0],
    }[site.style]
    number = 2
    free = name
    while free in site.accounts:
        free, number = f"{name}{number}", number + 1
    return free


def _homes(chance: Random) -> list[str]:
    v6 = v6_prefix(chance) if chance.random() < rates.HOME_HAS_V6 else ""
    homes: list[str] = []
    for day in range(9):
        if v6:
            homes.append(v6_address(chance, v6))
        elif not day or chance.random() < rates.HOME_CHANGES_A_DAY:
            homes.append(isp_address(chance))
        else:
            homes.append(homes[-1])
    return homes


def _address(chance: Random, firsts: tuple[int, ...]) -> str:
    rest = ".".join(str(chance.randrange(1, 254)) for _ in range(3))
    return f"{chance.choice(firsts)}.{rest}"
