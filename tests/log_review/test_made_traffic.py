"""The made traffic is what its settings say, so that rates measured on it mean something."""

import re
from datetime import date
from itertools import islice

import pytest

from tests.log_review.traffic.attacks import KINDS, attacked_week
from tests.log_review.traffic.big_log import big_log, flood
from tests.log_review.traffic.local_time import HOUR_S, LocalTime
from tests.log_review.traffic.log import Log
from tests.log_review.traffic.normal_week import normal_week
from tests.log_review.traffic.settings import SETTINGS

HEADER = re.compile(
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 123]\d [0-2]\d:[0-5]\d:[0-5]\d cs "
    rb"(?:(?:sshd|CRON|systemd-logind|su|login|passwd)\[\d+\]|sudo|systemd): [^\x00-\x1f]+\n"
)
TRIED = re.compile(
    rb".{15} cs sshd\[\d+\]: Failed \S+ for (?:invalid user )?(.*) from (\S+) port \d+ ssh2\n"
)
BY_HAND = {"su", "su-people", "console"}
REMOTE = [each for each in KINDS.values() if not each.key_only and each.name not in BY_HAND]
MONDAY = LocalTime(date(2017, 6, 5))


def lines_of(log: Log, *, reduces: bool = True) -> list[bytes]:
    return log.lines(MONDAY, reduces=reduces, seed="")


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert normal_week("7", SETTINGS).content() == normal_week("7", SETTINGS).content()


def test_another_seed_gives_another_week() -> None:
    assert normal_week("7", SETTINGS).content() != normal_week("8", SETTINGS).content()


def test_every_made_line_has_the_form_of_the_system() -> None:
    week, _ = attacked_week(KINDS["burst"], "7", SETTINGS)

    assert [] == [line for line in week.lines() if not HEADER.fullmatch(line)]


def test_an_ordinary_week_has_the_log_ins_of_a_hundred_people() -> None:
    week = normal_week("7", SETTINGS, specials=frozenset(), key_only=False)

    assert 1400 < week.door.successes < 3000
    assert 0.03 < week.door.failures / week.door.successes < 0.2


@pytest.mark.parametrize("kind", REMOTE, ids=lambda kind: kind.name)
def test_the_truth_of_an_attack_is_what_its_lines_say(kind) -> None:
    """Names and sources of the failures that the attack wrote, and no others."""
    week, truth = attacked_week(kind, "7", SETTINGS)
    told = week.log.told_lines(week.site.local_time, reduces=False, seed="")
    tried = [TRIED.fullmatch(line) for line, is_attack in told if is_attack]
    read = [each for each in tried if each]

    assert truth.attempts == len(read)
    assert truth.sources == {each[2].decode() for each in read}
    assert truth.accounts | truth.made_up == {each[1].decode("latin-1") for each in read}


def test_repeated_messages_are_told_once_and_counted() -> None:
    log = Log()
    for second in (1, 2, 3, 4):
        log.write(second, "sshd", 1, "Failed password")

    told = [line.split(b": ", 1)[1] for line in lines_of(log)]

    assert told == [b"Failed password\n", b"message repeated 3 times: [ Failed password]\n"]


def test_a_message_that_came_twice_is_written_twice() -> None:
    log = Log()
    for second in (1, 2):
        log.write(second, "sshd", 1, "Failed password")

    assert [b"Jun  5 00:00:01", b"Jun  5 00:00:02"] == [line[:15] for line in lines_of(log)]


def test_the_wall_clock_skips_an_hour_in_spring() -> None:
    local = LocalTime(date(2017, 3, 6))
    sunday = 6 * 24 * HOUR_S

    assert local.words(sunday + 2 * HOUR_S - 1) == "Mar 12 01:59:59"
    assert local.words(sunday + 2 * HOUR_S) == "Mar 12 03:00:00"


def test_the_wall_clock_repeats_an_hour_in_autumn() -> None:
    local = LocalTime(date(2017, 10, 30))
    sunday = 6 * 24 * HOUR_S

    assert local.words(sunday + 2 * HOUR_S - 1) == "Nov  5 01:59:59"
    assert local.words(sunday + 2 * HOUR_S) == "Nov  5 01:00:00"


def test_a_big_log_is_as_big_as_asked_and_runs_forward() -> None:
    blocks = list(big_log(3_000_000, attacks=2))
    days = [block[:6] for block in blocks]

    assert sum(len(block) for block in blocks) >= 3_000_000
    assert days[:3] == [b"Jun  3", b"Jun  4", b"Jun  5"]


def test_no_name_of_a_flood_comes_twice() -> None:
    (block,) = islice(flood(1), 1)
    names = [TRIED.fullmatch(line)[1] for line in block.splitlines(keepends=True)]

    assert len(names) == len(set(names))
