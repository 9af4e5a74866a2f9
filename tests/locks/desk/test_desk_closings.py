"""The desk knows a shut door by the code that its lock shows, and by no other."""

from __future__ import annotations

import pytest

from hardware.locks.attributes import AttributeKey
from hardware.locks.closing_proof import closing_proof
from hardware.locks.desk.closings import OPENINGS_MAX
from hardware.locks.desk.refusals import Reason
from hardware.locks.desk.rooms import GAP_MAX
from hardware.locks.desk.visits import RoundKind
from hardware.locks.firmware.memory_map import ATTRIBUTE_KEY, Range
from hardware.locks.metered import Unmetered
from tests.locks.desk.desk_doors import Door, Doors, go
from tests.locks.desk.desk_kit import reason_of

MANY = "831 204 / " + 5_000 * "1"


def read_out(doors: Doors, lock: int = 1) -> str:
    """As the machine's menu shows it to whoever has shut the door."""
    proof = doors.door(lock).lock.closing_proof()
    return f"{proof.digits[:3]} {proof.digits[3:]} / {proof.openings}"


def memory_of(doors: Doors, part: Range) -> bytes:
    return doors.door(1).memory.read(part)


def opened(doors: Doors) -> str:
    """The next technician opens and shuts the door; the code."""
    desk = doors.hotel.desk
    if desk.room("101").stay is not None:
        desk.check_out("101")
    doors.swipe(1, desk.check_in("101", None, doors.hotel.nights(1)).card)
    return read_out(doors)


def test_a_code_that_fits_says_which_card_has_opened(doors: Doors) -> None:
    found = doors.hotel.desk.closed("101", opened(doors))
    (entry,) = doors.hotel.desk.log_tail(1)

    assert ("101", 1, 1) == (found.number, found.index, found.newest)
    assert ("closed", {"room": "101", "index": "1", "openings": str(found.openings)}) == (
        entry.deed,
        dict(entry.told),
    )


def test_a_card_that_nobody_used_is_told_by_the_code_of_the_one_before(doors: Doors) -> None:
    desk = doors.hotel.desk
    code = opened(doors)
    desk.check_out("101")
    desk.check_in("101", None, doors.hotel.nights(1))
    found = desk.closed("101", code)

    assert (1, 2) == (found.index, found.newest)


def test_doors_that_are_told_to_be_shut_never_ask_for_an_escort(doors: Doors) -> None:
    desk = doors.hotel.desk
    for _ in range(2 * GAP_MAX):
        desk.closed("101", opened(doors))

    assert not desk.room("101").needs_escort


def test_the_code_of_an_earlier_opening_is_not_taken_again(doors: Doors) -> None:
    desk = doors.hotel.desk
    first = opened(doors)
    doors.swipe(1, desk.duplicate("101").card)
    second = read_out(doors)
    desk.closed("101", second)
    twice = desk.closed("101", second)

    assert first != second
    assert Reason.CLOSING_CODE is reason_of(lambda: desk.closed("101", first))
    assert (1, True) == (twice.index, twice.is_repeated)


@pytest.mark.parametrize("place", range(6))
def test_a_digit_that_is_wrong_is_no_code_and_changes_nothing(doors: Doors, place: int) -> None:
    desk = doors.hotel.desk
    code = opened(doors)
    at = place + (place >= 3)
    wrong = f"{code[:at]}{(int(code[at]) + 1) % 10}{code[at + 1 :]}"
    before = desk.room("101"), desk.log_tail(1)

    assert Reason.CLOSING_CODE is reason_of(lambda: desk.closed("101", wrong))
    assert before == (desk.room("101"), desk.log_tail(1))
    assert 1 == desk.closed("101", code).index


def test_another_door_s_code_is_none_of_this_one(doors: Doors) -> None:
    opened(doors)
    desk = doors.hotel.desk

    assert Reason.CLOSING_CODE is reason_of(lambda: desk.closed("101", read_out(doors, 2)))
    assert 0 == desk.closed("102", read_out(doors, 2)).index


def test_a_new_board_begins_to_count_anew(doors: Doors) -> None:
    desk = doors.hotel.desk
    opened(doors)
    desk.closed("101", opened(doors))
    doors.made[1] = Door(doors.hotel, 77)
    go(doors, RoundKind.INSTALL, "101")

    assert 2 == desk.closed("101", read_out(doors)).index


def test_a_code_that_was_made_up_with_the_locks_own_key_is_put_right_by_the_next_visit(
    doors: Doors,
) -> None:
    """Who has read the lock out can say what he likes; the lock itself has the last word."""
    desk = doors.hotel.desk
    code = opened(doors)
    desk.check_out("101")
    desk.check_in("101", None, doors.hotel.nights(1))
    key = AttributeKey.from_bytes(memory_of(doors, ATTRIBUTE_KEY)).k
    false = closing_proof(Unmetered(), (desk.hotel.hotel, 1), 2, OPENINGS_MAX, key)
    desk.closed("101", f"{false.digits[:3]} {false.digits[3:]} / {false.openings}")
    taken = reason_of(lambda: desk.closed("101", code))
    go(doors, RoundKind.AUDIT, "101")

    assert Reason.CLOSING_CODE is taken
    assert 1 == desk.closed("101", read_out(doors)).index
    assert 1 == desk.room("101").gap


@pytest.mark.parametrize("typed", ["831204/57", "831 204 57", "831 204 / 57", "831204 57"])
def test_a_code_may_be_typed_in_several_ways(doors: Doors, typed: str) -> None:
    """Refused as another lock's code, and not as none at all."""
    with pytest.raises(Exception, match="shows another code after opening 57"):
        doors.hotel.desk.closed("101", typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "831 204",
        "83120457",
        "831 20a / 57",
        "831 204 / -1",
        "831 204 / " + 5_000 * "1",
        f"831 204 / {2**32}",
    ],
)
def test_what_is_no_code_is_told(doors: Doors, typed: str) -> None:
    with pytest.raises(Exception, match="six digits and a count"):
        doors.hotel.desk.closed("101", typed)


def test_a_door_without_a_lock_shows_no_code(doors: Doors) -> None:
    assert Reason.NOT_INSTALLED is reason_of(lambda: doors.hotel.desk.closed("103", "831 204 / 57"))
