"""Makes an article of what an author wrote, or says in the author's terms why it is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from callassist.knowledge.article import Article, Fact
from callassist.knowledge.mistakes import Mistake
from callassist.text.normalise import clean

Place = Callable[[Sequence[str | int]], str]
"""Where in the author's file a value stands, by the way to it: `("facts", 2, "value")`."""

_DATES = ("checked", "review_by")
_LISTS = ("examples", "steps", "tags")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN_TAGS = re.compile(r"[;,،؛\n]")
_BETWEEN_NAMES = re.compile(r"[،؛\n]")
# Anything that no editor shows: it would hide in an answer, or turn the letters around it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def article(written: Mapping[str, Any], place: Place) -> Article | list[Mistake]:
    """The article that was written; or everything that is wrong with it.

    Args:
        written: texts, lists and mappings by key, as they came out of the file. Empty texts count as left out. A list
            may be one text with a line for each item, or with separators between tags.
    """
    prepared, mistakes = _prepared(written, place)
    try:
        made = Article.model_validate(prepared)
    except ValidationError as error:
        known = {mistake.key for mistake in mistakes}
        found = (_mistake(details, place) for details in error.errors())
        mistakes += [mistake for mistake in found if mistake.key not in known]
        return mistakes
    return mistakes or made


def _prepared(written: Mapping[str, Any], place: Place) -> tuple[dict[str, Any], list[Mistake]]:
    prepared: dict[str, Any] = {}
    mistakes = []
    for key, value in written.items():
        if isinstance(value, str) and not value.strip():
            continue
        if key in _LISTS:
            prepared[key] = _listed(key, value)
        elif key == "facts" and isinstance(value, list):
            prepared[key] = [_fact(fact) for fact in value]
        elif key == "answer" and isinstance(value, str):
            prepared[key] = _UNSEEN.sub("", value)
        elif isinstance(value, str):
            prepared[key] = clean(value).lower() if key == "language" else clean(value)
        else:
            prepared[key] = value
        if key in _DATES and isinstance(value, str) and not _DATE.fullmatch(prepared[key]):
            mistakes.append(Mistake(place((key,)), key, f"«{prepared[key]}» is no date", _DATE_REMEDY))
    return prepared, mistakes


def _listed(key: str, value: object) -> object:
    if isinstance(value, str):
        value = _BETWEEN_TAGS.split(value) if key == "tags" else value.split("\n")
    if not isinstance(value, list):
        return value
    cleaned = [clean(item) if isinstance(item, str) else item for item in value]
    return list(dict.fromkeys(item for item in cleaned if item)) if _all_texts(cleaned) else cleaned


def _all_texts(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _fact(value: object) -> object:
    if not isinstance(value, dict):
        return value
    fact = {key: clean(item) if isinstance(item, str) else item for key, item in value.items()}
    about = fact.get("about")
    if isinstance(about, str):
        about = [about]
    if isinstance(about, list) and _all_texts(about):
        # «،» parts nothing in YAML, and an author who writes Arabic will put it.
        names = [clean(name) for item in about for name in _BETWEEN_NAMES.split(item)]
        fact["about"] = [name for name in names if name]
    return fact


_DATE_REMEDY = "Write year-month-day: 2027-03-01."
_REMEDIES: dict[str, tuple[str, str]] = {
    # pydantic's kind of error: what to say, and the remedy
    "string_too_short": ("is empty", "Write it, or take the key away."),
    "string_too_long": ("is too long", "Shorten it."),
    "string_type": ("is no single text", "Write one text after the colon."),
    "tuple_type": ("is no list", "Write one item a line, each after a dash and a space."),
    "model_type": (
        "is no fact",
        "Write each as {kind: price, name: …, value: 25, unit: SAR}.",
    ),
    "date_from_datetime_parsing": ("is no date", _DATE_REMEDY),
    "date_from_datetime_inexact": ("is no date", _DATE_REMEDY),
    "date_parsing": ("is no date", _DATE_REMEDY),
    "decimal_parsing": ("is no number", "Write the number alone, and what it counts under unit."),
    "decimal_type": ("is no number", "Write the number alone, and what it counts under unit."),
    "finite_number": ("is no number", "Write the number alone, and what it counts under unit."),
}


def _mistake(details: ErrorDetails, place: Place) -> Mistake:
    way = details["loc"]
    key = ".".join(str(part + 1 if isinstance(part, int) else part) for part in way)
    reason, remedy = _said(details)
    return Mistake(place(way), key, reason, remedy)


def _said(details: ErrorDetails) -> tuple[str, str]:
    kind, way, given = details["type"], details["loc"], details["input"]
    if kind == "missing" or (kind == "value_error" and way == ("answer",)):
        if way == ("answer",):
            return "the article has no answer", "Write it; its first paragraph is the short answer."
        return "is missing", "Add it."
    if kind == "extra_forbidden":
        return _unknown(str(way[-1]), Fact if "facts" in way else Article)
    if kind == "literal_error":
        return f"«{given}» is not known", f"Write one of: {details['ctx']['expected'].replace(' or ', ', ')}."
    if kind in _REMEDIES:
        reason, remedy = _REMEDIES[kind]
        return (f"«{given}» {reason}" if isinstance(given, str) and given else reason), remedy
    return details["msg"], "Correct it."


def _unknown(key: str, kind: type[BaseModel]) -> tuple[str, str]:
    known = list(kind.model_fields)
    near = difflib.get_close_matches(key.lower(), known, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    what = "a fact" if kind is Fact else "an article"
    return f"is not known in {what}", f"{meant}Known are: {', '.join(known)}."
