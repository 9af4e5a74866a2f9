"""A kiosk PC in the wrong hands for one turn: each trick is refused by name, and moves no cent.

Afterwards the honest kiosk comes back over its own journal, and has to make sense of what it finds.
Source: docs/faults.md, lies and replays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hardware.errors import DeviceError
from tests.simulation.cash_tricks import CASH_TRICKS
from tests.simulation.envelope_tricks import ENVELOPE_TRICKS
from tests.simulation.faults import Fault
from tests.simulation.patient_liar import PatientLiar, Spoiled, Stolen
from tests.simulation.plan import STRIPE_CARDS
from tests.simulation.site import Site

if TYPE_CHECKING:
    from tests.simulation.city import City

BACK_S: Final = 5.0
ABOUT_ENVELOPES: Final = 0.25  # of the tricks


class LiarTurn:
    def __init__(self, city: City, site: Site) -> None:
        self._city = city
        self._site = site
        self._count = 0

    def plays(self, card: str, fault: Fault) -> None:
        """One trick with this card, in the place of the kiosk."""
        city, site = self._city, self._site
        has_chip = card not in STRIPE_CARDS
        if not has_chip or len(city.pins[card]) != 1:
            return
        if not city.bank.is_up or not site.hsm_power.is_on:
            return
        where = (fault.transaction, fault.draw)
        is_cash = city.draws.unit("trick of envelopes", *where) >= ABOUT_ENVELOPES
        tricks = CASH_TRICKS if is_cash else ENVELOPE_TRICKS
        trick = city.draws.one_of(tricks, "trick", *where)
        site.is_lying = True
        self._count += 1
        liar = PatientLiar(Stolen(city, site, card), name=f"liar {site.number} {self._count}")
        try:
            trick(liar)
            city.coverage[f"lied: {trick.__name__.removeprefix('_')}"] += 1
        except Spoiled as why:
            city.coverage[f"lie spoiled: {why}"] += 1
        except DeviceError as error:
            city.coverage[f"lie spoiled: {error.status}"] += 1
        finally:
            site.is_lying = False
            if site.matter.card_in_slot == card:
                site.matter.pull_card()
            site.restart_s = city.loop.now() + BACK_S
