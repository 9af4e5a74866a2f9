"""The kinds of honest weeks: what is set before people come, and what is added to their doings."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_machine import scan, stale_script
from tests.log_review.third_family.third_people import one_log_in, stale
from tests.log_review.third_family.third_scene import OFFICE_HOURS, Scene
from tests.log_review.third_family.third_site import (
    CAMPUS,
    Person,
    add_person,
    isp_address,
    world_address,
)
from tests.log_review.third_family.third_words import COMMON

ASTRAY_EVERY_S = 300


@dataclass(frozen=True)
class Kind:
    """One kind of week: the site's settings, and what happens in it besides."""

    settings: dict[str, bool] = field(default_factory=dict)
    happens: Callable[[Scene], None] | None = None


def _new_term(scene: Scene) -> None:
    """A first-year class: accounts on Monday, first log-ins in class from one room."""
    newcomers = newcomers_of(scene)
    class_s = scene.clock.seconds_into(_working_day(scene, 2), 10.2)
    _class_comes(scene, newcomers, class_s, 1.0, ("lab", "wifi")[scene.chance.randrange(2)])
    for person in newcomers:
        person.typo = max(person.typo, 0.08)
        for day in range(_working_day(scene, 2) + 1, 7):
            for _ in range(scene.poisson(3.5)):
                one_log_in(scene, person, scene.moment(day), "wifi", day)


def newcomers_of(scene: Scene) -> list[Person]:
    """New accounts, made on the first working day at eight."""
    newcomers: list[Person] = []
    moment = scene.clock.seconds_into(_working_day(scene, 1), 8)
    for _ in range(scene.chance.randint(*rates.NEW_ACCOUNTS)):
        person = add_person(scene.site, "student", scene.chance)
        person.has_key = person.saves_password = False
        newcomers.append(person)
        moment += 2
        number = 2000 + len(newcomers)
        said = f"new user: name={person.name}, UID={number}, GID={number}"
        said += f", home=/home/{person.name}, shell=/bin/bash"
        scene.tape.say(moment, scene.tape.process(moment), "useradd", said)
        said = f"pam_unix(chpasswd:chauthtok): password changed for {person.name}"
        scene.tape.say(moment + 1, scene.tape.process(moment + 1), "chpasswd", said)
    return newcomers


def _class_comes(
    scene: Scene, people: list[Person], start_s: float, first_s: float, place: str
) -> None:
    address = scene.chance.choice(scene.site.wifi)
    for person in people:
        moment = start_s + first_s + scene.chance.uniform(0, rates.CLASS_MINUTES * 60)
        seat = address if place == "wifi" else scene.address(person, place, 1)
        if scene.happens(scene.slip(rates.FIRST_LOGIN_WRONG_NAME)):
            scene.sshd.connection(moment, seat, person.first, scene.chance.randint(1, 3))
            moment += 40
        wrong = 0
        while wrong < rates.PROMPTS_MAX - 1 and scene.happens(scene.slip(rates.FIRST_LOGIN_TYPO)):
            wrong += 1
        scene.sshd.connection(moment, seat, person.name, wrong, accepted="password", session_s=3000)
        scene.password_changed(moment + 60, person)


def _classes(scene: Scene) -> None:
    """Each working day two classes log in at once through one wireless address."""
    for day in range(1, 7):
        for hour in (10.1, 14.1) if scene.weekday(day) < 5 else ():
            start_s = scene.clock.seconds_into(day, hour)
            address = scene.chance.choice(scene.site.wifi)
            students = [p for p in scene.site.people if p.role == "student"]
            for person in scene.chance.sample(students, 26):
                own_seat, person.seat = person.seat, address
                moment = start_s + scene.chance.uniform(0, rates.CLASS_MINUTES * 60)
                one_log_in(scene, person, moment, "seat", day)
                person.seat = own_seat


def _password_day(scene: Scene) -> None:
    for person in scene.site.people:
        moment = scene.clock.seconds_into(_working_day(scene, 2), scene.chance.uniform(9, 40))
        scene.password_changed(moment, person)
        day = int(moment // 86400) + 1
        if person.saves_password and scene.happens(rates.PASSWORD_DAY_STALE):
            times, every_s = scene.chance.randint(3, 25), scene.chance.choice((20, 300, 1800))
            stale(scene, person, person.homes[day], times, every_s, moment + 3600)
        for _ in range(scene.chance.randint(2, 4)):
            later = moment + scene.chance.uniform(600, 2 * 86400)
            one_log_in(scene, person, later, "wifi", day, rates.PASSWORD_DAY_TYPO_TIMES)


def _workshop(scene: Scene) -> None:
    """Guests with borrowed accounts, behind one address, for two afternoons."""
    address = isp_address(scene.chance)
    count = scene.chance.randint(*rates.WORKSHOP_GUESTS)
    guests = [f"guest{number:02d}" for number in range(1, count + 1)]
    scene.site.accounts.update(guests)
    for day in (_working_day(scene, 3), _working_day(scene, 4)):
        for guest in guests:
            start_s = scene.clock.seconds_into(day, 13 + scene.chance.random() / 3)
            wrong = 0
            while wrong < 2 and scene.happens(scene.slip(rates.FIRST_LOGIN_TYPO)):
                wrong += 1
            if scene.happens(scene.slip(rates.FIRST_LOGIN_WRONG_NAME)):
                scene.sshd.connection(start_s - 30, address, guest.replace("t0", "t"), 1)
            scene.sshd.connection(
                start_s, address, guest, wrong, accepted="password", session_s=9000
            )


def _stale_scripts(scene: Scene) -> None:
    for _ in range(scene.chance.randint(2, 3)):
        stale_script(scene)


def _mail(scene: Scene) -> None:
    """A mail server that asks the same PAM; phones and programs with old passwords."""
    for _ in range(scene.chance.randint(1, 3)):
        person, start_s = scene.chance.choice(scene.site.people), scene.any_moment()
        address = scene.chance.choice((person.homes[2], scene.chance.choice(scene.site.carrier)))
        every_s = scene.chance.choice((300, 900, 3600))
        for time in range(scene.chance.randint(10, 120)):
            mail_fails(scene, start_s + time * every_s, person.name, address)


def mail_fails(scene: Scene, time_s: float, name: str, address: str) -> None:
    """A wrong password at dovecot, as its PAM says it."""
    process, say = scene.tape.process(time_s), scene.tape.say
    if not scene.site.exists(name):
        say(time_s, process, "auth", "pam_unix(dovecot:auth): check pass; user unknown")
    user = f" user={name}" if scene.site.exists(name) else ""
    head = "pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot"
    say(time_s, process, "auth", f"{head} ruser={name} rhost={address} {user}")


def _left_member(scene: Scene) -> None:
    """A script of somebody whose account was removed goes on, with the password that was right."""
    person = add_person(scene.site, "graduate", scene.chance)
    scene.site.people.remove(person)
    scene.site.accounts.discard(person.name)
    start_s = scene.any_moment(OFFICE_HOURS)
    said = f"delete user '{person.name}'"
    scene.tape.say(start_s, scene.tape.process(start_s), "userdel", said)
    times, every_s = scene.chance.randint(10, 60), scene.chance.choice((1800, 3600))
    stale(scene, person, person.seat, times, every_s, start_s + 600)


def _monitor_astray(scene: Scene) -> None:
    """A monitor asks for an account that nobody made, with a key, every five minutes."""
    name = scene.chance.choice(("icinga", "zabbix", "checkmk"))
    for turn in range(int(scene.clock.length_s // ASTRAY_EVERY_S)):
        scene.sshd.connection(turn * ASTRAY_EVERY_S, f"{CAMPUS}.1.6", name, 0, bad_keys=1)


def _restarts(scene: Scene) -> None:
    for moment in scene.clock.restarts:
        say, process = scene.tape.say, scene.tape.process(moment + 70)
        say(moment - 1, scene.sshd.logind, "systemd-logind", "System is rebooting.")
        old = scene.tape.process(-5000.0)
        say(moment, old, "sshd", "Received signal 15; terminating.")
        say(moment + 70, process, "sshd", "Server listening on 0.0.0.0 port 22.")
        say(moment + 70, process, "sshd", "Server listening on :: port 22.")
        day = int(moment // 86400)
        for person in scene.chance.sample(scene.site.people, 25):
            later = moment + scene.chance.uniform(90, 900)
            one_log_in(scene, person, later, "wifi", day)


def _scan_storm(scene: Scene) -> None:
    """Many more scanners than ever, and none of them sends a password."""
    for day in range(8):
        for _ in range(scene.chance.randint(200, 700)):
            moment = scene.clock.seconds_into(day, scene.chance.uniform(0, 24))
            scan(scene, moment, world_address(scene.chance))
        for _ in range(scene.chance.randint(3, 15)):
            moment = scene.clock.seconds_into(day, scene.chance.uniform(0, 24))
            name = scene.chance.choice(COMMON[:30])
            address = world_address(scene.chance)
            scene.sshd.connection(moment, address, name, 0, ending="bye")


def _conference(scene: Scene) -> None:
    """Six people abroad, on phones and hotel networks."""
    people = scene.chance.sample(scene.site.people, 6)
    for person in people:
        for day in range(2, 7):
            for _ in range(scene.poisson(6)):
                moment, place = scene.moment(day), scene.chance.choice(("mobile", "travel"))
                one_log_in(scene, person, moment, place, day, 1.5)


def _working_day(scene: Scene, which: int) -> int:
    """The so-manieth working day that lies wholly within the week."""
    days = [day for day in range(1, 7) if scene.weekday(day) < 5]
    return days[min(which, len(days)) - 1]


KINDS: dict[str, Kind] = {
    "ordinary": Kind(),
    "new term": Kind(happens=_new_term),
    "exam week": Kind(),
    "holiday": Kind(),
    "summer": Kind(),
    "password day": Kind(happens=_password_day),
    "server moved": Kind(happens=_restarts),
    "restarts": Kind(happens=_restarts),
    "classes behind one address": Kind(happens=_classes),
    "workshop": Kind(happens=_workshop),
    "stale scripts": Kind(happens=_stale_scripts),
    "stale mail programs": Kind(happens=_mail),
    "a left member's script": Kind(happens=_left_member),
    "a monitor astray": Kind(happens=_monitor_astray),
    "scan storm": Kind(happens=_scan_storm),
    "conference": Kind(happens=_conference),
    "clock steps": Kind(),
    "spring change": Kind(),
    "autumn change": Kind(),
    "year's end": Kind(),
    "leap day": Kind(),
    "PAM challenge": Kind({"challenge": True}),
    "UseDNS": Kind({"use_dns": True}),
    "AllowUsers": Kind({"allow_users": True}),
    "no repeats": Kind({"repeats": False}),
}
