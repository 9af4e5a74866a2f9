"""The bank's log: an event and key=value, only from fields on a list, always one line.

Text that others sent is quoted and escaped, so no name can forge a second line or move a
terminal's cursor. Nothing secret has a field here.
"""

from __future__ import annotations

import json
import logging
from typing import Final

LOGGER_NAME: Final = "bank"
TEXT_SIZE_MAX: Final = 200

FIELDS: Final = frozenset(
    {
        "admin_port", "atm", "canister", "code", "command", "count", "delay_ms", "drift",
        "error", "error_id", "item", "journal_seq", "kind", "name", "operation", "operator",
        "path", "pid", "port", "reason", "role", "serial", "setting", "state", "status",
        "store", "txid", "what", "where", "why",
    }
)  # fmt: skip

_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/")

FieldValue = str | int | bool | None


class EventLog:
    """Writes events to the standard logger `bank`. Safe from any thread."""

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logger or logging.getLogger(LOGGER_NAME)

    def info(self, event: str, **fields: FieldValue) -> None:
        """Something that happened as it should."""
        self._logger.info("%s", line(event, **fields))

    def warning(self, event: str, **fields: FieldValue) -> None:
        """Something that a person should look at."""
        self._logger.warning("%s", line(event, **fields))


def line(event: str, **fields: FieldValue) -> str:
    """One log line. A field that is not on the list is a fault of ours."""
    unknown = fields.keys() - FIELDS
    assert not unknown, f"log fields not allowed: {sorted(unknown)}"
    return " ".join([event, *(f"{name}={_text(value)}" for name, value in fields.items())])


def _text(value: FieldValue) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if len(text) > TEXT_SIZE_MAX:
        text = text[:TEXT_SIZE_MAX] + "…"
    if text and _PLAIN.issuperset(text):
        return text
    # json escapes control characters and, as ASCII, everything that a terminal might act on.
    return json.dumps(text).replace("\x7f", "\\u007f")
