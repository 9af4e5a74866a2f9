"""A headless demo with every cable tapped, and the secrets that no file may hold afterwards."""

from __future__ import annotations

from pathlib import Path

from hardware.protocol.card_reader import CardIdentity, CardReaderOp, ChallengeRequest
from hardware.protocol.hello import CommonOp, Provision
from hardware.protocol.pin_pad import PinPadOp
from kiosk.identity import JOURNAL_SEAL
from kiosk.journal.seals_folder import FolderSeals
from kiosk.workbench.demo_notes import load_notes
from kiosk.workbench.new_state import PEOPLE
from tests.end2end import long_pins
from tests.end2end.demo_process import Run, run_demo
from tests.end2end.wire_tap import WireTap

NAMES = ("card_reader", "hsm", "pin_pad")
# The bank knows its customers by name, and which question it asks; machines and logs do not.
OF_THE_BANK = ("challenge", "name")


def run_tapped(folder: Path, *options: str) -> tuple[Run, dict[str, list[bytes]]]:
    """`state` and `out` in this folder; what was said, and the secrets by kind."""
    state = folder / "state"
    (folder / "wires").mkdir()
    state.mkdir(mode=0o700)
    taps = {
        name: WireTap(folder / "wires" / name, state / "devices" / "ports" / name) for name in NAMES
    }
    settings = "".join(f'{name}_port = "{folder / "wires" / name}"\n' for name in NAMES)
    (state / "settings.toml").write_text(f"[kiosk]\n{settings}")
    for tap in taps.values():
        tap.start()
    try:
        places = ("--state", str(state), "--out", str(folder / "out"))
        run = run_demo(
            *(folder / "tmp", "--headless", "--zero-delay", *places, *options),
            module=long_pins.__name__,
        )
    finally:
        for tap in taps.values():
            tap.close()
    return run, secrets_of(taps, state / "keys")


def secrets_of(taps: dict[str, WireTap], keys: Path) -> dict[str, list[bytes]]:
    reader, pad, hsm = taps["card_reader"].replies, taps["pin_pad"].replies, taps["hsm"].replies
    asked = taps["card_reader"].asked[CardReaderOp.CHALLENGE]
    read = [CardIdentity.decode(raw) for raw in reader[CardReaderOp.READ]]
    cards = [each.card_id.reveal() for each in read if each.provision is Provision.YES]
    files = [path.read_text().strip() for path in keys.glob("*.key")]
    seal = FolderSeals(keys / JOURNAL_SEAL).load()
    assert seal is not None, "the journal has a key"
    device_keys = [
        *reader[CardReaderOp.CARD_PROVISION],
        *pad[CommonOp.PROVISION],
        *hsm[CommonOp.PROVISION],
    ]
    return {
        "PIN": [pin.encode() for pin in long_pins.ALL],
        "staff PIN": [person.pin.encode() for person in load_notes(keys.parent).staff.values()],
        "PIN block": pad[PinPadOp.PIN_BLOCK],
        "card id": [*cards, *(bytes.fromhex(card.decode().replace("-", "")) for card in cards)],
        "device key": device_keys,
        "key file": [bytes.fromhex(text.split()[-1]) for text in files if not text.startswith("-")],
        "private key": [text.splitlines()[1].encode() for text in files if text.startswith("-")],
        "key of the journal": [seal.key.reveal()],
        "challenge answer": reader[CardReaderOp.CHALLENGE],
        "challenge": [ChallengeRequest.decode(raw).challenge for raw in asked],
        "name": [person.account.encode() for person in PEOPLE.values()],
    }


def left_behind(folder: Path, run: Run) -> list[Path]:
    """Every file but the keys, the devices' own memories and the demo's cards."""
    said = folder / "said.txt"
    said.write_text(run.out + run.err)
    private = {folder / "state" / "keys", folder / "state" / "devices"}
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in files if not private & set(path.parents)]


def of_the_machine(folder: Path, run: Run) -> list[Path]:
    """Of these, all but the bank's books and the demo's own summary, which names accounts."""
    known = {folder / "state" / "bank", folder / "out" / "summary.json"}
    return [path for path in left_behind(folder, run) if not known & {path, *path.parents}]
