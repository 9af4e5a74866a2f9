"""The reviewer's second peer: the least that any reviewer has to do, and nothing more.

It reads bytes line by line, matches the same two messages as the bare loop, and of each that it
finds it reads the moment, the name and the address, and counts failures by source and pairs of a
source and a name. It bounds no memory, joins no lines of one attempt, and judges nothing.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

EVIDENCE = re.compile(
    rb"([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9]{2}):([0-9]{2}):([0-9]{2}) [^ ]+ sshd\[[0-9]+\]: "
    rb"(?:(Failed) password for (?:invalid user )?|Accepted [^ ]+ for )"
    rb"(.*) from ([^ ]+) port [0-9]+ ssh2"
)
MONTHS = {
    name: at for at, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
}
MONTH_DAYS = 31  # any order of moments will do


def count(path: Path) -> str:
    """How many failures, sources, pairs and seconds there were."""
    failures: Counter[str] = Counter()
    pairs: dict[tuple[str, str], int] = {}
    with path.open("rb") as log:
        for line in log:
            found = EVIDENCE.match(line)
            if found is None:
                continue
            month, day, hour, minute, second, failed, name, host = found.groups()
            days = MONTHS[month] * MONTH_DAYS + int(day)
            when = ((days * 24 + int(hour)) * 60 + int(minute)) * 60 + int(second)
            source = host.decode("latin-1")
            pairs[source, name.decode("latin-1")] = when
            if failed:
                failures[source] += 1
    return f"{failures.total()} failures, {len(failures)} sources, {len(pairs)} pairs"


if __name__ == "__main__":
    sys.stdout.write(f"{count(Path(sys.argv[1]))}\n")
