"""All numbers of the second family of logs, fixed before the reviewer was first run on one.

A small college's server for computer science, thought out a second time, by somebody who
knew the question and the forms of the lines, and neither the reviewer nor the first family.
None of these numbers was changed after the run; the table in docs shows what came out.
"""

from typing import Final

# Weeks begin when logrotate runs, on a Sunday, and are written in New York's time.
FIRST_SUNDAY: Final = 1_472_984_700  # 2016-09-04 06:25 there
WEEKS_TO_CHOOSE_FROM: Final = 40  # to the middle of June
WEEK_S: Final = 7 * 86_400
SUMMER_ENDS: Final = 1_478_412_000  # 2016-11-06 02:00 there becomes 01:00
SUMMER_BEGINS: Final = 1_489_302_000  # 2017-03-12 02:00 there becomes 03:00
STANDARD_OFFSET: Final = -5 * 3_600
SUMMER_OFFSET: Final = -4 * 3_600

# The host: which of its variants a week's log comes from.
REDUCES_REPEATS: Final = 0.75  # Ubuntu's own setting; some administrators switch it off
LOOKS_NAMES_UP: Final = 0.25  # UseDNS yes
ASKS_BY_KEYBOARD: Final = 0.2  # ChallengeResponseAuthentication yes: PAM asks, not sshd

# The people.
FACULTY: Final = 11
STAFF: Final = 4
GRADUATES: Final = 15
STUDENTS: Final = 70
KEY_SHARE: Final = {"faculty": 0.25, "staff": 0.5, "graduate": 0.55, "student": 0.2}
KEY_AT_HAND: Final = 0.85  # on the machine they sit at
# A working day's log-ins beyond the first: the mean of a geometric number.
MORE_LOGINS: Final = {"faculty": 1.0, "staff": 2.5, "graduate": 4.0, "student": 1.8}
WEEKEND: Final = 0.55  # share of people who come on a day at the weekend
BREAK: Final = 0.12  # and on any day of a break
HEAVY_SHARE: Final = 0.06  # people whose editor or version control logs in again and again
HEAVY_LOGINS: Final = (10, 40)
# Where they come from: campus desk or lab, wireless, VPN, home, phone, elsewhere.
PLACES: Final = {
    "faculty": (0.5, 0.12, 0.1, 0.2, 0.05, 0.03),
    "staff": (0.75, 0.05, 0.08, 0.1, 0.02, 0.0),
    "graduate": (0.45, 0.2, 0.08, 0.2, 0.05, 0.02),
    "student": (0.3, 0.4, 0.03, 0.19, 0.08, 0.0),
}
LAB_MACHINES: Final = 24
WIRELESS_ADDRESSES: Final = 4
VPN_ADDRESSES: Final = 6
CARRIER_ADDRESSES: Final = 6
HOMES_WITH_V6: Final = 0.3

# How they fail. The share of log-ins by password with a first wrong one: beta distributed
# over people, mean 5 %, with a few who can hardly type.
SLIP_BETA: Final = (1.1, 21.0)
SLIPS_AGAIN: Final = 0.24  # and the next one is wrong too
CAPS_LOCK: Final = 0.003  # three or more wrong ones, then none
WRONG_NAME: Final = 0.005  # the name from another site, once or twice, then the right one
PASSWORD_AS_NAME: Final = 0.002
NAME_IN_CAPITALS: Final = 0.002
GIVES_UP: Final = 0.05  # comes back hours later
FORGOT_IN_WEEK: Final = 0.012  # of the people: tries every password of theirs, asks for a new one
FORGOTTEN_TRIES: Final = (5, 14)
CHANGED_IN_WEEK: Final = 0.02  # of the people: and the old one is tried afterwards
OLD_ONE_AFTER_CHANGE: Final = 0.45  # at each of the next log-ins, halved each time
DEVICE_WITH_OLD_ONE: Final = 0.2  # a client that has it saved tries by itself
DEVICE_TRIES: Final = (2, 12)
PROMPTS: Final = 3  # a client asks so often, then hangs up
SECONDS_BETWEEN_PROMPTS: Final = (3.0, 11.0)

# What else a week holds.
SUDO_A_DAY: Final = 6
SUDO_SLIP: Final = 0.05
SU_A_WEEK: Final = 12
SU_SLIP: Final = 0.07
CONSOLE_A_WEEK: Final = 3
CONSOLE_SLIP: Final = 0.2
INTERNET_PROBES_A_DAY: Final = 9  # scanners that do not guess
MONITORING_EVERY_S: Final = 900

# Kinds of normal week. Each is a known honest cause of many failures.
NORMAL_KINDS: Final = (
    "ordinary",
    "exam",
    "everybody changes the password",
    "term begins",
    "break",
    "script with an expired password",
    "conference",
    "server restarts at noon",
)
EXAM_STUDENTS: Final = 30
EXAM_WITHIN_S: Final = 480
EXAM_SLIP: Final = 0.15  # in a hurry, on somebody else's keyboard
NEW_ACCOUNTS: Final = 25
NEW_ACCOUNT_SLIP: Final = 0.3
NEW_ACCOUNT_WRONG_NAME: Final = 0.12
SCRIPT_EVERY_S: Final = (600, 3_600)
SCRIPT_DAYS: Final = (0.5, 4.0)

# The run.
WEEKS_PER_NORMAL_KIND: Final = 40
SLIP_FACTORS: Final = (0.5, 2.0, 3.0)  # besides 1; every kind in turn
WEEKS_PER_SLIP_FACTOR: Final = 80
WEEKS_PER_ATTACK: Final = 25
CONFIDENCE: Final = 0.95
