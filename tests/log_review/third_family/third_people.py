"""What honest people do in a week: they log in, mistype, forget, and take the wrong name."""

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_scene import DAY_HOURS, OFFICE_HOURS, Scene
from tests.log_review.third_family.third_site import Person

WRONG_IN_A_ROW_MAX = 9
SESSION_MEDIAN_S = 1500.0  # judged: 25 minutes, now and then a day


def people_log_in(scene: Scene) -> None:
    """Every person's ordinary sessions, and the week's forgotten passwords."""
    for person in scene.site.people:
        if person.name in scene.site.denied:
            _denied(scene, person)
            continue
        hours = DAY_HOURS if person.role in {"student", "graduate"} else OFFICE_HOURS
        names = list(rates.PLACES[person.role])
        weights = [
            weight * (scene.travel_times if place == "travel" else 1.0)
            for place, weight in rates.PLACES[person.role].items()
        ]
        for day in range(8):
            for _ in range(_sessions(scene, person, day)):
                moment = scene.moment(day, hours)
                if 0 <= moment < scene.clock.length_s:
                    place = scene.chance.choices(names, weights)[0]
                    one_log_in(scene, person, moment, place, day)
        if scene.happens(scene.slip(rates.FORGOTTEN_A_WEEK)):
            forgotten(scene, person, scene.any_moment(hours))


def one_log_in(
    scene: Scene, person: Person, time_s: float, place: str, day: int, typo_times: float = 1.0
) -> None:
    """A person comes to a prompt, by hand, by a saved password or by a key."""
    chance, sshd = scene.chance, scene.sshd
    address = scene.address(person, place, day)
    session_s = chance.lognormvariate(0, 1.3) * SESSION_MEDIAN_S
    name = person.name
    if person.has_key and place not in {"lab", "mobile"} and scene.happens(rates.KEY_USED):
        sshd.connection(time_s, address, name, 0, accepted="publickey", session_s=session_s)
        return
    if person.saves_password and place != "lab":
        sshd.connection(time_s, address, name, 0, accepted="password", session_s=session_s)
        return
    if person.many_keys and scene.happens(rates.MANY_KEYS_OFFERED):
        sshd.connection(time_s, address, name, 0, bad_keys=rates.TRIES_A_CONNECTION_MAX)
        time_s += 20
    if scene.happens(scene.slip(rates.WRONG_NAME)):
        time_s = wrong_name(scene, person, time_s, address)
    if scene.happens(rates.ABANDONED):
        sshd.connection(time_s, address, name, 0)
        return
    wrong = wrong_passwords(scene, person, place, typo_times)
    empty = 1 if scene.happens(scene.slip(rates.EMPTY_RETURN)) else 0
    gave_up = bool(wrong) and scene.happens(rates.GAVE_UP)
    most = person.prompts_max - empty
    while wrong >= most or (gave_up and wrong):  # the client hangs up, and is started again
        part = min(wrong, most)
        sshd.connection(time_s, address, name, part, empty=empty)
        wrong, empty, most = wrong - part, 0, person.prompts_max
        time_s += part * 8 + chance.uniform(5, 40)
    if not gave_up:
        sshd.connection(
            time_s, address, name, wrong, empty=empty, accepted="password", session_s=session_s
        )


def wrong_passwords(scene: Scene, person: Person, place: str, typo_times: float = 1.0) -> int:
    """How many wrong passwords come before the right one."""
    typo = person.typo * typo_times
    if place == "mobile":
        typo *= rates.TYPO_PHONE_TIMES
    wrong = 0
    if scene.happens(scene.slip(typo)):
        wrong = 1
        while wrong < WRONG_IN_A_ROW_MAX and scene.happens(rates.TYPO_AGAIN):
            wrong += 1
    if scene.happens(scene.slip(rates.OTHER_PASSWORD)):
        wrong += scene.chance.randint(1, 3)
    return min(wrong, WRONG_IN_A_ROW_MAX)


def wrong_name(scene: Scene, person: Person, time_s: float, address: str) -> float:
    """Somebody takes a wrong name for their own; returns when they try again."""
    chance = scene.chance
    if scene.happens(rates.NEIGHBOUR_NAME):
        name = chance.choice(scene.site.people).name
    else:
        short = person.name.rstrip("0123456789")
        name = chance.choice(
            [
                person.first,
                person.name.capitalize(),
                person.first.capitalize() + person.last.capitalize(),
                f"{person.name}@{scene.site.domain}",
                f"{person.first}.{person.last}",
                person.name[:-1],
                person.name[:2] + person.name[1:],
                short + str(chance.randrange(2, 9)),
                "student",
                "user",
            ]
        )
    typed = scene.happens(rates.WRONG_NAME_TYPED)
    tries = chance.choice((1, 1, 2, 3)) if typed else 0
    scene.sshd.connection(time_s, address, name, tries)
    return time_s + tries * 8 + chance.uniform(6, 60)


def forgotten(scene: Scene, person: Person, time_s: float) -> None:
    """Somebody does not know the password any more, tries what comes to mind, and asks."""
    chance = scene.chance
    place = chance.choice(list(rates.PLACES[person.role]))
    day = max(0, min(7, int(time_s // 86400)))
    address = scene.address(person, place, day)
    left = chance.randint(*rates.FORGOTTEN_TRIES)
    while left > 0:
        part = min(left, person.prompts_max)
        scene.sshd.connection(time_s, address, person.name, part, pace_s=(4, 25))
        left -= part
        time_s += part * 16 + chance.uniform(10, 600)
    if not scene.happens(rates.FORGOTTEN_REMEMBERED):
        time_s += chance.uniform(1800, 30000)
        scene.new_password(time_s, person)
        time_s += chance.uniform(60, 900)
    scene.sshd.connection(time_s, address, person.name, 0, accepted="password", session_s=900)


def stale(
    scene: Scene, person: Person, address: str, times: int, every_s: float, start_s: float
) -> None:
    """A saved password that is no longer right, sent by a machine until somebody notices."""
    for time in range(times):
        late = scene.chance.uniform(0, 3)
        moment = start_s + time * every_s + late
        scene.sshd.connection(moment, address, person.name, 1, pace_s=(0.1, 0.3))


def _denied(scene: Scene, person: Person) -> None:
    """Somebody with an account whom AllowUsers does not name types the right password, in vain."""
    time_s = scene.any_moment()
    for _ in range(scene.chance.randint(*rates.DENIED_TRIES)):
        tries = scene.chance.randint(1, rates.PROMPTS_MAX)
        scene.sshd.connection(time_s, person.homes[3], person.name, tries)
        time_s += scene.chance.uniform(60, 40000)


def _sessions(scene: Scene, person: Person, day: int) -> int:
    mean = rates.SESSIONS_A_DAY[person.role] * person.eagerness * scene.sessions_times
    if scene.weekday(day) >= 5:
        return scene.poisson(mean * rates.WEEKEND_SHARE)
    count = scene.poisson(mean)
    # The assignment: all of them commonly log in at least once a day.
    return count or int(scene.sessions_times >= 1 and scene.happens(0.85))
