"""Sizes and bounds that voucher and record share; whoever only reads a record needs no cipher."""

from __future__ import annotations

from typing import Final

TXID_SIZE: Final = 16
TICKET_SIZE: Final = 16
CANISTER_MAX: Final = 8
NOTES_PER_LOAD_MAX: Final = 65_535
