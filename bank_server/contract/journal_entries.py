"""journal-entries: the kiosk's journal comes to the bank, line by line, as it lies on its disk."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, field_validator

from bank_server.contract.message import SEQ_MAX, JournalKeyName, Message, Request

LINE_SIZE_MAX: Final = 8_192
LINE_COUNT_MAX: Final = 200


class JournalEntriesRequest(Request["JournalEntriesReply"]):
    """
    Attributes:
        key: name of the first key of the journal's seal.
        from_seq: of the first line; the others follow without a gap.
        lines: each whole, with its newline.
    """

    key: JournalKeyName
    from_seq: Annotated[int, Field(ge=1, le=SEQ_MAX)]
    lines: Annotated[
        tuple[Annotated[str, Field(min_length=2, max_length=LINE_SIZE_MAX)], ...],
        Field(min_length=1, max_length=LINE_COUNT_MAX),
    ]

    @field_validator("lines")
    @classmethod
    def _are_lines(cls, lines: tuple[str, ...]) -> tuple[str, ...]:
        for line in lines:
            if len(line.encode("utf-8")) > LINE_SIZE_MAX:
                raise ValueError("a line is too long")
            if line.find("\n") != len(line) - 1:
                raise ValueError("a line does not end at its one newline")
        return lines


class JournalEntriesReply(Message):
    """
    Attributes:
        acked_seq: the bank goes on after this entry. It is less than before only after people
            have accepted another course of the journal: then lines are asked for again.
    """

    acked_seq: Annotated[int, Field(ge=0, le=SEQ_MAX)]
