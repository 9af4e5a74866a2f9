"""The demo with PINs so long that a search finds none of them by chance.

`python -m tests.end2end.long_pins` takes the demo's options.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Final

from kiosk.domain.maintenance.staff import PIN_SIZES
from kiosk.workbench import demo, new_staff, new_state, scripts

PINS: Final = {"alice": "25802580", "bob": "13791379", "carol": "46284628"}
OTHER_PIN: Final = "97319731"
WRONG_PIN: Final = "90909090"
ALL: Final = (*PINS.values(), OTHER_PIN, WRONG_PIN)


if __name__ == "__main__":
    for name, pin in PINS.items():
        new_state.PEOPLE[name] = replace(new_state.PEOPLE[name], pin=pin)
    scripts.USUAL_PIN, scripts.OTHER_PIN, scripts.WRONG_PIN = PINS["bob"], OTHER_PIN, WRONG_PIN
    new_staff.PIN_SIZE = PIN_SIZES[-1]
    sys.exit(demo.main())
