"""Which PINs are nobody's secret, which numbers and names can be, and who must remain."""

from __future__ import annotations

import pytest

from kiosk.domain.maintenance.items import RULES, Item, may
from kiosk.domain.maintenance.staff import (
    Person,
    Role,
    is_weak_pin,
    remains_manageable,
    why_no_name,
    why_no_number,
)


@pytest.mark.parametrize(
    "pin",
    ["000000", "111111", "123456", "654321", "012345", "987654", "890123", "123123", "101101"],
)
def test_what_everybody_would_guess_is_weak(pin):
    assert is_weak_pin(pin.encode(), "777")


def test_ones_own_number_is_weak():
    assert is_weak_pin(b"981037", "8103")


@pytest.mark.parametrize("pin", ["274915", "381926", "135790", "200819"])
def test_others_are_taken(pin):
    assert not is_weak_pin(pin.encode(), "101")


@pytest.mark.parametrize("number", ["", "12", "012", "123456789", "12a"])
def test_numbers_that_cannot_be(number):
    assert why_no_number(number)


@pytest.mark.parametrize("name", ["", "Anna", "1a", "a" * 33, "a b", "a+b"])
def test_names_that_cannot_be(name):
    """A plus stands between two names in the journal."""
    assert why_no_name(name)


def test_two_administrators_remain():
    both = [Person(str(n), f"p{n}", frozenset({Role.ADMINISTRATOR})) for n in (101, 102)]

    assert remains_manageable(both)
    assert not remains_manageable(both[:1])


def test_cash_and_people_need_two():
    assert {Item.BALANCING, Item.CASH, Item.DEPOSITS} == {
        item for item, rule in RULES.items() if rule.two
    }


def test_somebody_who_left_may_nothing():
    gone = Person("101", "anna", frozenset(Role), is_active=False)

    assert [] == [item for item in Item if may(gone, item)]
