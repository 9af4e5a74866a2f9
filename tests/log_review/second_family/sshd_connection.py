"""One connection to OpenSSH 7.2p2, from its first line to its last."""

from dataclasses import dataclass

from tests.log_review.second_family.written_lines import (
    MAX_AUTH_TRIES,
    MAX_RETRIES_OF_PAM,
    Log,
    Source,
)


@dataclass(frozen=True)
class Connection:
    """What happens in it: wrong passwords first, then perhaps a log-in."""

    at: float
    source: Source
    user: str
    wrong: int = 0
    accepted: str = ""  # "password" or "publickey": it ends in a session
    exists: bool = True
    denied: bool = False  # exists, and AllowUsers does not name it
    stay: float = 600.0
    gap: tuple[float, float] = (1.5, 4.0)  # seconds between two passwords
    leaves: str = "closed"  # or "bye", "reset"


def connect(log: Log, made: Connection) -> float:
    """Write the lines of a connection; answers when its part before the session ended."""
    chance = log.chance
    pid, port = log.pid(), chance.randint(1_025, 65_500)
    tag, address = f"sshd[{pid}]", made.source.address
    at = made.at
    rhost = address
    if log.looks_names_up and made.source.name:
        if made.source.name_is_false:
            log.add(
                at,
                tag,
                f"reverse mapping checking getaddrinfo for {made.source.name} [{address}]"
                " failed - POSSIBLE BREAK-IN ATTEMPT!",
            )
        else:
            rhost = made.source.name
    known = made.exists and not made.denied
    if made.denied:
        log.add(
            at,
            tag,
            f"User {made.user} from {address} not allowed because not listed in AllowUsers",
        )
    elif not made.exists:
        log.add(at, tag, f"Invalid user {made.user} from {address}")
    if not known:
        log.add(at, tag, f"input_userauth_request: invalid user {made.user} [preauth]")
    whom = made.user if known else f"invalid user {made.user}"
    pam_user = f"  user={made.user}" if made.exists else ""
    pam = f"logname= uid=0 euid=0 tty=ssh ruser= rhost={rhost}{pam_user}"
    by_keyboard = log.asks_by_keyboard
    # PAM's own lines come from a child where PAM asks, and from sshd where sshd does.
    pam_tag = f"sshd[{log.pid()}]" if by_keyboard else tag
    wrong = min(made.wrong, MAX_AUTH_TRIES)
    for number in range(wrong):
        if not made.exists:
            log.add(at, pam_tag, "pam_unix(sshd:auth): check pass; user unknown")
        if number == 0 or by_keyboard:
            log.add(at, pam_tag, f"pam_unix(sshd:auth): authentication failure; {pam}")
        at += chance.uniform(1.2, 2.4)
        if by_keyboard:
            why = "Authentication failure for"
            if not made.exists:
                why = "User not known to the underlying authentication module for illegal user"
            elif made.denied:
                why = "Authentication failure for illegal user"
            log.add(at, tag, f"error: PAM: {why} {made.user} from {rhost}")
            # Half of MaxAuthTries is passed over in silence for a name that may log in.
            if number >= MAX_AUTH_TRIES // 2 or not known:
                log.add(
                    at,
                    tag,
                    f"Failed keyboard-interactive/pam for {whom} from {address} port {port} ssh2",
                )
        else:
            log.add(at, tag, f"Failed password for {whom} from {address} port {port} ssh2")
        if number + 1 < wrong or made.accepted:
            at += chance.uniform(*made.gap)
    if made.accepted and known:
        return _session(log, made, at, pid, port)
    if wrong == MAX_AUTH_TRIES:
        log.add(
            at,
            tag,
            f"error: maximum authentication attempts exceeded for {whom}"
            f" from {address} port {port} ssh2 [preauth]",
        )
        log.add(at, tag, "Disconnecting: Too many authentication failures [preauth]")
    else:
        at += chance.uniform(0.1, 1.5)
        _leave(log, made.leaves, at, tag, address, port)
    if wrong > 1 and not by_keyboard:
        plural = "s" if wrong > 2 else ""
        log.add(at, tag, f"PAM {wrong - 1} more authentication failure{plural}; {pam}")
        if wrong > MAX_RETRIES_OF_PAM:
            log.add(
                at, tag, f"PAM service(sshd) ignoring max retries; {wrong} > {MAX_RETRIES_OF_PAM}"
            )
    return at


def _leave(log: Log, how: str, at: float, tag: str, address: str, port: int) -> None:
    if how == "bye":
        log.add(at, tag, f"Received disconnect from {address} port {port}:11: Bye Bye [preauth]")
        log.add(at, tag, f"Disconnected from {address} port {port} [preauth]")
    elif how == "reset":
        log.add(at, tag, f"Connection reset by {address} port {port} [preauth]")
    else:
        log.add(at, tag, f"Connection closed by {address} port {port} [preauth]")


def _session(log: Log, made: Connection, at: float, pid: str, port: int) -> float:
    address, tag = made.source.address, f"sshd[{pid}]"
    by = made.accepted
    if by == "password" and log.asks_by_keyboard:
        by = "keyboard-interactive/pam"
    key = ": RSA SHA256:" + f"{abs(hash_of(made.user)):043d}"[:43] if by == "publickey" else ""
    log.add(at, tag, f"Accepted {by} for {made.user} from {address} port {port} ssh2{key}")
    log.add(at, tag, f"pam_unix(sshd:session): session opened for user {made.user} by (uid=0)")
    log.session += 1
    session = log.session
    log.add(at, "systemd-logind[1107]", f"New session {session} of user {made.user}.")
    gone, child = at + made.stay, f"sshd[{log.pid()}]"
    log.add(gone, child, f"Received disconnect from {address} port {port}:11: disconnected by user")
    log.add(gone, child, f"Disconnected from {address} port {port}")
    log.add(gone, tag, f"pam_unix(sshd:session): session closed for user {made.user}")
    log.add(gone, "systemd-logind[1107]", f"Removed session {session}.")
    return at


def hash_of(text: str) -> int:
    """A number that stays the same from run to run, for a key's fingerprint."""
    value = 7
    for letter in text:
        value = value * 1_000_003 + ord(letter)
    return value


def probe(log: Log, at: float, source: Source, how: int) -> None:
    """Write what somebody leaves who connects and guesses nothing."""
    chance, address = log.chance, source.address
    tag, port = f"sshd[{log.pid()}]", chance.randint(1_025, 65_500)
    texts = (
        f"Did not receive identification string from {address}",
        f"Bad protocol version identification 'GET / HTTP/1.1' from {address} port {port}",
        f"Connection closed by {address} port {port} [preauth]",
        f"Received disconnect from {address} port {port}:11:  [preauth]",
        (
            f"fatal: Unable to negotiate with {address} port {port}: no matching key exchange"
            " method found. Their offer: diffie-hellman-group1-sha1 [preauth]"
        ),
        f"Bad protocol version identification '\\003' from {address} port {port}",
    )
    log.add(at, tag, texts[how % len(texts)])
