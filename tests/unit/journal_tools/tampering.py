"""Ways to tamper with a journal, and who notices: the source of docs/journal-tampering.md.

The journal has three files: entries 1 to 8 and 9 to 14 are closed, 15 to 19 are not. A torn end
lies in the second one. The bank was told of entries 4, 8, 12 and 17.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from forger import Forger
from sealing_kit import FIRST, OTHER_FIRST, Machine, name_of, next_key, some_machine

ONE, TWO, THREE = (f"EJ_ATM-1_{day}_{n:03d}.jsonl" for day, n in (
    ("20261121", 1), ("20261121", 2), ("20261122", 1),
))  # fmt: skip
NEXT = "EJ_ATM-1_20261122_002.jsonl"
ANCHORED = (4, 8, 12, 17)
LAST = 19

ENTRY, MIRROR, ANCHORS, LISTED, UNSEEN = "entry", "mirror", "anchors", "listed", "unseen"
WORDS = {
    ENTRY: "at the entry",
    MIRROR: "by the mirror",
    ANCHORS: "by the anchors",
    LISTED: "listed",
    UNSEEN: "not seen",
}

Attack = Callable[[Forger], tuple[str, int]]


@dataclass(frozen=True)
class Kind:
    """
    Attributes:
        does: changes the files; says where verifying must stop, as file and seq.
        seen: by whom, for the thief without a key, with the current key, and with the mirror, too.
        why: what is not seen, or only listed, and why that is so.
    """

    words: str
    does: Attack
    seen: tuple[str, str, str]
    why: str = ""


KINDS: list[Kind] = []


def kind(words: str, *seen: str, why: str = ""):
    """seen: one for all three, or one each."""

    def known(does: Attack) -> Attack:
        KINDS.append(Kind(words, does, seen * 3 if len(seen) == 1 else seen, why))
        return does

    return known


# --- editing


@kind("a field of an entry edited", ENTRY)
def _(files):
    files.change(ONE, 2, d={"down_ms": 99})
    return ONE, 3


@kind("a field edited, every hash after it made anew", ENTRY)
def _(files):
    files.change(ONE, 2, d={"down_ms": 99})
    files.chain_anew()
    return ONE, 3


@kind("a time edited", ENTRY)
def _(files):
    files.change(TWO, 1, t=1)
    return TWO, 10


@kind("an entry's hash edited", ENTRY)
def _(files):
    files.change(ONE, 4, h="0" * 64)
    return ONE, 5


@kind("an entry's seal edited", ENTRY)
def _(files):
    files.change(ONE, 4, m="0" * 32)
    return ONE, 5


@kind("the newest entry edited and chained anew", ENTRY)
def _(files):
    files.change(THREE, 4, d={"down_ms": 99})
    files.chain_anew()
    return THREE, LAST


@kind("an entry spelled differently, its meaning kept", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines[3] = lines[3].replace(b'"ev":', b'"ev": ')
    files.put(ONE, lines)
    return ONE, 4


@kind("line ends changed", ENTRY)
def _(files):
    files.put(TWO, [line.replace(b"\n", b"\r\n") for line in files.lines(TWO)])
    return TWO, 9


@kind("a file said to be sealed with another first key, all chained anew", ENTRY)
def _(files):
    files.change(ONE, 0, d=files.line(ONE, 0)["d"] | {"key": name_of(OTHER_FIRST)})
    files.chain_anew()
    return TWO, 9


# --- deleting, inserting, moving


@kind("an entry deleted", ENTRY)
def _(files):
    lines = files.lines(ONE)
    del lines[3]
    files.put(ONE, lines)
    return ONE, 5


@kind("an entry deleted, the others numbered and chained anew", ENTRY)
def _(files):
    lines = files.lines(ONE)
    del lines[3]
    files.put(ONE, lines)
    files.renumber()
    files.chain_anew()
    return ONE, 4


@kind("an entry inserted", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines.insert(3, lines[2].replace(b'"down_ms":1', b'"down_ms":7'))
    files.put(ONE, lines)
    return ONE, 3


@kind("an entry inserted, the others numbered and chained anew", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines.insert(3, lines[2].replace(b'"down_ms":1', b'"down_ms":7'))
    files.put(ONE, lines)
    files.renumber()
    files.chain_anew()
    return ONE, 4


@kind("two entries swapped", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines[3], lines[4] = lines[4], lines[3]
    files.put(ONE, lines)
    return ONE, 5


@kind("two entries swapped, numbered and chained anew", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines[3], lines[4] = lines[4], lines[3]
    files.put(ONE, lines)
    files.renumber()
    for place in (3, 4):
        files.change(ONE, place, mono=1_000 * (place + 1))
    files.chain_anew()
    return ONE, 4


@kind("an entry doubled", ENTRY)
def _(files):
    lines = files.lines(ONE)
    lines.insert(3, lines[3])
    files.put(ONE, lines)
    return ONE, 4


@kind("an old entry written once more at the end, with a new number", ENTRY)
def _(files):
    again = files.line(ONE, 3)
    files.append(THREE, again["ev"], again["d"])
    lines = files.lines(THREE)
    files.put(THREE, [*lines[:-1], lines[-1].replace(b'"m":"', b'"m":"0')[:-12] + b',"ver":2}\n'])
    return THREE, LAST + 1


@kind("a run of entries moved to another file, chained anew", ENTRY)
def _(files):
    one, two = files.lines(ONE), files.lines(TWO)
    files.put(ONE, [*one[:4], *one[-1:]])
    files.put(TWO, [*two[:1], *one[4:-1], *two[1:]])
    files.renumber()
    files.chain_anew()
    return ONE, 5


# --- cutting


@kind("the newest entry cut off", MIRROR, MIRROR, UNSEEN, why="it came after the last anchor")
def _(files):
    files.put(THREE, files.lines(THREE)[:-1])
    return THREE, 18


@kind("the newest entries cut off, one of them known to the bank", MIRROR, MIRROR, ANCHORS)
def _(files):
    files.put(THREE, files.lines(THREE)[:2])
    return THREE, 16


@kind("the newest file removed", MIRROR, MIRROR, ANCHORS)
def _(files):
    del files.files[THREE]
    return THREE, 0


@kind("the newest file emptied", MIRROR, MIRROR, ANCHORS)
def _(files):
    files.files[THREE] = b""
    return THREE, 0


@kind("the newest entries cut off, others written in their place", ENTRY)
def _(files):
    files.put(THREE, files.lines(THREE)[:3])
    files.append(THREE, "LINK_UP", {"down_ms": 1})
    files.append(THREE, "LINK_UP", {"down_ms": 2})
    return THREE, 18


@kind("entries cut off, and their loss declared as a kiosk would", ENTRY)
def _(files):
    files.put(THREE, files.lines(THREE)[:2])
    files.open_after_loss(NEXT, LAST + 1, 3)
    return NEXT, LAST + 1


@kind("bytes written behind the last entry", ENTRY)
def _(files):
    files.files[THREE] += b'{"seq":20,"t":17'
    return THREE, LAST + 1


@kind("the end torn by hand and declared by a forged LOG_GAP", ENTRY)
def _(files):
    *lines, last = files.lines(THREE)
    files.put(THREE, lines)
    declare_gap(files, len(files.files[THREE]), last[:40], boot=1)
    return THREE, LAST


# --- adding


@kind(
    "an entry added at the end", ENTRY, UNSEEN, UNSEEN,
    why="who has the current key writes as the kiosk does, from now on",
)  # fmt: skip
def _(files):
    files.append(THREE, "LINK_UP", {"down_ms": 1})
    return THREE, LAST + 1


@kind("an entry added at the end, with a number further on", ENTRY)
def _(files):
    files.append(THREE, "LINK_UP", {"down_ms": 1}, seq=LAST + 5)
    return THREE, LAST + 5


@kind("an entry added behind the end of a closed file", ENTRY)
def _(files):
    files.append(ONE, "LINK_UP", {"down_ms": 1})
    return ONE, 9


# --- files and rotation


@kind("the oldest file removed", ENTRY)
def _(files):
    remove(files, ONE)
    return TWO, 9


@kind(
    "the oldest file removed, and an entry added that it was deleted", ENTRY, MIRROR, UNSEEN,
    why="it is what a kiosk writes that deletes an old file; the bank has its entries",
)  # fmt: skip
def _(files):
    remove(files, ONE)
    d = {"file": ONE, "key": name_of(FIRST), "first": 1, "last": 8, "why": "age"}
    files.append(THREE, "JOURNAL_DELETED", d)
    return THREE, LAST + 1


@kind("a file in the middle removed", ENTRY)
def _(files):
    remove(files, TWO)
    return THREE, 15


@kind("a closed file removed, its .seal forgotten", ENTRY)
def _(files):
    del files.files[TWO]
    return THREE, 15


@kind("two files' names exchanged", ENTRY)
def _(files):
    for end in ("", ".seal"):
        one, two = files.files[ONE + end], files.files[TWO + end]
        files.files[ONE + end], files.files[TWO + end] = two, one
    return ONE, 9


@kind("a file named for a later day", ENTRY)
def _(files):
    files.files[NEXT] = files.files.pop(THREE)
    return NEXT, 15


@kind("the end of a closed file cut off, with its .seal", ENTRY)
def _(files):
    files.put(ONE, files.lines(ONE)[:-1])
    del files.files[f"{ONE}.seal"]
    return TWO, 9


@kind("entries cut out before the end of a closed file, its .seal made anew", ENTRY)
def _(files):
    lines = files.lines(ONE)
    files.put(ONE, [*lines[:5], lines[-1]])
    files.seal_file(ONE)
    return ONE, 8


@kind("an open file ended by a forged JOURNAL_CLOSE in its middle", ENTRY)
def _(files):
    files.put(THREE, files.lines(THREE)[:3])
    files.append(THREE, "JOURNAL_CLOSE", {"file": THREE, "count": 4, "why": "day"})
    files.seal_file(THREE)
    return THREE, 18


@kind("an empty file put between two others", ENTRY)
def _(files):
    files.files["EJ_ATM-1_20261121_003.jsonl"] = b""
    return "EJ_ATM-1_20261121_003.jsonl", 0


@kind("a .seal removed", ENTRY)
def _(files):
    del files.files[f"{ONE}.seal"]
    return ONE, 8


@kind("a .seal edited", ENTRY)
def _(files):
    files.files[f"{ONE}.seal"] = files.files[f"{ONE}.seal"].replace(b'"count":8', b'"count":9')
    return f"{ONE}.seal", 8


@kind("a .seal forged for a file that is still open", ENTRY)
def _(files):
    files.seal_file(THREE)
    return f"{THREE}.seal", 0


# --- copies and machines


@kind("an older copy of the journal put back", MIRROR, MIRROR, ANCHORS)
def _(files):
    files.put(THREE, files.lines(THREE)[:2])
    return THREE, 16


@kind(
    "the machine's disk put back from an image, key and all, and used on", MIRROR, MIRROR, ANCHORS
)
def _(files):
    put_back_and_use(files)
    return THREE, 17


@kind("the whole journal written anew under a key of one's own", MIRROR, MIRROR, ANCHORS)
def _(files):
    files.files.clear()
    files.files.update(some_machine(first=OTHER_FIRST).files)
    return ONE, 1


@kind("another machine's file laid beside", ENTRY)
def _(files):
    other = Machine(atm="ATM-2", first=OTHER_FIRST, day="20261123")
    other.open()
    files.files.update(other.files)
    return "journal", 0


@kind("another machine's file laid in the place of one", ENTRY)
def _(files):
    files.files[TWO] = some_machine(atm="ATM-2", first=OTHER_FIRST).files[
        TWO.replace("ATM-1", "ATM-2")
    ]
    return TWO, 9


@kind("an entry of another machine, chained to this journal", ENTRY)
def _(files):
    files.change(ONE, 5, atm="ATM-2")
    files.chain_anew()
    return ONE, 6


@kind("two kiosks writing into one journal", ENTRY)
def _(files):
    before = files.files[THREE]
    first, second = (written_on(files, down_ms) for down_ms in (1, 2))
    files.files[THREE] = before + first + second
    return THREE, LAST + 1


@kind("two kiosks on two copies of one journal", ANCHORS)
def _(files):
    """The bank was told of the first one's entry 20; these are the files of the second."""
    files.files[THREE] += written_on(files, 2)
    return THREE, LAST + 1


# --- clock and torn ends


@kind(
    "the clock set back before the kiosk writes", LISTED,
    why="a clock may be set; the report lists each step with its number, and order goes by numbers",
)  # fmt: skip
def _(files):
    files.files[THREE] += written_on(files, 1, back_ms=3_600_000)
    return THREE, LAST + 1


@kind("a torn end that was set aside edited", ENTRY)
def _(files):
    files.files[torn(files)] += b"x"
    return torn(files), 0


@kind("a torn end that was set aside removed", ENTRY)
def _(files):
    del files.files[torn(files)]
    return TWO, 12


@kind("a torn end forged that no entry declares", ENTRY)
def _(files):
    files.files[f"{THREE}.{len(files.files[THREE])}.torn"] = b'{"seq":20'
    return f"{THREE}.{len(files.files[THREE])}.torn", 0


@kind("a LOG_GAP forged for a place in the middle of a file", ENTRY)
def _(files):
    declare_gap(files, sum(map(len, files.lines(THREE)[:3])), b'{"seq":18', boot=0)
    return THREE, LAST + 1


@kind(
    "a LOG_GAP forged for a power cut that there was not", ENTRY, UNSEEN, UNSEEN,
    why="who has the current key writes as the kiosk does; nothing that was there is gone",
)  # fmt: skip
def _(files):
    declare_gap(files, len(files.files[THREE]), b'{"seq":20', boot=1)
    return THREE, LAST + 1


# --- how it is done


def remove(files, name):
    """With all that lies beside it."""
    for each in [each for each in files.files if each.startswith(name)]:
        del files.files[each]


def torn(files):
    return next(name for name in files.files if name.endswith(".torn"))


def declare_gap(files, offset, content, *, boot):
    moved_to = f"{THREE}.{offset}.torn"
    files.files[moved_to] = content
    sha256 = hashlib.sha256(content).hexdigest()
    d = {"file": THREE, "moved_to": moved_to, "size": len(content), "sha256": sha256}
    files.append(THREE, "LOG_GAP", d, boot=boot)


def honest():
    return some_machine()


def written_on(files, down_ms, back_ms=0):
    """What the kiosk itself, which has its key, writes next."""
    kiosk = deepcopy(honest())
    kiosk.t -= back_ms
    return kiosk.write("LINK_UP", {"down_ms": down_ms})


def put_back_and_use(files):
    """As the kiosk was after entry 16, and what it writes then."""
    kiosk = honest()
    kiosk.files[THREE] = b"".join(files.lines(THREE)[:2])
    key = FIRST
    for _ in range(16):
        key = next_key(key)
    kiosk.key, kiosk.seq = key, 16
    kiosk.h = bytes.fromhex(files.line(THREE, 1)["h"])
    kiosk.t, kiosk.mono = files.line(THREE, 1)["t"], files.line(THREE, 1)["mono"]
    for down_ms in (7, 8, 9, 10):
        kiosk.write("LINK_UP", {"down_ms": down_ms})
    files.files[THREE] = kiosk.files[THREE]


def other_kiosks_anchor():
    """Of entry 20, as the first of two kiosks told it to the bank."""
    kiosk = honest()
    kiosk.write("LINK_UP", {"down_ms": 1})
    return kiosk.anchors[-1]
