"""One honest attempt to log in: from the first prompt to the log-in, or to giving up."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.log_review.traffic.log import Log
from tests.log_review.traffic.server_site import Person, Site
from tests.log_review.traffic.sshd import TRIES_MAX, Account, Connection, Ending

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
STAYS_S: Final = 45 * 60.0
OTHER_NAMES: Final = ("john", "maria", "student", "me", "laptop", "User", "owner", "mac")
PASSWORDS: Final = ("Sommer2016!", "hunter22", "ilovecs", "qwerty12", "Tr0ub4dor&3")


@dataclass(slots=True)
class Door:
    """Where all log-ins of a week go through.

    Attributes:
        failures: of honest people, counted for the report.
        successes: likewise.
    """

    log: Log
    site: Site
    rng: random.Random
    failures: int = 0
    successes: int = 0
    _sessions: count[int] = field(init=False)

    def __post_init__(self) -> None:
        self._sessions = count(self.rng.randrange(1, 5000))

    def visit(self, person: Person, when_s: float, address: str, *, typos: float = 1.0) -> float:
        """Comes, mistypes as this person does times `typos`, and is in, mostly."""
        if person.uses_key or self.site.is_key_only:
            return self.by_key(person, when_s, address)
        slips = self.site.settings.slips
        if self.rng.random() < slips.turned_away:
            connection = self.connection(person.name, address)
            return connection.end(connection.begin(when_s) + self._pause(), Ending.CLOSED)
        if self.rng.random() < slips.wrong_name * slips.typo_rate:
            when_s = self.wrong_name(person, when_s, address)
        wrong = self._wrong_in_a_row(person.typo * typos)
        gives_up = wrong >= 3 and self.rng.random() < slips.give_up
        return self.by_password(person, when_s, address, wrong, succeeds=not gives_up)

    def by_password(
        self, person: Person, when_s: float, address: str, wrong: int, *, succeeds: bool
    ) -> float:
        """So many wrong ones, over as many connections as the client needs, then the right one."""
        connection = self.connection(person.name, address)
        when_s = connection.begin(when_s, unmatched=self._unmatched(address)) + self._pause()
        prompts = min(person.prompts, TRIES_MAX)
        for number in range(1, wrong + 1):
            when_s = connection.fail(when_s)
            self.failures += 1
            is_last = number == wrong and not succeeds
            if number % prompts == 0 or is_last:
                how = Ending.CUT if number % TRIES_MAX == 0 else Ending.CLOSED
                when_s = connection.end(when_s + 0.2, how)
                if is_last:
                    return when_s
                connection = self.connection(person.name, address)
                when_s = connection.begin(when_s + 2 * self._pause())
            when_s += self._pause()
        return self._in(connection, when_s)

    def by_key(self, person: Person, when_s: float, address: str) -> float:
        slips = self.site.settings.slips
        connection = self.connection(person.name, address, method="publickey")
        when_s = connection.begin(when_s) + self.rng.random()
        if person.has_many_keys and self.rng.random() < 0.3:
            return connection.offer_keys(when_s)
        if self.rng.random() < slips.key_refused:
            when_s = connection.end(when_s + self._pause(), Ending.CLOSED)
            connection = self.connection(person.name, address, method="publickey")
            when_s = connection.begin(when_s + self._pause())
        return self._in(connection, when_s)

    def wrong_name(self, person: Person, when_s: float, address: str) -> float:
        """Types another name first: a slip of the finger, another computer's name, or worse."""
        slips = self.site.settings.slips
        chance = self.rng.random()
        if chance < slips.password_as_name:
            name = self.rng.choice(PASSWORDS)
        elif chance < slips.password_as_name + slips.stranger_name:
            name = self.rng.choice(OTHER_NAMES)
        else:
            name = self.slip(person.name)
        return self.refused(name, when_s, address, self.rng.choice((1, 1, 2, 3)))

    def refused(self, name: str, when_s: float, address: str, tries: int) -> float:
        """Tries a name, which may exist by chance, and goes."""
        connection = self.connection(name, address, account=self.account(name))
        when_s = connection.begin(when_s) + self._pause()
        for _ in range(tries):
            when_s = connection.fail(when_s) + self._pause()
            self.failures += 1
        return connection.end(when_s, Ending.CLOSED) + self._pause()

    def account(self, name: str) -> Account:
        site = self.site
        if name in site.graduates or name in ("root", "backup"):
            is_denied = site.allows_listed_only and name in site.graduates
            return Account.DENIED if is_denied else Account.EXISTING
        return Account.EXISTING if name in site.names else Account.UNKNOWN

    def connection(
        self,
        name: str,
        address: str,
        *,
        account: Account = Account.EXISTING,
        method: str = "password",
    ) -> Connection:
        source = self.site.source(address)
        return Connection(self.log, self.rng, source, name, account, method)

    def slip(self, name: str) -> str:
        """One letter wrong, missing, too many, exchanged, or a capital in front."""
        at = self.rng.randrange(len(name))
        letter = self.rng.choice(LETTERS)
        return self.rng.choice(
            (
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
                name.capitalize(),
            )
        )

    def _in(self, connection: Connection, when_s: float) -> float:
        self.successes += 1
        stays_s = self.rng.expovariate(1 / STAYS_S) + 1
        return connection.accept(when_s, stays_s, next(self._sessions))

    def _wrong_in_a_row(self, first: float) -> int:
        slips = self.site.settings.slips
        if self.rng.random() >= min(first, slips.typo_max):
            return 0
        wrong = 1
        while wrong < slips.row_max and self.rng.random() < slips.again:
            wrong += 1
        return wrong

    def _unmatched(self, address: str) -> str:
        machines = self.site.settings.machines
        if not self.site.uses_dns or self.rng.random() >= machines.unmatched_names:
            return ""
        return f"host-{address.replace('.', '-').replace(':', '-')}.example.org"

    def _pause(self) -> float:
        """A hand types a password."""
        return 1.5 + self.rng.expovariate(1 / 4.0)
