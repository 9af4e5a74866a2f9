"""The loop that serves five ports and the control socket, in one thread, without ever sleeping.

It waits until bytes come or something is due: a motor's next step, an answer's wire time. Matter
that has moved is flushed before it waits.
"""

from __future__ import annotations

import selectors
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hardware.emulators.commands import Commands
from hardware.emulators.control_server import Client, ControlServer
from hardware.emulators.matter import Flushable
from hardware.emulators.pty_port import PtyPort
from hardware.emulators.supply_commands import Line
from hardware.emulators.world import World

_READ: Final = selectors.EVENT_READ
_WRITE: Final = selectors.EVENT_WRITE
UNFLUSHED_TURNS_MAX: Final = 16


class Server:
    """Belongs to one thread.

    wake: a file that becomes readable when `is_ended` may have changed.
    """

    def __init__(
        self,
        world: World,
        ports: Mapping[str, PtyPort],
        control: ControlServer,
        matter: Sequence[Flushable],
        *,
        line: Line | None = None,
        wake: int,
        is_ended: Callable[[], bool],
        monotonic: Callable[[], float],
    ) -> None:
        self._world = world
        self._ports = ports
        self._control = control
        self._matter = matter
        self._unflushed_turns = 0
        self._commands = Commands(world, ports, line)
        self._wake = wake
        self._is_ended = is_ended
        self._monotonic = monotonic
        world.on_event = control.publish

    def run(self) -> None:
        """Serve until the end is asked for."""
        while not self._is_ended():
            # Made anew each turn: cables are pulled and plugged by the very commands served here.
            with selectors.DefaultSelector() as selector:
                self._watch(selector)
                ready = selector.select(0) if self._may_put_off_flushing() else []
                if not ready:
                    self._flush()
                    ready = selector.select(self._patience_s())
            for key, events in ready:
                self._serve(key.data, events)
            self._world.catch_up()
            for port in self._ports.values():
                port.flush()
            for client in self._control.drop_ended():
                client.close()

        self._flush()

    def _may_put_off_flushing(self) -> bool:
        """Whoever asks something now is answered first; but not for ever."""
        if all(each.is_flushed for each in self._matter):
            return False
        self._unflushed_turns += 1
        return self._unflushed_turns < UNFLUSHED_TURNS_MAX

    def _flush(self) -> None:
        self._unflushed_turns = 0
        for each in self._matter:
            each.flush()

    def _watch(self, selector: selectors.BaseSelector) -> None:
        selector.register(self._wake, _READ, None)
        selector.register(self._control.listener, _READ, self._control)
        for port in self._ports.values():
            if port.is_plugged:
                selector.register(port.fileno(), _READ, port)
        for client in self._control.clients:
            events = _READ | _WRITE if client.has_unsent else _READ
            selector.register(client.fileno(), events, client)

    def _serve(self, source: object, events: int) -> None:
        match source:
            case PtyPort() if source.is_plugged:
                source.pump()
            case ControlServer():
                source.accept()
            case Client():
                if events & _WRITE:
                    source.flush()
                if events & _READ:
                    self._control.serve(source, self._commands)
            case _:
                pass

    def _patience_s(self) -> float | None:
        dues = [self._world.next_due(), *(port.next_due() for port in self._ports.values())]
        due = min((due for due in dues if due is not None), default=None)
        return None if due is None else max(0.0, due - self._monotonic())
