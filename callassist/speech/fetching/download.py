"""Fetching over HTTP so that nothing that has arrived is fetched again, and nothing wrong is kept.

An interrupted transfer goes on by `Range`, guarded by `If-Range` (RFC 9110, 13.1.5 and 14): if the file has changed
upstream, or the server knows no ranges, it begins anew.
"""

from __future__ import annotations

import hashlib
import os
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

import httpx
import tenacity

from callassist import __version__
from callassist.errors import UserError
from callassist.speech.fetching.faults import FROM_FOLDER, Unreachable, cannot_write, wrong_digest
from callassist.speech.fetching.progress import Reporter
from callassist.speech.fetching.transfer import Expected, Transfer, TryAgain, public, total_of
from callassist.speech.manifest import digest_of

Answer = TypeVar("Answer")

_LARGEST_PAGE = 64 << 20
# Request timeout, too early, too many requests, and the server's own troubles: another attempt may be answered.
_ASK_AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try. A transfer that makes headway is never given up.

    Attributes:
        attempts: in a row without headway. first, most: seconds between them, doubling from one to the other.
    """

    attempts: int = 5
    first: float = 1.0
    most: float = 30.0


class Downloader:
    """Fetches files and pages with one set of connections. A context manager.

    Args:
        notes: a folder for what has to be remembered of unfinished files.
    """

    def __init__(self, notes: Path, reporter: Reporter, patience: Patience) -> None:
        self._notes = notes
        self._reporter = reporter
        self._patience = patience
        self._client = _client()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._client.close()

    def file(self, url: httpx.URL, target: Path, expected: Expected, *, largest: int) -> str:
        """Bring `url` to `target`, going on from what is there, and give its SHA-256.

        Args:
            largest: bytes; more than that is refused, whatever the server says.

        Raises:
            Unreachable: nothing came, however often it was tried. Refused: it is not what was expected, and has been
            thrown away. UserError: it can't be written.
        """
        try:
            note = self._notes / f"{hashlib.sha256(public(url).encode()).hexdigest()[:16]}.json"
            if expected.sha256 and target.is_file() and target.stat().st_size == expected.size:
                if self._digest(target) == expected.sha256:
                    return expected.sha256
                target.unlink()
            transfer = Transfer(url, target, note, expected, largest)
            resumed = transfer.have > 0
            found = self._fetched(transfer)
            if resumed and expected.sha256 not in (None, found):
                # The part from an earlier day may be what is wrong; the server deserves a whole try.
                transfer.discard()
                found = self._fetched(transfer)
            if expected.sha256 is not None and found != expected.sha256:
                transfer.discard()
                raise wrong_digest(target.name, found, expected.sha256, expected.voucher)
        except OSError as error:
            raise cannot_write(target, error) from error
        return found

    def page(self, url: httpx.URL, accept: str) -> httpx.Response:
        """A page that is small enough to hold; `url` of the answer is where redirections led.

        Raises:
            Unreachable: it did not come.
        """
        failures = 0

        def attempt() -> httpx.Response:
            nonlocal failures
            failures += 1
            with self._client.stream("GET", url, headers={"Accept": accept}) as response:
                _check_answer(response, url)
                body = b""
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _LARGEST_PAGE:
                        raise Unreachable(f"{public(url)} is far too large for what was asked.", FROM_FOLDER)
                kind = {"Content-Type": response.headers.get("Content-Type", "")}
                return httpx.Response(200, headers=kind, content=body, request=response.request)

        return self._persist(attempt, url, lambda: failures)

    def _fetched(self, transfer: Transfer) -> str:
        self._persist(lambda: self._attempt(transfer), transfer.url, lambda: transfer.fruitless)
        return self._digest(transfer.target)

    def _digest(self, path: Path) -> str:
        self._reporter.begin(f"Checking {path.name}", path.stat().st_size)
        return digest_of(path, self._reporter.advance)

    def _attempt(self, transfer: Transfer) -> None:
        transfer.fruitless += 1
        with self._client.stream("GET", transfer.url, headers=transfer.headers()) as response:
            unsatisfiable = response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE
            if unsatisfiable and transfer.have and total_of(response) == transfer.have:
                return  # an earlier run had fetched it all
            if unsatisfiable and transfer.have:
                transfer.restart("the file there is shorter than what has arrived")
            _check_answer(response, transfer.url)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                # A sign-in page of the network or of a proxy answers every address, cheerfully, with 200.
                raise Unreachable(f"{public(transfer.url)} gives a web page instead of the file.", FROM_FOLDER)
            transfer.accept(response)
            self._reporter.begin(f"Fetching {transfer.target.name}", transfer.total, transfer.have)
            with transfer.target.open("ab") as file:
                for chunk in response.iter_raw():
                    file.write(chunk)
                    transfer.received(len(chunk))
                    self._reporter.advance(len(chunk))
                file.flush()
                os.fsync(file.fileno())
        transfer.finish()

    def _persist(self, attempt: Callable[[], Answer], url: httpx.URL, failures: Callable[[], int]) -> Answer:
        patience = self._patience

        def wait(state: tenacity.RetryCallState) -> float:
            return min(patience.most, patience.first * 2.0 ** max(0, failures() - 1))

        def tell(state: tenacity.RetryCallState) -> None:
            reason = _reason(state.outcome.exception() if state.outcome else None)
            pause = state.next_action.sleep if state.next_action else 0.0
            self._reporter.say(f"{url.host}: {reason}; trying again in {pause:.0f} s.")

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((TryAgain, httpx.TransportError)),
            stop=lambda state: failures() >= patience.attempts,
            wait=wait,
            before_sleep=tell,
            reraise=True,
        )
        try:
            return retrying(lambda: _with_certificates_explained(attempt, url))
        except (TryAgain, httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unreachable(f"{public(url)} can't be fetched: {_reason(error)}.", FROM_FOLDER) from error


def _with_certificates_explained(attempt: Callable[[], Answer], url: httpx.URL) -> Answer:
    """Trying again does not help against a certificate that nobody here trusts."""
    try:
        return attempt()
    except httpx.ConnectError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise Unreachable(
                    f"{url.host} shows a certificate that is not trusted here: {cause.verify_message}.",
                    "If the company inspects connections, set SSL_CERT_FILE to its certificates; "
                    "or install with --from FOLDER.",
                ) from error
            cause = cause.__cause__ or cause.__context__
        raise


def _check_answer(response: httpx.Response, url: httpx.URL) -> None:
    if url.scheme == "https" and response.url.scheme != "https":
        raise Unreachable(f"{url.host} leads away to an unprotected address, {public(response.url)}.", FROM_FOLDER)
    status = response.status_code
    if status in _ASK_AGAIN:
        raise TryAgain(f"the server answered {status} {response.reason_phrase}")
    if status not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        answer = f"{status} {response.reason_phrase}".strip()
        raise Unreachable(f"{public(url)} can't be fetched: the server answered {answer}.", FROM_FOLDER)


def _reason(error: BaseException | None) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    return (str(error) if error else "") or type(error).__name__


def _client() -> httpx.Client:
    """Trusts what the system trusts, a company's own certificates with it, and what is trusted in public."""
    trusted = httpx.create_ssl_context()
    trusted.load_default_certs()
    try:
        return httpx.Client(
            verify=trusted,
            follow_redirects=True,
            timeout=httpx.Timeout(60, connect=15),
            headers={"User-Agent": f"CallAssist/{__version__}"},
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise UserError(
            f"The proxy settings can't be used: {error}.", "Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY."
        ) from error
