"""A hold's copy: its bytes, what is read from them, and that nobody else makes or moves one."""

import os
from dataclasses import replace

import pytest

from bank_server.domain import hold_copy
from bank_server.domain.cards import ProofKind
from bank_server.domain.challenges import NotesAsked
from bank_server.domain.hold_copy import HoldCopyInvalid
from bank_server.domain.transactions import TransactionState
from bank_server.service.hold_copies import opened_copy, sealed_copy
from bank_server.service.sealing import KeySealer, SealPurpose
from hardware.crypto.secret import Secret
from tests.unit.bank_domain.small_bank import (
    ATM_ID,
    GRANTS,
    START_MS,
    TERMS,
    TXID,
    euros,
)

ACCOUNT = "aaaaaaaa-0000-4000-8000-000000000001"
CARD = "c5" * 32
ASKED = replace(TERMS, card_id=CARD)
OTHER_TXID, OTHER_ATM = "2" * 32, "1" + ATM_ID[1:]
GOLDEN = (
    "01"  # version
    "aaaaaaaa000040008000000000000001" + CARD + "00"  # account  # proven by its chip
    "00000000000f4240"  # 1,000,000 ms
    "455552"  # EUR
    "77777777777777777777777777777777"  # ticket
    "01"
    "00000001"
    "0000000a"
    "0000005a"
    "0003"
    "00000000000003e8"
    "02"
    "00000004"
    "00000014"
    "00000050"
    "0001"
    "00000000000007d0"
)


@pytest.fixture
def written():
    return hold_copy.write(ASKED, ACCOUNT, GRANTS, "EUR", START_MS)


@pytest.fixture
def sealer():
    return KeySealer(Secret(bytes(range(32))), os.urandom)


@pytest.fixture
def sealed(sealer):
    return sealed_copy(sealer, ASKED, ACCOUNT, GRANTS, START_MS)


class TestBytes:
    def test_are_these(self, written):
        assert GOLDEN == written.hex()

    def test_give_the_hold_back(self, written):
        read = hold_copy.read(written, TXID, ATM_ID, "boot 9")

        assert (TransactionState.HELD, ACCOUNT, GRANTS) == (
            read.state,
            read.account_id,
            read.grants,
        )
        assert ("boot 9", START_MS, euros(5_000)) == (read.boot_id, read.started_ms, read.amount)
        assert replace(ASKED, source=ACCOUNT) == read.terms

    def test_of_a_stripe_and_of_a_canister_without_grant_too(self):
        terms = replace(ASKED, proof=ProofKind.STRIPE, notes=(NotesAsked(2, 1),))
        raw = hold_copy.write(terms, ACCOUNT, GRANTS[1:], "EUR", START_MS)

        read = hold_copy.read(raw, TXID, ATM_ID, "boot 9")

        assert (ProofKind.STRIPE, GRANTS[1:], euros(2_000)) == (
            read.terms.proof,
            read.grants,
            read.amount,
        )
        assert ASKED.lines == read.terms.lines

    @pytest.mark.parametrize(
        "changed",
        [
            lambda raw: raw[:-1],
            lambda raw: raw + b"\0",
            lambda raw: raw[:40],
            lambda raw: b"",
            lambda raw: b"\2" + raw[1:],
        ],
        ids=["cut", "longer", "head only", "empty", "version"],
    )
    def test_of_another_form_are_refused(self, written, changed):
        with pytest.raises(HoldCopyInvalid):
            hold_copy.read(changed(written), TXID, ATM_ID, "boot 9")


class TestSeal:
    def test_opens_for_its_own_txid_at_its_own_atm(self, sealer, sealed):
        opened = opened_copy(sealer, sealed, TXID, ATM_ID, "boot 9")

        assert (ACCOUNT, CARD, GRANTS) == (opened.account_id, opened.card_id, opened.grants)

    def test_hides_whose_it_is(self, sealed):
        for said in (ACCOUNT.replace("-", ""), CARD, TERMS.ticket):
            assert said not in sealed

    def test_fits_into_the_message_with_eight_canisters(self, sealer):
        lines = tuple(replace(ASKED.lines[0], canister=number) for number in range(1, 9))
        grants = tuple(replace(GRANTS[0], canister=number) for number in range(1, 9))

        longest = sealed_copy(sealer, replace(ASKED, lines=lines), ACCOUNT, grants, START_MS)

        assert len(longest) <= 1_024

    @pytest.mark.parametrize(("txid", "atm_id"), [(OTHER_TXID, ATM_ID), (TXID, OTHER_ATM)])
    def test_opens_for_no_other(self, sealer, sealed, txid, atm_id):
        assert opened_copy(sealer, sealed, txid, atm_id, "boot 9") is None

    def test_of_another_bank_does_not_open(self, sealer, sealed):
        other = KeySealer(Secret(bytes(32)), os.urandom)

        assert opened_copy(other, sealed, TXID, ATM_ID, "boot 9") is None

    def test_of_another_purpose_does_not_open(self, sealer, written):
        reply = sealer.seal(Secret(written), SealPurpose.REPLY, f"{ATM_ID}\0{TXID}")

        assert opened_copy(sealer, reply.hex(), TXID, ATM_ID, "boot 9") is None

    def test_changed_anywhere_does_not_open(self, sealer, sealed):
        for at in range(len(sealed) // 2):
            raw = bytearray.fromhex(sealed)
            raw[at] ^= 1
            assert opened_copy(sealer, raw.hex(), TXID, ATM_ID, "boot 9") is None

    def test_cut_anywhere_does_not_open(self, sealer, sealed):
        for size in range(0, len(sealed), 2):
            assert opened_copy(sealer, sealed[:size], TXID, ATM_ID, "boot 9") is None
