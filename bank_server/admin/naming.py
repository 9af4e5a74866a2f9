"""What people type of a long id: its first digits, as long as only one thing begins with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from bank_server.admin.client import AdminClient, AdminError
from bank_server.http import deposit_messages as d
from bank_server.http import staff_messages as m

SHORT_SIZE: Final = 8
TYPED_SIZE_MIN: Final = 4
SHOWN_MAX: Final = 20

_DIGITS: Final = re.compile(r"[0-9a-f-]+")


def card_named(client: AdminClient, typed: str) -> str:
    """The card's whole hash. Raises AdminError with the cards that it could be."""
    cards = client.ask("cards/list", m.Nothing(), m.Cards).cards
    return named(typed, "card", {each.card: ", ".join(each.names) for each in cards})


def atm_named(client: AdminClient, typed: str) -> str:
    atms = client.ask("atms/list", m.Nothing(), m.Atms).atms
    return named(typed, "ATM", {each.uuid: each.status for each in atms})


def waiting_named(client: AdminClient, typed: str) -> m.Waiting | None:
    """What waits under this id; None for a whole id that does not wait: the bank says why."""
    waiting = client.ask("confirmations/list", m.Nothing(), m.WaitingList).waiting
    by_id = {each.id: each for each in waiting}
    if re.fullmatch(r"[0-9a-f]{32}", typed):
        return by_id.get(typed)
    return by_id[named(typed, "confirmation", {each.id: each.says for each in waiting})]


def deposit_named(client: AdminClient, typed: str, *, with_rejected: bool = False) -> d.Deposit:
    """The envelope that waits under this reference, or whose txid begins so; or, with_rejected,
    for which people have credited nothing."""
    deposits = client.ask("deposits/list", m.Nothing(), d.Deposits).deposits
    if with_rejected:
        deposits += client.ask("deposits/rejected", m.Nothing(), d.Deposits).deposits
    found = [each for each in deposits if each.reference == typed.upper()]
    if len(found) == 1:
        return found[0]
    told = {each.txid: f"{each.reference}  {each.account or ''}" for each in deposits}
    txid = named(typed, "deposit", told)
    return next(each for each in deposits if each.txid == txid)


def named(typed: str, kind: str, told: Mapping[str, str]) -> str:
    """The one id that begins so. told: what else a person knows it by."""
    text = typed.lower()
    if not _DIGITS.fullmatch(text) or len(text) < TYPED_SIZE_MIN:
        raise AdminError(
            f"{typed!r} names no {kind}: type at least the first {TYPED_SIZE_MIN} digits of its id"
        )
    found = sorted(each for each in told if each.startswith(text))
    if not found:
        raise AdminError(f"no {kind} has an id that begins with {text}")
    if len(found) > 1:
        lines = "".join(f"\n  {each}  {told[each]}" for each in found[:SHOWN_MAX])
        raise AdminError(f"{len(found)} {kind}s begin with {text}; type more digits:{lines}")
    return found[0]


def shortened(ids: Iterable[str]) -> Mapping[str, str]:
    """Each id's first digits: eight, or as many as tell it from the others."""
    ordered = sorted(set(ids))
    sizes = dict.fromkeys(ordered, SHORT_SIZE)
    for one, other in pairwise(ordered):
        same = next(
            (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one)
        )
        sizes[one], sizes[other] = max(sizes[one], same + 1), max(sizes[other], same + 1)
    return {each: each[: sizes[each]] for each in ordered}
