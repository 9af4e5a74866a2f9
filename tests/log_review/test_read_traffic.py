"""What is read of a made week is what was done in it: each try once, at its own source and name."""

import pytest

from bank_server.log_review.evidence import FAILED, NAME_TRIED, PROBED, SUCCEEDED, Event
from bank_server.log_review.reviewing import Reviewer
from bank_server.log_review.stamps import Stamps, Timeline
from tests.log_review.traffic.attacks import KINDS, attacked_week
from tests.log_review.traffic.settings import SETTINGS

READ = ["challenge", "denied", "injection", "stuffing"]
# Servers with and without AllowUsers, that ask the DNS or not, that repeat messages or count them.
SITES = ["a", "c", "f"]
BACKUPS = 28  # in a week, by a machine that is no person


def events(week):
    told = []
    reviewer = Reviewer(
        Timeline(Stamps(week.site.local_time.first_day.year)),
        lambda *said: told.append(Event(*said)),
    )
    reviewer.feed(week.content().removesuffix(b"\n"))
    reviewer.end()
    assert 0 == reviewer.tally.unparsed
    return told


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("seed", SITES)
def test_every_try_of_a_week_is_read_once(kind, seed) -> None:
    week, truth = attacked_week(KINDS[kind], seed, SETTINGS)
    told = events(week)
    tries = sum(each.count for each in told if each.kind == FAILED and is_remote(each.source))

    assert week.door.failures + truth.attempts == tries
    assert truth.sources <= {each.source for each in told}
    assert truth.accounts | truth.made_up <= {each.account for each in told}


def test_every_log_in_of_a_week_is_read_once() -> None:
    week, _ = attacked_week(KINDS["burst"], "a", SETTINGS)
    inside = [each for each in events(week) if each.kind == SUCCEEDED and is_remote(each.source)]

    assert week.door.successes + BACKUPS == len(inside)


def test_a_server_that_takes_keys_alone_tells_of_names_and_of_early_ends() -> None:
    week, truth = attacked_week(KINDS["key-only"], "a", SETTINGS)
    told = [each for each in events(week) if each.source in truth.sources]
    named = {each.account for each in told if each.kind == NAME_TRIED}

    assert truth.made_up == named
    assert 60 == sum(each.kind == PROBED for each in told)


def is_remote(source: str) -> bool:
    return not source.startswith(("local:", "console"))
