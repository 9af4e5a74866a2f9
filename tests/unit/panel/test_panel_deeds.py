"""What a click on the panel does, as things are."""

from dataclasses import replace

import pytest

from hardware.emulators.snapshot import state
from kiosk.panel import deeds, printer_deeds, slot_deeds
from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.hints import (
    CLOSED,
    FIRST,
    FOLLOW,
    FOLLOW_ON,
    NEW_PIN,
    NOT_NOW,
    OWN_PIN,
    PIN,
    PIN_AGAIN,
    PUT_ENVELOPE,
    READING,
    TAKE_CARD,
    TAKE_CASH,
    Practice,
    hint,
    trouble,
)
from kiosk.panel.plain_words import envelopes_text
from kiosk.panel.seen import Canister, Part, Seen, seen
from kiosk.panel.visit_news import Asked, VisitNews
from tests.unit.emulators.emulated_atm import EmulatedAtm

CALM = Seen(
    cards=("alice", "bob"),
    canisters=(Canister(1, 100, 0, is_jammed=False, is_short=False),),
    parts=(Part("hsm", has_power=True, is_plugged=True),),
    link="up",
)
VISIT = VisitNews(is_visit=True, serves=True)
WRONG = replace(VISIT, asked=Asked.AGAIN)
CHANGING = replace(VISIT, asked=Asked.NEW)
EMPTIED = Canister(1, 0, 100, is_jammed=False, is_short=False)
BROKEN = replace(
    CALM,
    link="down",
    card="jam",
    canisters=(Canister(1, 0, 100, is_jammed=True, is_short=True),),
    parts=(Part("hsm", has_power=False, is_plugged=False),),
    are_sensors_unsure=True,
    is_service_door_open=True,
    is_safe_door_open=True,
    is_key_on=False,
)


def at(card, name="alice", **changed):
    return replace(CALM, card=card, card_name=name, **changed)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (CALM, Deed("insert", {"card": "alice"})),
        (at("at_slot"), Deed("take_card")),
    ],
)
def test_a_card_goes_into_the_slot_and_comes_back_by_the_same_click(now, wanted):
    assert wanted == deeds.card_clicked(now, "alice")


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (at("at_slot", "bob"), "Another card is in the slot"),
        (at("latched"), "Cancel gives it back"),
        (at("jam"), "jammed"),
    ],
)
def test_a_card_that_cannot_be_moved_is_told_why(now, why):
    with pytest.raises(NotNow, match=why):
        deeds.card_clicked(now, "alice")


def test_a_click_on_what_is_not_there_is_told_so():
    for click in (deeds.slot_clicked, deeds.cash_clicked, deeds.pull_clicked):
        with pytest.raises(NotNow):
            click(CALM)


@pytest.mark.parametrize(
    ("click", "fault", "undone", "field"),
    [
        (lambda now: deeds.jam_clicked(now, 1), "jam", "clear", {"canister": 1}),
        (lambda now: deeds.empty_clicked(now, 1), "empty", "put_back", {"canister": 1}),
        (deeds.reader_jam_clicked, "jam", "clear", {"reader": True}),
        (deeds.sensors_clicked, "jam", "clear", {"sensors": True}),
        (lambda now: deeds.power_clicked(now, "hsm"), "power_cut", "power_on", {"device": "hsm"}),
        (lambda now: deeds.cable_clicked(now, "hsm"), "unplug", "plug", {"device": "hsm"}),
    ],
)
def test_a_second_click_undoes_a_fault(click, fault, undone, field):
    assert (Deed(fault, field), Deed(undone, field)) == (click(CALM), click(BROKEN))


def test_short_lets_one_note_come_and_jams_the_next_until_a_second_click():
    plans = [deeds.short_clicked(now, 1).fields["faults"] for now in (CALM, BROKEN)]

    assert [["ok", "jam"], []] == plans


def test_switches_turn_round():
    both = [
        [deeds.key_switch_clicked(now), deeds.door_clicked(now, "safe")] for now in (CALM, BROKEN)
    ]

    assert [
        [Deed("key_switch", {"on": False}), Deed("door", {"door": "safe", "open": True})],
        [Deed("key_switch", {"on": True}), Deed("door", {"door": "safe", "open": False})],
    ] == both


def test_link_that_does_not_pass_the_devices_cannot_be_cut():
    assert Deed("link", {"state": "slow"}) == deeds.link_clicked(CALM, "slow")
    with pytest.raises(NotNow, match="does not pass"):
        deeds.link_clicked(replace(CALM, link=""), "slow")


def test_power_that_will_fail_cannot_be_armed_twice():
    armed = Deed("power_cut", {"device": "hsm", "at": "unlocked"})

    assert armed == deeds.fails_clicked(CALM)
    with pytest.raises(NotNow):
        deeds.fails_clicked(replace(CALM, fails_at="unlocked"))


def test_repair_undoes_every_fault_and_nothing_else():
    names = [deed.do for deed in deeds.repairs(BROKEN)]

    assert [] == deeds.repairs(CALM)
    assert [
        "link", "next_notes", "clear", "put_back", "power_on", "plug", "clear", "clear", "door",
        "door", "key_switch",
    ] == names  # fmt: skip


@pytest.mark.parametrize(
    ("now", "news", "practice", "wanted"),
    [
        (CALM, VisitNews(), Practice.NEW, FIRST),
        (CALM, VisitNews(), Practice.DONE, ""),
        (CALM, VISIT, Practice.DONE, FOLLOW_ON),  # the card is taken, the notes still come
        (at("at_slot"), VISIT, Practice.DONE, READING),
        (at("at_slot"), VisitNews(serves=False), Practice.NEW, NOT_NOW),
        (at("latched", pad_mode="pin"), VISIT, Practice.VISITING, PIN),
        (at("latched", pad_mode="pin"), VISIT, Practice.DONE, PIN),
        (at("none", pad_mode="pin"), VISIT, Practice.DONE, PIN),  # the card was given back at once
        (at("none", pad_mode="pin"), WRONG, Practice.DONE, PIN_AGAIN),
        (at("latched", pad_mode="pin", receipts_out=1), VISIT, Practice.DONE, PIN),
        (at("latched", pad_mode="pin"), WRONG, Practice.DONE, PIN_AGAIN),
        (at("latched", pad_mode="pin"), CHANGING, Practice.DONE, NEW_PIN),
        (at("latched", pad_mode="keys"), VISIT, Practice.VISITING, FOLLOW),
        (at("latched", pad_mode="keys"), VISIT, Practice.DONE, FOLLOW_ON),
        (replace(CALM, at_shutter=((1, 2),)), VISIT, Practice.DONE, TAKE_CASH),
        (at("at_slot", is_given_back=True), VISIT, Practice.DONE, TAKE_CARD),
    ],
)
def test_every_visit_is_led_step_by_step_and_later_ones_in_fewer_words(now, news, practice, wanted):
    assert wanted == hint(now, news, practice)


def test_a_card_with_a_pin_of_its_customer_asks_for_that_one():
    now = at("latched", pad_mode="pin")

    assert OWN_PIN == hint(now, VISIT, Practice.DONE, has_own_pin=True)


def test_a_fault_goes_before_the_first_hint():
    now = replace(CALM, link="down")

    assert ("", "Link to the bank down") == (
        hint(now, VisitNews(), Practice.NEW),
        trouble(now, VisitNews()),
    )


def test_a_machine_that_serves_nobody_does_not_say_that_all_is_well():
    assert CLOSED == trouble(CALM, VisitNews(serves=False))


def test_trouble_names_the_first_fault_and_counts_the_others():
    assert "" == trouble(CALM, VisitNews())
    assert "Link to the bank down, and 10 more" == trouble(BROKEN, VisitNews())


OPEN_SLOT = replace(CALM, slot="waiting", is_slot_open=True)
BROKEN_SLOT = replace(
    CALM, is_slot_jammed=True, is_bin_full=True, is_on_battery=True, has_headphones=True
)


def test_a_click_on_the_open_slot_puts_an_envelope_in_and_another_pulls_it_back():
    both = [slot_deeds.slot_clicked(OPEN_SLOT), slot_deeds.back_clicked(OPEN_SLOT)]

    assert [Deed("envelope", {"what": "insert"}), Deed("envelope", {"what": "leave"})] == both
    assert PUT_ENVELOPE == hint(OPEN_SLOT, VISIT, Practice.DONE)
    for click in (slot_deeds.slot_clicked, slot_deeds.back_clicked):
        with pytest.raises(NotNow, match="The envelope slot is shut"):
            click(CALM)


@pytest.mark.parametrize(
    ("click", "fault", "undone"),
    [
        (slot_deeds.jam_clicked, Deed("jam", {"slot": True}), Deed("clear", {"slot": True})),
        (
            slot_deeds.full_clicked,
            Deed("envelope_bin", {"full": True}),
            Deed("envelope_bin", {"full": False}),
        ),
        (slot_deeds.battery_clicked, Deed("battery", {"on": True}), Deed("battery", {"on": False})),
        (
            slot_deeds.headphones_clicked,
            Deed("headphones", {"on": True}),
            Deed("headphones", {"on": False}),
        ),
    ],
)
def test_a_second_click_undoes_what_was_done_at_the_cabinet(click, fault, undone):
    assert (fault, undone) == (click(CALM), click(BROKEN_SLOT))


def test_envelopes_come_out_with_the_key_off_only():
    filled = replace(CALM, envelopes=((1, "4F21A0"),))

    assert Deed("envelopes_remove") == slot_deeds.remove_clicked(replace(filled, is_key_on=False))
    with pytest.raises(NotNow, match="Turn the key off first"):
        slot_deeds.remove_clicked(filled)
    with pytest.raises(NotNow, match="no envelopes"):
        slot_deeds.remove_clicked(replace(CALM, is_key_on=False))


def test_repair_undoes_the_faults_of_the_cabinet_and_leaves_the_headphones():
    assert ["clear", "envelope_bin", "battery"] == [each.do for each in deeds.repairs(BROKEN_SLOT)]
    assert "Envelope slot jammed, and 2 more" == trouble(BROKEN_SLOT, VisitNews())


@pytest.mark.parametrize(
    ("words", "envelopes"),
    [
        ("0 envelopes.", ()),
        ('1 envelope. The last: No. 7, "4F21A0".', ((7, "4F21A0"),)),
        ("2 envelopes. The last: No. 8.", ((7, "4F21A0"), (8, ""))),
    ],
)
def test_what_lies_in_the_bin_in_words(words, envelopes):
    assert words == envelopes_text(envelopes)


def test_the_slots_own_snapshot_is_understood():
    """From real emulators: open, then with an envelope in the bin."""
    atm = EmulatedAtm()
    atm.cabinet.slot_open(bytes(range(16)), 45, "4F21A0")
    opened = seen(state(atm.world))
    atm.world.slot.put()
    atm.world.slot.set_jam(is_jammed=True)
    after = seen(state(atm.world))

    assert ("waiting", True, ()) == (opened.slot, opened.is_slot_open, opened.envelopes)
    assert ("accepted", False, ((1, "4F21A0"),)) == (
        after.slot,
        after.is_slot_open,
        after.envelopes,
    )
    assert (False, True) == (opened.is_slot_jammed, after.is_slot_jammed)


def test_the_devices_own_snapshot_is_understood():
    """Every part of it that the panel draws, from real emulators."""
    atm = EmulatedAtm()
    atm.world.new_chip_card("alice")
    atm.world.works.fill(1, 40)
    atm.world.works.empty(1)
    atm.world.insert("alice")
    cables = dict.fromkeys(atm.world.devices, True)
    now = seen({**state(atm.world), "cables": cables, "link": "slow"})

    assert ("at_slot", "alice", ("alice",)) == (now.card, now.card_name, now.cards)
    assert Canister(1, 0, 40, is_jammed=False, is_short=False) == now.canister(1)
    assert Part("pin_pad", has_power=True, is_plugged=True) == now.part("pin_pad")
    assert (True, "slow") == (now.is_key_on, now.link)


def test_a_snapshot_of_nothing_reads_as_nothing():
    assert Seen(is_key_on=False) == seen({})


def test_a_broken_printer_is_repaired_as_a_whole():
    """Cover, jam, paper, and what was arranged for the next receipts."""
    now = replace(
        CALM,
        paper="out",
        is_printer_jammed=True,
        is_printer_open=True,
        prints_planned=("lost",),
    )

    assert [
        Deed("printer", {"jam": False}),
        Deed("printer", {"cover": False}),
        Deed("paper", {"lines": printer_deeds.FULL_ROLL}),
        Deed("next_prints", {"faults": []}),
    ] == deeds.repairs(now)
    assert "Receipt printer jammed, and 2 more" == trouble(now, VisitNews(serves=True))


def test_what_the_printer_shows_is_seen():
    """The last receipt, line by line, with how each is printed."""
    atm = EmulatedAtm()
    atm.world.printer.receive(b"\x1bE\x01ATM-1\n\x1bE\x00Fee  none\n\x1dVB\x00")
    atm.world.printer.load_paper(10)
    now = seen(state(atm.world))

    assert (("ATM-1", "bold"), ("Fee  none", "")) == now.slip
    assert (1, "low") == (now.receipts_out, now.paper)
