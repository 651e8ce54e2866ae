"""Lists in data files: words or phrases in one text, separated by commas or lines."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field


def _listed(text: object) -> object:
    return tuple(filter(None, map(str.strip, re.split(r"[,،\n]", text)))) if isinstance(text, str) else text


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Words or phrases, separated by commas."""
Some = Annotated[Listed, Field(min_length=1)]
