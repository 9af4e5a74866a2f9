"""What the operator sees while counting: a pure projection, as `visit/showing.py` for customers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bank_server.contract.money import Money
from kiosk.domain.counting import Count
from kiosk.domain.screens import Choice, CountLine, Notice, Screen, ScreenId
from kiosk.domain.supervisor import Reason

GO_ON: Final = "continue"
COUNT_AGAIN: Final = "count-again"


def asking(
    count: Count,
    denominations: Sequence[Money],
    *,
    is_after_cut: bool = False,
    is_safe_open: bool = False,
) -> Screen:
    """One canister's number. The HSM's is nowhere on it. is_after_cut: the key has just logged
    somebody out, who may have left the safe open."""
    done = dict(zip(count.canisters, count.counts, strict=False))
    notice = None
    if count.is_too_many:
        notice = Notice.COUNT_TOO_MANY
    elif count.has_differed:
        notice = Notice.COUNT_DIFFERENT
    elif is_after_cut:
        notice = Notice.COUNT_WITH_SAFE_OPEN if is_safe_open else Notice.COUNT_AFTER_STAFF
    return Screen(
        ScreenId.COUNT,
        counts=tuple(
            CountLine(number, denominations[number - 1], done.get(number))
            for number in count.canisters
        ),
        canister=count.canister or count.canisters[-1],
        count_entry=count.entry,
        count_again=count.is_again,
        notice=notice,
        reason=Reason.UNCOUNTED.value,
    )


def differing(
    counted: Sequence[int], recorded: Mapping[int, int], denominations: Sequence[Money]
) -> Screen:
    """Where the HSM has another number; ENTER goes on, CANCEL counts again, and so do touches.
    Nothing is changed by it."""
    lines = (
        CountLine(number, denominations[number - 1], count, recorded.get(number))
        for number, count in enumerate(counted, start=1)
    )
    return Screen(
        ScreenId.COUNT,
        choices=(Choice(GO_ON), Choice(COUNT_AGAIN)),
        counts=tuple(line for line in lines if line.recorded not in {None, line.counted}),
        notice=Notice.COUNT_NOT_AS_RECORDED,
        reason=Reason.UNCOUNTED.value,
    )
