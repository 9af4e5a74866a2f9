"""What makes a normal week unlike the ordinary one: exams, new accounts, a script gone stale."""

from typing import TYPE_CHECKING

from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.honest import change_password, fail, log_in
from tests.log_review.second_family.hundred_people import internet, source_of, student_name
from tests.log_review.second_family.local_programs import new_account
from tests.log_review.second_family.sshd_connection import Connection, connect
from tests.log_review.second_family.written_lines import Source

if TYPE_CHECKING:
    from tests.log_review.second_family.made_week import Week


def add(week: "Week", slip_factor: float) -> None:
    {
        "exam": _exam,
        "everybody changes the password": _changes,
        "term begins": _term_begins,
        "script with an expired password": _stale_script,
        "conference": _conference,
        "server restarts at noon": _restart,
    }.get(week.kind, _nothing)(week, slip_factor)


def _nothing(week: "Week", slip_factor: float) -> None:
    """The ordinary week, and the break, in which nearly nobody is there."""


def _exam(week: "Week", slip_factor: float) -> None:
    """Thirty students log in within minutes, from the laboratory or from one wireless address."""
    chance = week.chance
    students = [person for person in week.people if person.role == "student"]
    start = week.time_of(chance.randint(1, 5), chance.choice((9, 11, 13.5, 15)))
    one_address = chance.random() < 0.5
    for person in chance.sample(students, settings.EXAM_STUDENTS):
        source = week.shared.wireless[0] if one_address else chance.choice(week.shared.lab)
        at = start + abs(chance.gauss(0, settings.EXAM_WITHIN_S / 2))
        log_in(week.log, at, person, source, min(0.6, settings.EXAM_SLIP * slip_factor))


def _changes(week: "Week", slip_factor: float) -> None:
    """All who have a password change it on one day, most at work."""
    chance = week.chance
    day = chance.randint(1, 3)
    for person in week.people:
        if not person.has_key or chance.random() < 0.5:
            at = week.time_of(day, chance.triangular(8, 23, 11))
            change_password(week.log, at, person, source_of(chance, person, week.shared))


def _term_begins(week: "Week", slip_factor: float) -> None:
    """New accounts, whose owners have a slip of paper with a name and a password on it."""
    chance = week.chance
    taken = {person.name for person in week.people}
    students = [person for person in week.people if person.role == "student"]
    day = chance.randint(1, 2)
    for number, person in enumerate(chance.sample(students, settings.NEW_ACCOUNTS)):
        name = student_name(chance, taken)
        taken.add(name)
        new_account(week.log, week.time_of(day, 8) + number, name, 2_000 + number)
        at = week.time_of(day, chance.uniform(10, 18))
        source = source_of(chance, person, week.shared)
        if chance.random() < settings.NEW_ACCOUNT_WRONG_NAME:
            at = fail(week.log, at, person.other_name, source, chance.randint(1, 4), exists=False)
        if chance.random() < min(0.8, settings.NEW_ACCOUNT_SLIP * slip_factor):
            at = fail(week.log, at, name, source, chance.randint(1, 5))
        connect(week.log, Connection(at, source, name, accepted="password", stay=900))
        week.log.add(
            at + 90,
            f"passwd[{week.log.pid()}]",
            f"pam_unix(passwd:chauthtok): password changed for {name}",
        )


def _stale_script(week: "Week", slip_factor: float) -> None:
    """Somebody's copying job goes on with the password of last month, until they see it."""
    chance = week.chance
    person = chance.choice([one for one in week.people if one.role != "student"])
    every = chance.uniform(*settings.SCRIPT_EVERY_S)
    at = week.time_of(chance.randint(0, 2), chance.uniform(0, 24))
    source = chance.choice((person.desk, Source(person.home)))
    until = at + chance.uniform(*settings.SCRIPT_DAYS) * 86_400
    while at < min(until, week.end):
        connect(week.log, Connection(at, source, person.name, wrong=1, leaves="closed"))
        at += every + chance.uniform(0, 2)
    # and with the right one from then on
    while at < week.end:
        connect(week.log, Connection(at, source, person.name, accepted="password", stay=20))
        at += every + chance.uniform(0, 2)


def _conference(week: "Week", slip_factor: float) -> None:
    """Eight of the department share an hotel's address, and its keyboards."""
    chance = week.chance
    hotel = Source(internet(chance), "guest.hotel.example")
    travellers = chance.sample(
        [one for one in week.people if one.role in ("faculty", "graduate")], 8
    )
    for person in travellers:
        for day in range(1, 5):
            for _ in range(chance.randint(1, 5)):
                at = week.time_of(day, chance.uniform(0, 24))
                log_in(week.log, at, person, hotel, min(0.6, 2 * person.slip))


def _restart(week: "Week", slip_factor: float) -> None:
    """It comes back after lunch, and everybody's windows log in again at once."""
    chance = week.chance
    at = week.time_of(chance.randint(1, 5), 12.5)
    for address in ("0.0.0.0", "::"):
        week.log.add(at, "sshd[1101]", f"Server listening on {address} port 22.")
    for person in chance.sample(week.people, 60):
        when = at + chance.expovariate(1 / 200)
        log_in(week.log, when, person, source_of(chance, person, week.shared))
