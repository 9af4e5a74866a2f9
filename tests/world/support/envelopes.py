"""A customer with an envelope, and every moment of what becomes of it."""

from __future__ import annotations

from typing import Final

from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.transactions import Transaction, TransactionState
from kiosk.domain.screens import ScreenId
from kiosk.domain.supervisor import takes_envelopes
from tests.world.support.customer import Customer
from tests.world.support.scene import Scene

PATIENCE_S: Final = 70.0
RESULTS: Final = ("DEPOSIT_INSERTED", "DEPOSIT_NOT_INSERTED", "DEPOSIT_FAIL")


def before_deposit(*, quick: bool = True) -> Scene:
    """An amount is on the screen, to be confirmed; moments count from here.

    quick: the envelope goes in as soon as it can.
    """
    scene = Scene().with_quick_hands()
    comes_with_envelope(scene, quick=quick)
    scene.runs(0.1)
    scene.machine.moments.begin()
    return scene


def comes_with_envelope(scene: Scene, *, quick: bool = True) -> None:
    """Up to the question whether this is to be put in."""
    scene.machine.matter.use_hands(card=True, envelope=quick)
    scene.alice.enters()
    scene.alice.chooses("deposit")
    scene.alice.sees(ScreenId.DEPOSIT_AMOUNT)
    scene.alice.presses("5000E")
    scene.alice.sees(ScreenId.DEPOSIT_CONFIRM)


def deposits(customer: Customer) -> None:
    """From the confirmation until the machine is idle."""
    customer.confirms()
    customer.sees(ScreenId.DEPOSIT_DONE)
    customer.presses("E")
    customer.sees(ScreenId.ANOTHER)
    customer.presses("X")
    customer.sees(ScreenId.ATTRACT, within_s=PATIENCE_S)


def booked(scene: Scene) -> list[Transaction]:
    """The bank's deposits."""
    return [each for each in scene.bank.transactions if each.operation == "deposit"]


def in_the_bin(scene: Scene) -> int:
    return len(scene.machine.matter.envelopes.bin)


def agrees(scene: Scene, *, alarms: tuple[str, ...] = ()) -> None:
    """At rest: journal, slot and bank say the same of the one deposit, and matter bears it out."""
    machine = scene.machine
    told = [code for code in machine.entries if code in RESULTS]
    states = [each.state for each in booked(scene)]
    results = [each.envelope.result for each in booked(scene) if each.envelope is not None]
    assert len(told) <= 1
    assert len(told) <= machine.entries.count("DEPOSIT_CONFIRMED")
    assert len(states) <= 1
    if told == ["DEPOSIT_INSERTED"]:
        assert ([TransactionState.PENDING], [EnvelopeResult.ACCEPTED]) == (states, results)
        assert 1 == in_the_bin(scene)
    elif told == ["DEPOSIT_FAIL"]:
        assert ([TransactionState.PENDING], [EnvelopeResult.UNKNOWN]) == (states, results)
        assert not takes_envelopes(machine.core._supervision.conditions)
    else:
        assert 0 == in_the_bin(scene)
        assert not {TransactionState.AWAITED, TransactionState.PENDING} & set(states)
    scene.audit(alarms=alarms)
