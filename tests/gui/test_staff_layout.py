"""Staff pages at their fullest: whatever an item puts on one, it fits."""

from dataclasses import replace

import pytest

from bank_server.contract.money import Money
from kiosk.domain.screens import Choice, Screen, ScreenId
from kiosk.domain.staff_page import Action, Entry, Line, Moment, Mood, Signed, StaffPage, Word
from tests.gui.contrast import faint_edges, unreadable
from tests.gui.layout_rules import faults
from tests.gui.sight import look

SIZES = [(1024, 768), (1280, 720), (1920, 1080), (1080, 1920)]
PEOPLE = ("anna.fitzgerald", "bartholomew.montgomery")


def canister(number):
    return Word("status.canister", (number,))


def wide(count, width=8):
    """A line for each canister: start, added, given, rejected, expected, counted, difference."""
    return tuple(
        Line(
            canister(number),
            (2_500, 1_200, 1_834, 12, 1_854, None, Signed(-3), Money(18_540_00, "EUR"))[:width],
            Mood.GOOD if number % 2 else Mood.WARN,
        )
        for number in range(1, count + 1)
    )


HEADS = tuple(
    Word(f"status.{each}")
    for each in ("open", "full", "room", "whole", "service", "closed", "away", "queue")
)
ACTIONS = tuple(Action(number, Word(f"users.do-{number}")) for number in range(1, 6))
NARROW = tuple(
    Line(canister(number), (Money(50_00, "EUR"), 2_500), Mood.BAD) for number in range(1, 11)
)
LONG = Word("login.not-allowed")
PLAIN = StaffPage(Word("menu.11"), PEOPLE)
PAGES = {
    "wide": replace(PLAIN, columns=HEADS[:6], lines=wide(8, 6), actions=ACTIONS, count=3),
    "widest": replace(PLAIN, columns=HEADS, lines=wide(8), actions=ACTIONS[:4]),
    "wide-notice": replace(
        PLAIN,
        columns=HEADS[:6],
        lines=wide(10, 6),
        actions=ACTIONS[:4],
        notice=LONG,
        notice_mood=Mood.BAD,
        count=2,
        typed="10",
    ),
    "narrow-notice": replace(
        PLAIN, lines=NARROW, actions=ACTIONS, notice=LONG, notice_mood=Mood.WARN, seconds=30
    ),
    "reasons": replace(
        PLAIN,
        lines=NARROW,
        actions=tuple(replace(each, why=Word("menu.not-yours")) for each in ACTIONS),
    ),
    "reasons-below": replace(
        PLAIN,
        columns=HEADS[:6],
        lines=wide(8, 6),
        actions=tuple(replace(each, why=Word("cash.safe-shut")) for each in ACTIONS[:4]),
        count=2,
    ),
    "many-actions": replace(
        PLAIN,
        lines=NARROW,
        actions=tuple(Action(each, Word("menu.5")) for each in range(1, 10)),
    ),
    "few-actions": replace(PLAIN, actions=ACTIONS[:2], notice=LONG),
    "entry": replace(
        PLAIN,
        columns=HEADS[:2],
        lines=NARROW,
        entry=Entry(canister(3), "2500", 4, worth=Money(125_000_00, "EUR")),
        notice=LONG,
        notice_mood=Mood.BAD,
    ),
    "entry-again": replace(
        PLAIN,
        lines=NARROW[:4],
        entry=Entry(
            Word("users.which-roles", ("103",)), is_again=True, empty=Word("settings.no-languages")
        ),
        seconds=12,
    ),
    "longest-pin": replace(
        PLAIN, entry=Entry(Word("users.pin", ("103",)), size=12, is_secret=True)
    ),
    "entry-pages": replace(PLAIN, lines=NARROW, entry=Entry(canister(3)), number=2, count=3),
    "faults": replace(
        PLAIN,
        lines=tuple(
            Line(Moment(1_795_262_400_000), ("receipt_printer CANISTER_3_PICK",), Mood.FAINT)
            for _ in range(10)
        ),
    ),
    "busy": replace(PLAIN, lines=NARROW, actions=ACTIONS, notice=LONG, is_busy=True),
    "empty": PLAIN,
}


def with_columns(page, count):
    lines = tuple(replace(line, cells=line.cells[:count]) for line in page.lines)
    return replace(page, columns=page.columns[:count], lines=lines)


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def sized(shared_kiosk, request):
    shared_kiosk.resize(request.param)
    return shared_kiosk


@pytest.mark.parametrize("name", PAGES)
def test_a_full_page_is_laid_out_well(sized, name):
    """Eight columns of figures are for lying screens; a standing one has room for five."""
    page = PAGES[name]
    if sized.size[0] < sized.size[1]:
        page = with_columns(page, 5)
    choices = [Choice(f"action-{each.number}") for each in page.actions]
    sized.show(
        Screen(
            ScreenId.STAFF_KEYS,
            choices=() if page.is_busy else (*choices, Choice("action-0")),
            staff=page,
            can_cancel=not page.is_busy,
        )
    )
    sight = look(sized)

    assert {} == faults(sight)
    assert [] == unreadable(sized, sight) + faint_edges(sized, sight)


def words_of(kiosk, page):
    kiosk.show(Screen(ScreenId.STAFF_CASH, staff=page, can_cancel=True))
    sight = look(kiosk)
    return sight.unit, {word.text: word.ink for word in sight.words}


def test_no_heads_stand_over_lone_values(sized):
    """A page of a long table may have nothing of its columns."""
    lone = replace(PLAIN, columns=HEADS[:3], lines=(Line(canister(1), (7,)),) * 2)
    full = replace(lone, lines=(*lone.lines, Line(canister(2), (7, 8, 9))))
    head = "Open"

    assert head in words_of(sized, full)[1]
    assert head not in words_of(sized, lone)[1]


def test_a_value_at_the_right_keeps_away_from_words_that_begin_beside_it(sized):
    """However crowded the table is: the two are read as two."""
    line = Line(canister(1), (Money(100_00, "EUR"), Word("cash.is-bank-away", (2_000,))))
    unit, words = words_of(
        sized, replace(PLAIN, columns=HEADS[:2], lines=(line,) * 3, actions=ACTIONS)
    )
    told = next(ink for text, ink in words.items() if text.startswith("Loaded"))

    assert told.left() - words["€100"].right() >= 40 * unit
