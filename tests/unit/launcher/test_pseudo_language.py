"""The pseudo-language is as long as German or Finnish, and loses nothing that is put in later."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kiosk.workbench import translations
from kiosk.workbench.pseudo_language import ACCENTS, LENGTHENED, PLACEHOLDER, messages, pseudo

ENGLISH = translations.TRANSLATIONS / "kiosk_en.ts"
ENGLISH_LETTERS = {chr(letter) for letter in ACCENTS}


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled file."""
    return translations.write_pseudo(tmp_path_factory.mktemp("i18n"))


@pytest.fixture(scope="module")
def phrases(language: Path) -> list[tuple[str, str]]:
    """Each phrase in English and as it is translated; of a plural, each of its forms."""
    english = dict(messages(ET.parse(ENGLISH).getroot()))
    longer = messages(ET.parse(language.with_suffix(".ts")).getroot())
    return [
        pair
        for key, message in longer
        for pair in (
            zip(forms(english[key]), forms(message), strict=True)
            if message.get("numerus")
            else [(key[1], message.findtext("translation", ""))]
        )
    ]


def forms(message: ET.Element) -> list[str]:
    return [form.text or "" for form in message.iter("numerusform")]


@pytest.mark.parametrize(
    ("english", "longer"),
    [
        ("Enter", "[ÉÉñţééŕ]"),
        ("Take %1 of %2?", "[Ţååķéé %1 öööƒ %2?]"),
        ("%n digit(s) entered", "[%n ðîîîĝîîţ(šš) éééñţééŕééð]"),
        ("", "[]"),
    ],
)
def test_a_phrase_is_accented_bracketed_and_longer(english: str, longer: str) -> None:
    """And what is put in later stays as it is."""
    assert longer == pseudo(english)


def test_every_phrase_is_forty_per_cent_longer(phrases: list[tuple[str, str]]) -> None:
    lengths = [
        (len(PLACEHOLDER.sub("", english)), len(PLACEHOLDER.sub("", longer)))
        for english, longer in phrases
    ]
    short = [pair for pair in lengths if pair[1] < LENGTHENED * pair[0]]

    assert [] == short


def test_every_placeholder_survives(phrases: list[tuple[str, str]]) -> None:
    lost = [
        english
        for english, longer in phrases
        if PLACEHOLDER.findall(english) != PLACEHOLDER.findall(longer)
    ]

    assert [] == lost


def test_nothing_stays_english(phrases: list[tuple[str, str]]) -> None:
    """A letter without an accent on a screen was never given to the translators."""
    left = {letter for _, longer in phrases for letter in PLACEHOLDER.sub("", longer)}

    assert set() == left & ENGLISH_LETTERS


def test_a_plural_has_the_forms_of_english(phrases: list[tuple[str, str]]) -> None:
    said = [longer for english, longer in phrases if "%n try" in english or "%n tries" in english]

    assert 2 == len(said)


def test_the_command_says_where_the_language_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is made where one asks for it, and not among those that are shipped."""
    assert 0 == translations.main(["--pseudo", str(tmp_path)])
    assert f"{tmp_path / 'kiosk_xx-pseudo.qm'}\n" == capsys.readouterr().out
