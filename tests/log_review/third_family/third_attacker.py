"""The attacker's hand: every guess it makes is written on the tape and remembered as the truth.

Only what falls within the file is truth: a guess before the rotation is in another file.
"""

from collections.abc import Iterator
from math import exp, log
from random import Random

from tests.log_review.third_family.third_kinds import mail_fails
from tests.log_review.third_family.third_machine import console, desktop, su, sudo_wrong
from tests.log_review.third_family.third_scene import Scene
from tests.log_review.third_family.third_site import Person, world_address
from tests.log_review.third_family.third_sshd import Sshd

ADDRESSES_MAX = 100000  # a bound for what an attacker may draw


class Attacker:
    """One attack upon a scene, with its own chance."""

    def __init__(self, scene: Scene, chance: Random) -> None:
        """scene: the week, with its honest people already in it."""
        self.scene, self.chance, self.site = scene, chance, scene.site
        self.end_s = scene.clock.length_s
        self.sshd = Sshd(scene.tape, scene.site, chance)
        self.sshd.logind, self.sshd.boots = scene.sshd.logind, scene.sshd.boots
        self.accounts: set[str] = set()
        self.made_up: set[str] = set()

    def between(self, bounds: tuple[int, int]) -> int:
        """A whole number of a settings' pair, evenly."""
        return self.chance.randint(*bounds)

    def powers(self, bounds: tuple[int, int]) -> int:
        """A whole number of a pair, as often from 100 to 200 as from 200 to 400."""
        return round(exp(self.chance.uniform(log(bounds[0]), log(bounds[1]))))

    def start(self, needed_s: float = 3600.0) -> float:
        """When something of this length may start, anywhere in the week."""
        return self.chance.uniform(0, self.end_s - needed_s)

    def locals(self, count: int) -> list[Person]:
        """Some of the site's people, each once."""
        return self.chance.sample(self.site.people, min(count, len(self.site.people)))

    def share(self, bounds: tuple[float, float]) -> list[Person]:
        """A share of the site's people."""
        return self.locals(round(len(self.site.people) * self.chance.uniform(*bounds)))

    def moments(self, start_s: float, every_s: tuple[int, int]) -> Iterator[float]:
        """Moments from the start to the week's end, so far from each other."""
        for _ in range(ADDRESSES_MAX):
            if start_s >= self.end_s:
                return
            yield start_s
            start_s += self.chance.uniform(*every_s)

    def guess(
        self,
        time_s: float,
        address: str,
        name: str,
        wrong: int = 1,
        *,
        accepted: str = "",
        ending: str = "bye",
        pace_s: tuple[float, float] = (0.3, 1.5),
    ) -> None:
        """One connection over sshd."""
        failures = self.sshd.connection(
            time_s,
            address,
            name,
            wrong,
            accepted=accepted,
            session_s=self.chance.uniform(20, 900),
            ending=ending,
            pace_s=pace_s,
        )
        late_s = 7.0  # a success comes up to six seconds after the last failure
        times = [*failures, time_s + late_s] if accepted else failures
        if any(0 <= moment < self.end_s for moment in times):
            self.tried(name)

    def enter(self, time_s: float, name: str, wrong: int = 0) -> None:
        """A success from somewhere in the world."""
        time_s = min(time_s, self.end_s - 60)
        self.guess(time_s, world_address(self.chance), name, wrong, accepted="password")

    def probe(self, time_s: float, address: str, name: str, keys: int) -> None:
        """Keys without a password; an existing account shows when the keys are too many."""
        self.sshd.connection(time_s, address, name, 0, bad_keys=keys, ending="bye")
        if 0 <= time_s < self.end_s - 5:
            self.tried(name)

    def su(self, time_s: float, who: str, target: str) -> None:
        """su to another's account, in vain."""
        su(self.scene, time_s, who, target, right=False)
        self.tried(target)

    def sudo(self, time_s: float, who: str, tries: int) -> None:
        """sudo with guesses of the password of whoever left the terminal open."""
        command = f"TTY=pts/1 ; PWD=/home/{who} ; USER=root ; COMMAND=/bin/bash"
        sudo_wrong(self.scene, time_s, who, tries, command)
        self.tried(who)

    def console(self, time_s: float, name: str, turn: int) -> None:
        """At the machine's own keyboard."""
        console(self.scene, time_s, name, turn, right=False)
        self.tried(name)

    def desktop(self, time_s: float, name: str) -> None:
        """At the graphical greeter."""
        desktop(self.scene, time_s, name, right=False)
        self.tried(name)

    def mail(self, time_s: float, name: str, address: str) -> None:
        """At the mail server."""
        if 0 <= time_s < self.end_s:
            mail_fails(self.scene, time_s, name, address)
            self.tried(name)

    def tried(self, name: str) -> None:
        """The truth: a password of this name was guessed within the file."""
        (self.accounts if self.site.exists(name) else self.made_up).add(name)
