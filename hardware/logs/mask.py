"""Takes out of a log line whatever looks like a secret: the second line behind `Secret`.

Known by its shape: a card id (any uuid), keys, PIN blocks and answers (hex, base64, bytes), card
numbers (13 to 19 digits that pass Luhn), PEM blocks. Known by its name: `pin=`, `token:`, … What is
no secret and has such a shape is let through by its name and its shape together, see ALLOWED.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

MASKED: Final = "<masked>"
TEXT_SIZE_MAX: Final = 8_000
PAN_DIGITS_MIN: Final = 13
PAN_DIGITS_MAX: Final = 19

_UUID: Final = r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"
ALLOWED: Final[Mapping[str, str]] = {
    "atm": _UUID,
    "hsm": _UUID,
    "(?:slot_)?txid": rf"(?:[0-9a-f]{{32}}|{_UUID})",
    "error_id": r"[0-9a-f-]{8,36}",
    "serial": rf"(?!{_UUID})[0-9A-Za-z-]{{1,49}}",  # of a certificate or a device
}
_ALLOWED: Final = re.compile(
    "|".join(
        rf"(?<![A-Za-z0-9_]){name}[=:]{shape}(?![0-9A-Za-z-])" for name, shape in ALLOWED.items()
    )
)

_NAMES: Final = (
    r"pin(?:[-_ ]?(?:block|code))?|pass(?:word|wd|phrase)?|secret|token|authorization|bearer|cookie"
    r"|api[-_ ]?key|(?<=\w[-_])key|stripe[-_ ]?code|card[-_ ]?(?:id|number)|pan|track[-_ ]?[123]?"
)
_QUOTED: Final = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
# In this order: what a later rule would take in pieces is taken whole by an earlier one.
_RULES: Final = (
    re.compile(r"-----BEGIN [A-Z0-9 ]+-----.*?(?:-----END [A-Z0-9 ]+-----|\Z)", re.DOTALL),
    re.compile(r"\b(?:[bB][rR]?|[rR][bB])(?:'(?:[^'\\]|\\.)*(?:'|\Z)|\"(?:[^\"\\]|\\.)*(?:\"|\Z))"),
    re.compile(r"\b(?:bytearray|memoryview|bytes)\([^()]*\)"),
    re.compile(r"(?:\\x[0-9A-Fa-f]{2}){4,}|(?:%[0-9A-Fa-f]{2}){8,}"),
    re.compile(_UUID),
    # Seven groups and more: a time of day has three, a hardware address six.
    re.compile(
        r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{2}(?:(?:, ?| ?[:-] ?| )(?:0x)?[0-9A-Fa-f]{2}){6,}"
    ),
    re.compile(r"(?:0x)?[0-9A-Fa-f]{24,}"),
    # Base64 in lines, whose last one may be short.
    re.compile(r"[A-Za-z0-9+/]{60,76}(?:\r?\n[A-Za-z0-9+/=]+)+"),
    re.compile(r"\[(?:\s*\d{1,3}\s*,){7,}\s*\d{1,3}\s*\]"),  # bytes as a list of numbers
)
# A name and its value, in any writing of the two.
_NAMED: Final = re.compile(
    rf"(?i)(?<![A-Za-z0-9])((?:{_NAMES})s?[\"']?\s{{0,4}}(?:[=:]\s{{0,4}}|\s+is\s+|\s+(?=[0-9])))"
    rf"(?:basic\s+|bearer\s+)?(?:{_QUOTED}|\[[^\]]*\]|\([^)]*\)|[^\s,;)}}\]]+)"
)
_BEARER: Final = re.compile(r"(?i)\b(bearer\s+)[^\s,;\"']+")
_RUN: Final = re.compile(r"[A-Za-z0-9+/_=-]{22,}")
# Words, paths and names of functions, put together by signs; what is random has no such pieces.
_WORDY: Final = re.compile(
    r"(?>[/_+=-]|(?<![A-Za-z0-9])[A-Za-z](?![A-Za-z0-9])|[A-Z]{1,3}[a-z]{2,}|[a-z]{3,}[0-9]{1,3}(?![A-Za-z])|[a-z]{2,}|[A-Z]{2,}(?![a-z])"
    r"|(?<![A-Za-z])[0-9]{1,8}(?![A-Za-z]))*+"
)
_DIGITS: Final = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){12,}(?!\d)")
_GROUP: Final = re.compile(r"\d+")
_TAIL: Final = re.compile(r"[\w+/=:.-]*\Z")


def masked(text: str) -> str:
    """The same text without what looks like a secret, and no longer than TEXT_SIZE_MAX."""
    text = _cut(text)
    spared = list(_ALLOWED.finditer(text))
    if not spared:
        return _masked(text)
    parts, at = [], 0
    for each in spared:
        parts += [_masked(text[at : each.start()]), each[0]]
        at = each.end()
    return "".join([*parts, _masked(text[at:])])


def _masked(text: str) -> str:
    for rule in _RULES:
        text = rule.sub(MASKED, text)
    text = _DIGITS.sub(lambda run: MASKED if _holds_pan(run[0]) else run[0], text)
    text = _BEARER.sub(rf"\1{MASKED}", text)
    text = _NAMED.sub(rf"\1{MASKED}", text)
    return _RUN.sub(lambda run: run[0] if _WORDY.fullmatch(run[0]) else MASKED, text)


def _cut(text: str) -> str:
    """At most TEXT_SIZE_MAX of it; a word that the cut would halve, and so disguise, goes whole."""
    if len(text) <= TEXT_SIZE_MAX:
        return text
    return _TAIL.sub("", text[:TEXT_SIZE_MAX]) + "…"


def _holds_pan(run: str) -> bool:
    """Whether 13 to 19 digits in a row pass Luhn; other numbers may stand before and after them."""
    groups = [[int(each) for each in group] for group in _GROUP.findall(run)]
    for first in range(len(groups)):
        digits: list[int] = []
        for group in groups[first : first + PAN_DIGITS_MAX]:
            digits += group
            if len(digits) > PAN_DIGITS_MAX:
                break
            if len(digits) >= PAN_DIGITS_MIN and _passes_luhn(digits):
                return True
    return False


def _passes_luhn(digits: list[int]) -> bool:
    doubled = [2 * each - 9 * (each > 4) for each in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
