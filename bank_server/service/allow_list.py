"""Which ATM certificates are allowed, remembered so that no request waits for the disk to know.

Written on the store's thread, read on the event loop: single dictionary operations, so no lock.
"""

from __future__ import annotations

from bank_server.certificates.identity import Peer


class AllowList:
    """What the store has said about (serial, URN) so far; None where it has not been asked."""

    def __init__(self) -> None:
        self._known: dict[Peer, bool] = {}

    def known(self, peer: Peer) -> bool | None:
        return self._known.get(peer)

    def remember(self, peer: Peer, *, is_allowed: bool) -> None:
        self._known[peer] = is_allowed

    def forget(self, serial: str) -> None:
        """A certificate was allowed or revoked: ask the store again."""
        for peer in [each for each in self._known if each.serial == serial]:
            self._known.pop(peer, None)
