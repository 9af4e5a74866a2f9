"""A child process for tests: `python -m tests.unit.workbench.odd_child BEHAVIOUR`."""

import signal
import sys
import threading

from hardware.logs.unhandled import unhandled_told

BEHAVIOURS = {"speaks", "dies", "waits", "stubborn", "fails"}


def main(behaviour):
    if behaviour == "dies":
        sys.exit("the disk is on fire")
    if behaviour == "fails":
        with unhandled_told("odd"):
            thread = threading.Thread(target=_fails)
            thread.start()
            thread.join()
    if behaviour == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("one", "two", sep="\n", flush=True)
    if behaviour in {"waits", "stubborn"}:
        while True:
            signal.pause()


def _fails():
    raise AssertionError("the PIN 274915")


if __name__ == "__main__":
    main(sys.argv[1])
