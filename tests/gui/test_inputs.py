"""Every control and every key sends its own input, once, and a PIN leaves no trace."""

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.screens import (
    Choice,
    ChoicePressed,
    KeyPressed,
    PinKeyPressed,
    Screen,
    ScreenId,
)
from kiosk.viewmodels.specimens import ALL, AMOUNT, MENU, PIN

PIN_KEYS = [*"1234567890", "X", "C", "E"]


@pytest.mark.parametrize("name", ALL)
def test_each_choice_sends_its_input_exactly_once(kiosk, name):
    """A tap on every choice posts that choice, with the screen it was pressed on."""
    kiosk.show(ALL[name])
    shown = kiosk.vm.screen
    ids = [choice.id for choice in shown.choices if choice.id != "cancel"]
    for choice in ids:
        kiosk.clock.now_s += 1
        kiosk.tap(f"scr.{shown.id.value}.btn.{choice}")

    assert [ChoicePressed(shown.id, choice) for choice in ids] == kiosk.posted


@pytest.mark.parametrize("key", PIN_KEYS)
def test_each_key_on_glass_goes_to_the_software_pad_once(kiosk, key):
    """The keypad of the PIN screen posts PinKeyPressed and nothing else."""
    kiosk.show(ALL["S04-pin-touch"])
    kiosk.tap(f"scr.S04.key.{key}")

    assert [PinKeyPressed(key)] == kiosk.posted


@pytest.mark.parametrize("key", PIN_KEYS)
def test_each_key_of_an_amount_is_an_ordinary_key(kiosk, key):
    """The keypad of the other amount posts KeyPressed."""
    kiosk.show(ALL["S07a-other-amount"])
    kiosk.tap(f"scr.S07a.key.{key}")

    assert [KeyPressed(key)] == kiosk.posted


def test_cancel_on_glass_is_the_red_key(kiosk):
    """The Cancel control posts the pad's X."""
    kiosk.show(AMOUNT)
    kiosk.tap("scr.S07.btn.cancel")

    assert [KeyPressed("X")] == kiosk.posted


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (Qt.Key.Key_Return, "E"),
        (Qt.Key.Key_Enter, "E"),
        (Qt.Key.Key_Backspace, "C"),
        (Qt.Key.Key_Escape, "X"),
        (Qt.Key.Key_7, "7"),
    ],
)
def test_the_keyboard_stands_for_the_pad_whatever_has_the_focus(kiosk, key, code):
    """A focused tile swallows no pad key."""
    kiosk.show(MENU)
    kiosk.named("scr.S05.btn.balance").forceActiveFocus()
    kiosk.press(key)

    assert [KeyPressed(code)] == kiosk.posted


def test_the_space_bar_presses_what_has_the_focus(kiosk):
    """Tab and space reach every control without touch."""
    kiosk.show(MENU)
    kiosk.named("scr.S05.btn.balance").forceActiveFocus()
    kiosk.press(Qt.Key.Key_Space)

    assert [ChoicePressed(ScreenId.MENU, "balance")] == kiosk.posted


def test_typed_digits_go_to_the_software_pad_while_one_is_shown(kiosk):
    """During PIN entry on glass the keyboard types into the software pad only."""
    kiosk.show(PIN)
    kiosk.press(Qt.Key.Key_4)

    assert [PinKeyPressed("4")] == kiosk.posted


def test_with_a_real_pad_the_keyboard_types_no_pin(kiosk):
    """A digit typed beside a real pad goes nowhere; Escape still cancels."""
    kiosk.show(ALL["S04-pin-pad"])
    kiosk.press(Qt.Key.Key_4)
    kiosk.press(Qt.Key.Key_Escape)

    assert [KeyPressed("X")] == kiosk.posted


def test_a_digit_over_a_pin_stays_a_pin_digit(kiosk):
    """While S18 lies over PIN entry, a typed digit is still a secret."""
    kiosk.show(PIN)
    kiosk.vm.show(Screen(ScreenId.MORE_TIME, seconds=20))
    kiosk.press(Qt.Key.Key_4)

    assert [PinKeyPressed("4")] == kiosk.posted


@pytest.mark.parametrize(
    ("key", "choice"),
    [
        ("A", "amount-2000"),
        ("C", "amount-10000"),
        ("H", "other"),
        ("D", "amount-15000"),
        ("F", "amount-20000"),
        ("I", "other"),
    ],
)
def test_a_side_key_presses_the_choice_drawn_beside_it(kiosk, key, choice):
    """Side keys follow the picture, not the order."""
    kiosk.show(AMOUNT)
    kiosk.vm.sideKey(key)

    assert [ChoicePressed(ScreenId.AMOUNT, choice)] == kiosk.posted


def test_a_letter_on_the_keyboard_is_a_side_key(kiosk):
    """On a machine without side keys their letters do the same; C is not Clear there."""
    kiosk.show(AMOUNT)
    kiosk.press(Qt.Key.Key_C)

    assert [ChoicePressed(ScreenId.AMOUNT, "amount-10000")] == kiosk.posted


def test_what_the_shown_screen_does_not_offer_is_dropped(kiosk):
    """A press that was meant for the screen before goes nowhere."""
    kiosk.show(MENU)
    kiosk.vm.choose("confirm")

    assert [] == kiosk.posted


def test_a_bouncing_finger_confirms_nothing(kiosk):
    """A second press within the double-press time is dropped, on the next screen too."""
    kiosk.show(AMOUNT)
    kiosk.vm.choose("amount-2000")
    kiosk.vm.show(ALL["S10-confirm"])
    kiosk.vm.choose("confirm")

    assert [ChoicePressed(ScreenId.AMOUNT, "amount-2000")] == kiosk.posted


def test_after_the_double_press_time_the_next_press_counts(kiosk):
    """The filter forgets."""
    kiosk.show(AMOUNT)
    kiosk.vm.choose("amount-2000")
    kiosk.vm.show(ALL["S10-confirm"])
    kiosk.clock.now_s += 0.5
    kiosk.vm.choose("confirm")

    assert 2 == len(kiosk.posted)


def test_a_pin_key_leaves_no_trace_in_properties_or_speech(kiosk):
    """After typing, no property of any item and nothing spoken has changed at all."""
    kiosk.show(PIN)
    before = (_all_properties(kiosk), kiosk.accessible())
    kiosk.vm.pinKey("7")
    kiosk.vm.pinKey("3")
    after = (_all_properties(kiosk), kiosk.accessible())

    assert before == after
    assert "7" not in repr(kiosk.posted[0])


def _all_properties(kiosk):
    found = []
    for item in [kiosk.vm, *kiosk.items()]:
        meta = item.metaObject()
        for index in range(meta.propertyCount()):
            prop = meta.property(index)
            if prop.typeName() in {"QString", "int", "double", "bool"}:
                found.append((item.objectName(), prop.name(), item.property(prop.name())))
    return found


def test_an_unknown_choice_is_shown_by_its_id(kiosk):
    """A choice without a label is ugly, never invisible."""
    kiosk.show(Screen(ScreenId.MENU, choices=(Choice("withdraw"), Choice("lottery"))))

    assert "lottery" == kiosk.named("scr.S05.btn.lottery").property("name")


@pytest.mark.parametrize(
    ("name", "key", "choice"),
    [
        ("S05-menu-six", "F", "transfer"),
        ("S05-menu-six", "I", "finish"),
        ("S06-account-eight", "H", "account-7"),
        ("S08-notes", "H", "notes-small"),
        ("S09-receipt", "G", "receipt-none"),
        ("S10-confirm-receipt", "H", "receipt"),
        ("S15-take-receipt", "I", "continue"),
        ("S20-balance-print", "I", "print"),
        ("S21a-transfer-to", "F", "account-2"),
        ("S21d-transfer-done", "I", "continue"),
        ("S23-deposit-confirm", "F", "confirm"),
        ("S32-notice-E19", "I", "receipt-screen"),
        ("S93-notice-C02", "I", "count-again"),
    ],
)
def test_side_key_and_finger_choose_the_same(kiosk, name, key, choice):
    """On accounts, mixes, receipts and wherever else more than words stand on a tile."""
    kiosk.show(ALL[name])
    screen = kiosk.vm.screen.id
    kiosk.press(getattr(Qt.Key, f"Key_{key}"))
    kiosk.clock.now_s += 1
    kiosk.tap(f"scr.{screen.value}.btn.{choice}")

    assert [ChoicePressed(screen, choice)] * 2 == kiosk.posted


@pytest.mark.parametrize("name", ["S21b-transfer-amount", "S22-deposit-amount", "S93-count"])
def test_the_keypad_on_glass_types_what_the_pad_types(kiosk, name):
    """A digit, Clear, Enter and Cancel, each as the key of the pad."""
    kiosk.show(ALL[name])
    screen = kiosk.vm.screen.id
    for key in "5CEX":
        kiosk.tap(f"scr.{screen.value}.key.{key}")

    assert [KeyPressed(key) for key in "5CEX"] == kiosk.posted
