"""What a desk forgets before each backup: its file stays as small as in its second year.

Of stays, cards and visits it needs the present ones; somebody who asks about last year's finds
them in the log, whose older entries are moved into files. Kept over the time are the newest card of
each room, the newest round, orders of new keys and chains, and packages for locks that nobody told
of: a lock may still come back with one that nobody has heard of.
"""

from __future__ import annotations

import json
from typing import Final

from hardware.locks.desk import log_archive
from hardware.locks.desk.store import Store
from hardware.locks.desk.tables_under_way import Confirmations
from hardware.locks.desk.visits import RoundKind
from hardware.locks.hotel_time import DAY_S

KEPT_S: Final = 400 * DAY_S

_ENDED: Final = {
    "stays": "DELETE FROM stay WHERE ended < :before",
    "cards": """DELETE FROM card WHERE begun < :before AND state != 'begun'
        AND card NOT IN (SELECT max(card) FROM card GROUP BY lock)""",
    # First: the later visits that the next statement forgets say which ones these are.
    "installations": """DELETE FROM visit WHERE round IN (SELECT round FROM round
        WHERE not_after < :before AND kind = :install)
        AND lock NOT IN (SELECT value FROM json_each(:under_way))""",
    "visits": """DELETE FROM visit WHERE round IN (SELECT round FROM round
        WHERE not_after < :before AND kind NOT IN (:install, :rekey, :reseed))
        AND round < (SELECT max(round) FROM round)""",
    "rounds": """DELETE FROM round WHERE not_after < :before
        AND round NOT IN (SELECT round FROM visit) AND round < (SELECT max(round) FROM round)""",
}
_KINDS: Final = {
    each.value: each.value for each in (RoundKind.INSTALL, RoundKind.REKEY, RoundKind.RESEED)
}


def tidy(store: Store) -> None:
    """Forget what ended more than 400 days ago. Raises DeskRefusal; then nothing is lost."""
    before = store.now() - KEPT_S
    if before > 0:
        with store.deed("tidied") as deed:
            under_way = json.dumps([*Confirmations.read(deed.sql).tables])
            given = {"before": before, "under_way": under_way} | _KINDS
            for what, statement in _ENDED.items():
                found = deed.sql.execute(statement, given)
                deed.told[what] = str(found.rowcount)
    log_archive.archive(store)
