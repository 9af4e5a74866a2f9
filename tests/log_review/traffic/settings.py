"""How a week at a small department's server looks: every number of the made traffic, in one place.

Written before the reviewer had any threshold, from what is known of such sites and of OpenSSH 7.2p2
on Ubuntu 16.04. Nobody tunes these to the reviewer; a site that differs gets a further settings.
A share is of whatever the line names; a rate is a mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class People:
    """Who they are and when they come."""

    users: int = 100
    admins: int = 3
    staff: int = 12  # of the users; the others study
    graduated: int = 4  # accounts that exist, and which AllowUsers no longer lists
    key_share: float = 0.22  # log in by key alone
    many_keys_share: float = 0.03  # whose agent offers so many keys that sshd hangs up at times
    six_prompts_share: float = 0.2  # whose client asks until the server hangs up, not three times

    come_weekday: float = 0.97  # that a user logs in at all
    come_weekend: float = 0.75
    more_sessions: float = 1.9  # beyond the day's first, times the user's liveliness
    liveliness_sigma: float = 0.6  # of a log-normal whose median is 1
    # (share, hour of the middle, spread in hours)
    office: tuple[float, float, float] = (0.55, 13.5, 2.8)
    evening: tuple[float, float, float] = (0.30, 20.0, 2.5)
    night: tuple[float, float, float] = (0.15, 1.5, 2.3)
    batch_share: float = 0.05  # of visits: several copies within minutes, each with its password
    batch_max: int = 6
    away_share: float = 0.02  # of user-weeks: not seen at all


@dataclass(frozen=True, slots=True)
class Places:
    """Where they log in from; the four shares are of visits and sum to 1."""

    campus_share: float = 0.45
    lab_share: float = 0.15
    home_share: float = 0.35
    strange_share: float = 0.05
    campus_addresses: int = 5  # behind each, hundreds of machines
    lab_hosts: int = 24
    flatmates_share: float = 0.15  # of homes, shared with another user
    ipv6_homes: float = 0.10  # with a new address of the same /64 each day
    renumbered: float = 0.03  # homes that get a new address, per day
    carrier_addresses: int = 40  # telephones come from one of these
    carrier_share: float = 0.5  # of strange visits


@dataclass(frozen=True, slots=True)
class Slips:
    """What honest people do wrong; `typo_rate` multiplies the first two."""

    typo_rate: float = 1.0
    typo: float = 0.075  # of log-ins by password, mean over users
    wrong_name: float = 0.006  # of log-ins
    typo_spread: float = 1.5  # alpha of the beta distribution among users: smaller is wider
    typo_max: float = 0.6  # nobody's first try fails more often, whatever the rate
    again: float = 0.28  # that a try after a failure fails as well
    row_max: int = 8
    give_up: float = 0.06  # after three failures: comes back some other time
    stranger_name: float = 0.3  # of wrong names: not a slip of the finger but another name
    password_as_name: float = 0.03  # of wrong names
    forgotten: float = 0.012  # of user-weeks: 6 to 15 tries
    forgotten_tries: tuple[int, int] = (6, 15)
    forgotten_minutes: tuple[float, float] = (3.0, 40.0)
    forgotten_found: float = 0.6  # then remembers; the others ask for a new one
    turned_away: float = 0.012  # of visits: leaves at the question for the password
    key_refused: float = 0.015  # of visits by key: leaves without a password
    graduate_tries: float = 0.1  # per graduate and week
    root_slip: float = 0.25  # per week: an admin types root at the wrong window


@dataclass(frozen=True, slots=True)
class Machines:
    """What logs in, or merely writes, without anybody's hand."""

    cron_minutes: tuple[int, ...] = (10, 15, 60)  # periods of root's jobs
    backup_hours: int = 6  # by key, from a lab host
    monitor_share: float = 0.6  # of sites with a host that looks at port 22 all the time
    monitor_minutes: int = 5
    monitor_closes: float = 0.3  # of monitors: closes before log-in rather than saying nothing
    scans_per_day: float = 12.0  # strangers who look at the port and try nothing
    sudo_per_day: float = 6.0  # per admin
    sudo_typo: float = 0.06
    not_sudoer: float = 0.4  # per week: a student tries sudo
    su_per_week: float = 5.0
    su_typo: float = 0.12
    console_per_week: float = 1.5
    console_typo: float = 0.15
    uses_dns: float = 0.25  # of sites: PAM's rhost is a name, and some names do not match
    unmatched_names: float = 0.04  # of their log-ins
    reduces_repeats: float = 0.85  # of sites, as Ubuntu's rsyslog does
    key_only: float = 0.05  # of sites: no password log-ins at all
    allows_listed_only: float = 0.4  # of sites with AllowUsers


@dataclass(frozen=True, slots=True)
class Weeks:
    """Which weeks are not like the others: shares of weeks, independent of each other."""

    holiday: float = 0.08
    holiday_come: float = 0.15  # of users, and those come from home and strange places
    exams: float = 0.08
    exams_sessions: float = 1.8
    exams_night: float = 0.35  # of visits fall into the night, with half as many typos again
    exams_typos: float = 1.5
    change_day: float = 0.04  # everybody's password has to be new
    old_password: float = 0.35  # of log-ins on that day and the next: the old one first
    broken_script: float = 0.02  # a user's own job with an old password
    broken_minutes: tuple[int, ...] = (5, 10, 30, 60)
    broken_home: float = 0.7  # from a place where its owner logs in too
    exercise: float = 0.10  # a class logs in at once from one address
    exercise_users: int = 25
    exercise_typos: float = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    people: People = People()
    places: Places = Places()
    slips: Slips = Slips()
    machines: Machines = Machines()
    weeks: Weeks = Weeks()


SETTINGS: Final = Settings()
TYPO_RATES: Final = (0.5, 1.0, 2.0, 3.0)
