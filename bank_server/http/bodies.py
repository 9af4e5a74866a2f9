"""Reading a request's body: bounded in memory, uncompressed JSON, and nothing else."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

LENGTH_DIGITS_MAX: Final = 18


class BodyTooLarge(Exception):
    """More than the listener takes. Nothing was parsed.

    The refusal may be sent at once: uvicorn drops what still comes in, and the connection's
    deadline bounds for how long.
    """


class BodyRefused(Exception):
    """Not what this listener reads; the text names the header."""


async def read_json_body(request: Request, size_max: int) -> bytes:
    """The body's bytes. Raises BodyRefused, BodyTooLarge, or ClientDisconnect when cut short."""
    headers = request.headers
    if headers.get("content-encoding", "identity") != "identity":
        raise BodyRefused("content-encoding is not supported")
    if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise BodyRefused("content-type is not application/json")
    announced = headers.get("content-length", "0")
    # The parser lets only digits through; it does not bound them.
    if len(announced) > LENGTH_DIGITS_MAX or int(announced) > size_max:
        raise BodyTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > size_max:
            raise BodyTooLarge
    return bytes(body)
