"""The order in which a stream is searched: what proves itself first, what only its surroundings tell last."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.text.redaction.cards import find_cards
from callassist.text.redaction.case import Case
from callassist.text.redaction.ibans import find_ibans
from callassist.text.redaction.ids import Secret, find_ids, find_phones, find_repeated
from callassist.text.redaction.named import find_extras, find_named
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.stream import Stream


def judge(stream: Stream, policy: RedactionPolicy, secrets: Sequence[Secret] = ()) -> Case:
    """The case of `stream` with all that can be found in it.

    IBANs come before cards, whose check an IBAN's digits can pass; identity numbers of fifteen digits pass it too
    and are told apart by how they begin.

    Args:
        secrets: what was masked before in the same call, kind and digits.
    """
    case = Case(stream, policy)
    if stream.links:
        find_ibans(case)
        find_phones(case)
        find_cards(case)
        find_ids(case)
        find_extras(case)
        find_named(case)
        find_repeated(case, secrets)
    return case
