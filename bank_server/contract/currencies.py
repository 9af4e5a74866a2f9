"""How many minor digits a currency has."""

from __future__ import annotations

from typing import Final

MINOR_DIGITS_USUAL: Final = 2

# ISO 4217 list one; every other currency has two.
_NONE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
MINOR_DIGITS: Final = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
}


def minor_digits(currency: str) -> int:
    """Digits after the point: 2 for EUR, 0 for JPY."""
    return MINOR_DIGITS.get(currency, MINOR_DIGITS_USUAL)


def minor_per_unit(currency: str) -> int:
    """Cents in a euro: 100 for EUR, 1 for JPY. An amount is typed in whole units."""
    return int(10 ** minor_digits(currency))
