"""How a device or card gets its uuid and key: asked for as often as needed, until it is sealed."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from hardware.crypto.device_keys import Role, aes_key
from hardware.crypto.secret import Secret
from hardware.emulators.factory import Factory
from hardware.emulators.image import Image, ImageInvalid, number, text
from hardware.emulators.serial_device import Refusal
from hardware.protocol.hello import Provision
from hardware.status import Status

_NO_UUID: Final = UUID(int=0)


class Provisioning:
    """One device's way from NO over PENDING to YES. The owner stores the image after each step."""

    def __init__(self, role: Role, factory: Factory) -> None:
        self._role = role
        self._factory = factory
        self.state = Provision.NO
        self._uuid = _NO_UUID
        self._derived: tuple[UUID, Secret] | None = None

    @property
    def uuid(self) -> UUID | None:
        return None if self._uuid == _NO_UUID else self._uuid

    def provision(self, uuid: UUID) -> Secret:
        """The key for this uuid. Raises Refusal once sealed: a key is handed out in one place."""
        if self.state is Provision.YES:
            raise Refusal(Status.ALREADY_PROVISIONED)
        self.state, self._uuid = Provision.PENDING, uuid
        return self._key()

    def commit(self, uuid: UUID) -> None:
        """Seal for ever. The same again changes nothing, so that a lost answer does no harm."""
        if self.state is Provision.NO:
            raise Refusal(Status.NOT_PROVISIONED)
        if self._uuid != uuid:
            is_sealed = self.state is Provision.YES
            raise Refusal(Status.ALREADY_PROVISIONED if is_sealed else Status.VALUE)
        self.state = Provision.YES

    def working_key(self) -> Secret:
        """The key, for work. Raises Refusal before the seal."""
        if self.state is not Provision.YES:
            raise Refusal(Status.NOT_PROVISIONED)
        return self._key()

    def image(self) -> Image:
        return {"state": int(self.state), "uuid": str(self._uuid)}

    def restore(self, image: Image) -> None:
        try:
            self.state, self._uuid = Provision(number(image, "state")), UUID(text(image, "uuid"))
        except ValueError as error:
            raise ImageInvalid("state or uuid has no such value") from error

    def _key(self) -> Secret:
        # The expansion takes thousands of hashes: once for each uuid is enough.
        if self._derived is None or self._derived[0] != self._uuid:
            factory = self._factory
            made = aes_key(self._role, factory.die_id, factory.fused_secret, self._uuid)
            self._derived = (self._uuid, made)
        return self._derived[1]
