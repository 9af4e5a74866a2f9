"""Sheets of paper on their way, counted by canister, and how they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hardware.emulators.image import Image, JsonValue, number, rows


@dataclass(slots=True)
class Sheet:
    """What passes the sensors as one: a note, or two that stick together."""

    canister: int
    notes: int


def by_canister(sheets: Iterable[Sheet]) -> dict[int, int]:
    found: dict[int, int] = {}
    add(found, sheets)
    return found


def add(place: dict[int, int], sheets: Iterable[Sheet]) -> None:
    for sheet in sheets:
        place[sheet.canister] = place.get(sheet.canister, 0) + sheet.notes


def sheets_image(sheets: Iterable[Sheet]) -> list[JsonValue]:
    return [{"canister": sheet.canister, "notes": sheet.notes} for sheet in sheets]


def sheets(image: Image, name: str) -> list[Sheet]:
    return [Sheet(number(row, "canister"), number(row, "notes")) for row in rows(image, name)]


def counts_image(place: dict[int, int]) -> Image:
    return {str(canister): notes for canister, notes in place.items()}
