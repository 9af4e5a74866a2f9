"""What sudo, su, login, cron and logind write beside sshd."""

from tests.log_review.second_family.written_lines import Log


def sudo(log: Log, at: float, user: str, wrong: int, *, may: bool = True) -> None:
    tty = f"pts/{log.chance.randint(0, 9)}"
    where = f"TTY={tty} ; PWD=/home/{user} ; USER=root ; COMMAND=/usr/bin/apt-get update"
    if wrong:
        log.add(
            at,
            "sudo",
            f"pam_unix(sudo:auth): authentication failure; logname={user} uid=1004 euid=0"
            f" tty=/dev/{tty} ruser={user} rhost=  user={user}",
        )
        plural = "s" if wrong > 1 else ""
        log.add(
            at + 4 * wrong,
            "sudo",
            f"{user:>8} : {wrong} incorrect password attempt{plural} ; {where}",
        )
    if not may:
        log.add(at + 4 * wrong, "sudo", f"{user:>8} : user NOT in sudoers ; {where}")
    elif wrong < 3:
        at += 4 * wrong + 1
        log.add(at, "sudo", f"{user:>8} : {where}")
        log.add(
            at, "sudo", f"pam_unix(sudo:session): session opened for user root by {user}(uid=0)"
        )
        log.add(at + 20, "sudo", "pam_unix(sudo:session): session closed for user root")


def su(log: Log, at: float, by: str, target: str, *, right: bool) -> None:
    tty, tag = f"/dev/pts/{log.chance.randint(0, 9)}", f"su[{log.pid()}]"
    if right:
        log.add(at, tag, f"Successful su for {target} by {by}")
        log.add(at, tag, f"+ {tty} {by}:{target}")
        log.add(
            at, tag, f"pam_unix(su:session): session opened for user {target} by {by}(uid=1009)"
        )
        log.add(at + 300, tag, f"pam_unix(su:session): session closed for user {target}")
        return
    log.add(
        at,
        tag,
        f"pam_unix(su:auth): authentication failure; logname={by} uid=1009 euid=0"
        f" tty={tty} ruser={by} rhost=  user={target}",
    )
    log.add(at + 2, tag, "pam_authenticate: Authentication failure")
    log.add(at + 2, tag, f"FAILED su for {target} by {by}")
    log.add(at + 2, tag, f"- {tty} {by}:{target}")


def console(
    log: Log, at: float, user: str, wrong: int, *, exists: bool = True, enters: bool
) -> None:
    tag = f"login[{log.pid()}]"
    whom = f"'{user}'" if exists else "'UNKNOWN'"
    for number in range(wrong):
        if not exists:
            log.add(at, tag, "pam_unix(login:auth): check pass; user unknown")
        name = f"  user={user}" if exists else ""
        log.add(
            at,
            tag,
            "pam_unix(login:auth): authentication failure; logname=LOGIN uid=0 euid=0"
            f" tty=/dev/tty1 ruser= rhost={name}",
        )
        at += 3
        log.add(
            at,
            tag,
            f"FAILED LOGIN ({number + 1}) on '/dev/tty1' FOR {whom}, Authentication failure",
        )
        at += 5
    if enters:
        log.add(at, tag, f"pam_unix(login:session): session opened for user {user} by LOGIN(uid=0)")
        log.add(at + 900, tag, f"pam_unix(login:session): session closed for user {user}")


def cron(log: Log, at: float, user: str = "root") -> None:
    tag = f"CRON[{log.pid()}]"
    log.add(at, tag, f"pam_unix(cron:session): session opened for user {user} by (uid=0)")
    log.add(at + 1, tag, f"pam_unix(cron:session): session closed for user {user}")


def new_account(log: Log, at: float, user: str, number: int) -> None:
    tag = f"useradd[{log.pid()}]"
    log.add(at, tag, f"new group: name={user}, GID={number}")
    log.add(
        at,
        tag,
        f"new user: name={user}, UID={number}, GID={number}, home=/home/{user}, shell=/bin/bash",
    )
    changed(log, at + 1, user, "chpasswd")


def changed(log: Log, at: float, user: str, by: str = "passwd") -> None:
    log.add(at, f"{by}[{log.pid()}]", f"pam_unix({by}:chauthtok): password changed for {user}")
