"""Cards, PIN tries, visits and challenges."""

from dataclasses import replace

from bank_server.contract.money import Money
from bank_server.contract.operations import DeviceKind, Operation
from bank_server.domain.cards import Card, CardStatus, ProofKind
from bank_server.domain.challenges import ChallengeTerms, NotesAsked, OpenLine
from bank_server.domain.ledger import AccountKind
from bank_server.domain.terminals import ProvisioningToken
from bank_server.domain.transactions import TransactionState
from tests.store_histories.drawing import draws
from tests.store_histories.operation import NOW
from tests.store_histories.store_scene import DAY_MS, NO_ATM, digest

NOTES_MAX = 12
CASHLESS = (Operation.TRANSFER, Operation.DEPOSIT)


@draws("cards.issue", 0.8)
def issue(scene):
    customers = [
        each.account_id for each in scene.rows._accounts.all() if each.kind is AccountKind.CUSTOMER
    ]
    count = 0 if scene.happens(0.08) else scene.one((1, 1, 2, 3))
    linked = scene.chance.sample(customers, min(len(customers), count))
    if scene.happens(0.06):
        linked.append("no such account")
    known = [each.card_id for each in scene.rows._cards.all()]
    card_id = scene.one(known) if known and scene.happens(0.15) else scene.new("card")
    proof = ProofKind.STRIPE if scene.happens(0.15) else ProofKind.CHIP
    is_stripe = proof is ProofKind.STRIPE
    card = Card(
        card_id,
        CardStatus.ISSUED,
        0,
        proof,
        tuple(linked),
        stripe_tag=digest("stripe") if is_stripe else None,
        may_withdraw=not is_stripe or scene.happens(0.5),
        daily_limit=scene.one((None, None, 0, 20_000)),
        issued_ms=scene.one((None, scene.now)),
    )
    ends_ms = scene.now + scene.one((DAY_MS, DAY_MS, 1_000))
    token = ProvisioningToken(scene.new("token"), DeviceKind.CARD, card_id, ends_ms)
    return scene.ask("cards.issue", card, token)


@draws("cards.card")
def card(scene):
    return scene.ask("cards.card", scene.card_id())


@draws("cards.cards", 0.5)
def cards(scene):
    return scene.ask("cards.cards")


def in_work(scene):
    """(txid, atm_id) of one that is in work, more often than not."""
    found = [
        (each.txid, each.atm_id)
        for each in scene.rows._transactions.all()
        if each.state is TransactionState.IN_WORK
    ]
    return scene.one(found) if found and scene.happens(0.8) else scene.txid()


@draws("cards.count_try", 1.5)
def count_try(scene):
    return scene.ask("cards.count_try", *in_work(scene))


@draws("cards.pin_proved", 1)
def pin_proved(scene):
    return scene.ask("cards.pin_proved", *in_work(scene))


@draws("cards.touch_visit", 1.5)
def touch_visit(scene):
    visits = [(each.token_hash, each.card_id, each.atm_id) for each in scene.rows._visits.all()]
    token_hash, card_id, atm_id = scene.known(
        visits, (digest("no visit"), scene.card_id(), scene.atm_id())
    )
    if scene.happens(0.1):
        token_hash = digest("another visit")
    return scene.ask("cards.touch_visit", token_hash, card_id, atm_id, NOW)


@draws("cards.block", 0.8)
def block(scene):
    """Often in the middle of a transaction."""
    found = scene.rows.transaction(*in_work(scene))
    is_known = found is not None and found.card_id is not None and scene.happens(0.7)
    return scene.ask("cards.block", found.card_id if is_known else scene.card_id())


@draws("cards.unblock", 1)
def unblock(scene):
    return scene.ask("cards.unblock", scene.card_id())


@draws("cards.deactivate", 1)
def deactivate(scene):
    blocked = [each.card_id for each in scene.rows._cards.all() if each.is_blocked]
    card_id = scene.one(blocked) if blocked and scene.happens(0.8) else scene.card_id()
    tried = [
        each
        for each in scene.rows._transactions.all()
        if each.card_id == card_id and each.has_tried_pin
    ]
    atm_id = tried[-1].atm_id if tried else scene.atm_id()
    txids = [each.txid for each in tried if each.atm_id == atm_id][-3:]
    if scene.happens(0.2):
        txids.append(scene.txid()[0])
    return scene.ask("cards.deactivate", card_id, atm_id, tuple(txids), NOW)


# --- challenges


def new_terms(scene, atm, card=None, operation=None):
    """What a kiosk may ask for at this ATM; most of it can be granted."""
    if card is None:
        card = scene.rows.card(scene.card_id())
    operation = operation or scene.one((Operation.WITHDRAWAL,) * 12 + tuple(Operation) + CASHLESS)
    if operation is Operation.WITHDRAWAL:
        terms = _cash(scene, atm)
    else:
        terms = ChallengeTerms(scene.new("txid")[:32], atm.atm_id, "", operation, ProofKind.CHIP)
    source = None
    if card is not None and card.accounts and scene.happens(0.4):
        source = scene.account_id() if scene.happens(0.1) else scene.one(card.accounts)
    if operation in CASHLESS:
        linked = () if card is None else card.accounts
        target = scene.account_id() if not linked or scene.happens(0.1) else linked[-1]
        currency = "GBP" if scene.happens(0.03) else atm.currency
        minor = scene.one((1_000, 1 + scene.below(60_000), 2**53 - 1))
        terms = replace(terms, target=target, amount=Money(minor, currency))
        if operation is Operation.TRANSFER and source is None:
            source = linked[0] if linked else scene.account_id()
        elif operation is Operation.DEPOSIT:
            source = None
    proof = ProofKind.CHIP if card is None else card.proof
    return replace(
        terms,
        card_id=digest("no card") if card is None else card.card_id,
        source=source,
        proof=scene.one(ProofKind) if scene.happens(0.03) else proof,
    )


def _cash(scene, atm):
    books = {book.canister: book for book in atm.canisters}
    chosen = scene.chance.sample(sorted(books), 1 + scene.below(len(books)))
    notes = tuple(NotesAsked(each, 1 + scene.below(NOTES_MAX)) for each in sorted(chosen))
    minor = sum(asked.count * books[asked.canister].denomination for asked in notes)
    if scene.happens(0.03):
        minor += 1
    currency = "GBP" if scene.happens(0.02) else atm.currency
    txid = scene.new("txid")[:32]
    lines = tuple(OpenLine(b.canister, b.load, b.next, b.left) for b in atm.canisters)
    if scene.happens(0.05):
        lines = tuple(replace(line, left=0) for line in lines)
    return ChallengeTerms(
        txid,
        atm.atm_id,
        "",
        Operation.WITHDRAWAL,
        ProofKind.CHIP,
        amount=Money(minor, currency),
        notes=notes,
        ticket=digest(f"ticket {txid}")[:32],
        lines=tuple(_ahead(scene, atm, line) for line in lines),
    )


def _ahead(scene, atm, line):
    """An HSM may know of notes that the bank has not been told of."""
    granted = [
        grant.count
        for each in scene.rows.resolved_without_receipt(atm.atm_id)
        for grant in each.grants
        if (grant.canister, grant.load, grant.first) == (line.canister, line.load, line.next)
    ]
    gone = 0
    if granted and scene.happens(0.8):
        gone = 1 + scene.below(max(granted))
    elif scene.happens(0.02):
        gone = 1
    return replace(line, next=line.next + gone, left=max(0, line.left - gone))


@draws("challenges.give", 2)
def give(scene):
    live = [each.terms for each in scene.rows._challenges.all()]
    if live and scene.happens(0.4):
        terms = scene.one(live)
        if scene.happens(0.3):
            terms = replace(terms, card_id=scene.card_id())
    else:
        atm = scene.rows.atm(scene.atm_id())
        if atm is None:
            terms = ChallengeTerms(
                scene.new("txid")[:32],
                NO_ATM,
                scene.card_id(),
                Operation.BALANCE,
                ProofKind.CHIP,
            )
        else:
            terms = new_terms(scene, atm)
    if scene.happens(0.1):
        txid, atm_id = scene.txid()
        terms = replace(terms, txid=txid) if atm_id == terms.atm_id else terms
    return ask_give(scene, terms)


def ask_give(scene, terms):
    return scene.ask("challenges.give", terms, scene.new("challenge")[:32].upper(), NOW)


@draws("challenges.take", 1.5)
def take(scene):
    live = [(each.terms.txid, each.terms.atm_id) for each in scene.rows._challenges.all()]
    txid, atm_id = scene.one(live) if live and scene.happens(0.7) else scene.txid()
    return scene.ask("challenges.take", txid, atm_id, NOW)
