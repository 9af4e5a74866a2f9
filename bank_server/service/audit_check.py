"""Whether an audit log is the one that was written: order, chain, seals and its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bank_server.service.audit_start import seq_of
from hardware.crypto.seal_slots import SlotContent
from hardware.crypto.sealed_line import LineInvalid, body_of, seal_of
from hardware.crypto.sealed_log import ZERO_HASH, Chain, SealBroken, chained
from hardware.crypto.secret import Secret


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """
    Attributes:
        count: lines that are good, from the first one on.
        bad: what the first line that is not good lacks, with its number; None if all are.
        is_sealed: the seals were checked, not the chain alone.
        is_torn: the end is half a line, which the bank's next start cuts off and tells of.
    """

    count: int
    bad: str | None
    is_sealed: bool
    is_torn: bool = False


def check(lines: Iterable[bytes], first: Secret | None, kept: SlotContent | None) -> AuditCheck:
    """first: without it the chain alone is checked. kept: the state read before the lines were."""
    chain = Chain(first) if first is not None else None
    h, count, is_torn, bad = ZERO_HASH, 0, False, None
    for line in lines:
        if not line.endswith(b"\n"):
            is_torn = True
            break
        bad = _fault(line, count + 1, h, chain)
        if bad is not None:
            break
        h, count = seal_of(line).h, count + 1
    if bad is None and kept is not None and kept.number > count + 1:
        bad = f"entries {count + 1} to {kept.number - 1} are missing at the end"
    return AuditCheck(count, bad, chain is not None, is_torn)


def _fault(line: bytes, seq: int, h: bytes, chain: Chain | None) -> str | None:
    try:
        body, seal = body_of(line), seal_of(line)
    except LineInvalid:
        return f"entry {seq}: not a sealed line"
    found = seq_of(line)
    if found != seq:
        return f"entry {seq}: entry {found} stands in its place"
    if chained(h, body) != seal.h:
        return f"entry {seq}: changed, or not chained to the entry before it"
    if chain is not None:
        try:
            chain.check(body, seal)
        except SealBroken:
            return f"entry {seq}: its seal is not of this key"
    return None
