"""What a clerk does to the window: slots for QML that ask, answer, or go back."""

# Names that QML reads follow QML's habit, not ours.

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtQml import QmlElement

from hardware.locks.desk.audits import AuditRead
from kiosk.desk import sheets
from kiosk.desk.asking import Ask, Question
from kiosk.desk.audit_page import read_audit
from kiosk.desk.deeds import Deed, Done, Ended
from kiosk.desk.desk_properties import DeskProperties
from kiosk.desk.desk_seen import DeskSeen
from kiosk.desk.fed_writer import FedWriter, Laid, Writing
from kiosk.desk.guest_questions import guest_question
from kiosk.desk.outcome_words import Mood, Outcome, outcome
from kiosk.desk.round_questions import round_question
from kiosk.desk.safety_questions import safety_question
from kiosk.desk.staff_questions import staff_question

QML_IMPORT_NAME = "Desk.Models"
QML_IMPORT_MAJOR_VERSION = 1

PAGES: Final = ("board", "staff", "rounds", "safety")
SEARCH_LENGTH_MAX: Final = 8


@QmlElement
class DeskModel(DeskProperties):
    """GUI thread only; nothing here waits."""

    def __init__(self, do: Callable[[Deed], bool], writer: FedWriter) -> None:
        """do: hands a deed to the encoder's thread; False where it takes no more."""
        super().__init__()
        self._do = do
        self._writer = writer
        self._question: Question | None = None
        self._typed: dict[str, str] = {}
        self._deed: Deed | None = None  # under way, or the one whose end is shown
        self._outcome: Outcome | None = None
        self._is_given_up = False
        self._opened_last = ""

    # -- what the encoder's thread tells, carried here by the window --

    def shut_for(self, words: str) -> None:
        self._shut = words
        self.shutChanged.emit()

    def show(self, seen: DeskSeen) -> None:
        self._seen = seen
        if self._shut:
            self.shut_for("")
        self._show_all()
        if self._question is not None:
            self._show_question()

    def writing(self, state: Writing) -> None:
        if self._deed is None or self._outcome is not None:
            return
        if state is Writing.WAITS and not self._is_given_up:
            hands = self._writer.has_hands
            self._put("sheet", sheets.card(self._deed.name, has_hands=hands))
        elif state is Writing.WRITES:
            self._put("sheet", sheets.busy("The card is being written"))

    def progress(self, done: int, of: int) -> None:
        if self._deed is not None and self._outcome is None and of:
            share = done / of
            self._put("sheet", sheets.busy(self._deed.name, share))

    def end(self, ended: Ended) -> None:
        assert self._seen is not None, "nothing is done before something was seen"
        if isinstance(ended, Done) and isinstance(ended.result, AuditRead):
            # Looked up, not done: there is nothing to agree to.
            self._audit = ended.result
            self._close_sheet()
            self._page_is("audit")
            return
        self._outcome = outcome(ended, self._seen)
        self._show_outcome(self._outcome)

    # -- what the clerk does --

    @Slot(str)
    def go(self, page: str) -> None:
        if page in PAGES and not self._values.get("sheet"):
            self._number = ""
            self._page_is(page)

    @Slot(int)
    def chooseFloor(self, floor: int) -> None:
        self._floor = floor
        self.searchFor("")

    @Slot(str)
    def searchFor(self, text: str) -> None:
        self._search = text[:SEARCH_LENGTH_MAX]
        self.searchChanged.emit()
        self._show_all()

    @Slot(result=int)
    def place(self) -> int:
        """Where the arrows begin on the board: at the room that was opened last, or the first."""
        numbers = [tile.number for tile in self._tiles.rows]
        if self._opened_last in numbers:
            return numbers.index(self._opened_last)
        return 0 if numbers else -1

    @Slot(str)
    def openRoom(self, number: str) -> None:
        self._number = self._opened_last = number
        self._page_is("room")

    @Slot(int)
    def chooseMember(self, serial: int) -> None:
        self._serial = serial
        self._show_all()

    @Slot(int)
    def chooseRound(self, number: int) -> None:
        self._round = number
        self._show_all()

    @Slot(str)
    def act(self, act: str) -> None:
        """A button of a page, or a remedy in the sheet."""
        question = self._question_of(act)
        is_busy = self._deed is not None and self._outcome is None
        if act == "audit" and self._number and not (self._shut or is_busy):
            self._start(read_audit(self._number))
        if question is None or self._shut or is_busy:
            return
        self._deed = self._outcome = None
        self._question = question
        self._typed = {field.name: field.text for field in question.fields}
        self._values["fields"] = sheets.fields(question)
        self.fieldsChanged.emit()
        self._show_question()

    @Slot(str, str)
    def typed(self, field: str, text: str) -> None:
        if self._question is not None and field in self._typed:
            self._typed[field] = text
            self._show_question()

    @Slot()
    def confirm(self) -> None:
        """The sheet's main button: do what is asked, lay a card on, or go on after the end."""
        kind = self._map("sheet").get("kind")
        if kind == "ask":
            ask = self._asked()
            if ask is not None and ask.deed is not None:
                self._start(ask.deed)
        elif kind == "card" and self._writer.has_hands:
            self._writer.lay(Laid.CARD)
        elif kind == "end":
            if self._outcome is not None and self._outcome.again:
                self.again()
            else:
                self._leave()

    @Slot()
    def layWorn(self) -> None:
        """Emulated hands lay a card on that takes no stripe."""
        self._writer.lay(Laid.WORN)

    @Slot()
    def again(self) -> None:
        if self._outcome is not None and self._outcome.again and self._deed is not None:
            self._start(self._deed)

    @Slot()
    def back(self) -> None:
        """Escape: out of what lies on top, but never out of what is being written."""
        kind = self._map("sheet").get("kind")
        if kind == "ask" or (kind == "end" and not self._map("sheet").get("papers")):
            self._leave()
        elif kind == "card":
            self._is_given_up = True
            self._writer.give_up()
            self._put("sheet", sheets.busy("The writer is told to stop"))
        elif kind is None and self._page == "audit":
            self._page_is("room")
        elif kind is None and self._page == "room":
            self._number = ""
            self._page_is("board")
        elif kind is None and self._search:
            self.searchFor("")

    def _leave(self) -> None:
        """Close the sheet; after a good end perhaps for another page."""
        is_good = self._outcome is not None and self._outcome.mood is Mood.GOOD
        goes_to = self._deed.goes_to if self._deed is not None and is_good else ""
        self._close_sheet()
        if goes_to:
            self._number = ""
            self._page_is(goes_to)

    def _question_of(self, act: str) -> Question | None:
        if self._seen is None:
            return None
        room = self._seen.room(self._number)
        found = None if room is None else guest_question(act, room)
        return (
            found
            or staff_question(act, self._seen.member(self._serial))
            or round_question(act, self._seen.round(self._round))
            or safety_question(act)
        )

    def _start(self, deed: Deed) -> None:
        self._deed, self._outcome, self._question = deed, None, None
        self._is_given_up = False
        self._forget_typed()
        self._put("sheet", sheets.busy(deed.name))
        if not self._do(deed):
            self._close_sheet()

    def _asked(self) -> Ask | None:
        if self._question is None or self._seen is None:
            return None
        return self._question.ask(self._seen, self._typed)

    def _show_question(self) -> None:
        ask = self._asked()
        if ask is None:
            return
        self._put("sheet", sheets.asked(ask))

    def _show_outcome(self, made: Outcome) -> None:
        self._put("sheet", sheets.ended(made, lambda act: self._question_of(act) is not None))

    def _close_sheet(self) -> None:
        self._question = self._deed = self._outcome = None
        self._forget_typed()
        self._put("sheet", {})

    def _forget_typed(self) -> None:
        """Papers may have been typed."""
        self._typed = {}
        self._values["fields"] = []
        self.fieldsChanged.emit()

    def _page_is(self, page: str) -> None:
        self._page = page
        if page != "audit":
            self._audit = None
        if page == "board":
            self._search = ""
            self.searchChanged.emit()
        self._show_all()
        self.pageChanged.emit()
