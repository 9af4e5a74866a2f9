"""The audit works out again what was closed for ever, in every store, and names what differs."""

import json
from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from bank_server.domain.people import Staff, StaffRole
from bank_server.store.memory import memory_store
from tests.contract.bank_store.balanced import FIRST, SECOND, asked, balance, counted
from tests.contract.bank_store.store_world import ATM, World, euros
from tests.contract.bank_store.test_store_balancings import paid
from tests.contract.bank_store.test_store_days import DATES, at_day, close, withdrawn


def lived(world):
    """Two days and two closes of one ATM; the second has a late settlement and a difference."""
    for name in ("alice", "bob"):
        world.store.staff.add(Staff(name, StaffRole.SUPERVISOR, name * 4))
    withdrawn(world)
    late = world.withdraw(world.new_txid(), notes=((1, 2),))
    world.tick(130_000)
    world.settle(world.taken(late))
    balance(world, asked(world, machine=paid(5, 1)))
    withdrawn(world)
    late = world.withdraw(world.new_txid(), notes=((1, 1),))
    at_day(world, 1)
    close(world, 0)
    world.settle(world.taken(late))
    world.transfer(2_000)
    balance(world, asked(world, SECOND, since=FIRST, machine=paid(4, 2),
                         counted=(counted(world, 1, -1), counted(world, 2))))  # fmt: skip
    at_day(world, 2)
    close(world, 1)
    return world


@pytest.fixture(scope="module")
def books():
    world = lived(World(memory_store("boot 1")).furnish())
    return world.store.accounts.snapshot()


def test_every_store_hands_all_closes_to_the_audit_which_finds_nothing(world):
    books = lived(world).store.accounts.snapshot()

    assert [FIRST, SECOND] == [one.balancing_id for one in books.balancings]
    assert [*DATES[:2]] == [day.date for day in books.days]
    assert () == books.findings


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        *((name, {"minor": 1, "currency": "EUR"}) for name in ("dispensed", "loaded", "corrected")),
        *((name, {"minor": 1, "currency": "EUR"}) for name in ("cash", "machine_dispensed")),
        *((name, {"minor": 1, "currency": "EUR"}) for name in ("host_difference",)),
        ("cash_difference", {"minor": 1, "currency": "EUR"}),
        ("host_difference", None),
        ("since", "b" * 32),
        ("since_ms", 1),
        ("at_ms", 1),
        ("number", 7),
    ],
)
def test_a_changed_sum_of_an_atms_close_is_named(books, name, changed):
    first, second = books.balancings
    answer = json.dumps(json.loads(second.answer) | {name: changed})
    found = replace(books, balancings=(first, replace(second, answer=answer))).findings

    assert f"close {ATM} close 2: {name}" in lines(found)


def test_an_answer_that_no_bank_wrote_is_named(books):
    first, second = books.balancings
    found = replace(books, balancings=(first, replace(second, answer="{}"))).findings

    assert [f"close {ATM} close 2: not what this bank writes"] == lines(found)


def test_what_a_former_program_told_and_worked_out_is_left_as_it_stands(books):
    """It knew no `expected_retracted` and no `carried`; all else is checked."""
    first, second = books.balancings
    told, answer = json.loads(second.asked), json.loads(second.answer)
    told["counted"] = [
        {name: value for name, value in one.items() if name != "expected_retracted"}
        for one in told["counted"]
    ]
    answer |= {"carried": None, "cash_difference": {"minor": -7, "currency": "EUR"}}
    former = replace(second, asked=json.dumps(told), answer=json.dumps(answer))
    found = lines(replace(books, balancings=(first, former), days=()).findings)

    assert [] == found


def test_a_close_that_was_taken_away_is_missed(books):
    found = lines(replace(books, balancings=books.balancings[1:]).findings)

    assert f"close {ATM} close 2: number" in found
    assert f"close day {DATES[0]}: ATM {ATM} is left out" not in found
    assert f"close day {DATES[0]}: ATM {ATM}: dispensed" in found


def test_a_moved_end_of_a_period_is_named(books):
    first, second = books.balancings
    moved = replace(first, head=first.head - 1)
    found = lines(replace(books, balancings=(moved, second)).findings)

    assert [f"close {ATM} close 1: dispensed"] == found[:1]


def of_atm(day, **changes):
    atms = [replace(one, **changes) if one.atm_id == ATM else one for one in day.report.atms]
    return with_report(day, atms=tuple(atms))


def with_report(day, **changes):
    return replace(day, report=replace(day.report, **changes))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda day: of_atm(day, booked=euros(1)), f"ATM {ATM}: booked"),
        (lambda day: of_atm(day, loaded=euros(1)), f"ATM {ATM}: loaded"),
        (lambda day: of_atm(day, corrected=euros(1)), f"ATM {ATM}: corrected"),
        (lambda day: of_atm(day, dispensed=euros(1)), f"ATM {ATM}: dispensed"),
        (lambda day: of_atm(day, machine_dispensed=euros(1)), f"ATM {ATM}: machine_dispensed"),
        (lambda day: of_atm(day, host_difference=None), f"ATM {ATM}: host_difference"),
        (lambda day: of_atm(day, cash_difference=euros(1)), f"ATM {ATM}: cash_difference"),
        (lambda day: of_atm(day, cash=euros(1)), f"ATM {ATM}: cash"),
        (lambda day: of_atm(day, open=9), f"ATM {ATM}: open"),
        (lambda day: of_atm(day, balancings=0), f"ATM {ATM}: balancings"),
        (lambda day: with_report(day, atms=day.report.atms[1:]), "is left out"),
        (lambda day: of_atm(day, atm_id="gone"), "ATM gone is not there"),
        (lambda day: with_report(day, transfer_count=2), "transfers"),
        (lambda day: with_report(day, transfers=(euros(1),)), "transfers"),
        (lambda day: with_report(day, verified=(euros(1),)), "verified"),
        (lambda day: with_report(day, sums=(Money(5, "EUR"),)), "sums"),
        (lambda day: with_report(day, after=day.report.after + 1), "its first entry"),
        (lambda day: with_report(day, head=10_000), "its last entry"),
        (lambda day: with_report(day, late_count=0), "late_count"),
        (lambda day: with_report(day, late=(replace(day.report.late[0], began_ms=7),)), "late "),
        (
            lambda day: with_report(day, late=(replace(day.report.late[0], amount=euros(1)),)),
            "late ",
        ),
        (lambda day: replace(day, date=DATES[2]), "the day before it"),
    ],
)
def test_a_changed_sum_of_a_closed_day_is_named(books, change, what):
    first, second = books.days
    found = lines(replace(books, days=(first, change(second))).findings)

    assert [True] == sorted({line.startswith("close day ") for line in found})
    assert what in "\n".join(found)


def lines(found):
    return [f"{each.kind.value} {each.subject}" for each in found]
