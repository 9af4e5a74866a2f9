"""What the HSM does first when power comes back: make the open transaction final.

Decided by the stage in memory and by the sensors. Source: docs/protocols.md, section 4.
"""

from __future__ import annotations

from typing import assert_never

from hardware.crypto.record import NOT_COUNTED, TxnOutcome
from hardware.emulators.dispenser import (
    begin_retracting,
    conclude_rejected,
    conclude_retracting,
)
from hardware.emulators.hsm_state import Stage, Transaction
from hardware.emulators.vault import Vault


def recover(vault: Vault) -> None:
    """May itself lose power at any moment and be run again. Raises PowerLost."""
    cur = vault.state.cur
    if cur is None:
        return
    match cur.stage:
        case Stage.FINAL:
            if vault.works.is_path_occupied:
                # Power failed between the record and the motion: nothing may lie under the next.
                vault.works.purge()
        case Stage.OPEN:
            vault.finish(cur, TxnOutcome.VOID)
        case Stage.PICKING | Stage.STACKED:
            vault.works.purge()
            vault.power.moment("rejected")
            conclude_rejected(vault, cur)
        case Stage.PRESENTED:
            _recover_presented(vault, cur)
        case Stage.RETRACTING:
            # Some may have gone back before power failed: nobody counted them.
            conclude_retracting(vault, cur, is_counted=False)
        case _:
            assert_never(cur.stage)


def _recover_presented(vault: Vault, cur: Transaction) -> None:
    match vault.works.stack_sheet_count():
        case None:
            for line in cur.lines:
                line.is_uncertain = line.presented > 0
                line.retracted = NOT_COUNTED if line.presented else 0
            # Written first: once notes have moved, an empty shutter would look like taken cash.
            vault.finish(cur, TxnOutcome.SUSPECT)
            vault.works.retract()
        case 0:
            vault.works.close_shutter()
            vault.finish(cur, TxnOutcome.TAKEN)
        case _:
            begin_retracting(vault, cur)
            conclude_retracting(vault, cur)
