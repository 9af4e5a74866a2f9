"""A printed receipt's lines, taken apart again so that a screen can set them in its own type.

A roll has one width for all letters; a screen has not. So the two ends of a line, which the paper
holds apart with spaces, are drawn at the two ends of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kiosk.viewmodels.rows import ReceiptRow

_APART: Final = re.compile(r" {2,}")
_RULE: Final = re.compile(r"-{3,}")


def receipt_rows(lines: Iterable[str]) -> Iterator[ReceiptRow]:
    """One row a line; of empty lines in a row only the first, and none at the ends.

    The first line in the middle names the machine; one that stands alone between empty lines says
    what was done. Both are titles.
    """
    kept = [line.rstrip("\r\n") for line in lines]
    before_empty = True
    for at, line in enumerate(kept):
        is_empty = not line.strip()
        follows = kept[at + 1] if at + 1 < len(kept) else ""
        if not is_empty:
            yield _row(line, is_alone=before_empty and (at == 0 or not follows.strip()))
        elif not before_empty and any(rest.strip() for rest in kept[at:]):
            yield ReceiptRow("", "", "", isTitle=False)
        before_empty = is_empty


def _row(line: str, *, is_alone: bool) -> ReceiptRow:
    text = line.strip()
    if _RULE.fullmatch(text):
        return ReceiptRow("", "", "", isTitle=False, isRule=True)
    ends = _APART.split(text, maxsplit=1)
    if len(ends) == 2:
        return ReceiptRow(ends[0], ends[1], "", isTitle=False)
    if line.startswith(" ") and line.endswith(" "):
        return ReceiptRow("", "", text, isTitle=is_alone)
    if line.startswith(" "):
        return ReceiptRow("", text, "", isTitle=False)
    return ReceiptRow(text, "", "", isTitle=False)
