"""Verifying a journal, beside a bare loop of JSON, SHA-256 and HMAC over the same lines."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Final

from bench.figures import Figure, Report, beside
from bench.plan import Plan
from bench.samples import Samples, timed_ms
from hardware.crypto.sealed_line import sealed
from hardware.crypto.sealed_log import Chain, key_name
from hardware.crypto.secret import Secret
from kiosk.journal_tools.findings import Verdict
from kiosk.journal_tools.verify import verify

ENTRIES_PER_WRITE: Final = 20  # as many entries as the plan has writes are too soon read
ROUNDS: Final = 7
US_PER_MS: Final = 1_000.0
ATM: Final = "bench"
FILE: Final = f"EJ_{ATM}_20261121_001.jsonl"
KEY: Final = bytes(range(32))


def journal_verify(folder: Path, plan: Plan) -> Report:
    place = folder / "sealed"
    place.mkdir()
    count = ENTRIES_PER_WRITE * plan.writes
    _write(place / FILE, count)
    keys = {key_name(Secret(KEY)): Secret(KEY)}
    ours: list[float] = []
    peers: list[float] = []
    for _ in range(ROUNDS):
        ours.append(timed_ms(lambda: _verify(place, keys), time.monotonic) * US_PER_MS / count)
        peers.append(timed_ms(lambda: _bare(place / FILE), time.monotonic) * US_PER_MS / count)
    entries, bare = Samples.of(ours), Samples.of(peers)
    per_second = round(1_000_000 / entries.median)
    size = (place / FILE).stat().st_size // count
    return Report(
        "journal-verify",
        f"{count:,} sealed entries, per entry",
        (
            beside("journal verify", "µs", entries, "bare loop", bare, goal_ratio=2.0),
            Figure("bare loop of JSON, SHA-256 and HMAC", "µs", bare),
        ),
        (f"{per_second:,} entries per second, {size} bytes each",),
    )


def _verify(place: Path, keys: dict[str, Secret]) -> None:
    assert verify(place, keys).verdict is Verdict.GOOD, "it was sealed below"


def _bare(file: Path) -> None:
    h, key = bytes(32), KEY
    with file.open("rb") as lines:
        for line in lines:
            json.loads(line)
            h = hashlib.sha256(h + line).digest()
            hmac.digest(key, h, "sha256")


def _write(file: Path, count: int) -> None:
    chain = Chain(Secret(KEY))
    opening = {"after": "0" * 64, "file": FILE, "key": key_name(Secret(KEY)), "lost": 0}
    request = {
        "account_last4": "4471",
        "amount": {"currency": "EUR", "minor": 10_000},
        "operation": "withdrawal",
        "txid": "ab" * 16,
    }
    with file.open("wb") as lines:
        for seq in range(1, count + 1):
            is_first = seq == 1
            fields = {
                "seq": seq,
                "t": 1_795_255_200_000 + seq,
                "mono": seq,
                "boot": 1,
                "atm": ATM,
                "visit": None if is_first else "1-17",
                "txn": None if is_first else "ab" * 16,
                "ev": "JOURNAL_OPEN" if is_first else "AUTH_REQUEST",
                "out": "ok",
                "rsn": "",
                "actor": "system",
                "d": opening if is_first else request,
                "ver": 2,
            }
            body = json.dumps(fields, separators=(",", ":")).encode() + b"\n"
            lines.write(sealed(body, chain.seal(body)))
