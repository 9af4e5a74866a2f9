"""So much of a journal a day, and no more."""

from __future__ import annotations

from bank_server.service.journal_quota import DAILY_SIZE_MAX, DAY_MS, JournalQuota


def test_what_is_left_of_a_day_may_come_and_the_rest_the_next_day():
    quota = JournalQuota()
    assert quota.allows("a", DAILY_SIZE_MAX - 10, 0)
    assert quota.allows("a", 10, DAY_MS - 1)

    assert not quota.allows("a", 1, DAY_MS - 1)

    assert quota.allows("b", 1, DAY_MS - 1)
    assert quota.allows("a", DAILY_SIZE_MAX, DAY_MS)
