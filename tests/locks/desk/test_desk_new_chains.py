"""Who moves in while a new key or a new chain is on its way to the door gets a card that opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, installed_doors


@pytest.fixture
def doors(tmp_path: Path) -> Iterator[Doors]:
    made = installed_doors(tmp_path)
    yield made
    made.hotel.desk.close()


def refused(act) -> Reason:
    with pytest.raises(DeskRefusal) as caught:
        act()
    return caught.value.reason


@pytest.mark.parametrize("kind", [RoundKind.REKEY, RoundKind.RESEED])
def test_a_card_made_while_the_order_is_on_its_way_says_so(doors: Doors, kind: RoundKind) -> None:
    desk = doors.hotel.desk
    number = desk.plan(kind, ["101"]).number
    warned = desk.check_in("101", None, doors.hotel.nights(5))
    other = desk.check_in("102", None, doors.hotel.nights(5))
    desk.take_results(doors.walk(number))
    after = desk.lost("101")

    assert ["leave that door out" in words for words in warned.advice] == [True]
    assert () == other.advice
    assert Why.OPENED is not doors.swipe(1, warned.card)
    assert Why.OPENED is doors.swipe(1, after.card)
    assert not any("on its way" in words for words in after.advice)


def test_an_order_that_has_ended_is_no_longer_on_its_way(doors: Doors) -> None:
    desk = doors.hotel.desk
    desk.plan(RoundKind.REKEY, ["101"])
    doors.hotel.clock.pass_(hours=49)

    assert () == desk.check_in("101", None, doors.hotel.nights(1)).advice


def test_an_index_of_the_former_chain_is_none_of_the_new_one(doors: Doors) -> None:
    desk = doors.hotel.desk
    for _ in range(5):
        desk.check_in("101", None, doors.hotel.nights(1))
        desk.check_out("101")
    number = desk.plan(RoundKind.RESEED, ["101"]).number
    desk.check_in("101", None, doors.hotel.nights(1))
    desk.take_results(doors.walk(number))

    assert Reason.CHAIN_ENDS is refused(lambda: desk.duplicate("101"))
    assert Reason.CHAIN_ENDS is refused(lambda: desk.entered("101"))
    made = desk.extend("101", doors.hotel.nights(3))
    assert 1 == made.index
    assert Why.OPENED is doors.swipe(1, made.card)
    assert 1 == desk.duplicate("101").index
