"""Which ATM a keys folder is for, and that nobody else could have read it."""

from __future__ import annotations

import shlex

import pytest

from bank_server.admin import __main__ as admin
from bank_server.admin import asking
from kiosk.identity import IdentityError, find_identity, read_card_token_key

ATM = "0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.fixture
def keys(tmp_path):
    """A folder with the key files of one ATM; their content is not looked at."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    secrets = (f"atm-{ATM}.key", "card_token.key", "journal.seal")
    for name in ("atm-ca.pem", f"atm-{ATM}.pem", *secrets):
        (folder / name).touch(mode=0o600)
    return folder


@pytest.mark.parametrize(
    ("currency", "denominations"), [("USD", (2000, 550)), ("JPY", (1000,)), ("KWD", (250, 20000))]
)
def test_without_an_atm_the_command_that_makes_one_is_told(tmp_path, currency, denominations):
    """Whole, so that it can be typed as it stands; the operators' client understands it."""
    keys = tmp_path / "a state" / "keys"

    with pytest.raises(IdentityError) as caught:
        find_identity(keys, currency=currency, denominations=denominations)
    _, _, command = str(caught.value).partition("./atm admin ")
    options = admin._parser().parse_args(shlex.split(command))

    assert tmp_path / "a state" == options.state
    meant = [(number, asking._typed(text, currency).minor) for number, text in options.canister]
    assert (list(enumerate(denominations, 1)), currency) == (meant, options.currency)


def test_another_atm_than_those_that_are_here_names_them(keys):
    """First it is found by its own uuid."""
    honest = find_identity(keys, ATM)

    assert str(honest.atm) == ATM
    with pytest.raises(IdentityError, match=f"--atm-id is {ATM}"):
        find_identity(keys, OTHER)


def test_of_several_atms_one_must_be_named(keys):
    (keys / f"atm-{OTHER}.pem").touch(mode=0o600)

    with pytest.raises(IdentityError, match=f"holds 2 ATMs; name one: --atm-id {ATM} or {OTHER}"):
        find_identity(keys)
    assert str(find_identity(keys, ATM).atm) == ATM


@pytest.mark.parametrize("name", ["", f"atm-{ATM}.key", "card_token.key", "journal.seal"])
def test_keys_that_others_could_read_are_refused(keys, name):
    """First the honest folder is accepted; then one mode is wider, and it is named."""
    honest = find_identity(keys)
    path = keys / name
    path.chmod(path.stat().st_mode | 0o040)

    assert str(honest.atm) == ATM
    with pytest.raises(IdentityError, match="others may have read it") as caught:
        find_identity(keys)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "name", [f"atm-{ATM}.key", "card_token.key", "journal.seal", "kiosk-pad.key"]
)
def test_a_link_in_the_place_of_a_key_is_refused(keys, tmp_path, name):
    """What it points to may lie where others write, or not be there yet."""
    honest = find_identity(keys)
    (keys / name).unlink(missing_ok=True)
    (keys / name).symlink_to(tmp_path / "elsewhere")

    assert str(honest.atm) == ATM
    with pytest.raises(IdentityError, match=f"{name} is a link"):
        find_identity(keys)


def test_a_card_token_key_of_rubbish_is_named_and_not_quoted(keys):
    """The text says which file, never what is in it."""
    (keys / "card_token.key").write_text("not hexadecimal")

    with pytest.raises(IdentityError) as caught:
        read_card_token_key(keys / "card_token.key")
    assert str(caught.value).endswith("card_token.key does not hold a key")
    assert caught.value.__cause__ is None
