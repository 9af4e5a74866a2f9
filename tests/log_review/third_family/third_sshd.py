"""What OpenSSH 7.2p2 with PAM writes into auth.log for one connection.

LogLevel is INFO: a failed key of an existing account is written from the third failure on only
(auth.c, auth_log: MaxAuthTries / 2), a failed password always. The lines after a success come from
the session's own, unprivileged process.
"""

from random import Random

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_site import Site
from tests.log_review.third_family.third_tape import NO_PROCESS, Tape

KEY_KINDS = ("RSA", "ECDSA", "ED25519")
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
PAM = "logname= uid=0 euid=0 tty=ssh ruser= rhost="


class Sshd:
    """The server of a site, which writes on a tape."""

    def __init__(self, tape: Tape, site: Site, chance: Random) -> None:
        """tape: where the lines go; chance: of these connections only."""
        self.tape, self.site, self.chance = tape, site, chance
        self.logind = tape.process(-100000.0)
        self.boots: list[float] = []
        self.keys: dict[str, str] = {}

    def connection(
        self,
        time_s: float,
        address: str,
        name: str,
        wrong: int,
        *,
        accepted: str = "",
        session_s: float = 0.0,
        pace_s: tuple[float, float] = (2.0, 9.0),
        ending: str = "closed",
        empty: int = 0,
        bad_keys: int = 0,
    ) -> list[float]:
        """One connection: wrong passwords, then perhaps a success. Returns the failures' times.

        accepted: the method, or "" for none. ending: closed, bye or reset. empty: Return alone,
        which sshd calls "none". bad_keys: keys that are refused first.
        """
        tape, chance, port = self.tape, self.chance, 1024 + int(self.chance.random() * 64000)
        process = tape.process(time_s)
        peer = f"{address} port {port}"
        known = self.site.is_allowed(name)
        marked = name if known else f"invalid user {name}"
        if not known:
            self._unknown(time_s, process, address, name)
            if accepted == "password":  # the right one fails too
                wrong += 1
            accepted = ""
        failures: list[float] = []
        now, first = time_s, True
        for key in range(bad_keys):
            now += 0.05
            if not known or key >= rates.TRIES_A_CONNECTION_MAX // 2:
                said = f"Failed publickey for {marked} from {peer} ssh2: {self._key()}"
                tape.say(now, process, "sshd", said)
        for _ in range(empty):
            now += chance.uniform(*pace_s)
            if not known:
                tape.say(now, process, "sshd", f"Failed none for {marked} from {peer} ssh2")
        for _ in range(wrong):
            now += chance.uniform(*pace_s)
            if self.site.challenge:
                now = self._challenge_fails(now, process, address, port, name, len(failures))
            else:
                now = self._password_fails(now, process, peer, name, first=first)
            failures.append(now)
            first = False
        if bad_keys + empty + wrong >= rates.TRIES_A_CONNECTION_MAX:
            said = f"error: maximum authentication attempts exceeded for {marked} from {peer} ssh2"
            tape.say(now + 0.01, process, "sshd", said + " [preauth]")
            said = "Disconnecting: Too many authentication failures [preauth]"
            tape.say(now + 0.02, process, "sshd", said)
        elif accepted:
            typing_s = 0.3 if accepted == "publickey" else chance.uniform(2, 6)
            self._accepted(now + typing_s, process, peer, name, accepted, session_s)
        else:
            self._ends(now + chance.uniform(0.2, 3), process, peer, ending)
        if wrong > 1 and not accepted and not self.site.challenge:  # a success clears the count
            self._summary(now + 3.1, process, address, name, wrong)
        return failures

    def silent(self, time_s: float, address: str, message: str) -> None:
        """A connection that never names anybody; {host} and {port} are filled in."""
        port = 1024 + int(self.chance.random() * 64000)
        said = message.format(host=address, port=port)
        self.tape.say(time_s, self.tape.process(time_s), "sshd", said)

    def _unknown(self, now: float, process: int, address: str, name: str) -> None:
        if self.site.exists(name):
            why = "not allowed because not listed in AllowUsers"
            said = f"User {name} from {self.site.host_name(address)} {why}"
        else:
            said = f"Invalid user {name} from {address}"
        self.tape.say(now, process, "sshd", said)
        said = f"input_userauth_request: invalid user {name} [preauth]"
        self.tape.say(now, process, "sshd", said)

    def _pam_fails(self, now: float, process: int, address: str, name: str, *, first: bool) -> None:
        exists = self.site.exists(name)
        if not exists:
            self.tape.say(now, process, "sshd", "pam_unix(sshd:auth): check pass; user unknown")
        if first:
            user = f" user={name}" if exists else ""
            said = f"pam_unix(sshd:auth): authentication failure; {PAM}"
            rhost = self.site.host_name(address)
            self.tape.say(now, process, "sshd", f"{said}{rhost} {user}")

    def _password_fails(
        self, now: float, process: int, peer: str, name: str, *, first: bool
    ) -> float:
        self._pam_fails(now, process, peer.split(" ", maxsplit=1)[0], name, first=first)
        now += self.chance.uniform(*rates.FAIL_DELAY_S)
        marked = name if self.site.is_allowed(name) else f"invalid user {name}"
        self.tape.say(now, process, "sshd", f"Failed password for {marked} from {peer} ssh2")
        return now

    def _challenge_fails(
        self, now: float, process: int, address: str, port: int, name: str, before: int
    ) -> float:
        """PAM asks in a child with a number of its own, for each prompt anew."""
        site, say = self.site, self.tape.say
        known, peer = site.is_allowed(name), f"{address} port {port}"
        if not known:
            said = f"Postponed keyboard-interactive for invalid user {name} from {peer} ssh2"
            say(now, process, "sshd", said + " [preauth]")
        self._pam_fails(now, self.tape.process(now), address, name, first=True)
        now += self.chance.uniform(*rates.FAIL_DELAY_S)
        if site.exists(name):
            why = "Authentication failure"
        else:
            why = "User not known to the underlying authentication module"
        marked = name if known else f"illegal user {name}"
        said = f"error: PAM: {why} for {marked} from {site.host_name(address)}"
        say(now, process, "sshd", said)
        if not known or before + 1 >= rates.TRIES_A_CONNECTION_MAX // 2:
            marked = name if known else f"invalid user {name}"
            said = f"Failed keyboard-interactive/pam for {marked} from {peer} ssh2"
            say(now, process, "sshd", said)
        return now

    def _summary(self, now: float, process: int, address: str, name: str, wrong: int) -> None:
        user = f"  user={name}" if self.site.exists(name) else " "
        failures = "failure" if wrong == 2 else "failures"
        said = f"PAM {wrong - 1} more authentication {failures}; {PAM}"
        self.tape.say(now, process, "sshd", f"{said}{self.site.host_name(address)}{user}")
        if wrong > rates.PAM_RETRIES:
            said = f"PAM service(sshd) ignoring max retries; {wrong} > {rates.PAM_RETRIES}"
            self.tape.say(now, process, "sshd", said)

    def _ends(self, now: float, process: int, peer: str, ending: str) -> None:
        say = self.tape.say
        if ending == "bye":
            say(now, process, "sshd", f"Received disconnect from {peer}:11: Bye Bye [preauth]")
            say(now, process, "sshd", f"Disconnected from {peer} [preauth]")
        elif ending == "reset":
            say(now, process, "sshd", f"Connection reset by {peer} [preauth]")
        else:
            say(now, process, "sshd", f"Connection closed by {peer} [preauth]")

    def _accepted(
        self, now: float, process: int, peer: str, name: str, method: str, session_s: float
    ) -> None:
        say = self.tape.say
        if method == "password" and self.site.challenge:
            method = "keyboard-interactive/pam"
        if method == "publickey" and name not in self.keys:
            self.keys[name] = self._key()
        key = f": {self.keys[name]}" if method == "publickey" else ""
        say(now, process, "sshd", f"Accepted {method} for {name} from {peer} ssh2{key}")
        said = f"pam_unix(sshd:session): session opened for user {name} by (uid=0)"
        say(now + 0.01, process, "sshd", said)
        number = 100 + int(now / 5)
        said = f"New session {number} of user {name}."
        say(now + 0.02, self.logind, "systemd-logind", said)
        if number % 3:
            said = f"pam_unix(systemd-user:session): session opened for user {name} by (uid=0)"
            say(now + 0.03, NO_PROCESS, "systemd", said)
        end = now + session_s
        if any(now < boot < end for boot in self.boots):
            return
        own = self.tape.process(now + 0.2)
        say(end, own, "sshd", f"Received disconnect from {peer}:11: disconnected by user")
        say(end, own, "sshd", f"Disconnected from {peer}")
        said = f"pam_unix(sshd:session): session closed for user {name}"
        say(end + 0.01, process, "sshd", said)
        say(end + 0.02, self.logind, "systemd-logind", f"Removed session {number}.")

    def _key(self) -> str:
        letters = "".join(self.chance.choices(BASE64, k=43))
        return f"{self.chance.choice(KEY_KINDS)} SHA256:{letters}"
