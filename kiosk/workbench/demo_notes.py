"""What the demo knows of its own state and nobody else may read: the cards' PINs, unused tokens.

Kept in keys/demo.json, because its customers must know their PINs; no other state has this file.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

FORMAT: Final = 1
FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700


class NotesUnreadable(Exception):
    """The file is of another program or a newer demo. The text says what to do."""


@dataclass(slots=True)
class AtmNotes:
    """token, pad_token: empty once they are used."""

    uuid: str
    token: str = field(repr=False)
    pad_token: str = field(repr=False)


@dataclass(slots=True)
class CardNotes:
    """
    Attributes:
        account: the name of the account that the card reaches.
        card: the hash by which staff name the card.
        uuid, token: empty once the card is provisioned.
        known_as: the token by which the kiosk's journal knows the card; empty before that.
        pin_changes: how many PIN changes in the journal `pin` has gone along with.
    """

    account: str
    card: str
    pin: str = field(repr=False)
    uuid: str = field(repr=False)
    token: str = field(repr=False)
    known_as: str = ""
    pin_changes: int = 0


@dataclass(slots=True)
class StaffNotes:
    """
    Attributes:
        number: what this person types first at the machine.
        roles: what for, with commas between them.
    """

    number: str
    pin: str = field(repr=False)
    roles: str = ""


@dataclass(slots=True)
class DemoNotes:
    """
    Attributes:
        atm: None before it is made.
        cards: by the names that they have in the world.
        staff: of the machine, by name.
    """

    path: Path = field(repr=False)
    atm: AtmNotes | None = None
    cards: dict[str, CardNotes] = field(default_factory=dict)
    staff: dict[str, StaffNotes] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Nothing waits for its provisioning."""
        unused = [self.atm.token] if self.atm else ["no ATM"]
        return not any([*unused, *(card.token for card in self.cards.values())])

    def store(self) -> None:
        """Write the file whole or not at all."""
        self.path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        content = {
            "format": FORMAT,
            "atm": asdict(self.atm) if self.atm else None,
            "cards": {name: asdict(card) for name, card in self.cards.items()},
            "staff": {name: asdict(person) for name, person in self.staff.items()},
        }
        draft = self.path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(descriptor)
        draft.replace(self.path)


def notes_path(state: Path) -> Path:
    return state / "keys" / "demo.json"


def load_notes(state: Path) -> DemoNotes:
    """The notes of a state; empty ones for a state that no demo has made yet."""
    path = notes_path(state)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] > FORMAT:
            raise NotesUnreadable(f"{path} was written by a newer demo; use that one")
        atm = content["atm"]
        return DemoNotes(
            path,
            AtmNotes(**atm) if atm else None,
            {name: CardNotes(**card) for name, card in content["cards"].items()},
            {name: StaffNotes(**person) for name, person in content.get("staff", {}).items()},
        )
    except FileNotFoundError:
        return DemoNotes(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotesUnreadable(
            f"{path} cannot be read ({type(error).__name__}); use another --state, "
            "or remove this state folder"
        ) from error
