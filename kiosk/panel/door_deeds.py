"""What a click does at the service door's lock: a dispatcher's work order, and who puts it in."""

from __future__ import annotations

from typing import Final

from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.seen import Seen

HOURS: Final = 2


def order_clicked(_: Seen) -> Deed:
    """The dispatcher issues a work order; it is then in the technician's hand."""
    return Deed("work_order", {"hours": HOURS})


def present_clicked(now: Seen) -> Deed:
    """Puts the newest one into the lock. Raises NotNow."""
    if not now.orders:
        raise NotNow("Nobody was sent yet. Send a technician first.")
    return Deed("present", {"card": now.orders[-1]})


def want_unlocked(now: Seen) -> None:
    """Raises NotNow: the bolt is shut."""
    if now.lock and not now.is_unlocked:
        raise NotNow("The service door is locked. Put a work order into its lock.")


def lock_text(now: Seen) -> str:
    """`Lock 4711:12: locked. In hand: order-3.` Empty where none is fitted."""
    if not now.lock:
        return ""
    hand = f" In hand: {now.orders[-1]}." if now.orders else ""
    return f"Lock {now.lock}: {'unlocked' if now.is_unlocked else 'locked'}.{hand}"
