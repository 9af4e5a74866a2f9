"""Every number of the third family, each with its reason or source, settled before any week.

Committed before the rest, so that nobody can say that a rate was chosen after a result. The site is
the assignment's: about 100 accounts, all of whom commonly log in at least once a day. All else is
one author's judgement ("judged") unless a study is named:

- Javed and Paxson 2013: honest failures differ so much between people that a beta-binomial fits
  them; distributed attacks last for months, and some use names of the site alone.
- Chatterjee et al. 2016 (pASSWORD tYPOS): about a tenth of failed log-ins are plain slips such as
  caps lock; the rest are wrong or forgotten passwords, so both kinds are needed.
- Owens and Matthews 2008; Abdou, Barrera and van Oorschot 2015: lists are shared between bots,
  root leads by far, and most sources make few attempts while a few make thousands.
- Hansteen 2013 (Hail Mary Cloud): one attempt for each address, minutes apart, names from A to Z;
  2012: one connection each ten seconds, "probably human".
"""

# People
ACCOUNTS_MEAN = 100  # the assignment
ACCOUNTS_SPREAD = 6  # judged: a small college is not exactly 100
ROLE_SHARES = {"student": 0.70, "graduate": 0.10, "teacher": 0.13, "staff": 0.05, "admin": 0.02}
# Sessions of one person on a working day, before the person's own eagerness. Judged: the
# assignment says "at least once"; editors, sftp and second windows make it some four.
SESSIONS_A_DAY = {"student": 3.9, "graduate": 5.5, "teacher": 3.3, "staff": 3.0, "admin": 8.0}
EAGERNESS_SIGMA = 0.45  # judged: of a log-normal; some log in thrice as often as others
WEEKEND_SHARE = 0.55  # judged: of a working day's sessions, Saturday and Sunday
# Holds a key at all. Judged: teaching of keys reaches a quarter of the students.
KEY_HOLDERS = {"student": 0.25, "graduate": 0.70, "teacher": 0.35, "staff": 0.20, "admin": 1.0}
KEY_USED = 0.92  # judged: a holder sits at a machine without the key one time in twelve
SAVED_PASSWORD = 0.22  # judged: of people; FileZilla, WinSCP, phone: never mistyped, may be stale
MANY_KEYS = 0.02  # judged: of people; an agent with six keys or more trips MaxAuthTries (6)

# Slips (all are multiplied by a week's slip factor)
# One typed password is wrong: Beta(a, b) for each person, mean 0.045. Judged; the form (beta) is
# Javed and Paxson's, the mean lies between careful typists (1 %) and phones (10 %).
TYPO_BETA = (1.1, 23.4)
TYPO_PHONE_TIMES = 2.0  # judged: glass keys
TYPO_AGAIN = 0.24  # judged: caps lock and a wrong layout last for the next try too
OTHER_PASSWORD = 0.008  # judged: of typed log-ins; another service's password, 1 to 3 of them
FORGOTTEN_A_WEEK = 0.013  # judged: of people; a help desk sees one or two of a hundred
FORGOTTEN_TRIES = (4, 12)  # judged: over one to three connections
FORGOTTEN_REMEMBERED = 0.55  # judged: the others ask for a new password
WRONG_NAME = 0.006  # judged: of sessions by hand; the laptop's name, a capital, an address
WRONG_NAME_TYPED = 0.7  # judged: the others see it and press Ctrl-C before a password
NEIGHBOUR_NAME = 0.03  # judged: of wrong names; jsmith for jsmith2, an account that exists
EMPTY_RETURN = 0.004  # judged: of typed log-ins; Return alone is "none", no password
MANY_KEYS_OFFERED = 0.15  # judged: of that person's typed sessions; then they know the option
DENIED_TRIES = (2, 5)  # judged: connections in a week of one whom AllowUsers no longer names
ABANDONED = 0.03  # judged: of sessions by hand; the window is closed at the prompt
GAVE_UP = 0.05  # judged: of log-ins that slipped; no success follows for a while
SUDO_WRONG = 0.05  # judged: as a typed password
SU_WRONG = 0.08  # judged: root's and a course's passwords are typed less often
SLIP_MAX = 0.6  # a chance is never above this, whatever the factor

# Places: weights for one session, by role. Judged: students live on campus wireless.
PLACES = {
    "student": {"wifi": 40, "lab": 22, "dorm": 16, "home": 9, "vpn": 4, "mobile": 5, "travel": 1},
    "graduate": {"wifi": 18, "office": 40, "home": 26, "vpn": 10, "mobile": 3, "travel": 2},
    "teacher": {"wifi": 12, "office": 46, "home": 26, "vpn": 10, "mobile": 2, "travel": 4},
    "staff": {"wifi": 6, "office": 72, "home": 10, "vpn": 10, "mobile": 2},
    "admin": {"wifi": 6, "office": 60, "home": 22, "vpn": 10, "mobile": 2},
}
WIFI_ADDRESSES = 3  # judged: a small college hides its wireless behind a few addresses
LAB_HOSTS = 32  # judged: one teaching laboratory
VPN_POOL = 60  # judged: addresses lent for each connection
CARRIER_POOL = 12  # judged: a phone company's shared addresses (RFC 6598)
HOME_CHANGES_A_DAY = 0.05  # judged: a cable address lasts for weeks, a DSL one for a day
HOME_HAS_V6 = 0.20  # judged, for 2016-2019; privacy addresses change daily (RFC 4941)

# The machine
CRON_EVERY_S = (300, 1800, 3600)  # judged: munin, php sessions, the hourly run
BACKUP_HOURS = (1, 13)  # judged: a key log-in from the backup host, twice a day
MONITOR_EVERY_S = 600  # judged: a probe that says nothing; half of the sites have one
MONITOR_SHARE = 0.5
SCANS_A_DAY = (8, 60)  # judged: scanners that send no password; any public address sees them
NAMED_SCANS_A_DAY = (0, 4)  # judged: they send a name and no password (zgrab sends an empty one)
STALE_SCRIPT_SHARE = 0.08  # judged: of weeks; a saved password is old, each 15 to 60 minutes
STALE_TIMES = (6, 90)  # judged: failures before it is noticed
REPEATS_SHARE = 0.85  # Ubuntu 16.04 ships rsyslog with $RepeatedMsgReduction on; some turn it off
CHALLENGE_SHARE = 0.10  # judged: of sites in any week; also a kind of its own
USE_DNS_SHARE = 0.15  # judged: off by default since OpenSSH 6.8, old configurations keep it
ALLOW_USERS_SHARE = 0.12  # judged
FAIL_DELAY_S = (1.5, 2.5)  # pam_fail_delay of pam_unix: 2 s, plus or minus a quarter
TRIES_A_CONNECTION_MAX = 6  # MaxAuthTries of OpenSSH 7.2
PROMPTS_MAX = 3  # NumberOfPasswordPrompts of ssh
PAM_RETRIES = 3  # UNIX_MAX_RETRIES of pam_unix
YEARS = (2016, 2020)  # Ubuntu 16.04 in use

# Kinds of honest weeks: judged. What they multiply: sessions, slips, travel.
WEEK_MULTIPLIERS = {
    "new term": (1.15, 1.5, 1.0),
    "exam week": (1.4, 1.25, 0.7),
    "holiday": (0.45, 1.0, 6.0),
    "summer": (0.6, 0.9, 3.0),
    "password day": (1.0, 1.2, 1.0),
    "server moved": (1.1, 1.2, 1.0),
}
NEW_ACCOUNTS = (18, 30)  # judged: a first-year class
FIRST_LOGIN_TYPO = 0.20  # judged: a password from a slip of paper
FIRST_LOGIN_WRONG_NAME = 0.10  # judged
CLASS_MINUTES = 12  # judged: a class of 18 to 30 logs in within this time, from one room
PASSWORD_DAY_TYPO_TIMES = 2.5  # judged: a new password, for three days
PASSWORD_DAY_STALE = 0.7  # judged: of saved passwords that then fail 3 to 25 times
WORKSHOP_GUESTS = (15, 25)  # judged: borrowed accounts guest01.., behind one address

# How many weeks
SLIP_FACTORS = (1.0, 0.5, 2.0, 3.0)  # the brief
ORDINARY_WEEKS = {1.0: 110, 0.5: 16, 2.0: 16, 3.0: 16}
OTHER_WEEKS = {1.0: 7, 0.5: 2, 2.0: 2, 3.0: 2}  # of each other kind
ATTACK_WEEKS = 25  # of each kind of attack, the brief; each upon an ordinary week, factor 1
SEED = "third family, November"  # chosen once, never tried with another

# Attacks: (least, most) of each number; chosen evenly, or by powers where "pow" is said
# Owens and Matthews 2008 and Abdou et al. 2015 give the loud forms, Hansteen and Javed and Paxson
# the slow ones; the inside ones are judged. The last words say how hard we think it.
ROOT_BURST_TRIES = (150, 1500)  # pow; one source, root alone: loud
DICTIONARY_NAMES = (150, 900)  # pow; one source, names once each: loud
DEEP_NAMES, DEEP_TRIES = (4, 9), (12, 48)  # a few names many times: loud
LOCAL_LIST_SHARE, LOCAL_LIST_TRIES = (0.5, 0.95), (2, 4)  # names off the college's pages: loud
SPRAY_FAST_SHARE = (0.8, 1.0)  # one password for all, in 20 to 60 minutes: loud
SPRAY_DAILY_SHARE, SPRAY_DAYS = (0.7, 1.0), (3, 5)  # one password a day, an address a day: loud
STUFFING_ACCOUNTS, STUFFING_ADDRESSES = (12, 40), (8, 30)  # a leaked list, once each: middling
BOT_TRIES = (6, 18)  # one common bot, root and admin, a minute: middling
TASTE_NAMES = (3, 3)  # three names once each and away: hard
BOTNET_LOUD_ADDRESSES, BOTNET_LOUD_TRIES = (120, 400), (2, 6)  # loud
HAIL_MARY_EVERY_S = (500, 2400)  # one try for each address, names from A to Z: middling
BOTNET_LOCAL_ADDRESSES, BOTNET_LOCAL_TRIES = (50, 150), (1, 2)  # names of the site alone: middling
SLOW_ROOT_EVERY_S = (1200, 3600)  # one source, root: middling
SLOW_ROOT_MANY_EVERY_S = (2400, 5400)  # the same, each from a new address: middling
V6_TRIES, V6_EVERY_S = (40, 200), (20, 300)  # a new address of one /64, or of one /48: middling
ONE_ACCOUNT_EVERY_S = (7200, 18000)  # one account, each try from a new address: hard
PATIENT_TRIES = (5, 9)  # one account, a try a day or so, new addresses: next to impossible
SLOW_SPRAY_EVERY_S = (9000, 28800)  # one account each few hours, new addresses: hard
TOR_EXITS, TOR_TRIES = (20, 45), (1, 3)  # on the admins and root: middling
INSIDER_VICTIMS, INSIDER_TRIES = (3, 6), (2, 5)  # behind the wireless, in teaching hours: hard
VPN_TRIES = (15, 40)  # on one account, own log-ins before and after: middling
EX_TRIES, EX_EVENINGS = (3, 4), (3, 5)  # a jealous friend, three a night, from a dormitory: hard
SU_TRIES = (8, 30)  # within an hour: middling
SU_SLOW_A_DAY = (2, 3)  # all week: hard
CONSOLE_TRIES = (5, 15)  # in the machine room: middling
DESKTOP_ACCOUNTS, DESKTOP_TRIES = (4, 9), (1, 3)  # at the greeter: middling
SUDO_TRIES = (6, 15)  # at a terminal left open: hard
SUCCESS_LIST, SUCCESS_AFTER = (20, 60), (0.3, 0.9)  # a burst on real names that gets in: loud
SLOW_SUCCESS_TRIES = (9, 20)  # spread over days, then accepted: hard
STUFFING_HITS = (2, 4)  # of a stuffing list: middling
KEY_PROBE_NAMES = (40, 150)  # keys without any password, to see which names differ: arguable
STRADDLE_TRIES = (8, 30)  # the tail of a burst from before the rotation, or its head: middling
INJECTION_NAMES = (30, 90)  # names that look like lines: loud, if the parser holds
NEW_TERM_ACCOUNTS = (8, 18)  # new accounts' printed passwords, within the class hour: hard
MIMIC_EVERY_S, MIMIC_HOURS = (1800, 1800), (20, 60)  # looks like a stale script: hard
MAIL_ACCOUNTS, MAIL_TRIES = (30, 80), (1, 4)  # through dovecot's PAM: middling
TEN_SECONDS_TRIES = (200, 700)  # Hansteen 2012: a connection each 10 s, many sources: loud
HOLIDAY_NIGHT_TRIES = (20, 60)  # New Year's night, three accounts: middling
MIXED_DECOY_TRIES = (5, 8)  # on three accounts while honest people mistype much (factor 3): hard
