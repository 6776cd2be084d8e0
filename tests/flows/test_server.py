"""What kaft adds to the answers of Prefect's server."""

import asyncio
import json
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from flows.server import KEPT, Guarded, Still, ended_where_it_waits

WAITING = {"type": "PAUSED", "timestamp": "2026-03-02T10:00:00Z"}
BUSY = {"type": "RUNNING", "timestamp": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(
    ("states", "end", "expected"),
    [
        ([BUSY, WAITING], None, WAITING["timestamp"]),
        ([WAITING, BUSY], None, None),
        ([], None, None),
        ([BUSY, WAITING], "2026-03-02T11:00:00Z", "2026-03-02T11:00:00Z"),
    ],
)
def test_only_the_graph_of_a_waiting_run_ends(states: list[dict[str, str]], end: str | None, expected: str) -> None:
    body = json.dumps({"end_time": end, "nodes": [1], "states": states}).encode()
    changed = json.loads(ended_where_it_waits(body))
    assert changed == {"end_time": expected, "nodes": [1], "states": states}


def answered(app: Any, path: str) -> tuple[dict[bytes, bytes], bytes]:
    """Ask an application for a path, and return headers and body of its answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip"), (b"authorization", b"x")]}
    asyncio.run(app(scope, receive, send))
    return dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:])


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


def test_an_answer_in_parts_keeps_its_headers_and_gets_its_new_length() -> None:
    text = json.dumps({"end_time": None, "states": [WAITING]}).encode()
    headers, body = answered(Still(prefect(text[:10], text[10:])), "/api/flow_runs/x/graph-v2")
    assert json.loads(body)["end_time"] == WAITING["timestamp"]
    assert headers[b"content-length"] == str(len(body)).encode()
    assert headers[b"content-type"] == b"application/json"


def test_a_refusal_and_other_answers_pass_as_they_are() -> None:
    assert answered(Still(prefect(b"no", status=401)), "/api/flow_runs/x/graph-v2")[1] == b"no"
    assert answered(Still(prefect(b"{", b"}")), "/api/flow_runs/x")[1] == b"{}"


def test_a_browser_keeps_what_never_changes_and_nothing_else() -> None:
    assert answered(Guarded(prefect(b"x")), "/v2/assets/index-Dyy5jLiI.js")[0][KEPT[0]] == KEPT[1]
    assert KEPT[0] not in answered(Guarded(prefect(b"x", status=404)), "/v2/assets/index-Dyy5jLiI.js")[0]
    assert KEPT[0] not in answered(Guarded(prefect(b"x")), "/api/flow_runs/x")[0]
