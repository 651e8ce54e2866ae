"""What stands in a treated text for what must not be written: [card], [digits] and the like."""

from __future__ import annotations

import re
from typing import get_args

from callassist.events import RedactionKind

MASK = re.compile(rf"\[(?:{'|'.join(get_args(RedactionKind))})\]")
"""Any of them, in a text."""


def mask(kind: RedactionKind) -> str:
    """What stands for a number of that kind, in any language."""
    return f"[{kind}]"
