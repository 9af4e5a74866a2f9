"""How a card comes out: first the disk, then the stripe, then a look at what is on the stripe.

    1 commit   the index, the copy and the card's row are on the disk, fsynced
    2 write    the stripe
    3 read     and compare
    4 commit   the card was made; what hangs on it (the stay, the new date) is true from now on

Whatever ends it in between leaves an index that is used up and a card that the file knows. The
refusal says what is known of the card: not touched, unknown, or written and not noted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NoReturn

from hardware.crypto.secret import Secret
from hardware.errors import Outcome
from hardware.locks.desk.refusals import CardIs, DeskRefusal, FailedCard, Reason
from hardware.locks.desk.store import Deed, Store
from hardware.locks.desk.stripe_writer import StripeWriter, WriterFault

AGAIN: Final = "do it again"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be on a card.

    Attributes:
        card: its row. stripe: 52 bytes.
        holder, index, serial: see FailedCard.
        again: what the clerk does if the card failed, such as `do it again`.
        known: of somebody who got a place: that it is so already, as a sentence; else empty.
    """

    card: int
    stripe: Secret = field(repr=False, compare=False)
    holder: str
    index: int | None = None
    serial: int | None = None
    again: str = AGAIN
    known: str = ""


@dataclass(frozen=True, slots=True)
class CardMade:
    """A card that was written and read back.

    Attributes:
        holder: a room's number, or a member of staff's name.
        index: of the room's chain; for staff the period.
        serial: of the member of staff; None for a guest's card.
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
    serial: int | None = None


def issue(
    store: Store,
    writer: StripeWriter,
    name: str,
    drafted: Callable[[Deed], Draft],
    made: Callable[[Deed], None],
) -> str:
    """Play the four steps; answers which card was written. Raises DeskRefusal.

    drafted: commits to an index, in step 1. made: what becomes true in step 4.
    """
    drafts: list[Draft] = []
    try:
        with store.deed(name) as deed:
            drafts.append(drafted(deed))
    except DeskRefusal as refusal:
        if not refusal.is_done:
            raise
        # The index is on the disk, which is all that has to be before the card is touched.
    (draft,) = drafts
    stripe = draft.stripe.reveal()
    state = CardIs.UNTOUCHED
    try:
        card = writer.write(stripe)
        state = CardIs.UNKNOWN
        store.step(f"{name}: written")
        found = writer.read()
        store.step(f"{name}: read back")
    except WriterFault as fault:
        if fault.outcome is not Outcome.NOT_DONE:
            state = CardIs.UNKNOWN
        _failed(store, name, draft, f"{fault}"[:1].upper() + f"{fault}"[1:], state)
    if found != stripe:
        words = "What was read back is not what was written"
        _failed(store, name, draft, words, CardIs.UNKNOWN)
    try:
        with store.deed(f"{name}-made") as deed:
            deed.sql.execute(
                "UPDATE card SET state = 'written' WHERE card = :card", {"card": draft.card}
            )
            deed.told["card"] = card
            made(deed)
    except DeskRefusal as refusal:
        if refusal.is_done:
            words = f"The card is good and noted: hand it out. {refusal.words}"
            left = _left(draft, CardIs.NOTED)
            raise DeskRefusal(refusal.reason, words, left, is_done=True) from refusal
        # Its further words are about a deed of which nothing was done, which is not so here.
        why = refusal.words.partition(". ")[0]
        card_left = _left(draft, CardIs.WRITTEN)
        words = (
            f"The card was written and opens {card_left.opens}, but the desk could not note it: do "
            f"not hand it out. {why}. {_known(draft)}Mend that, then lay the same card in and "
            f"{draft.again}"
        )
        raise DeskRefusal(refusal.reason, words, card_left) from refusal
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


def _failed(store: Store, name: str, draft: Draft, why: str, state: CardIs) -> NoReturn:
    # If the disk fails as well, the row stays `begun`, and the next start calls it unknown.
    with contextlib.suppress(DeskRefusal), store.deed(f"{name}-failed", card=state.value) as deed:
        deed.sql.execute(
            "UPDATE card SET state = 'failed' WHERE card = :card", {"card": draft.card}
        )
    left = _left(draft, state)
    if state is CardIs.UNTOUCHED:
        words = f"{why}. No card was written. {_known(draft)}Take another card and {draft.again}"
    else:
        words = (
            f"{why}. Nobody knows whether that card was written: it may open {left.opens}. "
            f"{_known(draft)}Lay it in once more, or destroy it and take another card, and "
            f"{draft.again}"
        )
    raise DeskRefusal(Reason.WRITER, f"{words}. Nothing else is lost", left)


def _known(draft: Draft) -> str:
    return f"{draft.known}. " if draft.known else ""


def _left(draft: Draft, state: CardIs) -> FailedCard:
    return FailedCard(state, draft.holder, draft.index, draft.serial, bool(draft.known))
