"""How one person logs in, with every honest way to get it wrong."""

import math
import random

from tests.log_review.second_family import second_settings as settings
from tests.log_review.second_family.hundred_people import Person, password_like
from tests.log_review.second_family.sshd_connection import Connection, connect
from tests.log_review.second_family.written_lines import Log, Source


def log_in(log: Log, at: float, person: Person, source: Source, slip: float | None = None) -> None:
    """Come in, at the first try or after some wrong ones."""
    chance = log.chance
    stay = min(40_000.0, chance.lognormvariate(math.log(1_500), 1.3))
    if person.has_key and chance.random() < settings.KEY_AT_HAND:
        connect(log, Connection(at, source, person.name, accepted="publickey", stay=stay))
        return
    at = _wrong_names(log, at, person, source)
    wrong = _wrong_ones(chance, person.slip if slip is None else slip)
    if wrong and chance.random() < settings.GIVES_UP:
        fail(log, at, person.name, source, wrong)
        return
    at = fail(log, at, person.name, source, wrong - wrong % settings.PROMPTS)
    connect(
        log,
        Connection(
            at,
            source,
            person.name,
            wrong=wrong % settings.PROMPTS,
            accepted="password",
            stay=stay,
            gap=settings.SECONDS_BETWEEN_PROMPTS,
        ),
    )


def _wrong_ones(chance: random.Random, slip: float) -> int:
    if chance.random() < settings.CAPS_LOCK:
        return chance.randint(3, 6)
    if chance.random() >= slip:
        return 0
    wrong = 1
    while chance.random() < settings.SLIPS_AGAIN and wrong < 8:
        wrong += 1
    return wrong


def _wrong_names(log: Log, at: float, person: Person, source: Source) -> float:
    chance, name, wrong = log.chance, "", 1
    drawn = chance.random()
    if drawn < settings.WRONG_NAME:
        name, wrong = person.other_name, chance.randint(0, 2)
    elif drawn < settings.WRONG_NAME + settings.PASSWORD_AS_NAME:
        name, wrong = password_like(chance), chance.randint(0, 1)
    elif drawn < settings.WRONG_NAME + settings.PASSWORD_AS_NAME + settings.NAME_IN_CAPITALS:
        name, wrong = person.name.upper(), chance.randint(1, 3)
    if not name:
        return at
    return fail(log, at, name, source, wrong, exists=False, even_none=True)


def fail(
    log: Log,
    at: float,
    user: str,
    source: Source,
    wrong: int,
    *,
    exists: bool = True,
    even_none: bool = False,
) -> float:
    """Give so many wrong passwords, three to a connection, and hang up; answers when."""
    left = wrong
    while left > 0 or even_none:
        some = min(left, settings.PROMPTS)
        at = connect(
            log,
            Connection(
                at,
                source,
                user,
                wrong=some,
                exists=exists,
                gap=settings.SECONDS_BETWEEN_PROMPTS,
            ),
        )
        at += log.chance.uniform(3, 20)
        left -= some
        even_none = False
    return at


def forget(log: Log, at: float, person: Person, source: Source) -> None:
    """Try every password one ever had, and come in next day with a new one."""
    tries = log.chance.randint(*settings.FORGOTTEN_TRIES)
    for _ in range(-(-tries // settings.PROMPTS)):
        at = fail(log, at, person.name, source, settings.PROMPTS)
        at += log.chance.uniform(5, 200)
    connect(
        log,
        Connection(at + 70_000, source, person.name, accepted="password"),
    )


def change_password(log: Log, at: float, person: Person, source: Source) -> None:
    """Change it, and use the old one now and then; a device with the old one tries by itself."""
    chance = log.chance
    connect(log, Connection(at, source, person.name, accepted="password", stay=900))
    log.add(
        at + 60,
        f"passwd[{log.pid()}]",
        f"pam_unix(passwd:chauthtok): password changed for {person.name}",
    )
    old_one = settings.OLD_ONE_AFTER_CHANGE
    for _ in range(3):
        at += chance.uniform(3_000, 50_000)
        wrong = chance.randint(1, 3) if chance.random() < old_one else 0
        connect(
            log,
            Connection(
                at,
                source,
                person.name,
                wrong=wrong,
                accepted="password",
                gap=settings.SECONDS_BETWEEN_PROMPTS,
            ),
        )
        old_one /= 2
    if chance.random() < settings.DEVICE_WITH_OLD_ONE:
        device = Source(person.home)
        for _ in range(chance.randint(*settings.DEVICE_TRIES)):
            at = connect(log, Connection(at, device, person.name, wrong=1, leaves="bye"))
            at += chance.choice((5, 60, 300))
