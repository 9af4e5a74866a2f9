"""R5: whether many strangers try accounts, each of them so little that no other rule sees him.

Who is a stranger is known only when the log is over: somebody may yet log in from the same place.
The last ones are kept until then; older ones are judged by what was known when they had to go.
"""

from typing import Callable, List, Tuple

from .pairs import Pair, Source
from .thresholds import Thresholds
from .windows import Bucket

Stranger = Tuple[int, Source, str, Pair]  # when, who, whom, and what is known of the two


def _nobody_is(_: Stranger) -> bool:
    return False


class Strangers:
    """Pairs that began with a failure, by their first moment."""

    def __init__(self, limits: Thresholds) -> None:
        self._kept_max = limits.strangers_kept
        self._bucket = Bucket(limits.wave_per_day, limits.wave)
        self._kept = self._nobody()

    @staticmethod
    def _nobody() -> List[Stranger]:
        return []

    def add(self, stranger: Stranger) -> None:
        """In order of time."""
        self._kept.append(stranger)
        if len(self._kept) >= self._kept_max:
            half = self._kept_max // 2
            for each in self._kept[:half]:
                _let_in(self._bucket, each)
            del self._kept[:half]

    def floods(self, is_left_out: Callable[[Stranger], bool] = _nobody_is) -> List[Tuple[int, int]]:
        """From when to when there were too many, by what is known now."""
        bucket = self._bucket.copy()
        for each in self._kept:
            if not is_left_out(each):
                _let_in(bucket, each)
        return bucket.floods


def _let_in(bucket: Bucket, stranger: Stranger) -> None:
    """Unless somebody logs in from there, or the name was a slip of a known one."""
    when, source, _, pair = stranger
    if not source.is_usual() and not pair.is_slip:
        bucket.add(when)
