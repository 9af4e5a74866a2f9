"""Who moves in while a new key or a new chain is on its way to the door gets a card that opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.visits import RoundKind
from tests.locks.desk.desk_doors import Doors, installed_doors
from tests.locks.desk.desk_kit import reason_of, restored


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

    assert Reason.CHAIN_ENDS is reason_of(lambda: desk.duplicate("101"))
    assert Reason.CHAIN_ENDS is reason_of(lambda: desk.entered("101"))
    made = desk.extend("101", doors.hotel.nights(3))
    assert 1 == made.index
    assert Why.OPENED is doors.swipe(1, made.card)
    assert 1 == desk.duplicate("101").index


@pytest.mark.parametrize("was_planned", [True, False])
@pytest.mark.parametrize("has_entered", [True, False])
def test_a_chain_begun_after_the_backup_is_not_begun_again(
    tmp_path: Path, has_entered: bool, was_planned: bool
) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    planned = hotel.desk.plan(RoundKind.RESEED, ["101"]).number if was_planned else None
    hotel.desk.back_up(tmp_path / "one")
    number = planned or hotel.desk.plan(RoundKind.RESEED, ["101"]).number
    hotel.desk.take_results(doors.walk(number))
    first = hotel.desk.check_in("101", None, hotel.nights(30)).card
    if has_entered:
        doors.swipe(1, first)
    hotel.desk.check_out("101")
    second = hotel.desk.check_in("101", None, hotel.nights(30)).card
    restored(hotel, tmp_path / "one")
    hotel.desk.back_up(tmp_path / "two")
    results = doors.walk(hotel.desk.plan(RoundKind.AUDIT, ["101"]).number)
    hotel.desk.take_results(results)
    again = hotel.desk.plan(RoundKind.RESEED, ["101"]).number
    taken = hotel.desk.take_results(doors.walk(again))
    made = hotel.desk.check_in("101", None, hotel.nights(1)).card
    answers = [doors.swipe(1, each) for each in (made, first, second)]
    hotel.desk.close()

    assert [True] == [each.is_done for each in taken]
    assert Why.OPENED is answers[0]
    assert Why.OPENED not in answers[1:]
    values = {hotel.guest_card(each).x for each in (made, first, second)}
    assert 3 == len(values)


def test_a_resync_shuts_out_nobody_who_stays(tmp_path: Path) -> None:
    doors = installed_doors(tmp_path)
    hotel = doors.hotel
    card = hotel.desk.check_in("101", None, hotel.nights(9)).card
    before = doors.swipe(1, card)
    hotel.desk.back_up(tmp_path / "one")
    restored(hotel, tmp_path / "one")
    hotel.desk.back_up(tmp_path / "two")
    results = doors.walk(hotel.desk.plan(RoundKind.RESYNC, ["101", "102"]).number)
    hotel.desk.take_results(results)
    moved_on = doors.door(2).lock.index
    hotel.desk.close()

    assert [Why.OPENED, Why.OPENED] == [before, doors.swipe(1, card)]
    assert 16 == moved_on
