"""The kit for sealed journals lies beside the tests, which are no package."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
