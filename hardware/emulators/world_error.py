"""What is said where somebody's hands cannot do what was asked for."""

from __future__ import annotations


class WorldError(Exception):
    """What was asked for cannot be done here: no such card, a slot that is taken."""
