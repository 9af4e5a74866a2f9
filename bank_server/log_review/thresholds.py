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
        ("names", int),
        ("names_share", float),
        ("site_names", int),
        ("focus_sources", int),
        ("focus", int),
        ("wave_per_day", float),
        ("wave", float),
        ("system", int),
        ("probes", int),
        ("probes_s", int),
        ("site_day", int),
        ("sources_kept", int),
        ("pairs_kept", int),
        ("accounts_kept", int),
        ("names_kept", int),
        ("window_kept", int),
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
    # person has one account, a flat three; behind a shared address some are slips on the first
    # visit of the log, so that more than half of those that began well are needed there. Even at
    # three times the usual slips only a fourth begin badly.
    spray=4,
    spray_share=0.5,
    # R3: names that the host refuses, in a day. One is the name on another computer, two are two
    # people's; a slip of the finger within a known name is not counted. Behind a shared address
    # one of twenty people may do so. The whole site: such slips are one in two days.
    names=3,
    names_share=0.05,
    site_names=8,
    # R4: sources that did not begin with a log-in which try one account in a day. An owner has one
    # to three places.
    focus_sources=4,
    focus=8,
    # R5: pairs of a source that nobody is known to log in from, and an account that it tries. A
    # bucket that loses so many a day and takes so many is a CUSUM test between its rates.
    wave_per_day=9.0,
    wave=12.0,
    # R6: nobody honest logs in as the system by password; an administrator at the wrong window
    # types three times.
    system=4,
    # R7: connections closed before a log-in. What watches a port looks once a minute; this is two.
    probes=20,
    probes_s=10 * MINUTE_S,
    # R9: see site_day().
    site_day=0,
    # Memory, whatever a log holds.
    sources_kept=30000,
    pairs_kept=40000,
    accounts_kept=10000,
    names_kept=100000,
    window_kept=128,
)

# R9's reckoning. People who log in "at least once a day" do so up to three times on average.
LOGINS_AT_MOST = 3.0
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
