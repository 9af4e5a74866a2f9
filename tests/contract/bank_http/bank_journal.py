"""A kiosk's journal, and the two messages that tell the bank of it."""

from hardware.crypto.sealed_log import key_name
from hardware.crypto.secret import Secret
from tests.unit.bank_domain.sealed_lines import anchor, lines


class Journal:
    """A kiosk's journal under the key that the bank gave, of which `count` lines are written."""

    def __init__(self, atm):
        self.atm = atm
        counts = [{"canister": number, "count": 200} for number in (1, 2)]
        again = atm.provision("hsm", atm.uuid, atm.tokens[0], atm.hsm.key, counts=counts)
        self.first = Secret(bytes.fromhex(again.body["journal_key"]))
        self.key = key_name(self.first)
        self.lines = lines(10, key=self.first)

    def sends(self, first, last, sent=None, **fields):
        """Entries `first` to `last`, or `sent` in their place."""
        whole = self.lines[first - 1 : last] if sent is None else sent
        body = {
            "key": self.key,
            "from_seq": first,
            "lines": [line.decode() for line in whole],
            "anchor": anchor(self.lines[-1], len(self.lines), self.key),
        }
        return self.atm.call("journal-entries", **body | fields)

    def beats(self, seq, key=None):
        body = {"state": "in-service", "reasons": [], "counters": [], "software": "1"}
        said = anchor(self.lines[seq - 1], seq, key or self.key)
        return self.atm.call("heartbeats", **body, anchor=said).body
