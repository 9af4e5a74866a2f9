"""Papers for the safe on somebody's screen: whole, and on paper before anything goes on."""

from __future__ import annotations

import sys

from hardware.locks.desk import command_words as words
from hardware.locks.desk import typed_answers
from hardware.locks.desk.command_output import NotShown, show_all
from hardware.locks.desk.refusals import DeskRefusal, Reason
from hardware.locks.desk.set_up import Paper


def show_first(papers: tuple[Paper, ...]) -> None:
    """On a terminal somebody has to say so; elsewhere whoever took the output whole has it."""
    _show(papers, "No hotel was set up. Destroy what was shown, and type the same again")
    try:
        is_on_paper = not sys.stdin.isatty() or typed_answers.is_on_paper(sys.stdin, sys.stderr)
    except KeyboardInterrupt:
        sys.stderr.write("\ndesk: No hotel was set up. Destroy what was shown.\n")
        raise
    if not is_on_paper:
        raise DeskRefusal(
            Reason.PAPERS,
            "No hotel was set up, because its papers are not on paper. Destroy what was shown, and "
            "type the same again: it shows new ones",
        )


def show_again(papers: tuple[Paper, ...]) -> None:
    """Raises DeskRefusal; then nobody has them, and the former ones are good as before."""
    _show(
        papers,
        "Destroy what was shown, and type `shares` again; the former three are good as before",
    )


def _show(papers: tuple[Paper, ...], otherwise: str) -> None:
    try:
        show_all(words.papers(papers))
    except NotShown as error:
        raise DeskRefusal(
            Reason.PAPERS, f"The papers were not shown whole ({error}). {otherwise}"
        ) from error
