"""What fills the log beside log-ins: cron, copies, the monitor, scans, sudo, su and the console."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from tests.log_review.traffic.local_time import DAY_S, HOUR_S
from tests.log_review.traffic.log import Log
from tests.log_review.traffic.server_site import Person, public_address
from tests.log_review.traffic.settings import DAYS
from tests.log_review.traffic.sshd import Ending
from tests.log_review.traffic.visit import Door

WEEK_S: Final = DAYS * DAY_S
COMMANDS: Final = (
    "/usr/bin/apt-get update",
    "/bin/systemctl restart apache2",
    "/usr/bin/vim hosts",
)
SCANS: Final = (
    "Did not receive identification string from {address}",
    "Bad protocol version identification 'GET / HTTP/1.1' from {address} port {port}",
    "Connection closed by {address} port {port} [preauth]",
    "Unable to negotiate with {address} port {port}: no matching cipher found [preauth]",
)


@dataclass(slots=True)
class Noise:
    log: Log
    door: Door
    rng: random.Random

    def all_week(self) -> None:
        self._cron()
        self._copies()
        self._monitor()
        self._scans()
        self._administration()
        self._consoles()

    def _cron(self) -> None:
        for minutes in self.door.site.settings.machines.cron_minutes:
            period_s = minutes * 60
            for at_s in range(17 * 60 % period_s, WEEK_S, period_s):
                process = self.log.process()
                opened = "session opened for user root by (uid=0)"
                self.log.write(at_s + 1, "CRON", process, f"pam_unix(cron:session): {opened}")
                closed = "pam_unix(cron:session): session closed for user root"
                self.log.write(at_s + 1 + self.rng.random() * 3, "CRON", process, closed)

    def _copies(self) -> None:
        hours = self.door.site.settings.machines.backup_hours
        for at_s in range(HOUR_S, WEEK_S, hours * HOUR_S):
            address = self.door.site.backup
            connection = self.door.connection("backup", address, method="publickey")
            connection.accept(at_s + 40 + self.rng.random() * 5, 120.0, at_s // HOUR_S)

    def _monitor(self) -> None:
        machines, address = self.door.site.settings.machines, self.door.site.monitor
        if self.rng.random() >= machines.monitor_share:
            return
        closes = self.rng.random() < machines.monitor_closes
        for at_s in range(30, WEEK_S, machines.monitor_minutes * 60):
            if closes:
                self.door.connection("", address).end(at_s, Ending.CLOSED)
            else:
                silent = f"Did not receive identification string from {address}"
                self.log.write(at_s, "sshd", self.log.process(), silent)

    def _scans(self) -> None:
        when_s = 0.0
        rate = self.door.site.settings.machines.scans_per_day / DAY_S
        while (when_s := when_s + self.rng.expovariate(rate)) < WEEK_S:
            address = public_address(self.rng)
            port = self.rng.randrange(1024, 65536)
            text = self.rng.choice(SCANS).format(address=address, port=port)
            self.log.write(when_s, "sshd", self.log.process(), text)

    def _administration(self) -> None:
        machines = self.door.site.settings.machines
        admins = [each for each in self.door.site.people if each.is_admin]
        for person in admins:
            for when_s in self._times(machines.sudo_per_day / DAY_S):
                self._sudo(person, when_s, is_typo=self.rng.random() < machines.sudo_typo)
        for when_s in self._times(machines.su_per_week / WEEK_S):
            admin = self.rng.choice(admins)
            if self.rng.random() < machines.su_typo:
                when_s = fail_su(self.log, when_s, admin.name, "root") + 4
            process = self.log.process()
            self.log.write(when_s, "su", process, f"Successful su for root by {admin.name}")
            self.log.write(when_s, "su", process, f"+ /dev/pts/3 {admin.name}:root")
            opened = f"session opened for user root by {admin.name}(uid=1000)"
            self.log.write(when_s, "su", process, f"pam_unix(su:session): {opened}")
        for when_s in self._times(machines.not_sudoer / WEEK_S):
            student = self.rng.choice(self.door.site.people[-50:])
            what = f"TTY=pts/9 ; PWD=/home/{student.name} ; USER=root ; COMMAND=/bin/su"
            told = f"{student.name:>8} : user NOT in sudoers ; {what}"
            self.log.write(when_s, "sudo", 0, told)

    def _sudo(self, person: Person, when_s: float, *, is_typo: bool) -> None:
        name = person.name
        what = f"TTY=pts/3 ; PWD=/home/{name} ; USER=root ; COMMAND={self.rng.choice(COMMANDS)}"
        if is_typo:
            fail_sudo(self.log, when_s, name, 1)
            when_s += 5
        self.log.write(when_s, "sudo", 0, f"{name:>8} : {what}")
        opened = f"session opened for user root by {name}(uid=0)"
        self.log.write(when_s, "sudo", 0, f"pam_unix(sudo:session): {opened}")
        closed = "pam_unix(sudo:session): session closed for user root"
        self.log.write(when_s + self.rng.random() * 20, "sudo", 0, closed)

    def _consoles(self) -> None:
        machines = self.door.site.settings.machines
        admins = [each for each in self.door.site.people if each.is_admin]
        for when_s in self._times(machines.console_per_week / WEEK_S):
            name = self.rng.choice(admins).name
            if self.rng.random() < machines.console_typo:
                when_s = fail_console(self.log, when_s, name, 1) + 5
            process = self.log.process()
            opened = f"session opened for user {name} by LOGIN(uid=0)"
            self.log.write(when_s, "login", process, f"pam_unix(login:session): {opened}")

    def _times(self, rate: float) -> list[float]:
        times: list[float] = []
        when_s = self.rng.expovariate(rate)
        while when_s < WEEK_S:
            times.append(when_s)
            when_s += self.rng.expovariate(rate)
        return times


def fail_su(log: Log, when_s: float, name: str, target: str) -> float:
    """A wrong password at su."""
    process, tty = log.process(), "/dev/pts/3"
    whom = f"logname={name} uid=1000 euid=0 tty={tty} ruser={name} rhost=  user={target}"
    log.write(when_s, "su", process, f"pam_unix(su:auth): authentication failure; {whom}")
    told_s = when_s + 2
    log.write(told_s, "su", process, "pam_authenticate: Authentication failure")
    log.write(told_s, "su", process, f"FAILED su for {target} by {name}")
    log.write(told_s, "su", process, f"- {tty} {name}:{target}")
    return told_s


def fail_sudo(log: Log, when_s: float, name: str, times: int) -> None:
    """Wrong passwords of somebody's own at sudo."""
    whom = f"logname={name} uid=1000 euid=0 tty=/dev/pts/3 ruser={name} rhost=  user={name}"
    log.write(when_s, "sudo", 0, f"pam_unix(sudo:auth): authentication failure; {whom}")
    what = f"TTY=pts/3 ; PWD=/home/{name} ; USER=root ; COMMAND=/bin/bash"
    attempts = f"{times} incorrect password attempt{'s' if times > 1 else ''}"
    log.write(when_s + 2 * times, "sudo", 0, f"{name:>8} : {attempts} ; {what}")


def fail_console(log: Log, when_s: float, name: str, number: int) -> float:
    """A wrong password at the machine's own screen; `number` counts since its prompt came up."""
    process, tty = log.process(), "/dev/tty1"
    whom = f"logname=LOGIN uid=0 euid=0 tty={tty} ruser= rhost=  user={name}"
    log.write(when_s, "login", process, f"pam_unix(login:auth): authentication failure; {whom}")
    told_s = when_s + 3
    failed = f"FAILED LOGIN ({number}) on '{tty}' FOR '{name}', Authentication failure"
    log.write(told_s, "login", process, failed)
    return told_s
