"""An exchange with the bank that a test takes step by step."""

from __future__ import annotations

from bank_server.contract import ChallengeReply, Operation
from hardware.crypto.secret import Secret
from kiosk.devices.results import Done
from kiosk.money.exchange import Exchange, Question
from kiosk.money.ports import CardInUse
from tests.unit.kiosk_money.desk import TXID, VISIT, Desk

CARD_ID = b"7c9e6679-7425-40de-944b-e07fc1f90ae7"
TEXT = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
CHALLENGE = ChallengeReply(challenge=TEXT.decode(), expires_ms=5000)


class Asked(Desk):
    """One exchange and everything around it."""

    def __init__(self, token=None, operation=Operation.BALANCE, stripe_code=None, **question):
        super().__init__()
        self.card = CardInUse(7, Secret(CARD_ID), stripe_code)
        self.heard = []
        self.exchange = Exchange(self.ports, self.card, VISIT, token, self.heard.append)
        self.exchange.ask(Question(TXID, operation, **question))


def at_the_card(**question):
    """The bank has given its challenge."""
    asked = Asked(**question)
    asked.bank.deliver(Done(CHALLENGE))
    return asked
