"""new-journals: a machine whose journal is lost gets the first key of another one, once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bank_server.contract.message import Hex32, Message, Request
from bank_server.contract.provisionings import TokenText


class NewJournalRequest(Request["NewJournalReply"]):
    """Attributes: token: from staff, after two people have agreed that the journal is lost."""

    token: Annotated[TokenText, Field(repr=False)]


class NewJournalReply(Message):
    """Attributes: journal_key: the first key of the new journal's seal."""

    journal_key: Annotated[Hex32, Field(repr=False)]
