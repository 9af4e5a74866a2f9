"""The receipts that came out, as whoever takes them sees them: no receipt is there twice.

Half a receipt, which the machine cuts off before anybody comes, has no reference and is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hardware.emulators.image import Image, JsonValue
from kiosk.receipts.words import Phrase


class Slips:
    """Attributes: texts: by the run of the printer, and the number that the receipt has in it."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], tuple[str, ...]] = {}

    def seen(self, world: Image, run: int) -> None:
        """The last ones. run: how often the devices were started."""
        printer = world["printer"]
        assert isinstance(printer, dict), "the printer and its paper"
        slips = printer["receipts"]
        assert isinstance(slips, list), "one after the other"
        for slip in slips:
            match slip:
                case {"number": int(number), "lines": list(lines)}:
                    text = tuple(map(_text, lines))
                    if any(line.startswith(Phrase.REFERENCE) for line in text):
                        self.texts[run, number] = text

    def twice(self) -> Iterator[str]:
        """Each has a reference of its own, so that two are never alike."""
        for text, count in Counter(self.texts.values()).items():
            if count > 1:
                yield f"receipts: {count} are alike, of {len(text)} lines"


def _text(line: JsonValue) -> str:
    """A line is its text, and how it is printed."""
    return str(line[0]) if isinstance(line, list) else ""
