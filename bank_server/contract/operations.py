"""The closed sets that both sides match on; each member carries its wire value."""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Operation(StrEnum):
    """What a customer can ask for."""

    ACCOUNTS = "accounts"
    BALANCE = "balance"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    DEPOSIT = "deposit"
    PIN_CHANGE = "pin-change"


@unique
class DeclineReason(StrEnum):
    """Why the bank said no to a customer who may ask. The answer is kept and repeated."""

    PIN_WRONG = "pin-wrong"
    CARD_BLOCKED = "card-blocked"
    FUNDS = "funds"
    DAILY_LIMIT = "daily-limit"
    AMOUNT = "amount"
    NOT_LINKED = "not-linked"
    CARD_BUSY = "card-busy"
    ATM_CASH = "atm-cash"
    STRIPE_REFUSED = "stripe-refused"
    PIN_WEAK = "pin-weak"
    CURRENCY = "currency"


@unique
class SettlementState(StrEnum):
    """What a receipt came to."""

    CAPTURED = "captured"
    VOID = "void"
    IN_DOUBT = "in-doubt"
    SUSPENSE = "suspense"


@unique
class ResolutionState(StrEnum):
    """What became of a txid whose answer was lost."""

    VOID = "void"
    DECLINED = "declined"
    DONE = "done"
    HELD = "held"
    IN_PROGRESS = "in-progress"


@unique
class EnvelopeResult(StrEnum):
    """What the slot says of the envelope of one deposit."""

    ACCEPTED = "accepted"  # it has passed the slot and is in the bin
    REFUSED = "refused"  # the slot is shut and nothing has passed it, or it was never opened
    UNKNOWN = "unknown"


@unique
class DepositState(StrEnum):
    """What the bank makes of an envelope. Nothing is credited in any of them."""

    PENDING = "pending"  # people will open it
    VOID = "void"
    DISPUTED = "disputed"  # people must first find out whether there is an envelope


@unique
class DeactivationState(StrEnum):
    DEACTIVATED = "deactivated"
    IGNORED = "ignored"


@unique
class DeviceKind(StrEnum):
    """What can be provisioned; the wire values are the roles of the device keys."""

    CARD = "card"
    HSM = "hsm"
    PIN_PAD = "pinpad"


@unique
class ServiceState(StrEnum):
    """What the kiosk offers now."""

    IN_SERVICE = "in-service"
    LIMITED = "limited"
    OUT_OF_SERVICE = "out-of-service"
    SUPERVISOR = "supervisor"
    OFF = "off"


@unique
class ServiceCommand(StrEnum):
    """What the bank may order in a heartbeat's answer: only less service, never more."""

    STOP_CASH = "stop-cash"
    STOP_SERVICE = "stop-service"
