"""One act that waits for its next try, and can be hurried when the link is back."""

from __future__ import annotations

from kiosk.runtime.loop import Action, Loop, Timer


class Again:
    """Holds at most one act. Lives in the core thread."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._act: Action | None = None
        self._timer: Timer | None = None

    def after(self, delay_s: float, act: Action) -> None:
        """Run `act` after so many seconds, at once for 0."""
        assert self._act is None, "one act waits at a time"
        if delay_s <= 0:
            act()
            return
        self._act = act
        self._timer = self._loop.after(delay_s, self.hurry)

    def hurry(self) -> None:
        """Run what waits now; nothing if nothing waits."""
        act, self._act = self._act, None
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if act is not None:
            act()
