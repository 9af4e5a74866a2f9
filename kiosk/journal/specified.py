"""Entries for what this machine cannot do yet: specified now, so that whoever builds it need not.

And the names that are kept free for what nobody needs of a machine of this kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.journal.event_base import Actor

TXID: Final = "as everywhere"
WHO: Final = "name of the person, as logged in at the machine"


@dataclass(frozen=True, slots=True)
class Specified:
    """
    Attributes:
        missing: what has to be built first.
        fields: name -> meaning.
        out: where it is not `ok`.
        reason: what its reason code is; empty if it has none.
    """

    actor: Actor
    when: str
    missing: str
    fields: Mapping[str, str] = field(default_factory=dict)
    out: str = ""
    reason: str = ""


SPECIFIED: Final[Mapping[str, Specified]] = {}

_NO_RETENTION: Final = "no card is kept for good: each one is given back"
_NO_SPEECH: Final = (
    "this machine cannot speak yet; each screen has its words in the order in which it would"
)
_NO_UPDATES: Final = "the program is changed while it does not run; SYSTEM_START names it"

# By name: why nothing can make it.
KEPT_FREE: Final[Mapping[str, str]] = {
    "CARD_RETAINED": _NO_RETENTION,
    "CARDS_REMOVED": _NO_RETENTION,
    "SPEECH_ON": _NO_SPEECH,
    "SPEECH_OFF": _NO_SPEECH,
    "UPDATE_READY": _NO_UPDATES,
    "UPDATE_INSTALLED": _NO_UPDATES,
    "UPDATE_REFUSED": _NO_UPDATES,
    "JOURNAL_MASK_LIFTED": "nothing lies behind the mask: the journal never had more",
    "REMOTE_COMMAND": "the bank's two orders, to stop and to stop cash, are in MODE_CHANGED",
}

NOT_YET: Final = (*SPECIFIED, *KEPT_FREE)
