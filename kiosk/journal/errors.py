"""Why there is no journal any more. Each of these takes the machine out of service."""

from __future__ import annotations


class JournalError(Exception):
    """Base class. No journal, no cash."""


class JournalBusy(JournalError):
    """Another process holds this journal."""


class JournalBroken(JournalError):
    """What is on disk is not a journal that this program wrote and closed or lost power over.

    Names file and line, never the content.
    """


class JournalFailed(JournalError):
    """The disk did not take an entry. Nothing is known of the last append; never tried again."""
