"""Whatever happens between two closes: each entry is in one, and the truth is no difference."""

from random import Random

import pytest

from bank_server.domain.balancings import BalanceResult
from bank_server.domain.ledger import AccountKind, internal_account_id
from bank_server.store.memory import memory_store
from tests.contract.bank_store.honest_machine import HonestMachine
from tests.contract.bank_store.store_world import ATM, EUR, World

CASH = internal_account_id(AccountKind.CASH, EUR, ATM)
OPENING = 50_000_000
ACTS = (
    *(HonestMachine.taken,) * 6,
    *(HonestMachine.decided,) * 4,
    *(HonestMachine.balanced,) * 4,
    *(HonestMachine.retracted_notes,) * 2,
    *(HonestMachine.suspect,) * 2,
    *(HonestMachine.loaded,) * 2,
    HonestMachine.reject_bin_emptied,
    HonestMachine.retract_bin_emptied,
    HonestMachine.void,
    HonestMachine.taken_without_a_hold,
    HonestMachine.retracted_without_a_hold,
    HonestMachine.receipt_comes_after_people,
)


def history(seed):
    """The machine, and the replies to its closes."""
    chance = Random(seed)
    machine = HonestMachine(World(memory_store("boot 1")).furnish(OPENING), chance)
    replies = []
    for number in range(80):
        act = chance.choice(ACTS)
        if act is HonestMachine.balanced or number == 79:
            replies.append(close(machine, number))
        else:
            if machine.behind is not None:
                machine.told()
            act(machine)
    return machine, replies


def close(machine, number):
    compared = machine.can_compare
    assert () == machine.world.findings
    came = machine.balanced(f"{number + 1:032x}")
    assert BalanceResult.CLOSED is came.result
    assert 0 == came.reply.cash_difference.minor
    assert not compared or came.reply.host_difference.minor == 0
    return came.reply


@pytest.mark.parametrize("seed", range(16))
def test_each_entry_is_in_one_close_and_honest_people_are_neither_over_nor_short(seed):
    machine, replies = history(seed)
    store = machine.world.store
    sums = [each.loaded.minor - each.dispensed.minor + each.corrected.minor for each in replies]

    assert -store.accounts.account(CASH).balance.minor == sum(sums) == replies[-1].cash.minor
    assert [sum(sums[:n]) for n in range(1, len(sums) + 1)] == [e.cash.minor for e in replies]
    assert list(range(1, len(replies) + 1)) == [each.number for each in replies]
