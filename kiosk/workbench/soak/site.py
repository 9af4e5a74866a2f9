"""Makes a fresh machine for a soak, with everybody around it, and takes it down again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.workbench.children import Children
from kiosk.workbench.demo_notes import DemoNotes, load_notes
from kiosk.workbench.machine import Machine
from kiosk.workbench.new_state import CHIP, NewState, Person
from kiosk.workbench.operator_desk import OperatorDesk
from kiosk.workbench.soak.blows import BANK, DEVICES, KIOSK
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.chance import Chance
from kiosk.workbench.soak.room import Room, free_port
from kiosk.workbench.soak.soak import Soak
from kiosk.workbench.soak.staff import FULL, BankStaff, Technician
from kiosk.workbench.soak.stand_in import start_stand_in
from kiosk.workbench.soak.striker import Striker
from kiosk.workbench.soak.tail import JournalTail
from kiosk.workbench.soak.verdict import Verdict
from kiosk.workbench.soak.visitor import Visitor

STAND_IN: Final = "secantus"
STRIPE: Final = "stripe"
# Enough for days of it.
PEOPLE: Final = {
    "alice": Person("Alice Byrne", 1_000_000, "2749163"),
    "bob": Person("Bob Kelly", 1_000_000, "5183024", (("Bob Kelly, savings", 1_000_000),)),
    "carol": Person("Carol Walsh", 1_000_000, "9062718", (("Carol Walsh, savings", 1_000_000),)),
}
FILE_MODE: Final = 0o600
# Customers who are not there need not be waited for.
KIOSK_SETTINGS: Final = {
    "goodbye_s": "1",
    "message_s": "2",
    "take_cash_s": "10",
    "take_card_s": "10",
    "receipt_printer": '"escpos"',
}


class StoreUsed(Exception):
    """Somebody's books are there. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """Attributes: desk: of one of the bank's staff. opening: minor units by account."""

    state: Path
    soak: Soak
    striker: Striker
    room: Room
    children: Children
    technician: Technician
    atm: str
    desk: OperatorDesk
    opening: dict[str, int]

    def proved(self) -> list[str]:
        """End the machine in order, and compare everything. What differs, a sentence each."""
        self.soak.open_envelopes()
        verdict = Verdict(self.state, self.children, self.atm)
        verdict.while_it_serves()
        self.technician.leaves()
        for name in (KIOSK, BANK, DEVICES):
            self.children.end(name)
        verdict.at_rest(self.soak.notes, self.soak.cashless, self.opening)
        return [*verdict.findings, *self.soak.slips.twice()]


@contextmanager
def new_site(
    state: Path,
    store: str,
    chance: Chance,
    monotonic: Callable[[], float],
    *,
    rest_s: Callable[[], float],
    say: Callable[[str], None],
    profile: str = CHIP,
) -> Iterator[Site]:
    """On a folder that exists and has nothing in it; whatever happens, no process is left.

    store: as for the bank; STAND_IN starts a server of its own. profile: as for the kiosk, and
    what kind of cards there are. Raises StoreUsed, and what the workbench raises.
    """
    with Children(state / "logs", monotonic) as children:
        if store == STAND_IN:
            say("starting the stand-in for MongoDB")
            store = start_stand_in(children, state / "mongo", monotonic)
        port, admin_port = free_port(chance), free_port(chance)
        _write_settings(state, store, port, admin_port, profile)
        machine = Machine(state, children, monotonic)
        say("making a machine with cash, accounts and cards")
        machine.start_bank()
        machine.start_devices(zero_delay=True)
        with closing(OperatorDesk(state, children, admin_port)) as desk:
            if desk.balances():
                raise StoreUsed("there are accounts in that store; a soak begins with an empty one")
            notes = load_notes(state)
            people = {name: replace(each, proof=profile) for name, each in PEOPLE.items()}
            NewState(machine, desk, notes, people=people, notes_per_canister=FULL).complete()
            opening = {name: held["balance"] for name, held in desk.balances().items()}
            for name in (DEVICES, BANK):
                children.end(name)
            with _peopled(state, children, monotonic, notes, port, admin_port, rest_s) as parts:
                room, striker, soak, technician, atm = parts
                yield Site(state, soak, striker, room, children, technician, atm, desk, opening)


@contextmanager
def _peopled(
    state: Path,
    children: Children,
    monotonic: Callable[[], float],
    notes: DemoNotes,
    port: int,
    admin_port: int,
    rest_s: Callable[[], float],
) -> Iterator[tuple[Room, Striker, Soak, Technician, str]]:
    assert notes.atm is not None, "the state is whole"
    atm = notes.atm.uuid
    room = Room(state, children, monotonic, atm=atm, bank_port=port, rest_s=rest_s)
    pins = {name: [card.pin] for name, card in notes.cards.items()}
    staff = BankStaff(state, children, admin_port, atm)
    cashless = Cashless({card: _names(person) for card, person in PEOPLE.items()})
    technician = Technician(room, atm, cashless, monotonic)
    cards = {name: card.card for name, card in notes.cards.items()}
    tail = JournalTail(state / "kiosk" / "journal")
    try:
        with Striker(tail, children.kill, monotonic) as striker:
            soak = Soak(
                room,
                children,
                striker,
                Visitor(room, pins, monotonic),
                technician,
                staff,
                cards,
                cashless,
                monotonic,
            )
            yield room, striker, soak, technician, atm
    finally:
        staff.close()


def _names(person: Person) -> tuple[str, ...]:
    return tuple(name for name, _ in person.accounts)


def _write_settings(state: Path, store: str, port: int, admin_port: int, profile: str) -> None:
    """A bank that is killed comes back where the kiosk looks for it."""
    settings = KIOSK_SETTINGS | {"profile": f'"{profile}"'}
    kiosk = "".join(f"{name} = {value}\n" for name, value in settings.items())
    text = (
        f'[bank]\nport = {port}\nadmin_port = {admin_port}\nstore = "{store}"\n\n[kiosk]\n{kiosk}'
    )
    path = state / "settings.toml"
    path.touch(mode=FILE_MODE)
    path.write_text(text, encoding="utf-8")
