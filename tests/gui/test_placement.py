"""Which side key stands beside which choice."""

import pytest

from kiosk.domain.screens import Choice, Screen, ScreenId
from kiosk.viewmodels.placement import choice_beside, pad_key, placed


def screen_with(count, screen_id=ScreenId.AMOUNT):
    return Screen(screen_id, choices=tuple(Choice(f"c{index}") for index in range(count)))


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize("screen_id", [ScreenId.AMOUNT, ScreenId.MENU, ScreenId.CONFIRM])
def test_tiles_fill_their_columns_and_share_no_key(screen_id, count):
    """Two to eight choices: each has a key of its own, in reading order."""
    tiles = placed(screen_with(count, screen_id))
    keys = [key for tile in tiles for key in tile.keys]

    assert [f"c{index}" for index in range(count)] == [tile.choice.id for tile in tiles]
    assert sorted(set(keys)) == sorted(keys)
    assert all(tile.span == len(tile.keys) and tile.row + tile.span <= 4 for tile in tiles)


def test_cancel_is_no_tile():
    """Cancel has its own place and its own key on every screen."""
    screen = Screen(ScreenId.CONFIRM, choices=(Choice("confirm"), Choice("cancel")))

    assert ["confirm"] == [tile.choice.id for tile in placed(screen)]


def test_both_keys_beside_a_tall_tile_press_it():
    """Two choices share four keys."""
    screen = screen_with(2, ScreenId.CONFIRM)

    assert ["c0", "c0", "c1", "c1"] == [choice_beside(screen, key) for key in "FGHI"]


def test_a_key_beside_nothing_presses_nothing():
    """The left keys are idle on a screen whose choices are on the right."""
    assert None is choice_beside(screen_with(2, ScreenId.CONFIRM), "A")


@pytest.mark.parametrize("key", "ABCDFGHI")
def test_no_side_key_answers_for_the_customer_who_may_need_more_time(key):
    """Yes and No stand in the middle of the screen, where no key is beside them."""
    assert None is choice_beside(screen_with(2, ScreenId.MORE_TIME), key)


def test_nine_choices_are_a_programming_error():
    """There are eight side keys."""
    with pytest.raises(AssertionError):
        placed(screen_with(9))


def test_the_pad_key_on_a_tile_is_the_one_the_visit_takes():
    """Menu and amounts go by number; confirm, change, yes and no by named key."""
    confirm = Screen(ScreenId.CONFIRM, choices=(Choice("confirm"), Choice("change")))

    assert "2" == pad_key(screen_with(3, ScreenId.MENU), 1)
    assert ["E", "C"] == [pad_key(confirm, index) for index in range(2)]
