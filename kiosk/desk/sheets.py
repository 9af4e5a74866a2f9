"""What lies above a page, as plain values for QML: a question, a wait, or what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.desk.asking import Ask, Question
from kiosk.desk.outcome_words import Outcome
from kiosk.desk.pages import Shown

_REMEDIES: Final = {
    "escort": "I go along",
    "back-up": "Back up now",
}


def busy(title: str, share: float = -1.0) -> Shown:
    """share: of what is done; less than 0 where nobody knows."""
    return {"kind": "busy", "title": title, "share": share}


def card(title: str, *, has_hands: bool) -> Shown:
    return {"kind": "card", "title": title, "hands": has_hands}


def asked(ask: Ask) -> Shown:
    return {
        "kind": "ask",
        "title": ask.title,
        "facts": list(ask.facts),
        "others": list(ask.others),
        "problem": ask.problem,
        "action": ask.action,
        "ready": ask.deed is not None,
        "grave": ask.is_grave,
        "final": ask.is_final,
    }


def fields(question: Question) -> list[Shown]:
    return [
        {
            "name": field.name,
            "label": field.label,
            "text": field.text,
            "hint": field.hint,
            "secret": field.is_secret,
            "choices": [{"label": label, "text": text} for label, text in field.choices],
        }
        for field in question.fields
    ]


def ended(made: Outcome, can_ask: Callable[[str], bool]) -> Shown:
    """can_ask: whether a remedy's question makes sense here."""
    return {
        "kind": "end",
        "mood": made.mood.value,
        "title": made.title,
        "lines": list(made.lines),
        "papers": [{"title": each.title, "rows": list(each.rows)} for each in made.papers],
        "again": made.again,
        "remedies": [
            {"act": act, "label": _REMEDIES[act]} for act in made.remedies if can_ask(act)
        ],
    }
