"""More accounts than there are side keys come in parts: by touch, side keys and keypad alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.screens import ChoicePressed, KeyPressed, ScreenId
from kiosk.domain.visit import cashless_places, effects, places, state
from kiosk.domain.visit.choosing import part_of
from kiosk.domain.visit.showing import screen
from kiosk.domain.visit.table import step
from kiosk.viewmodels.placement import CHOICE_COUNT_MAX, choice_beside, pad_key, placed
from tests.unit.kiosk_domain.visit_kit import RICH, SAVINGS

MANY = tuple(replace(SAVINGS, id=f"n{number}") for number in range(1, 33))
PAGES = {
    ScreenId.ACCOUNT: places.ChoosingAccount(places.Purpose.BALANCE),
    ScreenId.TRANSFER_FROM: cashless_places.ChoosingSource(),
    ScreenId.TRANSFER_TO: cashless_places.ChoosingTarget("n1"),
}
# On TRANSFER_TO the account that the money comes from is not offered.
TEN = {page: MANY[:11] if page is ScreenId.TRANSFER_TO else MANY[:10] for page in PAGES}


def visit_on(page: ScreenId, accounts: tuple[state.Account, ...]) -> state.Visit:
    return state.Visit(RICH, PAGES[page], accounts=accounts)


def seen(visit: state.Visit) -> tuple[str, ...]:
    return tuple(account.id for account in screen(visit).accounts)


@pytest.mark.parametrize("count", range(1, 33))
def test_every_account_is_in_one_part_and_each_part_has_room(count):
    accounts = MANY[:count]
    parts = [part_of(accounts, number) for number in range(part_of(accounts, 0).count)]
    sizes = [len(part.accounts) for part in parts]

    assert accounts == tuple(each for part in parts for each in part.accounts)
    assert max(len(part.ids) for part in parts) <= CHOICE_COUNT_MAX
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("page", PAGES)
def test_up_to_eight_accounts_are_shown_together(page):
    shown = screen(visit_on(page, TEN[page][:-2]))

    assert (8, 0) == (len(shown.choices), shown.parts)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("press", [KeyPressed("6"), ChoicePressed(ScreenId.ACCOUNT, "more")])
def test_more_shows_the_next_part_and_then_the_first_again(page, press):
    first = visit_on(page, TEN[page])
    second = step(first, press).visit
    after = step(second, press).visit

    assert (1, 2, "more") == (screen(first).part, screen(first).parts, screen(first).choices[-1].id)
    assert (2, 2) == (screen(second).part, screen(second).parts)
    assert () == tuple(set(seen(first)) & set(seen(second)))
    assert seen(first) == seen(after)


@pytest.mark.parametrize("page", PAGES)
def test_the_lowest_key_on_the_right_shows_more(page):
    shown = screen(visit_on(page, TEN[page]))
    last = len(placed(shown)) - 1

    assert ("more", "6") == (choice_beside(shown, "I"), pad_key(shown, last))


@pytest.mark.parametrize("page", PAGES)
def test_clear_goes_back_by_one_part(page):
    first = visit_on(page, TEN[page])
    second = step(first, KeyPressed("6")).visit

    assert seen(first) == seen(step(second, KeyPressed("C")).visit)
    assert page is not screen(step(first, KeyPressed("C")).visit).id


def test_a_digit_means_the_account_that_it_stands_beside():
    visit = visit_on(ScreenId.ACCOUNT, MANY[:10])
    first = step(visit, KeyPressed("2"))
    second = step(step(visit, KeyPressed("6")).visit, KeyPressed("2"))

    assert effects.AskBalance("n2") in first.effects
    assert effects.AskBalance("n7") in second.effects


def test_an_account_of_another_part_is_not_chosen_unseen():
    visit = visit_on(ScreenId.ACCOUNT, MANY[:10])
    unseen = step(visit, ChoicePressed(ScreenId.ACCOUNT, "account-n7"))

    assert visit.place == unseen.visit.place


def test_a_transfer_goes_between_accounts_of_different_parts():
    visit = visit_on(ScreenId.TRANSFER_FROM, MANY[:32])
    for key in ("8", "1", "8", "7", "1"):
        visit = step(visit, KeyPressed(key)).visit
    place = visit.place

    assert isinstance(place, cashless_places.TypingTransfer)
    assert ("n8", "n15") == (place.source, place.target)
