"""Bytes to messages and back; the only way in for what came over a wire."""

from __future__ import annotations

import json
from typing import Final, NoReturn, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

FIELDS_NAMED_MAX: Final = 8
NESTING_MAX: Final = 16

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


class MalformedMessage(ValueError):
    """The bytes are not the message they should be. Names fields, never values.

    Attributes:
        fields: dotted names of what is wrong, at most FIELDS_NAMED_MAX; empty if it is not JSON.
    """

    def __init__(self, what: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(f"{what}: {', '.join(fields)}" if fields else what)
        self.fields = fields


def loads_strict(body: bytes | str) -> Json:
    """JSON as RFC 8259 means it: UTF-8, no key twice in one object, no NaN or Infinity.

    Raises MalformedMessage, also for numbers too large for a double and for nesting deeper than
    NESTING_MAX.
    """
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except MalformedMessage:
        raise
    except (ValueError, RecursionError):
        # `from None`: the decoder's message and its cause quote the text.
        raise MalformedMessage("not JSON") from None
    _check_nesting(value, NESTING_MAX)
    return value


def parse(model: type[M], body: bytes | str) -> M:
    """The message that `body` holds, read strictly. Raises MalformedMessage."""
    loads_strict(body)
    try:
        return model.model_validate_json(body, by_alias=True, by_name=False)
    except ValidationError as error:
        raise _refusal(error) from None


def parse_any(adapter: TypeAdapter[T], body: bytes | str) -> T:
    """As `parse`, for a union of messages."""
    loads_strict(body)
    try:
        return adapter.validate_json(body, by_alias=True, by_name=False)
    except ValidationError as error:
        raise _refusal(error) from None


def dump(message: BaseModel) -> bytes:
    """The message as bytes for the wire: same message, same bytes."""
    return message.model_dump_json(by_alias=True).encode()


def _refusal(error: ValidationError) -> MalformedMessage:
    names = {
        ".".join(_clean(part) for part in line["loc"]) or "message"
        for line in error.errors(include_url=False, include_context=False, include_input=False)
    }
    return MalformedMessage("fields", tuple(sorted(names))[:FIELDS_NAMED_MAX])


def _clean(part: int | str) -> str:
    """A field's name as it may appear in a log: the sender chooses the names of extra fields."""
    text = str(part)[:32]
    return text if text.isascii() and text.replace("_", "").isalnum() else "?"


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise MalformedMessage("a key appears twice")
    return dict(pairs)


def _no_constant(_: str) -> NoReturn:
    raise MalformedMessage("a number is not finite")


def _finite(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise MalformedMessage("a number is not finite")
    return value


def _check_nesting(value: Json, left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if left == 0:
        raise MalformedMessage("nested too deep")
    for inner in value.values() if isinstance(value, dict) else value:
        _check_nesting(inner, left - 1)
