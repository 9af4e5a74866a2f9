"""Writes sealed journals the way a kiosk does, with the hands of a test: every byte is ours.

Independent of the kiosk's writer, so that both cannot be wrong in the same way.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field

FIRST = bytes(range(32))
OTHER_FIRST = bytes(range(32, 64))
ZEROS = "0" * 64
START_MS = 1_795_255_200_000


def name_of(first: bytes) -> str:
    return hashlib.sha256(b"atmj/name" + first).hexdigest()[:16]


def key_line(first: bytes = FIRST, atm: str = "ATM-1") -> str:
    return f"{atm} {name_of(first)} {first.hex()}\n"


def as_json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def body(**fields) -> bytes:
    d = json.loads(json.dumps(fields.pop("d"), sort_keys=True))
    return as_json({**fields, "d": d, "ver": 2}).encode() + b"\n"


def next_key(key: bytes) -> bytes:
    return hashlib.sha256(b"atmj/next" + key).digest()


def seal(key: bytes, before: bytes, what: bytes) -> tuple[bytes, bytes, bytes]:
    """The sealed line, its h, and the key of the next entry."""
    h = hashlib.sha256(before + what).digest()
    m = hmac.new(key, h, hashlib.sha256).digest()[:16]
    line = what[: -len('"ver":2}\n')] + f'"h":"{h.hex()}","m":"{m.hex()}","ver":2}}\n'.encode()
    return line, h, next_key(key)


@dataclass
class Machine:
    """A kiosk's journal in memory: `files` by name, everything beside them included.

    Attributes:
        key: of the next entry; what a thief finds.
        anchors: (seq, h, m) of every entry.
    """

    atm: str = "ATM-1"
    first: bytes = FIRST
    day: str = "20261121"
    files: dict[str, bytes] = field(default_factory=dict)
    seq: int = 0
    boot: int = 1
    t: int = START_MS
    mono: int = 0
    h: bytes = bytes(32)
    anchors: list[dict] = field(default_factory=list)

    def __post_init__(self):
        self.key = self.first
        self.number = 0
        self.file = ""

    def write(self, ev, d=None, *, visit=None, txn=None, out="ok", actor="system", t=None):
        """One entry; its line."""
        self.seq += 1
        self.t, self.mono = self.t + 1_000, self.mono + 1_000
        what = body(
            seq=self.seq, t=self.t if t is None else t, mono=self.mono, boot=self.boot,
            atm=self.atm, visit=visit, txn=txn, ev=ev, out=out, rsn="", actor=actor, d=d or {},
        )  # fmt: skip
        line, self.h, self.key = seal(self.key, self.h, what)
        self.files[self.file] = self.files.get(self.file, b"") + line
        fields = json.loads(line)
        self.anchors.append({name: fields[name] for name in ("seq", "h", "m")})
        return line

    def open(self, lost=0):
        self.number += 1
        self.file = f"EJ_{self.atm}_{self.day}_{self.number:03d}.jsonl"
        after = ZEROS if lost or not self.seq else self.h.hex()
        self.seq += lost
        for _ in range(lost):
            self.key = next_key(self.key)
        if lost:
            self.h = bytes(32)
        d = {"file": self.file, "key": name_of(self.first), "after": after, "lost": lost}
        self.write("JOURNAL_OPEN", d)

    def close(self, why="size"):
        count = self.files[self.file].count(b"\n") + 1
        line = self.write("JOURNAL_CLOSE", {"file": self.file, "count": count, "why": why})
        lines = self.files[self.file].splitlines()
        first, last = json.loads(lines[0]), json.loads(line)
        self.files[f"{self.file}.seal"] = as_json(
            {
                "file": self.file, "key": name_of(self.first), "count": count,
                "first": first["seq"], "last": last["seq"], "h": last["h"], "m": last["m"],
            }
        ).encode() + b"\n"  # fmt: skip

    def reboot(self):
        self.boot, self.mono = self.boot + 1, 0

    def tear(self, torn: bytes):
        """A power cut within an entry, and what the next start declares."""
        offset = len(self.files[self.file])
        moved_to = f"{self.file}.{offset}.torn"
        self.files[moved_to] = torn
        self.reboot()
        sha256 = hashlib.sha256(torn).hexdigest()
        d = {"file": self.file, "moved_to": moved_to, "size": len(torn), "sha256": sha256}
        self.write("LOG_GAP", d)

    def new_key(self, first: bytes):
        """Provisioned anew."""
        self.close("key")
        self.first = self.key = first
        self.seq, self.h = 0, bytes(32)
        self.anchors = []
        self.open()

    def save(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder


def some_machine(**fields) -> Machine:
    """Three files, four boots, a torn end; the last file is open."""
    machine = Machine(**fields)
    machine.open()
    for number in range(6):
        machine.write("LINK_UP", {"down_ms": number})
    machine.close()
    machine.open()
    machine.write("LINK_UP", {"down_ms": 10})
    machine.reboot()
    machine.write("SYSTEM_START", {"version": "1", "settings_hash": "", "why": "start"})
    machine.tear(b'{"seq":13,"t":17952')
    machine.write("LINK_UP", {"down_ms": 11})
    machine.close("day")
    machine.day, machine.number = "20261122", 0
    machine.open()
    machine.reboot()
    for number in range(4):
        machine.write("LINK_UP", {"down_ms": 20 + number})
    return machine


def save_keys(path, *firsts: bytes):
    path.write_text("".join(key_line(first) for first in firsts or (FIRST,)))
    return path


def save_anchors(path, anchors):
    path.write_text("".join(as_json(anchor) + "\n" for anchor in anchors))
    return path
