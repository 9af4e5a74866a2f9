"""The words of the third family: names of people and machines, and attackers' lists."""

FIRST_WORDS = """
alice amir ana andre asha bella ben boris carla chen clara dan daria david dina elena eli emma
erik farid fay felix gina grace hana harry hugo ian ida imani ivan jack jana jin joan jonas julia
kara kofi kyle lara leo lena lin lucas maria mark maya mei milan mina nadia ned nina noah olga
omar otto paul petra priya quinn rafa rana rita rosa ruth sam sara sean sofia sven tara theo tina
tom uma vera victor wendy will xavier yara yusuf zack zoe"""
LAST_WORDS = """
abbott adler baker banerjee becker bell blake brown campos carter chang cohen cook costa cruz dale
davis diaz drake dunn ellis evans fang fisher flores ford fox garcia gibson gray green gupta hall
hart hayes hill hoang hughes irwin ito james jensen jones kaur kelly khan kim klein knight koch
lane lee lewis lopez lund marsh martin mehta meyer miller moore mori murphy nagy nguyen novak
olsen ortiz owens park patel perez pham price quist ramos reed reyes rossi roy russo sato schmidt
scott shah silva singh smith stone suzuki tanaka taylor thomas torres tran turner vargas vogel
wagner walker walsh wang ward weber wells west white wolf wong wood wright wu yang young zhang
zhou ziegler"""
# The accounts of a fresh Ubuntu 16.04 server with a mail and a database server.
SYSTEM_WORDS = """
root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody
systemd-timesync syslog _apt messagebus sshd ntp postfix mysql"""
# What every shared list begins with (judged, after what honeypots report).
COMMON_WORDS = """
admin test guest oracle user info postgres mysql ftpuser ftp nagios pi ubnt support git hadoop
deploy jenkins tomcat student teacher web webmaster www www-data backup mail postmaster operator
manager sales office staff spam virus cyrus temp demo svn redis zabbix vagrant ubuntu debian
centos ec2-user minecraft teamspeak ts3 csgo server steam bot data dev developer ansible docker
elastic elasticsearch kafka spark solr hive db2inst1 informix sybase sap service supervisor
sysadmin administrator root1 toor nobody daemon games lp news uucp bin sync irc squid apache nginx
tester testing test1 test2 user1 user2 guest1 public default login alias share scan scanner fax
print library lab cs course exam"""
FIRST, LAST, SYSTEM, COMMON = (
    tuple(words.split()) for words in (FIRST_WORDS, LAST_WORDS, SYSTEM_WORDS, COMMON_WORDS)
)
LISTED = tuple(
    dict.fromkeys(
        [
            *COMMON,
            *FIRST,
            *(
                f"{word}{digit}"
                for digit in ("1", "2", "123", "01", "2016")
                for word in COMMON[:60]
            ),
            *(f"{first}{last[0]}" for first in FIRST[::2] for last in LAST[::9]),
        ]
    )
)
HOSTS = ("turing", "hopper", "cs1", "dijkstra", "knuth", "lovelace", "shell", "linux1", "login")
DOMAINS = ("cs.ashgrove.edu", "cs.millbrook.edu", "csci.norwell.edu", "comp.eastlake.edu")
# Names that look like lines, and that a parser might believe.
TRAPS = (
    "root from 10.1.2.3 port 22 ssh2",
    "x from 203.0.113.9 port 1 ssh2",
    "Accepted password for root",
    "invalid user admin",
    " ",
    "OK",
    "INTRUSION",
    "a b",
    "users=0",
    "root\\012Jan  1 00:00:00 cs sshd[1]: Accepted password for root from 10.0.0.1",
    "';--",
    "%s%s%n",
    "user=root",
    "rhost=127.0.0.1",
    "]: message repeated 900 times: [ Failed password for root from 10.9.9.9 port 9 ssh2]",
    "\\303\\251tudiant",
    "$(reboot)",
    "../../etc/passwd",
    "root [preauth]",
    "for",
    "from",
)
BANNERS = (
    "GET / HTTP/1.1",
    "\\026\\003\\001",
    "\\003",
    "SSH-2.0",
    "OPTIONS sip:nm SIP/2.0",
    "\\200N",
)
