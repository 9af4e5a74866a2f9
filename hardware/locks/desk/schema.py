"""What the desk's SQLite file holds, and the number of that form.

Times are seconds of the hotel's own time. A guest's name stands in `stay` alone, is optional, and
is overwritten a day after check-out (guests.NAME_KEPT_S); the log never has it. The file holds the
hotel's master key and is the PC's most secret one: mode 0600, in a folder of mode 0700, behind the
PC's own login. A backup is encrypted; see backups.py.
"""

from __future__ import annotations

from typing import Final

SCHEMA: Final = 3

_SINCE_2: Final = (
    # Older entries of the log, which lie in files; log_archive.py.
    """CREATE TABLE archived (
        last INTEGER PRIMARY KEY,
        first INTEGER NOT NULL,
        h BLOB NOT NULL
    ) STRICT""",
    # Cards of long ago are forgotten, so this stands beside `an_index_once`.
    """CREATE TRIGGER never_back BEFORE UPDATE OF issued ON room
        WHEN new.issued < old.issued AND new.generation = old.generation
        BEGIN SELECT RAISE(ABORT, 'an index would be issued twice'); END""",
)

_SINCE_3: Final = (
    # How often a door's lock had opened when it was last told to be shut; closings.py.
    "ALTER TABLE room ADD COLUMN openings INTEGER NOT NULL DEFAULT 0",
    # Cards that are taken to have opened a door although nobody saw it; stays.py.
    "ALTER TABLE room ADD COLUMN presumed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE stay ADD COLUMN first_k INTEGER NOT NULL DEFAULT 0",
    """UPDATE stay SET first_k = coalesce((SELECT min(card.k) FROM card
        WHERE card.lock = stay.lock AND card.generation = stay.generation AND card.is_new = 1
        AND card.state = 'written' AND card.begun >= stay.arrived - 60), k)""",
)

STATEMENTS: Final = (
    """CREATE TABLE hotel (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        hotel INTEGER NOT NULL,
        name TEXT NOT NULL,
        master BLOB NOT NULL,
        zone TEXT NOT NULL,
        check_out_minute INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        period_weeks INTEGER NOT NULL,
        log_name TEXT NOT NULL,
        printing INTEGER NOT NULL DEFAULT 1,
        backups INTEGER NOT NULL DEFAULT 0,
        rounds_since_backup INTEGER NOT NULL DEFAULT 0,
        hires_since_backup INTEGER NOT NULL DEFAULT 0,
        next_serial INTEGER NOT NULL,
        staff_version INTEGER NOT NULL DEFAULT 1,
        staff_unchecked INTEGER NOT NULL DEFAULT 0,
        next_leaf INTEGER NOT NULL DEFAULT 0,
        public_root BLOB,
        signing_height INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE room (
        lock INTEGER PRIMARY KEY CHECK (lock BETWEEN 0 AND 1023),
        number TEXT NOT NULL UNIQUE,
        floor INTEGER NOT NULL,
        generation INTEGER NOT NULL DEFAULT 0,
        attribute_generation INTEGER NOT NULL DEFAULT 0,
        issued INTEGER NOT NULL DEFAULT 0,
        believed INTEGER NOT NULL DEFAULT 0,
        jumped INTEGER NOT NULL DEFAULT 0,
        escort INTEGER NOT NULL DEFAULT 0,
        at_backup INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'installed', 'gone')),
        table_through INTEGER NOT NULL DEFAULT 0,
        revoked_through INTEGER NOT NULL DEFAULT 0,
        last_leaf INTEGER NOT NULL DEFAULT 0,
        altered INTEGER NOT NULL DEFAULT 0,
        hardware_id BLOB,
        local_time BLOB,
        staff_table BLOB,
        CHECK (issued >= believed)
    ) STRICT""",
    """CREATE TABLE stay (
        stay INTEGER PRIMARY KEY,
        lock INTEGER NOT NULL REFERENCES room,
        guest TEXT,
        generation INTEGER NOT NULL,
        k INTEGER NOT NULL,
        copies INTEGER NOT NULL DEFAULT 0,
        arrived INTEGER NOT NULL,
        departs INTEGER NOT NULL,
        ended INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX one_stay_a_room ON stay (lock) WHERE ended IS NULL",
    # Every card and check-out forgets names: without this, after a walk through twenty years.
    "CREATE INDEX stays_with_names ON stay (ended) WHERE guest IS NOT NULL",
    """CREATE TABLE card (
        card INTEGER PRIMARY KEY,
        lock INTEGER REFERENCES room,
        generation INTEGER NOT NULL,
        k INTEGER NOT NULL,
        copy INTEGER NOT NULL,
        serial INTEGER,
        is_new INTEGER NOT NULL,
        begun INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('begun', 'written', 'failed', 'unknown'))
    ) STRICT""",
    # The file itself refuses what must never be: an index of a room that is issued twice.
    """CREATE UNIQUE INDEX an_index_once ON card (lock, generation, k)
        WHERE is_new = 1 AND lock IS NOT NULL""",
    """CREATE TABLE chain (
        lock INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        checkpoints BLOB NOT NULL,
        PRIMARY KEY (lock, generation)
    ) STRICT""",
    """CREATE TABLE staff_chain (
        serial INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        checkpoints BLOB NOT NULL,
        PRIMARY KEY (serial, epoch)
    ) STRICT""",
    """CREATE TABLE slot (
        slot INTEGER PRIMARY KEY,
        serial INTEGER NOT NULL UNIQUE,
        epoch INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL CHECK (state IN ('spare', 'taken', 'revoked')),
        since INTEGER NOT NULL,
        revoked INTEGER
    ) STRICT""",
    """CREATE TABLE staff (
        serial INTEGER PRIMARY KEY,
        slot INTEGER NOT NULL,
        epoch INTEGER NOT NULL DEFAULT 0,
        person INTEGER NOT NULL,
        name TEXT NOT NULL,
        began INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('works', 'lost', 'fired', 'unknown')),
        period INTEGER,
        revoked INTEGER
    ) STRICT""",
    """CREATE TABLE round (
        round INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        leaf INTEGER UNIQUE,
        made INTEGER NOT NULL,
        not_before INTEGER NOT NULL,
        not_after INTEGER NOT NULL,
        staff_version INTEGER NOT NULL,
        signature BLOB
    ) STRICT""",
    # What INIT brings holds K_L and is worked out anew each time; an order is fit for anybody.
    """CREATE TABLE visit (
        round INTEGER NOT NULL REFERENCES round,
        lock INTEGER NOT NULL REFERENCES room,
        orders BLOB,
        path BLOB,
        staff_table BLOB,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed')),
        told TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (round, lock)
    ) STRICT""",
    "CREATE INDEX visits_of_a_lock ON visit (lock)",
    """CREATE TABLE audit (
        lock INTEGER PRIMARY KEY REFERENCES room,
        read INTEGER NOT NULL,
        rings BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        h BLOB NOT NULL,
        m BLOB NOT NULL
    ) STRICT""",
    *_SINCE_2,
    *_SINCE_3,
)

# By the form that a file has, what brings it to the next one.
UPGRADES: Final = {1: _SINCE_2, 2: _SINCE_3}
