"""The key by which a journal names cards: of its first key, which must not stay with the kiosk.

Who reads a journal knows the same card again and cannot find out which one it is.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from hardware.crypto.secret import Secret

_LABEL: Final = b"atmj/card"


def card_token_key(journal_key: Secret) -> Secret:
    """HMAC-SHA-256(journal key, "atmj/card"), for kiosk and bank."""
    return Secret(hmac.new(journal_key.reveal(), _LABEL, hashlib.sha256).digest())
