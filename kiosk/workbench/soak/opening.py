"""Two people of the bank open the envelopes that were taken out of the machine."""

from __future__ import annotations

from typing import Final

from kiosk.workbench.machine import Fields, Value
from kiosk.workbench.operator_desk import OperatorDesk, OperatorRefused
from kiosk.workbench.soak.cashless import Cashless

WHY: Final = "opened together"


def open_envelopes(
    first: OperatorDesk, second: OperatorDesk, room: Cashless, *, is_last: bool = False
) -> bool:
    """Those that were taken out; the last time also what is nowhere. Whether all are ended."""
    try:
        for each in _open_deposits(first):
            text = str(each["reference"])
            if is_last or text in room.waiting:
                _end(first, second, each, room.inside(text))
    except OperatorRefused:
        return False
    room.waiting.clear()
    return True


def _open_deposits(desk: OperatorDesk) -> list[Fields]:
    found = desk.ask("deposits/list")["deposits"]
    assert isinstance(found, list), "deposits/list answers with a list"
    return [each for each in found if isinstance(each, dict)]


def _end(first: OperatorDesk, second: OperatorDesk, deposit: Fields, minor: int) -> None:
    """What they find is credited: nothing for an empty envelope, or for one that is nowhere."""
    asked: dict[str, Value] = {"atm": deposit["atm"], "txid": deposit["txid"], "why": WHY}
    if minor:
        found: Fields = {"minor": minor, "currency": "EUR"}
        answer = first.ask("deposits/verify", **asked, found=found, account=None)
    else:
        answer = first.ask("deposits/reject", **asked)
    match answer["proposed"]:
        case {"id": str(proposal)}:
            second.ask("confirmations", id=proposal)
