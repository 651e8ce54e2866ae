"""The order in which a stream is searched: what proves itself first, what only its surroundings tell last."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.text.redaction.cards import find_cards
from callassist.text.redaction.case import Case
from callassist.text.redaction.ibans import find_ibans
from callassist.text.redaction.ids import (
    Secret,
    find_other_ids,
    find_phones,
    find_repeated,
    find_sure_ids,
    find_taken_back,
)
from callassist.text.redaction.named import find_extras, find_named
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.stream import Stream


def judge(stream: Stream, policy: RedactionPolicy, secrets: Sequence[Secret] = (), held: Sequence[str] = ()) -> Case:
    """The case of `stream` with all that can be found in it.

    IBANs and the longer identity numbers come before cards, whose check they can pass.

    Args:
        secrets: what was masked before in the same call, kind and digits.
        held: digits of the other speaker that are masked for now.
    """
    case = Case(stream, policy)
    if stream.links:
        find_ibans(case)
        find_phones(case, [*(digits for _, digits in secrets), *held])
        find_sure_ids(case)
        find_cards(case)
        find_taken_back(case)
        find_extras(case)
        find_other_ids(case)
        find_named(case)
        find_repeated(case, secrets)
    return case
