"""A card that fails tells what is known of it: not touched, perhaps written, written and not noted.

Each as fields for a program, and in words for a clerk.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hardware.locks.audit_entry import Why
from hardware.locks.desk.refusals import CardIs, DeskRefusal, FailedCard, Reason
from hardware.locks.desk.stripe_writer import CardFolder
from tests.locks.desk.desk_doors import Doors, installed_doors
from tests.locks.desk.desk_kit import Hotel
from tests.locks.desk.failing_writers import (
    DiskFills,
    Empty,
    FellSilent,
    Lifts,
    PulledOut,
    a_disk_that_fills,
    files_grow_to,
)


def refused(act: Callable[[], object]) -> DeskRefusal:
    with a_disk_that_fills(), pytest.raises(DeskRefusal) as caught:
        act()
    return caught.value


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        (Empty, CardIs.UNTOUCHED, "No card was written. Take another card"),
        (FellSilent, CardIs.UNKNOWN, "Nobody knows whether that card was written: it may open 101"),
        (PulledOut, CardIs.UNKNOWN, "Nobody knows whether that card was written: it may open 101"),
        (DiskFills, CardIs.WRITTEN, "do not hand it out"),
    ],
)
def test_a_guests_card_that_fails_says_which_index_is_used_up(
    hotel: Hotel, kind: type[CardFolder], state: CardIs, words: str
) -> None:
    desk = hotel.reopen(writer=kind(hotel.cards))
    refusal = refused(lambda: desk.check_in("101", "Ada", hotel.nights(1)))

    assert FailedCard(state, "101", index=1) == refusal.card
    assert words in refusal.words
    assert "Ada" not in refusal.words
    assert desk.room("101").stay is None


def test_a_duplicate_that_fails_uses_up_no_index(hotel: Hotel) -> None:
    hotel.desk.check_in("101", None, hotel.nights(1))
    desk = hotel.reopen(writer=Empty(hotel.cards))

    assert FailedCard(CardIs.UNTOUCHED, "101") == refused(lambda: desk.duplicate("101")).card


@pytest.mark.parametrize(
    ("kind", "state"),
    [(Empty, CardIs.UNTOUCHED), (FellSilent, CardIs.UNKNOWN), (DiskFills, CardIs.WRITTEN)],
)
def test_a_hire_whose_card_fails_names_the_number_that_the_person_has(
    hotel: Hotel, kind: type[CardFolder], state: CardIs
) -> None:
    """Hiring again would give a second place: what is done again is the card alone."""
    desk = hotel.reopen(writer=kind(hotel.cards))
    refusal = refused(lambda: desk.hire("Bo"))
    made = hotel.reopen().staff_card(1)

    assert FailedCard(state, "Bo (1)", serial=1, has_place=True) == refusal.card
    assert "Bo is hired already, with the number 1." in refusal.words
    assert "make it with `staff-card 1`" in refusal.words
    assert "this again" not in refusal.words
    assert (1, ["Bo"]) == (made.serial, [each.name for each in hotel.desk.staff()])


def test_a_lost_staff_card_whose_new_one_fails_is_revoked_all_the_same(hotel: Hotel) -> None:
    hotel.desk.hire("Bo")
    desk = hotel.reopen(writer=Empty(hotel.cards))
    refusal = refused(lambda: desk.staff_lost(1))

    assert FailedCard(CardIs.UNTOUCHED, "Bo (2)", serial=2, has_place=True) == refusal.card
    assert "Card 1 is revoked already, and Bo has the number 2." in refusal.words
    assert "make it with `staff-card 2`" in refusal.words


def test_a_renewal_that_fails_is_done_again_as_it_was(hotel: Hotel) -> None:
    hotel.desk.hire("Bo")
    desk = hotel.reopen(writer=Empty(hotel.cards))
    refusal = refused(lambda: desk.renew(1))

    assert FailedCard(CardIs.UNTOUCHED, "Bo (1)", serial=1) == refusal.card
    assert "Take another card and do it again" in refusal.words


def test_a_card_that_was_written_and_not_noted_opens_the_door_and_the_next_one_ends_it(
    tmp_path,
) -> None:
    """So it is not handed out; laid in once more, it is the next guest's."""
    doors: Doors = installed_doors(tmp_path)
    hotel = doors.hotel
    desk = hotel.reopen(writer=DiskFills(hotel.cards))
    refusal = refused(lambda: desk.check_in("101", None, hotel.nights(1)))
    stray = doors.swipe(1, "card-0001")
    made = hotel.reopen().check_in("101", None, hotel.nights(1))
    answers = [doors.swipe(1, made.card), doors.swipe(1, "card-0001")]
    hotel.desk.close()

    assert (Reason.DISK, CardIs.WRITTEN) == (refusal.reason, refusal.card.state)
    assert "The card was written and opens 101" in refusal.words
    assert "nothing was changed" not in refusal.words.lower()
    assert Why.OPENED is stray
    assert [Why.OPENED, Why.OLD] == answers


def test_a_deed_on_a_disk_that_takes_no_key_afterwards_is_done_and_said_to_be(
    hotel: Hotel,
) -> None:
    """The log's key is renewed after the commit: the card is good, and the stay is noted."""

    def fills(step: str) -> None:
        if step in ("check-in-made: committed", "check-out: committed"):
            files_grow_to(0)

    desk = hotel.reopen(step=fills)
    made = refused(lambda: desk.check_in("101", None, hotel.nights(1)))
    is_let = desk.room("101").stay is not None
    left = refused(lambda: desk.check_out("101"))

    assert (True, FailedCard(CardIs.NOTED, "101", index=1)) == (made.is_done, made.card)
    assert "The card is good and noted: hand it out." in made.words
    assert is_let
    assert (True, Reason.DISK, None) == (left.is_done, left.reason, left.card)
    assert hotel.reopen().room("101").stay is None
    assert hotel.desk.log_verified(None).is_good


def test_a_disk_that_takes_no_key_before_the_card_costs_no_card(hotel: Hotel) -> None:
    """The index is on the disk; the card is written, and the key is renewed with the next entry."""

    def fills(step: str) -> None:
        if step == "check-in: committed":
            files_grow_to(0)

    desk = hotel.reopen(step=fills, writer=Lifts(hotel.cards))
    with a_disk_that_fills():
        made = desk.check_in("101", None, hotel.nights(1))

    assert 1 == made.index
    assert hotel.reopen().log_verified(None).is_good


def test_the_log_tells_what_is_known_of_a_card_that_failed(hotel: Hotel) -> None:
    for kind in (Empty, FellSilent):
        desk = hotel.reopen(writer=kind(hotel.cards))
        refused(lambda desk=desk: desk.check_in("101", None, hotel.nights(1)))
    told = [dict(entry.told)["card"] for entry in desk.log_tail(3) if "failed" in entry.deed]

    assert ["untouched", "unknown"] == told


def test_what_is_known_of_a_card_holds_no_secret(hotel: Hotel) -> None:
    desk = hotel.reopen(writer=FellSilent(hotel.cards))
    refusal = refused(lambda: desk.check_in("101", None, hotel.nights(1)))
    x = hotel.guest_card("card-0001").x.hex()

    assert x not in repr(refusal.card) + repr(refusal) + refusal.words
