"""The command `verify`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from kiosk.journal_tools.findings import Verdict
from kiosk.journal_tools.key_files import read_anchors, read_keys
from kiosk.journal_tools.report_text import lines_of
from kiosk.journal_tools.verify import verify

EXIT: Final = {Verdict.GOOD: 0, Verdict.BAD: 1, Verdict.CHAIN_ONLY: 3}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="first keys, as ./atm admin journal-key writes them; without them the answer is "
        "CHAIN ONLY",
    )
    parser.add_argument(
        "--anchors",
        type=Path,
        metavar="FILE",
        help="what the bank was told of the journal's end, as JSON lines: shows what was cut off",
    )


def run(options: argparse.Namespace) -> int:
    keys = None if options.key is None else read_keys(options.key)
    anchors = None
    if options.anchors is not None:
        anchors = [each for some in read_anchors(options.anchors).values() for each in some]
    result = verify(options.path, keys, anchors)
    for line in lines_of(result):
        sys.stdout.write(f"{line}\n")
    return EXIT[result.verdict]
