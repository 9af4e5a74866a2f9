"""How much is measured: enough to trust, or enough to see, in under a minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Plan:
    """Repetitions. The notes of one state suffice for all that a plan withdraws.

    Attributes:
        visits: withdrawals, or balances, each beside its peers.
        probed_visits: of each kind while the event loop is watched.
        paced_rounds, paced_visits: withdrawals on a paced line and on one that is not, in turns.
        starts: of the kiosk, and of the empty window.
        settle_s: after the first frame, until the first page stands still and the others are built.
        idle_s: how long an idle kiosk is watched.
        shown_starts: of a kiosk whose screens are noted, as each has only one first time.
        shown_rounds: visits by hand in each of these, and while frames are watched.
        look_s: how long the hand looks at each screen: longer than a page moves.
        key_s: from key to key, as a hand types: longer than the pad is left unasked.
        attract_s: how long the attract screen's frames are watched.
        held_visits: by program, while memory is watched.
        held_from: the visit from which on memory may no longer grow.
        flushed_visits: withdrawals whose flushes are counted.
        lost_kiosks: killed in a withdrawal and started again.
        writes: of the journal or the bank's store, and of a bare file.
        authlog_weeks: without an attack, for each rate of typos.
        authlog_special_weeks: without an attack, of each kind of week that is not ordinary.
        authlog_attacked_weeks: for each kind of attack.
        authlog_rounds: of the log's reviewer and each of its peers, in turns.
        authlog_mb: of the log that they read.
        authlog_flood_mb: of a log in which no two names agree.
        authlog_fail2ban_mb: of its beginning, for the peer that is slow.
        authlog_stream_mb: through standard input; 0 is not at all.
        pin_fortnights: of a bank's PINs without a gang, for each share that is given up.
        pin_gang_fortnights: into each of which each gang is put by itself.
        hotel_cards: of a hotel's guests.
        hotel_signing_height: of the tree of its signing key.
    """

    visits: int
    probed_visits: int
    paced_rounds: int
    paced_visits: int
    starts: int
    settle_s: float
    idle_s: float
    shown_starts: int
    shown_rounds: int
    look_s: float
    key_s: float
    attract_s: float
    held_visits: int
    held_from: int
    flushed_visits: int
    lost_kiosks: int
    writes: int
    authlog_weeks: int
    authlog_special_weeks: int
    authlog_attacked_weeks: int
    authlog_rounds: int
    authlog_mb: int
    authlog_flood_mb: int
    authlog_fail2ban_mb: int
    authlog_stream_mb: int
    pin_fortnights: int
    pin_gang_fortnights: int
    hotel_cards: int
    hotel_signing_height: int


FULL: Final = Plan(
    visits=60,
    probed_visits=25,
    paced_rounds=3,
    paced_visits=8,
    starts=7,
    settle_s=2.0,
    idle_s=10.0,
    shown_starts=4,
    shown_rounds=4,
    look_s=0.35,
    key_s=0.2,
    attract_s=12.0,
    held_visits=500,
    held_from=50,
    flushed_visits=30,
    lost_kiosks=5,
    writes=1000,
    authlog_weeks=400,
    authlog_special_weeks=60,
    authlog_attacked_weeks=40,
    authlog_rounds=3,
    authlog_mb=200,
    authlog_flood_mb=50,
    authlog_fail2ban_mb=20,
    authlog_stream_mb=1000,
    pin_fortnights=400,
    pin_gang_fortnights=20,
    hotel_cards=500,
    hotel_signing_height=15,
)
QUICK: Final = Plan(
    visits=10,
    probed_visits=5,
    paced_rounds=1,
    paced_visits=4,
    starts=2,
    settle_s=1.0,
    idle_s=3.0,
    shown_starts=1,
    shown_rounds=1,
    look_s=0.3,
    key_s=0.2,
    attract_s=3.0,
    held_visits=20,
    held_from=10,
    flushed_visits=5,
    lost_kiosks=1,
    writes=200,
    authlog_weeks=8,
    authlog_special_weeks=4,
    authlog_attacked_weeks=2,
    authlog_rounds=1,
    authlog_mb=20,
    authlog_flood_mb=5,
    authlog_fail2ban_mb=2,
    authlog_stream_mb=0,
    pin_fortnights=8,
    pin_gang_fortnights=2,
    hotel_cards=50,
    hotel_signing_height=10,
)
