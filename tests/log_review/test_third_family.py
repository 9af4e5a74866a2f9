"""The third family's weeks: right forms, a true truth, the same twice, and an honest page."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.log_review.third_family.third_attacks import ATTACKS
from tests.log_review.third_family.third_bounds import bounds
from tests.log_review.third_family.third_judge import Result, Verdict, judged, verdict_of
from tests.log_review.third_family.third_page import page
from tests.log_review.third_family.third_plan import attack_recipes, honest_recipes
from tests.log_review.third_family.third_site import CAMPUS, ISP_FIRST_OCTETS
from tests.log_review.third_family.third_week import Recipe, Week, made_week

TAGGED = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 123]\d \d\d:\d\d:\d\d [a-z0-9]+ "
    r"(?:(?:sshd|CRON|su|login|auth|passwd|chpasswd|useradd|userdel|systemd-logind)\[\d{3,5}\]"
    r"|sudo|systemd|lightdm): (?P<message>[ -~]+)"
)
PEER = r"[0-9a-f.:]+ port \d{4,5}"
SSHD = re.compile(
    r"(?:message repeated \d+ times: \[ )?(?:"
    rf"(?:Failed|Accepted|Postponed) (?:password|none|publickey|keyboard-interactive(?:/pam)?) for "
    rf".* from {PEER} ssh2(?:: (?:RSA|ECDSA|ED25519) SHA256:[\w+/]{{43}})?(?: \[preauth\])?"
    rf"|(?:Connection (?:closed|reset) by|Disconnected from) {PEER}(?: \[preauth\])?"
    rf"|Received disconnect from {PEER}:11: (?:disconnected by user|Bye Bye \[preauth\])"
    r"|(?:Invalid user|input_userauth_request: invalid user) .*|User \S+ from \S+ not allowed .*"
    r"|pam_unix\(sshd:(?:auth|session)\): .*|PAM (?:\d+ more|service).*|error: PAM: .*"
    r"|error: maximum authentication attempts .*|Disconnecting: Too many.*"
    r"|(?:Did not receive|Bad protocol|fatal: Unable|reverse mapping|Received signal|Server list).*"
    r")\]?"
)
NAMED = (
    r"Failed (?:password|keyboard-interactive/pam) for (invalid user )?(.*) from \S+ port \d+ ssh2",
    r"error: PAM: .*? for (illegal user )?(.*) from \S+",
    r"Accepted (?:password|keyboard-interactive/pam) for ()(\S+) from .*",
    r"error: maximum authentication attempts exceeded for (invalid user )?(.*) from \S+ port .*",
    r"FAILED su for ()(\S+) by .*",
    r"FAILED LOGIN \(\d\) on '/dev/tty1' FOR ()'(\S+)'.*",
    r"pam_unix\((?:lightdm|dovecot|sudo):auth\): authentication failure;.* ()user=(\S+?)",
)
NAMED_FORMS = [re.compile(rf"(?:message repeated \d+ times: \[ )?{form}\]?") for form in NAMED]
SHOWN_ALIKE = {"UNKNOWN"}  # login does not write the names that it does not know


def named_in(week: Week) -> tuple[set[str], set[str]]:
    """The names that a week's own lines say were tried: existing ones, and others."""
    messages = [line[16:].split(": ", 1)[1] for line in week.lines]
    refused = [re.match(r"User (\S+) from \S+ not allowed", message) for message in messages]
    denied = {found[1] for found in refused if found}
    known: set[str] = set()
    unknown: set[str] = set()
    for message in messages:
        for found in filter(None, (form.fullmatch(message) for form in NAMED_FORMS)):
            (unknown if found[1] and found[2] not in denied else known).add(found[2])
    return known - SHOWN_ALIKE, unknown


@pytest.mark.parametrize("kind", ["PAM challenge", "AllowUsers"])
def test_every_line_of_the_third_family_has_a_form_of_ubuntu_16_04(kind: str) -> None:
    """Stamp, host, tag, printable message; and sshd says only what OpenSSH 7.2 says."""
    week = made_week(Recipe(kind, 2.0, 1, "dictionary of names"))
    messages = [TAGGED.fullmatch(line) for line in week.lines]

    assert [] == [line for line, found in zip(week.lines, messages, strict=True) if not found][:3]
    assert (
        []
        == [
            line
            for line, found in zip(week.lines, messages, strict=True)
            if " sshd[" in line and found and not SSHD.fullmatch(found["message"])
        ][:3]
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_truth_of_an_attack_is_what_its_own_lines_name(attack: str) -> None:
    """The attacker's memory and a count over the attack's lines alone agree, name by name."""
    kind, factor = ATTACKS[attack].kind, ATTACKS[attack].factor
    week = made_week(Recipe(kind, factor, 900, attack), honest=False)
    known, unknown = named_in(week)

    assert week.accounts == known
    assert attack == "console" or week.made_up == unknown
    assert week.accounts or week.made_up


def test_the_same_recipe_gives_the_same_week_and_another_number_another() -> None:
    """A week is told by its recipe alone."""
    attack = "botnet in a night"
    week = made_week(Recipe("holiday", 1.0, 5, attack))

    assert week == made_week(Recipe("holiday", 1.0, 5, attack))
    assert week.lines != made_week(Recipe("holiday", 1.0, 6, attack)).lines


@pytest.mark.parametrize("kind", ["scan storm", "stale scripts"])
def test_an_honest_week_has_no_guess_from_a_stranger(kind: str) -> None:
    """Passwords fail from the campus, homes, phones and hotels; scanners never send one."""
    week = made_week(Recipe(kind, 3.0, 2))
    failed = [line for line in week.lines if re.search(r"Failed (?:password|keyboard)", line)]
    sources = {line.split(" from ")[-1].split(" port ")[0] for line in failed}
    homes = tuple(f"{octet}." for octet in ISP_FIRST_OCTETS)

    assert frozenset() == week.accounts | week.made_up
    assert 50 < len(failed)
    assert [] == [s for s in sources if not s.startswith((CAMPUS, *homes)) and ":" not in s]


def test_an_attack_leaves_the_honest_people_as_they_were() -> None:
    """What is judged without an attack is the same week: only lines were added."""
    with_attack = Recipe("holiday", 1.0, 4, "VPN, one account")
    before = made_week(with_attack.without_attack())
    plain = re.compile(r"\[\d+\]|message repeated.*")
    bare = {plain.sub("", line) for line in made_week(with_attack).lines}

    assert before.end == made_week(with_attack).end
    assert [] == [line for line in before.lines if plain.sub("", line) not in bare][:3]


def test_an_ordinary_week_has_some_hundred_people_and_thousands_of_log_ins() -> None:
    """The assignment's workload."""
    accepted = [line for line in made_week(Recipe("ordinary", 1.0, 0)).lines if "Accepted" in line]
    people = {line.split(" for ")[1].split(" from ")[0] for line in accepted}

    assert 2000 < len(accepted) < 4000
    assert 85 < len(people) < 125


def test_the_plan_has_as_many_weeks_as_were_asked_for() -> None:
    """400 honest weeks, 250 at factor 1, 100 of them ordinary; 25 of each of 25 attacks."""
    honest, attacks = honest_recipes(), attack_recipes()
    at_one = [recipe for recipe in honest if recipe.factor == 1.0]

    assert 400 <= len(honest)
    assert 250 <= len(at_one)
    assert 100 <= sum(recipe.kind == "ordinary" for recipe in at_one)
    assert 25 <= len(ATTACKS)
    assert 25 * len(ATTACKS) == len(attacks) == len({recipe.number for recipe in attacks})


@pytest.mark.parametrize(
    ("expected", "line", "status"),
    [
        (Verdict("OK"), "Mar 30 18:00:01 cs r[1]: OK file=a failures=2\n", 0),
        (Verdict("INTRUSION", 4, ("R1", "R3")), "x: INTRUSION users=4 top=b rules=R1,R3\n", 1),
        (Verdict("ERROR"), "x: ERROR\n", 2),
        (Verdict("ERROR"), "x: OK and INTRUSION\n", 1),
        (Verdict("ERROR"), "x: OK\n", 1),
        (Verdict("ERROR"), "", 0),
    ],
)
def test_a_verdict_is_read_from_the_line_and_must_agree_with_the_status(
    expected: Verdict, line: str, status: int
) -> None:
    """A reviewer that contradicts itself has made an error, whatever it meant."""
    assert expected == verdict_of(line, status)


def test_the_judge_is_given_the_week_as_a_file_of_its_age() -> None:
    """The file's last change is the week's end in local time; the attack is in one of two files."""
    seen: list[tuple[datetime, str]] = []

    def judge(path: Path) -> Verdict:
        age = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - as logs are
        seen.append((age, path.read_text(encoding="ascii")))
        return Verdict(
            "INTRUSION" if "for invalid user oracle" in seen[-1][1] else "OK", 7, ("R2",)
        )

    recipe = Recipe("holiday", 0.5, 1, "dictionary of names")
    result = judged(recipe, judge)

    assert Verdict("OK", 7, ("R2",)) == result.before
    assert Verdict("INTRUSION", 7, ("R2",)) == result.verdict
    assert [made_week(recipe, honest=False).end] * 2 == [age for age, _ in seen]


def test_the_exact_bounds_are_those_of_the_books() -> None:
    """Clopper and Pearson's, to a tenth of a per cent."""
    assert (0.0, 0.137) == tuple(round(bound, 3) for bound in bounds(0, 25))
    assert (0.863, 1.0) == tuple(round(bound, 3) for bound in bounds(25, 25))
    assert (0.187, 0.813) == tuple(round(bound, 3) for bound in bounds(5, 10))


def test_the_page_counts_alarms_hits_and_users() -> None:
    """Three honest weeks with one alarm; four attacks, three recognised, one of them already."""
    alarm, quiet = Verdict("INTRUSION", 3, ("R5",)), Verdict("OK")
    attack = Recipe("ordinary", 1.0, 1, "console")
    text = page(
        [
            Result(Recipe("ordinary", 1.0, 0), quiet),
            Result(Recipe("ordinary", 1.0, 1), alarm),
            Result(Recipe("new term", 2.0, 1), Verdict("ERROR")),
            Result(attack, alarm, 2, 1, before=alarm),
            Result(attack, Verdict("INTRUSION", 5, ("R5", "R6")), 4, 1, before=quiet),
            Result(attack, Verdict("INTRUSION", 4, ("R6",)), 3, 2, before=quiet),
            Result(attack, quiet, 9, 9, before=quiet),
        ]
    )

    assert "| 1 | ordinary | 2 | 1 | 1.3% to 98.7% | 0 |" in text
    assert "| all | all | 3 | 1 | 0.8% to 90.6% | 1 |" in text
    assert "| ordinary | 1 of 2 | 0 of 0 | 0 of 0 | 0 of 0 | R5 (1) |" in text
    assert "| console | middling | 4 | 3 | 19.4% to 99.4% | 1 | 2 of 3 | 4 / 3 / 5 |" in text
    assert "| R5 | 1 | 2 |\n| R6 | 0 | 2 |" in text
