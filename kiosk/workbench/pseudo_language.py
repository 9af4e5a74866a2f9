"""A language that nobody speaks: every phrase accented, in brackets and 40 % longer.

A screen that holds it will hold German or Finnish. A word without accents on such a screen was
never given to the translators, and a bracket that is missing has been cut.
"""

import re
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

NAME: Final = "xx-pseudo"
LENGTHENED: Final = 1.4

# What is put in later, and is never a translator's: %1, %n, %L1.
PLACEHOLDER: Final = re.compile(r"%(?:L?\d+|n)")
WORD: Final = re.compile(rf"{PLACEHOLDER.pattern}|[A-Za-z]+")
ACCENTS: Final = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
FILLER: Final = "ö"  # where a phrase ends with what is no word
VOWELS: Final = frozenset("aeiouyAEIOUY")

Key = tuple[str, str, str]


def pseudo(text: str) -> str:
    """`Enter %1` becomes `[ÉÉñţééŕ %1]`: the placeholders stay as they are."""
    added = 0

    def longer(found: re.Match[str]) -> str:
        nonlocal added
        if PLACEHOLDER.fullmatch(found[0]):
            return found[0]
        # All that came before counts, so that the whole is longer by as much as its words.
        more = round(found.end() * (LENGTHENED - 1)) - added
        added += more
        return _word(found[0], more)

    whole = "[" + WORD.sub(longer, text) + "]"
    return whole[:-1] + FILLER * (ceil(LENGTHENED * _size(text)) - _size(whole)) + "]"


def _size(text: str) -> int:
    """Without what is put in later."""
    return len(PLACEHOLDER.sub("", text))


def fill(phrases: Element, plural_forms: Element) -> None:
    """Give every phrase its translation; the forms of a plural come from the source language."""
    forms = {key: _forms(message) for key, message in messages(plural_forms)}
    for key, message in messages(phrases):
        translation = message.find("translation")
        assert translation is not None, "a phrase always has a place for its translation"
        translation.attrib.pop("type", None)
        if message.get("numerus") != "yes":
            translation.text = pseudo(key[1])
            continue
        translation.clear()
        for form in forms[key]:
            SubElement(translation, "numerusform").text = pseudo(form)


def messages(phrases: Element) -> Iterator[tuple[Key, Element]]:
    """Each phrase by where it is, what it says and what it is for."""
    for context in phrases.iter("context"):
        for message in context.iter("message"):
            texts = [message.findtext(part, "") for part in ("source", "comment")]
            yield (context.findtext("name", ""), texts[0], texts[1]), message


def file_in(folder: Path) -> Path:
    return folder / f"kiosk_{NAME}.ts"


def _forms(message: Element) -> list[str]:
    return [form.text or "" for form in message.iter("numerusform")]


def _word(word: str, more: int) -> str:
    """Longer within the word: a long word is what breaks a narrow box."""
    vowels = [place for place, letter in enumerate(word) if letter in VOWELS] or [len(word) - 1]
    doubled = [vowels[turn % len(vowels)] for turn in range(more)]
    longer = (letter * (1 + doubled.count(place)) for place, letter in enumerate(word))
    return "".join(longer).translate(ACCENTS)
