"""Makes a state whole: accounts, an ATM and its canisters, cards, and their provisioning.

Each step is written down when it is done, so that an interrupted start goes on from there.
"""

from __future__ import annotations

import base64
import http.client
import os
import xmlrpc.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.identity import CARD_NAMES_KEY, read_card_token_key
from kiosk.journal.events_visit import card_identified
from kiosk.setting_values import Profile, Settings
from kiosk.settings import SettingsError, load
from kiosk.workbench.demo_notes import AtmNotes, CardNotes, DemoNotes
from kiosk.workbench.machine import Fields, Machine
from kiosk.workbench.new_staff import STAFF, hire
from kiosk.workbench.operator_desk import OperatorDesk

CALL_S_MAX: Final = 120.0
NOTES_PER_CANISTER: Final = 200
CENTS: Final = 100


class ProvisioningFailed(Exception):
    """The kiosk refused to provision something; the text says what and where to look."""


CHIP: Final = "chip"


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the demo.

    Attributes:
        balance: in whole units.
        pin: easy to type on a keypad.
        others: savings accounts of the same card, and their balances.
        proof: `chip`, or `stripe` for a card without one.
    """

    account: str
    balance: int
    pin: str
    others: tuple[tuple[str, int], ...] = ()
    proof: str = CHIP

    @property
    def accounts(self) -> tuple[tuple[str, int], ...]:
        return ((self.account, self.balance), *self.others)


PEOPLE: Final = {
    "alice": Person("Alice Byrne", 5_000, "2749"),
    "bob": Person("Bob Kelly", 1_200, "5183"),
    "carol": Person("Carol Walsh", 300, "9062"),
    "dora": Person("Dora Nolan", 800, "6394", (("Dora Nolan, savings", 2_500),)),
}
# Canister -> whole units of one note.
CANISTERS: Final = {1: 20, 2: 10}


def settings_of(state: Path) -> Settings:
    """Those of this state's kiosk. Raises ProvisioningFailed."""
    try:
        return load(state / "settings.toml", os.environ).settings
    except SettingsError as error:
        raise ProvisioningFailed(str(error)) from error


def people_for(profile: Profile) -> Mapping[str, Person]:
    """The demo's customers, with the cards that such a machine reads."""
    return {name: replace(person, proof=profile.value) for name, person in PEOPLE.items()}


class NewState:
    """Bank and devices must serve; the kiosk must not run yet."""

    def __init__(
        self,
        machine: Machine,
        desk: OperatorDesk,
        notes: DemoNotes,
        *,
        people: Mapping[str, Person] = PEOPLE,
        notes_per_canister: int = NOTES_PER_CANISTER,
        denominations: Sequence[int] = (),
    ) -> None:
        """denominations: minor units of one note by canister, canister 1 first; without any, those
        of CANISTERS."""
        self._machine = machine
        self._desk = desk
        self._notes = notes
        self._people = people
        self._notes_per_canister = notes_per_canister
        self._minors = [*denominations] or [units * CENTS for units in CANISTERS.values()]

    @property
    def is_complete(self) -> bool:
        has_staff = self._notes.staff.keys() >= {each.name for each in STAFF}
        has_cards = self._notes.cards.keys() >= self._people.keys()
        return self._notes.is_complete and has_cards and has_staff

    def complete(self) -> None:
        """Make whatever is missing. Raises OperatorRefused, ProvisioningFailed, ControlError."""
        self._open_accounts()
        self._make_atm()
        self._make_cards()
        hire(self._machine.state, self._notes)
        self._provision()

    def _open_accounts(self) -> None:
        existing = self._desk.balances()
        wanted = [each for person in self._people.values() for each in person.accounts]
        current = {person.account for person in self._people.values()}
        for name, balance in wanted:
            if name not in existing:
                kind = "current" if name in current else "savings"
                minor = balance * CENTS
                self._desk.ask("accounts", name=name, minor=minor, currency="EUR", type=kind)

    def _make_atm(self) -> None:
        if self._notes.atm is None:
            made = self._desk.create_atm(dict(enumerate(self._minors, start=1)))
            uuid, token, pad_token = _texts(made, "uuid", "token", "pad_token")
            self._notes.atm = AtmNotes(uuid, token, pad_token)
            self._notes.store()

    def _make_cards(self) -> None:
        blank = self._machine.control.call("cards")["cards"]
        assert isinstance(blank, list), "the world lists its cards"
        for name, person in self._people.items():
            if name not in blank and person.proof == CHIP:
                self._machine.control.call("new_card", card=name)
            if name not in self._notes.cards:
                made = self._desk.ask(
                    "cards",
                    accounts=[name for name, _ in person.accounts],
                    proof=person.proof,
                    may_withdraw=True,
                    daily_limit=None,
                )
                card, uuid, token = _texts(made, "card", "uuid", "token")
                if person.proof != CHIP:
                    code = str(made["stripe_code"])
                    self._machine.control.call(
                        "new_card", card=name, type=person.proof, uuid=uuid, stripe_code=code
                    )
                self._notes.cards[name] = CardNotes(person.account, card, person.pin, uuid, token)
                self._notes.store()

    def _provision(self) -> None:
        """In a trusted place: key off, safe door open. The kiosk does it, as document A has it."""
        atm, control = self._notes.atm, self._machine.control
        assert atm is not None, "the ATM has been made"
        control.call("key_switch", on=False)
        control.call("door", door="safe", open=True)
        kiosk = KioskCalls(self._machine.start_automated_kiosk(atm.uuid, offscreen=True))
        if atm.token:
            for number in range(1, len(self._minors) + 1):
                control.call("fit", canister=number, on=True)
            count = self._notes_per_canister
            bills = [bill_file(minor // CENTS, count) for minor in self._minors]
            kiosk.call("provision_atm", blob(atm.uuid, atm.token, atm.pad_token), bills)
            atm.token = atm.pad_token = ""
            self._notes.store()
        for name, card in self._notes.cards.items():
            if card.token:
                control.call("insert", card=name)
                kiosk.call("provision_card", blob(card.uuid, card.token), card.pin)
                control.call("take_card")
                card.known_as = self._token_of(card)
                card.uuid = card.token = ""
                self._notes.store()
        self._machine.end_kiosk()
        control.call("door", door="safe", open=False)
        control.call("key_switch", on=True)

    def _token_of(self, card: CardNotes) -> str:
        """By which the kiosk's journal will name it, so that nobody needs its uuid any more."""
        key = read_card_token_key(self._machine.state / "keys" / CARD_NAMES_KEY)
        assert key is not None, "the ATM has been provisioned"
        return card_identified(Secret(card.uuid.encode("ascii")), key).token.hex()


class KioskCalls:
    """The kiosk's XML-RPC interface, with a bound on every call."""

    def __init__(self, port: int) -> None:
        transport = _Transport()
        self._proxy = xmlrpc.client.ServerProxy(f"http://127.0.0.1:{port}", transport)

    def call(self, name: str, *arguments: str | list[list[str]]) -> None:
        """Raises ProvisioningFailed, which never tells an argument."""
        try:
            done = getattr(self._proxy, name)(*arguments)
        except (OSError, http.client.HTTPException, xmlrpc.client.Error) as error:
            raise ProvisioningFailed(f"{name} got no answer: {error}") from error
        if done is not True:
            raise ProvisioningFailed(f"the kiosk refused {name}; its journal says why")


class _Transport(xmlrpc.client.Transport):
    def make_connection(self, host: object) -> http.client.HTTPConnection:
        connection = super().make_connection(host)  # type: ignore[arg-type]  # the base's own alias
        connection.timeout = CALL_S_MAX
        return connection


def _texts(answer: Fields, *names: str) -> tuple[str, ...]:
    found = tuple(answer[name] for name in names)
    return tuple(text for text in found if isinstance(text, str))


def blob(*parts: str) -> str:
    return base64.b64encode(":".join(parts).encode("ascii")).decode("ascii")


def bill_file(units: int, count: int) -> list[str]:
    """What is printed on each note: at most 16 characters."""
    return [f"EUR{units} A{number:06d}" for number in range(1, count + 1)]
