"""What came of each PIN, for some days; the key is the order of time."""

from __future__ import annotations

from typing import Final

PINS: Final = """
CREATE TABLE pin_results (
  at_ms    INTEGER NOT NULL CHECK (at_ms >= 0),
  atm_id   TEXT NOT NULL REFERENCES atms (atm_id),
  card     TEXT NOT NULL CHECK (length(card) = 32),
  is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
  PRIMARY KEY (at_ms, atm_id, card, is_right)
) STRICT, WITHOUT ROWID;
"""
