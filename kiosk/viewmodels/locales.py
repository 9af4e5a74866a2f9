"""Which locales the kiosk speaks: the languages that it is translated into, where Qt knows them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QTranslator

TRANSLATIONS: Final = Path(__file__).resolve().parents[2] / "resources" / "i18n"
SOURCE_LANGUAGE: Final = "en"  # of the screens; only its plurals are translated
# What each translation calls its own language; this is English's.
OWN_NAME: Final = ("LanguagePage", "English", "S01 the name of this very language")


def languages() -> list[str]:
    """Such as de, en."""
    return sorted(path.stem.removeprefix("kiosk_") for path in TRANSLATIONS.glob("kiosk_*.qm"))


def regions(language: str) -> list[str]:
    """Where this language has a form of amounts of its own, such as AT, CH, DE."""
    known = QLocale.matchingLocales(
        QLocale(language).language(), QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    names = (locale.name().partition("_") for locale in known)
    return sorted(
        {region for spoken, _, region in names if spoken == language and region.isalpha()}
    )


@cache
def own_name(language: str) -> str:
    """What those who speak it call it, such as Deutsch."""
    context, source, comment = OWN_NAME
    if language == SOURCE_LANGUAGE:
        return source
    return translator(language).translate(context, source, comment) or _known_name(language)


def _known_name(language: str) -> str:
    """Qt's own name, without a region that Qt adds for some: Español, not español de España."""
    asked = QLocale(language)
    spoken = asked.nativeLanguageName()
    known = QLocale.matchingLocales(asked.language(), asked.script(), QLocale.Country.AnyCountry)
    others = (locale.nativeLanguageName() for locale in known)
    name = min(
        (each for each in others if each and spoken.startswith(each)), key=len, default=spoken
    )
    return name[:1].title() + name[1:]


def translator(language: str, folder: Path = TRANSLATIONS) -> QTranslator:
    """The phrases of one language; empty where there is no translation."""
    phrases = QTranslator()
    phrases.load(f"kiosk_{language}", str(folder))
    return phrases


def in_region_of(language: str, locale: str) -> str:
    """This language with the region of a locale, where both go together: de and en_IE are de."""
    region = locale.partition("_")[2]
    return f"{language}_{region}" if region in regions(language) else language


def why_not_spoken(name: str) -> str:
    """What is wrong with a locale such as de_AT, and which there are; empty if it is spoken."""
    language, _, region = name.partition("_")
    if language not in languages():
        return (
            f"there is no translation into {language}; choose one of {', '.join(languages())}, "
            "alone or with a region as in de_AT"
        )
    if region and region not in regions(language):
        return (
            f"{language} has no form of amounts for {region}; "
            f"choose {language} alone or with one of {', '.join(regions(language))}"
        )
    return ""
