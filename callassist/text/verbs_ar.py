"""Arabic verbs of the present in all forms that people use: standard, Gulf and Egyptian."""

from __future__ import annotations

from functools import lru_cache

# Whose letter the verb is written with, and the letters of all that are meant.
_PERSONS = {"ا": ("ا", "ن"), "ت": ("ت",), "ي": ("ا", "ن", "ت", "ي")}
# What is put in front for what will be or is being done. بـ and لـ are taken off what was heard (`text/stems.py`) where
# that leaves a verb.
_BEFORE = ("", "س", "ه", "ح")
_BEFORE_WHAT_WILL_BE = ("س", "ه", "ح", "ب")
# Those after which the letter of the first person may be swallowed («بسكر», «هقفل»).
_SWALLOWING = ("ه", "ح", "ب")
# What a verb is written with that is only going to be done: «سأقفل».
_GOING_TO = "سا"
# Letters: a person's, and a stem of two.
_SHORTEST = 3
# Feminine, plural, to whom, and the Egyptian negation. Pronouns are taken off what was heard (`text/stems.py`).
_AFTER = ("", "ي", "ين", "ون", "وا", "و", "ل", "ش", "يش", "وش", "نيش", "ناش")


@lru_cache(maxsize=1024)
def present(verb: str) -> frozenset[str]:
    """The folded forms of a verb that is written, folded, with a person's letter in front.

    «أقفل» is what I or we do (بقفل، هنقفل، أقفل), «تقفل» what you do (or she does: بتقفلين، تقفلوا), «يقفل» what
    anybody does, «سأقفل» only what I or we are doing or going to do: not أقفل, which may be said to somebody. Of a verb
    whose stem changes with the person, each stem wants a form of its own.

    Raises:
        ValueError: it begins with no such letter, or with nothing after it.
    """
    going_to = verb.startswith(_GOING_TO)
    verb = verb[1:] if going_to else verb
    persons = _PERSONS.get(verb[:1])
    if persons is None or len(verb) < _SHORTEST:
        raise ValueError(f"«{verb}» is no verb of the present with أ, ت or ي in front")
    begun = {before + person for before in (_BEFORE_WHAT_WILL_BE if going_to else _BEFORE) for person in persons}
    if "ا" in persons:
        begun.update(_SWALLOWING)
    return frozenset(beginning + verb[1:] + after for beginning in begun for after in _AFTER)
