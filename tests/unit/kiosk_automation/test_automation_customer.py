"""A customer made of software who does not look in time is lost, and nobody else is."""

from __future__ import annotations

import pytest

from kiosk.automation.customer import SEEN_MAX, Customer, Unexpected
from kiosk.automation.operations import _of_first_account
from kiosk.domain.screens import Choice, ChoicePressed, Screen, ScreenId

PIN = Screen(ScreenId.PIN)


class Core:
    """Keeps what was pressed."""

    def __init__(self):
        self.pressed = []
        self.post_input = self.pressed.append


class Kiosk:
    def __init__(self):
        self.core = Core()


@pytest.fixture
def kiosk():
    return Kiosk()


@pytest.fixture
def customer(kiosk):
    return Customer(kiosk)


def test_what_was_shown_is_found_in_order(customer):
    for _ in range(SEEN_MAX - 1):
        customer.screen_shown(Screen(ScreenId.MENU))
    customer.screen_shown(PIN)

    assert PIN == customer.wait_for(ScreenId.PIN)


@pytest.mark.parametrize(
    "one_more",
    [
        lambda customer: customer.screen_shown(PIN),
        lambda customer: customer.visit_ended("done"),
        lambda customer: customer.cash_ended(bytes(16), None),
    ],
)
def test_more_than_can_be_kept_loses_the_customer_and_not_the_core(customer, one_more):
    """The core goes on; the call ends with a refusal at its next look."""
    for _ in range(SEEN_MAX):
        customer.screen_shown(PIN)
    one_more(customer)

    with pytest.raises(Unexpected, match="more was shown than was looked at"):
        customer.wait_for(ScreenId.PIN)


def test_of_several_accounts_the_first_is_meant(kiosk, customer):
    """As the calls of document A have it; a card of one account is not asked about."""
    ids = ("account-a", "account-b")
    shown = Screen(ScreenId.BALANCE)
    for each in (shown, Screen(ScreenId.ACCOUNT, choices=tuple(map(Choice, ids))), shown):
        customer.screen_shown(each)

    assert [shown, shown] == [_of_first_account(customer, ScreenId.BALANCE) for _ in range(2)]
    assert [ChoicePressed(ScreenId.ACCOUNT, "account-a")] == kiosk.core.pressed
