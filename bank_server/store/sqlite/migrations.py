"""How a database of an earlier schema becomes one of this bank, in one step, at its next start."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bank_server.store.sqlite.migration_balancings import FROM_10
from bank_server.store.sqlite.migration_deposits import FROM_8

# A card's issue is a day before its token ends. SQLite changes no CHECK: that table is made anew.
# Never edited once released, even where schema.py says the same today: it makes what was true then.
_FROM_1: Final = """
ALTER TABLE atms ADD COLUMN contradiction TEXT
  CHECK (contradiction IS NULL OR json_valid(contradiction));
ALTER TABLE cards ADD COLUMN issued_ms INTEGER;
UPDATE cards SET issued_ms = (SELECT max(expires_ms) - 86400000 FROM tokens
  WHERE tokens.kind = 'card' AND tokens.subject = cards.card_id);
ALTER TABLE work_items ADD COLUMN closed_because TEXT;
CREATE TABLE proposals_2 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_2 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_2 RENAME TO proposals;
"""

# Of an ATM whose kiosk was never heard to count its heartbeats, no run is known.
_FROM_2: Final = """
ALTER TABLE atms ADD COLUMN kiosk_runs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(kiosk_runs));
"""

# A dispute whose work item was closed by hand is still one: its money lies in the dispute account.
_FROM_3: Final = """
ALTER TABLE canisters ADD COLUMN found INTEGER NOT NULL DEFAULT 0 CHECK (found >= 0);
ALTER TABLE transactions ADD COLUMN returned INTEGER
  CHECK (returned IS NULL OR (returned >= 0 AND coalesce(captured, -1) >= returned));
CREATE TRIGGER disputes_end_once BEFORE UPDATE OF returned ON transactions
  WHEN OLD.returned IS NOT NULL AND NEW.returned IS NOT OLD.returned
  BEGIN SELECT RAISE (ABORT, 'a dispute ends once'); END;
CREATE TABLE proposals_4 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_4 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_4 RENAME TO proposals;
"""

# An ATM that was provisioned before has no journal here: its kiosk begins a new state.
_FROM_4: Final = """
CREATE TABLE journals (
  place       INTEGER PRIMARY KEY,
  atm_id      TEXT NOT NULL REFERENCES atms (atm_id),
  journal_key TEXT NOT NULL CHECK (length(journal_key) = 16),
  first_key   BLOB NOT NULL,
  next_key    BLOB NOT NULL,
  next_number INTEGER NOT NULL CHECK (next_number > 0),
  part        INTEGER NOT NULL CHECK (part >= 0),
  since       INTEGER NOT NULL CHECK (since >= 0),
  acked_seq   INTEGER NOT NULL CHECK (acked_seq >= since),
  acked_h     TEXT NOT NULL CHECK (length(acked_h) = 64),
  acked_m     TEXT NOT NULL CHECK (length(acked_m) = 32),
  UNIQUE (atm_id, journal_key)
) STRICT;

CREATE TABLE journal_lines (
  atm_id      TEXT NOT NULL,
  journal_key TEXT NOT NULL,
  part        INTEGER NOT NULL,
  seq         INTEGER NOT NULL CHECK (seq > 0),
  line        BLOB NOT NULL,
  PRIMARY KEY (atm_id, journal_key, part, seq),
  FOREIGN KEY (atm_id, journal_key) REFERENCES journals (atm_id, journal_key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_lines_are_never_changed BEFORE UPDATE ON journal_lines
  BEGIN SELECT RAISE (ABORT, 'a journal only grows'); END;
CREATE TRIGGER journal_lines_are_never_deleted BEFORE DELETE ON journal_lines
  BEGIN SELECT RAISE (ABORT, 'a journal only grows'); END;

CREATE TABLE journal_said (
  atm_id  TEXT PRIMARY KEY REFERENCES atms (atm_id),
  anchors TEXT NOT NULL CHECK (json_valid(anchors))
) STRICT, WITHOUT ROWID;
"""

# Of notes that came out without a hold and were taken back, the cash was booked as gone: for those
# that lie in suspense now nothing is left to count. What people have counted as paid, and no record
# has told since, is still in the canister's book.
_FROM_5: Final = """
ALTER TABLE canisters ADD COLUMN counted_out INTEGER NOT NULL DEFAULT 0 CHECK (counted_out >= 0);
UPDATE canisters SET counted_out = (
  SELECT coalesce(sum(coalesce(json_extract(g.value, '$.counted'), 0)), 0)
  FROM transactions AS t, json_each(t.grants) AS g
  WHERE t.state = 'resolved' AND t.receipt IS NULL AND t.atm_id = canisters.atm_id
  AND json_extract(g.value, '$.canister') = canisters.canister
  AND json_extract(g.value, '$.load') = canisters.load
  AND json_extract(g.value, '$.first') = canisters.next);
ALTER TABLE transactions ADD COLUMN charged INTEGER CHECK (charged IS NULL OR (charged >= 0
  AND coalesce(captured, -1) - coalesce(returned, 0) >= charged));
UPDATE transactions SET returned = 0 WHERE state = 'suspense' AND captured IS NOT NULL;
CREATE TRIGGER suspense_ends_once BEFORE UPDATE OF charged ON transactions
  WHEN OLD.charged IS NOT NULL AND NEW.charged IS NOT OLD.charged
  BEGIN SELECT RAISE (ABORT, 'a suspense ends once'); END;
CREATE TABLE proposals_6 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute', 'resolve-suspense')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_6 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_6 RENAME TO proposals;
"""

# Under which key the last anchor was said is known from the next heartbeat on.
_FROM_6: Final = """
ALTER TABLE atms ADD COLUMN anchor_key TEXT NOT NULL DEFAULT ''
  CHECK (length(anchor_key) IN (0, 16));
ALTER TABLE journals ADD COLUMN ended TEXT CHECK (ended IS NULL OR json_valid(ended));
CREATE TABLE proposals_7 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute', 'resolve-suspense', 'new-journal')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_7 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_7 RENAME TO proposals;
"""

# The bank can be restored from a backup, and waits for its ATMs then. They tell of withdrawals with
# cards that it does not know.
_FROM_7: Final = """
CREATE TABLE restorations (
  place   INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) = 32),
  at_ms   INTEGER NOT NULL,
  waiting TEXT NOT NULL CHECK (json_valid(waiting))
) STRICT;
CREATE TABLE proposals_8 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute', 'resolve-suspense', 'new-journal', 'waive-levelling')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_8 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_8 RENAME TO proposals;
CREATE TABLE transactions_8 (
  place         INTEGER PRIMARY KEY,
  atm_id        TEXT NOT NULL REFERENCES atms (atm_id),
  txid          TEXT NOT NULL CHECK (length(txid) = 32),
  state         TEXT NOT NULL CHECK (state IN ('in-work', 'problem', 'declined', 'done', 'held',
                'captured', 'void', 'in-doubt', 'suspense', 'resolved')),
  boot_id       TEXT NOT NULL,
  started_ms    INTEGER NOT NULL,
  card_id       TEXT,
  account_id    TEXT REFERENCES accounts (account_id),
  terms         TEXT CHECK (terms IS NULL OR json_valid(terms)),
  grants        TEXT NOT NULL CHECK (json_valid(grants)),
  reply         BLOB,
  decline       TEXT,
  problem       TEXT,
  has_tried_pin INTEGER NOT NULL CHECK (has_tried_pin IN (0, 1)),
  receipt       TEXT,
  settled       TEXT CHECK (settled IN ('captured', 'void', 'in-doubt', 'suspense')),
  captured      INTEGER CHECK (captured >= 0),
  currency      TEXT CHECK (length(currency) = 3),
  returned      INTEGER
                CHECK (returned IS NULL OR (returned >= 0 AND coalesce(captured, -1) >= returned)),
  charged       INTEGER CHECK (charged IS NULL OR (charged >= 0
                AND coalesce(captured, -1) - coalesce(returned, 0) >= charged)),
  UNIQUE (atm_id, txid),
  CHECK ((receipt IS NULL) = (settled IS NULL)),
  CHECK ((captured IS NULL) = (currency IS NULL)),
  CHECK (state <> 'held' OR (account_id IS NOT NULL AND receipt IS NULL)),
  CHECK (state <> 'captured' OR receipt IS NOT NULL)
) STRICT;
INSERT INTO transactions_8 (place, atm_id, txid, state, boot_id, started_ms, card_id, account_id,
  terms, grants, reply, decline, problem, has_tried_pin, receipt, settled, captured, currency,
  returned, charged)
  SELECT place, atm_id, txid, state, boot_id, started_ms, card_id, account_id,
  terms, grants, reply, decline, problem, has_tried_pin, receipt, settled, captured, currency,
  returned, charged
  FROM transactions;
DROP TABLE transactions;
ALTER TABLE transactions_8 RENAME TO transactions;
CREATE UNIQUE INDEX one_hold_per_atm ON transactions (atm_id) WHERE state = 'held';
CREATE INDEX transactions_of_card ON transactions (card_id, started_ms);
CREATE TRIGGER transactions_are_never_deleted BEFORE DELETE ON transactions
  BEGIN SELECT RAISE (ABORT, 'a txid is never forgotten'); END;
CREATE TRIGGER disputes_end_once BEFORE UPDATE OF returned ON transactions
  WHEN OLD.returned IS NOT NULL AND NEW.returned IS NOT OLD.returned
  BEGIN SELECT RAISE (ABORT, 'a dispute ends once'); END;
CREATE TRIGGER suspense_ends_once BEFORE UPDATE OF charged ON transactions
  WHEN OLD.charged IS NOT NULL AND NEW.charged IS NOT OLD.charged
  BEGIN SELECT RAISE (ABORT, 'a suspense ends once'); END;
"""

# A deposit that ended with nothing may still be credited; who credits alone is added up by the day.
_FROM_9: Final = """
DROP TRIGGER deposits_end_once;
CREATE TRIGGER deposits_are_credited_once BEFORE UPDATE OF envelope ON transactions
  WHEN json_extract(OLD.envelope, '$.found.minor') > 0
  AND json_extract(NEW.envelope, '$.found') IS NOT json_extract(OLD.envelope, '$.found')
  BEGIN SELECT RAISE (ABORT, 'a deposit is credited once'); END;
CREATE INDEX envelopes_credited_alone
  ON transactions (json_extract(envelope, '$.alone'), json_extract(envelope, '$.ended_ms'))
  WHERE json_extract(envelope, '$.alone') IS NOT NULL;
"""

# Where a day ends, and what is open at one ATM, is found without reading everything.
_FROM_11: Final = """
CREATE INDEX entries_by_time ON entries (at_ms, entry_id);
CREATE INDEX open_items_of_atm ON work_items (atm_id, place) WHERE closed_by IS NULL;
"""

# What came of PINs is kept from now on.
_FROM_12: Final = """
CREATE TABLE pin_results (
  at_ms    INTEGER NOT NULL CHECK (at_ms >= 0),
  atm_id   TEXT NOT NULL REFERENCES atms (atm_id),
  card     TEXT NOT NULL CHECK (length(card) = 32),
  is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
  PRIMARY KEY (at_ms, atm_id, card, is_right)
) STRICT, WITHOUT ROWID;
"""

# By the number that a database has; each script makes it the next one.
SCRIPTS: Final = MappingProxyType(
    {
        1: _FROM_1,
        2: _FROM_2,
        3: _FROM_3,
        4: _FROM_4,
        5: _FROM_5,
        6: _FROM_6,
        7: _FROM_7,
        8: FROM_8,
        9: _FROM_9,
        10: FROM_10,
        11: _FROM_11,
        12: _FROM_12,
    }
)
