"""The bank's settings: file, environment, options; unknown names are errors."""

import pytest

from bank_server.settings import BankSettings, SettingsError, load


def file_with(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text)
    return path


def test_without_a_file_the_defaults_hold(tmp_path):
    assert BankSettings() == load(tmp_path / "settings.toml", {})


def test_options_win_over_environment_and_environment_over_the_file(tmp_path):
    path = file_with(tmp_path, "[bank]\nport = 1\nadmin_port = 2\nargon2_waiting = 3\n[kiosk]\nx=1")
    settings = load(path, {"ATM_BANK_ADMIN_PORT": "20", "ATM_BANK_ARGON2_WAITING": "30", "X": "y"})
    settings = settings.with_options(port=None, admin_port=None, store="sqlite")

    assert (1, 20, 30) == (settings.port, settings.admin_port, settings.argon2_waiting)
    assert 5 == settings.with_options(port=5, admin_port=None, store=None).port


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[bank]\nprot = 1", r"\[bank\]: unknown setting 'prot'; did you mean port\?"),
        ("[bank]\nzzz = 1", "known are port, admin_port"),
        ('[bank]\nport = "1"', "port must be a whole number"),
        ("[bank]\nport = true", "port must be a whole number"),
        ("[bank]\nport = 65536", "port must be 0"),
        ('[bank]\nstore = "oracle"', "store must be sqlite, or the address"),
        ('[bank]\ncurrency = "euro"', "currency must be three capital letters"),
        ("[bank]\nargon2_waiting = 0", "argon2_waiting must be 1 to 100"),
        ("bank = 3", "is not a table"),
        ("[bnak]\nport = 1", r"unknown table \[bnak\]; did you mean \[bank\]\?"),
        ("port = 1", r"unknown table \[port\]; known are bank, devices, kiosk, launcher"),
        ('[bank]\ntime_zone = "Mars/Base"', "time_zone must be a name"),
        ('[bank]\nbusiness_day_ends = "24:00"', "business_day_ends must be a time"),
        ("[bank", "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, message):
    with pytest.raises(SettingsError, match=message):
        load(file_with(tmp_path, text), {})


def test_a_mistake_in_the_environment_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"ATM_BANK_PROT: unknown setting 'prot'"):
        load(tmp_path / "none", {"ATM_BANK_PROT": "1"})
    with pytest.raises(SettingsError, match="ATM_BANK_PORT: port must be a whole number"):
        load(tmp_path / "none", {"ATM_BANK_PORT": "one"})


@pytest.mark.parametrize("scheme", ["mongodb", "mongodb+srv"])
def test_a_stores_address_is_taken_and_never_shown(tmp_path, scheme):
    address = f"{scheme}://bank:pass-word@db1,db2/atm_bank"
    settings = load(tmp_path / "none", {"ATM_BANK_STORE": address})

    assert address == settings.store
    assert "pass-word" not in repr(settings)


def test_a_mistyped_address_is_not_repeated(tmp_path):
    with pytest.raises(SettingsError) as refused:
        load(tmp_path / "none", {"ATM_BANK_STORE": "mongo://bank:pass-word@db1"})

    assert "pass-word" not in str(refused.value)
