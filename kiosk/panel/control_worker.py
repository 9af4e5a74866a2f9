"""The panel's two threads at the control socket: one does, one watches. No Qt in here.

Whoever watches is the only one who looks, so that an older look never follows a newer one.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from typing import Final

from hardware.emulators.control import ControlClient, ControlError
from hardware.emulators.image import Image
from kiosk.panel.deed import Deed
from kiosk.panel.seen import Seen, seen

DEEDS_WAITING_MAX: Final = 64
LOOK_S: Final = 0.5  # a look around at least so often, for what no event tells
RETRY_S: Final = 0.5
END_S_MAX: Final = 6.0


class ControlWorker:
    """Sinks are called from its threads.

    saw: everything that can be seen; None while the devices do not answer.
    heard: a tone of the beeper. refused: why a deed was not done.
    """

    def __init__(
        self,
        client: ControlClient,
        *,
        saw: Callable[[Seen | None], None],
        heard: Callable[[str], None],
        refused: Callable[[str], None],
    ) -> None:
        self._client = client
        self._saw, self._heard, self._refused = saw, heard, refused
        self._deeds: queue.Queue[Deed | None] = queue.Queue(DEEDS_WAITING_MAX)
        self._is_ending = threading.Event()
        self._threads = (
            threading.Thread(target=self._do_all, name="panel-hands"),
            threading.Thread(target=self._watch_all, name="panel-eyes"),
        )

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def do(self, deeds: Sequence[Deed]) -> None:
        """One after the other, later; never waits. What no longer fits is refused."""
        for deed in deeds:
            try:
                self._deeds.put_nowait(deed)
            except queue.Full:
                self._refused("Too many clicks are waiting for the devices.")
                return

    def close(self) -> None:
        """What still waits is not done."""
        self._is_ending.set()
        try:
            self._deeds.put_nowait(None)
        except queue.Full:
            self._deeds.get_nowait()
            self._deeds.put_nowait(None)
        for thread in self._threads:
            thread.join(END_S_MAX)

    def _do_all(self) -> None:
        while (deed := self._deeds.get()) is not None and not self._is_ending.is_set():
            try:
                self._client.call(deed.do, **deed.fields)
            except ControlError as error:
                self._refused(f"{str(error)[:1].upper()}{str(error)[1:]}.")

    def _watch_all(self) -> None:
        while not self._is_ending.is_set():
            try:
                self._watch()
            except ControlError:
                self._saw(None)
                self._is_ending.wait(RETRY_S)

    def _watch(self) -> None:
        """Until it has been silent for LOOK_S. Raises ControlError."""
        events = self._client.events(timeout_s=LOOK_S)
        try:
            self._look()
            for event in events:
                if self._is_ending.is_set():
                    return
                self._notice(event)
            raise ControlError("the devices have ended")
        except OSError:
            return  # silence, or an end that the next look will tell
        finally:
            events.close()

    def _notice(self, event: Image) -> None:
        tone = event.get("tone")
        if event.get("event") == "beep" and isinstance(tone, str):
            self._heard(tone)
        else:
            self._look()

    def _look(self) -> None:
        self._saw(seen(self._client.call("state")))
