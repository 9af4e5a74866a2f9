"""One place has one name, however a line writes it, and what is no address has none."""

from __future__ import annotations

import pytest

from bank_server.log_review.addresses import CACHED_MAX, _cache, source_of


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.000.002.007", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::%eth0/64"),
        ("Host.Example.", "host.example"),
        ("189-211-50-117.static.axtel.example", "189-211-50-117.static.axtel.example"),
        ("UNKNOWN", "unknown"),
    ],
)
def test_a_host_is_one_source(host: str, expected: str) -> None:
    assert expected == source_of(host.encode())


@pytest.mark.parametrize(
    "host",
    ["", "192.0.2.256", "1:2", "2001:db8::1::2", "a b", "host..example", "-x", "h\u00e9", "x/y",
     "fe80::1%a b", "a" * 256, "*", "<invalid"],
)  # fmt: skip
def test_what_is_no_host_is_no_source(host: str) -> None:
    assert source_of(host.encode("latin-1")) is None


def test_what_is_kept_is_bounded() -> None:
    for number in range(CACHED_MAX + 10):
        source_of(b"10.%d.%d.1" % divmod(number, 256))

    assert len(_cache) <= CACHED_MAX
