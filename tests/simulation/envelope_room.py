"""Envelopes as matter: who put which into a slot, who took it out, and what two people found in it.

People at the bank go by what is printed on an envelope and by what lies in it, and by nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bank_server.contract.money import MINOR_MAX, Money
from bank_server.contract.operations import EnvelopeResult
from bank_server.domain.open_deposits import (
    AloneLimits,
    OpenDeposit,
    VerifyResult,
    open_deposits,
)
from bank_server.domain.people import (
    ActionKind,
    Confirmation,
    ConfirmResult,
    deposit_body,
)
from hardware.emulators.envelopes import Envelope
from tests.simulation.broken import hold
from tests.world.support.bank_house import CURRENCY

if TYPE_CHECKING:
    from tests.simulation.city import City
    from tests.simulation.site import Site

ALONE_MAX_MINOR: Final = 10_000
LIMITS: Final = AloneLimits(
    Money(ALONE_MAX_MINOR, CURRENCY), Money(MINOR_MAX, CURRENCY), since_ms=0
)
AS_CLAIMED: Final = 0.7
WORTH_NOTHING: Final = 0.1
WHY: Final = "opened together"


@dataclass(frozen=True, slots=True)
class Slip:
    """What the customer wrote, and what really lies in the envelope."""

    account_id: str
    minor: int


class EnvelopeRoom:
    """
    Attributes:
        slips: by ATM and the text on the envelope, of each that was ever put into a slot.
        taken_out: by ATM and that text, how many envelopes people have in their hands.
        credited: by (ATM, txid), account and amount that people found.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self.slips: dict[tuple[str, str], Slip] = {}
        self.taken_out: dict[tuple[str, str], list[Envelope]] = {}
        self.credited: dict[tuple[str, str], tuple[str, int]] = {}

    # --- at the machine

    def put(self, site: Site, text: str, account_id: str, claimed_minor: int, wish: int) -> None:
        """A customer has let go of an envelope; what is in it may be less than was typed."""
        draw = self._city.draws.unit("envelope", wish)
        minor = claimed_minor
        if draw >= AS_CLAIMED:
            minor = 0 if draw >= 1 - WORTH_NOTHING else max(1, claimed_minor // 2)
        self.slips[site.atm, text] = Slip(account_id, minor)

    def empty(self, site: Site) -> None:
        """Somebody with the key opens the slot and its bin. The key is off."""
        works = site.matter.envelopes
        stuck = works.moving
        if works.is_jammed:
            site.matter.slot.set_jam(is_jammed=False)
            if stuck is not None:
                self._take(site, stuck)
        for envelope in site.matter.slot.remove():
            self._take(site, envelope)

    def _take(self, site: Site, envelope: Envelope) -> None:
        self.taken_out.setdefault((site.atm, envelope.text), []).append(envelope)

    # --- at the bank

    def open_found(self) -> None:
        """In the course of the day: what has been brought here."""
        for each in self._open_deposits():
            if (each.atm_id, each.reference) in self.taken_out:
                self._open(each)
                self._city.watch.staff_acted()

    def open_all(self) -> None:
        """When no bin holds any more: whatever waits is here, or is nowhere."""
        for each in self._open_deposits():
            self._open(each)
            self._city.watch.staff_acted()

    def _open_deposits(self) -> tuple[OpenDeposit, ...]:
        return open_deposits(self._city.bank.transactions)

    def _open(self, each: OpenDeposit) -> None:
        found = self.taken_out.get((each.atm_id, each.reference), [])
        slip = self.slips.get((each.atm_id, each.reference))
        if not found or slip is None or not slip.minor:
            self._city.coverage["deposit rejected"] += 1
            self._end(each, None, 0)
            return
        account_id = each.account_id or slip.account_id
        self._city.coverage["deposit verified"] += 1
        claimed = None if each.claimed is None else each.claimed.minor
        is_plain = each.result is EnvelopeResult.ACCEPTED and claimed == slip.minor
        if not is_plain or slip.minor > ALONE_MAX_MINOR:
            self._end(each, account_id, slip.minor)
            return
        bank = self._city.bank
        result = bank.store.deposits.verify(
            each.txid,
            each.atm_id,
            found=Money(slip.minor, CURRENCY),
            limits=LIMITS,
            why=WHY,
            by="anna",
            now_ms=bank.now_ms(),
        )
        was_credited = result is VerifyResult.CREDITED
        hold("staff", was_credited, f"an envelope was answered {result.value}")
        self.credited[each.atm_id, each.txid] = (account_id, slip.minor)

    def _end(self, each: OpenDeposit, account_id: str | None, minor: int) -> None:
        """Two people; nothing where there is no account."""
        bank, found = self._city.bank, Money(minor, CURRENCY)
        pending = bank.store.transactions.find(each.txid, each.atm_id)
        assert pending is not None, "it is open"
        body = deposit_body(each.txid, each.atm_id, account_id, found, WHY, pending.envelope)
        proposal = self._city.bank_staff.propose(ActionKind.END_DEPOSIT, body)
        result = bank.store.deposits.end(
            each.txid,
            each.atm_id,
            account_id=account_id,
            found=found,
            why=WHY,
            confirmation=Confirmation(proposal, self._city.bank_staff.second),
            now_ms=bank.now_ms(),
        )
        hold("staff", result is ConfirmResult.DONE, f"an envelope was answered {result.value}")
        self.credited.pop((each.atm_id, each.txid), None)
        if account_id is not None:
            self.credited[each.atm_id, each.txid] = (account_id, minor)
