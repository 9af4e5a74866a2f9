"""The results of PINs: noted, read in pages, and deleted when they are old."""

from __future__ import annotations

from bank_server.domain.pin_results import FORGOTTEN_AT_ONCE_MAX, PinResult, kept_from
from bank_server.store.rows import Engine, Rows


class PinSteps:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, result: PinResult) -> None:
        self._engine.run(lambda rows: rows.put_pin_result(result))

    def results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        return self._engine.run(lambda rows: rows.pin_results(after, count_max))

    def forget_old(self, now_ms: int) -> int:
        def step(rows: Rows) -> int:
            return rows.drop_pin_results(kept_from(now_ms), FORGOTTEN_AT_ONCE_MAX)

        return self._engine.run(step)
