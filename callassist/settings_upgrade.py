"""Bringing settings of earlier versions up to date: pure functions, one a step.

A step takes the file's data of its version and gives those of the next; it never fails on what it does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]

_STEPS: dict[int, Callable[[Data], Data]] = {}
"""By the version that a step starts from. Version 1 is the first."""

VERSION = 1 + len(_STEPS)
"""What this program writes."""


def upgraded(data: Any) -> Data:
    """The data of a settings file as this version has them; a newer version's are taken as they are.

    Raises:
        ValueError: these are no settings.
    """
    if not isinstance(data, dict) or not isinstance(data.get("version", 1), int):
        raise ValueError("a settings file holds an object with a version")
    version = data.get("version", 1)
    known: Data = data
    while version in _STEPS:
        known = _STEPS[version](known)
        version += 1
    return known | {"version": max(version, VERSION)}
