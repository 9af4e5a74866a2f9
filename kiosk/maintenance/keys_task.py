"""Item 11, keys and certificates: what files and devices say; reads and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.devices.results import Done, Result
from kiosk.domain.maintenance import keys
from kiosk.domain.maintenance.keys import CertificateLines, KeyFacts
from kiosk.domain.staff_page import StaffPage
from kiosk.domain.supervisor import Device
from kiosk.identity import Identity
from kiosk.maintenance.certificates import CertificateFacts, authority, days_left, own_certificate
from kiosk.maintenance.task import Desk, Task
from kiosk.maintenance.tools import Tools


@dataclass(frozen=True, slots=True)
class _Files:
    own: CertificateLines | None
    authority: CertificateLines | None
    glass: bool
    link: bool
    card_names: bool
    seal: bool


class KeysTask(Task):
    def __init__(self, tools: Tools, desk: Desk) -> None:
        self._tools = tools
        self._desk = desk
        self._files: _Files | None = None
        self._is_closed = False
        self._look()

    @property
    def page(self) -> StaffPage:
        return keys.page(None if self._files is None else self._facts(self._files))

    def act(self, number: int) -> None:
        assert number == keys.LOOK
        self._look()

    def close(self) -> None:
        self._is_closed = True

    def _look(self) -> None:
        identity, now_ms = self._tools.identity, self._tools.utc_ms()
        self._tools.chores.do(lambda: _read(identity, now_ms), self._have_read)

    def _have_read(self, result: Result[_Files]) -> None:
        if isinstance(result, Done):
            self._files = result.value
        if not self._is_closed:
            self._desk.changed()

    def _facts(self, files: _Files) -> KeyFacts:
        tools = self._tools
        return KeyFacts(
            hsm=tools.devices.has_key(Device.HSM),
            pad=tools.devices.has_key(Device.PIN_PAD),
            uses_pad=tools.house.uses_pad,
            glass=files.glass if tools.house.touch_pin else None,
            link=files.link,
            card_names=files.card_names,
            seal=files.seal,
            seal_name=tools.ports.journal.key(),
            own=files.own,
            authority=files.authority,
        )


def _read(identity: Identity, now_ms: int) -> _Files:
    """Not in the core thread. What lies in a key's file is not looked at."""
    return _Files(
        _certificate(own_certificate, identity, now_ms),
        _certificate(authority, identity, now_ms),
        glass=identity.pad_key.is_file(),
        link=identity.key.is_file(),
        card_names=identity.card_token_key.is_file(),
        seal=identity.journal_seal.is_file(),
    )


def _certificate(
    read: Callable[[Identity], CertificateFacts], identity: Identity, now_ms: int
) -> CertificateLines | None:
    try:
        found = read(identity)
    except (OSError, ValueError):
        return None
    days = days_left(found.ends_ms, now_ms)
    return CertificateLines(found.subject, found.serial, found.ends_ms, days)
