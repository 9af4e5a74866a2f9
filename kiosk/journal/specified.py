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

KEPT_FREE: Final = (
    *("CARD_RETAINED", "CARDS_REMOVED", "SPEECH_ON", "SPEECH_OFF"),
    *("UPDATE_READY", "UPDATE_INSTALLED", "UPDATE_REFUSED"),
    *("JOURNAL_MASK_LIFTED", "REMOTE_COMMAND"),
)

NOT_YET: Final = (*SPECIFIED, *KEPT_FREE)
