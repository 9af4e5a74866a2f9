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
    assert all(tile.keys and tile.row + tile.span <= 4 for tile in tiles)


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


def test_what_can_be_changed_beside_the_amount_is_counted_by_itself():
    """On S10 the notes are 1 and the receipt 2; without other notes the receipt is 1."""
    ids = ("confirm", "notes", "receipt", "change", "cancel")
    whole = Screen(ScreenId.CONFIRM, choices=tuple(map(Choice, ids)))
    plain = Screen(ScreenId.CONFIRM, choices=tuple(Choice(i) for i in ids if i != "notes"))

    assert ["E", "1", "2", "C"] == [pad_key(whole, index) for index in range(4)]
    assert ["E", "1", "C"] == [pad_key(plain, index) for index in range(3)]


def test_three_tiles_share_four_rows_and_the_middle_one_has_two_keys():
    """Each is as tall as the others; a key presses the tile that its middle is beside."""
    tiles = placed(screen_with(3, ScreenId.RECEIPT))

    assert ["F", "GH", "I"] == [tile.keys for tile in tiles]
    assert 1 == len({tile.span for tile in tiles})
    assert [0, 1, 3] == [tile.first_key_row for tile in tiles]


@pytest.mark.parametrize(
    ("count", "left", "right"),
    [(5, ["A", "BC", "D"], ["F", "GH"]), (8, ["A", "B", "C", "D"], ["F", "G", "H", "I"])],
)
def test_more_than_four_accounts_stand_in_two_columns(count, left, right):
    tiles = placed(screen_with(count, ScreenId.TRANSFER_TO))

    assert left == [tile.keys for tile in tiles if tile.column == 0]
    assert right == [tile.keys for tile in tiles if tile.column == 1]


def test_the_way_out_of_the_menu_stands_lowest_on_the_right():
    """However many services there are."""
    services = [Choice(f"c{index}") for index in range(5)]
    menus = [(*services[:count], Choice("finish")) for count in (4, 5)]
    five, six = (placed(Screen(ScreenId.MENU, choices=choices)) for choices in menus)

    assert ["I", "I"] == [tiles[-1].keys for tiles in (five, six)]


def test_two_choices_below_a_message_stand_side_by_side():
    tiles = placed(screen_with(2, ScreenId.MESSAGE))

    assert [(0, "D"), (1, "I")] == [(tile.column, tile.keys) for tile in tiles]
