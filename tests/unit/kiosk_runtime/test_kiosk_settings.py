"""The kiosk's settings say where each value comes from and refuse what they do not know."""

from __future__ import annotations

import pytest

from kiosk.settings import PinEntryPlace, Profile, Settings, SettingsError, load, settings_hash


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.toml"


def test_no_file_means_the_defaults(file):
    """A new state needs no settings file."""
    assert Settings() == load(file, {}).settings


def test_file_beats_default(file):
    """Table [kiosk] is read; the other processes' tables are left to them."""
    file.write_text('[kiosk]\nprofile = "stripe"\ndenominations = [5000]\n[bank]\nport = 1\n')

    loaded = load(file, {}).settings

    assert (Profile.STRIPE, (5000,)) == (loaded.profile, loaded.denominations)


def test_environment_beats_file_and_option_beats_both(file):
    """Each later source wins, and its name is kept."""
    file.write_text("[kiosk]\nquiet_s = 50\nwarning_s = 21\nmessage_s = 9\n")
    environment = {"ATM_KIOSK_QUIET_S": "51", "ATM_KIOSK_WARNING_S": "22"}

    loaded = load(file, environment, {"quiet_s": "52"})

    assert (52, 22, 9) == (
        loaded.settings.quiet_s,
        loaded.settings.warning_s,
        loaded.settings.message_s,
    )
    assert "option --quiet-s" == loaded.sources["quiet_s"]
    assert "environment ATM_KIOSK_WARNING_S" == loaded.sources["warning_s"]
    assert f"{file} [kiosk]" == loaded.sources["message_s"]
    assert "default" == loaded.sources["locale"]


def test_lists_can_come_from_the_environment(file):
    """Denominations are comma-separated there."""
    loaded = load(file, {"ATM_KIOSK_DENOMINATIONS": "2000, 1000,500"})

    assert (2000, 1000, 500) == loaded.settings.denominations


def test_other_processes_variables_are_left_to_them(file):
    """The bank's and the tests' variables are not errors here."""
    environment = {"ATM_BANK_PORT": "1", "ATM_TEST_MONGODB_URI": "x", "PATH": "/bin"}

    assert Settings() == load(file, environment).settings


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ('[kiosk]\ncurency = "EUR"', "setting curency is unknown; did you mean currency?"),
        ("[kiosc]", "table [kiosc] is unknown; did you mean kiosk?"),
    ],
)
def test_unknown_name_in_the_file_names_the_nearest(file, text, near):
    """A misspelt setting is an error with a cure, never a silent default."""
    file.write_text(text)

    with pytest.raises(SettingsError) as caught:
        load(file, {})

    assert near in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "near"),
    [("ATM_KIOSK_LOCAL", "locale"), ("ATM_CURRENCY", "ATM_KIOSK_CURRENCY")],
)
def test_unknown_variable_names_the_nearest(file, variable, near):
    """ATM_ variables that nobody reads are errors too."""
    with pytest.raises(SettingsError) as caught:
        load(file, {variable: "x"})

    assert f"did you mean {near}?" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("atm_name", "../x"),
        ("currency", "euro"),
        ("denominations", "0"),
        ("denominations", "1,2,3,4,5,6,7,8,9"),
        ("notes_max", "129"),
        ("locale", "English"),
        ("languages", "de"),
        ("languages", "en,en"),
        ("languages", "en,German"),
        ("languages", "en,aa,bb,cc,dd,ee,ff,gg,hh"),
        ("language_s", "0"),
        ("time_zone", "Mars/Base"),
        ("time_zone", "../etc"),
        ("business_day_ends", "24:00"),
        ("profile", "contactless"),
        ("receipt_printer", "laser"),
        ("receipt_printer_baud", "1200"),
        ("atm_place", "x" * 81),
        ("atm_place", "two\nlines"),
        ("pin_entry", "paper"),
        ("quiet_s", "0"),
        ("quiet_s", "-1"),
        ("message_s", "601"),
        ("take_cash_s", "9"),
        ("take_receipt_s", "4"),
        ("take_receipt_s", "61"),
        ("print_s", "14"),
        ("print_s", "61"),
        ("automation_port", "65536"),
        ("bank_url", "http://127.0.0.1:8443"),
    ],
)
def test_impossible_value_names_setting_and_place(file, name, text):
    """What cannot be is refused at the start, by name and source."""
    with pytest.raises(SettingsError) as caught:
        load(file, {}, {name: text})

    assert str(caught.value).startswith(f"option --{name.replace('_', '-')}: {name} ")


@pytest.mark.parametrize(
    "text", ["quiet_s = true", "quiet_s = 1.5", "locale = 1", "profile = 1", "languages = [1]"]
)
def test_wrong_type_in_the_file_is_refused(file, text):
    """A file's values have types; nothing is guessed."""
    file.write_text(f"[kiosk]\n{text}\n")

    with pytest.raises(SettingsError):
        load(file, {})


def test_languages_are_a_list_in_the_file_and_commas_elsewhere(file):
    """The machine's own is that of its locale, and always among them."""
    file.write_text('[kiosk]\nlocale = "de_AT"\nlanguages = ["de", "en"]\n')

    assert ("de", "en") == load(file, {}).settings.languages
    assert "de" == load(file, {}).settings.language
    assert ("en", "de") == load(file, {}, {"languages": "en, de"}).settings.languages


def test_broken_file_is_refused(file):
    """A file that is not TOML is not half read."""
    file.write_text("[kiosk\n")

    with pytest.raises(SettingsError, match="cannot be read"):
        load(file, {})


def test_ports_are_in_the_state_folder_unless_named(tmp_path):
    """Emulated devices need no setting; real ones have a path each."""
    settings = Settings(hsm_port="/dev/ttyUSB0")

    assert tmp_path / "devices/ports/card_reader" == settings.port_path("card_reader", tmp_path)
    assert "/dev/ttyUSB0" == str(settings.port_path("hsm", tmp_path))
    assert tmp_path / "devices/ports/receipt_printer" == settings.port_path(
        "receipt_printer", tmp_path
    )


def test_pin_entry_has_three_places():
    """The closed set that the visit matches on."""
    assert ["pad", "screen", "both"] == [place.value for place in PinEntryPlace]


def test_business_day_end_in_minutes():
    """23:30 is minute 1410."""
    assert 1410 == Settings(business_day_ends="23:30").day_ends_minute


def test_other_settings_have_another_hash():
    """The same ones the same, whoever asks and whenever."""
    assert settings_hash(Settings()) == settings_hash(Settings(take_card_s=30))
    assert settings_hash(Settings()) != settings_hash(Settings(take_card_s=31))
    assert 16 == len(settings_hash(Settings()))


def test_one_wrong_character_is_told_with_file_line_and_cure(tmp_path):
    """Where the machine has kept the file before its last change, that one is named."""
    file = tmp_path / "settings.toml"
    file.write_text("[kiosk]\nquiet_s = 4O\n")
    with pytest.raises(
        SettingsError, match=r"settings\.toml cannot be read: .*line 2.*correct it$"
    ):
        load(file, {})

    (tmp_path / "settings.toml.before").write_text("[kiosk]\nquiet_s = 40\n")

    with pytest.raises(SettingsError, match=r"or put .*settings\.toml\.before in its place"):
        load(file, {})
