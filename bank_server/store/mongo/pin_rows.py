"""The results of PINs in MongoDB; a key begins with the time, so it is the order."""

from __future__ import annotations

from typing import Final

from bank_server.domain.pin_results import PinResult
from bank_server.store.mongo.parts import joined
from bank_server.store.mongo.table import Kind, Table
from bank_server.store.mongo.unit import Document, Unit

_TIME_DIGITS: Final = 15  # of milliseconds, for some ten thousand years


class PinRowsMixin:
    def __init__(self, unit: Unit) -> None:
        self._pin_results = Table(unit, _PIN_RESULTS)

    def put_pin_result(self, result: PinResult) -> None:
        self._pin_results.put(result)

    def pin_results(self, after: PinResult | None, count_max: int) -> tuple[PinResult, ...]:
        where = {} if after is None else {"_id": {"$gt": _key(after)}}
        return self._pin_results.search(where, sort=[("_id", 1)], count_max=count_max)

    def drop_pin_results(self, before_ms: int, count_max: int) -> int:
        where = {"_id": {"$lt": _time(before_ms)}}
        old = self._pin_results.search(where, sort=[("_id", 1)], count_max=count_max)
        for each in old:
            self._pin_results.drop(_key(each))
        return len(old)


def _time(at_ms: int) -> str:
    return f"{max(0, at_ms):0{_TIME_DIGITS}}"


def _key(result: PinResult) -> str:
    return joined(_time(result.at_ms), result.atm_id, result.card, str(int(result.is_right)))


def _document(result: PinResult) -> Document:
    return {
        "at_ms": result.at_ms,
        "atm_id": result.atm_id,
        "card": result.card,
        "is_right": result.is_right,
    }


def _result(document: Document) -> PinResult:
    return PinResult(document["at_ms"], document["atm_id"], document["card"], document["is_right"])


_PIN_RESULTS: Final = Kind("pin_results", _key, _document, _result)
