"""What every store promises about devices' keys and certificates."""

import pytest

from bank_server.contract.operations import DeviceKind
from bank_server.domain.cards import Card, CardStatus, PinRecord, ProofKind
from bank_server.domain.terminals import (
    Atm,
    AtmStatus,
    CanisterBook,
    ProvisioningToken,
    ProvisionResult,
)
from bank_server.store.base import ChangeResult, MakeResult, Provisioning
from tests.contract.bank_store.store_world import ATM, EUR, MAIN, OTHER_ATM, PIN, TEN, digest

FRESH_ATM = "2f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
FRESH_CARD = digest("fresh card")


class TestProvisioning:
    @pytest.fixture
    def card_token(self, world):
        token = ProvisioningToken(digest("t"), DeviceKind.CARD, FRESH_CARD, world.now + 1_000)
        card = Card(FRESH_CARD, CardStatus.ISSUED, 0, ProofKind.CHIP, (MAIN,))
        world.store.cards.issue(card, token)
        return token

    def provision(self, world, token="t", subject=FRESH_CARD, key="key", pin=PIN):
        device = Provisioning(digest(token), subject, digest(key), b"sealed " + key.encode(), pin)
        return world.store.terminals.provision(device, world.now)

    def test_of_a_card_makes_it_active(self, world, card_token):
        assert self.provision(world) is ProvisionResult.STORED

        card = world.store.cards.card(FRESH_CARD)
        assert (CardStatus.ACTIVE, b"sealed key", PIN) == (card.status, card.sealed_key, card.pin)

    def test_again_with_the_same_key_answers_alike_and_keeps_the_pin(self, world, card_token):
        self.provision(world)
        world.tick(10**9)
        other_pin = PinRecord(b"o" * 32, 19, 19456, 2, 1)

        assert self.provision(world, pin=other_pin) is ProvisionResult.SAME
        assert world.store.cards.card(FRESH_CARD).pin == PIN

    def test_again_with_another_key_is_refused(self, world, card_token):
        self.provision(world)

        assert self.provision(world, key="other") is ProvisionResult.TOKEN_INVALID
        assert world.store.cards.card(FRESH_CARD).sealed_key == b"sealed key"

    def test_refuses_unknown_foreign_and_old_tokens(self, world, card_token):
        assert self.provision(world, token="x") is ProvisionResult.TOKEN_INVALID
        assert self.provision(world, subject=digest("y")) is ProvisionResult.TOKEN_INVALID
        world.tick(1_000)
        assert self.provision(world) is ProvisionResult.STORED

    def test_refuses_a_token_after_its_time(self, world, card_token):
        world.tick(1_001)

        assert self.provision(world) is ProvisionResult.TOKEN_INVALID

    def test_of_an_hsm_waits_for_its_pad(self, world):
        tokens = [
            ProvisioningToken(digest(kind), kind, FRESH_ATM, world.now + 1_000)
            for kind in (DeviceKind.HSM, DeviceKind.PIN_PAD)
        ]
        atm = Atm(FRESH_ATM, AtmStatus.CREATED, EUR, 40, (CanisterBook(1, TEN),))
        world.store.terminals.create(atm, tokens)
        hsm = {"token": "hsm", "subject": FRESH_ATM, "pin": None}
        pad = {"token": "pinpad", "subject": FRESH_ATM, "pin": None}

        assert self.provision(world, **hsm) is ProvisionResult.PAD_FIRST
        assert self.provision(world, **pad) is ProvisionResult.STORED
        assert self.provision(world, **hsm) is ProvisionResult.STORED
        assert world.store.terminals.atm(FRESH_ATM).status is AtmStatus.ACTIVE


class TestCertificates:
    def test_speak_for_one_atm_until_they_are_revoked(self, world):
        terminals = world.store.terminals
        assert terminals.allow_certificate("1f", ATM) is MakeResult.MADE
        assert terminals.is_allowed("1f", ATM)
        assert not terminals.is_allowed("1f", OTHER_ATM)
        assert not terminals.is_allowed("2f", ATM)

        assert terminals.revoke_certificate("1f") is ChangeResult.CHANGED
        assert not terminals.is_allowed("1f", ATM)

    def test_never_return(self, world):
        world.store.terminals.allow_certificate("1f", ATM)
        world.store.terminals.revoke_certificate("1f")

        assert world.store.terminals.allow_certificate("1f", ATM) is MakeResult.EXISTS
        assert not world.store.terminals.is_allowed("1f", ATM)

    def test_are_for_atms_that_exist(self, world):
        assert world.store.terminals.allow_certificate("1f", FRESH_ATM) is MakeResult.UNKNOWN
        assert world.store.terminals.revoke_certificate("1f") is ChangeResult.UNKNOWN
