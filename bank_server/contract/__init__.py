"""What kiosk and bank say to each other: the one part of the bank that the kiosk may import."""

from bank_server.contract.authorisations import (
    AccountView,
    ApprovedAccounts,
    ApprovedBalance,
    ApprovedDeposit,
    ApprovedPinChange,
    ApprovedTransfer,
    ApprovedWithdrawal,
    AuthorisationReply,
    AuthorisationRequest,
    Declined,
    PinProof,
    VisitProof,
    VoucherPart,
)
from bank_server.contract.balancings import (
    BalancingReply,
    BalancingRequest,
    BookedCanister,
    CountedCanister,
    EnvelopeTotals,
    MachineTotals,
)
from bank_server.contract.card_deactivations import (
    CardDeactivationReply,
    CardDeactivationRequest,
)
from bank_server.contract.cash_loads import (
    CashLoadReply,
    CashLoadRequest,
    CountDifference,
    OperatorCount,
)
from bank_server.contract.challenges import ChallengeReply, ChallengeRequest, NoteCount
from bank_server.contract.deposit_results import DepositResultReply, DepositResultRequest
from bank_server.contract.heartbeats import (
    Beat,
    CanisterCounter,
    HeartbeatReply,
    HeartbeatRequest,
    Restored,
)
from bank_server.contract.journal_entries import JournalEntriesReply, JournalEntriesRequest
from bank_server.contract.levellings import LevellingReply, LevellingRequest
from bank_server.contract.message import (
    Amount,
    Anchor,
    Balance,
    Message,
    Request,
    SignedAmount,
)
from bank_server.contract.money import Money
from bank_server.contract.new_journals import NewJournalReply, NewJournalRequest
from bank_server.contract.operations import (
    DeactivationState,
    DeclineReason,
    DepositState,
    DeviceKind,
    EnvelopeResult,
    Operation,
    ResolutionState,
    ServiceCommand,
    ServiceState,
    SettlementState,
)
from bank_server.contract.paths import PATHS, REPLIES
from bank_server.contract.problems import Problem, ProblemCode
from bank_server.contract.provisionings import ProvisioningReply, ProvisioningRequest
from bank_server.contract.settlements import (
    ResolutionReply,
    ResolutionRequest,
    SettlementReply,
    SettlementRequest,
)

__all__ = [
    "PATHS",
    "REPLIES",
    "AccountView",
    "Amount",
    "Anchor",
    "ApprovedAccounts",
    "ApprovedBalance",
    "ApprovedDeposit",
    "ApprovedPinChange",
    "ApprovedTransfer",
    "ApprovedWithdrawal",
    "AuthorisationReply",
    "AuthorisationRequest",
    "Balance",
    "BalancingReply",
    "BalancingRequest",
    "Beat",
    "BookedCanister",
    "CanisterCounter",
    "CardDeactivationReply",
    "CardDeactivationRequest",
    "CashLoadReply",
    "CashLoadRequest",
    "ChallengeReply",
    "ChallengeRequest",
    "CountDifference",
    "CountedCanister",
    "DeactivationState",
    "DeclineReason",
    "Declined",
    "DepositResultReply",
    "DepositResultRequest",
    "DepositState",
    "DeviceKind",
    "EnvelopeResult",
    "EnvelopeTotals",
    "HeartbeatReply",
    "HeartbeatRequest",
    "JournalEntriesReply",
    "JournalEntriesRequest",
    "LevellingReply",
    "LevellingRequest",
    "MachineTotals",
    "Message",
    "Money",
    "NewJournalReply",
    "NewJournalRequest",
    "NoteCount",
    "Operation",
    "OperatorCount",
    "PinProof",
    "Problem",
    "ProblemCode",
    "ProvisioningReply",
    "ProvisioningRequest",
    "Request",
    "ResolutionReply",
    "ResolutionRequest",
    "ResolutionState",
    "Restored",
    "ServiceCommand",
    "ServiceState",
    "SettlementReply",
    "SettlementRequest",
    "SettlementState",
    "SignedAmount",
    "VisitProof",
    "VoucherPart",
]
