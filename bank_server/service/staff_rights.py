"""Which role may do what: looked up before anything else happens."""

from __future__ import annotations

from enum import StrEnum, unique
from types import MappingProxyType
from typing import Final

from bank_server.domain.people import StaffRole

_ALL: Final = frozenset(StaffRole)
_COUNTER: Final = frozenset({StaffRole.CLERK, StaffRole.SUPERVISOR})
_SUPERVISOR: Final = frozenset({StaffRole.SUPERVISOR})
_LOOKERS_BACK: Final = frozenset({StaffRole.SUPERVISOR, StaffRole.AUDITOR})


@unique
class Duty(StrEnum):
    """What staff can do."""

    LOOK = "look"  # lists and single rows
    SERVE = "serve"  # accounts opened, cards issued, blocked, unblocked
    PROPOSE = "propose"  # what a second person must confirm
    CONFIRM = "confirm"
    RUN_ATMS = "run-atms"  # ATMs made, certificates allowed and revoked
    RUN_STAFF = "run-staff"
    CLOSE_WORK = "close-work"
    END_DISPUTES = "end-disputes"
    END_SUSPENSE = "end-suspense"
    OPEN_ENVELOPES = "open-envelopes"
    CLOSE_DAYS = "close-days"
    AUDIT = "audit"


ROLES_BY_DUTY: Final = MappingProxyType[Duty, frozenset[StaffRole]](
    {
        Duty.LOOK: _ALL,
        Duty.SERVE: _COUNTER,
        Duty.PROPOSE: _COUNTER,
        Duty.CONFIRM: _SUPERVISOR,
        Duty.RUN_ATMS: _SUPERVISOR,
        Duty.RUN_STAFF: _SUPERVISOR,
        Duty.CLOSE_WORK: _SUPERVISOR,
        Duty.END_DISPUTES: _SUPERVISOR,
        Duty.END_SUSPENSE: _SUPERVISOR,
        Duty.OPEN_ENVELOPES: _COUNTER,
        Duty.CLOSE_DAYS: _SUPERVISOR,
        Duty.AUDIT: _LOOKERS_BACK,
    }
)
assert ROLES_BY_DUTY.keys() == set(Duty), "every duty has its roles"


def may(role: StaffRole, duty: Duty) -> bool:
    return role in ROLES_BY_DUTY[duty]
