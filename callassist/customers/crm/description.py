"""The file that describes a company's CRM: where it is, what is asked there, and what its fields are called.

`resources/crm/example.toml` explains every key.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import httpx
from pydantic import AfterValidator, Field, field_validator, model_validator

from callassist import paths, policies
from callassist.customers.crm import dotted
from callassist.customers.crm.dotted import DottedPath
from callassist.customers.crm.port import EntryKind
from callassist.customers.importing import columns
from callassist.customers.importing.columns import FIELDS, NUMBER

COMMON = ("external_id", "number", "call", "at")
"""Fields that every entry has."""
_OWN: dict[EntryKind, tuple[str, ...]] = {
    "wrap_up": ("summary", "category", "outcome"),
    "promise": ("what", "due"),
    "case_number": ("case_number",),
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # a token of RFC 9110, section 5.6.2
# They carry secrets, which belong in the keyring, or are ours to say.
_NOT_IN_THE_FILE = frozenset(
    {"authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "host", "content-type", "content-length"}
    | {"accept", "accept-encoding", "connection", "transfer-encoding"}
)
LOCAL = "127.0.0.1"
"""The one host that may be asked without encryption: this PC."""


def _address(text: str) -> str:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise ValueError(f"is no address: {error}") from None
    if not url.host or url.scheme not in ("https", "http"):
        raise ValueError("is no address; write https://crm.example.com/api")
    if url.scheme == "http" and url.host != LOCAL:
        raise ValueError(f"must begin with https://: without encryption only {LOCAL} may be asked")
    if url.userinfo:
        raise ValueError("must hold no user or password; the token is kept by: callassist customers crm token")
    if url.query or url.fragment:
        raise ValueError("must end before ? and #; put them into the paths below")
    return text.rstrip("/")


def _template(text: str) -> str:
    if not text.startswith("/") or re.search(r"[\s#\\]", text):
        raise ValueError("must begin with / and hold no spaces, \\ or #; write %20 for a space")
    if ".." in text.partition("?")[0].split("/"):
        raise ValueError("must not lead upwards by ..")
    if _PLACEHOLDER.sub("", text).strip("{}") != _PLACEHOLDER.sub("", text) or "{}" in text:
        raise ValueError("has a bracket without its other half, or with nothing in it")
    return text


def _header(name: str) -> str:
    if not _HEADER.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a header")
    if name.casefold() in _NOT_IN_THE_FILE:
        raise ValueError(f"{name} can't be set here; the token is kept by: callassist customers crm token")
    return name


HeaderName = Annotated[str, AfterValidator(_header)]
HeaderValue = Annotated[str, Field(pattern=r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$", max_length=1000)]
Template = Annotated[str, AfterValidator(_template)]


def placeholders(template: str) -> list[str]:
    """What stands in curly brackets in a template."""
    return _PLACEHOLDER.findall(template)


class Server(policies.Policy):
    """Where the CRM is. `ca_bundle`: PEM file of who signed its certificate, relative to the description's folder."""

    name: Annotated[str, Field(min_length=1, max_length=60)] = "CRM"
    url: Annotated[str, AfterValidator(_address)]
    ca_bundle: Path | None = None
    headers: dict[HeaderName, HeaderValue] = {}
    idempotency_header: HeaderName = "Idempotency-Key"
    numbers: Literal["e164", "national", "digits"] = "e164"
    largest_answer_kb: Annotated[int, Field(ge=1, le=10_240)] = 256

    @cached_property
    def origin(self) -> str:
        """Scheme, host and port: whom the token is for."""
        url = httpx.URL(self.url)
        return f"{url.scheme}://{url.netloc.decode('ascii')}"


class Times(policies.Policy):
    """Seconds: to connect, for a whole exchange, and for an answer when it rings."""

    connect_s: Annotated[float, Field(ge=0.1, le=60)] = 5.0
    total_s: Annotated[float, Field(ge=0.1, le=300)] = 20.0
    ring_s: Annotated[float, Field(ge=0.1, le=60)] = 4.0


class Find(policies.Policy):
    """How a customer is found by number, and what the fields of the answer are called."""

    method: Literal["GET", "POST"] = "GET"
    path: Template
    body: dict[DottedPath, str | bool | int | float] = {}
    records: str = ""
    owned: frozenset[str] = frozenset()
    fields: dict[str, DottedPath | Annotated[tuple[DottedPath, ...], Field(min_length=1)]]
    values: dict[str, dict[str, tuple[str, ...]]] = {}

    @field_validator("records")
    @classmethod
    def _is_path_or_empty(cls, path: str) -> str:
        return path and dotted.checked(path)

    @field_validator("fields")
    @classmethod
    def _are_fields(cls, fields: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
        if strangers := sorted(set(fields) - set(FIELDS)):
            raise ValueError(f"{', '.join(strangers)}: no such field; there are {', '.join(FIELDS)}")
        if "name" not in fields:
            raise ValueError("the name is missing")
        if several := sorted(name for name, path in fields.items() if not isinstance(path, str) and name != NUMBER):
            raise ValueError(f"{', '.join(several)}: only {NUMBER} may come from several places")
        return fields

    @field_validator("values")
    @classmethod
    def _are_known(cls, values: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, dict[str, tuple[str, ...]]]:
        known = {str(field): set(words) for field, words in columns.load().values.items() if field in FIELDS}
        for field, words in values.items():
            if field not in known:
                raise ValueError(f"{field}: no field of a few words; there are {', '.join(known)}")
            if strangers := sorted(set(words) - known[field]):
                raise ValueError(f"{field}: there is no {', '.join(strangers)}; there are {', '.join(known[field])}")
        return values

    @model_validator(mode="after")
    def _fits_together(self) -> Find:
        asked = placeholders(self.path) + [
            name for value in self.body.values() if isinstance(value, str) for name in placeholders(value)
        ]
        if set(asked) != {"number"}:
            raise ValueError("path and body must hold {number}, and nothing else in curly brackets")
        if self.body and self.method == "GET":
            raise ValueError("body goes with method POST only")
        if (twice := dotted.clash(self.body)) is not None:
            raise ValueError(f"body: {twice} is given twice, or leads through another one")
        if "remark" in self.owned:
            raise ValueError("owned: the remark is the agent's own, the CRM can't own it")
        if strangers := sorted(self.owned - set(self.fields)):
            raise ValueError(f"owned: {', '.join(strangers)} is not among the fields")
        if self.owned & {NUMBER, "external_id"}:
            raise ValueError("owned: numbers are only added, and an id is what a customer is found by")
        return self


class Write(policies.Policy):
    """How something is written back: `fields` says where in the body each goes, `constants` what else is there."""

    method: Literal["POST", "PUT", "PATCH"] = "POST"
    path: Template
    fields: Annotated[dict[str, DottedPath], Field(min_length=1)]
    constants: dict[DottedPath, str | bool | int | float] = {}

    @model_validator(mode="after")
    def _fits_together(self) -> Write:
        known = {"external_id", "number", "call"}
        if strangers := sorted(set(placeholders(self.path)) - known):
            raise ValueError(f"path: {', '.join(strangers)} can't stand in it; there are {', '.join(sorted(known))}")
        if (twice := dotted.clash([*self.fields.values(), *self.constants])) is not None:
            raise ValueError(f"{twice} is given twice, or leads through another one")
        return self


class Description(policies.Policy):
    """All of it. What is not described is not done."""

    server: Server
    times: Times = Times()
    find: Find | None = None
    wrap_up: Write | None = None
    promise: Write | None = None
    case_number: Write | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Description:
        if self.find is None and not self.writes:
            raise ValueError("nothing is described: neither find nor something to write back")
        for kind, write in self.writes.items():
            if strangers := sorted(set(write.fields) - {*COMMON, *_OWN[kind]}):
                known = ", ".join((*_OWN[kind], *COMMON))
                raise ValueError(f"{kind}.fields: {', '.join(strangers)}: no such field; there are {known}")
        return self

    @cached_property
    def writes(self) -> dict[EntryKind, Write]:
        """What can be written back, and how."""
        given: dict[EntryKind, Write | None] = {
            "wrap_up": self.wrap_up,
            "promise": self.promise,
            "case_number": self.case_number,
        }
        return {kind: write for kind, write in given.items() if write is not None}


def own_path() -> Path:
    """Where the company's description lies; without it there is no CRM."""
    return paths.config_dir() / "crm.toml"


def load(path: Path) -> Description:
    """Read and check a description; a UserError names file, key and reason."""
    return policies.load(path, Description)
