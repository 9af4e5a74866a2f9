"""A customer with an envelope, and every moment of what becomes of it."""

from __future__ import annotations

from typing import Final

from bank_server.contract.money import Money
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.transactions import Transaction, TransactionState
from bank_server.service.staff_accounts import account_id_of
from kiosk.domain.screens import ScreenId
from kiosk.domain.supervisor import takes_envelopes
from kiosk.domain.transactions.orders import DepositOrder
from tests.world.support.bank_house import CURRENCY
from tests.world.support.customer import Customer
from tests.world.support.scene import ALICE, Scene

CLAIMED: Final = Money(50_00, CURRENCY)
TXID: Final = b"deposit of alice"
PATIENCE_S: Final = 70.0
RESULTS: Final = ("DEPOSIT_INSERTED", "DEPOSIT_NOT_INSERTED", "DEPOSIT_FAIL")


def before_deposit(*, quick: bool = True) -> Scene:
    """At the menu; moments count from here. quick: the envelope goes in as soon as it can."""
    scene = Scene().with_quick_hands()
    scene.machine.matter.use_hands(envelope=quick)
    scene.alice.enters()
    scene.runs(0.1)
    scene.machine.moments.begin()
    return scene


def begins(customer: Customer) -> None:
    """As the visit does it once the customer has confirmed."""
    core, life = customer.machine.core, customer.machine.life
    order = DepositOrder(TXID, account_id_of(ALICE), CLAIMED)
    life.post(lambda: core._transactions.begin_deposit(order, core._visit))
    customer.waits(0.001)


def deposits(customer: Customer) -> None:
    """From the confirmation until the machine is idle."""
    begins(customer)
    customer.waits(5.0)
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
