"""One exchange with the CRM's server, with bounds on everything that it might do to us.

What it answers is not trusted: it may be slow, endless, something else, or send us elsewhere. The token goes to the
described server only, because no redirection is ever followed.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from callassist import __version__
from callassist.customers.crm.description import LOCAL, Server
from callassist.customers.crm.faults import NoAnswer, Stopped, Unusable
from callassist.errors import UserError

_BEGINNING = 8192
"""Bytes of a body of which only the status is wanted."""
_LOOK = "See that the address in the CRM's description is right, and that this PC reaches it (cable, VPN, proxy)."
_CERTIFY = "If your company signs certificates itself, name its bundle in the description: server.ca_bundle."
# It writes every address that is asked into the log, and numbers of customers stand in ours.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, what the body is said to be, the body, and in how many seconds to ask again."""

    status: int
    kind: str
    body: bytes = field(repr=False)
    retry_after: float | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is a web page for people: of a proxy, a sign-in, or an error."""
        start = self.body[:200].lstrip().lower()
        return "html" in self.kind or start.startswith((b"<!doctype html", b"<html"))


class Web:
    """Asks the described server. Used by one thread at a time, but for `stop`.

    Args:
        token: sent with every request. folder: of the description.

    Raises:
        UserError: the CA bundle can't be used.
    """

    def __init__(self, server: Server, token: str, *, connect_s: float, folder: Path) -> None:
        self._server = server
        self._token = token
        self._connect_s = connect_s
        self._trust = _trust(server, folder)
        self._lock = threading.Lock()
        self._stopped = False
        self._under_way: tuple[asyncio.AbstractEventLoop, asyncio.Task[Answer]] | None = None

    def ask(
        self,
        method: str,
        path: str,
        *,
        within: float,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        only_status: bool = False,
    ) -> Answer:
        """Ask, and give what came back within so many seconds, whatever its status.

        Args:
            path: below the described address; whatever comes from elsewhere is percent-encoded in it.
            only_status: of the body no more is wanted than how it begins, and it does not matter how it goes on.

        Raises:
            NoAnswer, Unusable, Stopped: it is not to be had.
        """
        if within <= 0:
            raise self._late(within, reached=True)
        try:
            return asyncio.run(self._asked(method, path, within, content, dict(headers or {}), only_status))
        except asyncio.CancelledError:
            raise Stopped from None

    def stop(self) -> None:
        """Break off what is under way, and whatever is asked afterwards; from any thread."""
        with self._lock:
            self._stopped = True
            if self._under_way is not None:
                loop, task = self._under_way
                loop.call_soon_threadsafe(task.cancel)

    async def _asked(
        self,
        method: str,
        path: str,
        within: float,
        content: bytes | None,
        headers: dict[str, str],
        only_status: bool,
    ) -> Answer:
        task = asyncio.current_task()
        assert task is not None
        with self._lock:
            if self._stopped:
                raise Stopped
            self._under_way = asyncio.get_running_loop(), task
        address, headers = self._server.url + path, self._headers(headers)
        try:
            async with (
                asyncio.timeout(within),
                self._client() as client,
                client.stream(method, address, content=content, headers=headers) as response,
            ):
                return await self._taken(response, only_status)
        except httpx.ConnectTimeout:
            raise self._late(self._connect_s, reached=False) from None
        except TimeoutError:
            raise self._late(within, reached=True) from None
        except (httpx.ConnectError, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
            remedy = _CERTIFY if "CERTIFICATE_VERIFY_FAILED" in str(error) else _LOOK
            raise NoAnswer(f"The CRM at {self._server.origin} can't be reached: {_why(error)}.", remedy) from None
        except httpx.RequestError as error:
            what = f"The CRM at {self._server.origin} broke off: {_why(error)}."
            raise NoAnswer(what, "It is tried again by itself.", reached=True) from None
        finally:
            with self._lock:
                self._under_way = None

    def _client(self) -> httpx.AsyncClient:
        try:
            return httpx.AsyncClient(
                verify=self._trust,
                follow_redirects=False,
                timeout=httpx.Timeout(None, connect=self._connect_s),
                # A proxy has no business between two programs of this PC, and would get the token unencrypted.
                trust_env=httpx.URL(self._server.url).host != LOCAL,
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:  # what httpx has to say of a proxy it can't use
            raise NoAnswer(
                f"The CRM at {self._server.origin} can't be reached: the proxy of this PC can't be used.",
                "Let HTTPS_PROXY (or ALL_PROXY) be an address such as http://proxy.example:3128.",
            ) from error

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {
            **self._server.headers,
            "User-Agent": f"CallAssist/{__version__}",
            "Accept": "application/json",
            # A small answer that unpacks to a huge one is none that we have to guard against.
            "Accept-Encoding": "identity",
            "Authorization": f"Bearer {self._token}",
        } | more

    async def _taken(self, response: httpx.Response, only_status: bool) -> Answer:
        if 300 <= response.status_code < 400:
            raise Unusable(
                f"The CRM at {self._server.origin} sends us on to {_origin(response)}; CallAssist and the token don't"
                " go there.",
                "Write the address that it means in the CRM's description, if it is your company's.",
            )
        if response.headers.get("Content-Encoding", "identity").lower() != "identity" and not only_status:
            raise Unusable("The CRM's answer is packed, though we asked for it plain.", "Have its server not do that.")
        most = _BEGINNING if only_status else self._server.largest_answer_kb * 1024
        body = b""
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > most and only_status:
                break
            if len(body) > most:
                raise Unusable(
                    f"The CRM's answer is larger than {self._server.largest_answer_kb} KB.",
                    "Let the address ask for less, or raise server.largest_answer_kb in its description.",
                )
        kind = response.headers.get("Content-Type", "").lower()
        return Answer(response.status_code, kind, body, _retry_after(response.headers.get("Retry-After")))

    def _late(self, within: float, *, reached: bool) -> NoAnswer:
        return NoAnswer(
            f"The CRM at {self._server.origin} did not answer within {max(within, 0):.1f} s.",
            "It is tried again; if it stays so slow, raise the times in its description.",
            reached=reached,
        )


def _trust(server: Server, folder: Path) -> ssl.SSLContext:
    if server.ca_bundle is None:
        return httpx.create_ssl_context()
    path = folder / server.ca_bundle
    try:
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ssl.SSLError) as error:
        raise UserError(
            f"server.ca_bundle of the CRM's description, {path}, can't be used: {error.strerror or error}.",
            "Give a PEM file with the certificates of who signed the server's.",
        ) from error


def _origin(response: httpx.Response) -> str:
    """Where a redirection leads, without what may be a secret in it."""
    try:
        target = response.request.url.join(response.headers["Location"])
    except (KeyError, httpx.InvalidURL):
        return "nowhere that could be read"
    return f"{target.scheme}://{target.host}"


def _retry_after(value: str | None) -> float | None:
    """Seconds, from either form of RFC 9110, section 10.2.3; None where it is neither."""
    if value is None:
        return None
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _why(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
