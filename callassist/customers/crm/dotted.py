"""Dotted paths into JSON: `attributes.phones.0.number`. A number counts places of a list, from 0, when reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator

_PATH = re.compile(r"[^.\s][^.\n]*(\.[^.\n]+)*")


class Absent(Exception):
    """There is nothing at a path."""


def checked(path: str) -> str:
    """A path, if it is one; a ValueError says how one is written."""
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path; write names with dots between them, such as address.city")
    return path


DottedPath = Annotated[str, AfterValidator(checked)]
"""A path; the empty one, which is all of the answer, is not among them."""


def get(tree: Any, path: str) -> Any:
    """What lies at `path` of decoded JSON; all of it for the empty path.

    Raises:
        Absent: nothing does.
    """
    for step in path.split(".") if path else ():
        if isinstance(tree, dict) and step in tree:
            tree = tree[step]
        elif isinstance(tree, list) and step.isascii() and step.isdigit() and int(step) < len(tree):
            tree = tree[int(step)]
        else:
            raise Absent(path)
    return tree


def put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Put `value` at `path`, making the objects on the way."""
    *way, last = path.split(".")
    for step in way:
        tree = tree.setdefault(step, {})
    tree[last] = value


def clash(paths: Iterable[str]) -> str | None:
    """A path that is given twice or leads through another, so that both can't be put; None where there is none."""
    known: set[str] = set()
    for path in sorted(paths, key=lambda each: each.count(".")):
        steps = path.split(".")
        if known & {".".join(steps[:length]) for length in range(1, len(steps) + 1)}:
            return path
        known.add(path)
    return None
