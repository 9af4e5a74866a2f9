"""Answer who guessed passwords: the verdict, from what was noted of all events."""

from typing import AbstractSet, Dict, NamedTuple

from . import rules
from .evidence import Verdict
from .findings import Findings, InFlood, flood_of, site_sentences
from .names import Counter
from .strangers import Stranger, Strangers
from .tables import Tables
from .thresholds import Thresholds

# fired: the rules that fired at once, and when. existing: accounts that are known to exist.
# tried_accounts, tried_names: all that strangers tried, also what the tables have forgotten.
# failures, successes: in all.
Noted = NamedTuple(
    "Noted",
    [
        ("fired", Dict[str, int]),
        ("tables", Tables),
        ("strangers", Strangers),
        ("existing", AbstractSet[str]),
        ("tried_accounts", Counter),
        ("tried_names", Counter),
        ("failures", int),
        ("successes", int),
        ("limits", Thresholds),
    ],
)


def verdict(noted: Noted) -> Verdict:
    """What is known by now. Changes nothing."""
    limits = noted.limits
    fired = dict(noted.fired)
    sources = noted.tables.sources
    for source in sources.values():
        for rule, when in rules.of_source(source, limits):
            fired.setdefault(rule, when)
    floods = noted.strangers.floods()
    if floods:
        fired.setdefault("R5", floods[0][1])
    findings = Findings(
        set(fired), noted.tables.accounts, _unexplained(noted), noted.existing.__contains__, limits
    )
    for name in sorted(sources):
        findings.look_at(sources[name])
    if fired and findings.breached:
        fired["R8"] = 0
    return _told(noted, fired, findings)


def _unexplained(noted: Noted) -> InFlood:
    """The floods that are left without those who fired another rule: who else takes part."""
    accounts = noted.tables.accounts

    def is_explained(stranger: Stranger) -> bool:
        _, source, account, pair = stranger
        is_focused = account in accounts and accounts[account].is_fired
        return is_focused or pair.is_fired or bool(rules.of_source(source, noted.limits))

    return flood_of(noted.strangers.floods(is_explained))


def _told(noted: Noted, fired: Dict[str, int], findings: Findings) -> Verdict:
    tables = noted.tables
    users, names = len(findings.users), len(findings.invalid_names)
    if fired and tables.is_full:  # most of those who did it are forgotten by now
        users = max(users, noted.tried_accounts.count())
        names = max(names, noted.tried_names.count())
    sentences = site_sentences(set(fired), tables.accounts, noted.limits)
    notes = (
        ("no_known_account", bool(fired) and not users),
        ("automated_failures", findings.has_job),
        ("table_full", tables.is_full),
    )
    return Verdict(
        is_intrusion=bool(fired),
        rules=tuple(each for each in rules.ALL if each in fired),
        users=users,
        invalid_names=names,
        sources=findings.sources,
        attempts=findings.attempts,
        top=findings.top,
        breached=len(findings.breached),
        failures=noted.failures,
        successes=noted.successes,
        notes=tuple(note for note, is_true in notes if is_true),
        evidence=tuple(findings.evidence + sentences),
    )
