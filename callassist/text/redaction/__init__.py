"""Keeping card numbers, security codes, IBANs and IDs off every disk (typed or spoken, Arabic or English).

`redact_line` treats a text for itself; `CallRedactor` a live call, where a number comes in pieces. Both go the same
way: a text is seen as a reader of digits would see it (`views`), taken apart (`reading`), put in a row with what was
said before (`stream`), and searched (`judge`): first for what proves itself, then for what only its cues tell.
What proves harmless stays to the letter.
"""

from callassist.text.redaction.call import CallRedactor, Heard, Revealable, Revised
from callassist.text.redaction.line import Finding, RedactedLine, find_sensitive, redact_line, redact_text
from callassist.text.redaction.policy import RedactionPolicy, load_policy
from callassist.text.redaction.vault import Vault

__all__ = [
    "CallRedactor",
    "Finding",
    "Heard",
    "RedactedLine",
    "RedactionPolicy",
    "Revealable",
    "Revised",
    "Vault",
    "find_sensitive",
    "load_policy",
    "redact_line",
    "redact_text",
]
