"""How a card comes out: first the disk, then the stripe, then a look at what is on the stripe.

    1 commit   the index, the copy and the card's row are on the disk, fsynced
    2 write    the stripe
    3 read     and compare
    4 commit   the card was made; what hangs on it (the stay, the new date) is true from now on

Whatever ends it in between leaves an index that is used up and a card that the file knows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NoReturn

from hardware.crypto.secret import Secret
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.stripe_writer import StripeWriter, WriterFault

_AGAIN: Final = "Take another card and do it again. Nothing else is lost"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be on a card. card: its row; stripe: 52 bytes."""

    card: int
    stripe: Secret = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class CardMade:
    """A card that was written and read back.

    Attributes:
        holder: a room's number, or a member of staff's name.
        index: of the room's chain; for staff the period.
        card: which card the writer says it was.
        advice: what the clerk should say or do, in sentences.
    """

    holder: str
    index: int
    copy: int
    opens_from: datetime
    opens_until: datetime
    card: str
    advice: tuple[str, ...] = ()


def issue(
    store: Store,
    writer: StripeWriter,
    name: str,
    drafted: Callable[[Deed], Draft],
    made: Callable[[Deed], None],
    again: str = _AGAIN,
) -> str:
    """Play the four steps; answers which card was written. Raises DeskRefusal.

    drafted: commits to an index, in step 1. made: what becomes true in step 4. again: what the
    clerk does if the card failed.
    """
    with store.deed(name) as deed:
        draft = drafted(deed)
    stripe = draft.stripe.reveal()
    try:
        card = writer.write(stripe)
        store.step(f"{name}: written")
        found = writer.read()
        store.step(f"{name}: read back")
    except WriterFault as fault:
        _failed(store, name, draft.card, f"{fault}"[:1].upper() + f"{fault}"[1:], again)
    if found != stripe:
        _failed(store, name, draft.card, "What was read back is not what was written", again)
    try:
        with store.deed(f"{name}-made") as deed:
            deed.sql.execute(
                "UPDATE card SET state = 'written' WHERE card = :card", {"card": draft.card}
            )
            deed.told["card"] = card
            made(deed)
    except DeskRefusal as refusal:
        raise DeskRefusal(
            refusal.reason,
            "The card was written, but the desk could not note it: do not hand it out. "
            + refusal.words,
        ) from refusal
    return card


def begun(deed: Deed, *, lock: int, generation: int, k: int, copy: int, is_new: bool) -> int:
    """The row of a guest's card that is about to be written."""
    return _row(deed, lock, generation, k, copy, None, is_new=is_new)


def begun_for_staff(deed: Deed, *, serial: int, epoch: int, period: int) -> int:
    return _row(deed, None, epoch, period, 0, serial, is_new=False)


def _row(
    deed: Deed,
    lock: int | None,
    generation: int,
    k: int,
    copy: int,
    serial: int | None,
    *,
    is_new: bool,
) -> int:
    row = deed.sql.execute(
        """INSERT INTO card (lock, generation, k, copy, serial, is_new, begun, state)
        VALUES (:lock, :generation, :k, :copy, :serial, :is_new, :begun, 'begun') RETURNING card""",
        {
            "lock": lock,
            "generation": generation,
            "k": k,
            "copy": copy,
            "serial": serial,
            "is_new": int(is_new),
            "begun": deed.now,
        },
    ).fetchone()
    return int(row[0])


def _failed(store: Store, name: str, card: int, words: str, again: str) -> NoReturn:
    # If the disk fails as well, the row stays `begun`, and the next start calls it unknown.
    with contextlib.suppress(DeskRefusal), store.deed(f"{name}-failed") as deed:
        deed.sql.execute("UPDATE card SET state = 'failed' WHERE card = :card", {"card": card})
    raise DeskRefusal(Reason.WRITER, f"{words}. {again}")
