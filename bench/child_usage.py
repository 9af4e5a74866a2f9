"""Run a command, and write what it used to a file: `child_usage.py OUT COMMAND ...`.

A process of its own, and a small one: what a child holds at most is never told as less than what
its parent held when it was made.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main(out: str, command: list[str]) -> None:
    began_s = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(pid, 0)
    told = {
        "seconds": time.monotonic() - began_s,
        "processor_s": used.ru_utime + used.ru_stime,
        "peak_kib": used.ru_maxrss,
        "code": os.waitstatus_to_exitcode(status),
    }
    Path(out).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
