"""Gives the journal the bank's key: with the HSM's, or for a machine whose journal was lost.

A machine whose PC was replaced has its HSM, its pad and its cash, and no key for its journal. Two
people at the bank let it begin another one; neither device is asked for anything here.
Source: docs/protocols.md, section 8.
"""

from __future__ import annotations

from bank_server.contract import NewJournalRequest
from hardware.crypto.card_token import card_token_key
from hardware.crypto.secret import Secret
from kiosk.assembly import Kiosk
from kiosk.private_files import create_private
from kiosk.provisioning.asking import ask_bank, wait
from kiosk.provisioning.blobs import JournalBlob
from kiosk.provisioning.place import ProvisioningRefused, check_place


def provision_journal(kiosk: Kiosk, blob: JournalBlob) -> None:
    """Key off and safe door open: the journal goes on under a first key that the bank gives now.

    May be repeated with the same blob after a loss of power or of the answer; it ends when the
    bank hears of the new journal. Raises ProvisioningRefused, HardwareError, BankError.
    """
    check_place(kiosk, blob.uuid)
    if kiosk.ports.journal.key() is not None:
        raise ProvisioningRefused("this machine's journal has the bank's key; nothing is lost")
    request = NewJournalRequest(
        anchor=kiosk.journal.anchor(), token=blob.token.reveal().decode("ascii")
    )
    reply = ask_bank(kiosk.ports.bank, request)
    use_journal_key(kiosk, Secret(bytes.fromhex(reply.journal_key)))


def use_journal_key(kiosk: Kiosk, first: Secret) -> None:
    """The journal goes on under the bank's key, and nothing here keeps that key itself."""
    path = kiosk.identity.card_token_key
    path.unlink(missing_ok=True)  # of an attempt before; the bank gives the same key again
    token_key = card_token_key(first)
    create_private(path, token_key.reveal().hex().encode("ascii") + b"\n")
    kiosk.loop.post(lambda: kiosk.core.name_cards_by(token_key))
    wait(lambda ended: kiosk.ports.journal.use_key(first, lambda: ended("")))
