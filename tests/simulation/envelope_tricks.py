"""What a kiosk PC in the wrong hands tries with envelopes: none of it credits a cent."""

from __future__ import annotations

import json
from typing import Final

from bank_server.service.staff_accounts import account_id_of
from tests.simulation.patient_liar import PatientLiar, Spoiled, refused_by_bank
from tests.simulation.plan import ACCOUNTS, CARDS
from tests.simulation.site import Site
from tests.world.support.bank_line import problem_of

CLAIMED_MINOR: Final = 50_000
NUMBER: Final = 4_000_000_000  # as no slot has counted


def _tells_of_an_envelope_that_never_came(liar: PatientLiar) -> None:
    """The bank believes that there is one, and people look for it in vain."""
    txid = _approved(liar)
    _refused_as(liar, txid, "accepted", "pending")


def _tells_of_two_ends(liar: PatientLiar) -> None:
    txid = _approved(liar)
    _refused_as(liar, txid, "refused", "void")
    _refused_as(liar, txid, "accepted", "settled-differently")


def _takes_back_what_it_told(liar: PatientLiar) -> None:
    txid = _approved(liar)
    _refused_as(liar, txid, "unknown", "disputed")
    _refused_as(liar, txid, "refused", "settled-differently")


def _tells_of_an_envelope_that_nobody_approved(liar: PatientLiar) -> None:
    _refused_as(liar, liar.txid(), "accepted", "deposit-unknown")


def _tells_of_another_machines_envelope(liar: PatientLiar) -> None:
    """A txid is that ATM's own; under this one's name the bank does not know it."""
    site = liar.machine
    assert isinstance(site, Site)
    txid = _approved(liar)
    others = [each for each in site.city.sites if each is not site]
    if not others:
        raise Spoiled("there is no other machine")
    answer = liar.reports(txid, "accepted", NUMBER, atm=others[0].atm)
    refused_by_bank(problem_of(answer), "deposit-unknown")
    _refused_as(liar, txid, "refused", "void")


def _approved(liar: PatientLiar) -> bytes:
    """An honest card and PIN, and the bank's yes to an envelope."""
    site, txid = liar.machine, liar.txid()
    assert isinstance(site, Site)
    site.city.watch.cashless.lies.add((site.atm, txid.hex()))
    first = ACCOUNTS[CARDS.index(liar.card)][0]
    liar.approves_envelope(txid, account_id_of(first), CLAIMED_MINOR)
    return txid


def _refused_as(liar: PatientLiar, txid: bytes, envelope: str, answer: str) -> None:
    """What the bank says to this report."""
    site = liar.machine
    assert isinstance(site, Site)
    site.city.watch.cashless.lies.add((site.atm, txid.hex()))
    number = NUMBER if envelope == "accepted" else None
    said = liar.reports(txid, envelope, number)
    refused_by_bank(problem_of(said) or str(json.loads(said.body)["state"]), answer)


ENVELOPE_TRICKS: Final = (
    _tells_of_an_envelope_that_never_came,
    _tells_of_two_ends,
    _takes_back_what_it_told,
    _tells_of_an_envelope_that_nobody_approved,
    _tells_of_another_machines_envelope,
)
