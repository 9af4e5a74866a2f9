"""Sealed lines as a kiosk writes them, for the bank's tests."""

from hardware.crypto.sealed_line import body_of, seal_of, sealed
from hardware.crypto.sealed_log import ZERO_HASH, Chain, key_at, key_name
from hardware.crypto.secret import Secret

FIRST = Secret(b"k" * 32)
NAME = key_name(FIRST)


def body(seq, text="x"):
    return b'{"seq":%d,"ev":"HEARTBEAT","d":{"text":"%s"},"ver":2}\n' % (seq, text.encode())


def lines(count, *, first=1, h=ZERO_HASH, key=FIRST, text="x"):
    """Entries from number `first` on, which follow an entry with the hash `h`."""
    chain = Chain(key_at(key, first), number=first, h=h)
    bodies = (body(seq, text) for seq in range(first, first + count))
    return [sealed(each, chain.seal(each)) for each in bodies]


def changed(line, old=b'"x"', new=b'"y"'):
    """Another content under the same seal."""
    assert old in line
    return sealed(body_of(line).replace(old, new), seal_of(line))


def anchor(line, seq, key=None):
    """As a kiosk says it on the wire."""
    seal = seal_of(line)
    return {"seq": seq, "h": seal.h.hex(), "m": seal.m.hex(), "key": key}
