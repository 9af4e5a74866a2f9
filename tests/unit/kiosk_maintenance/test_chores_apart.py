"""A medium that hangs holds up no other chore."""

from __future__ import annotations

import threading
from queue import SimpleQueue

from kiosk.devices.results import Done
from kiosk.maintenance.chores import ChoreWorker

PATIENCE_S = 10.0


def test_a_chore_goes_on_while_one_apart_hangs():
    told = SimpleQueue()
    pulled = threading.Event()
    worker = ChoreWorker(lambda news: news())
    worker.start()
    try:
        worker.apart(lambda: pulled.wait(PATIENCE_S), lambda _result: None)
        worker.do(lambda: 7, told.put)

        assert Done(7) == told.get(timeout=PATIENCE_S / 2)
    finally:
        pulled.set()
        worker.close()
