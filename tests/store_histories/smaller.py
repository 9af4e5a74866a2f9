"""Makes a history that fails smaller: parts are left out as long as it still fails."""

RUNS_MAX = 400


def shrunk(length, fails):
    """The numbers of a few operations out of `length` that still fail.

    fails: plays the operations of these numbers, and says whether stores differ.
    """
    kept, size, runs = list(range(length)), max(1, length // 2), 0
    while size and runs < RUNS_MAX:
        start, is_smaller = 0, False
        while start < len(kept) and runs < RUNS_MAX:
            without = kept[:start] + kept[start + size :]
            runs += 1
            if fails(without):
                kept, is_smaller = without, True
            else:
                start += size
        if not is_smaller or size > len(kept):
            size //= 2
    return kept
