"""Every number that a verdict depends on, with its reason, in one place.

The workload that they are meant for: 100 people, each of whom logs in at least once a day, from one
to three usual places, half of them through a few shared addresses. None is fitted to the log that
is read: whoever writes into it could otherwise raise what he is measured by.
"""

import math
from typing import NamedTuple

MINUTE_S = 60
HOUR_S = 3600
DAY_S = 86400

Thresholds = NamedTuple(
    "Thresholds",
    [
        ("burst", int),
        ("burst_s", int),
        ("day", int),
        ("day_s", int),
        ("owner_burst", int),
        ("owner_day", int),
        ("job_period_s", int),
        ("job_spread_s", int),
        ("job_tries", int),
        ("spray", int),
        ("spray_share", float),
        ("pressed", int),
        ("pressed_hour", int),
        ("pressed_day", int),
        ("hour_s", int),
        ("names", int),
        ("names_share", float),
        ("site_names", int),
        ("names_wait_s", int),
        ("names_waiting", int),
        ("focus_sources", int),
        ("focus", int),
        ("focus_week", int),
        ("week_s", int),
        ("wave_per_day", float),
        ("wave", float),
        ("system", int),
        ("system_usual", int),
        ("probes", int),
        ("probes_s", int),
        ("site_day", int),
        ("sources_kept", int),
        ("pairs_kept", int),
        ("accounts_kept", int),
        ("names_kept", int),
        ("window_kept", int),
        ("strangers_kept", int),
    ],
)

DEFAULTS = Thresholds(
    # R1: one account from one source that did not begin with a log-in to it. OpenSSH's client asks
    # three times a call: five calls in a row without a word to anybody is what is still believed
    # of somebody who forgot his password; the sixteenth guess is not.
    burst=16,
    burst_s=10 * MINUTE_S,
    # The same, spread over a day: such an evening and an ordinary day's slips beside it. Less than
    # one an hour, so that a guess an hour is found.
    day=20,
    day_s=DAY_S,
    # R1 where the first that was heard of the two was a log-in: very likely the owner, or one
    # behind the same address. Twice as much.
    owner_burst=30,
    owner_day=40,
    # Not `owner_day` for a forgotten job of the owner's: each failure falls into the same minute of
    # a clock of five, and a run asks at most as often as a client does. More lines can break that
    # pattern and never make it. Jobs that run oftener are flagged: so many failures are no noise.
    job_period_s=5 * MINUTE_S,
    job_spread_s=MINUTE_S,
    job_tries=3,
    # R2: accounts that a source tries in a day without having begun with a log-in to them. One
    # person has one account, a flat three. Behind a shared address some slip on the first visit of
    # the log, so that one more is needed for every two accounts that began well there; even at
    # three times the usual slips only one of four begins badly.
    spray=4,
    spray_share=0.5,
    # R2 where everybody may be at home, as at a laboratory machine or behind the campus address:
    # accounts that fail so often there, each by itself, whatever began well. One of a hundred
    # people forgets the password in a week; two of them in one place on one day are a coincidence,
    # three are not. Six are two calls of a client, within an hour; eight leave room for a day's
    # slips beside a call or two.
    pressed=3,
    pressed_hour=6,
    pressed_day=8,
    hour_s=HOUR_S,
    # R3: names that the host refuses, in a day. One is the name on another computer, two are two
    # people's; a slip of the finger within a known name is not counted. Behind a shared address
    # one of twenty people may do so. The whole site: people type another site's name, or the
    # password, four times a day, but from where they log in a moment later. From where nobody is
    # known to log in a day later, such names are one in two days.
    names=3,
    names_share=0.05,
    site_names=8,
    # A name is judged so much later, when the one that it is a slip of may have become known.
    names_wait_s=DAY_S,
    names_waiting=5000,
    # R4: sources that did not begin with a log-in which try one account in a day. An owner has one
    # to three places, and is on a journey now and then.
    focus_sources=5,
    focus=8,
    # The same over a week, however seldom each: who travels is in a new place each day, and has
    # not logged in before from the three that are usual, when the log is new.
    focus_week=10,
    week_s=7 * DAY_S,
    # R5: pairs of a source from where nobody is known to log in and an account that it tries. What
    # becomes of them later does not count, so that honest first visits that begin with a slip are
    # among them: two a day, five at three times the usual slips, and some twenty on the first day
    # of such a log, when every place is new. A bucket that loses 8 a day and takes 17 is a CUSUM
    # test of 5 a day against 12: it takes 26 strangers in one day, or 15 a day for three. With
    # three times the slips, people fill it to 15 in an ordinary week.
    wave_per_day=8.0,
    wave=17.0,
    # R6: nobody honest logs in as the system by password; an administrator at the wrong window
    # types three times.
    system=4,
    # Where people log in: two calls of a client.
    system_usual=6,
    # R7: connections closed before a log-in. What watches a port looks once a minute; this is two.
    probes=20,
    probes_s=10 * MINUTE_S,
    # R9: see site_day().
    site_day=0,
    # Memory, whatever a log holds.
    sources_kept=20000,
    pairs_kept=25000,
    accounts_kept=8000,
    names_kept=100000,
    window_kept=128,
    # Pairs that R5 looks at again when the log is over; older ones are judged at once.
    strangers_kept=10000,
)

# R9's reckoning. People who log in "at least once a day" do so two or three times on
# average, and half as often again before their exams.
LOGINS_AT_MOST = 4.0
# How often one of them fails, of days and sites: Beta(2, 5), whose mean of 0.29 is three times the
# usual 9 %, and which on a day when all change their passwords goes far beyond.
SLIPS_ALPHA = 2.0
SLIPS_BETA = 5.0
SLIPS_QUANTILE = 0.999
TRIALS_SUMMED_MAX = 3000  # beyond it the beta distribution is as good, and the sum too long


def thresholds(users: int = 100, logins_per_day: float = 1.0) -> Thresholds:
    """For a site of so many people."""
    scale = max(1.0, users / 100)
    return DEFAULTS._replace(
        site_names=math.ceil(DEFAULTS.site_names * scale),
        wave_per_day=DEFAULTS.wave_per_day * scale,
        wave=DEFAULTS.wave * math.sqrt(scale),
        site_day=site_day(users * logins_per_day),
    )


def site_day(logins: float) -> int:
    """More failures within a day than this quantile of the beta-binomial distribution are R9."""
    trials = max(10, math.ceil(logins * LOGINS_AT_MOST))
    summed = min(trials, TRIALS_SUMMED_MAX)
    cumulated = 0.0
    for failures in range(summed + 1):
        cumulated += math.exp(_log_beta_binomial(failures, summed))
        if cumulated >= SLIPS_QUANTILE:
            break
    return math.ceil(failures * trials / summed) + 1


def _log_beta_binomial(failures: int, trials: int) -> float:
    gamma = math.lgamma
    choices = gamma(trials + 1) - gamma(failures + 1) - gamma(trials - failures + 1)
    above = _log_beta(failures + SLIPS_ALPHA, trials - failures + SLIPS_BETA)
    return choices + above - _log_beta(SLIPS_ALPHA, SLIPS_BETA)


def _log_beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)
