"""What may be written into a record: checked field by field, and free of what must never reach a disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from callassist.customers.card import Direction, Experience, Kind, PromiseState
from callassist.errors import UserError
from callassist.events import Dialect, Gender, Language
from callassist.promises.policy import Part
from callassist.text.masks import MASK
from callassist.text.normalise import clean
from callassist.text.redaction import RedactionPolicy, redact_line, redact_text

LONGEST_NAME = 200
LONGEST_TEXT = 4000
"""Characters, of one short and one free text of a record."""


def _cleaned(value: object) -> object:
    """A text as it is kept, nothing where nothing is in it."""
    return (clean(value) or None) if isinstance(value, str) else value


def _cleaned_at_least(value: object) -> object:
    return _cleaned(value) or ""


def day(text: str) -> str:
    """A date as it is kept, ISO 8601.

    Raises:
        ValueError: it is none.
    """
    return date.fromisoformat(text).isoformat()


def moment(text: str) -> str:
    """A moment as it is kept: ISO 8601 in UTC, so that texts sort as moments do; a date alone stays one.

    Raises:
        ValueError: it is neither, or has no offset.
    """
    if len(text) == len("2026-03-01"):
        return day(text)
    when = datetime.fromisoformat(text)
    if when.utcoffset() is None:
        raise ValueError(f"{text} does not say in which place: give it an offset, as in 2026-03-01T10:00:00+03:00")
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _moment_or_none(value: str | None) -> str | None:
    return moment(value) if value else None


Short = Annotated[str, Field(max_length=LONGEST_NAME)]
Free = Annotated[str, Field(max_length=LONGEST_TEXT)]
Line = Annotated[Short | None, BeforeValidator(_cleaned)]
Text = Annotated[Free | None, BeforeValidator(_cleaned)]
Named = Annotated[Short, Field(min_length=1), BeforeValidator(_cleaned_at_least)]
Said = Annotated[Free, Field(min_length=1), BeforeValidator(_cleaned_at_least)]
Moment = Annotated[str, AfterValidator(moment)]
Due = Annotated[str | None, AfterValidator(_moment_or_none)]
"""What a field may be: a line or a text that may be empty, a name or a text that may not, a moment, a term if any."""


class Fields(BaseModel):
    """Fields of a row that somebody writes; what is not given is not touched.

    `free`: those that hold free text. They are redacted as a log is, where any piece of a number may stand.
    `lines`: names and the like, which are redacted as a line that stands for itself.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    free: ClassVar[frozenset[str]] = frozenset()
    lines: ClassVar[frozenset[str]] = frozenset({"team", "site", "agent"})


class PersonFields(Fields):
    """Of a person; `callassist.customers.card.Person` says what they mean."""

    free: ClassVar[frozenset[str]] = frozenset({"remark"})
    lines: ClassVar[frozenset[str]] = frozenset({"department", "name", "title", "called", "plan", "team", "site"})
    external_id: Line = None
    kind: Kind = "customer"
    department: Line = None
    name: Line = None
    title: Line = None
    called: Line = None
    gender: Gender | None = None
    language: Language | None = None
    dialect: Dialect | None = None
    plan: Line = None
    since: Line = None
    vip: bool = False
    remark: Text = None
    team: Line = None
    site: Line = None

    @field_validator("since")
    @classmethod
    def _is_a_day(cls, text: str | None) -> str | None:
        return None if text is None else day(text)


class Whose(Fields):
    """Of what somebody of the company has written down: who, and where."""

    team: Line = None
    site: Line = None
    agent: Line = None


class ContactFields(Whose):
    """Of a contact."""

    free: ClassVar[frozenset[str]] = frozenset({"about", "outcome", "put_right"})
    at: Moment = ""
    direction: Direction | None = None
    about: Said = ""
    outcome: Text = None
    experience: Experience | None = None
    put_right: Text = None
    call_key: UUID | None = None


class PurchaseFields(Fields):
    """Of a purchase."""

    free: ClassVar[frozenset[str]] = frozenset({"what"})
    at: Moment = ""
    what: Said = ""


class IncidentFields(Fields):
    """Of an incident."""

    free: ClassVar[frozenset[str]] = frozenset({"about", "outcome"})
    at: Moment = ""
    about: Said = ""
    outcome: Text = None
    call_key: UUID | None = None


class PromiseFields(Whose):
    """Of a promise."""

    free: ClassVar[frozenset[str]] = frozenset({"what"})
    made_at: Moment = ""
    what: Said = ""
    due: Due = None
    part: Part | None = None
    state: PromiseState = "open"
    call_key: UUID | None = None


class NotKept(UserError):
    """A field can't be kept as it was given. `reason`: which, and why; it quotes nothing of what was given."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"That can't be kept in a record: {reason}.", "Correct it and save again.")
        self.reason = reason


def checked(kind: type[Fields], fields: Mapping[str, object], redaction: RedactionPolicy) -> dict[str, Any]:
    """`fields` as they are kept: cleaned, checked and redacted.

    Raises:
        NotKept: one of them can't be; names it and says why.
    """
    try:
        given = kind.model_validate(dict(fields)).model_dump(exclude_unset=True)
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise NotKept(reasons) from None
    name = given.get("external_id")
    # What stands for such a number names nobody.
    if name is not None and (is_sensitive(name, redaction) or MASK.search(name)):
        raise NotKept(
            "external_id: it reads as the number of a card, an IBAN or an ID, and those are never stored;"
            " use the customer number"
        )
    return {name: _redacted(kind, name, value, redaction) for name, value in given.items()}


def _redacted(kind: type[Fields], name: str, value: Any, redaction: RedactionPolicy) -> Any:
    if value is None:
        return None
    if name in kind.free:
        return redact_text(value, policy=redaction)
    return redact_line(value, policy=redaction).text if name in kind.lines else value


def is_sensitive(text: str, redaction: RedactionPolicy) -> bool:
    """Whether there is a number in `text` that must never be stored."""
    return bool(redact_line(text, policy=redaction).kinds)
