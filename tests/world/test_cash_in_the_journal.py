"""What the journal says of the cash of one withdrawal, entry by entry."""

from __future__ import annotations

from tests.world.support.scripts import before_withdrawal, withdraws


def test_stacked_and_presented_notes_stand_under_their_transaction():
    scene = before_withdrawal()
    withdraws(scene.alice)
    scene.runs(10)
    machine = scene.machine
    intent = machine.last_entry("INTENT")
    stacked, presented = (machine.last_entry(f"CASH_{word}") for word in ("STACKED", "PRESENTED"))

    assert stacked == {
        "txid": intent["txid"],
        "lines": [
            {"canister": 1, "count": 1, "rejected": 0},
            {"canister": 2, "count": 2, "rejected": 0},
        ],
    }
    assert presented == {key: intent[key] for key in ("txid", "amount", "lines")}
