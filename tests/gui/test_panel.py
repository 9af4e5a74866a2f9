"""The panel on real emulators, through their real control socket, by click."""

import socket
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from hardware.drivers.cabinet import Cabinet
from hardware.drivers.card_reader import CardReader
from hardware.drivers.pin_pad import PinPad
from hardware.drivers.receipt_printer import ReceiptPrinter
from hardware.protocol.cabinet import SlotState, Tone
from hardware.transport.serial_port import SerialPort
from kiosk.panel.deeds import HELP
from kiosk.panel.hints import (
    FIRST,
    NO_DEVICES,
    NOT_NOW,
    PUT_AWAY,
    PUT_ENVELOPE,
    TAKE_CARD,
    TAKE_RECEIPT,
    Practice,
)
from kiosk.panel.ledger import Books
from kiosk.panel.panel_properties import MESSAGE_MS_MAX
from kiosk.panel.panel_rows import JournalRow
from kiosk.panel.visit_news import VisitNews
from kiosk.receipts.job import escpos_bytes
from kiosk.receipts.layout import Line
from kiosk.workbench.demo_notes import CardNotes
from tests.gui.panel_driver import NARROW, WIDE, PanelDriver, rect, scrolled_by
from tests.unit.emulators.emulator_process import emulators

OWNERS = {
    "alice": CardNotes("Alice Byrne", "", "25802580", "", ""),
    "bob": CardNotes("Bob Kelly", "", "13791379", "", ""),
}
NOTES = 40
CALM = "Everything works. Click a card to begin."


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The devices' process with a line to a bank that never answers."""
    with socket.create_server(("127.0.0.1", 0)) as bank:
        port = str(bank.getsockname()[1])
        with emulators(tmp_path_factory.mktemp("state"), "--bank-port", port) as running:
            for canister in (1, 2):
                running.control.call("fill", canister=canister, notes=NOTES)
            for card in OWNERS:
                running.control.call("new_card", card=card)
            yield running


@pytest.fixture(scope="module")
def shared(qapp, served):
    driver = PanelDriver(served.state, OWNERS)
    driver.wait(lambda: driver.model.answers, "the devices")
    yield driver
    driver.close()


@pytest.fixture
def panel(shared, served):
    """A machine with nothing wrong and no card in it, on the panel's first view."""
    shared.click("panel.tab.Faults")
    yield shared
    if served.control.call("state")["card"]["name"]:
        served.control.call("pull_card")
    shared.model.repair()
    shared.wait(lambda: shared.model.isWhole and shared.model.card == "none", "all to be right")


LONG_HINT = "This is what somebody is told who must do one thing after the other here. " * 3


def seen(served, *path):
    found = served.control.call("state")
    for name in path:
        found = found[name]
    return found


def test_cards_carry_their_pins_and_no_other_place_does(panel):
    pins = [text for text in panel.texts() if text in {"25802580", "13791379"}]
    named = [panel.named(f"panel.card.{name}") for name in OWNERS]

    assert ["25802580", "13791379"] == pins
    assert all("2580" not in str(item.property("name")) for item in named)


def test_a_clicked_card_is_in_the_slot_and_a_clicked_slot_gives_it_back(panel, served):
    panel.click("panel.card.alice")
    panel.wait(lambda: panel.model.card == "at_slot", "the card in the slot")
    inside = seen(served, "card", "name")
    panel.click("panel.slot")
    panel.wait(lambda: panel.model.card == "none", "the card in the wallet")

    assert ("alice", None) == (inside, seen(served, "card", "name"))


def test_second_card_is_refused_in_words(panel):
    panel.click("panel.card.alice")
    panel.wait(lambda: panel.model.card == "at_slot", "the card in the slot")
    panel.click("panel.card.bob")

    assert "Another card is in the slot. Take that one first." == panel.hint


def test_card_that_is_given_back_sticks_out_further_and_is_to_be_taken(panel, served):
    panel.click("panel.card.alice")
    panel.wait(lambda: panel.model.card == "at_slot", "the card in the slot")
    put_in = panel.named("panel.slot").property("sticksOut")
    with served.driver(CardReader, "card_reader") as reader:
        reader.latch()
        panel.wait(lambda: panel.model.card == "latched", "the latch")
        held = panel.named("panel.slot").property("sticksOut")
        reader.release()
    panel.wait(lambda: panel.model.cardGivenBack, "the card")

    assert held < put_in < panel.named("panel.slot").property("sticksOut")
    assert TAKE_CARD == panel.hint


@pytest.mark.parametrize("keys", ["1234567890", "XCHE", "abcd", "fghi"])
def test_each_key_is_pressed_by_its_click(panel, served, keys):
    arrived = []
    with served.driver(PinPad, "pin_pad") as pad:
        pad.keys(on=True)
        for key in keys:
            side = key.islower()
            panel.click(f"panel.side.{key.upper()}" if side else f"panel.key.{key}")
        panel.wait(
            lambda: arrived.extend(pad.keys(on=True)) or len(arrived) >= len(keys), "the keys"
        )
        pad.keys(on=False)

    assert [*keys] == arrived


@pytest.mark.parametrize("state", ["slow", "silent", "down", "up"])
def test_link_is_as_it_was_clicked(panel, served, state):
    panel.click(f"panel.link.{state}")
    panel.wait(lambda: panel.model.link == state, "the link")

    assert state == seen(served, "link")
    assert panel.is_on(f"panel.link.{state}")


@pytest.mark.parametrize("name", ["jam", "short", "empty"])
def test_fault_of_a_canister_is_lit_and_a_second_click_undoes_it(panel, name):
    chip = f"panel.{name}.1"
    panel.click(chip)
    panel.wait(lambda: panel.is_on(chip), name)
    others = panel.is_on(f"panel.{name}.2")
    panel.click(chip)
    panel.wait(lambda: not panel.is_on(chip), f"no {name}")

    assert not others
    assert NOTES == panel.model._now.canister(1).left


@pytest.mark.parametrize("part", ["card_reader", "hsm", "pin_pad", "cabinet"])
def test_power_and_cable_of_each_part_go_and_come_back(panel, served, part):
    panel.click("panel.tab.Parts")
    for chip in (f"panel.power.{part}", f"panel.cable.{part}"):
        panel.click(chip)
        panel.wait(lambda chip=chip: panel.is_on(chip), chip)
    cut = seen(served, "power", part), seen(served, "cables", part)
    for chip in (f"panel.power.{part}", f"panel.cable.{part}"):
        panel.click(chip)
        panel.wait(lambda chip=chip: not panel.is_on(chip), chip)

    assert (False, False) == cut
    assert (True, True) == (seen(served, "power", part), seen(served, "cables", part))


def test_repair_all_is_offered_while_something_is_wrong_and_undoes_it(panel, served):
    panel.click("panel.jam.1")
    panel.click("panel.link.down")
    panel.wait(lambda: panel.shows("panel.repair") and panel.model.link == "down", "the offer")
    wrong = panel.model._now
    panel.click("panel.repair")
    panel.wait(lambda: panel.model.isWhole, "everything to be right")

    assert wrong.canister(1).is_jammed
    assert not panel.shows("panel.repair")
    assert ([], "up") == (seen(served, "jammed"), seen(served, "link"))


def test_torn_out_card_is_gone_from_the_machine(panel, served):
    panel.click("panel.card.bob")
    with served.driver(CardReader, "card_reader") as reader:
        panel.wait(lambda: panel.model.card == "at_slot", "the card")
        reader.latch()
    panel.wait(lambda: panel.model.card == "latched", "the latch")
    panel.click("panel.pullCard")
    panel.wait(lambda: panel.model.card == "none", "the card in the hand")

    assert seen(served, "card", "name") is None


def test_receipt_is_taken_from_its_slot_read_and_put_away(panel, served):
    """The printer's roll as a picture; whoever clicks it holds it in the hand."""
    panel.click("panel.receipt")
    refused = panel.hint
    line = SerialPort(served.port("receipt_printer"))
    printer = ReceiptPrinter(line, monotonic=time.monotonic, first_id=1)
    printer.hello()
    printer.print(escpos_bytes([Line("ATM-1", is_bold=True, is_centred=True), Line("Fee  none")]))
    printer.close()
    panel.wait(lambda: panel.model.receiptOut, "the receipt")
    hint = panel.hint
    panel.wait(lambda: _is_drawn(panel, "panel.receipt.paper"), "its picture")
    panel.click("panel.receipt")
    panel.wait(lambda: _is_drawn(panel, "panel.receiptInHand"), "the receipt in the hand")
    in_hand = panel.model.wordsInHand
    advice = panel.hint
    panel.click("panel.receiptInHand")
    panel.wait(lambda: not panel.shows("panel.receiptInHand"), "it to be put away")

    assert "There is no receipt in the slot." == refused
    assert TAKE_RECEIPT == hint
    assert PUT_AWAY == advice
    assert "ATM-1\nFee none" == in_hand
    assert 0 == seen(served, "printer", "in_slot")


def test_a_receipt_longer_than_the_panel_is_scrolled_to_its_end(panel):
    """A close slip has its anchor last."""
    panel.model.hold_receipt(tuple((f"Line {number}", "") for number in range(70)))
    panel.wait(lambda: _is_drawn(panel, "panel.receiptInHand"), "the receipt in the hand")
    picture = next(
        item for item in panel.items() if item.objectName() == "panel.receiptInHand.paper"
    )
    scroll = scrolled_by(picture)
    panel.wait(lambda: 0 < scroll.height() < scroll.property("contentHeight"), "a long paper")
    hand, paper = rect(panel.named("panel.receiptInHand")), rect(picture)
    scroll.setProperty("contentY", scroll.property("contentHeight") - scroll.height())
    panel.grab()
    end = rect(picture).bottom()
    panel.click("panel.receiptInHand")
    panel.wait(lambda: not panel.shows("panel.receiptInHand"), "it to be put away")

    assert paper.height() > panel.panel.window.height() >= hand.bottom()
    assert end == pytest.approx(hand.bottom(), abs=1)


def test_a_long_hint_is_shown_whole_and_moves_what_is_below_it(panel):
    panel.model.refuse("Short.")
    panel.grab()
    short = rect(panel.named("panel.key.1")).top()
    panel.model.refuse(LONG_HINT)
    panel.grab()
    text, strip = panel.named("panel.hint"), panel.named("panel.hint").parentItem()
    inside = rect(strip).contains(rect(text))
    lines = text.property("lineCount")
    key = rect(panel.named("panel.key.1")).top()
    panel.model.refuse("")

    assert inside
    assert lines > 3
    assert key > short


def _is_drawn(panel, name):
    """Pictures come a moment after their source."""
    return panel.shows(name) and panel.named(name).height() > 0


@pytest.mark.parametrize(
    ("chip", "is_so"),
    [
        ("lowPaper", lambda printer: printer["paper"] == "low"),
        ("outOfPaper", lambda printer: printer["paper"] == "out"),
        ("jamPrinter", lambda printer: printer["jammed"]),
        ("loseReceipt", lambda printer: printer["planned"] == ["lost"]),
    ],
)
def test_printer_faults_are_made_and_undone_by_a_click(panel, served, chip, is_so):
    panel.click(f"panel.{chip}")
    panel.wait(lambda: not panel.model.isWhole, "the fault")
    made = is_so(seen(served, "printer"))
    panel.click(f"panel.{chip}")
    panel.wait(lambda: panel.model.isWhole, "the repair")

    assert made
    assert not is_so(seen(served, "printer"))


def test_envelope_goes_into_the_open_slot_by_a_click(panel, served):
    panel.click("panel.envelope")
    refused = panel.hint
    with served.driver(Cabinet, "cabinet") as cabinet:
        cabinet.slot_open(bytes(range(16)), 45, "4F21A0")
        panel.wait(lambda: panel.model.slotOpen, "the open slot")
        panel.wait(lambda: panel.hint == PUT_ENVELOPE, "the hint")
        panel.click("panel.envelope")
        panel.wait(lambda: panel.model.envelopeCount == 1, "the envelope in the bin")
        accepted = cabinet.status().slot

    assert "The envelope slot is shut. A deposit opens it." == refused
    assert SlotState.ACCEPTED is accepted
    assert [{"number": 1, "text": "4F21A0"}] == seen(served, "envelopes", "bin")


def test_headphones_go_in_and_out_by_a_click(panel, served):
    panel.click("panel.jack")
    panel.wait(lambda: panel.model.headphonesIn, "the headphones")
    told = seen(served, "headphones")
    panel.click("panel.jack")
    panel.wait(lambda: not panel.model.headphonesIn, "no headphones")

    assert told is True


def test_beep_lights_the_beeper(panel, served, qtbot):
    heard = qtbot.waitSignal(panel.model.beeped)
    with served.driver(Cabinet, "cabinet") as cabinet, heard:
        cabinet.beep(Tone.TAKE)

    assert ["take"] == heard.args


@pytest.mark.parametrize("place", [NARROW, WIDE], ids=["narrow", "wide"])
def test_everything_lies_inside_the_window_and_no_two_controls_overlap(qapp, served, place):
    driver = PanelDriver(served.state, OWNERS, place)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.grab()
        window = QRectF(0, 0, place.width, place.height)
        items = [
            item
            for item in driver.items()
            if item.objectName().startswith("panel.")
            and item.metaObject().indexOfSignal("pressed()") >= 0
        ]
        controls = [(item.objectName(), rect(item)) for item in items]
        # What is scrolled has its own edge; a click scrolls there.
        still = [(item.objectName(), rect(item)) for item in items if scrolled_by(item) is None]
        outside = [name for name, area in still if not window.contains(area)]
        over = [
            (name, other)
            for index, (name, area) in enumerate(controls)
            for other, place_ in controls[index + 1 :]
            if area.intersects(place_)
        ]
    finally:
        driver.close()

    assert len(controls) > 40 > len(controls) - len(still)
    assert ([], []) == (outside, over)


def test_panel_without_devices_says_so_and_takes_no_click(qapp, tmp_path):
    driver = PanelDriver(tmp_path, OWNERS)
    try:
        driver.wait(lambda: driver.hint == NO_DEVICES, "the hint")
        disabled = [item for item in driver.items() if item.objectName() == "panel.slot"]

        assert [False] == [item.isEnabled() for item in disabled]
    finally:
        driver.close()


def test_nothing_is_to_be_done_once_the_first_visit_has_ended(qapp, served):
    driver = PanelDriver(served.state, OWNERS)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        first = driver.hint
        driver.click("panel.card.alice")
        driver.wait(lambda: driver.model.card == "at_slot", "the card")
        driver.click("panel.slot")
        driver.wait(lambda: driver.model.card == "none", "the wallet")
        driver.model.hear(VisitNews(is_visit=True))
        driver.model.hear(VisitNews())

        assert (FIRST, CALM) == (first, driver.hint)
    finally:
        driver.close()


@pytest.mark.parametrize("place", [NARROW, WIDE], ids=["narrow", "wide"])
def test_a_card_whose_pin_its_customer_changed_says_so_in_full_and_no_pin(qapp, served, place):
    driver = PanelDriver(served.state, OWNERS, place)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.model.pins_changed(frozenset({"alice"}))
        driver.grab()
        mine, other = (lines(driver, f"panel.card.{name}") for name in OWNERS)
    finally:
        driver.close()

    assert ["Alice Byrne", "PIN changed", "by you"] == [text for text, _, _ in mine]
    assert [False] * 6 == [cut for _, _, cut in mine + other]
    assert [top for _, top, _ in mine] == [top for _, top, _ in other]


def lines(driver, name):
    """The lines of a card: what each says, where it begins, whether it is cut."""
    card = driver.named(name)
    texts = [item for item in card.childItems()[-1].childItems() if item.property("text")]
    return [
        (
            text.property("text"),
            round(rect(text).top() - rect(card).top()),
            text.property("truncated"),
        )
        for text in texts
    ]


def test_what_waits_for_people_is_on_the_ledger_and_in_the_hint(qapp, served):
    driver = PanelDriver(served.state, OWNERS, WIDE)
    words = "To be checked: 20 EUR, notes taken back"
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.model._practice = Practice.DONE
        driver.model.book(Books(work=(words,)))
        driver.grab()
        told = driver.texts()
        hint = driver.hint
    finally:
        driver.close()

    assert words in told
    assert "Reject bin: 0 notes. Retract bin: 0 notes." in told
    assert "Click a card to begin. 1 thing is to be checked by people: see Ledger." == hint


def test_a_message_goes_when_what_it_speaks_of_has_changed(panel, served):
    panel.click("panel.card.alice")
    panel.wait(lambda: panel.model.card == "at_slot", "the card in the slot")
    panel.click("panel.card.bob")
    refused = panel.hint
    with served.driver(CardReader, "card_reader") as reader:
        reader.latch()
    panel.wait(lambda: panel.model.card == "latched", "the latch")

    assert "Another card is in the slot. Take that one first." == refused
    assert refused != panel.hint


def test_a_message_does_not_outlive_its_time(panel, served):
    panel.model._message_ends.setInterval(1)
    panel.model.refuse("Too many clicks.")
    panel.wait(lambda: panel.hint != "Too many clicks.", "the message to go")
    panel.model._message_ends.setInterval(MESSAGE_MS_MAX)

    assert "hint" != panel.model.hintKind or FIRST == panel.hint


def test_help_says_that_it_cannot_speak_yet(panel):
    panel.click("panel.key.H")

    assert HELP == panel.hint


def test_a_card_put_into_a_machine_that_serves_nobody_is_told_what_to_do(panel):
    panel.model.hear(VisitNews(serves=False))
    panel.click("panel.card.alice")
    panel.wait(lambda: panel.model.card == "at_slot", "the card in the slot")
    told = panel.hint
    panel.model.hear(VisitNews())

    assert NOT_NOW == told


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (3, 3), (40, 5)])
def test_a_stack_is_drawn_as_thick_as_it_is(qapp, served, count, drawn):
    driver = PanelDriver(served.state, OWNERS)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.panel._control.close()
        now = replace(driver.model._now, is_shutter_open=True, at_shutter=((1, count),))
        driver.model.show(now)
        driver.grab()
        notes = [item for item in driver.items() if item.objectName() == "panel.note"]
    finally:
        driver.close()

    assert drawn == len(notes)


def test_notes_of_eight_canisters_lie_side_by_side_in_the_cash_slot(qapp, served):
    driver = PanelDriver(served.state, OWNERS)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.panel._control.close()
        eight = tuple((number, 16) for number in range(1, 9))
        driver.model.show(replace(driver.model._now, is_shutter_open=True, at_shutter=eight))
        driver.grab()
        shutter = rect(driver.named("panel.cash"))
        stacks = {
            rect(each.parentItem()).left(): each.parentItem()
            for each in driver.items()
            if each.objectName() == "panel.note"
        }
        areas = [rect(stack) for _, stack in sorted(stacks.items())]
    finally:
        driver.close()

    assert 8 == len(areas)
    assert all(shutter.left() <= area.left() and area.right() <= shutter.right() for area in areas)
    assert all(one.right() <= other.left() for one, other in pairwise(areas))


def test_no_line_of_the_journal_is_drawn_in_half(qapp, served):
    driver = PanelDriver(served.state, OWNERS, WIDE)
    try:
        driver.wait(lambda: driver.model.answers, "the devices")
        driver.model.write(
            [JournalRow("12:00:00", "Card taken " * (n % 9), "plain") for n in range(60)]
        )
        driver.grab()
        journal = driver.named("panel.journal")
        shown = [
            rect(item)
            for item in journal.childItems()[0].childItems()
            if item.property("isWhole") is not None and item.opacity()
        ]
        room = rect(journal).adjusted(0, -1, 0, 1)
    finally:
        driver.close()

    assert len(shown) > 5
    assert [] == [each for each in shown if not room.contains(each)]
