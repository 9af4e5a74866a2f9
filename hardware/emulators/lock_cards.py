"""What a card for the door lock says of itself, as anybody may read it."""

from __future__ import annotations

from hardware.locks.keycard import BadStripe, GuestCard, decode


def guest_card(stripe: bytes) -> GuestCard | None:
    """None for a card of another kind, or none at all."""
    try:
        card = decode(stripe)
    except BadStripe:
        return None
    return card if isinstance(card, GuestCard) else None


def index_of(stripe: bytes) -> int:
    """0 for a card without one."""
    card = guest_card(stripe)
    return 0 if card is None else card.index
