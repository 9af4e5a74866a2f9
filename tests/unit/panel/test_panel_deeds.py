"""What a click on the panel does, as things are."""

from dataclasses import replace

import pytest

from hardware.emulators.snapshot import state
from kiosk.panel import deeds
from kiosk.panel.deeds import Deed, NotNow
from kiosk.panel.hints import FIRST, FOLLOW, PIN, TAKE_CARD, TAKE_CASH, Practice, hint, trouble
from kiosk.panel.seen import Canister, Part, Seen, seen
from tests.unit.emulators.emulated_atm import EmulatedAtm

CALM = Seen(
    cards=("alice", "bob"),
    canisters=(Canister(1, 100, 0, is_jammed=False, is_short=False),),
    parts=(Part("hsm", has_power=True, is_plugged=True),),
    link="up",
)
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
    ("now", "practice", "wanted"),
    [
        (CALM, Practice.NEW, FIRST),
        (CALM, Practice.VISITING, ""),
        (at("latched", pad_mode="pin"), Practice.VISITING, PIN),
        (at("latched", pad_mode="keys"), Practice.VISITING, FOLLOW),
        (at("at_slot", is_given_back=True), Practice.VISITING, TAKE_CARD),
        (replace(CALM, at_shutter=((1, 2),)), Practice.VISITING, TAKE_CASH),
        (at("latched", pad_mode="pin"), Practice.DONE, ""),
        (replace(CALM, at_shutter=((1, 2),)), Practice.DONE, TAKE_CASH),
        (at("at_slot", is_given_back=True), Practice.DONE, TAKE_CARD),
    ],
)
def test_a_first_visit_is_led_step_by_step_and_later_ones_only_to_what_waits(now, practice, wanted):
    assert wanted == hint(now, practice)


def test_trouble_names_the_first_fault_and_counts_the_others():
    assert "" == trouble(CALM)
    assert "Link to the bank down, and 10 more" == trouble(BROKEN)


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
