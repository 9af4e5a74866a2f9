"""Attacks that come in a burst: one source or many, root or lists, within hours."""

from tests.log_review.third_family import third_settings as sizes
from tests.log_review.third_family.third_attacker import Attacker
from tests.log_review.third_family.third_site import world_address
from tests.log_review.third_family.third_words import COMMON, LISTED, TRAPS

HOUR_S = 3600.0


def root_burst(hand: Attacker) -> None:
    """One source, root alone, six tries in each connection."""
    address, tries = world_address(hand.chance), hand.powers(sizes.ROOT_BURST_TRIES)
    time_s = hand.start(tries * 4.0)
    for _ in range(tries // 6):
        hand.guess(time_s, address, "root", 6)
        time_s += hand.chance.uniform(15, 24)


def dictionary(hand: Attacker) -> None:
    """One source, a shared list of names, once each."""
    address, count = world_address(hand.chance), hand.powers(sizes.DICTIONARY_NAMES)
    time_s, first = hand.start(count * 5.0), hand.chance.randrange(60)
    for name in (LISTED[first:] + LISTED)[:count]:
        hand.guess(time_s, address, name)
        time_s += hand.chance.uniform(1.5, 5)


def deep(hand: Attacker) -> None:
    """A few names, many passwords each."""
    address = world_address(hand.chance)
    names = ["root", *hand.chance.sample(COMMON[:40], hand.between(sizes.DEEP_NAMES))]
    time_s = hand.start(3 * HOUR_S)
    for name in names:
        for _ in range(hand.between(sizes.DEEP_TRIES)):
            hand.guess(time_s, address, name)
            time_s += hand.chance.uniform(3, 6)


def local_list(hand: Attacker) -> None:
    """The college's pages name its people; some of the names guessed are wrong."""
    address, time_s = world_address(hand.chance), hand.start(2 * HOUR_S)
    for person in hand.share(sizes.LOCAL_LIST_SHARE):
        name = person.name if hand.chance.random() < 0.9 else f"{person.first}_{person.last}"
        hand.guess(time_s, address, name, hand.between(sizes.LOCAL_LIST_TRIES))
        time_s += hand.chance.uniform(8, 20)


def spray_fast(hand: Attacker) -> None:
    """One password for nearly everybody, in less than an hour."""
    address, time_s = world_address(hand.chance), hand.start(HOUR_S)
    for person in hand.share(sizes.SPRAY_FAST_SHARE):
        hand.guess(time_s, address, person.name)
        time_s += hand.chance.uniform(12, 36)


def spray_daily(hand: Attacker) -> None:
    """One password each day for most, each day from another address, over some hours."""
    people = hand.share(sizes.SPRAY_DAILY_SHARE)
    for day in range(hand.between(sizes.SPRAY_DAYS)):
        address, time_s = world_address(hand.chance), day * 86400 + hand.chance.uniform(0, 30000)
        for person in people:
            hand.guess(time_s, address, person.name)
            time_s += hand.chance.uniform(60, 300)


def stuffing(hand: Attacker, hits: int = 0) -> None:
    """Pairs of another site's leak: each account once, some names that are not here."""
    people = hand.locals(hand.between(sizes.STUFFING_ACCOUNTS))
    exits = [world_address(hand.chance) for _ in range(hand.between(sizes.STUFFING_ADDRESSES))]
    time_s = hand.start(2 * HOUR_S)
    for turn, person in enumerate(people):
        if hand.chance.random() < 0.3:
            hand.guess(time_s, hand.chance.choice(exits), f"{person.last}{person.first[:2]}99")
        accepted = "password" if turn < hits else ""
        wrong = 0 if accepted else 1
        hand.guess(time_s + 9, hand.chance.choice(exits), person.name, wrong, accepted=accepted)
        time_s += hand.chance.uniform(30, 240)


def stuffing_hits(hand: Attacker) -> None:
    """The same, and some of the pairs are right."""
    stuffing(hand, hand.between(sizes.STUFFING_HITS))


def common_bot(hand: Attacker) -> None:
    """What every address sees: one bot, root and admin, a minute."""
    address, time_s = world_address(hand.chance), hand.start()
    for turn in range(hand.between(sizes.BOT_TRIES)):
        hand.guess(time_s, address, ("root", "root", "admin")[turn % 3])
        time_s += hand.chance.uniform(2, 6)


def taste(hand: Attacker) -> None:
    """Three names once each, and away."""
    address, time_s = world_address(hand.chance), hand.start()
    for name in hand.chance.sample(COMMON[:20], hand.between(sizes.TASTE_NAMES)):
        hand.guess(time_s, address, name)
        time_s += hand.chance.uniform(2, 20)


def botnet_loud(hand: Attacker) -> None:
    """Hundreds of sources, a few tries each, within a night."""
    start_s = hand.start(10 * HOUR_S)
    names = ["root", *hand.chance.sample(COMMON, 30)]
    for _ in range(hand.between(sizes.BOTNET_LOUD_ADDRESSES)):
        address, time_s = world_address(hand.chance), start_s + hand.chance.uniform(0, 36000)
        name = hand.chance.choice((names[0], hand.chance.choice(names)))
        hand.guess(time_s, address, name, hand.between(sizes.BOTNET_LOUD_TRIES), ending="reset")


def ten_seconds(hand: Attacker) -> None:
    """A connection each ten seconds, from sources that take turns."""
    tries, time_s = hand.between(sizes.TEN_SECONDS_TRIES), hand.start(2 * HOUR_S)
    sources = [world_address(hand.chance) for _ in range(25)]
    for turn in range(tries):
        hand.guess(time_s, hand.chance.choice(sources), LISTED[(turn // 3) % len(LISTED)])
        time_s += 10


def burst_gets_in(hand: Attacker) -> None:
    """A list of real names, with a success in the middle."""
    address, people = world_address(hand.chance), hand.locals(hand.between(sizes.SUCCESS_LIST))
    time_s, lucky = (
        hand.start(2 * HOUR_S),
        round(len(people) * hand.chance.uniform(*sizes.SUCCESS_AFTER)),
    )
    for turn, person in enumerate(people):
        hand.guess(time_s, address, person.name, 3, accepted="password" if turn == lucky else "")
        time_s += hand.chance.uniform(15, 30)


def straddle_start(hand: Attacker) -> None:
    """A burst that began in last week's file; only its tail is in this one."""
    address, tries = world_address(hand.chance), hand.between(sizes.STRADDLE_TRIES)
    time_s = -300.0
    people = hand.locals(6)
    for turn in range(tries + 75):
        hand.guess(time_s, address, people[turn % 6].name if turn % 2 else "root")
        time_s += hand.chance.uniform(3.5, 4.5)
        if time_s > tries * 4:
            break


def straddle_end(hand: Attacker) -> None:
    """A burst that begins just before the file ends."""
    address, tries = world_address(hand.chance), hand.between(sizes.STRADDLE_TRIES)
    people, time_s = hand.locals(6), hand.end_s - tries * 4.5
    for turn in range(tries + 60):
        hand.guess(time_s, address, people[turn % 6].name if turn % 2 else "admin")
        time_s += hand.chance.uniform(4, 5)


def injection(hand: Attacker) -> None:
    """Names that look like lines, among a few real ones."""
    address, time_s = world_address(hand.chance), hand.start()
    people = hand.locals(5)
    for turn in range(hand.between(sizes.INJECTION_NAMES)):
        name = people[turn % 5].name if turn % 4 == 0 else hand.chance.choice(TRAPS)
        hand.guess(time_s, address, name, hand.chance.choice((1, 1, 3)))
        time_s += hand.chance.uniform(5, 20)


def key_probe(hand: Attacker) -> None:
    """Six keys for each name and no password: does the server answer differently?"""
    address, count = world_address(hand.chance), hand.between(sizes.KEY_PROBE_NAMES)
    names = [*(person.name for person in hand.locals(count // 4)), *COMMON]
    time_s = hand.start(2 * HOUR_S)
    for name in hand.chance.sample(names, min(count, len(names))):
        hand.probe(time_s, address, name, sizes.TRIES_A_CONNECTION_MAX)
        time_s += hand.chance.uniform(5, 40)


def mail_guesses(hand: Attacker) -> None:
    """Accounts guessed at the mail server, which asks the same PAM."""
    address, time_s = world_address(hand.chance), hand.start(3 * HOUR_S)
    for person in hand.locals(hand.between(sizes.MAIL_ACCOUNTS)):
        for _ in range(hand.between(sizes.MAIL_TRIES)):
            hand.mail(time_s, person.name, address)
            time_s += hand.chance.uniform(8, 30)
