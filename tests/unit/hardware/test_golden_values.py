"""The published values of the formats, worked out apart from this code."""

from __future__ import annotations

from uuid import UUID

import pytest

from hardware.crypto import challenge, pin_block, record, voucher
from hardware.crypto.device_keys import KeyName, Role, aes_key
from hardware.crypto.record import LineFlag, Record, RecordKind, RecordLine, TxnOutcome
from hardware.crypto.secret import Secret
from hardware.crypto.superfasthash import expand
from hardware.crypto.voucher import VoucherTerms


@pytest.mark.parametrize("n", [7, 8])
def test_the_expansion_is_the_one_of_the_firmware(golden, uuid, n):
    expanded = expand(uuid, bytes.fromhex(golden["die_id"]), n)

    assert golden[f"expansion_{n}"] == expanded.hex()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_its_own_known_aes_key(golden, uuid, role):
    fused = Secret(bytes.fromhex(golden["fused_secret"]))
    key = aes_key(role, bytes.fromhex(golden["die_id"]), fused, uuid)

    assert golden["aes_key"][role.value] == key.reveal().hex()


@pytest.mark.parametrize("name", list(KeyName))
def test_each_use_has_its_own_known_subkey(golden, keys, name):
    assert golden["subkey"][name.value] == keys[name].reveal().hex()


def test_the_card_answers_the_known_challenge(golden, keys):
    response = challenge.answer(keys[KeyName.CHALLENGE], golden["challenge"].encode())

    assert golden["response"] == response.reveal().hex()


@pytest.mark.parametrize(
    ("name", "parts", "canister", "load", "first", "last", "head"),
    [
        ("voucher_5_notes", 1, 1, 1, 0, 5, bytes(range(0x30, 0x3C))),
        ("voucher_4_notes", 2, 2, 3, 127, 131, bytes(range(0x30, 0x38))),
    ],
)
def test_a_voucher_is_the_known_message(
    golden, keys, uuid, name, parts, canister, load, first, last, head
):
    terms = VoucherTerms(
        uuid,
        bytes.fromhex(golden["txid"]),
        bytes.fromhex(golden["ticket"]),
        parts,
        canister,
        load,
        first,
        last,
    )
    message = voucher.seal(
        terms, keys[KeyName.VOUCHER_ENC], keys[KeyName.VOUCHER_MAC], lambda size: head[:size]
    )

    assert golden[name] == message.hex()


def test_a_record_of_cash_taken_is_the_known_bytes(golden, keys, uuid):
    line = RecordLine(1, LineFlag(0), 1, 5, 123, 5, 0, 5, 0)
    made = record.seal(
        Record(
            RecordKind.FINAL,
            uuid,
            bytes.fromhex(golden["txid"]),
            bytes.fromhex(golden["ticket"]),
            TxnOutcome.TAKEN,
            (line,),
        ),
        keys[KeyName.RECEIPT_MAC],
    )

    assert golden["record_taken"] == made.encode().hex()
    assert made == record.verify(bytes.fromhex(golden["record_taken"]), keys[KeyName.RECEIPT_MAC])


def test_a_pin_block_is_the_known_block(golden, keys, uuid):
    card_id = Secret(str(uuid).encode())
    block = pin_block.encrypt(
        Secret(b"12345678"),
        keys[KeyName.PIN],
        0,
        card_id,
        golden["challenge"].encode(),
        bytes.fromhex(golden["pin_fill"]),
    )

    assert golden["pan_digits"] == pin_block.pan_digits(card_id).reveal().decode()
    assert golden["pin_block"] == block.reveal().hex()


def test_text36_is_the_lower_case_form(golden, uuid):
    assert golden["uuid"] == str(UUID(golden["uuid"].upper()))
