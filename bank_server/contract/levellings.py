"""levellings: an ATM has told a restored bank everything, and its HSM's record shows it."""

from __future__ import annotations

from bank_server.contract.message import Hex16, Message, Request
from bank_server.contract.record_text import RecordText


class LevellingRequest(Request["LevellingReply"]):
    """
    Attributes:
        restoration: as the heartbeat's answer named it.
        status: a STATUS record of the HSM that bears this name as its nonce.
    """

    restoration: Hex16
    status: RecordText


class LevellingReply(Message):
    """
    Attributes:
        is_level: False if the HSM has moved notes that the bank knows nothing of; people look.
    """

    is_level: bool
