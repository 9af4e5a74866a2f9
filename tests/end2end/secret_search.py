"""Looks for secrets in whatever a run leaves behind, in every form that somebody could write."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

NEEDLE_SIZE_MIN = 8  # shorter forms are found by chance


def forms(secret: bytes) -> Iterator[tuple[str, bytes]]:
    """How a secret may be written, by name."""
    texts = {"hex": secret.hex(), "HEX": secret.hex().upper()}
    if secret.isascii():
        texts["text"] = secret.decode("ascii")
        texts["TEXT"] = texts["text"].upper()
    backwards = secret[::-1]
    texts |= {"hex backwards": backwards.hex(), "HEX backwards": backwards.hex().upper()}
    texts["decimal"] = str(int.from_bytes(secret, "big"))
    texts["decimal backwards"] = str(int.from_bytes(secret, "little"))
    for mark in (",", ", ", " "):
        texts[f"numbers with {mark!r}"] = mark.join(str(each) for each in secret)
    for mark in (" ", ":", "-"):
        texts[f"hex with {mark!r}"] = secret.hex(mark)
        texts[f"HEX with {mark!r}"] = secret.hex(mark).upper()
    quoted = "".join(f"%{each:02x}" for each in secret)
    texts |= {"quoted whole": quoted, "QUOTED whole": quoted.upper()}
    texts |= {"quoted": quote_from_bytes(secret, safe=""), "escaped": repr(secret)[2:-1]}
    yield "raw", secret
    yield "raw backwards", backwards
    for name, text in texts.items():
        yield name, text.encode("ascii")
        yield f"{name} in UTF-16", text.encode("utf-16-le")
        yield f"{name} in UTF-16 BE", text.encode("utf-16-be")
    for shift in range(3):
        # Wherever it stands among other bytes: without the digits that its neighbours share.
        coded = base64.b64encode(b"\0" * shift + secret)
        inner = coded.rstrip(b"=")[(0, 2, 3)[shift] : -1]
        yield f"base64 at {shift}", inner
        yield f"base64url at {shift}", inner.translate(bytes.maketrans(b"+/", b"-_"))


def search(secrets: dict[str, Iterable[bytes]], files: Iterable[Path]) -> list[str]:
    """`kind as form in file` for each secret found."""
    needles = {
        (needle, f"{kind} as {form}")
        for kind, values in secrets.items()
        for value in values
        for form, needle in forms(value)
        if len(needle) >= NEEDLE_SIZE_MIN
    }
    found = []
    for path in files:
        content = path.read_bytes()
        found += [f"{name} in {path}" for needle, name in needles if needle in content]
    return found
