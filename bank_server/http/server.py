"""The bank as a server: two listeners, one store thread and one Argon2 pool, opened as one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Final

from bank_server.certificates.identity import Peer
from bank_server.certificates.state_keys import StateKeys
from bank_server.http.admin_routes import AdminRoutes
from bank_server.http.atm_routes import AtmRoutes
from bank_server.http.edge import Edge, loop_faults
from bank_server.http.listener import HttpsListener
from bank_server.http.threads import StoreThread
from bank_server.http.tls import server_context
from bank_server.http.tls_protocol import Admission
from bank_server.service.bank import Bank
from bank_server.service.pin_queue import Overloaded, PinQueue
from bank_server.store.base import StoreUnavailable

HELD_CHECK_PERIOD_S: Final = 3600.0


class BankServer:
    """Made and used on the event loop's thread."""

    def __init__(
        self,
        bank: Bank,
        keys: StateKeys,
        thread: StoreThread,
        queue: PinQueue,
        *,
        atm_socket: socket.socket,
        admin_socket: socket.socket,
        wall_s: Callable[[], float],
    ) -> None:
        """Raises TlsSettingsError if a listener's files cannot be used."""
        self._bank = bank
        self._thread = thread
        self._queue = queue
        log = bank.parts.log
        edge = Edge(log, bank.parts.random_bytes)

        def atm_may_connect(peer: Peer) -> bool:
            return bank.allow_list.known(peer) is not False

        self.atm_admission = Admission(atm_may_connect, self._closed("atm"))
        self._atm = HttpsListener(
            AtmRoutes(bank, edge, thread, queue).application(),
            atm_socket,
            server_context(keys.atm_listener, self._refused("atm")),
            self.atm_admission,
            wall_s,
        )
        self._admin = HttpsListener(
            AdminRoutes(bank, edge, thread).application(),
            admin_socket,
            server_context(keys.admin_listener, self._refused("admin")),
            Admission(lambda _: True, self._closed("admin")),
            wall_s,
        )
        self._closing = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        return self._atm.port

    @property
    def admin_port(self) -> int:
        return self._admin.port

    async def open(self) -> None:
        """Both ports take requests when this returns."""
        asyncio.get_running_loop().set_exception_handler(loop_faults(self._bank.parts.log))
        self._queue.start()
        await self._doubt_old_holds()
        await self._atm.open()
        await self._admin.open()
        self._watch = asyncio.create_task(self._watch_holds())

    async def close(self) -> None:
        """Running requests end, or are cut off, within two seconds."""
        self._closing.set()
        if self._watch is not None:
            await self._watch
        await asyncio.gather(self._atm.close(), self._admin.close())
        await self._write_heard()
        self._queue.close()

    async def _watch_holds(self) -> None:
        """Ends when close() sets the event that it waits for."""
        while True:
            await self._review_pins()
            try:
                await asyncio.wait_for(self._closing.wait(), HELD_CHECK_PERIOD_S)
            except TimeoutError:
                await self._doubt_old_holds()
            else:
                return

    async def _doubt_old_holds(self) -> None:
        parts = self._bank.parts
        try:
            count = await self._thread.run(
                lambda: parts.store.transactions.doubt_old_holds(parts.now_ms())
            )
            silent = await self._thread.run(
                lambda: parts.store.deposits.list_overdue(parts.now_ms())
            )
        except (StoreUnavailable, Overloaded):
            return  # the next period asks again; requests log what is wrong
        if count:
            parts.log.warning("holds_in_doubt", count=count)
        if silent:
            parts.log.warning("deposits_overdue", count=silent)

    async def _review_pins(self) -> None:
        """Page by page, so that no customer waits for it."""
        cases = self._bank.pin_review
        try:
            while await self._thread.run(cases.forget_old):
                pass
            reading = await self._thread.run(cases.begin)
            while await self._thread.run(reading.read_page):
                pass
            finding = await self._thread.run(reading.finding)
            await self._thread.run(lambda: cases.raise_alarm(finding))
        except (StoreUnavailable, Overloaded):
            return  # the next period looks again

    async def _write_heard(self) -> None:
        """Once nobody is heard any more: what only this process knows of the journals."""
        try:
            await self._thread.run_promised(self._bank.journals.write_heard)
        except StoreUnavailable:
            self._bank.parts.log.warning("store_unavailable", what="heard")

    def _refused(self, listener: str) -> Callable[[str], None]:
        log = self._bank.parts.log
        return lambda reason: log.info("tls_refused", where=listener, reason=reason)

    def _closed(self, listener: str) -> Callable[[str, str], None]:
        log = self._bank.parts.log
        return lambda reason, serial: log.info(
            "connection_closed", where=listener, reason=reason, serial=serial
        )
