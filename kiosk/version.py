"""The version that the kiosk tells the bank and its journal."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
