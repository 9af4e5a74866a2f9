"""What the machine itself says all week: cron, backups, monitors, scanners, sudo, su, console."""

from tests.log_review.third_family import third_settings as rates
from tests.log_review.third_family.third_people import stale
from tests.log_review.third_family.third_scene import OFFICE_HOURS, Scene
from tests.log_review.third_family.third_site import CAMPUS, world_address
from tests.log_review.third_family.third_tape import NO_PROCESS
from tests.log_review.third_family.third_words import BANNERS, COMMON

SCANS = (
    "Did not receive identification string from {host}",
    "Did not receive identification string from {host}",
    "Connection closed by {host} port {port} [preauth]",
    "Connection reset by {host} port {port} [preauth]",
    "Received disconnect from {host} port {port}:11: Bye Bye [preauth]",
    (
        "fatal: Unable to negotiate with {host} port {port}: no matching key exchange method found."
        " Their offer: diffie-hellman-group1-sha1 [preauth]"
    ),
    (
        "reverse mapping checking getaddrinfo for host.invalid.example [{host}] failed"
        " - POSSIBLE BREAK-IN ATTEMPT!"
    ),
    "banner",
)
SUDO_COMMANDS = ("/usr/bin/apt-get update", "/bin/systemctl restart apache2", "/bin/bash")


def machine_talks(scene: Scene) -> None:
    """Everything that no person's log-in brings about."""
    _cron(scene)
    _backups(scene)
    _scanners(scene)
    _roots(scene)
    _seats(scene)
    if scene.happens(rates.MONITOR_SHARE):
        _monitor(scene)
    if scene.happens(rates.STALE_SCRIPT_SHARE):
        stale_script(scene)


def stale_script(scene: Scene) -> None:
    """Somebody's job at home or in the laboratory sends an old password."""
    chance = scene.chance
    person = chance.choice(scene.site.people)
    address = chance.choice((person.homes[1], person.seat))
    times, every_s = chance.randint(*rates.STALE_TIMES), chance.choice((900, 1800, 3600))
    stale(scene, person, address, times, every_s, scene.any_moment())


def scan(scene: Scene, time_s: float, address: str) -> None:
    """A scanner that sends neither a name nor a password."""
    message = scene.chance.choice(SCANS)
    if message == "banner":
        banner = scene.chance.choice(BANNERS)
        message = f"Bad protocol version identification '{banner}' from {{host}} port {{port}}"
    scene.sshd.silent(time_s, address, message)


def _cron(scene: Scene) -> None:
    say, tape = scene.tape.say, scene.tape
    opened = "pam_unix(cron:session): session opened for user root by (uid=0)"
    closed = "pam_unix(cron:session): session closed for user root"
    for every_s in rates.CRON_EVERY_S:
        late_s = scene.chance.uniform(1, 2)
        for turn in range(int(scene.clock.length_s // every_s) + 1):
            moment = turn * every_s + late_s
            process = tape.process(moment)
            say(moment, process, "CRON", opened)
            say(moment + 0.4, process, "CRON", closed)


def _backups(scene: Scene) -> None:
    for day in range(8):
        for hour in rates.BACKUP_HOURS:
            moment = scene.clock.seconds_into(day, hour + 0.25)
            address = f"{CAMPUS}.1.9"
            scene.sshd.connection(moment, address, "bkup", 0, accepted="publickey", session_s=840)


def _monitor(scene: Scene) -> None:
    for turn in range(int(scene.clock.length_s // rates.MONITOR_EVERY_S)):
        moment = turn * rates.MONITOR_EVERY_S + 41
        scene.sshd.silent(moment, f"{CAMPUS}.1.5", SCANS[2])


def _scanners(scene: Scene) -> None:
    chance = scene.chance
    for day in range(8):
        for _ in range(chance.randint(*rates.SCANS_A_DAY)):
            scan(scene, scene.clock.seconds_into(day, chance.uniform(0, 24)), world_address(chance))
        for _ in range(chance.randint(*rates.NAMED_SCANS_A_DAY)):
            moment = scene.clock.seconds_into(day, chance.uniform(0, 24))
            name = chance.choice(("", "", "", *COMMON[:8]))
            scene.sshd.connection(moment, world_address(chance), name, 0, ending="bye")


def _roots(scene: Scene) -> None:
    """sudo by those who may and by one who may not, su to root."""
    for _ in range(scene.poisson(40)):
        admin = scene.happens(0.8)
        who = scene.admin().name if admin else scene.chance.choice(scene.site.people).name
        moment, where = scene.any_moment(OFFICE_HOURS), f"TTY=pts/1 ; PWD=/home/{who}"
        command = f"{where} ; USER=root ; COMMAND={scene.chance.choice(SUDO_COMMANDS)}"
        if scene.happens(scene.slip(rates.SUDO_WRONG)):
            sudo_wrong(scene, moment - 8, who, scene.chance.choice((1, 1, 2, 3)), command)
        if not admin:
            said = f"{who:>8} : user NOT in sudoers ; {command}"
            scene.tape.say(moment, NO_PROCESS, "sudo", said)
            continue
        scene.tape.say(moment, NO_PROCESS, "sudo", f"{who:>8} : {command}")
        said = f"pam_unix(sudo:session): session opened for user root by {who}(uid=0)"
        scene.tape.say(moment + 0.1, NO_PROCESS, "sudo", said)
        said = "pam_unix(sudo:session): session closed for user root"
        scene.tape.say(moment + 6, NO_PROCESS, "sudo", said)
    for _ in range(scene.poisson(8)):
        moment, who = scene.any_moment(OFFICE_HOURS), scene.admin().name
        if scene.happens(scene.slip(rates.SU_WRONG)):
            su(scene, moment - 9, who, "root", right=False)
        su(scene, moment, who, "root", right=True)


def sudo_wrong(scene: Scene, time_s: float, who: str, tries: int, command: str) -> None:
    """Wrong passwords of one call of sudo (at most three), and its own summing up."""
    head = f"pam_unix(sudo:auth): authentication failure; logname={who} uid=1004 euid=0"
    said = f"{head} tty=/dev/pts/1 ruser={who} rhost=  user={who}"
    scene.tape.say(time_s, NO_PROCESS, "sudo", said)
    attempts = "attempt" if tries == 1 else "attempts"
    said = f"{who:>8} : {tries} incorrect password {attempts} ; {command}"
    scene.tape.say(time_s + tries * 3, NO_PROCESS, "sudo", said)


def su(scene: Scene, time_s: float, who: str, target: str, *, right: bool) -> None:
    """One call of su."""
    process, say = scene.tape.process(time_s), scene.tape.say
    if right:
        say(time_s, process, "su", f"Successful su for {target} by {who}")
        say(time_s, process, "su", f"+ /dev/pts/2 {who}:{target}")
        said = f"pam_unix(su:session): session opened for user {target} by {who}(uid=1004)"
        say(time_s + 0.1, process, "su", said)
        said = f"pam_unix(su:session): session closed for user {target}"
        say(time_s + 300, process, "su", said)
        return
    head = f"pam_unix(su:auth): authentication failure; logname={who} uid=1004 euid=0"
    said = f"{head} tty=/dev/pts/2 ruser={who} rhost=  user={target}"
    say(time_s, process, "su", said)
    say(time_s + 2, process, "su", "pam_authenticate: Authentication failure")
    say(time_s + 2, process, "su", f"FAILED su for {target} by {who}")
    say(time_s + 2, process, "su", f"- /dev/pts/2 {who}:{target}")


def console(scene: Scene, time_s: float, name: str, turn: int, *, right: bool) -> None:
    """One log-in at the keyboard of the machine room."""
    process, say = scene.tape.process(time_s), scene.tape.say
    if right:
        said = f"pam_unix(login:session): session opened for user {name} by LOGIN(uid=0)"
        say(time_s, process, "login", said)
        return
    exists = scene.site.exists(name)
    if not exists:
        say(time_s, process, "login", "pam_unix(login:auth): check pass; user unknown")
    head = "pam_unix(login:auth): authentication failure; logname=LOGIN uid=0 euid=0"
    user = f" user={name}" if exists else ""
    say(time_s, process, "login", f"{head} tty=/dev/tty1 ruser= rhost= {user}")
    shown = name if exists else "UNKNOWN"
    said = f"FAILED LOGIN ({turn}) on '/dev/tty1' FOR '{shown}', Authentication failure"
    say(time_s + 2.5, process, "login", said)


def desktop(scene: Scene, time_s: float, name: str, *, right: bool) -> None:
    """One log-in at the graphical greeter."""
    if right:
        said = f"pam_unix(lightdm:session): session opened for user {name} by (uid=0)"
    else:
        head = "pam_unix(lightdm:auth): authentication failure; logname= uid=0 euid=0"
        said = f"{head} tty=:0 ruser= rhost=  user={name}"
    scene.tape.say(time_s, NO_PROCESS, "lightdm", said)


def _seats(scene: Scene) -> None:
    for _ in range(scene.poisson(1.5)):
        moment, who = scene.any_moment(OFFICE_HOURS), scene.admin().name
        if scene.happens(scene.slip(rates.SUDO_WRONG)):
            console(scene, moment - 12, who, 1, right=False)
        console(scene, moment, who, 1, right=True)
    for _ in range(scene.poisson(6)):
        moment, person = scene.any_moment(), scene.chance.choice(scene.site.people)
        if scene.happens(scene.slip(person.typo)):
            desktop(scene, moment - 7, person.name, right=False)
        desktop(scene, moment, person.name, right=True)
