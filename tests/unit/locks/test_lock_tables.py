"""`./atm locks memory` and `./atm locks cost` print what is, and the numbers stand."""

import pytest

from hardware.locks import __main__ as locks
from hardware.locks import cost, memory_table
from hardware.locks.firmware.memory_map import MAP


def test_the_memory_is_printed_range_by_range(capsys):
    code = locks.main(["memory"])
    printed = capsys.readouterr().out

    assert (0, memory_table.table()) == (code, printed)
    assert len(MAP) == sum(1 for each in MAP if f" {each.name} " in printed)
    assert "15,566 of 16,384 bytes used" in printed


def test_each_answer_costs_what_the_page_says():
    found = [(each.answer, each.ms) for each in cost.answers()]

    assert [
        ("opens", 4), ("opens", 8), ("opens", 12), ("opens", 70),
        ("CHAIN", 68), ("ALTERED", 2),
        ("OLD", 0), ("AHEAD", 0), ("ROOM", 0), ("HOTEL", 0), ("EXPIRED", 0),
        ("opens", 2), ("opens", 6), ("opens", 64), ("opens", 72),
        ("AHEAD", 0), ("PERIOD", 0), ("NO_SLOT", 0),
    ] == found  # fmt: skip


def test_other_designs_cost_what_the_page_says():
    assert [200, 600, 2, 2] == [each.ms for each in cost.other_designs()]


def test_the_costs_are_printed_with_the_worst(capsys):
    code = locks.main(["cost"])
    printed = capsys.readouterr().out

    assert 0 == code
    assert "worst 72 ms of the 100 allowed" in printed


def test_an_unknown_command_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as ended:
        locks.main(["no-such"])

    assert 2 == ended.value.code
    assert "invalid choice" in capsys.readouterr().err
