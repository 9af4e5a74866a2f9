"""What the journal can prove to a bank that has forgotten it: withdrawals, loads and envelopes.

The bank has kept all lines up to one number, and so it has kept whatever had its DONE by then.
A transfer and a PIN change leave no proof here: what the bank has forgotten of those is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.journal.entry import StoredEntry
from kiosk.journal.event_base import decode_event
from kiosk.journal.events_deposit import DepositFail, DepositInserted, DepositNotInserted
from kiosk.journal.events_money import DoneEvent, HoldCopy, Loaded, Loading, Res


@dataclass(frozen=True, slots=True)
class Ended:
    """A withdrawal that has its last record. hold_copy: empty if the bank never gave one."""

    txid: bytes
    record: bytes
    hold_copy: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """A canister that was loaded."""

    loading: Loading
    record: bytes


@dataclass(frozen=True, slots=True)
class Enveloped:
    """A deposit whose envelope has its result: `accepted`, `refused` or `unknown`.

    Attributes: number: of an accepted one, as the slot counts.
    """

    txid: bytes
    envelope: str
    number: int | None = None


Evidence = Ended | Filled | Enveloped


def evidence_after(acked: int, entries: Iterable[StoredEntry]) -> tuple[Evidence, ...]:
    """All that had no DONE up to this entry, in the order of the records.

    entries: oldest first; at least the ones that recovery reads. Raises EventInvalid.
    """
    found: dict[bytes, Evidence] = {}
    copies: dict[bytes, bytes] = {}
    loadings: dict[bytes, Loading] = {}
    for entry in entries:
        match entry.ev:
            case HoldCopy.CODE:
                copy = decode_event(HoldCopy, entry.d)
                copies[copy.txid] = copy.copy
            case Res.CODE:
                res = decode_event(Res, entry.d)
                found[res.txid] = Ended(res.txid, res.record, copies.get(res.txid, b""))
            case Loading.CODE:
                loading = decode_event(Loading, entry.d)
                loadings[loading.load_id] = loading
            case Loaded.CODE:
                loaded = decode_event(Loaded, entry.d)
                begun = loadings.pop(loaded.load_id, None)
                if begun is not None:
                    found[loaded.load_id] = Filled(begun, loaded.record)
            case DepositInserted.CODE:
                inside = decode_event(DepositInserted, entry.d)
                found[inside.txid] = Enveloped(inside.txid, "accepted", inside.envelope)
            case DepositNotInserted.CODE:
                txid = decode_event(DepositNotInserted, entry.d).txid
                found[txid] = Enveloped(txid, "refused")
            case DepositFail.CODE:
                txid = decode_event(DepositFail, entry.d).txid
                found[txid] = Enveloped(txid, "unknown")
            case DoneEvent.CODE:
                done = decode_event(DoneEvent, entry.d)
                copies.pop(done.txid, None)
                loadings.pop(done.txid, None)
                if entry.seq <= acked:
                    found.pop(done.txid, None)
    return tuple(found.values())
