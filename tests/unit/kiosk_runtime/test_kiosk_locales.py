"""A locale is spoken where there is a translation, in regions whose form of amounts is known."""

from __future__ import annotations

import pytest

from kiosk.viewmodels.locales import languages, regions, why_not_spoken


def test_the_languages_are_those_of_the_translations():
    assert ["de", "en"] == languages()


@pytest.mark.parametrize("name", ["en", "de", "en_IE", "en_GB", "de_AT", "de_CH"])
def test_a_translated_language_is_spoken_alone_and_with_its_regions(name):
    assert "" == why_not_spoken(name)


@pytest.mark.parametrize("name", ["xx", "fr", "fr_FR"])
def test_an_untranslated_language_names_those_that_there_are(name):
    """It would show English text with the amounts of another country."""
    assert "choose one of de, en, alone" in why_not_spoken(name)


def test_a_region_that_is_not_known_names_those_that_are():
    """Qt would silently take another country's form of amounts."""
    assert "de has no form of amounts for ZZ" in why_not_spoken("de_ZZ")
    assert "AT, BE, CH, DE" in why_not_spoken("de_ZZ")
    assert "GB" in regions("en")
