"""Clock, business day, random texts, weak PINs, card memory, the guard against PIN scans."""

import hashlib
import itertools
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bank_server.domain.people import StaffRole
from bank_server.service import identifiers
from bank_server.service.card_memory import CardMemory
from bank_server.service.clock import business_day_began_ms, steady_clock
from bank_server.service.pin_guard import REFILL_MS, PinGuard
from bank_server.service.pin_work import is_weak
from bank_server.service.staff_rights import Duty, may
from hardware.crypto.secret import Secret

CARD = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"


def ms(*when):
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1000)


def test_the_clock_follows_elapsed_time_and_not_a_wall_that_is_set():
    """Fault 45."""
    walls, elapsed = iter([5_000_000_000, 0, 0]), iter([100, 100 + 7_000_000, 100 + 9_000_000])
    now_ms = steady_clock(lambda: next(walls), lambda: next(elapsed))

    assert (5007, 5009) == (now_ms(), now_ms())


@pytest.mark.parametrize(
    ("now", "zone", "ends", "began"),
    [
        ((2026, 11, 21, 12, 0), "UTC", 0, (2026, 11, 21, 0, 0)),
        ((2026, 11, 21, 4, 29), "UTC", 270, (2026, 11, 20, 4, 30)),
        ((2026, 11, 21, 4, 30), "UTC", 270, (2026, 11, 21, 4, 30)),
        ((2026, 11, 21, 23, 30), "Europe/Berlin", 0, (2026, 11, 21, 23, 0)),
    ],
)
def test_a_business_day_begins_where_the_bank_says(now, zone, ends, began):
    assert ms(*began) == business_day_began_ms(ms(*now), ZoneInfo(zone), ends)


def test_a_card_is_stored_as_its_hash():
    """Golden value of docs/protocols.md, section 11."""
    assert (
        "a5dd33b45eaf6da4412286758c161d7bbb7ac12e2abce7a1c8088b1b0f79fa0a"
        == identifiers.card_hash(CARD)
    )


def test_a_token_takes_each_letter_equally_often():
    """Bytes that would favour the first letters are dropped."""
    every_byte = itertools.cycle(range(256))
    token = identifiers.new_token(lambda n: bytes(next(every_byte) for _ in range(n)), 248)

    assert {4} == {token.count(letter) for letter in set(token)}
    assert 62 == len(set(token))


def test_a_challenge_with_equal_halves_is_drawn_again():
    draws = iter([b"\x00" * 64, bytes(range(64))])

    assert "0123456789abcdefghijklmnopqrstuv" == identifiers.new_challenge(lambda _: next(draws))


def test_a_random_source_that_repeats_itself_is_our_fault():
    with pytest.raises(RuntimeError, match="not random"):
        identifiers.new_challenge(lambda n: b"\x00" * n)
    with pytest.raises(RuntimeError, match="not random"):
        identifiers.new_stripe_code(lambda n: b"\xff" * n)


def test_a_stripe_tag_needs_the_pepper():
    one, other = Secret(b"p" * 32), Secret(b"q" * 32)
    tag = identifiers.stripe_tag(one, CARD, "12345678")

    assert tag == identifiers.stripe_tag(one, CARD, "12345678")
    assert tag != identifiers.stripe_tag(other, CARD, "12345678")
    assert hashlib.sha256(b"12345678").hexdigest() != tag


@pytest.mark.parametrize("pin", [b"0000", b"1234", b"8765", b"111111111111"])
def test_a_pin_that_counts_or_repeats_is_weak(pin):
    assert is_weak(Secret(pin))


@pytest.mark.parametrize("pin", [b"1235", b"2580", b"1212", b"1357", b"0001"])
def test_other_pins_are_not(pin):
    assert not is_weak(Secret(pin))


def test_a_card_id_is_recalled_by_its_own_atm_until_it_is_forgotten():
    memory = CardMemory()
    memory.remember("atm", "tx", Secret(CARD.encode()), until_ms=5_000, now_ms=0)

    assert memory.recall("other", "tx") is None
    memory.forget("other", "tx")
    assert CARD.encode() == memory.recall("atm", "tx").reveal()
    memory.forget("atm", "tx")
    assert memory.recall("atm", "tx") is None


def test_the_card_memory_is_bounded_in_time_and_number():
    memory = CardMemory(count_max=2)
    for at, txid in enumerate("abc"):
        memory.remember("atm", txid, Secret(CARD.encode()), until_ms=5_000, now_ms=at)
    assert memory.recall("atm", "a") is None
    memory.remember("atm", "d", Secret(CARD.encode()), until_ms=20_000, now_ms=10_000)

    assert 1 == len(memory)


def test_wrong_pins_fill_an_atms_bucket_and_time_empties_it():
    now = [0]
    guard = PinGuard(lambda: now[0], wrong_max=3)

    assert [False, False, True] == [guard.count_wrong("atm") for _ in range(3)]
    assert (False, True) == (guard.allows("atm"), guard.allows("other"))
    now[0] += REFILL_MS
    assert guard.allows("atm")


def test_only_supervisors_confirm_and_auditors_change_nothing():
    assert [StaffRole.SUPERVISOR] == [role for role in StaffRole if may(role, Duty.CONFIRM)]
    assert [Duty.LOOK, Duty.AUDIT] == [duty for duty in Duty if may(StaffRole.AUDITOR, duty)]
