"""The reviewer's peer: what a first script over auth.log does, a line and a match at a time.

It reads bytes, matches stamp, host and `sshd[pid]` of each line and the two messages that tell of a
wrong password and of a log-in, with name and address, and counts what matched. It judges nothing.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# In the form that both `re` and `grep -E` read.
EVIDENCE = (
    r"^[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [^ ]+ sshd\[[0-9]+\]: "
    r"(Failed password for (invalid user )?(.*) from ([^ ]+) port [0-9]+ ssh2"
    r"|Accepted [^ ]+ for (.*) from ([^ ]+) port [0-9]+ ssh2)"
)


def count(path: Path) -> int:
    regex = re.compile(EVIDENCE.encode("ascii"))
    found = 0
    with path.open("rb") as log:
        for line in log:
            if regex.match(line):
                found += 1
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{count(Path(sys.argv[1]))}\n")
