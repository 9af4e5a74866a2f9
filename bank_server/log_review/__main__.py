"""`python3 -m authreview FILE` says whether somebody has guessed passwords. Python 3.5 is enough.

Install: nothing but `sudo apt-get install -y python3`, where Ubuntu 16.04 does not have it already.
The folder runs under any name: `python3 -m NAME FILE` beside it, or `python3 PATH/NAME FILE`.
"""

import calendar
import gc
import importlib.util
import io
import os
import signal
import socket
import sys
import syslog
import time
from pathlib import Path
from typing import Sequence

if not __package__:  # run as a folder: it becomes a package first, whatever it is called
    _FOLDER = Path(os.path.realpath(__file__)).parent
    sys.path[:] = [each for each in sys.path if os.path.realpath(each) != str(_FOLDER)]
    __package__, __spec__ = "authreview", None
    _SPEC = importlib.util.spec_from_file_location(
        __package__,
        str(_FOLDER / "__init__.py"),
        submodule_search_locations=[str(_FOLDER)],
    )
    assert _SPEC is not None
    assert _SPEC.loader is not None
    sys.modules[__package__] = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(sys.modules[__package__])

from .detector import Detector
from .options import Options
from .program import Judge, Surroundings, run
from .report import ERROR, INTRUSION, TAG, Writer
from .thresholds import thresholds

INTERRUPTED = 130
SYSTEM_LOG = Path("/dev/log")
EPOCH_S = 719163 * 86400  # from the year 1 to 1970, as stamps count
IN_THE_PROJECT = "bank_server.log_review"


def main() -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads the line may have gone
    gc.disable()  # no circle is made for each line; in full tables looking for some takes a third
    now = time.localtime()
    clock = (now.tm_mon, now.tm_mday, now.tm_hour, now.tm_min, now.tm_sec)
    surroundings = Surroundings(
        now=EPOCH_S + calendar.timegm(now),
        writer=Writer(clock, os.uname().nodename, os.getpid()),
        out=sys.stdout,
        err=sys.stderr or io.StringIO(),  # it may have been closed
        to_syslog=to_syslog,
    )
    return run(sys.argv[1:], surroundings, new_judge, program_name())


def new_judge(options: Options, accounts: Sequence[str]) -> Judge:
    limits = thresholds(options.users, options.logins_per_day)
    detector = Detector(limits, accounts)
    return Judge(detector.tell, detector.verdict)


def to_syslog(word: str, message: str) -> bool:
    """Not as auth: rsyslog keeps that out of syslog's file, and puts it where it would be read."""
    if not is_heard():
        return False
    weights = {ERROR: syslog.LOG_ERR, INTRUSION: syslog.LOG_ALERT}
    syslog.openlog(TAG, syslog.LOG_PID, syslog.LOG_DAEMON)
    syslog.syslog(weights.get(word, syslog.LOG_INFO), message)
    syslog.closelog()
    return True


def is_heard() -> bool:
    """Whether somebody listens: the library drops silently what nobody takes."""
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):  # as the library tries them
        with socket.socket(socket.AF_UNIX, kind) as end:
            try:
                end.connect(str(SYSTEM_LOG))
            except OSError:
                continue
            return True
    return False


def program_name() -> str:
    return "./atm authlog" if __package__ == IN_THE_PROJECT else "python3 -m " + __package__


if __name__ == "__main__":
    try:
        CODE = main()
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        CODE = INTERRUPTED
    sys.exit(CODE)
