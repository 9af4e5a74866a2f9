"""What machines and administrators write all week: cron, backups, monitoring, sudo, su, console."""

from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.hundred_people import Person, internet
from tests.log_review.second_family.local_programs import console, cron, su, sudo
from tests.log_review.second_family.sshd_connection import Connection, connect, probe
from tests.log_review.second_family.written_lines import Log, Source

DAY_S = 86_400


def machines(log: Log, people: list[Person], start: float, end: float) -> None:
    chance = log.chance
    _clockwork(log, start, end)
    staff = [one.name for one in people if one.role == "staff"]
    graduates = [one.name for one in people if one.role == "graduate"]

    def some_time() -> float:
        return start + chance.uniform(0, end - start)

    for _ in range(7 * settings.SUDO_A_DAY):
        wrong = 0
        if chance.random() < settings.SUDO_SLIP:
            wrong = chance.choice((1, 1, 2, 3))
        sudo(log, some_time(), chance.choice(staff), wrong)
    if chance.random() < 0.3:
        sudo(log, some_time(), chance.choice(graduates), 0, may=False)
    for _ in range(settings.SU_A_WEEK):
        at, who = some_time(), chance.choice(graduates)
        while chance.random() < settings.SU_SLIP:
            su(log, at, who, "proj", right=False)
            at += 8
        su(log, at, who, "proj", right=True)
    for _ in range(settings.CONSOLE_A_WEEK):
        wrong = int(chance.random() < settings.CONSOLE_SLIP)
        console(log, some_time(), chance.choice(staff), wrong, enters=True)
    for _ in range(7 * settings.INTERNET_PROBES_A_DAY):
        probe(log, some_time(), Source(internet(chance)), chance.randrange(6))


def _clockwork(log: Log, start: float, end: float) -> None:
    hour = start - start % 3_600
    monitor, backup = Source("10.40.1.5", "watch.college.example"), Source("10.40.1.9")
    scanner = Source("10.40.1.77", "audit.college.example")
    while hour < end:
        cron(log, hour + 17 * 60 + 1)
        cron(log, hour + 39 * 60 + 1, "www-data")
        hour += 3_600
    for day in range(8):
        at = start + day * DAY_S - 4 * 3_600
        connect(log, Connection(at, backup, "backup", accepted="publickey", stay=1_300))
    at = start + 10
    while at < end:
        probe(log, at, monitor, 0)
        at += settings.MONITORING_EVERY_S
    for number in range(30):
        probe(log, start + 4 * DAY_S + number, scanner, number)
