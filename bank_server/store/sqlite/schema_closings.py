"""What never changes once it is closed: an ATM's period, and the bank's day."""

from __future__ import annotations

from typing import Final

CLOSINGS: Final = """
CREATE TABLE balancings (
  atm_id       TEXT NOT NULL REFERENCES atms (atm_id),
  number       INTEGER NOT NULL CHECK (number > 0),
  balancing_id TEXT NOT NULL CHECK (length(balancing_id) = 32),
  at_ms        INTEGER NOT NULL,
  head         INTEGER NOT NULL CHECK (head >= 0),
  asked        TEXT NOT NULL CHECK (json_valid(asked)),
  answer       TEXT NOT NULL CHECK (json_valid(answer)),
  PRIMARY KEY (atm_id, number),
  UNIQUE (atm_id, balancing_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER balancings_are_never_changed BEFORE UPDATE ON balancings
  BEGIN SELECT RAISE (ABORT, 'a balancing never changes'); END;
CREATE TRIGGER balancings_are_never_deleted BEFORE DELETE ON balancings
  BEGIN SELECT RAISE (ABORT, 'a balancing never changes'); END;

CREATE TABLE business_days (
  date         TEXT PRIMARY KEY CHECK (length(date) = 10),
  began_ms     INTEGER NOT NULL,
  ended_ms     INTEGER NOT NULL CHECK (ended_ms >= began_ms),
  closed_ms    INTEGER NOT NULL CHECK (closed_ms >= ended_ms),
  proposed_by  TEXT NOT NULL REFERENCES staff (name),
  confirmed_by TEXT NOT NULL REFERENCES staff (name) CHECK (confirmed_by <> proposed_by),
  report       TEXT NOT NULL CHECK (json_valid(report))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER days_are_never_changed BEFORE UPDATE ON business_days
  BEGIN SELECT RAISE (ABORT, 'a closed day never changes'); END;
CREATE TRIGGER days_are_never_deleted BEFORE DELETE ON business_days
  BEGIN SELECT RAISE (ABORT, 'a closed day never changes'); END;
"""
