"""`./atm bank`: serve a state folder's bank until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import secrets
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from typing import Final

import uvloop

from bank_server.certificates.key_folder import KeyFolder, KeyFolderError
from bank_server.certificates.state_keys import StateKeys, is_new, make_keys, open_keys
from bank_server.home_store import check_home, keep_home
from bank_server.http.listener import PortTaken, bind
from bank_server.http.server import BankServer
from bank_server.http.threads import StoreThread
from bank_server.http.tls import TlsSettingsError
from bank_server.service.audit import AuditFile
from bank_server.service.audit_books import compare
from bank_server.service.audit_read import newest_first
from bank_server.service.audit_seal import AuditSeals
from bank_server.service.bank import wire
from bank_server.service.clock import steady_clock
from bank_server.service.event_log import EventLog
from bank_server.service.parts import BankParts
from bank_server.service.pin_hash import Argon2PinHasher
from bank_server.service.pin_queue import PinQueue
from bank_server.service.sealing import KeySealer
from bank_server.settings import BankSettings, SettingsError, load
from bank_server.state import (
    StateExposed,
    StateFolder,
    StateHeld,
    add_first_staff,
    announce,
    state_path,
)
from bank_server.store.base import Store, StoreRefused, StoreUnavailable
from bank_server.store.opening import open_store, shown
from hardware.logs.process_log import logging_in
from hardware.logs.settings import LogSettings, LogSettingsError
from hardware.logs.settings import load as load_log_settings

GOOD: Final = 0
CANNOT: Final = 2
INTERRUPTED: Final = 130
BOOT_ID_SIZE: Final = 8
OTHERS: Final = 0o077
# Not 0: a system that pipes core files into a program of its own does so in spite of 0, not of 1.
CORE_SIZE: Final = 1

EPILOGUE: Final = (
    "exit: 0 ended by SIGTERM, 2 it cannot start, 130 Ctrl-C. "
    "example: ./atm bank --state state --port 0 --admin-port 0"
)


def main(arguments: Sequence[str] | None = None) -> int:
    if not __debug__:
        print("bank: refuses to run without its assertions (python -O)", file=sys.stderr)
        return CANNOT
    options = _parser().parse_args(arguments)
    _keep_to_itself()
    folder = StateFolder(options.state)
    place = str(folder.path)
    try:
        settings = load(folder.settings, os.environ).with_options(
            port=options.port, admin_port=options.admin_port, store=options.store
        )
        place = shown(settings.store, folder.database)
        logs = load_log_settings(folder.settings, os.environ)
        return _hold_and_serve(folder, settings, logs)
    except (
        LogSettingsError,
        SettingsError,
        StateExposed,
        StateHeld,
        KeyFolderError,
        PortSettingTaken,
        TlsSettingsError,
        StoreRefused,
    ) as error:
        print(f"bank: {error}", file=sys.stderr)
    except StoreUnavailable as error:
        print(f"bank: {place} cannot be used: {error}", file=sys.stderr)
    except OSError as error:
        print(f"bank: {error.filename or folder.path}: {error.strerror}", file=sys.stderr)
    return CANNOT


def _keep_to_itself() -> None:
    """What this process makes is its user's alone, and a crash leaves no memory with keys."""
    os.umask(OTHERS)
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    size = hard if hard == 0 else CORE_SIZE
    resource.setrlimit(resource.RLIMIT_CORE, (size, size))


class PortSettingTaken(Exception):
    """A port is in use; the text names the setting that asked for it."""


def _hold_and_serve(folder: StateFolder, settings: BankSettings, logs: LogSettings) -> int:
    folder.make()
    with ExitStack() as stack:
        stack.callback(os.close, folder.hold())
        stack.enter_context(logging_in(folder.logs, "bank", logs))
        atm_socket = stack.enter_context(_bound(folder, "port", settings.port))
        admin_socket = stack.enter_context(_bound(folder, "admin_port", settings.admin_port))
        return _serve(folder, settings, atm_socket, admin_socket, stack)


def _bound(folder: StateFolder, name: str, port: int) -> socket.socket:
    try:
        return bind(port)
    except PortTaken as taken:
        raise PortSettingTaken(
            f"{taken}; change setting {name} of [bank] in {folder.settings}, or give option "
            f"--{name.replace('_', '-')} (0 takes any free port)"
        ) from taken


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm bank",
        description="Serve the bank of a state folder: one port for ATMs, one for staff. "
        "A new folder gets its keys and first operators. Prints one JSON line when ready.",
        epilog=EPILOGUE,
    )
    parser.add_argument(
        "--state",
        type=state_path,
        required=True,
        metavar="DIR",
        help="state folder; made if missing",
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="for ATMs; 0 = any free port (default: 8443)"
    )
    parser.add_argument(
        "--admin-port", type=int, metavar="N", help="for staff; 0 = any free port (default: 8444)"
    )
    parser.add_argument(
        "--store",
        metavar="WHERE",
        help="where the books are kept: sqlite, or the address of a MongoDB replica set, "
        "mongodb://…; with a password in it, better as a setting (default: sqlite)",
    )
    return parser


def _serve(
    folder: StateFolder,
    settings: BankSettings,
    atm_socket: socket.socket,
    admin_socket: socket.socket,
    stack: ExitStack,
) -> int:
    key_folder, now = KeyFolder(folder.keys), datetime.now(UTC)
    if is_new(key_folder):
        make_keys(key_folder, now=now, random_bytes=secrets.token_bytes)
    keys = open_keys(key_folder, now=now)
    check_home(folder, settings.store)
    thread = StoreThread()
    stack.callback(thread.close)
    store = thread.run_blocking(
        lambda: open_store(settings.store, folder.database, secrets.token_hex(BOOT_ID_SIZE))
    )
    stack.callback(lambda: thread.run_blocking(store.close))
    keep_home(folder, settings.store)
    thread.run_blocking(lambda: add_first_staff(store, key_folder, keys, now))
    audit, parts = _parts(folder, settings, keys, store, stack)
    look_back = partial(newest_first, folder.audit)
    thread.run_blocking(lambda: compare(parts, look_back, has_lost_lines=audit.has_lost_lines))
    queue = PinQueue(os.cpu_count() or 1, settings.argon2_waiting)
    server = BankServer(
        wire(parts, keys.atm_authority, look_back),
        keys,
        thread,
        queue,
        atm_socket=atm_socket,
        admin_socket=admin_socket,
        wall_s=time.time,
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_until_told(server, folder, parts.log))


def _parts(
    folder: StateFolder, settings: BankSettings, keys: StateKeys, store: Store, stack: ExitStack
) -> tuple[AuditFile, BankParts]:
    now_ms = steady_clock(time.time_ns, time.monotonic_ns)
    log = EventLog()
    seals = AuditSeals(keys.folder, secrets.token_bytes)
    audit = AuditFile(folder.audit, now_ms, log, seals)
    stack.callback(audit.close)
    parts = BankParts(
        store=store,
        sealer=KeySealer(keys.master_key, secrets.token_bytes),
        hasher=Argon2PinHasher(keys.pepper),
        pepper=keys.pepper,
        now_ms=now_ms,
        random_bytes=secrets.token_bytes,
        audit=audit,
        log=log,
        currency=settings.currency,
        zone=settings.zone,
        day_ends_minute=settings.day_ends_minute,
        deposit_alone_max=settings.deposit_alone_max,
        deposit_alone_day_max=settings.deposit_alone_day_max,
    )
    return audit, parts


async def _until_told(server: BankServer, folder: StateFolder, log: EventLog) -> int:
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def tell(code: int) -> None:
        if not told.done():
            told.set_result(code)

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, tell, GOOD)
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, tell, INTERRUPTED)
    await server.open()
    print(announce(folder, server.port, server.admin_port), flush=True)
    log.info("bank_ready", port=server.port, admin_port=server.admin_port, pid=os.getpid())
    try:
        return await told
    finally:
        await server.close()
        folder.serving.unlink(missing_ok=True)
        log.info("bank_stopped")


if __name__ == "__main__":
    sys.exit(main())
