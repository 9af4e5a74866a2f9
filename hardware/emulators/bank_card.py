"""A bank card: a chip with a key of its own, or a stripe that anybody can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from hardware.crypto.challenge import answer, is_challenge
from hardware.crypto.device_keys import KeyName, Role, subkey
from hardware.crypto.secret import Secret
from hardware.emulators.factory import Factory
from hardware.emulators.image import Image, number, require_format, stamped, table, text
from hardware.emulators.nonvolatile import MemoryFault, NonVolatile
from hardware.emulators.provisioning import Provisioning
from hardware.emulators.serial_device import Refusal
from hardware.protocol.card_reader import CardType
from hardware.protocol.hello import Provision
from hardware.status import Status

FORMAT: Final = 1
NO_CARD_ID: Final = str(UUID(int=0))


class BankCard:
    """One card, whoever holds it. Its memory goes with it.

    Attributes:
        is_silent: the chip has died; it is felt, and does not answer.
    """

    def __init__(self, memory: NonVolatile) -> None:
        image = memory.load()
        if image is None:
            raise MemoryFault("no card was ever made in this memory")
        require_format(image, FORMAT)
        self._memory = memory
        self._factory = Factory.restore(table(image, "factory"))
        self._provisioning = Provisioning(Role.CARD, self._factory)
        self._provisioning.restore(table(image, "provisioning"))
        self.type = CardType(number(image, "type"))
        self._stripe_code = Secret(text(image, "stripe_code").encode())
        self.is_silent = False

    @classmethod
    def make_chip(cls, memory: NonVolatile, random_bytes: Callable[[int], bytes]) -> BankCard:
        """A new card as the factory delivers it, without id and key."""
        factory = Factory.make(random_bytes)
        provisioning = Provisioning(Role.CARD, factory)
        memory.store(_image(CardType.CHIP, factory, provisioning, ""))
        return cls(memory)

    @classmethod
    def make_stripe(
        cls,
        memory: NonVolatile,
        random_bytes: Callable[[int], bytes],
        uuid: UUID,
        stripe_code: Secret,
    ) -> BankCard:
        """A card whose stripe was written at the issuing desk. stripe_code: 8 ASCII digits."""
        factory = Factory.make(random_bytes)
        provisioning = Provisioning(Role.CARD, factory)
        provisioning.restore({"state": int(Provision.YES), "uuid": str(uuid)})
        code = stripe_code.reveal().decode("ascii")
        memory.store(_image(CardType.STRIPE, factory, provisioning, code))
        return cls(memory)

    @property
    def provision_state(self) -> Provision:
        return self._provisioning.state

    @property
    def card_id(self) -> Secret:
        """text36; the uuid of zeros before provisioning."""
        uuid = self._provisioning.uuid
        return Secret((NO_CARD_ID if uuid is None else str(uuid)).encode("ascii"))

    @property
    def stripe_code(self) -> Secret | None:
        return self._stripe_code if self.type is CardType.STRIPE else None

    def challenge(self, challenge: bytes) -> Secret:
        """The chip's answer. Raises Refusal."""
        if not is_challenge(challenge):
            raise Refusal(Status.CHALLENGE_REFUSED)
        self._need_voice()
        return answer(subkey(self._provisioning.working_key(), KeyName.CHALLENGE), challenge)

    def provision(self, uuid: UUID) -> Secret:
        """The chip's key. Raises Refusal."""
        self._need_voice()
        key = self._provisioning.provision(uuid)
        self._store()
        return key

    def commit(self, uuid: UUID) -> None:
        """Seal the chip. Raises Refusal."""
        self._need_voice()
        self._provisioning.commit(uuid)
        self._store()

    def _need_voice(self) -> None:
        # A stripe has no chip that could answer.
        if self.is_silent or self.type is not CardType.CHIP:
            raise Refusal(Status.CARD_SILENT)

    def _store(self) -> None:
        code = self._stripe_code.reveal().decode("ascii")
        self._memory.store(_image(self.type, self._factory, self._provisioning, code))


def _image(
    card_type: CardType, factory: Factory, provisioning: Provisioning, stripe_code: str
) -> Image:
    return stamped(
        {
            "type": int(card_type),
            "factory": factory.image(),
            "provisioning": provisioning.image(),
            "stripe_code": stripe_code,
        },
        FORMAT,
    )
