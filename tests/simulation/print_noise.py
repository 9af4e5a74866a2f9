"""What noise on a printer's line has made of a receipt, which nobody can know: ESC/POS has no sum.

A machine's words are what it has sent, and they are judged. Paper that says otherwise is excused
once, and only after a bit has flipped.
"""

from __future__ import annotations

from collections.abc import Sequence

from hardware.emulators.escpos_parser import Cut, PrintLine, Receiver, Text, take


class PrintNoise:
    """On one printer's line.

    Attributes: sent: lines of the newest receipt since the noise, as the machine sent them.
    """

    def __init__(self) -> None:
        self._is_garbled = False
        self.sent: list[str] = []

    def carries(self, sent: bytes, heard: bytes) -> bool:
        """The printer hears a job. Whether a bit of it has flipped."""
        is_garbled = sent != heard
        self._is_garbled = self._is_garbled or is_garbled
        if self._is_garbled:
            self.sent = receipt_of(sent)
        return is_garbled

    def excuses(self, lines: Sequence[str]) -> bool:
        """Something was cut off: whether noise alone can have made it what it is."""
        was_garbled, self._is_garbled = self._is_garbled, False
        return was_garbled and list(lines) != self.sent


def receipt_of(job: bytes) -> list[str]:
    """The lines of the last receipt in it, as they come out of an empty printer."""
    receiver = Receiver()
    for _ in receiver.feed(job):
        pass
    lines, line, found = list[str](), "", list[str]()
    while (command := take(receiver.waiting)) is not None:
        match command:
            case Text(text):
                line += text
            case PrintLine():
                lines.append(line)
                line = ""
            case Cut():
                found, lines = lines or found, []
            case _:
                pass
    return found
