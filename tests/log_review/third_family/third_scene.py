"""What the parts of one made week share: the clock, the site, the tape, and the week's mood."""

from dataclasses import dataclass
from math import exp
from random import Random

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_site import CAMPUS, Person, Site, isp_address
from tests.log_review.third_family.third_sshd import Sshd
from tests.log_review.third_family.third_tape import NO_PROCESS, Clock, Tape

# Chance of a session in each hour, from midnight. Judged: classes from 9 to 16, homework at night.
DAY_HOURS = (3, 1, 1, 0, 0, 0, 1, 2, 6, 9, 10, 9, 8, 10, 11, 10, 8, 6, 5, 6, 7, 8, 7, 5)
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 1, 4, 10, 12, 12, 10, 7, 11, 12, 11, 9, 5, 2, 1, 2, 2, 1, 0)


@dataclass
class Scene:
    """One week while it is being made."""

    kind: str
    factor: float
    clock: Clock
    site: Site
    tape: Tape
    chance: Random
    sshd: Sshd
    travel_times: float = 1.0
    sessions_times: float = 1.0
    slip_times: float = 1.0

    def slip(self, chance: float) -> float:
        """A chance of a slip under the week's factor and mood."""
        return min(rates.SLIP_MAX, chance * self.factor * self.slip_times)

    def happens(self, chance: float) -> bool:
        """Whether something of this chance comes about."""
        return self.chance.random() < chance

    def weekday(self, day: int) -> int:
        """Monday is 0; the week's day 0 is the day that it starts in."""
        return (self.clock.start.weekday() + day) % 7

    def moment(self, day: int, hours: tuple[int, ...] = DAY_HOURS) -> float:
        """A moment of a day, in seconds from the start; it may lie outside the week."""
        hour = self.chance.choices(range(24), hours)[0]
        return self.clock.seconds_into(day, hour + self.chance.random())

    def any_moment(self, hours: tuple[int, ...] = DAY_HOURS) -> float:
        """A moment of one of the working days that lie wholly within the week."""
        days = [day for day in range(1, 7) if self.weekday(day) < 5]
        return self.moment(self.chance.choice(days), hours)

    def poisson(self, mean: float) -> int:
        """How often, when it happens so often on the average."""
        limit, product, count = exp(-mean), self.chance.random(), 0
        while product > limit:
            product *= self.chance.random()
            count += 1
        return count

    def address(self, person: Person, place: str, day: int) -> str:
        """Where a person's connection comes from, at one of the places."""
        chance = self.chance
        match place:
            case "wifi":
                return chance.choice(self.site.wifi)
            case "lab":
                return f"{CAMPUS}.7.{11 + chance.randrange(rates.LAB_HOSTS)}"
            case "vpn":
                return f"{CAMPUS}.200.{2 + chance.randrange(rates.VPN_POOL)}"
            case "mobile":
                return chance.choice(self.site.carrier)
            case "travel":
                return isp_address(chance)
            case "home":
                return person.homes[day]
            case _:
                return person.seat

    def admin(self) -> Person:
        """One of those who may become root."""
        return self.chance.choice([p for p in self.site.people if p.role == "admin"])

    def new_password(self, time_s: float, person: Person) -> None:
        """An admin sets a password for somebody who came by."""
        who = self.admin().name
        command = f"TTY=pts/0 ; PWD=/home/{who} ; USER=root ; COMMAND=/usr/bin/passwd {person.name}"
        self.tape.say(time_s, NO_PROCESS, "sudo", f"{who:>8} : {command}")
        said = f"pam_unix(sudo:session): session opened for user root by {who}(uid=0)"
        self.tape.say(time_s + 0.1, NO_PROCESS, "sudo", said)
        self.password_changed(time_s + 9, person)
        said = "pam_unix(sudo:session): session closed for user root"
        self.tape.say(time_s + 9.2, NO_PROCESS, "sudo", said)

    def password_changed(self, time_s: float, person: Person) -> None:
        """The line of passwd itself."""
        said = f"pam_unix(passwd:chauthtok): password changed for {person.name}"
        self.tape.say(time_s, self.tape.process(time_s), "passwd", said)
