"""What may be said of a frame in a log for engineers: its op's name, and fields that are no secret.

A list of what may be shown, by device, op and direction; whatever is not on it is a size. Never on
it: card ids, PIN blocks, challenges and their answers, keys, vouchers, tickets, MACs, pressed keys,
and how many digits of a PIN are typed, since the times of such lines would be those of the keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Final

from hardware.crypto.record import NOT_COUNTED, RecordKind, RecordLine
from hardware.errors import MalformedMessage
from hardware.protocol.cabinet import (
    BeepRequest,
    CabinetOp,
    CabinetStatus,
    LampRequest,
    SlotOpenRequest,
)
from hardware.protocol.card_reader import CardReaderOp, CardReaderStatus
from hardware.protocol.frame import Frame
from hardware.protocol.hello import CommonOp, Hello
from hardware.protocol.hsm import (
    DispenseRequest,
    HsmOp,
    IdRequest,
    LoadRequest,
    OpenRequest,
    PresentRequest,
    TestRequest,
    decode_record,
)
from hardware.protocol.hsm_notes import NotesGetRequest, NotesPutRequest
from hardware.protocol.link import REPLY_BIT
from hardware.protocol.pin_pad import KeysRequest, PinPadOp, PinPadStatus, PinStartRequest
from hardware.status import Status

Words = Callable[[bytes], str]

OPS: Final[Mapping[str, type[IntEnum]]] = {
    "card_reader": CardReaderOp,
    "hsm": HsmOp,
    "pin_pad": PinPadOp,
    "cabinet": CabinetOp,
}


def op_name(device: str, op: int) -> str:
    """The name of a command or of the answer to it; the number of one that has none."""
    code = op & ~REPLY_BIT
    for ops in (CommonOp, OPS[device]):
        if code in ops.__members__.values():
            return ops(code).name
    return f"{code:02x}"


def frame_words(device: str, frame: Frame) -> str:
    """key=value of what may be shown of the payload; empty where nothing may, or nothing fits."""
    is_reply = bool(frame.op & REPLY_BIT)
    name = op_name(device, frame.op)
    if is_reply:
        if frame.payload[:1] != bytes((Status.OK,)):
            return ""
        return _said(_REPLIES.get((device, name)), frame.payload[1:])
    return _said(_REQUESTS.get((device, name)), frame.payload)


def _said(words: Words | None, payload: bytes) -> str:
    if words is None:
        return ""
    try:
        return words(payload)
    except MalformedMessage:
        return "malformed=yes"


def _hello(payload: bytes) -> str:
    said = Hello.decode(payload)
    return f"kind={said.kind.name} firmware={said.firmware} provision={said.provision.name}"


def _card_reader(payload: bytes) -> str:
    said = CardReaderStatus.decode(payload)
    return f"card={said.card.name} insert_no={said.insert_no} type={said.type.name}"


def _pin_pad(payload: bytes) -> str:
    said = PinPadStatus.decode(payload)
    return f"mode={said.mode.name} entry={said.entry.name} tamper={int(said.tamper)}"


def _cabinet(payload: bytes) -> str:
    said = CabinetStatus.decode(payload)
    return (
        f"flags={_flags(said.flags)} slot={said.slot.name} slot_txid={said.slot_txid.hex()} "
        f"envelope_no={said.envelope_no}"
    )


def _record(payload: bytes) -> str:
    said = decode_record(payload)
    # That of a STATUS is a nonce, new in each answer.
    txid = "" if said.kind is RecordKind.STATUS else f"txid={said.txid.hex()} "
    lines = " ".join(_line(each) for each in said.lines)
    return f"kind={said.kind.name} {txid}outcome={said.outcome.name} {lines}".rstrip()


def _line(line: RecordLine) -> str:
    retracted = "?" if line.retracted == NOT_COUNTED else line.retracted
    return (
        f"c{line.canister}={_flags(line.flags)},load:{line.load},next:{line.next},"
        f"left:{line.left},picked:{line.picked},rejected:{line.rejected},"
        f"presented:{line.presented},retracted:{retracted}"
    )


def _flags(flags: object) -> str:
    return str(getattr(flags, "name", None) or "-")


def _start(payload: bytes) -> str:
    said = PinStartRequest.decode(payload)
    return f"slot={said.slot.name} first_s={said.first_s} gap_s={said.gap_s}"


def _lamp(payload: bytes) -> str:
    said = LampRequest.decode(payload)
    return f"lamp={said.lamp.name} on={int(said.on)}"


def _slot_open(payload: bytes) -> str:
    said = SlotOpenRequest.decode(payload)
    return f"txid={said.txid.hex()} seconds={said.seconds}"


def _dispense(payload: bytes) -> str:
    said = DispenseRequest.decode(payload)
    canisters = ",".join(str(part.canister) for part in said.parts)
    return f"txid={said.txid.hex()} canisters={canisters}"


def _present(payload: bytes) -> str:
    said = PresentRequest.decode(payload)
    return f"txid={said.txid.hex()} seconds={said.seconds}"


def _load(payload: bytes) -> str:
    said = LoadRequest.decode(payload)
    return f"canister={said.canister} load={said.load} count={said.count}"


def _test(payload: bytes) -> str:
    said = TestRequest.decode(payload)
    return f"txid={said.txid.hex()} canister={said.canister}"


def _notes_put(payload: bytes) -> str:
    said = NotesPutRequest.decode(payload)
    return f"canister={said.canister} index={said.index} count={len(said.notes)}"


def _notes_get(payload: bytes) -> str:
    said = NotesGetRequest.decode(payload)
    return f"txid={said.txid.hex()} canister={said.canister} offset={said.offset}"


def _id(payload: bytes) -> str:
    return f"txid={IdRequest.decode(payload).id.hex()}"


_REPLIES: Final[Mapping[tuple[str, str], Words]] = {
    ("card_reader", "STATUS"): _card_reader,
    ("pin_pad", "STATUS"): _pin_pad,
    ("cabinet", "STATUS"): _cabinet,
    **{
        ("hsm", name): _record
        for name in ("STATUS", "OPEN", "DISPENSE", "PRESENT", "CANCEL", "GET", "LOAD", "TEST")
    },
    **{(device, "HELLO"): _hello for device in OPS},
}
_REQUESTS: Final[Mapping[tuple[str, str], Words]] = {
    ("pin_pad", "PIN_START"): _start,
    ("pin_pad", "KEYS"): lambda payload: f"on={int(KeysRequest.decode(payload).on)}",
    ("cabinet", "LAMP"): _lamp,
    ("cabinet", "BEEP"): lambda payload: f"tone={BeepRequest.decode(payload).tone.name}",
    ("cabinet", "SLOT_OPEN"): _slot_open,
    ("hsm", "OPEN"): lambda payload: f"txid={OpenRequest.decode(payload).txid.hex()}",
    ("hsm", "DISPENSE"): _dispense,
    ("hsm", "PRESENT"): _present,
    ("hsm", "CANCEL"): _id,
    ("hsm", "GET"): _id,
    ("hsm", "LOAD"): _load,
    ("hsm", "TEST"): _test,
    ("hsm", "NOTES_PUT"): _notes_put,
    ("hsm", "NOTES_GET"): _notes_get,
}
