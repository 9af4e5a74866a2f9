"""From schema 8 to 9: deposits, and the account of what was found in their envelopes.

SQLite changes no CHECK, so three tables are made anew, one of them with rows that others refer to:
the connection looks at references only when all of it is done.
"""

from __future__ import annotations

from typing import Final

# Never edited once released, even where schema.py says the same today: it makes what was true then.
FROM_8: Final = """
CREATE TABLE accounts_9 (
  account_id   TEXT PRIMARY KEY,
  kind         TEXT NOT NULL
               CHECK (kind IN ('customer', 'cash', 'suspense', 'dispute', 'correction', 'opening',
               'envelopes')),
  account_name TEXT NOT NULL,
  account_type TEXT NOT NULL,
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  balance      INTEGER NOT NULL,
  held         INTEGER NOT NULL CHECK (held >= 0),
  CHECK (kind <> 'customer' OR balance >= held),
  CHECK (kind = 'customer' OR held = 0)
) STRICT, WITHOUT ROWID;
INSERT INTO accounts_9 (account_id, kind, account_name, account_type, currency, balance, held)
  SELECT account_id, kind, account_name, account_type, currency, balance, held FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_9 RENAME TO accounts;
CREATE TABLE proposals_9 (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute', 'resolve-suspense', 'new-journal', 'waive-levelling',
              'end-deposit')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;
INSERT INTO proposals_9 (place, proposal_id, kind, body, proposed_by, proposed_ms, used_by)
  SELECT place, proposal_id, kind, body, proposed_by, proposed_ms, used_by FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_9 RENAME TO proposals;
CREATE TABLE transactions_9 (
  place         INTEGER PRIMARY KEY,
  atm_id        TEXT NOT NULL REFERENCES atms (atm_id),
  txid          TEXT NOT NULL CHECK (length(txid) = 32),
  state         TEXT NOT NULL CHECK (state IN ('in-work', 'problem', 'declined', 'done', 'held',
                'captured', 'void', 'in-doubt', 'suspense', 'resolved', 'awaited', 'pending',
                'verified')),
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
  envelope      TEXT CHECK (envelope IS NULL OR json_valid(envelope)),
  UNIQUE (atm_id, txid),
  CHECK (state NOT IN ('awaited', 'pending', 'verified') OR envelope IS NOT NULL),
  CHECK ((receipt IS NULL) = (settled IS NULL)),
  CHECK ((captured IS NULL) = (currency IS NULL)),
  CHECK (state <> 'held' OR (account_id IS NOT NULL AND receipt IS NULL)),
  CHECK (state <> 'captured' OR receipt IS NOT NULL)
) STRICT;
INSERT INTO transactions_9 (place, atm_id, txid, state, boot_id, started_ms, card_id, account_id,
  terms, grants, reply, decline, problem, has_tried_pin, receipt, settled, captured, currency,
  returned, charged)
  SELECT place, atm_id, txid, state, boot_id, started_ms, card_id, account_id,
  terms, grants, reply, decline, problem, has_tried_pin, receipt, settled, captured, currency,
  returned, charged
  FROM transactions;
DROP TABLE transactions;
ALTER TABLE transactions_9 RENAME TO transactions;
CREATE UNIQUE INDEX one_hold_per_atm ON transactions (atm_id) WHERE state = 'held';
CREATE INDEX transactions_of_card ON transactions (card_id, started_ms);
CREATE INDEX awaited_envelopes ON transactions (started_ms) WHERE state = 'awaited';
CREATE INDEX envelopes_of_atm ON transactions (atm_id, json_extract(envelope, '$.number'))
  WHERE envelope IS NOT NULL;
CREATE TRIGGER transactions_are_never_deleted BEFORE DELETE ON transactions
  BEGIN SELECT RAISE (ABORT, 'a txid is never forgotten'); END;
CREATE TRIGGER disputes_end_once BEFORE UPDATE OF returned ON transactions
  WHEN OLD.returned IS NOT NULL AND NEW.returned IS NOT OLD.returned
  BEGIN SELECT RAISE (ABORT, 'a dispute ends once'); END;
CREATE TRIGGER suspense_ends_once BEFORE UPDATE OF charged ON transactions
  WHEN OLD.charged IS NOT NULL AND NEW.charged IS NOT OLD.charged
  BEGIN SELECT RAISE (ABORT, 'a suspense ends once'); END;
CREATE TRIGGER deposits_end_once BEFORE UPDATE OF envelope ON transactions
  WHEN json_extract(OLD.envelope, '$.found') IS NOT NULL
  AND json_extract(NEW.envelope, '$.found') IS NOT json_extract(OLD.envelope, '$.found')
  BEGIN SELECT RAISE (ABORT, 'a deposit ends once'); END;
"""
