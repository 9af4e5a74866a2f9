"""What a thief can do with a journal: edit it, chain it anew, seal with what he found."""

from __future__ import annotations

import hashlib
import json

from sealing_kit import FIRST, as_json, body, name_of, next_key, seal

CUT = len('"h":"","m":"",') + 96
TAIL = b'"ver":2}\n'


def body_of(line: bytes) -> bytes:
    return line[: -(CUT + len(TAIL))] + TAIL


def is_journal(name: str) -> bool:
    return name.endswith(".jsonl")


class Forger:
    """
    Attributes:
        files: of one folder, to be changed.
        key: of entry `number`, the next one; None for a thief who did not get it.
    """

    def __init__(self, files: dict[str, bytes], key: bytes | None, number: int):
        self.files = files
        self.key = key
        self.number = number

    # --- lines

    @property
    def names(self) -> list[str]:
        return sorted(filter(is_journal, self.files))

    def lines(self, name: str) -> list[bytes]:
        return self.files[name].splitlines(keepends=True)

    def put(self, name: str, lines: list[bytes]) -> None:
        self.files[name] = b"".join(lines)

    def line(self, name: str, place: int) -> dict:
        return json.loads(self.lines(name)[place])

    def change(self, name: str, place: int, **fields) -> None:
        """Other fields in one line; its seal stays as it was."""
        lines = self.lines(name)
        lines[place] = respelled(lines[place], **fields)
        self.put(name, lines)

    def renumber(self) -> None:
        """Every entry gets the number that its place gives it."""
        seq = 0
        for name in self.names:
            lines = self.lines(name)
            for place, line in enumerate(lines):
                seq += 1
                lines[place] = respelled(line, seq=seq)
            self.put(name, lines)

    def chain_anew(self) -> None:
        """Hashes that fit from end to end, and seals as far as the key goes; .seal files, too."""
        h = bytes(32)
        for name in self.names:
            lines = self.lines(name)
            for place, line in enumerate(lines):
                fields = json.loads(line)
                if fields["ev"] == "JOURNAL_OPEN":
                    line = respelled(line, d=fields["d"] | {"after": h.hex(), "file": name})
                if fields["ev"] == "JOURNAL_CLOSE":
                    line = respelled(line, d=fields["d"] | {"count": len(lines), "file": name})
                before, h = h, hashlib.sha256(h + body_of(line)).digest()
                lines[place] = line if h.hex() == fields["h"] else self.sealed(before, line)
            self.put(name, lines)
            if f"{name}.seal" in self.files:
                self.seal_file(name)

    def sealed(self, before: bytes, line: bytes) -> bytes:
        """With the key, if it goes so far back; a thief without one can only guess."""
        seq, key = json.loads(line)["seq"], bytes(32)
        if self.key is not None and seq >= self.number:
            key = self.key
            for _ in range(seq - self.number):
                key = next_key(key)
        return seal(key, before, body_of(line))[0]

    def seal_file(self, name: str) -> None:
        lines = [json.loads(line) for line in self.lines(name)]
        first, last = lines[0], lines[-1]
        fields = {
            "file": name, "key": first["d"]["key"], "count": len(lines),
            "first": first["seq"], "last": last["seq"], "h": last["h"], "m": last["m"],
        }  # fmt: skip
        self.files[f"{name}.seal"] = as_json(fields).encode() + b"\n"

    def append(self, name: str, ev: str, d: dict, *, boot=0, seq=0) -> None:
        """An entry of one's own at the end of a file."""
        last = json.loads(self.lines(name)[-1])
        what = body(
            seq=seq or last["seq"] + 1, t=last["t"] + 1, mono=0 if boot else last["mono"] + 1,
            boot=last["boot"] + boot, atm=last["atm"], visit=None, txn=None, ev=ev, out="ok",
            rsn="", actor="system", d=d,
        )  # fmt: skip
        bare = what[: -len(TAIL)] + b'"h":"' + b"0" * 64 + b'","m":"' + b"0" * 32 + b'",' + TAIL
        self.files[name] += self.sealed(bytes.fromhex(last["h"]), bare)

    def open_after_loss(self, name: str, seq: int, lost: int) -> None:
        """A new file that says that entries before it are lost."""
        last = self.line(self.names[-1], -1)
        d = {"file": name, "key": name_of(FIRST), "after": "0" * 64, "lost": lost}
        what = body(
            seq=seq, t=last["t"] + 1, mono=1, boot=last["boot"] + 1, atm=last["atm"], visit=None,
            txn=None, ev="JOURNAL_OPEN", out="ok", rsn="", actor="system", d=d,
        )  # fmt: skip
        bare = what[: -len(TAIL)] + b'"h":"' + b"0" * 64 + b'","m":"' + b"0" * 32 + b'",' + TAIL
        self.files[name] = self.sealed(bytes(32), bare)


def respelled(line: bytes, **fields) -> bytes:
    """The line with other fields and its old seal."""
    old = json.loads(line)
    d = fields.pop("d", old["d"])
    fields = {**old, **fields, "d": json.loads(json.dumps(d, sort_keys=True))}
    return as_json(fields).encode() + b"\n"
