"""Each message that counts is read, no other is, and no user name fools the reader."""

from __future__ import annotations

import pytest

from bank_server.log_review.evidence import DENIED, EXISTING, UNKNOWN
from tests.log_review.reader.hearing import STAMP, events, failures, heard, sshd

HOST = "192.0.2.7"
END = f"from {HOST} port 4022 ssh2"
LOCAL_PAM = "authentication failure; logname= uid=0 euid=0 tty=:0 ruser= rhost=  user=ann"
PAM = "authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (f"Failed password for ann {END}", ("failed", HOST, "ann", 1)),
        (f"Failed password for invalid user bob {END}", ("failed", HOST, "bob", 1)),
        (f"Failed password for invalid user  {END}", ("failed", HOST, "", 1)),
        (f"Failed keyboard-interactive/pam for ann {END}", ("failed", HOST, "ann", 1)),
        (
            f"message repeated 4 times: [ Failed password for ann {END}]",
            ("failed", HOST, "ann", 4),
        ),
        (f"Accepted password for ann {END}", ("succeeded", HOST, "ann", 1)),
        (f"Accepted publickey for ann {END}: RSA SHA256:abc", ("succeeded", HOST, "ann", 1)),
        (f"Invalid user bob from {HOST}", ("name", HOST, "bob", 1)),
        (f"Invalid user bob from {HOST} port 4022", ("name", HOST, "bob", 1)),
        (
            f"User ann from {HOST} not allowed because not listed in AllowUsers",
            ("exists", HOST, "ann", 1),
        ),
        ("User ann not allowed because account is locked", ("exists", "", "ann", 1)),
        (
            f"error: maximum authentication attempts exceeded for ann {END} [preauth]",
            ("exists", HOST, "ann", 1),
        ),
        (
            f"error: maximum authentication attempts exceeded for invalid user x {END} [preauth]",
            ("name", HOST, "x", 1),
        ),
        (f"Connection closed by {HOST} [preauth]", ("probed", HOST, "", 1)),
        (f"Connection closed by {HOST} port 4022 [preauth]", ("probed", HOST, "", 1)),
        (
            f"Connection closed by invalid user a b {HOST} port 4022 [preauth]",
            ("probed", HOST, "a b", 1),
        ),
        (f"Received disconnect from {HOST}: 11: Bye Bye [preauth]", ("probed", HOST, "", 1)),
        (f"Received disconnect from {HOST} port 1:11: Bye [preauth]", ("probed", HOST, "", 1)),
        (f"Disconnected from {HOST} port 4022 [preauth]", ("probed", HOST, "", 1)),
    ],
)
def test_a_message_of_sshd_is_read(message: str, expected: tuple[str, str, str, int]) -> None:
    assert [expected] == heard(sshd(message))


@pytest.mark.parametrize(
    "message",
    [
        f"Failed none for invalid user bob {END}",
        f"Failed publickey for ann {END}: RSA SHA256:abc",
        f'Failed hostbased for ann {END}: RSA ab:cd, client user "x", client host "y"',
        "input_userauth_request: invalid user bob [preauth]",
        "pam_unix(sshd:auth): check pass; user unknown",
        f"PAM 4 more {PAM.replace('failure', 'failures')}{HOST}  user=ann",
        "PAM service(sshd) ignoring max retries; 6 > 3",
        "Disconnecting: Too many authentication failures for ann [preauth]",
        f"reverse mapping checking getaddrinfo for x [{HOST}] failed - POSSIBLE BREAK-IN ATTEMPT!",
        f"Did not receive identification string from {HOST}",
        f"Bad protocol version identification 'GET / HTTP/1.1' from {HOST} port 4022",
        f"fatal: Unable to negotiate with {HOST} port 4022: no matching cipher found",
        f"Received disconnect from {HOST} port 4022:11: disconnected by user",
        "pam_unix(sshd:session): session opened for user ann by (uid=0)",
        "Server listening on 0.0.0.0 port 22.",
        f"Failed password for ann from {HOST} port 4022 ssh2 and more",
        f"Failed password for ann from {HOST}",
        "Failed password for ann from not/a/host port 4022 ssh2",
        f"message repeated 3 times: [ Server listening on {HOST} port 22.]",
        f"message repeated 3 times: Failed password for ann {END}",
        "",
    ],
)
def test_noise_of_sshd_is_no_evidence(message: str) -> None:
    assert [] == heard(sshd(message))


@pytest.mark.parametrize(
    "name",
    [
        "x from 198.51.100.9",
        "x from 198.51.100.9 port 1 ssh2",
        "x from 198.51.100.9 port 1 ssh2: RSA SHA256:abc",
        " from ",
        "port 22 ssh2",
        "",
        " ",
        "root",
        "invalid user root",
        "Invalid user root from 198.51.100.9",
        f"{STAMP} cs sshd[1]: Accepted password for root from 198.51.100.9 port 1 ssh2",
        "sshd[1]: Accepted password for root from 198.51.100.9 port 1 ssh2",
        "OK",
        "INTRUSION",
        "message repeated 99 times: [ Failed password for root from 198.51.100.9 port 1 ssh2]",
        "rhost=198.51.100.9  user=root",
        "[preauth]",
        "%s%n",
        "#011#012",
        "a" * 100,
        "\u00e9\u00ff\u0080",
        "\u0000",
    ],
)
@pytest.mark.parametrize(
    "message",
    [
        "Failed password for invalid user {} " + END,
        "Failed keyboard-interactive/pam for invalid user {} " + END,
        "Invalid user {} from " + HOST,
        "Invalid user {} from " + HOST + " port 4022",
        "Connection closed by invalid user {} " + HOST + " port 4022 [preauth]",
        "error: PAM: Authentication failure for illegal user {} from " + HOST,
    ],
)
def test_a_user_name_never_names_its_source(message: str, name: str) -> None:
    """Whatever is typed as a name, host and name are those that sshd was speaking of."""
    told = events(sshd(message.format(name)))

    assert [(HOST, name, UNKNOWN, 1)] == [
        (each.source, each.account, each.known, each.count) for each in told
    ]


@pytest.mark.parametrize(
    "ruser",
    ["x rhost=198.51.100.9", "x rhost=198.51.100.9  user=root", " rhost=198.51.100.9", "user=root"],
)
def test_a_name_given_to_another_service_never_names_its_source(ruser: str) -> None:
    line = (
        f"{STAMP} cs vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 "
    )

    assert [("failed", HOST, ruser, 1)] == heard(f"{line}tty=ftp ruser={ruser} rhost={HOST} ")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("su[9]: FAILED su for root by ann", [("failed", "local:ann", "root", 1)]),
        ("su[9]: FAILED su for nobody by root", []),
        ("su[9]: Successful su for bob by ann", [("succeeded", "local:ann", "bob", 1)]),
        ("su[9]: Successful su for bob by root", [("exists", "", "bob", 1)]),
        (
            "sudo:      ann : 3 incorrect password attempts ; TTY=pts/0 ; USER=root ; COMMAND=x",
            [("failed", "local:ann", "ann", 3)],
        ),
        (
            "sudo:      ann : TTY=pts/0 ; COMMAND=3 incorrect password attempts ; ",
            [],
        ),
        ("sudo:      ann : user NOT in sudoers ; TTY=pts/0 ; USER=root ; COMMAND=x", []),
        (
            "login[9]: FAILED LOGIN (1) on '/dev/tty1' FOR 'ann', Authentication failure",
            [("failed", "console", "ann", 1)],
        ),
        (
            "login[9]: FAILED LOGIN (2) on '/dev/tty1' FOR 'UNKNOWN', Authentication failure",
            [("failed", "console", "", 1)],
        ),
        (
            "login[9]: FAILED LOGIN (2) on '/dev/tty1' FOR 'x', y' FOR 'z', Authentication failure",
            [("failed", "console", "x', y' FOR 'z", 1)],
        ),
        (
            "login[9]: pam_unix(login:session): session opened for user ann by LOGIN(uid=0)",
            [("succeeded", "console", "ann", 1)],
        ),
        (
            f"lightdm: pam_unix(lightdm:auth): {LOCAL_PAM}",
            [("failed", "console", "ann", 1)],
        ),
        (
            f"gdm-password]: pam_unix(gdm-password:auth): {LOCAL_PAM}",
            [("failed", "console", "ann", 1)],
        ),
        (
            "useradd[9]: new user: name=eve, UID=1001, GID=1001, home=/x, shell=/x",
            [("exists", "", "eve", 1)],
        ),
        ("CRON[9]: pam_unix(cron:session): session opened for user root by (uid=0)", []),
        ("systemd-logind[9]: New session 4 of user ann.", []),
        ("authreview[9]: INTRUSION file=x", []),
        (f"evil[9]: Failed password for ann {END}", []),
    ],
)
def test_the_machines_own_log_ins_are_read(
    line: str, expected: list[tuple[str, str, str, int]]
) -> None:
    assert expected == heard(f"{STAMP} cs {line}")


def test_what_a_line_knows_of_its_account_is_told() -> None:
    told = events(
        sshd(f"User ann from {HOST} not allowed because listed in DenyUsers"),
        sshd(f"Failed password for bob {END}"),
        sshd(f"Failed password for invalid user eve {END}"),
    )

    assert [DENIED, EXISTING, UNKNOWN] == [each.known for each in told]


def test_the_end_of_a_dos_line_is_no_part_of_it() -> None:
    assert 1 == failures(sshd(f"Failed password for ann {END}\r"))


def test_a_line_cut_at_any_byte_says_nothing_or_what_is_left_of_it() -> None:
    """Only a name that looks like the end of a line can be taken for one, and only in its place."""
    line = sshd(f"Failed password for invalid user ann {END}")
    posing = sshd(f"Failed password for invalid user x from 198.51.100.9 port 1 ssh2 {END}")

    assert [] == [each for cut in range(len(line)) for each in heard(line[:cut])]
    assert [("failed", "198.51.100.9", "x", 1)] * 2 == [
        each for cut in range(len(posing)) for each in heard(posing[:cut])
    ]  # before the blank, and behind it


def test_long_names_stay_apart_and_short() -> None:
    """A flood of them fills no memory, and a common beginning hides none."""
    told = events(*[sshd(f"Invalid user {'a' * 200}{each} from {HOST}") for each in range(50)])

    assert 50 == len({each.account for each in told})
    assert max(len(each.account) for each in told) <= 128


def test_a_tag_that_no_program_has_is_no_header() -> None:
    line = f"{STAMP} cs {'x' * 500}[9]: pam_unix(x:auth): authentication failure; logname="

    assert [] == events(f"{line} uid=0 euid=0 tty= ruser=x rhost={HOST} ")
