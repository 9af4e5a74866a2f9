"""The encoder's thread: it alone has the desk, does what the clerk asks, and looks around."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from hardware.errors import HardwareError
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal
from hardware.process_start import told
from kiosk.desk.deeds import Broken, Deed, Done, Ended, NoProgrammer, Refused, Tools
from kiosk.desk.desk_seen import DeskSeen, look
from kiosk.desk.fed_writer import FedWriter
from kiosk.desk.refusal_words import why_shut

DEEDS_WAITING_MAX: Final = 8
LOOK_S: Final = 30.0  # departures pass without anybody doing anything
RETRY_S: Final = 2.0
END_S_MAX: Final = 6.0

_LOG: Final = logging.getLogger("desk")


class DeskWorker:
    """Sinks are called from its thread.

    shut: why there is no desk to work with; it is tried again. saw: all that can be seen of it.
    ended: what became of a deed; what can be seen afterwards came before.
    """

    def __init__(
        self,
        open_desk: Callable[[FedWriter], Desk],
        writer: FedWriter,
        tools: Tools,
        clock: Callable[[], datetime],
        *,
        shut: Callable[[str], None],
        saw: Callable[[DeskSeen], None],
        ended: Callable[[Ended], None],
    ) -> None:
        """open_desk: raises DeskRefusal. clock: aware UTC."""
        self._open_desk = open_desk
        self._writer = writer
        self._tools = tools
        self._clock = clock
        self._shut, self._saw, self._ended = shut, saw, ended
        self._deeds: queue.Queue[Deed | None] = queue.Queue(DEEDS_WAITING_MAX)
        self._is_ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-encoder")

    def start(self) -> None:
        self._thread.start()

    def do(self, deed: Deed) -> bool:
        """Later; never waits. False: too many wait already, and this one was not taken."""
        try:
            self._deeds.put_nowait(deed)
        except queue.Full:
            return False
        return True

    def close(self) -> bool:
        """What still waits is not done, and no card is waited for. False: the writer hangs."""
        self._is_ending.set()
        self._writer.give_up()
        try:
            self._deeds.put_nowait(None)
        except queue.Full:
            self._deeds.get_nowait()
            self._deeds.put_nowait(None)
        self._thread.join(END_S_MAX)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._is_ending.is_set():
            try:
                desk = self._open_desk(self._writer)
            except DeskRefusal as refusal:
                self._shut(why_shut(refusal))
                self._is_ending.wait(RETRY_S)
                continue
            with desk:
                self._serve(desk)

    def _serve(self, desk: Desk) -> None:
        self._look(desk)
        while not self._is_ending.is_set():
            try:
                deed = self._deeds.get(timeout=LOOK_S)
            except queue.Empty:
                self._look(desk)
                continue
            if deed is None:
                return
            ended = self._done(desk, deed)
            self._look(desk)
            self._ended(ended)

    def _done(self, desk: Desk, deed: Deed) -> Ended:
        self._writer.begin()
        if self._is_ending.is_set():
            self._writer.give_up()
        try:
            return Done(deed, deed.does(desk, self._tools))
        except DeskRefusal as refusal:
            return Refused(
                deed, refusal.reason, refusal.words, refusal.card, is_done=refusal.is_done
            )
        except NoProgrammer as error:
            return Refused(deed, None, str(error))
        except HardwareError as error:
            _LOG.info("programmer deed=%s %s", deed.name, told(error))
            words = "The programmer did not answer. Is it plugged in and switched on? Do it again"
            return Refused(deed, None, words, can_repeat=True)
        except Exception as error:  # noqa: BLE001 - the clerk must hear that the outcome is unknown
            _LOG.error("failed deed=%s %s", deed.name, told(error))
            return Broken(deed)

    def _look(self, desk: Desk) -> None:
        try:
            self._saw(look(desk, self._clock()))
        except DeskRefusal as refusal:
            self._shut(why_shut(refusal))
