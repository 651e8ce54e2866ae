"""One file on its way: how much has arrived, of which version, and whether a server's answer fits on to it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import httpx

from callassist.speech.fetching.faults import Refused, Unreachable, Voucher, wrong_size

_MOST_RESTARTS = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a file before it comes: bytes, SHA-256 and whose word that is; None where unknown."""

    size: int | None = None
    sha256: str | None = None
    voucher: Voucher = "listed"


class TryAgain(Exception):
    """An attempt failed in a way that another one may mend; the message completes "… because"."""


class Transfer:
    """A file that grows under its own name, with a note beside it about which version it is.

    Attributes:
        have: bytes that have arrived and fit. total: bytes of the whole, once a server has said so.
        fruitless: attempts since the last one that brought the file further than it had ever been.
    """

    def __init__(self, url: httpx.URL, target: Path, note: Path, expected: Expected, largest: int) -> None:
        self.url = url
        self.target = target
        self.have = 0
        self.total: int | None = None
        self.fruitless = 0
        self._note = note
        self._expected = expected
        self._largest = largest
        self._restarts = 0
        target.parent.mkdir(parents=True, exist_ok=True)
        note.parent.mkdir(parents=True, exist_ok=True)
        noted = _read(note)
        self._version = noted.get("version") if noted.get("url") == public(url) else None
        if target.exists():
            self.have = target.stat().st_size
            # Without a version and without a digest nothing would tell that two halves belong to two files.
            if not self._version and not (expected.sha256 and noted.get("url") == public(url)):
                self.discard()
        self._furthest = self.have

    def headers(self) -> dict[str, str]:
        """Ask for the rest if there is a beginning, and for the file's own bytes in any case."""
        asked = {"Accept-Encoding": "identity"}
        if self.have:
            asked["Range"] = f"bytes={self.have}-"
            if self._version:
                asked["If-Range"] = self._version
        return asked

    def accept(self, response: httpx.Response) -> None:
        """Take an answer for the beginning or the continuation of the file.

        Raises:
            TryAgain: it continues another version. Refused: the file has the wrong length.
            Unreachable: the answer can't be used.
        """
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise Unreachable(f"{self.url.host} sends the file in an encoding that was not asked for.")
        version = _version_of(response)
        if response.status_code == httpx.codes.PARTIAL_CONTENT:
            if not _continues_at(response, self.have) or (version and self._version and version != self._version):
                self.restart("the file has changed there")
        else:
            self.discard()
        self.total = total_of(response)
        if self.total is not None and self._expected.size not in (None, self.total):
            self.discard()
            raise wrong_size(self.target.name, self.total, self._expected.size or 0)
        if self.total is not None and self.total > self._largest:
            raise self._too_long()
        self._version = version
        self._note.write_text(json.dumps({"url": public(self.url), "version": version}), encoding="utf-8")

    def received(self, count: int) -> None:
        """`count` more bytes have been written.

        Raises:
            Refused: the file is longer than it may be.
        """
        self.have += count
        if self.have > self._furthest:
            self._furthest = self.have
            self.fruitless = 0
        if self.have > (self._largest if self.total is None else self.total):
            raise self._too_long()

    def finish(self) -> None:
        """The answer has ended.

        Raises:
            TryAgain: before the file did. Refused: the file is of the wrong length.
        """
        if self.total is not None and self.have < self.total:
            raise TryAgain(f"the connection was cut after {self.have} of {self.total} bytes")
        if self._expected.size not in (None, self.have):
            found = self.have
            self.discard()
            raise wrong_size(self.target.name, found, self._expected.size or 0)

    def restart(self, reason: str) -> None:
        """Throw away what has arrived and have another attempt made.

        Raises:
            TryAgain: always, but where it has happened too often. Unreachable: then.
        """
        self.discard()
        self._furthest = 0
        self._restarts += 1
        if self._restarts > _MOST_RESTARTS:
            raise Unreachable(f"{public(self.url)} changes faster than it can be fetched.", "Try again later.")
        raise TryAgain(reason)

    def discard(self) -> None:
        """Throw away what has arrived."""
        self.target.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.have = 0
        self._version = None

    def _too_long(self) -> Refused:
        self.discard()
        return Refused(
            f"{self.target.name} was refused: {self.url.host} sends more than such a file can have.",
            "Use another source (--from).",
        )


def public(url: httpx.URL) -> str:
    """An address as it may be shown and written down: without password, query and fragment."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def total_of(response: httpx.Response) -> int | None:
    """The whole file's length in bytes as an answer states it, whole or partial; None where it doesn't."""
    if ranged := re.fullmatch(r"bytes (?:\d+-\d+|\*)/(\d+)", response.headers.get("Content-Range", "").strip()):
        return int(ranged[1])
    stated = response.headers.get("Content-Length", "")
    return int(stated) if stated.isdecimal() and response.status_code == httpx.codes.OK else None


def _continues_at(response: httpx.Response, position: int) -> bool:
    return str(response.headers.get("Content-Range", "")).startswith(f"bytes {position}-")


def _version_of(response: httpx.Response) -> str | None:
    """What `If-Range` may be given: a strong ETag, or else the date of the last change."""
    tag: str = response.headers.get("ETag", "")
    return tag if tag.startswith('"') else response.headers.get("Last-Modified")


def _read(note: Path) -> dict[str, str | None]:
    """A note that is missing or cut short is none."""
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
