"""Changes one value in the text of settings.toml and leaves every other character as it is."""

from __future__ import annotations

import copy
import re
import tomllib
from typing import Final

from kiosk.settings import TABLE

Value = int | tuple[int, ...] | tuple[str, ...]

_HEADER: Final = re.compile(r"\s*\[")
_OURS: Final = re.compile(rf"\s*\[\s*{TABLE}\s*\]\s*(#.*)?")


class CannotEdit(ValueError):
    """The file is written in a way that has to be changed by hand."""


def literal(value: Value) -> str:
    """As TOML writes it."""
    if isinstance(value, int):
        return str(value)
    return "[" + ", ".join(str(e) if isinstance(e, int) else f'"{e}"' for e in value) + "]"


def edited(text: str, name: str, value: Value) -> str:
    """The text with this value in the kiosk's table. Raises CannotEdit if it cannot be done so that
    all else means what it meant."""
    try:
        wanted = copy.deepcopy(tomllib.loads(text))
        ours = wanted.setdefault(TABLE, {})
        ours[name] = value if isinstance(value, int) else list(value)
        new = _edited(text, name, value)
        if tomllib.loads(new) != wanted:
            raise CannotEdit(name)
    except (tomllib.TOMLDecodeError, AttributeError, TypeError):
        raise CannotEdit(name) from None
    return new


def _edited(text: str, name: str, value: Value) -> str:
    lines = text.splitlines(keepends=True)
    eol = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    begin = next((i for i, line in enumerate(lines) if _OURS.fullmatch(line.rstrip("\r\n"))), None)
    if begin is None:
        gap = "" if not text or text.endswith(eol * 2) else eol if text.endswith(eol) else eol * 2
        return f"{text}{gap}[{TABLE}]{eol}{name} = {literal(value)}{eol}"
    end = next((i for i in range(begin + 1, len(lines)) if _HEADER.match(lines[i])), len(lines))
    key = re.compile(rf"\s*(?:{name}|\"{name}\"|'{name}')\s*=")
    for first in range(begin + 1, end):
        found = key.match(lines[first])
        if found is not None:
            last = _last_of(lines, first, end)
            tail = _comment(lines[last])
            new = f"{found[0].rstrip()} {literal(value)}{tail}"
            return "".join([*lines[:first], new, *lines[last + 1 :]])
    head = lines[begin] if lines[begin].endswith("\n") else lines[begin] + eol
    new = f"{name} = {literal(value)}{eol}"
    return "".join([*lines[:begin], head, new, *lines[begin + 1 :]])


def _last_of(lines: list[str], first: int, end: int) -> int:
    """The last line of the value that begins here: a list may stand on several."""
    for last in range(first, end):
        if _is_toml("".join(lines[first : last + 1])):
            return last
    raise CannotEdit("no end")


def _comment(line: str) -> str:
    """What stands behind the value: blanks, a comment, the end of the line. Only a `#` before which
    all is whole begins a comment."""
    body = line.rstrip("\r\n")
    ending = line[len(body) :]
    for place, character in enumerate(body):
        if character == "#" and (_is_toml(body[:place]) or body[:place].strip() in {"]", "],"}):
            before = body[:place]
            return before[len(before.rstrip()) :] + body[place:] + ending
    return ending


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
