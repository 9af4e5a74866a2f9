"""What the clerk is asked before a backup, new papers, and checks of papers and log. No Qt."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hardware.crypto.secret import Secret
from hardware.locks.desk import paper_groups
from hardware.locks.desk.desk import Desk
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.set_up import LOG_KEY_SIZE
from kiosk.desk.asking import Ask, Field, Question, Typed
from kiosk.desk.deeds import Deed, Tools
from kiosk.desk.desk_seen import DeskSeen

_PAPER: Final = "the groups as they are printed; spaces do not matter"


def back_up() -> Question:
    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        path = typed["path"].strip()

        def work(desk: Desk, tools: Tools) -> object:
            target = Path(path) if path else tools.backups / f"desk-{seen.at:%Y%m%d-%H%M%S}.odb"
            if not path:
                tools.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
            return desk.back_up(target)

        return Ask(
            "Back up the desk",
            "Back up",
            Deed("Back up", work),
            ("Everything that the desk knows, encrypted: two of the three papers open it.",),
            ("No card changes. Keep the file away from this PC.",),
        )

    hint = "such as /media/stick/desk.odb; empty: a new file in the folder backups"
    return Question(ask, (Field("path", "File", "", hint),))


def shares() -> Question:
    def ask(_: DeskSeen, __: Typed) -> Ask:
        return Ask(
            "Three new papers for the safe",
            "Show the papers",
            Deed("New papers", lambda desk, _: desk.print_shares()),
            (
                (
                    "They are shown once. Write them down or print them, and keep them in three "
                    "places: any two give the hotel's key."
                ),
            ),
            ("The old papers still fit each other. Destroy all three of them.",),
            is_grave=True,
            is_final=True,
        )

    return Question(ask)


def join_shares() -> Question:
    def ask(_: DeskSeen, typed: Typed) -> Ask:
        one, other = typed["one"].strip(), typed["other"].strip()
        is_typed = bool(one and other)
        return Ask(
            "Do two papers fit each other?",
            "Try them",
            Deed("Try the papers", lambda desk, _: desk.join_shares((one, other)))
            if is_typed
            else None,
            ("Nothing is kept of what is typed here.",),
            (),
            "" if is_typed else "Type two of the three papers.",
        )

    fields = (
        Field("one", "One paper", "", _PAPER, is_secret=True),
        Field("other", "Another paper", "", _PAPER, is_secret=True),
    )
    return Question(ask, fields)


def verify_log() -> Question:
    def ask(_: DeskSeen, typed: Typed) -> Ask:
        key = typed["key"].strip()
        return Ask(
            "Verify the desk's log",
            "Verify",
            Deed("Verify the log", lambda desk, _: desk.log_verified(_log_key(key))),
            ("With its key from the safe the seals are checked, without it the chain alone.",),
        )

    return Question(ask, (Field("key", "Key of the log", "", "may stay empty", is_secret=True),))


def clerk() -> Question:
    def ask(seen: DeskSeen, typed: Typed) -> Ask:
        name = typed["name"].strip()

        def work(desk: Desk, _: Tools) -> object:
            desk.clerk = name
            return None

        problem = "" if name else "Who is at the desk?"
        return Ask(
            "Who is at the desk?",
            "That is me",
            None if problem else Deed("Clerk", work),
            (f"Until now: {seen.clerk}. The log names who does what follows.",),
            (),
            problem,
        )

    return Question(ask, (Field("name", "Name", "", "as it is to stand in the log"),))


def safety_question(act: str) -> Question | None:
    """The question behind a button of the safety page, or of the top of the window."""
    made = _QUESTIONS.get(act)
    return None if made is None else made()


_QUESTIONS: Final = {
    "back-up": back_up,
    "shares": shares,
    "join-shares": join_shares,
    "verify-log": verify_log,
    "clerk": clerk,
}


def _log_key(text: str) -> Secret | None:
    if not text:
        return None
    try:
        return Secret(paper_groups.typed(text, LOG_KEY_SIZE))
    except paper_groups.Mistyped as error:
        raise DeskRefusal(Reason.SHARE, f"The key of the log: {error}") from None
