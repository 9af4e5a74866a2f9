"""Who is at the other end: read from the client certificate, and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

ATM_URN: Final = "urn:atm:"
STAFF_URN: Final = "urn:staff:"
STAFF_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")


class IdentityRefused(ValueError):
    """The certificate does not name exactly one ATM or one member of staff."""


@dataclass(frozen=True, slots=True)
class Peer:
    """
    Attributes:
        urn: the one URI in the certificate's subject alternative names.
        serial: lower-case hex without leading zeros.
    """

    urn: str
    serial: str

    @property
    def atm(self) -> UUID:
        """Raises IdentityRefused if this is not an ATM in canonical spelling."""
        text = self.urn.removeprefix(ATM_URN)
        try:
            atm = UUID(text)
        except ValueError as error:
            raise IdentityRefused("certificate names no ATM") from error
        if self.urn != f"{ATM_URN}{atm}":
            raise IdentityRefused("certificate names no ATM")
        return atm

    @property
    def staff(self) -> str:
        """Raises IdentityRefused if this is not a member of staff."""
        name = self.urn.removeprefix(STAFF_URN)
        if self.urn != f"{STAFF_URN}{name}" or not STAFF_NAME.fullmatch(name):
            raise IdentityRefused("certificate names no member of staff")
        return name


def peer_of(certificate: Mapping[str, object] | None) -> Peer:
    """Read what `ssl.SSLObject.getpeercert()` answers for a verified certificate."""
    if not certificate:
        raise IdentityRefused("no certificate")
    names = certificate.get("subjectAltName")
    serial = certificate.get("serialNumber")
    if not isinstance(names, tuple) or not isinstance(serial, str):
        raise IdentityRefused("certificate without name or serial")
    if len(names) != 1 or names[0][0] != "URI":
        raise IdentityRefused("certificate does not carry exactly one URI")
    return Peer(urn=names[0][1], serial=serial.lower().lstrip("0"))
