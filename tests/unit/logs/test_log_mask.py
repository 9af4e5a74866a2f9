"""What the mask takes out of a line, what it leaves readable, and that it never takes long."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.logs.mask import MASKED, TEXT_SIZE_MAX, masked

CARD_ID = "5d0a7c1e-93b4-4f27-8a66-0c1d2e3f4a5b"
ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
TXID = "5d0a7c1e93b44f278a660c1d2e3f4a5b"
KEY = bytes.fromhex("9f8e7d6c5b4a39281706f5e4d3c2b1a09182736455463728191a0b0c0d0e0f10")
BLOCK = KEY[:16]
PAN = "4111111111111111"
PEM = (
    "-----BEGIN EC PRIVATE KEY-----\n"
    + base64.b64encode(KEY * 2).decode()
    + "\nQUJD\n-----END EC PRIVATE KEY-----"
)


@pytest.mark.parametrize(
    "secret",
    [
        CARD_ID,
        CARD_ID.upper(),
        CARD_ID.replace("-", ""),
        KEY.hex(),
        KEY.hex().upper(),
        BLOCK.hex(),
        BLOCK.hex(" "),
        BLOCK.hex(":"),
        ", ".join(f"0x{each:02x}" for each in BLOCK),
        str(list(BLOCK)),
        repr(BLOCK),
        repr(bytearray(BLOCK)),
        base64.b64encode(KEY).decode(),
        base64.b64encode(BLOCK).decode(),
        base64.urlsafe_b64encode(KEY).decode().rstrip("="),
        base64.encodebytes(KEY * 3).decode().strip(),
        "".join(f"%{each:02X}" for each in BLOCK),
        PAN,
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "٤١١١١١١١١١١١١١١١",
        PEM,
    ],
)
@pytest.mark.parametrize("line", ["{}", "seen {} here", "x={};", "('{}',)", '{{"v": "{}"}}'])
def test_what_looks_like_a_secret_is_taken_out_wherever_it_stands(secret, line):
    text = masked(line.format(secret))

    assert MASKED in text
    assert [] == [part for part in secret.split() if len(part) > 3 and part in text]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("pin=4711", "pin=<masked>"),
        ("PIN: 4711 wrong", "PIN: <masked> wrong"),
        ("the pin is 4711", "the pin is <masked>"),
        ("pin 4711", "pin <masked>"),
        ("{'pin': '4711', 'slot': 0}", "{'pin': <masked>, 'slot': 0}"),
        ('{"new_pin": 4711}', '{"new_pin": <masked>}'),
        ("pins=('4711', '1234')", "pins=<masked>"),
        ("pin=[52, 55, 49, 49]", "pin=<masked>"),
        ("stripe_code=12345678", "stripe_code=<masked>"),
        ("voucher_mac_key: abc, hsm-key=d", "voucher_mac_key: <masked>, hsm-key=<masked>"),
        ("token=abc password: 'x y' z", "token=<masked> password: <masked> z"),
        ("Authorization: Bearer abc.def", "Authorization: <masked>"),
        ("sent bearer abc.def", "sent bearer <masked>"),
    ],
)
def test_what_has_no_shape_is_taken_out_beside_its_name(text, left):
    assert left == masked(text)


@pytest.mark.parametrize(
    "text",
    [
        f"alarm what=dispense where=atm:{ATM} reason=voucher-invalid txid={TXID}",
        f"refused what=challenge where=atm:{ATM} code=pin-block txid={ATM}",
        "tls_refused where=atm reason=expired serial=3f9c0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b",
        "internal_error error_id=9f8e7d6c5b4a3928 path=/v1/challenges error=KeyError",
        "exception=ValueError where=test_bank_log_lines.py:66,windows_events_asyncio.py:12345",
        "device=pin_pad op=PIN_BLOCK seq=5 sent=69 got=17 ms=12.3 status=OK",
        "device=card_reader op=CHALLENGE seq=5 sent=36 got=33 ms=8.0 status=OK",
        "/usr/lib/python3.11/site-packages/some_library/a_very_long_module_name.py",
        "at 2026-11-22T08:00:57.123Z amount=12000 EUR 10.0.0.1:8443 00:1b:44:11:3a:b7",
        "key=C pin_pad pins audit 4111111111111112",
        "loaded QQuickWindowPrivateBackend in 12 ms",
    ],
)
def test_what_helps_whoever_mends_the_machine_stays(text):
    assert text == masked(text)


@pytest.mark.parametrize("name", ["atm", "txid", "serial", "hsm", "slot_txid"])
def test_a_name_that_is_let_through_lets_nothing_longer_through(name):
    """The honest value first; then the same name before a key."""
    honest = f"{name}=5d0a7c1e-93b4-4f27-8a66-0c1d2e3f4a5b"
    expected = f"{name}={MASKED}" if name == "serial" else honest

    assert expected == masked(honest)
    assert f"{name}={MASKED}" == masked(f"{name}={KEY.hex()}")


def test_a_card_id_is_not_let_through_by_a_name_that_only_ends_so():
    assert f"not_an_atm={MASKED}" == masked(f"not_an_atm={CARD_ID}")


@given(st.binary(min_size=24, max_size=64))
def test_random_bytes_are_recognised_in_hex_and_as_bytes(secret):
    text = masked(f"a {secret.hex()} b {secret!r} c")

    assert f"a {MASKED} b {MASKED} c" == text


@given(st.text(alphabet="0123456789abcdef-:=+/ 'b\\x\"{}[](),pin", max_size=400))
def test_masking_twice_is_masking_once(text):
    """No text makes it fail, and what it puts in is no secret to it."""
    once = masked(text)

    assert once == masked(once)


def test_a_long_line_is_cut_and_no_secret_is_disguised_by_the_cut():
    """Half a key would no longer look like one."""
    text = masked("x " * (TEXT_SIZE_MAX // 2 - 8) + KEY.hex())

    assert TEXT_SIZE_MAX >= len(text)
    assert KEY.hex()[:8] not in text


@pytest.mark.parametrize(
    "bad",
    ["a" * 9_000, "pin" + " " * 9_000, "pin " * 3_000, "b'" * 5_000, "1 " * 5_000, "aA1" * 3_000,
     "-----BEGIN X-----" * 600, "\\x41" * 2_500, "ab:" * 3_000, "\"'" * 4_500, "[1," * 3_000,
     "_" * 9_000, "a_" * 4_500],
)  # fmt: skip
def test_no_text_keeps_the_mask_busy(bad):
    """Whoever may send a text must not be able to stop a program with it."""
    began_s = time.process_time()
    masked(bad)

    assert 1.0 > time.process_time() - began_s
