"""Call files: JSON Lines that hold what happened in one or several calls. `docs/call-file.md` describes them.

Unknown keys are ignored; an unknown type or a broken line is an error that names its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from callassist.errors import UserError
from callassist.events import KeyAction, Language, Speaker
from callassist.text.normalise import clean

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes. A line of more is no utterance; it is refused before it fills the memory."""

# Two days: longer than any call, and short enough that a slip of the pen can't make a replay run for ever.
Time = Annotated[float, Field(ge=0, le=172_800, allow_inf_nan=False, strict=True)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class CallLine(_Line):
    """A call begins, and with it everything anew."""

    type: Literal["call"]
    id: Annotated[str, Field(max_length=200), AfterValidator(clean), Field(min_length=1)]
    started_at: str
    direction: Literal["inbound", "outbound", "internal"] = "inbound"
    number: str | None = None
    language: Language | None = None

    @field_validator("started_at")
    @classmethod
    def _has_an_offset(cls, value: str) -> str:
        if datetime.fromisoformat(value).tzinfo is None:
            raise ValueError("needs an offset from UTC, as in 2026-03-01T10:00:00+03:00")
        return value


class VoiceFeatures(_Line):
    """Measured features of the customer's voice."""

    loudness_db: float | None = None
    f0_hz: float | None = None
    tilt_db: float | None = None
    rate: float | None = None


class _Stretch(_Line):
    t0: Time
    t1: Time
    speaker: Speaker

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> _Stretch:
        if self.t1 < self.t0:
            raise ValueError(f"t1 ({self.t1}) lies before t0 ({self.t0})")
        return self


class UtteranceLine(_Stretch):
    """Something said."""

    type: Literal["utterance"]
    text: Annotated[str, Field(repr=False)]
    confidence: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    voice: VoiceFeatures | None = None


class SpeechLine(_Stretch):
    """Voice activity without text."""

    type: Literal["speech"]


class KeyLine(_Line):
    """The agent pressed something."""

    type: Literal["key"]
    t: Time
    action: KeyAction


class EndLine(_Line):
    """The call is over."""

    type: Literal["end"]
    t: Time


Line = Annotated[CallLine | UtteranceLine | SpeechLine | KeyLine | EndLine, Field(discriminator="type")]
_ADAPTER: TypeAdapter[CallLine | UtteranceLine | SpeechLine | KeyLine | EndLine] = TypeAdapter(Line)


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call of a file: its `call` line and whatever followed it, in the order of the file."""

    call: CallLine
    lines: tuple[UtteranceLine | SpeechLine | KeyLine, ...]
    end: float | None


def read(path: Path) -> Iterator[CallRecord]:
    """The calls of a file, one after another; a call is given out once it is complete.

    Raises:
        UserError: the file can't be read or is empty, or a line is not UTF-8, not JSON, of an unknown type or with a
            wrong value.
    """
    try:
        with path.open("rb") as file:
            yield from parse(_lines(file, path.name), path.name)
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Give a call file that exists.") from error


def parse(lines: Iterable[bytes], name: str) -> Iterator[CallRecord]:
    """The calls in lines of bytes; `name` is what errors call the file.

    Raises:
        UserError: as `read`, or there is no line.
    """
    call: CallLine | None = None
    gathered: list[UtteranceLine | SpeechLine | KeyLine] = []
    end: float | None = None
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        line = _parse_line(raw, f"{name}, line {number}")
        if isinstance(line, CallLine):
            if call is not None:
                yield CallRecord(call, tuple(gathered), end)
            call, gathered, end = line, [], None
        elif call is None:
            raise UserError(f"{name}, line {number}: no call has begun.", 'A call file begins with a "call" line.')
        elif end is not None:
            raise UserError(
                f"{name}, line {number}: the call has already ended.", 'Begin the next call with a "call" line.'
            )
        elif isinstance(line, EndLine):
            end = line.t
        else:
            gathered.append(line)
    if call is None:
        raise UserError(f"{name} is empty: no call is in it.", 'A call file begins with a "call" line.')
    yield CallRecord(call, tuple(gathered), end)


def _lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    number = 1
    while raw := file.readline(LONGEST_LINE + 1):
        if len(raw) > LONGEST_LINE:
            raise UserError(f"{name}, line {number}: longer than {LONGEST_LINE // 1024 // 1024} MiB.", "Split it.")
        yield raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        number += 1


def _parse_line(raw: bytes, place: str) -> CallLine | UtteranceLine | SpeechLine | KeyLine | EndLine:
    try:
        data: Any = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UserError(f"{place}: not UTF-8 (byte {error.start + 1}).", "Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        reason = f"{error.msg} (character {error.pos + 1})"
        raise UserError(f"{place}: not JSON: {reason}.", "Each line is one JSON object.") from error
    except (ValueError, RecursionError) as error:  # ValueError: an integer of thousands of digits
        reason = "nested too deeply" if isinstance(error, RecursionError) else "a number has too many digits"
        raise UserError(f"{place}: not JSON: {reason}.", "Each line is one JSON object.") from error
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        reasons = "; ".join(_reason(item) for item in error.errors(include_url=False))
        raise UserError(f"{place}: {reasons}.", "docs/call-file.md says what a line may hold.") from error


def _reason(found: ErrorDetails) -> str:
    """What is wrong with a line, in words for people who know JSON and not pydantic."""
    kind, message = found["type"], found["msg"]
    if kind == "model_attributes_type":
        return "it is no JSON object"
    if kind == "union_tag_not_found":
        return 'it has no "type"'
    if kind == "union_tag_invalid":
        return f"there is no type {found['ctx']['tag'][:40]!r}; there are: {found['ctx']['expected_tags']}"
    if kind == "value_error":
        message = str(found["ctx"]["error"])
    elif kind == "too_short":
        message = "nothing of it can be seen"
    key = ".".join(str(part) for part in found["loc"][1:])
    return f"{key}: {message}" if key else message
