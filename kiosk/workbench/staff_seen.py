"""What the kiosk reports of a page of the supervisor menu: its words' ids, never what is typed."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.workbench.machine import Value


@dataclass(frozen=True, slots=True)
class PageSeen:
    """
    Attributes:
        title, asks, notice: ids, with what stands in their places behind a colon; or empty.
        is_again: what is asked is asked for the second time.
        can: numbers of the actions that can be done now.
    """

    title: str
    asks: str = ""
    notice: str = ""
    is_again: bool = False
    is_busy: bool = False
    can: tuple[int, ...] = ()

    def __str__(self) -> str:
        asked = f" asks {self.asks}{' again' if self.is_again else ''}" if self.asks else ""
        said = f" says {self.notice}" if self.notice else ""
        return f"{self.title}{asked}{said}{', busy' if self.is_busy else ''}"


def page_seen(told: Value) -> PageSeen | None:
    """From a report's `staff`; None where no such page was shown."""
    match told:
        case {
            "title": str(title),
            "asks": str(asks),
            "notice": str(notice),
            "again": bool(is_again),
            "busy": bool(is_busy),
            "can": list(can),
        }:
            numbers = tuple(each for each in can if isinstance(each, int))
            return PageSeen(title, asks, notice, is_again, is_busy, numbers)
    return None
