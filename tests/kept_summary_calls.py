"""Written calls with the utterances that a person would accept as their reason and as their outcome; all made up.

`kept_summary_calls.jsonl` is a call file; `kept_summary_calls.expected.json` has the `t0` of the utterances for each
call's id. Nothing may learn from either.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from callassist.policies import Policy

CALLS = Path(__file__).parent / "kept_summary_calls.jsonl"
_EXPECTED = Path(__file__).parent / "kept_summary_calls.expected.json"


class Accepted(Policy):
    """What is accepted of one call.

    Attributes:
        reason: `t0` of the customer's utterances that say why they call, in seconds.
        outcome: `t0` of those of either side that say what was done or what came of it.
    """

    reason: tuple[float, ...]
    outcome: tuple[float, ...]


@cache
def accepted() -> dict[str, Accepted]:
    """By the id of the call."""
    return TypeAdapter(dict[str, Accepted]).validate_json(_EXPECTED.read_bytes())
