"""A tap in the cable between kiosk and device: hears what no log may ever hold."""

from __future__ import annotations

import os
import select
import threading
import tty
from pathlib import Path

from hardware.protocol.frame import FrameDecoder

OK = 0
REPLY = 0x80
READ_SIZE = 4096


class WireTap(threading.Thread):
    """Stands where the kiosk looks for its port and passes everything on, both ways.

    Attributes:
        replies: op -> data of every good reply to it.
        asked: op -> payload of every request.
    """

    def __init__(self, link: Path, device: Path):
        super().__init__(name=f"tap-{link.name}")
        self._device = device
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        link.symlink_to(os.ttyname(self._slave))
        self._stop_out, self._stop_in = os.pipe()
        self._decoder = FrameDecoder()
        self._asked_decoder = FrameDecoder()
        self.replies: dict[int, list[bytes]] = {}
        self.asked: dict[int, list[bytes]] = {}

    def run(self):
        there = None
        try:
            while True:
                ends = [self._stop_out, self._master] + ([] if there is None else [there])
                ready, _, _ = select.select(ends, [], [])
                if self._stop_out in ready:
                    return
                if self._master in ready:
                    asked = os.read(self._master, READ_SIZE)
                    for frame in self._asked_decoder.feed(asked):
                        self.asked.setdefault(frame.op, []).append(frame.payload)
                    there = self._plugged() if there is None else there
                    there = self._pass_on(there, asked)
                if there is not None and there in ready:
                    there = self._answer(there)
        finally:
            for end in (self._master, self._slave, self._stop_out, self._stop_in):
                os.close(end)
            if there is not None:
                os.close(there)

    def close(self):
        os.write(self._stop_in, b".")
        self.join()

    def _plugged(self) -> int | None:
        try:
            there = os.open(self._device, os.O_RDWR | os.O_NOCTTY)
        except OSError:
            return None
        tty.setraw(there)
        return there

    def _pass_on(self, there: int | None, asked: bytes) -> int | None:
        if there is not None:
            try:
                os.write(there, asked)
            except OSError:
                os.close(there)
                return None
        return there

    def _answer(self, there: int) -> int | None:
        try:
            answer = os.read(there, READ_SIZE)
        except OSError:
            answer = b""
        if not answer:
            os.close(there)
            return None
        os.write(self._master, answer)
        for frame in self._decoder.feed(answer):
            if frame.payload[:1] == bytes([OK]):
                self.replies.setdefault(frame.op & ~REPLY, []).append(frame.payload[1:])
        return there
