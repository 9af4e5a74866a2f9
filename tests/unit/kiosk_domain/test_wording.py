"""The words that customers read keep the house's rules, in every language.

First what to do, then what happened to the money; short lines of everyday words; one verb for one
act; no blame, and no codes in a sentence.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kiosk.domain.screens import MoneyWords, Notice

ROOT = Path(__file__).parents[3]
WORDS_MAX = 12
# Where a figure or a name stands, as many words as it may have.
FIGURES = {"%1": "€100", "%2": "€100", "%n": "10"}
OTHER_VERBS = {
    "en": r"collect|retrieve|remove|withdraw your card|\beject|put in|key in|invalid|you entered",
    "de": r"abholen|entfernen|herausziehen|einstecken|einschieben|ungültig|Sie haben .* eingegeben",
}
CODE = re.compile(r"\b([ESP]\d\d|OOS|error|Fehlercode|txid|HSM)", re.IGNORECASE)
# What is said to staff.
NOT_LINES = {"Every screen: staff sign", "Every screen: for staff"}


def phrases():
    """(language, context, comment, text) of everything that is shown."""
    tree = ET.parse(ROOT / "resources" / "i18n" / "kiosk_de.ts")
    found = []
    for context in tree.iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            comment = message.findtext("comment") or ""
            if comment in NOT_LINES:
                continue
            translation = message.find("translation")
            forms = [form.text for form in translation.iter("numerusform")] or [translation.text]
            found.append(("en", name, comment, message.findtext("source")))
            found += [("de", name, comment, form) for form in forms]
    return found


PHRASES = phrases()
# Staff know a part by its name on the drawings, and are told it.
STAFF = re.compile(r"M\d\d\b|Every staff page\b")
IDS = [f"{language}-{context}-{comment}" for language, context, comment, _ in PHRASES]


def spelt(text):
    for sign, figure in FIGURES.items():
        text = text.replace(sign, figure)
    return text


@pytest.mark.parametrize("phrase", PHRASES, ids=IDS)
def test_a_line_has_twelve_words_at_most(phrase):
    assert WORDS_MAX >= len(spelt(phrase[3]).split())


@pytest.mark.parametrize("phrase", PHRASES, ids=IDS)
def test_one_act_has_one_verb_and_nobody_is_blamed(phrase):
    """Insert, take, enter; and "that PIN is not right", never "you entered an invalid PIN"."""
    assert None is re.search(OTHER_VERBS[phrase[0]], phrase[3], re.IGNORECASE)


@pytest.mark.parametrize("phrase", [each for each in PHRASES if not STAFF.match(each[2])], ids=str)
def test_no_sentence_has_a_code_in_it(phrase):
    assert None is CODE.search(phrase[3])


@pytest.mark.parametrize("notice", list(Notice))
def test_each_failure_says_what_to_do_and_why_in_one_line_each(notice):
    """With the money that makes three lines."""
    lines = {
        text
        for language, context, comment, text in PHRASES
        if language == "en" and context == "NoticeWords" and comment.split()[-1] == notice.value
    }

    assert 2 <= len(lines)


def test_each_thing_that_can_happen_to_money_has_its_sentence():
    told = {comment.split()[-1] for _, context, comment, _ in PHRASES if context == "MoneyText"}

    assert {words.value for words in MoneyWords} == told
