"""Receipts that came out during a soak: each once, whatever runs of the printer there were."""

from __future__ import annotations

from kiosk.workbench.soak.slips import Slips

FIRST = {"number": 1, "taken": True, "lines": [["Reference A123", ""], ["70.00 EUR", "bold"]]}
SECOND = {"number": 2, "taken": False, "lines": [["Reference B456", ""], ["70.00 EUR", "bold"]]}


def world(*slips):
    return {"printer": {"receipts": [*slips]}}


def test_what_lies_there_at_several_looks_is_one_receipt():
    slips = Slips()
    slips.seen(world(FIRST), 1)
    slips.seen(world(FIRST, SECOND), 1)

    assert [] == list(slips.twice())
    assert 2 == len(slips.texts)


def test_a_receipt_that_is_printed_again_after_a_restart_is_found():
    slips = Slips()
    slips.seen(world(FIRST), 1)
    slips.seen(world(FIRST), 2)

    assert ["receipts: 2 are alike, of 2 lines"] == list(slips.twice())


def test_half_a_receipt_that_is_cut_off_is_none():
    half = {"number": 1, "taken": False, "lines": [["The machine on your desk", "centred"]]}
    slips = Slips()
    slips.seen(world(half), 1)
    slips.seen(world(half), 2)

    assert {} == slips.texts
