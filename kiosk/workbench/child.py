"""How every child of the launcher begins: it ends when the launcher is gone, however that went.

    python -m kiosk.workbench.child MODULE [ARGUMENT...]

Standard input is a pipe whose other end only the launcher holds. Its end of file is the one sign
that even kill -9 cannot suppress. Then: SIGTERM, as if the launcher had asked for an orderly end,
and an alarm that ends a process which does not follow.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Final

ORDERLY_END_S: Final = 3.5
_READ_SIZE: Final = 64


def main(arguments: Sequence[str]) -> None:
    """Run MODULE as `python -m` would, in this process."""
    module, *rest = arguments
    threading.Thread(target=_end_with_launcher, name="launcher-watch", daemon=True).start()
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with_launcher() -> None:
    while os.read(sys.stdin.fileno(), _READ_SIZE):
        """Nobody writes there; what comes nevertheless means nothing."""
    # The alarm's default action needs no Python, so it works on a process that hangs in C too.
    signal.setitimer(signal.ITIMER_REAL, ORDERLY_END_S)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
