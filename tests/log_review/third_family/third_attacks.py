"""All kinds of attacks: what happens, in which kind of week, and how hard we thought it before."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.log_review.third_family import third_attacks_inside as inside
from tests.log_review.third_family import third_attacks_loud as loud
from tests.log_review.third_family import third_attacks_slow as slow
from tests.log_review.third_family.third_attacker import Attacker


@dataclass(frozen=True)
class Attack:
    """One kind. expected: loud, middling or hard, said before anything was judged."""

    happens: Callable[[Attacker], None]
    expected: str
    kind: str = "ordinary"
    factor: float = 1.0


ATTACKS: dict[str, Attack] = {
    "burst on root": Attack(loud.root_burst, "loud"),
    "dictionary of names": Attack(loud.dictionary, "loud"),
    "few names, many passwords": Attack(loud.deep, "loud"),
    "list of the site's people": Attack(loud.local_list, "loud"),
    "spray within an hour": Attack(loud.spray_fast, "loud"),
    "spray, one password a day": Attack(loud.spray_daily, "loud"),
    "botnet in a night": Attack(loud.botnet_loud, "loud"),
    "each ten seconds": Attack(loud.ten_seconds, "loud"),
    "list, and gets in": Attack(loud.burst_gets_in, "loud"),
    "names that look like lines": Attack(loud.injection, "loud"),
    "stuffing": Attack(loud.stuffing, "middling"),
    "stuffing, some are right": Attack(loud.stuffing_hits, "middling"),
    "one common bot": Attack(loud.common_bot, "middling"),
    "tail of last week's burst": Attack(loud.straddle_start, "middling"),
    "head of next week's burst": Attack(loud.straddle_end, "middling"),
    "mail server": Attack(loud.mail_guesses, "middling"),
    "Hail Mary": Attack(slow.hail_mary, "middling"),
    "botnet, the site's names": Attack(slow.botnet_local, "middling"),
    "slow, root": Attack(slow.slow_root, "middling"),
    "slow, root, many addresses": Attack(slow.slow_root_many, "middling"),
    "IPv6, one /64": Attack(slow.v6_same_64, "middling"),
    "IPv6, one /48": Attack(slow.v6_same_48, "middling"),
    "Tor, on the admins": Attack(slow.tor, "middling"),
    "New Year's night": Attack(slow.holiday_night, "middling", "year's end"),
    "VPN, one account": Attack(inside.vpn, "middling"),
    "su within an hour": Attack(inside.su_hour, "middling"),
    "console": Attack(inside.console_night, "middling"),
    "greeter": Attack(inside.greeter, "middling"),
    "three names and away": Attack(loud.taste, "hard"),
    "one account, all addresses": Attack(slow.one_account, "hard"),
    "one account, a try a day": Attack(slow.patient, "hard"),
    "one account each few hours": Attack(slow.slow_spray, "hard"),
    "slow, and gets in": Attack(slow.slow_success, "hard"),
    "like a stale script": Attack(slow.mimic, "hard"),
    "few, while many mistype": Attack(slow.decoy, "hard", "ordinary", 3.0),
    "behind the wireless": Attack(inside.wireless, "hard"),
    "a friend, three a night": Attack(inside.friend, "hard"),
    "su, a few a day": Attack(inside.su_slow, "hard"),
    "sudo, open terminal": Attack(inside.open_terminal, "hard"),
    "first-year class": Attack(inside.printed_passwords, "hard", "new term"),
    "keys alone, no password": Attack(loud.key_probe, "arguable"),
}
