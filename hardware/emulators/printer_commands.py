"""Commands about the receipt printer: its paper, what is wrong with it, and the customer's hand."""

from __future__ import annotations

from hardware.emulators.command_fields import bounded, optional_flag, unknown
from hardware.emulators.image import Image
from hardware.emulators.paper import ROLL_LINES_MAX
from hardware.emulators.receipt_printer import FAULTS_PLANNED_MAX, PrintFault
from hardware.emulators.supply_commands import Command, command
from hardware.emulators.world import World
from hardware.emulators.world_error import WorldError


def printer_commands(world: World) -> dict[str, Command]:
    """By their names."""

    def paper(request: Image) -> Image:
        world.printer.load_paper(bounded(request, "lines", 0, ROLL_LINES_MAX))
        return {}

    def printer(request: Image) -> Image:
        cover, jam = optional_flag(request, "cover"), optional_flag(request, "jam")
        if cover is None and jam is None:
            raise WorldError("say which: cover or jam")
        if jam is not None:
            world.printer.set_jam(is_jammed=jam)
        if cover is not None:
            world.printer.set_cover(is_open=cover)
        return {}

    def take_receipt(_: Image) -> Image:
        return {"receipts": world.take_receipt()}

    def next_prints(request: Image) -> Image:
        faults = request["faults"]
        if not isinstance(faults, list) or len(faults) > FAULTS_PLANNED_MAX:
            raise WorldError(f"faults is not a list of at most {FAULTS_PLANNED_MAX}")
        planned = [_fault(each) for each in faults]
        world.printer.planned.clear()
        world.printer.planned.extend(planned)
        return {}

    return {
        "paper": command(paper, "lines"),
        "printer": command(printer, optional=("cover", "jam")),
        "take_receipt": command(take_receipt),
        "next_prints": command(next_prints, "faults"),
    }


def _fault(value: object) -> PrintFault:
    known = [fault.value for fault in PrintFault]
    if not isinstance(value, str) or value not in known:
        raise WorldError(unknown("fault", str(value), known))
    return PrintFault(value)
