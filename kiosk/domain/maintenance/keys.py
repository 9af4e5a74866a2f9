"""Item 11: the keys and certificates of the machine, and how long they are good; no value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.domain.maintenance.status import certificate
from kiosk.domain.staff_page import Action, Line, Moment, Mood, StaffPage, Word

LOOK: Final = 1
SERIAL_SIZE_MAX: Final = 40  # hex digits; no authority makes longer ones


@dataclass(frozen=True, slots=True)
class CertificateLines:
    """Of one certificate; days: until it ends."""

    subject: str
    serial: str
    ends_ms: int
    days: int


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """
    Attributes:
        hsm, pad: whether the device has its key; None where it has not said.
        uses_pad: there is one.
        glass: the key for PINs on the screen is there; None where no PIN is typed there.
        link, card_names, seal: the files of these keys are there.
        seal_name: of the journal's first key, as the bank calls it; None before the bank gave one.
        own, authority: None where the file cannot be read.
    """

    hsm: bool | None
    pad: bool | None
    uses_pad: bool
    glass: bool | None
    link: bool
    card_names: bool
    seal: bool
    seal_name: str | None
    own: CertificateLines | None
    authority: CertificateLines | None


def page(facts: KeyFacts | None) -> StaffPage:
    """None: it is still being read."""
    lines = () if facts is None else tuple(_lines(facts))
    return StaffPage(Word("menu.11"), lines=lines, actions=(Action(LOOK, Word("status.again")),))


def _lines(facts: KeyFacts) -> Iterator[Line]:
    yield from _certificate("keys.own", "keys.own-ends", facts.own)
    yield from _certificate("keys.authority", "keys.authority-ends", facts.authority)
    yield _key(Word("device.hsm"), facts.hsm)
    if facts.uses_pad:
        yield _key(Word("device.pin_pad"), facts.pad)
    if facts.glass is not None:
        yield _key(Word("keys.glass"), facts.glass)
    yield _key(Word("keys.link"), facts.link)
    yield _key(Word("keys.card-names"), facts.card_names)
    yield _key(Word("keys.seal"), facts.seal)
    if facts.seal_name is None:
        yield Line(Word("keys.seal-name"), (Word("keys.own-made"),), Mood.WARN)
    else:
        yield Line(Word("keys.seal-name"), (facts.seal_name,))


def _key(name: Word, is_there: bool | None) -> Line:  # noqa: FBT001 (a fact, not a switch)
    if is_there is None:
        return Line(name, (None,), Mood.FAINT)
    said = Word("keys.there" if is_there else "keys.missing")
    return Line(name, (said,), Mood.GOOD if is_there else Mood.BAD)


def _certificate(name: str, ends: str, found: CertificateLines | None) -> Iterator[Line]:
    if found is None:
        yield certificate(name, None)
        return
    yield Line(Word(name), (found.subject,))
    yield Line(Word("keys.serial"), (found.serial[:SERIAL_SIZE_MAX],))
    left = certificate(ends, found.days)
    yield Line(Word("keys.ends"), (Moment(found.ends_ms),), left.mood)
    yield left
