"""How a lock comes to accept an order: the order, its path, then its signature in pieces.

Nothing is believed before the last byte of the signature, and nothing of it outlives a refusal.
Time first, because it is cheap: an order has a window, and a lock whose clock is doubtful takes
only an order that sets it, whose window holds the live time and does not end before the time that
the lock had saved; nor is it set back before that. So pulling the batteries revives no order whose
time the lock has seen end.
"""

from __future__ import annotations

from typing import Final

from hardware.locks.audit_entry import Deed, Who, WhoKind
from hardware.locks.cable import PIECE_SIZE_MAX, Answer, CableRefusal, State
from hardware.locks.firmware import memory_map, standing_order
from hardware.locks.firmware.parts import Parts
from hardware.locks.hotel_time import QUARTER_S
from hardware.locks.lms import StreamingVerifier
from hardware.locks.lms_sets import PublicKey
from hardware.locks.order_commands import BadOrder, SetClock
from hardware.locks.orders import ORDER_SIZE_MAX, Order
from hardware.locks.rounds import BadPath, Path, message_of

# A crystal that is too fast by 100 ppm is ahead by so much after half a year, and no more.
DRIFT_S: Final = 2 * QUARTER_S

_OFFSET_SIZE: Final = 2


def take_order(parts: Parts, live: int, content: bytes) -> None:
    """Hold it until its signature came. Raises CableRefusal."""
    want_owned(parts)
    if len(content) > ORDER_SIZE_MAX:
        raise CableRefusal(Answer.LENGTH)
    try:
        order = Order.decode(content)
    except BadOrder:
        raise CableRefusal(Answer.BAD_ORDER) from None
    _want_ours(parts, order)
    want_in_time(parts, order)
    want_live(parts, order, live)
    standing_order.hold_waiting(parts.memory, content)


def take_path(parts: Parts, content: bytes) -> None:
    """Work out what must be signed. Raises CableRefusal."""
    want_owned(parts)
    waiting, order = _waiting(parts)
    try:
        path = Path.decode(content)
    except BadPath:
        raise CableRefusal(Answer.VALUE) from None
    message = message_of(parts.crypto, waiting, order.hotel, order.q, path)
    verifier = StreamingVerifier(parts.crypto, _public_key(parts), message=message)
    standing_order.hold_stream(parts.memory, verifier.state())


def take_signature(parts: Parts, content: bytes) -> int:
    """The next piece; the order is accepted with the last. Raises CableRefusal.

    Returns bytes taken. A piece that was taken before is refused as out of step.
    """
    want_owned(parts)
    if not _OFFSET_SIZE < len(content) <= _OFFSET_SIZE + PIECE_SIZE_MAX:
        raise CableRefusal(Answer.LENGTH)
    waiting, order = _waiting(parts)
    state = standing_order.stream(parts.memory)
    if not state:
        raise CableRefusal(Answer.OUT_OF_STEP)
    verifier = StreamingVerifier(parts.crypto, _public_key(parts), state=state)
    if int.from_bytes(content[:_OFFSET_SIZE], "big") != verifier.taken:
        raise CableRefusal(Answer.OUT_OF_STEP)
    verifier.feed(content[_OFFSET_SIZE:])
    if verifier.is_good and verifier.q == order.q:
        _accept(parts, waiting, order)
    elif verifier.is_good or verifier.is_bad:
        standing_order.drop_waiting(parts.memory)
        parts.memory.commit(parts.audit.noting(Deed.ORDER_REFUSED, by(order.q)))
        raise CableRefusal(Answer.BAD_SIGNATURE)
    else:
        standing_order.hold_stream(parts.memory, verifier.state())
    return verifier.taken


def waiting_q_and_taken(parts: Parts) -> tuple[int, int] | None:
    """For HELLO: what came so far of an order that is not accepted yet."""
    try:
        _, order = _waiting(parts)
    except CableRefusal:
        return None
    state = standing_order.stream(parts.memory)
    if not state:
        return None
    return order.q, StreamingVerifier(parts.crypto, _public_key(parts), state=state).taken


def want_owned(parts: Parts) -> None:
    if parts.memory.number(memory_map.STATE) != State.OWNED:
        raise CableRefusal(Answer.NOT_OWNED)


def want_in_time(parts: Parts, order: Order) -> None:
    """Whether now lies in the order's window, as far as this lock can tell. Raises CableRefusal."""
    now = parts.clock.now()
    if now > order.not_after:
        # Of a doubtful clock too: it runs late, so what it has seen end has ended.
        raise CableRefusal(Answer.EXPIRED)
    if parts.clock.is_doubtful and not _sets_clock(order):
        raise CableRefusal(Answer.CLOCK_DOUBTFUL)
    if not parts.clock.is_doubtful and now < order.not_before:
        raise CableRefusal(Answer.TOO_EARLY)


def want_live(parts: Parts, order: Order, live: int) -> None:
    """Whether the clock may be set to what the programmer says. Raises CableRefusal."""
    if not _sets_clock(order):
        return
    if not order.not_before <= live <= order.not_after:
        raise CableRefusal(Answer.LIVE_TIME)
    if parts.clock.is_doubtful and live < parts.clock.now() - DRIFT_S:
        # Set back by whoever pulled the batteries, it would forget that orders have ended.
        raise CableRefusal(Answer.LIVE_TIME)


def by(q: int) -> Who:
    """For the audit: the programmer, with the leaf of its order."""
    return Who(WhoKind.PROGRAMMER, q & 0xFF_FFFF)


def _accept(parts: Parts, content: bytes, order: Order) -> None:
    _want_ours(parts, order)
    parts.memory.commit(
        [
            *standing_order.accepting(content, order),
            *parts.audit.noting(Deed.ORDER_TAKEN, by(order.q)),
        ]
    )


def _sets_clock(order: Order) -> bool:
    return isinstance(order.commands[0], SetClock)


def _want_ours(parts: Parts, order: Order) -> None:
    if order.hotel != parts.memory.number(memory_map.HOTEL):
        raise CableRefusal(Answer.HOTEL)
    if order.lock != parts.memory.number(memory_map.LOCK):
        raise CableRefusal(Answer.LOCK)
    if order.q < parts.memory.number(memory_map.NEXT_LEAF):
        raise CableRefusal(Answer.OLD)


def _waiting(parts: Parts) -> tuple[bytes, Order]:
    content = standing_order.waiting(parts.memory)
    try:
        return content, Order.decode(content)
    except BadOrder:
        raise CableRefusal(Answer.NO_ORDER) from None


def _public_key(parts: Parts) -> PublicKey:
    return PublicKey.from_bytes(parts.memory.read(memory_map.PUBLIC_KEY))
