"""What must hold from the customer's Enter on: what was shown is what the bank says yes to.

And whoever leaves with the notes has the card: it is out before the shutter opens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from bank_server.domain.transactions import Transaction
from bank_server.service.identifiers import card_hash
from kiosk.domain.screens import NoteLine, Screen, ScreenId
from tests.simulation.broken import hold

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

OFFERS: Final = "I16"
CARD_FIRST: Final = "I19"


class OfferWatch:
    def __init__(self, city: City) -> None:
        self._city = city
        self._confirmed: dict[str, tuple[str, Screen]] = {}  # by ATM, whose card it was

    def shown(self, site: Site, screen: Screen) -> None:
        """What the customer may confirm comes to the amount, and lies in the canisters."""
        if screen.amount is None or site.is_clouded:
            return
        ways = [screen.notes] if screen.id is ScreenId.CONFIRM and screen.notes else []
        ways += [mix.notes for mix in screen.mixes]
        if not ways:
            return
        there: Counter[int] = Counter()
        for number, canister in site.matter.hsm._vault.state.canisters.items():
            there[site.cash.denominations[number - 1]] += canister.left
        for way in ways:
            notes = _counted(way)
            total = sum(value * count for value, count in notes.items())
            hold(OFFERS, total == screen.amount.minor, "the notes do not come to the amount")
            hold(OFFERS, notes <= there, "notes were offered that are not there")
        if screen.mixes:
            self._city.coverage[f"mixes on offer: {len(screen.mixes)}"] += 1

    def begins(self, site: Site) -> None:
        """The customer chooses something new; what was confirmed before is over."""
        self._confirmed.pop(site.atm, None)

    def chosen(self, site: Site, card: str, screen: Screen) -> None:
        """The customer confirms what is shown."""
        self._confirmed[site.atm] = (card, screen)

    def granted(self, one: Transaction) -> None:
        """The bank has said yes: to what was confirmed, where it is that request."""
        site = self._city.sites_by_atm[one.atm_id]
        if one.terms is None or one.txid != site.last_intent or one.atm_id not in self._confirmed:
            return
        card, screen = self._confirmed[one.atm_id]
        hold(OFFERS, one.card_id == card_hash(self._city.card_uuids[card]), "another card pays")
        asked, shown = one.terms, (screen.amount, screen.source, screen.target)
        hold(OFFERS, asked.amount == shown[0], "another amount than was confirmed")
        for account, line in zip((asked.source, asked.target), shown[1:], strict=True):
            hold(OFFERS, line is None or line.id == account, "another account than was confirmed")
        if not one.grants:
            self._city.coverage[f"as confirmed: {asked.operation.value}"] += 1
            return
        notes: Counter[int] = Counter()
        for grant in one.grants:
            notes[grant.denomination] += grant.count
        confirmed = _counted(screen.notes)
        hold(OFFERS, notes == confirmed, f"{confirmed} was confirmed, {notes} was asked for")
        self._city.coverage[f"as confirmed: notes from {len(one.grants)} canisters"] += 1

    def shutter_opens(self, site: Site) -> None:
        if site.is_lying:
            return  # another program keeps the card for as long as it likes
        hold(CARD_FIRST, not site.matter.card_in_slot, "cash is out, and the card is not")
        kind = "kept" if site.reads_chips else "given back at once"
        self._city.coverage[f"cash out, with cards {kind}"] += 1


def _counted(lines: Iterable[NoteLine]) -> Counter[int]:
    """By denomination."""
    notes: Counter[int] = Counter()
    for line in lines:
        notes[line.denomination.minor] += line.count
    return notes
