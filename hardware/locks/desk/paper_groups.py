"""Bytes on paper: groups of four hex digits and a fifth sign that catches a slip of the pen.

    group = 4 hex digits, check;  check = (group's number + sum of i * digit i, i = 1..4) mod 17

17 is a prime, so one wrong sign or two neighbours in the wrong order are always noticed, and a
group in the wrong place is, too; the number of the group is told. The sign for 16 is G.
"""

from __future__ import annotations

from typing import Final

GROUPS_A_ROW: Final = 5
_DIGITS: Final = "0123456789ABCDEF"
_SIGNS: Final = _DIGITS + "G"
_GROUP_BYTES: Final = 2
_GROUP_SIGNS: Final = 5
_MODULUS: Final = 17
# What a hand writes for a digit that is meant.
_MEANT: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Mistyped(Exception):
    """The text is not what was printed; it says where, and quotes nothing of it."""


def printed(content: bytes) -> tuple[str, ...]:
    """The rows to print; content has an even number of bytes."""
    if len(content) % _GROUP_BYTES:
        raise ValueError("a group holds two bytes")
    groups = [
        _group(number, content[start : start + _GROUP_BYTES].hex().upper())
        for number, start in enumerate(range(0, len(content), _GROUP_BYTES), 1)
    ]
    return tuple(
        " ".join(groups[start : start + GROUPS_A_ROW])
        for start in range(0, len(groups), GROUPS_A_ROW)
    )


def typed(text: str, size: int) -> bytes:
    """What a person typed from paper, in any grouping and case. Raises Mistyped.

    size: how many bytes were printed.
    """
    signs = "".join(text.upper().replace("-", " ").split()).translate(_MEANT)
    wanted = size // _GROUP_BYTES * _GROUP_SIGNS
    groups = [signs[start : start + _GROUP_SIGNS] for start in range(0, len(signs), _GROUP_SIGNS)]
    for number, group in enumerate(groups, 1):
        digits = group[:-1]
        if not set(digits) <= set(_DIGITS) or group != _group(number, digits):
            raise Mistyped(f"group {number} is not as it was printed")
    if len(signs) != wanted:
        raise Mistyped(
            f"{wanted // _GROUP_SIGNS} groups of {_GROUP_SIGNS} signs are printed on it, "
            f"and {len(signs)} signs were typed"
        )
    return bytes.fromhex("".join(group[:-1] for group in groups))


def _group(number: int, digits: str) -> str:
    weighted = sum(place * _DIGITS.index(sign) for place, sign in enumerate(digits, 1))
    return digits + _SIGNS[(number + weighted) % _MODULUS]
