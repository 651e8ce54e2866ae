"""A web server on this machine that stands in for a publisher, an index or a mirror, and can misbehave as they do."""

from __future__ import annotations

import hashlib
import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

_PIECE = 4096


@dataclass
class Served:
    """A file and how it is served.

    Attributes:
        cuts: for each request to come, after how many bytes its connection breaks; later ones are left whole.
        ranges: whether it honours `Range`. etag: None sends none. pause: held up after half of the bytes until set.
    """

    content: bytes
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    etag: str | None = "by content"
    if_range: bool = True
    status: int = 200
    kind: str = "application/octet-stream"
    declare_length: bool = True
    pause: threading.Event | None = None

    @property
    def tag(self) -> str | None:
        """The ETag it is sent with."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:8]}"' if self.etag == "by content" else self.etag


@dataclass
class Request:
    """What was asked, and how many bytes of content went out."""

    path: str
    range: str | None
    if_range: str | None
    sent: int = 0
    authorization: str | None = None


class ModelServer(http.server.ThreadingHTTPServer):
    """Serves `files`, by path, and remembers the `requests`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, Served] = {}
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def sent(self, path: str) -> list[int]:
        """Bytes of content that each request for `path` was given."""
        return [request.sent for request in self.requests if request.path == path]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed while it downloads is part of the tests."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output quiet."""

    def do_GET(self) -> None:
        asked = Request(
            self.path,
            self.headers.get("Range"),
            self.headers.get("If-Range"),
            authorization=self.headers.get("Authorization"),
        )
        self.server.requests.append(asked)
        served = self.server.files.get(self.path)
        if served is None or served.status != 200:
            self.send_response(404 if served is None else served.status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = self._start(served)
        length = len(served.content)
        if start is not None and start >= length:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{length}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200 if start is None else 206)
        self.send_header("Content-Type", served.kind)
        if served.tag:
            self.send_header("ETag", served.tag)
        if start is not None:
            self.send_header("Content-Range", f"bytes {start}-{length - 1}/{length}")
        if served.declare_length:
            self.send_header("Content-Length", str(length - (start or 0)))
        else:
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        self._send(served, served.content[start or 0 :], asked)

    def _start(self, served: Served) -> int | None:
        asked = self.headers.get("Range")
        if not asked or not served.ranges:
            return None
        if served.if_range and self.headers.get("If-Range") not in (None, served.tag):
            return None
        return int(asked.removeprefix("bytes=").rstrip("-"))

    def _send(self, served: Served, content: bytes, asked: Request) -> None:
        cut = served.cuts.pop(0) if served.cuts else len(content)
        for at in range(0, min(cut, len(content)), _PIECE):
            piece = content[at : min(at + _PIECE, cut)]
            if served.pause and asked.sent + len(piece) > len(content) // 2:
                self.wfile.flush()
                served.pause.wait(60)
            asked.sent += len(piece)
            self.wfile.write(piece)
        if cut < len(content):
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serving() -> Iterator[ModelServer]:
    """A running server."""
    with ModelServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
