"""The customer's hands at an emulated ATM: `./atm hands insert alice`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from hardware.emulators.control import ControlClient, ControlError
from hardware.emulators.image import Image
from hardware.process_start import state_folder

CHECKOUT: Final = Path(__file__).resolve().parents[2]
GOOD: Final = 0
CANNOT: Final = 2
DEVICES: Final = ("card_reader", "hsm", "pin_pad", "cabinet", "receipt_printer", "door_lock")

CHARGES: Final = ("good", "low", "dead")

Deed = Callable[[ControlClient, argparse.Namespace], Image]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 2 it could not be done."""
    options = _parser().parse_args(arguments)
    control = ControlClient(options.state / "devices" / "control.sock")
    deed: Deed = options.deed
    try:
        answer = deed(control, options)
    except ControlError as error:
        sys.stderr.write(f"hands: {error}\n")
        return CANNOT
    seen = {name: value for name, value in answer.items() if name not in {"id", "ok"}}
    if seen:
        sys.stdout.write(json.dumps(seen) + "\n")
    return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./atm hands",
        description="Be the customer in front of a running demo, or pull a device's cable.",
        epilog="exit: 0 done, 2 it could not be done. example: ./atm hands insert alice",
    )
    parser.add_argument(
        "--state",
        type=state_folder,
        default=str(CHECKOUT / "state"),
        metavar="DIR",
        help="the demo's state folder (default: state in the checkout)",
    )
    deeds = parser.add_subparsers(metavar="COMMAND", required=True)
    insert = _deed(deeds, "insert", "put a card into the slot", _insert)
    insert.add_argument("card", help="the card's name; see: cards")
    _deed(deeds, "cards", "list the cards that there are", lambda c, _: c.call("cards"))
    _deed(deeds, "take-card", "take the card that sticks out", lambda c, _: c.call("take_card"))
    _deed(deeds, "take-cash", "take the notes in the shutter", lambda c, _: c.call("take_cash"))
    _deed(deeds, "take-receipt", "take the receipt", lambda c, _: c.call("take_receipt"))
    _deed(deeds, "state", "print everything that is visible", lambda c, _: c.call("state"))
    order = _deed(
        *(deeds, "work-order", "have the dispatch office issue a work order; answers its card"),
        _work_order,
    )
    order.add_argument("--technician", metavar="NAME", help="who is sent (default: technician)")
    order.add_argument("--hours", type=int, metavar="N", help="1 to 4 (default: 2)")
    present = _deed(deeds, "present", "put a work order into the service door's lock", _present)
    present.add_argument("card", help="its name, as work-order answered it")
    lock = _deed(deeds, "door-lock", "what happens to the service door's lock", _door_lock)
    lock.add_argument("--battery", choices=CHARGES, help="so full they are; good: fresh ones")
    lock.add_argument(
        "--doubtful", action="store_true", help="its batteries come out and go in: clock in doubt"
    )
    lock.add_argument("--programmer", choices=("in", "out"), help="a plug in its socket")
    press = _deed(deeds, "press", "press keys of the PIN pad", _press)
    press.add_argument(
        "keys", help="0-9, E enter, C clear, X cancel, H help, A-I beside the screen"
    )
    for name, about in (("unplug", "pull a device's cable"), ("plug", "put the cable back")):
        cable = _deed(deeds, name, about, _cable)
        cable.add_argument("device", choices=DEVICES, help=", ".join(DEVICES))
        cable.set_defaults(do=name)
    return parser


def _deed(
    deeds: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str, deed: Deed
) -> argparse.ArgumentParser:
    parser = deeds.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.set_defaults(deed=deed)
    return parser


def _insert(control: ControlClient, options: argparse.Namespace) -> Image:
    return control.call("insert", card=options.card)


def _present(control: ControlClient, options: argparse.Namespace) -> Image:
    return control.call("present", card=options.card)


def _work_order(control: ControlClient, options: argparse.Namespace) -> Image:
    given = {"technician": options.technician, "hours": options.hours}
    return control.call("work_order", **{name: it for name, it in given.items() if it is not None})


def _door_lock(control: ControlClient, options: argparse.Namespace) -> Image:
    """Without an option the devices ask which."""
    given: Image = {}
    if options.battery:
        given["battery"] = options.battery
    if options.doubtful:
        given["clock"] = "doubtful"
    if options.programmer:
        given["programmer"] = options.programmer == "in"
    return control.call("door_lock", **given)


def _press(control: ControlClient, options: argparse.Namespace) -> Image:
    return control.call("press", keys=options.keys)


def _cable(control: ControlClient, options: argparse.Namespace) -> Image:
    return control.call(options.do, device=options.device)


if __name__ == "__main__":
    sys.exit(main())
