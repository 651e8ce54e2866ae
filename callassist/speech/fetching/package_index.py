"""Where a Python package index keeps a wheel: PyPI, or the company's own index that pip and uv are told of.

Speaks the simple API in both its forms: JSON (PEP 691), and the HTML (PEP 503) of older indexes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qs

import httpx
from pydantic import BaseModel, ValidationError

from callassist.speech.catalogue import Wheel
from callassist.speech.fetching.download import Downloader
from callassist.speech.fetching.faults import Unreachable
from callassist.speech.fetching.transfer import public

_PYPI = "https://pypi.org/simple"
_SETTINGS = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A wheel as an index lists it; SHA-256 and size are None where it does not say."""

    url: httpx.URL
    sha256: str | None = None
    size: int | None = None


def index_url() -> httpx.URL:
    """The index that pip or uv is told of by their variables, else PyPI.

    Raises:
        Unreachable: that address is none.
    """
    named = next((os.environ[name] for name in _SETTINGS if os.environ.get(name)), _PYPI)
    try:
        url = httpx.URL(named.rstrip("/") + "/")
    except httpx.InvalidURL as error:
        raise Unreachable(f"The package index is not an address: {error}.", f"Correct {_or(_SETTINGS)}.") from error
    if url.scheme not in ("http", "https"):
        raise Unreachable(
            f"The package index {public(url)} can't be asked: only http and https are.",
            f"Set {_or(_SETTINGS)} to another, or install with --from FOLDER, where the wheels lie.",
        )
    return url


def find(downloader: Downloader, wheel: Wheel) -> Listed:
    """Where the index keeps `wheel`.

    Raises:
        Unreachable: the index can't be asked, has no such wheel, or answers something else.
    """
    index = index_url()
    page = downloader.page(index.join(f"{wheel.project}/"), _ACCEPT)
    if "json" in page.headers.get("Content-Type", ""):
        listed = _from_json(page, wheel.file)
    else:
        listed = _from_html(page, wheel.file)
    if listed is None:
        raise Unreachable(
            f"The package index {public(index)} has no {wheel.file}.",
            "Have it added there, or install from elsewhere (--from).",
        )
    if listed.url.host == index.host and not listed.url.userinfo:
        listed = Listed(
            listed.url.copy_with(username=index.username, password=index.password), listed.sha256, listed.size
        )
    return listed


class _File(BaseModel):
    filename: str
    url: str
    hashes: dict[str, str] = {}
    size: int | None = None


class _Page(BaseModel):
    files: list[_File]


def _from_json(page: httpx.Response, name: str) -> Listed | None:
    try:
        files = _Page.model_validate_json(page.content).files
    except ValidationError as error:
        what = f"{public(page.url)} answers something that is no list of files."
        raise Unreachable(what, "Check that it is a Python package index.") from error
    found = next((file for file in files if file.filename == name), None)
    if found is None:
        return None
    return Listed(page.url.join(found.url), _lower(found.hashes.get("sha256")), found.size)


class _Links(HTMLParser):
    """Collects the links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (target := dict(attrs).get("href")):
            self.links.append(target)


def _from_html(page: httpx.Response, name: str) -> Listed | None:
    parser = _Links()
    parser.feed(page.text)
    for link in parser.links:
        url = page.url.join(link)
        if url.path.rsplit("/", 1)[-1] == name:
            digest = parse_qs(url.fragment).get("sha256", [None])[0]
            return Listed(url.copy_with(fragment=None), _lower(digest))
    return None


def _lower(digest: str | None) -> str | None:
    return digest.lower() if digest else None


def _or(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
