"""Serve the emulated devices of a state folder until told to end.

    ./atm devices --state DIR [--zero-delay] [--pace 115200] [--door-lock 4711:12]

Ports are DIR/devices/ports/{card_reader,hsm,pin_pad,cabinet,receipt_printer}; where a door lock is
fitted, door_lock, and door_lock_programmer for whoever brings a programmer, while its dispatch
office is in DIR/dispatch. The control socket is DIR/devices/control.sock. Ending, even by kill -9,
is a power cut: the next start goes on from it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import secrets
import signal
import sys
import time
from pathlib import Path
from typing import Final

from hardware.emulators.control_server import ControlServer, SocketInUse
from hardware.emulators.dispenser import Delays
from hardware.emulators.image import ImageInvalid
from hardware.emulators.link_relay import LinkRelay
from hardware.emulators.memories import FolderMemories
from hardware.emulators.nonvolatile import MemoryFault
from hardware.emulators.power import Power
from hardware.emulators.pty_port import Device, PtyPort
from hardware.emulators.server import Server
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError
from hardware.locks.desk.rooms import ROOMS_MAX
from hardware.logs.process_log import logging_in
from hardware.logs.settings import LogSettingsError
from hardware.logs.settings import load as load_log_settings
from hardware.process_end import code_after
from hardware.process_lock import ProcessLock, StateInUse
from hardware.process_start import ChecksRemoved, keep_to_itself, state_folder
from hardware.protocol.door_lock import HOTEL_MAX

NS_PER_S: Final = 1_000_000_000
PORT_MAX: Final = 65_535
DISPATCH: Final = "dispatch"  # the office's folder, beside devices
PROGRAMMER: Final = "door_lock_programmer"
_EXIT_CANNOT: Final = 2
_LOG: Final = logging.getLogger("devices")


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0 ended by SIGTERM, 2 it cannot start or a memory is damaged, 130 Ctrl-C."""
    options = _parser().parse_args(arguments)
    came: list[int] = []
    try:
        keep_to_itself()
        with contextlib.ExitStack() as stack:
            server = _server(options, stack, came)
            _LOG.info("devices_ready pid=%d", os.getpid())
            server.run()
            _LOG.info("devices_stopped")
    except (
        ChecksRemoved,
        LogSettingsError,
        StateInUse,
        SocketInUse,
        MemoryFault,
        ImageInvalid,
        WorldError,
    ) as error:
        return _cannot(str(error))
    except OSError as error:
        return _cannot(f"{error.filename or options.state}: {error.strerror}")
    return code_after(came[0])


def _server(options: argparse.Namespace, stack: contextlib.ExitStack, came: list[int]) -> Server:
    """Everything made and announced, and put on the stack to be undone.

    came: gets the signals that told it to end.
    """
    logs = load_log_settings(options.state / "settings.toml", os.environ)
    folder: Path = options.state / "devices"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = ProcessLock(options.state / "devices.lock")
    stack.callback(lock.release)
    stack.enter_context(logging_in(options.state / "logs", "devices", logs))
    killer = _Killer(options.kill_at)
    memories = FolderMemories(folder, hook=killer.at_write if killer.is_armed else None)
    world = _world(options, memories, killer)
    control = ControlServer(folder / "control.sock")
    stack.callback(control.close)
    ports = _ports(world, folder / "ports", baud=options.pace)
    for port in ports.values():
        stack.callback(port.unplug)
        port.plug()
    relay = _relay(options.bank_port, stack)
    wake = _wake_on_signals(stack, came)
    ready = {
        "ready": True,
        "control": str(folder / "control.sock"),
        "pid": os.getpid(),
        **({} if relay is None else {"link_port": relay.port}),
    }
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    return Server(
        world,
        ports,
        control,
        memories.matter,
        line=relay,
        wake=wake,
        is_ended=lambda: bool(came),
        monotonic=time.monotonic,
    )


def _relay(bank_port: int, stack: contextlib.ExitStack) -> LinkRelay | None:
    if not bank_port:
        return None
    relay = LinkRelay(bank_port, monotonic=time.monotonic)
    stack.callback(relay.close)
    relay.start()
    return relay


def _cannot(why: str) -> int:
    sys.stderr.write(f"devices: {why}\n")
    return _EXIT_CANNOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm devices",
        description="Serve emulated devices on pseudo-terminals.",
        epilog="exit: 0 ended by SIGTERM, 2 it cannot start, 130 Ctrl-C. "
        "example: ./atm devices --state /tmp/atm --zero-delay",
    )
    parser.add_argument(
        "--state", type=state_folder, required=True, metavar="DIR", help="state folder"
    )
    parser.add_argument(
        "--zero-delay", action="store_true", help="mechanics that take no time (default: real)"
    )
    parser.add_argument(
        "--pace",
        type=int,
        default=0,
        metavar="BAUD",
        help="add the wire time of this rate to every answer (default: 0, none)",
    )
    parser.add_argument(
        "--bank-port",
        type=_port,
        default=0,
        metavar="N",
        help="the bank's port for ATMs: a link to it that can fail is served too "
        "(default: 0, none)",
    )
    parser.add_argument(
        "--door-lock",
        type=_lock,
        metavar="OWNER:N",
        help="fit a lock at the service door, with that number, if there is none yet "
        "(default: none; one that was fitted stays)",
    )
    parser.add_argument(
        "--kill-at",
        default="",
        metavar="POINT",
        help="end this process by SIGKILL at hsm:MOMENT or at MEMORY.nv:N:PART of the N-th write, "
        "PART one of before, torn, unsynced, after; for tests",
    )
    return parser


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= PORT_MAX):
        raise argparse.ArgumentTypeError(f"a number from 0 to {PORT_MAX}")
    return int(text)


def _lock(text: str) -> tuple[int, int]:
    owner, _, lock = text.partition(":")
    is_so = owner.isdecimal() and lock.isdecimal()
    if not is_so or not 1 <= int(owner) <= HOTEL_MAX or not 1 <= int(lock) <= ROOMS_MAX:
        raise argparse.ArgumentTypeError(f"two numbers, 1:1 to {HOTEL_MAX}:{ROOMS_MAX}")
    return int(owner), int(lock)


def _world(options: argparse.Namespace, memories: FolderMemories, killer: _Killer) -> World:
    power = Power()
    power.on_moment = killer.at_moment
    return World(
        memories,
        monotonic=time.monotonic,
        random_bytes=secrets.token_bytes,
        delays=Delays.none() if options.zero_delay else Delays(),
        hsm_power=power,
        door_lock=options.door_lock,
        dispatch=options.state / DISPATCH,
        wall_s=lambda: time.time_ns() // NS_PER_S,
    )


def _ports(world: World, folder: Path, *, baud: int) -> dict[str, PtyPort]:
    folder.mkdir(mode=0o700, exist_ok=True)
    ends: dict[str, Device] = {**world.devices}
    if world.lock is not None:
        ends[PROGRAMMER] = world.lock.socket
    return {
        name: PtyPort(end, folder / name, baud=baud, monotonic=time.monotonic)
        for name, end in ends.items()
    }


def _wake_on_signals(stack: contextlib.ExitStack, came: list[int]) -> int:
    """A file that wakes the loop when SIGTERM or SIGINT has come."""
    readable, writable = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    stack.callback(os.close, readable)
    stack.callback(os.close, writable)
    signal.set_wakeup_fd(writable)
    stack.callback(signal.set_wakeup_fd, -1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: came.append(got))
    return readable


class _Killer:
    """Ends the process at a named point, as a power cut would, so that tests need no luck."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._writes: dict[str, int] = {}

    @property
    def is_armed(self) -> bool:
        return bool(self._point)

    def at_moment(self, moment: str) -> None:
        self._die_if(f"hsm:{moment}")

    def at_write(self, memory: str, part: str) -> None:
        if part == "before":
            self._writes[memory] = self._writes.get(memory, 0) + 1
        self._die_if(f"{memory}.nv:{self._writes[memory]}:{part}")

    def _die_if(self, here: str) -> None:
        if here == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
