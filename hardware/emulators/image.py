"""What a device keeps: JSON values with strict readers; a damaged image is named, not used."""

from __future__ import annotations

from typing import Final, TypeAlias

JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | bool | None"
Image: TypeAlias = dict[str, JsonValue]

_FORMAT: Final = "format"


class ImageInvalid(Exception):
    """A stored image lacks a field or has one of another type. Names the field, never its value."""


def stamped(image: Image, number: int) -> Image:
    """The same image under its format number."""
    return {_FORMAT: number, **image}


def require_format(image: Image, known: int) -> None:
    """Refuse an image that a newer program wrote: guessing at its meaning could cost money."""
    found = number(image, _FORMAT)
    if found > known:
        raise ImageInvalid(f"format {found} is newer than {known}, the newest known here")


def text(image: Image, name: str) -> str:
    value = image.get(name)
    if not isinstance(value, str):
        raise ImageInvalid(f"{name} is not text")
    return value


def number(image: Image, name: str) -> int:
    value = image.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ImageInvalid(f"{name} is not a number")
    return value


def flag(image: Image, name: str) -> bool:
    value = image.get(name)
    if not isinstance(value, bool):
        raise ImageInvalid(f"{name} is neither true nor false")
    return value


def raw(image: Image, name: str) -> bytes:
    """A field kept as hex digits."""
    try:
        return bytes.fromhex(text(image, name))
    except ValueError:
        # The cause would carry the digits into a log.
        raise ImageInvalid(f"{name} is not hex") from None


def table(image: Image, name: str) -> Image:
    value = image.get(name)
    if not isinstance(value, dict):
        raise ImageInvalid(f"{name} is not a table")
    return value


def optional_table(image: Image, name: str) -> Image | None:
    return None if image.get(name) is None else table(image, name)


def rows(image: Image, name: str) -> list[Image]:
    """A list of tables."""
    value = image.get(name)
    if not isinstance(value, list):
        raise ImageInvalid(f"{name} is not a list")
    found = [row for row in value if isinstance(row, dict)]
    if len(found) != len(value):
        raise ImageInvalid(f"{name} holds something that is not a table")
    return found


def numbers(image: Image, name: str) -> list[int]:
    """A list of whole numbers."""
    value = image.get(name)
    if not isinstance(value, list):
        raise ImageInvalid(f"{name} is not a list")
    found = [item for item in value if isinstance(item, int) and not isinstance(item, bool)]
    if len(found) != len(value):
        raise ImageInvalid(f"{name} holds something that is not a number")
    return found


def counts(image: Image, name: str) -> dict[int, int]:
    """A table of whole numbers by canister number."""
    inner = table(image, name)
    try:
        return {int(key): number(inner, key) for key in inner}
    except ValueError as error:
        raise ImageInvalid(f"{name} has a key that is no number") from error
