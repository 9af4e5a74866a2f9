"""What a click does at the service door's lock: a work order, who puts it in, its batteries."""

from __future__ import annotations

from typing import Final

from kiosk.panel.deed import Deed, NotNow
from kiosk.panel.seen import Seen

HOURS: Final = 2

_NEXT_CHARGE: Final = {"good": "low", "low": "dead", "dead": "good"}


def order_clicked(_: Seen) -> Deed:
    """The dispatch office issues a work order; it is then in the technician's hand."""
    return Deed("work_order", {"hours": HOURS})


def present_clicked(now: Seen) -> Deed:
    """Puts the newest one into the lock. Raises NotNow."""
    if not now.orders:
        raise NotNow("Nobody was sent yet. Send a technician first.")
    return Deed("present", {"card": now.orders[-1]})


def charge_clicked(now: Seen) -> Deed:
    """The batteries become low, then dead; then others are put in."""
    return Deed("door_lock", {"battery": _NEXT_CHARGE.get(now.lock_charge, "good")})


def clock_clicked(_: Seen) -> Deed:
    """The batteries come out and go in again, and the clock is in doubt."""
    return Deed("door_lock", {"clock": "doubtful"})


def want_unlocked(now: Seen) -> None:
    """Raises NotNow: the bolt is shut."""
    if now.lock and not now.is_unlocked:
        raise NotNow("The service door is locked. Put a work order into its lock.")


def lock_text(now: Seen) -> str:
    """`Lock 4711:12: locked, battery low. In hand: order-3.` Empty where none is fitted."""
    if not now.lock:
        return ""
    hand = f" In hand: {now.orders[-1]}." if now.orders else ""
    stands = (
        "unlocked" if now.is_unlocked else "locked",
        "" if now.lock_charge == "good" else f"battery {now.lock_charge}",
        "clock in doubt" if now.is_lock_doubtful else "",
    )
    return f"Lock {now.lock}: {', '.join(filter(None, stands))}.{hand}"
