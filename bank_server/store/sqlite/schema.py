"""The database's schema and its number. Names of document A are kept where it has them."""

from __future__ import annotations

from typing import Final

from bank_server.store.sqlite.schema_closings import CLOSINGS
from bank_server.store.sqlite.schema_pins import PINS

SCHEMA_NUMBER: Final = 13
APPLICATION_ID: Final = 0x41544D42  # "ATMB"

_SCHEMA: Final = """
CREATE TABLE accounts (
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

CREATE TABLE entries (
  entry_id   INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL CHECK (posting_id > 0),
  at_ms      INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  reference  TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  minor      INTEGER NOT NULL,
  currency   TEXT NOT NULL CHECK (length(currency) = 3)
) STRICT;
CREATE INDEX entries_of_account ON entries (account_id, entry_id);
CREATE INDEX entries_by_time ON entries (at_ms, entry_id);
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
  BEGIN SELECT RAISE (ABORT, 'the ledger is append only'); END;
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
  BEGIN SELECT RAISE (ABORT, 'the ledger is append only'); END;

CREATE TABLE restorations (
  place   INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) = 32),
  at_ms   INTEGER NOT NULL,
  waiting TEXT NOT NULL CHECK (json_valid(waiting))
) STRICT;

CREATE TABLE atms (
  atm_id              TEXT PRIMARY KEY CHECK (length(atm_id) = 36),
  status              TEXT NOT NULL CHECK (status IN ('created', 'active', 'suspended')),
  currency            TEXT NOT NULL CHECK (length(currency) = 3),
  max_notes           INTEGER NOT NULL CHECK (max_notes > 0),
  AES_KEY             BLOB,
  pad_AES_KEY         BLOB,
  num_bills           INTEGER NOT NULL CHECK (num_bills >= 0),
  num_dispensed_bills INTEGER NOT NULL CHECK (num_dispensed_bills >= 0),
  held_txid           TEXT CHECK (length(held_txid) = 32),
  anchor_seq          INTEGER NOT NULL CHECK (anchor_seq >= 0),
  anchor_h            TEXT NOT NULL CHECK (length(anchor_h) = 64),
  anchor_m            TEXT NOT NULL CHECK (length(anchor_m) = 32),
  contradiction       TEXT CHECK (contradiction IS NULL OR json_valid(contradiction)),
  kiosk_runs          TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(kiosk_runs)),
  anchor_key          TEXT NOT NULL DEFAULT '' CHECK (length(anchor_key) IN (0, 16))
) STRICT, WITHOUT ROWID;

CREATE TABLE canisters (
  atm_id       TEXT NOT NULL REFERENCES atms (atm_id),
  canister     INTEGER NOT NULL CHECK (canister BETWEEN 1 AND 8),
  denomination INTEGER NOT NULL CHECK (denomination > 0),
  load         INTEGER NOT NULL CHECK (load >= 0),
  next         INTEGER NOT NULL CHECK (next BETWEEN 0 AND 65535),
  "left"       INTEGER NOT NULL CHECK ("left" >= 0),
  rejected     INTEGER NOT NULL CHECK (rejected BETWEEN 0 AND next),
  load_id      TEXT CHECK (length(load_id) = 32),
  found        INTEGER NOT NULL DEFAULT 0 CHECK (found >= 0),
  counted_out  INTEGER NOT NULL DEFAULT 0 CHECK (counted_out >= 0),
  PRIMARY KEY (atm_id, canister),
  CHECK (next + "left" <= 65535)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER denominations_are_fixed BEFORE UPDATE OF denomination ON canisters
  WHEN OLD.denomination <> NEW.denomination
  BEGIN SELECT RAISE (ABORT, 'a canister keeps its denomination'); END;

CREATE TABLE certificates (
  serial     TEXT PRIMARY KEY,
  atm_id     TEXT NOT NULL REFERENCES atms (atm_id),
  is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1))
) STRICT, WITHOUT ROWID;

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
  ended       TEXT CHECK (ended IS NULL OR json_valid(ended)),
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

CREATE TABLE tokens (
  token_hash TEXT PRIMARY KEY CHECK (length(token_hash) = 64),
  kind       TEXT NOT NULL CHECK (kind IN ('card', 'hsm', 'pinpad')),
  subject    TEXT NOT NULL,
  expires_ms INTEGER NOT NULL,
  key_hash   TEXT CHECK (length(key_hash) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE cards (
  card_id      TEXT PRIMARY KEY CHECK (length(card_id) = 64),
  status       TEXT NOT NULL CHECK (status IN ('issued', 'active', 'blocked')),
  tries        INTEGER NOT NULL CHECK (tries BETWEEN 0 AND 3),
  proof        TEXT NOT NULL CHECK (proof IN ('chip', 'stripe')),
  AES_KEY      BLOB,
  pin_tag      BLOB,
  pin_version  INTEGER,
  pin_memory   INTEGER,
  pin_time     INTEGER,
  pin_lanes    INTEGER,
  stripe_tag   TEXT,
  may_withdraw INTEGER NOT NULL CHECK (may_withdraw IN (0, 1)),
  daily_limit  INTEGER CHECK (daily_limit >= 0),
  last_hold_ms INTEGER,
  issued_ms    INTEGER,
  CHECK ((pin_tag IS NULL) = (pin_version IS NULL) AND (pin_tag IS NULL) = (pin_memory IS NULL)
         AND (pin_tag IS NULL) = (pin_time IS NULL) AND (pin_tag IS NULL) = (pin_lanes IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE card_accounts (
  card_id    TEXT NOT NULL REFERENCES cards (card_id),
  place      INTEGER NOT NULL CHECK (place BETWEEN 0 AND 31),
  account_id TEXT NOT NULL REFERENCES accounts (account_id),
  PRIMARY KEY (card_id, place),
  UNIQUE (card_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
  card_id    TEXT NOT NULL REFERENCES cards (card_id),
  atm_id     TEXT NOT NULL REFERENCES atms (atm_id),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
  begun_ms   INTEGER NOT NULL,
  seen_ms    INTEGER NOT NULL,
  PRIMARY KEY (card_id, atm_id)
) STRICT, WITHOUT ROWID;

-- chall and time are document A's names; time is when the challenge ends.
CREATE TABLE challenges (
  card_id TEXT NOT NULL REFERENCES cards (card_id),
  atm_id  TEXT NOT NULL REFERENCES atms (atm_id),
  txid    TEXT NOT NULL CHECK (length(txid) = 32),
  chall   TEXT NOT NULL CHECK (length(chall) = 32),
  time    INTEGER NOT NULL,
  terms   TEXT NOT NULL CHECK (json_valid(terms)),
  PRIMARY KEY (card_id, atm_id),
  UNIQUE (atm_id, txid)
) STRICT, WITHOUT ROWID;

-- card_id may be of a card that was issued after the backup that these books come from.
CREATE TABLE transactions (
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
CREATE UNIQUE INDEX one_hold_per_atm ON transactions (atm_id) WHERE state = 'held';
CREATE INDEX transactions_of_card ON transactions (card_id, started_ms);
CREATE INDEX awaited_envelopes ON transactions (started_ms) WHERE state = 'awaited';
CREATE INDEX envelopes_of_atm ON transactions (atm_id, json_extract(envelope, '$.number'))
  WHERE envelope IS NOT NULL;
CREATE INDEX envelopes_credited_alone
  ON transactions (json_extract(envelope, '$.alone'), json_extract(envelope, '$.ended_ms'))
  WHERE json_extract(envelope, '$.alone') IS NOT NULL;
CREATE TRIGGER transactions_are_never_deleted BEFORE DELETE ON transactions
  BEGIN SELECT RAISE (ABORT, 'a txid is never forgotten'); END;
CREATE TRIGGER disputes_end_once BEFORE UPDATE OF returned ON transactions
  WHEN OLD.returned IS NOT NULL AND NEW.returned IS NOT OLD.returned
  BEGIN SELECT RAISE (ABORT, 'a dispute ends once'); END;
CREATE TRIGGER suspense_ends_once BEFORE UPDATE OF charged ON transactions
  WHEN OLD.charged IS NOT NULL AND NEW.charged IS NOT OLD.charged
  BEGIN SELECT RAISE (ABORT, 'a suspense ends once'); END;
CREATE TRIGGER deposits_are_credited_once BEFORE UPDATE OF envelope ON transactions
  WHEN json_extract(OLD.envelope, '$.found.minor') > 0
  AND json_extract(NEW.envelope, '$.found') IS NOT json_extract(OLD.envelope, '$.found')
  BEGIN SELECT RAISE (ABORT, 'a deposit is credited once'); END;

CREATE TABLE staff (
  name       TEXT PRIMARY KEY,
  role       TEXT NOT NULL CHECK (role IN ('clerk', 'supervisor', 'auditor')),
  serial     TEXT NOT NULL UNIQUE,
  is_allowed INTEGER NOT NULL CHECK (is_allowed IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE proposals (
  place       INTEGER PRIMARY KEY,
  proposal_id TEXT NOT NULL UNIQUE CHECK (length(proposal_id) = 32),
  kind        TEXT NOT NULL CHECK (kind IN ('set-balance', 'resolve-in-doubt', 'accept-journal',
              'resolve-dispute', 'resolve-suspense', 'new-journal', 'waive-levelling',
              'end-deposit', 'close-day')),
  body        TEXT NOT NULL CHECK (json_valid(body)),
  proposed_by TEXT NOT NULL REFERENCES staff (name),
  proposed_ms INTEGER NOT NULL,
  used_by     TEXT REFERENCES staff (name),
  CHECK (used_by <> proposed_by)
) STRICT;

CREATE TABLE work_items (
  place     INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  atm_id    TEXT NOT NULL,
  reference TEXT NOT NULL,
  note      TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  closed_by TEXT,
  closed_ms INTEGER,
  closed_because TEXT,
  CHECK ((closed_by IS NULL) = (closed_ms IS NULL))
) STRICT;
CREATE UNIQUE INDEX one_open_item ON work_items (kind, atm_id, reference) WHERE closed_by IS NULL;
CREATE INDEX open_items_of_atm ON work_items (atm_id, place) WHERE closed_by IS NULL;
"""
SCHEMA: Final = _SCHEMA + CLOSINGS + PINS
