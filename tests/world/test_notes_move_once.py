"""What moves notes is sent once, and with the bank's own voucher or not at all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kiosk.domain.screens import MoneyWords, ScreenId
from tests.world.support.scripts import before_withdrawal, withdraws

MOVES_NOTES = ("DISPENSE", "PRESENT")
MAY_BE_REPEATED = {"OPEN", "GET", "CANCEL"}


def times_sent(scene):
    """How often each command that moves notes was put on the line."""
    reached = scene.machine.moments.reached
    return [sum(f"hsm {name} before" in moment for moment in reached) for name in MOVES_NOTES]


def sent_again(scene):
    """Every command to the HSM that went out more than once."""
    again = [each for each in scene.machine.moments.reached if not each.endswith(" #1")]
    return {each.split()[1] for each in again if each.startswith("hsm ")}


def test_in_an_undisturbed_withdrawal_each_is_sent_once():
    """The ground that the others stand on."""
    scene = before_withdrawal()
    withdraws(scene.alice)

    assert [1, 1] == times_sent(scene)
    assert 5_000 == scene.alice_paid


@pytest.mark.parametrize("command", MOVES_NOTES)
@pytest.mark.parametrize("trouble", ["mute", "late", "unplugged"])
def test_after_silence_the_hsm_is_asked_and_nothing_is_sent_again(trouble, command):
    """GET and CANCEL find out what became of it; the notes were counted once or not at all."""
    scene = before_withdrawal()
    machine = scene.machine
    line = machine.lines["hsm"]
    begin = {
        "mute": lambda: setattr(line, "is_mute", True),
        "late": lambda: line.answers_late.add(command),
        "unplugged": lambda: machine.unplug("hsm"),
    }[trouble]
    scene.at(f"hsm {command} before #1", begin)
    scene.loop.after(6.0, lambda: setattr(line, "is_mute", False))
    scene.loop.after(6.0, lambda: machine.plug("hsm"))
    scene.alice.confirms()
    scene.runs(15)
    scene.rests()

    assert 1 == times_sent(scene)[MOVES_NOTES.index(command)]
    assert sent_again(scene) <= MAY_BE_REPEATED
    scene.audit()
    scene.served_again()
    scene.audit()


def one_bit_of_a_voucher(serve):
    """A line to the bank on which somebody changes one bit of each voucher."""

    def tampering(atm, path, body):
        answer = serve(atm, path, body)
        reply = json.loads(answer.body)
        for part in reply.get("vouchers", ()):
            part["voucher"] = f"{int(part['voucher'], 16) ^ 1:0128x}"
        return replace(answer, body=json.dumps(reply, separators=(",", ":")).encode())

    return tampering


def test_a_voucher_that_was_tampered_with_moves_no_note_and_is_in_the_journal(
    monkeypatch, expect_log
):
    """The honest one is paid right after."""
    expect_log("alarm what=dispense reason=voucher-invalid")
    scene = before_withdrawal()
    machine = scene.machine
    monkeypatch.setattr(scene.bank, "serve", one_bit_of_a_voucher(scene.bank.serve))
    scene.alice.confirms()
    shown = scene.alice.sees(ScreenId.MESSAGE)
    monkeypatch.undo()
    scene.rests()

    assert MoneyWords.NOT_CHARGED == shown.money
    assert {1: 100, 2: 100} == machine.matter.works.whereabouts()["canisters"]
    assert "voucher-invalid" == machine.last_entry("DISPENSE_FAIL")["code"]
    scene.audit()
    scene.served_again()
    scene.audit()
