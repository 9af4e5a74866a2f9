"""The edge of both listeners: whatever goes wrong below becomes one problem answer and one line."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from pathlib import PurePath
from typing import Final

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bank_server.contract import PATHS
from bank_server.contract.authorisations import AuthorisationRequest
from bank_server.contract.json_text import MalformedMessage
from bank_server.contract.problems import ProblemCode
from bank_server.http.bodies import BodyRefused, BodyTooLarge
from bank_server.http.problems import problem_response
from bank_server.service.event_log import EventLog
from bank_server.service.identifiers import RandomBytes, new_hex
from bank_server.service.outcome import Refusal
from bank_server.service.pin_queue import RETRY_AFTER_S, Overloaded
from bank_server.store.base import StoreUnavailable

JSON: Final = "application/json"
INCIDENT_SIZE: Final = 8
FRAMES_LOGGED: Final = 4

Handler = Callable[[Request], Awaitable[Response]]


class Edge:
    """Wraps handlers. Answers carry no value that was sent, and a 500 carries an id only."""

    def __init__(self, log: EventLog, random_bytes: RandomBytes) -> None:
        self._log = log
        self._random_bytes = random_bytes

    def application(self) -> FastAPI:
        """An application without pages of its own, whose 404 and 405 are problems too."""
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

        async def unknown(_: Request, error: Exception) -> Response:
            wrong_method = isinstance(error, HTTPException) and error.status_code != 404
            title = "this path takes POST only" if wrong_method else "there is no such path"
            return problem_response(Refusal(ProblemCode.NOT_FOUND, title))

        app.add_exception_handler(HTTPException, unknown)
        return app

    def guarded(self, handler: Handler) -> Handler:
        async def guarded_handler(request: Request) -> Response:
            try:
                return await handler(request)
            except MalformedMessage as error:
                return problem_response(Refusal(ProblemCode.BAD_REQUEST, str(error)))
            except BodyRefused as error:
                return problem_response(Refusal(ProblemCode.BAD_REQUEST, str(error)))
            except BodyTooLarge:
                return problem_response(Refusal(ProblemCode.TOO_LARGE, "the body is too large"))
            except Overloaded:
                title = "too much at once; nothing was used up"
                return problem_response(Refusal(ProblemCode.OVERLOADED, title, RETRY_AFTER_S))
            except ClientDisconnect:
                return Response(status_code=400)  # nobody reads it
            except StoreUnavailable as error:
                self._log.warning("store_unavailable", path=request.url.path, why=_kind(error))
                return problem_response(out_of_reach(request.url.path))
            except Exception as error:  # noqa: BLE001  # the edge: an id for them, the place for us
                return self._incident(request, error)

        return guarded_handler

    def _incident(self, request: Request, error: Exception) -> Response:
        """The exception's text may hold anything, so only its type and place are logged."""
        incident = new_hex(self._random_bytes, INCIDENT_SIZE)
        self._log.warning(
            "internal_error",
            error_id=incident,
            path=request.url.path,
            error=_kind(error),
            where=_place(error),
        )
        title = "the bank made a mistake; its log has this incident"
        return problem_response(Refusal(ProblemCode.INTERNAL, title), incident=incident)


def out_of_reach(path: str) -> Refusal:
    """The books have failed in a step, which may have happened.

    Whoever sees no result of any other call sends it again. An authorisation is sent once, so it
    must not hear that nothing was done.
    """
    if path == PATHS[AuthorisationRequest]:
        title = "the bank cannot reach its books; ask what became of it"
        return Refusal(ProblemCode.INTERNAL, title)
    title = "the bank cannot reach its books; ask again"
    return Refusal(ProblemCode.OVERLOADED, title, RETRY_AFTER_S)


def loop_faults(log: EventLog) -> Callable[[asyncio.AbstractEventLoop, dict[str, object]], None]:
    """What the event loop does with an exception that nobody took: its type and place, no text.

    The loop's own message would show the task, and with it the exception as it prints itself.
    """

    def told(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        match context.get("exception"):
            case BaseException() as error:
                log.warning("loop_fault", error=_kind(error), where=_place(error))
            case _:
                log.warning("loop_fault", error=None, where=None)

    return told


def json_response(body: bytes) -> Response:
    return Response(body, media_type=JSON)


def _kind(error: BaseException) -> str:
    return type(error).__name__


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    return ",".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames)
