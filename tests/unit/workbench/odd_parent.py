"""A launcher for tests: starts one odd child, says its pid, and waits to be killed."""

import signal
import sys
import time
from pathlib import Path

from kiosk.workbench.children import Children

if __name__ == "__main__":
    with Children(Path(sys.argv[1]), time.monotonic) as children:
        children.start("odd", "tests.unit.workbench.odd_child", sys.argv[2])
        children.next(30)  # its first line: it runs by now
        print(children.pids["odd"], flush=True)
        signal.pause()
