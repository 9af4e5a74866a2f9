"""What the drivers of all devices share."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from hardware.crypto.secret import Secret
from hardware.errors import ProtocolError
from hardware.protocol.fields import want_empty
from hardware.protocol.hello import (
    PROTOCOL_VERSION,
    CommonOp,
    DeviceKind,
    Hello,
    KeyReply,
    UuidRequest,
)
from hardware.protocol.link import PROVISION_TIMEOUT_S, Link

T = TypeVar("T")


def once_for_each(decode: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """The same, but an answer equal to the last one is not decoded again.

    For what a device at rest says many times a second; never for an answer with a secret.
    """
    return lru_cache(maxsize=1)(decode)


def hello(link: Link, kind: DeviceKind) -> Hello:
    """Who answers. Repeatable, changes nothing.

    Raises ProtocolError where it is another kind of device or speaks another protocol.
    Source: docs/protocols.md, section 1.
    """
    answer = Hello.decode(link.exchange(CommonOp.HELLO))
    if answer.kind is not kind:
        raise ProtocolError(f"a {answer.kind.name} answers where a {kind.name} is expected")
    if answer.protocol != PROTOCOL_VERSION:
        raise ProtocolError("the device speaks another version of the protocol")
    return answer


def provision(link: Link, uuid: UUID) -> Secret:
    """See the drivers' method of this name."""
    payload = UuidRequest(uuid).encode()
    answer = link.exchange(CommonOp.PROVISION, payload, timeout_s=PROVISION_TIMEOUT_S)
    return KeyReply.decode(answer).aes_key


def commit(link: Link, uuid: UUID) -> None:
    """See the drivers' method of this name."""
    obey(link, CommonOp.COMMIT, UuidRequest(uuid).encode())


def obey(link: Link, op: int, payload: bytes = b"") -> None:
    """A command whose answer says no more than OK."""
    want_empty(link.exchange(op, payload))
