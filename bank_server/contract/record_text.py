"""An HSM's record on the wire: hex of a header, one line a canister, and the tag."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from bank_server.contract.message import CANISTER_COUNT_MAX

HEADER_SIZE: Final = 52
LINE_SIZE: Final = 22
MAC_SIZE: Final = 16
RECORD_SIZE_MIN: Final = HEADER_SIZE + LINE_SIZE + MAC_SIZE
RECORD_SIZE_MAX: Final = HEADER_SIZE + CANISTER_COUNT_MAX * LINE_SIZE + MAC_SIZE


def _whole_lines(text: str) -> str:
    if (len(text) - 2 * (HEADER_SIZE + MAC_SIZE)) % (2 * LINE_SIZE):
        raise ValueError("not a whole number of lines")
    return text


RecordText = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]+$", min_length=2 * RECORD_SIZE_MIN, max_length=2 * RECORD_SIZE_MAX),
    AfterValidator(_whole_lines),
]
