"""A child process for tests: `python -m tests.unit.workbench.odd_child BEHAVIOUR`."""

import signal
import sys

BEHAVIOURS = {"speaks", "dies", "waits", "stubborn"}


def main(behaviour):
    if behaviour == "dies":
        sys.exit("the disk is on fire")
    if behaviour == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("one", "two", sep="\n", flush=True)
    if behaviour in {"waits", "stubborn"}:
        while True:
            signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
