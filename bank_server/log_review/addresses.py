"""Say who somebody is: one text for an address, however the line wrote it."""

import re
from ipaddress import AddressValueError, IPv6Address
from typing import Dict, Optional, Sequence

V6_PREFIX_BITS = 64  # whoever has one IPv6 address has the 2**64 beside it
HOST_BYTES_MAX = 255  # a name of the DNS: RFC 1035, 2.3.4
CACHED_MAX = 10000  # addresses, so that each is read once; about 2 MB

_OCTET = rb"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
# As everybody writes it, which needs no more than a look; and with noughts before a number.
_PLAIN_V4 = re.compile(rb"(?:" + _OCTET + rb"\.){3}" + _OCTET)
_V4 = re.compile(rb"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})")
_DNS_NAME = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.?")


def _new_cache() -> Dict[bytes, Optional[str]]:
    return {}


_cache = _new_cache()


def source_of(host: bytes) -> Optional[str]:
    """Whom a host of a line stands for, or None if it is neither an address nor a DNS name."""
    try:
        return _cache[host]
    except KeyError:
        if len(host) > HOST_BYTES_MAX:
            return None
        if len(_cache) >= CACHED_MAX:
            _cache.clear()
        found = _cache[host] = _read(host)
        return found


def _read(host: bytes) -> Optional[str]:
    if _PLAIN_V4.fullmatch(host):
        return host.decode("ascii")
    v4 = _V4.fullmatch(host)
    if v4:
        return _v4(v4.groups())
    if b":" in host:
        return _v6(host)
    if _DNS_NAME.fullmatch(host):
        return host.decode("ascii").lower().rstrip(".")
    return None


def _v4(parts: Sequence[bytes]) -> Optional[str]:
    octets = [int(each) for each in parts]  # decimal, also with noughts before it
    if max(octets) > 255:
        return None
    return ".".join(map(str, octets))


def _v6(host: bytes) -> Optional[str]:
    """An IPv4 address in IPv6's clothes is that IPv4 address; of others the first 64 bits count."""
    address, _, zone = host.partition(b"%")
    if zone and not _DNS_NAME.fullmatch(zone):
        return None
    try:
        read = IPv6Address(address.decode("ascii"))
    except (AddressValueError, UnicodeDecodeError):
        return None
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    rest = 128 - V6_PREFIX_BITS
    network = IPv6Address(int(read) >> rest << rest)
    zone_text = "%" + zone.decode("ascii").lower() if zone else ""
    return "{}{}/{}".format(network, zone_text, V6_PREFIX_BITS)
