"""A web server on this machine that stands in for a company's CRM, and can misbehave as they do."""

from __future__ import annotations

import http.server
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callassist.customers.crm import description
from callassist.customers.crm.description import Description
from callassist.customers.crm.rest import RestCrm
from callassist.text.redaction import load_policy

TOKEN = "token-of-the-test.0123"
EXAMPLE = Path(__file__).resolve().parent.parent / "resources" / "crm" / "example.toml"
NOURA = {
    "id": "C-17",
    "full_name": "نورة محمد",
    "salutation": "أستاذة",
    "gender": 2,
    "preferences": {"language": "Arabic"},
    "subscription": {"plan": {"name": "ذهبية"}, "since": "2024-05-01T00:00:00Z"},
    "phones": {"mobile": "055 123 4567", "home": None},
    "note": "تفضل الاتصال مساءً",
}
"""As the example's description has it; nobody real."""


@dataclass
class Reply:
    """What is answered once. `held`: not before this is set. `declared`: the length that is claimed, else the true one.

    `drips`: before the body spaces come, one after another, until it is `held` no more.
    """

    status: int = 200
    body: bytes = b"{}"
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    held: threading.Event | None = None
    drips: bool = False
    declared: int | None = None

    @classmethod
    def json(cls, value: Any, status: int = 200) -> Reply:
        """A value as JSON."""
        return cls(status, json.dumps(value, ensure_ascii=False).encode("utf-8"))

    @classmethod
    def page(cls, status: int = 200) -> Reply:
        """A web page where JSON was asked for."""
        return cls(status, b"<!DOCTYPE html><html><title>Sign in</title></html>", "text/html; charset=utf-8")


@dataclass(frozen=True)
class Request:
    """What was asked, and by which token and under which key."""

    method: str
    path: str
    token: str | None
    key: str | None
    body: Any


class FakeCrm(http.server.ThreadingHTTPServer):
    """Gives the `replies` in turn, then `always`, and remembers the `requests`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: deque[Reply] = deque()
        self.always = Reply.json({"data": [NOURA]})
        self.requests: list[Request] = []
        self.changed = threading.Condition()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def wait_for(self, count: int) -> list[Request]:
        """The requests, once there are so many."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.requests) >= count, timeout=60), self.requests
            return list(self.requests)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is part of the tests."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: FakeCrm
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output quiet."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Request(
            self.command,
            self.path,
            self.headers.get("Authorization"),
            self.headers.get("Idempotency-Key"),
            json.loads(body) if body else None,
        )
        with self.server.changed:
            self.server.requests.append(asked)
            reply = self.server.replies.popleft() if self.server.replies else self.server.always
            self.server.changed.notify_all()
        if reply.held is not None and not reply.drips:
            reply.held.wait(60)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body) if reply.declared is None else reply.declared))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        while reply.drips and reply.held is not None and not reply.held.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()
        self.wfile.write(reply.body)
        if reply.declared is not None:
            self.close_connection = True

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def do_CONNECT(self) -> None:
        self._answer()


@contextmanager
def crm_server() -> Iterator[FakeCrm]:
    """A server that runs until the block is left."""
    server = FakeCrm()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def describe(url: str, folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped example, pointed at `url` and otherwise changed (replaced texts must be there), in a file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in (("https://crm.namaa.example/api/v2", url), *changes):
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "crm.toml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(url: str, folder: Path, *changes: tuple[str, str]) -> Description:
    """That description, checked."""
    return description.load(describe(url, folder, *changes))


def rest(url: str, folder: Path, *changes: tuple[str, str]) -> RestCrm:
    """The real adapter for it."""
    return RestCrm(loaded(url, folder, *changes), TOKEN, load_policy(), folder=folder, region="SA")
