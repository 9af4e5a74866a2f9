"""The receipts that came out, as whoever takes them sees them: no piece of paper is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hardware.emulators.image import Image


class Slips:
    """Attributes: texts: by the run of the printer, and the number that the slip has in it."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], str] = {}

    def seen(self, world: Image, run: int) -> None:
        """The last ones. run: how often the devices were started."""
        printer = world["printer"]
        assert isinstance(printer, dict), "the printer and its paper"
        slips = printer["receipts"]
        assert isinstance(slips, list), "one after the other"
        for slip in slips:
            match slip:
                case {"number": int(number), "lines": list(lines)}:
                    self.texts[run, number] = "\n".join(str(line) for line in lines)

    def twice(self) -> Iterator[str]:
        """Each has a reference of its own, so that two are never alike."""
        for text, count in Counter(self.texts.values()).items():
            if count > 1:
                yield f"receipts: {count} are alike, of {text.count(chr(10)) + 1} lines"
