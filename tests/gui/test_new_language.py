"""A language is one file: docs/translating.md, step by step, for one that there is not yet."""

from xml.etree import ElementTree as ET

import pytest

from kiosk.viewmodels import locales
from kiosk.viewmodels.specimens import ALL
from kiosk.workbench import translations
from kiosk.workbench.pseudo_language import messages, pseudo
from tests.gui.kiosk_driver import Kiosk, is_text

EMPTY = '<?xml version="1.0" encoding="utf-8"?><TS version="2.1" language="pl"/>\n'
# A plural has three forms in Polish: for one, for a few, for many.
FORMS = ["%n próba", "%n próby", "%n prób"]


@pytest.fixture
def polish(tmp_path, monkeypatch):
    """An empty file, in a folder that stands for resources/i18n."""
    monkeypatch.setattr(translations, "CHECKOUT", tmp_path)
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(locales, "TRANSLATIONS", tmp_path)
    path = tmp_path / "kiosk_pl.ts"
    path.write_text(EMPTY, encoding="utf-8")
    return path


def translate(path):
    """What a translator does, in an evening."""
    phrases = ET.parse(path)
    for (_, source, _), message in messages(phrases.getroot()):
        translation = message.find("translation")
        translation.attrib.clear()
        forms = translation.findall("numerusform")
        translation.text = None if forms else pseudo(source)
        for form, words in zip(forms, FORMS, strict=False):
            form.text = words
    phrases.write(path, encoding="utf-8", xml_declaration=True)


def test_an_empty_file_gets_every_phrase_and_the_count_of_what_is_open(polish, capsys):
    """Each plural with as many forms as the language has."""
    ended = translations.main([])
    said = capsys.readouterr().out
    phrases = [message for _, message in messages(ET.parse(polish).getroot())]
    plurals = [
        len(list(message.iter("numerusform")))
        for message in phrases
        if message.get("numerus") == "yes"
    ]

    assert 1 == ended
    assert f"kiosk_pl.ts: {len(phrases)} phrases have no translation yet\n" == said
    assert {len(FORMS)} == set(plurals)


def test_a_translated_file_is_a_language_of_the_kiosk(polish, qapp):
    """No line of code names it: it is offered, and the screens speak it, plurals too."""
    translations.main([])
    translate(polish)
    ended = translations.main([])
    kiosk = Kiosk((1280, 800), locale="pl_PL", language="pl", translations=polish.parent)
    kiosk.show(ALL["S04-notice-E04"])
    shown = {item.property("text") for item in kiosk.items() if is_text(item)}
    kiosk.close()

    assert 0 == ended
    assert ["pl"] == locales.languages()
    assert "" == locales.why_not_spoken("pl_PL")
    assert {pseudo("Enter your PIN"), "2 próby"} <= shown
