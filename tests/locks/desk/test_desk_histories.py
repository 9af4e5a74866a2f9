"""Random weeks at a desk, with failing writers, restarts and restores, beside a simple lock."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from hardware.locks.desk.desk import Desk
from hardware.locks.desk.issuing import CardMade
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.stripe_writer import CardFolder, WriterFault
from tests.locks.desk.desk_kit import Hotel, chance

WINDOW = 32
DEEDS = 70


class Moody(CardFolder):
    """Fails for a quarter of the cards, before or after it has written."""

    def __init__(self, folder: Path, drawn: random.Random) -> None:
        super().__init__(folder)
        self.drawn = drawn

    def write(self, stripe: bytes) -> str:
        if self.drawn.random() < 0.2:
            raise WriterFault("no card")
        return super().write(stripe)

    def read(self) -> bytes:
        if self.drawn.random() < 0.05:
            raise WriterFault("the card was pulled out")
        return super().read()


class Week:
    """One room, its guest and its lock; the guest uses the card or does not."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.drawn = random.Random(seed)
        self.hotel = Hotel(folder)
        self.hotel.reopen(writer=Moody(self.hotel.cards, self.drawn))
        self.lock = 0
        self.newest: CardMade | None = None
        self.issued: list[int] = []
        self.is_escorted = False
        self.backups = 0
        self.broken: list[str] = []

    def play(self) -> None:
        acts = (
            (self.check_in, 8), (self.lost, 6), (self.extend, 2), (self.duplicate, 2),
            (self.use, 7), (self.check_out, 5), (self.restart, 1), (self.back_up, 1),
            (self.restore, 1),
        )  # fmt: skip
        for _ in range(DEEDS):
            act = self.drawn.choices([act for act, _ in acts], [weight for _, weight in acts])[0]
            try:
                act()
            except DeskRefusal as refusal:
                self.answer(refusal)
        self.hotel.desk.close()

    def answer(self, refusal: DeskRefusal) -> None:
        if refusal.reason is Reason.ESCORT:
            self.hotel.desk.escort("101")
            self.is_escorted = True
        elif refusal.reason is Reason.BACKUP_DUE:
            self.back_up()

    def check_in(self) -> None:
        self.made(self.hotel.desk.check_in("101", None, self.hotel.nights(20)))

    def lost(self) -> None:
        self.made(self.hotel.desk.lost("101"))

    def extend(self) -> None:
        nights = self.drawn.randrange(1, 60)
        self.same(self.hotel.desk.extend("101", self.hotel.nights(nights)))

    def duplicate(self) -> None:
        self.same(self.hotel.desk.duplicate("101"))

    def made(self, card: CardMade) -> None:
        if self.issued and card.index <= max(self.issued):
            self.broken.append(f"{card.index} was issued again")
        self.issued.append(card.index)
        self.newest = card
        if card.index - self.lock > WINDOW and not self.is_escorted:
            self.broken.append(f"{card.index} is ahead of {self.lock}, and nobody goes along")
        if self.is_escorted:
            self.is_escorted = False
            self.lock = card.index  # who goes along opens the door, by a resync if need be
            self.hotel.desk.entered("101")

    def same(self, card: CardMade) -> None:
        if self.newest is None or card.index != self.newest.index:
            self.broken.append(f"{card.index} is not the stay's")

    def use(self) -> None:
        if self.newest is not None and self.hotel.desk.room("101").stay is not None:
            self.lock = max(self.lock, self.newest.index)
            self.hotel.desk.entered("101")

    def check_out(self) -> None:
        self.hotel.desk.check_out("101")

    def restart(self) -> None:
        self.hotel.reopen(writer=Moody(self.hotel.cards, self.drawn))

    def back_up(self) -> None:
        self.backups += 1
        self.hotel.desk.back_up(self.hotel.folder.parent / f"stick-{self.backups}")

    def restore(self) -> None:
        """The PC is lost. Its stays are those of the backup: the clerk ends them."""
        if not self.backups:
            return
        hotel = self.hotel
        hotel.desk.close()
        shutil.rmtree(hotel.folder)
        one, other = ("\n".join(paper.rows) for paper in hotel.papers[:2])
        path = hotel.folder.parent / f"stick-{self.backups}"
        Desk.restore(hotel.folder, path, (one, other), hotel.clock, clerk="owner")
        hotel.chance = chance(f"restored {self.backups}")
        hotel.desk = hotel.opened(writer=Moody(hotel.cards, self.drawn))
        self.back_up()
        self.newest = None
        if hotel.desk.room("101").stay is not None:
            hotel.desk.check_out("101")


@pytest.mark.parametrize("seed", range(5))
def test_no_index_comes_twice_and_no_lock_is_left_behind_unescorted(tmp_path, seed: int) -> None:
    week = Week(tmp_path, seed)
    week.play()

    assert [] == week.broken
    assert len(week.issued) > 5
