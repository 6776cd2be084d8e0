"""What kaft adds to the answers of Prefect's server."""

import asyncio
import json
from typing import Any, NamedTuple

import pytest
from starlette.types import Message, Receive, Scope, Send

from flows.server import KEPT, Guarded, Still, waits

WAITING = {"type": "PAUSED", "timestamp": "2026-03-02T10:00:00Z"}
BUSY = {"type": "RUNNING", "timestamp": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(
    ("states", "nodes", "expected"),
    [([BUSY, WAITING], [], True), ([WAITING, BUSY], [], False), ([], [], False), ([BUSY, WAITING], [1], False)],
)
def test_only_a_run_that_waits_and_did_nothing_has_no_graph(
    states: list[dict[str, str]], nodes: list[int], expected: bool
) -> None:
    assert waits(json.dumps({"end_time": None, "nodes": nodes, "states": states}).encode()) is expected


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


def answered(app: Any, path: str) -> Answer:
    """Ask an application for a path."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip"), (b"authorization", b"x")]}
    asyncio.run(app(scope, receive, send))
    return Answer(sent[0]["status"], dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:]))


def prefect(*parts: bytes, status: int = 200) -> Any:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        if scope["path"].endswith("/graph-v2"):
            assert scope["headers"] == [(b"authorization", b"x")], "an answer that is packed cannot be changed"
        length = sum(map(len, parts))
        headers = [(b"content-length", str(length).encode()), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": part != parts[-1]})

    return app


def test_the_graph_of_a_waiting_run_is_not_there_and_that_of_another_is_as_it_was() -> None:
    for states, passes in (([BUSY, WAITING], False), ([WAITING, BUSY], True)):
        text = json.dumps({"end_time": None, "nodes": [], "states": states}).encode()
        sent = answered(Still(prefect(text[:10], text[10:])), "/api/flow_runs/x/graph-v2")
        assert (sent.status, sent.body == text) == ((200, True) if passes else (404, False))
        assert sent.headers[b"content-length"] == str(len(sent.body)).encode()


def test_a_refusal_and_other_answers_pass_as_they_are() -> None:
    assert answered(Still(prefect(b"no", status=401)), "/api/flow_runs/x/graph-v2").body == b"no"
    assert answered(Still(prefect(b"{", b"}")), "/api/flow_runs/x").body == b"{}"


def test_a_browser_keeps_what_never_changes_and_nothing_else() -> None:
    assert answered(Guarded(prefect(b"x")), "/v2/assets/index-Dyy5jLiI.js").headers[KEPT[0]] == KEPT[1]
    assert KEPT[0] not in answered(Guarded(prefect(b"x", status=404)), "/v2/assets/index-Dyy5jLiI.js").headers
    assert KEPT[0] not in answered(Guarded(prefect(b"x")), "/api/flow_runs/x").headers
