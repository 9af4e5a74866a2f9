"""docs/operating.md names commands, files, numbers and times that the product has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bank_server.admin.moving.backup import TRIES_MAX
from bank_server.admin.moving.books_file import SCHEMA
from bank_server.certificates import authority, state_keys
from bank_server.service.audit_seal import FIRST_KEY, SEAL_STATE
from bank_server.state import StateFolder
from bank_server.store.mongo.connection import MONGODB_MIN
from bank_server.store.mongo.schema import SCHEMA_NUMBER as MONGO_NUMBER
from bank_server.store.sqlite.schema import SCHEMA_NUMBER as SQLITE_NUMBER
from kiosk.identity import CARD_NAMES_KEY, JOURNAL_SEAL, PAD_KEY
from tests.test_docs_commands import helps_of, options

PAGE = (Path(__file__).parents[1] / "docs" / "operating.md").read_text(encoding="utf-8")
TYPED = re.compile(r"\./atm (admin|doctor|bank|test)([^`\n]*)")
COMMANDS = sorted({(name, words) for name, words in TYPED.findall(PAGE) if name == "admin"})


def command_of(words: str) -> str:
    """The words of the command among what is typed: `admin restoration show`."""
    known = sorted(helps_of("admin"), key=len, reverse=True)
    plain = "admin" + re.sub(r" --(state|operator) \S+", "", words)
    return next(each for each in known if plain == each or plain.startswith(f"{each} "))


@pytest.mark.parametrize("words", [words for _, words in COMMANDS])
def test_each_command_on_the_page_is_there_with_its_options(words: str) -> None:
    command = command_of(words)
    known = options(helps_of("admin")[command]) | options(helps_of("admin")["admin"])

    assert command != "admin"
    assert set() == set(re.findall(r"--[a-z-]+", words)) - known


def test_each_file_of_keys_is_on_the_page() -> None:
    names = {
        *(
            f"{ca}.{kind}"
            for ca in (state_keys.ATM_CA, state_keys.ADMIN_CA)
            for kind in ("key", "pem")
        ),
        *(f"{each}.key" for each in (state_keys.ATM_SERVER, state_keys.ADMIN_SERVER)),
        *(state_keys.MASTER_KEY, state_keys.PEPPER, FIRST_KEY, SEAL_STATE),
        *(PAD_KEY, CARD_NAMES_KEY, JOURNAL_SEAL, "staff-NAME.pem", "atm-UUID.pem"),
    }

    assert set() == {name for name in names if f"`{name}`" not in PAGE}


def test_each_place_of_the_bank_is_on_the_page() -> None:
    folder = StateFolder(Path())
    places = (folder.database, folder.audit, folder.serving, folder.settings)

    assert [] == [str(each) for each in places if f"`{each}`" not in PAGE]
    assert [] == [each for each in ("keys/", "logs/") if f"`{each}`" not in PAGE]


def test_numbers_and_times_are_those_of_the_product() -> None:
    lives = (authority.AUTHORITY_LIFE, authority.SERVER_LIFE, authority.CLIENT_LIFE)
    expected = [
        f"The schema's number is {SQLITE_NUMBER}.",
        f"their number is {MONGO_NUMBER}.",
        f"row schema only** (its number is {SCHEMA})",
        f"MongoDB {MONGODB_MIN} or newer",
        f"in the last {state_keys.SERVER_RENEWED_BEFORE.days} days",
        *(f"| {life.days} days |" for life in lives),
    ]

    assert [] == [text for text in expected if text not in PAGE]
    assert ("five", 5) == ("five" if "five tries" in PAGE else "", TRIES_MAX)
