"""What a thief makes of a stolen programmer's orders, which no lock has taken yet: by family.

Parts of a visit are put in another order, sent twice, left out, exchanged and mixed with those of
other visits. A visit is a list of what is asked, one packet after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from hardware.locks.cable import PIECE_SIZE_MAX, CableOp, chunk_request, live
from hardware.locks.installation import InitSettings
from hardware.locks.local_time import LocalTime
from hardware.locks.order_commands import Open
from hardware.locks.programmer.jobs import OrderJob
from hardware.locks.rounds import DEPTH_MAX, NODE_SIZE, Path
from hardware.locks.staff_table import CHUNKS, chunks

BYTES_STRIDE: Final = 11

Ask = tuple[CableOp, bytes]
_HELLO: Final[Ask] = (CableOp.HELLO, b"")


@dataclass(frozen=True, slots=True)
class Stolen:
    """What lies in the programmer for one door, and what else was ever heard.

    others: for other doors. old_table: of a former round, for this very door.
    """

    job: OrderJob
    signature: bytes
    others: tuple[OrderJob, ...]
    old_table: bytes
    key: bytes
    now: int

    def order(self, content: bytes = b"") -> Ask:
        return CableOp.ORDER, live(self.now) + (content or self.job.order.encode())

    def path(self, path: Path | None = None) -> Ask:
        return CableOp.PATH, (path or self.job.path).encode()

    def pieces(self) -> list[Ask]:
        starts = range(0, len(self.signature), PIECE_SIZE_MAX)
        return [(CableOp.SIGNATURE, _piece(self.signature, at)) for at in starts]

    def executed(self) -> list[Ask]:
        """Every step, and the table's chunks before the one that wants them."""
        return [self.step(0), *self.table(self.job.table), self.step(1)]

    def step(self, number: int) -> Ask:
        return CableOp.EXECUTE, bytes((number,)) + live(self.now)

    def table(self, table: bytes) -> list[Ask]:
        return [(CableOp.CHUNK, chunk_request(at, each)) for at, each in enumerate(chunks(table))]

    def whole(self) -> list[Ask]:
        return [self.order(), self.path(), *self.pieces(), *self.executed()]


def _order_changed(stolen: Stolen) -> Iterator[list[Ask]]:
    """Another leaf, time, door or hotel, other commands, single bytes; path and signature fresh."""
    order = stolen.job.order
    for each in (
        replace(order, q=order.q + 1),
        replace(order, not_before=0),
        replace(order, not_after=order.not_after + 1),
        replace(order, commands=(*order.commands, Open())),
        replace(order, commands=order.commands[:1]),
        replace(order, commands=order.commands[1:]),
        replace(order, lock=order.lock + 1),
        replace(order, hotel=order.hotel + 1),
    ):
        yield _shown(stolen, each.encode(), stolen.job.path)
    content = order.encode()
    for at in range(0, len(content), BYTES_STRIDE):
        flipped = content[:at] + bytes((content[at] ^ 0x01,)) + content[at + 1 :]
        yield _shown(stolen, flipped, stolen.job.path)


def _other_door(stolen: Stolen) -> Iterator[list[Ask]]:
    """The orders of the other doors here: either path, as they are or with this lock's number."""
    for other in stolen.others:
        mine = replace(other.order, lock=stolen.job.order.lock)
        for order in (other.order, mine):
            for path in (other.path, stolen.job.path):
                yield _shown(stolen, order.encode(), path)
        yield _shown(stolen, stolen.job.order.encode(), other.path)


def _path_spliced(stolen: Stolen) -> Iterator[list[Ask]]:
    """Turned, cut, lengthened, from another place, with single nodes of other doors."""
    path, content = stolen.job.path, stolen.job.order.encode()
    depth = len(path.nodes)
    found = [Path(place, path.nodes) for place in range(2**depth) if place != path.place]
    found += [Path(path.place % 2**at, path.nodes[:at]) for at in range(depth)]
    found += [Path(0, path.nodes[at:]) for at in range(1, depth)]
    found.append(Path(path.place, tuple(reversed(path.nodes))))
    longer = (*path.nodes, *(bytes(NODE_SIZE),) * (DEPTH_MAX - depth))
    found += [Path(path.place, longer[:at]) for at in range(depth + 1, DEPTH_MAX + 1)]
    for other in stolen.others:
        for at, node in enumerate(other.path.nodes):
            if node != path.nodes[at]:
                found.append(Path(path.place, (*path.nodes[:at], node, *path.nodes[at + 1 :])))
    for each in found:
        if each != path:
            yield _shown(stolen, content, each)


def _pieces_moved(stolen: Stolen) -> Iterator[list[Ask]]:
    """In another order, one left out, moved by a byte, the rest under another path."""
    head, pieces = [stolen.order(), stolen.path()], stolen.pieces()
    for at in range(len(pieces)):
        yield [*head, *pieces[:at], *pieces[at + 1 :], *stolen.executed()]
        moved = (1 + at * PIECE_SIZE_MAX).to_bytes(2, "big") + pieces[at][1][2:]
        yield [*head, *pieces[:at], (CableOp.SIGNATURE, moved), *pieces[at + 1 :]]
        if at:
            yield [*head, *pieces[:at], stolen.path(), *pieces[at:], *stolen.executed()]
    yield [*head, *reversed(pieces), *stolen.executed()]
    yield [*pieces, *head, *stolen.executed()]
    yield [stolen.order(), *pieces, *stolen.executed()]
    yield [stolen.path(), *pieces, *stolen.executed()]
    yield stolen.executed()


def _swapped_in_between(stolen: Stolen) -> Iterator[list[Ask]]:
    """Two programmers at one door: a forged order comes while the good one's signature does."""
    order = stolen.job.order
    forged = replace(order, commands=(order.commands[0], Open())).encode()
    pieces = stolen.pieces()
    for at in range(len(pieces)):
        head = [stolen.order(), stolen.path(), *pieces[:at]]
        yield [*head, stolen.order(forged), *pieces[at:], *stolen.executed()]
        yield [*head, stolen.order(forged), stolen.path(), *pieces[at:], stolen.step(0)]
        forged_first = [stolen.order(forged), stolen.path(), *pieces[:at]]
        yield [*forged_first, stolen.order(), *pieces[at:], *stolen.executed()]


def _installed_over(stolen: Stolen) -> Iterator[list[Ask]]:
    """INIT, whole and in parts, before and between: with the thief's own settings."""
    order = stolen.job.order
    local = LocalTime(0, ((0, 0), (0, 0)))
    settings = InitSettings(
        order.hotel, order.lock, 1, 0, 0, bytes(16), 0, bytes(16), local, stolen.key, 0
    ).encode()
    init: list[Ask] = [(CableOp.INIT_BEGIN, settings)]
    init += [
        (CableOp.INIT_CHUNK, chunk_request(at, each))
        for at, each in enumerate(chunks(stolen.old_table))
    ]
    init.append((CableOp.INIT_END, live(stolen.now)))
    yield init
    yield [stolen.order(), stolen.path(), *init, *stolen.executed()]


def _asked_in_between(stolen: Stolen) -> Iterator[list[Ask]]:
    """HELLO, junk and strangers between all packets of the good visit."""
    whole = stolen.whole()
    yield [each for ask in whole for each in (ask, _HELLO)]
    junk: Ask = (CableOp.CHUNK, chunk_request(CHUNKS - 1, bytes(len(stolen.job.table) // CHUNKS)))
    yield [each for ask in whole for each in (ask, junk)]
    yield [each for ask in whole for each in (ask, stolen.step(7), (CableOp.AUDIT, b"\0\0"))]


def _sent_twice(stolen: Stolen) -> Iterator[list[Ask]]:
    """Each packet twice, the pieces of the signature and all of the visit, too."""
    pieces, steps = stolen.pieces(), stolen.executed()
    twice = [each for piece in pieces for each in (piece, piece)]
    yield [stolen.order(), stolen.path(), *twice, *steps]
    yield [
        stolen.order(),
        stolen.path(),
        *pieces,
        *[each for step in steps for each in (step,) * 2],
    ]
    yield [*stolen.whole(), *stolen.whole()]
    yield [*stolen.whole(), *reversed(stolen.whole())]


def tables(stolen: Stolen) -> Iterator[tuple[str, list[Ask]]]:
    """Once the order was accepted: chunks of a former table, of other doors', in other places."""
    mine = chunks(stolen.job.table)
    for other in (stolen.old_table, *(each.table for each in stolen.others)):
        yield "a table of another time or door", [*stolen.table(other), stolen.step(1)]
    for at in range(CHUNKS):
        asked = (CableOp.CHUNK, chunk_request(at, mine[(at + 1) % CHUNKS]))
        yield "a chunk in another place", [asked, stolen.step(1)]


def _shown(stolen: Stolen, order: bytes, path: Path) -> list[Ask]:
    return [stolen.order(order), stolen.path(path), *stolen.pieces(), *stolen.executed()]


def _piece(signature: bytes, at: int) -> bytes:
    return at.to_bytes(2, "big") + signature[at : at + PIECE_SIZE_MAX]


Family = Callable[[Stolen], Iterator[list[Ask]]]

# Nothing changes.
REFUSED: Final[dict[str, Family]] = {
    "a fresh order changed": _order_changed,
    "a fresh order of another door": _other_door,
    "paths spliced": _path_spliced,
    "pieces left out or moved": _pieces_moved,
    "two programmers at one door": _swapped_in_between,
    "installed over": _installed_over,
}
# The order is carried out as if nothing else had been said.
HARMLESS: Final[dict[str, Family]] = {
    "questions in between": _asked_in_between,
    "each packet twice": _sent_twice,
}
