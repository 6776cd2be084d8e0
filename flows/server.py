"""Prefect's server with its interface: on this machine only, and with browsers kept from talking to anybody else.

Prefect's interface asks an analytics service for its configuration whatever the settings say; the policy below, which
the browser enforces, lets pages reach this server and nothing else.
"""

import argparse
import json

import uvicorn
from fastapi import FastAPI
from httpx import codes
from prefect.client.schemas.objects import StateType
from prefect.server.api.server import create_app
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.start_page import start_page

# The graph of a run is drawn by WebAssembly and code made on the spot, in a worker made from a blob.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; "
    "worker-src 'self' blob:; "
    "connect-src 'self' blob: data: ws://127.0.0.1:* ws://localhost:*; "
    "style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; "
    "img-src 'self' data: blob:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


KEPT = (b"cache-control", b"public, max-age=31536000, immutable")
"""For files whose names hold a digest of what is in them: a browser asks for each of them once."""


class Guarded:
    """Adds the headers to everything that goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [KEPT] if message["status"] == codes.OK and scope["path"].startswith("/v2/assets/") else []
                message["headers"] = [*message.get("headers", ()), *HEADERS, *kept]
            await send(message)

        await self._app(scope, receive, send_guarded)


class Still:
    """Withholds the graph of a run that waits for a person: it is empty.

    Prefect's page asks for it anew each second and draws it anew each moment while the run has no end, behind the form
    that somebody fills in: most of what the browser then does (docs/measurements.md).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not scope["path"].endswith("/graph-v2"):
            await self._app(scope, receive, send)
            return
        plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.start" or message.get("more_body"):
                return
            if held[0]["status"] == codes.OK and waits(b"".join(part.get("body", b"") for part in held[1:])):
                await JSONResponse({"detail": "It waits for a person."}, codes.NOT_FOUND)(scope, receive, send)
                return
            for one in held:
                await send(one)

        await self._app({**scope, "headers": plain}, receive, hold)


def waits(graph: bytes) -> bool:
    """Tell from an answer of `graph-v2` that the run is suspended and has done nothing yet."""
    found = json.loads(graph)
    states = found.get("states") or [{}]
    return not found.get("nodes") and states[-1].get("type") == StateType.PAUSED


async def _first_page(_request: Request) -> HTMLResponse:
    return HTMLResponse(start_page())


def application() -> FastAPI:
    """Return Prefect's own application, guarded, with a page of ours in front."""
    app = create_app(final=True)
    app.router.routes.insert(0, Route("/", _first_page))
    app.add_middleware(Still)
    app.add_middleware(Guarded)
    return app


def main() -> None:
    """Serve on the loopback until a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(
        application(), host="127.0.0.1", port=parser.parse_args().port, log_level="warning",
        timeout_graceful_shutdown=5, server_header=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
