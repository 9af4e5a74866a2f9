"""What an attack did, counted as it is written: the truth that a verdict is held against."""

from dataclasses import dataclass, field

from tests.log_review.second_family.hundred_people import Person, internet
from tests.log_review.second_family.made_week import Week
from tests.log_review.second_family.sshd_connection import Connection, connect
from tests.log_review.second_family.written_lines import MAX_AUTH_TRIES, Source

MADE_UP_NAMES = (
    *("admin", "test", "oracle", "postgres", "user", "guest", "ubnt", "pi", "support", "ftpuser"),
    *("nagios", "jenkins", "hadoop", "tomcat", "deploy", "minecraft", "vagrant", "teamspeak"),
    *("info", "webmaster", "student", "teacher", "zabbix", "odoo", "ts3", "testuser", "operator"),
)


@dataclass
class Attack:
    """Somebody's guesses in a week, and which accounts and names they were for."""

    week: Week
    accounts: set[str] = field(default_factory=set)
    made_up: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    guesses: int = 0
    entered: int = 0

    def guess(
        self,
        at: float,
        source: Source,
        user: str,
        times: int = 1,
        *,
        exists: bool = True,
        denied: bool = False,
        enters: bool = False,
        leaves: str = "bye",
    ) -> float:
        """Guess so often, in as many connections as that takes; answers when it is over."""
        while times > 0:
            some = min(times, MAX_AUTH_TRIES)
            times -= some
            last = enters and times == 0
            self.count(at, source.address, user, some, exists=exists)
            self.entered += int(last)
            at = connect(
                self.week.log,
                Connection(
                    at,
                    source,
                    user,
                    wrong=some,
                    accepted="password" if last else "",
                    exists=exists,
                    denied=denied,
                    leaves=leaves,
                    stay=400,
                ),
            )
            at += self.week.chance.uniform(0.3, 2)
        return at

    def count(self, at: float, source: str, user: str, times: int, *, exists: bool) -> None:
        if self.week.start <= at < self.week.end - 60:
            self.guesses += times
            self.sources.add(source)
            (self.accounts if exists else self.made_up).add(user)

    def somewhere(self) -> Source:
        return Source(internet(self.week.chance))

    def somebody(self, *roles: str) -> Person:
        return self.week.chance.choice(
            [one for one in self.week.people if not roles or one.role in roles]
        )

    def some_people(self, count: int, *roles: str) -> list[str]:
        fitting = [one.name for one in self.week.people if not roles or one.role in roles]
        return self.week.chance.sample(fitting, min(count, len(fitting)))

    def in_week(self) -> float:
        return self.week.start + self.week.chance.uniform(0.02, 0.95) * (
            self.week.end - self.week.start
        )
