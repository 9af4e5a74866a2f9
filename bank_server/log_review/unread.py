"""How much a line may tell that could not be read: nothing that was not read may lead to OK.

What is of no log's form is taken for the worst that it may be, one failure for each trace of one in
it. The smallest attack that a rule finds, three names (R3), takes three: up to two are believed.
"""

import re
from typing import Tuple

from .stamps import STAMP

UNREAD_BELIEVED_MAX = 2
ANY_NUMBER = UNREAD_BELIEVED_MAX + 1
# sshd says at most 1,024 bytes, sudo 960: twice as long a line in which others begin is several.
ALONE_BYTES_MAX = 2048
SAMPLE_BYTES = 1024  # of each block, where lines are looked for that hold several
ENTRIES_A_LINE_MAX = 1.5  # on average: the log of a tool that has joined its lines has two or more

# One of these is in whatever may be evidence.
_TRACES = (
    b"sshd",
    b"assword",
    b"uthentication failure",
    b"Invalid user",
    b"FAILED",
    b" not allowed because ",
    b"[preauth]",
)
_REPEATED = re.compile(rb"message repeated (\d{1,9}) times")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_ENTRY = re.compile(STAMP + rb" [!-\xff]+ [!-9;-Z\\-\xff]{1,48}(?:\[\d{1,10}\]|):")
# The usual stamp alone, which is found faster.
_USUAL_ENTRY = re.compile(
    rb"[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d [!-\xff]+ [!-9;-Z\\-\xff]{1,48}(?:\[\d{1,10}\]|):"
)


def failures_in(line: bytes) -> int:
    """How many a line of no log's form may tell of."""
    if _NO_TEXT.search(line):
        return ANY_NUMBER  # packed, or another code: its words cannot be seen
    found = max(map(line.count, _TRACES))
    return max(found, sum(int(each) for each in _REPEATED.findall(line)))


def further_entries(line: bytes) -> int:
    """How many lines of a log stand in a line behind its first."""
    return len(_ENTRY.findall(line, 1))


def sampled(block: bytes) -> Tuple[int, int]:
    """Of the block's first lines: how many they are, and how many they should be."""
    sample = block[: block.rfind(b"\n", 0, SAMPLE_BYTES) + 1] or block[:SAMPLE_BYTES]
    lines = sum(1 for each in sample.split(b"\n") if each)
    return lines, len(_USUAL_ENTRY.findall(sample))
