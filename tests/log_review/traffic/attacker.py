"""A hand that guesses passwords in a week's log, and the truth of what it did."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from tests.log_review.traffic.local_time import DAY_S
from tests.log_review.traffic.machines import fail_console, fail_su
from tests.log_review.traffic.normal_week import Week
from tests.log_review.traffic.server_site import SYSTEM_ACCOUNTS, Person, public_address
from tests.log_review.traffic.settings import DAYS
from tests.log_review.traffic.sshd import TRIES_MAX, Account, Connection, Ending

WEEK_S: Final = DAYS * DAY_S
DICTIONARY: Final = (
    *("admin", "test", "oracle", "postgres", "ubuntu", "pi", "git", "guest", "user", "ftp"),
    *("nagios", "support", "mysql", "tomcat", "jenkins", "hadoop", "deploy", "ubnt", "minecraft"),
    *("teamspeak", "ts3", "apache", "webmaster", "info", "sales", "demo", "student1", "server"),
    *("operator", "master", "zabbix", "vagrant", "steam", "csgo", "default", "ftpuser", "svn"),
    *("redmine", "nginx", "elastic", "docker", "ansible", "puppet", "samba", "asterisk", "db2"),
    *("weblogic", "r00t", "administrator", "testuser", "a", "1234", "web", "www", "scanner"),
)  # fmt: skip


@dataclass(slots=True)
class Truth:
    """What the reviewer has to find out.

    Attributes:
        accounts: existing ones that were tried, denied ones among them, if a line names them.
        made_up: names tried that nobody has.
    """

    accounts: set[str] = field(default_factory=set)
    made_up: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    attempts: int = 0
    breached: int = 0


@dataclass(slots=True)
class Attacker:
    week: Week
    rng: random.Random
    truth: Truth = field(default_factory=Truth)

    def victim(self) -> Person:
        """Somebody with a password, who logs in from here and there."""
        people = [each for each in self.week.site.people if not each.uses_key]
        return self.rng.choice(people)

    def victims(self, number: int) -> list[str]:
        return self.rng.sample(self.week.site.names, number)

    def bot(self) -> str:
        return public_address(self.rng)

    def moment(self, length_s: float = 0.0) -> float:
        """Anywhere in the week, with so long left."""
        return self.rng.uniform(0, max(1.0, WEEK_S - length_s))

    def account(self, name: str) -> Account:
        if name in SYSTEM_ACCOUNTS:
            return Account.EXISTING
        return self.week.door.account(name)

    def guess(
        self,
        when_s: float,
        address: str,
        name: str,
        tries: int = 1,
        *,
        gap_s: float = 1.5,
        method: str = "password",
        how: Ending | None = None,
    ) -> float:
        """So many passwords for one name, in as few connections as sshd allows."""
        account = self.account(name)
        self._note(address, name, account, tries)
        while tries > 0:
            row = min(tries, TRIES_MAX)
            tries -= row
            connection = self._connection(address, name, account, method)
            when_s = connection.begin(when_s)
            for _ in range(row):
                when_s = connection.fail(when_s + gap_s * self.rng.uniform(0.6, 1.4))
            goes = how or self.rng.choice((Ending.CLOSED, Ending.GOODBYE))
            when_s = connection.end(when_s, Ending.CUT if row == TRIES_MAX else goes) + gap_s
        return when_s

    def probe(self, when_s: float, address: str, name: str) -> float:
        """Asks a server that takes keys alone; nothing but the end is written for a true name."""
        account = self.account(name)
        self.truth.sources.add(address)
        if account is not Account.EXISTING:
            self._note(address, name, account, 1)
        connection = self._connection(address, name, account, "publickey")
        return connection.end(connection.begin(when_s) + self.rng.random(), Ending.GOODBYE)

    def break_in(self, when_s: float, address: str, name: str) -> float:
        self.truth.breached += 1
        connection = self._connection(address, name, Account.EXISTING, "password")
        return connection.accept(connection.begin(when_s) + 1, 600.0, self.rng.randrange(9000))

    def own_log_in(self, person: Person, when_s: float, address: str) -> float:
        """The attacker's own account, rightly used."""
        method = "publickey" if person.uses_key else "password"
        connection = self._connection(address, person.name, Account.EXISTING, method)
        return connection.accept(connection.begin(when_s) + 3, 300.0, self.rng.randrange(9000))

    def su(self, when_s: float, name: str, target: str) -> float:
        self._note(f"local:{name}", target, Account.EXISTING, 1)
        return fail_su(self.week.log, when_s, name, target)

    def console(self, when_s: float, name: str, number: int) -> float:
        self._note("tty1", name, self.account(name), 1)
        return fail_console(self.week.log, when_s, name, number)

    def _connection(self, address: str, name: str, account: Account, method: str) -> Connection:
        source = self.week.site.source(address)
        return Connection(self.week.log, self.rng, source, name, account, method)

    def _note(self, address: str, name: str, account: Account, tries: int) -> None:
        self.truth.sources.add(address)
        self.truth.attempts += tries
        names = self.truth.made_up if account is Account.UNKNOWN else self.truth.accounts
        names.add(name)
