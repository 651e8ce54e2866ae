"""A line with words put right that were plainly misheard: «خلالثلاثة أيام», «أسبوءين», "Sundey".

Only what is no word of ours, and is one of them but for a space or a letter that sounds alike, is put right; what may
be two of them is left. Whatever rests on a guess is proposed as unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from callassist.events import LANGUAGES
from callassist.paths import shipped
from callassist.promises import promising, time_words
from callassist.promises.arabic_verbs import verbs
from callassist.promises.expected import closest_number, expected, heard_as, is_one_apart, without_one
from callassist.text.edits import Edit, Edited, apply
from callassist.text.normalise import fold
from callassist.text.number_words import lexicon
from callassist.text.tokens import Token, tokens
from callassist.text.units import units

# Letters. Of shorter words one that is one letter apart is mostly another word.
_SHORTEST = {"ar": 4, "en": 5}
_SHORTEST_PART = 3
# Of what is glued together without our knowing the first part, each has so many.
_SHORTEST_TAIL = 4
# Of English words that are both known: "willbe", "creditedby".
_SHORTEST_TAIL_EN = 2
_CLINGING = frozenset({"by", "in", "to", "on", "at", "you", "be", "for", "within"})
# An English word of time with so many may have any letter lost, added or another. Arabic has too many words so near.
_SHORTEST_WRONG = 6
# Letters that recognisers and typists take for each other, folded: emphatic and plain ones, voiced and unvoiced ones.
_PAIRS = "ضظ سص تط ذز ثس قك دض اع هح غخ ظز يا هت عء جش نم بم bp dt gk vf sz mn ei ao iy ck uo wv lr ea"
_ALIKE = frozenset(map(frozenset[str], _PAIRS.split()))
_ANY_ALIKE = frozenset().union(*_ALIKE)
_STANDING = str.maketrans(
    {"ث": "س", "ص": "س", "ض": "د", "ظ": "د", "ذ": "د", "ز": "د", "ط": "ت", "ق": "ك", "ح": "ه", "ع": "ا"}
)
# "I'll" and "will" are what most promises hang on.
_GLUED = re.compile(r"((?:i|we|you|he|she|it|they)'l)l?([a-z]{3,})?")
_WILL = re.compile(r"w[a-z]?ll|wil[a-z]?|w[a-z]il|wi[a-z]l|willl|[a-z]will")
_WRONG_WILL = re.compile(r"(i|we|you|he|she|it|they)(?:'[a-z]l|'l[a-z]|[a-z]ll|'ll(?=l))")
# "I fill phone you", "full call you": what "will" and "we'll" are taken for.
_LIKE_WILL = frozenset({"fill", "full", "ill", "well", "yill"})
_PERSONS = frozenset({"i", "we", "he", "she", "it", "they"})
_NO_WILL = frozenset({"well", "wall", "wild", "wilt", "wills", "wolf"})
_LONGEST = 20
_TEN = 10
_TENS = frozenset(str(tens) for tens in range(20, 100, 10))
# What is cut off the front of a verb of the future.
_FRONTS = frozenset({"سا", "سن", "سي", "هن", "هت"})


def mended(text: str) -> Edited:
    """`text` with what was misheard put right."""
    row = tokens(text)
    words = [token.folded for token in row]
    edits: list[Edit] = []
    at = 0
    while at < len(row):
        token = row[at]
        following = row[at + 1] if at + 1 < len(row) else None
        if (sum_of := _compound(words, at)) is not None:
            edits.append(Edit(token.start, row[at + 1].end, sum_of))
            at += 2
            continue
        if following is not None and (joined := _joined(token, following)):
            edits.append(Edit(token.start, following.end, joined))
            at += 2
            continue
        if token.folded[0].isalpha() and (better := _in_place(words, at) or _better(token.folded)):
            edits.append(Edit(token.start, token.end, better))
        at += 1
    return apply(text, edits)


def _compound(words: Sequence[str], at: int) -> str | None:
    """Tens and ones of which one was misheard, so that they were not read as one number: "40 eighd", «4 20 ساعة»."""
    if at + 1 >= len(words):
        return None
    first, second = words[at], words[at + 1]
    ones, tens = (second, first) if first in _TENS else (first, second.removeprefix("و"))
    if tens not in _TENS:
        return None
    if ones.isdecimal():
        counted = at + 2 < len(words) and _is_unit(words[at + 2])
        return str(int(tens) + int(ones)) if counted and len(ones) == 1 and first == ones and ones != "0" else None
    place = at if ones == first else at + 1
    meant = None if _is_known(ones) else expected(words, place, _sounds_like) or _better(ones)
    if meant is None and not _is_known(ones) and ones == second:
        meant = closest_number(ones, _sounds_like)
    found = lexicon().words.get(meant or "")
    return str(int(tens) + found.value) if found is not None and found.kind == "unit" and found.value < _TEN else None


def _is_unit(word: str) -> bool:
    return bool(units().words.at([word], 0)[0])


def _joined(token: Token, following: Token) -> str | None:
    """A word that was cut in two."""
    if following.start != token.end + 1 or not (token.folded.isalpha() and following.folded.isalpha()):
        return None
    fronted = token.folded in _FRONTS
    if _is_known(token.folded) and _is_known(following.folded) and not fronted:
        return None
    whole = token.folded + following.folded
    if whole in _vocabulary():
        return whole if len(whole) >= _least(whole) else None
    if whole.isascii() and not _is_known(following.folded) and whole in _others():
        return whole if len(whole) >= _least(whole) else None
    if fronted and _is_verb(whole):
        return whole
    neither = not (_is_known(token.folded) or _is_known(following.folded))
    return whole if neither and not whole.isascii() and _is_known(whole) else None


def _in_place(words: Sequence[str], at: int) -> str | None:
    """What was meant by a word, by those beside it."""
    if (meant := heard_as(words, at) or _will(words, at)) is not None:
        return meant
    return None if _is_known(words[at]) else expected(words, at, _sounds_like)


def _will(words: Sequence[str], at: int) -> str | None:
    """The "will" or "we'll" that a word was, by the verb behind it."""
    if words[at] not in _LIKE_WILL or at + 1 >= len(words):
        return None
    after, known = words[at + 1], promising.load().first["en"]
    if at and words[at - 1] in _PERSONS:
        return "will" if after in known or after == "be" else None
    begins = at == 0 or not words[at - 1].isalpha()
    return "we'll" if begins and known.get(after, "act") != "act" and "you" in words[at + 2 : at + 5] else None


@lru_cache(maxsize=4096)
def _better(word: str) -> str | None:
    """What was meant by a folded word; None where it is one, or nobody can tell."""
    if (glued := _GLUED.fullmatch(word)) is not None and not word.endswith("'ll"):
        return f"{glued[1]}l {glued[2] or ''}".rstrip()
    if (contracted := _WRONG_WILL.fullmatch(word)) is not None and not word.endswith("'ll") and word not in _others():
        return f"{contracted[1]}'ll"
    if _WILL.fullmatch(word) and word != "will" and word not in _NO_WILL:
        return "will"
    if len(word) > _LONGEST or len(word) < _least(word) or _is_known(word):
        return None
    near = [known for known in _nearly().get(_outline(word), ()) if _sounds_like(word, known)]
    if len(near) == 1:
        return near[0]
    if not near and (wrong := _one_letter_wrong(word)) is not None:
        return wrong
    if near:
        return None
    return _misheard_verb(word) or _apart(word)


def _apart(word: str) -> str | None:
    """Words that were run together: one of them is of a time or a promise, the other at least known."""
    if (
        found := _cut(word, _SHORTEST_PART, lambda first, last: first in _vocabulary() and _is_known(last))
    ) is not None:
        return found
    if word.isascii():
        return _cut(word, _SHORTEST_TAIL_EN, _clings)
    return _cut(word, _SHORTEST_PART, lambda first, last: _is_verb(first) and _is_known(last)) or _cut(
        word, _SHORTEST_TAIL, lambda _, last: last in _vocabulary()
    )


def _cut(word: str, least: int, fits: Callable[[str, str], bool]) -> str | None:
    """The only way to cut a word into parts of at least so many letters that fit; of «كالساعة» «الساعة» is whole."""
    found = [cut for cut in range(least, len(word) - least + 1) if fits(word[:cut], word[cut:])]
    whole = [cut for cut in found if word[cut:].startswith("ال")]
    found = whole if len(found) > 1 and len(whole) == 1 else found
    return f"{word[: found[0]]} {word[found[0] :]}" if len(found) == 1 else None


def _clings(first: str, last: str) -> bool:
    """Whether English words are run together as short ones are: "creditedby", "willbe", "can'tpromise"."""
    led = first == "will" or "'" in first
    return _is_said(first) and ((last in _CLINGING and len(first) > _SHORTEST_PART) or (led and _is_said(last)))


def _is_said(word: str) -> bool:
    return word in _vocabulary() or word in _others()


def _one_letter_wrong(word: str) -> str | None:
    """The only English word of time that is one letter away, whichever that is."""
    if not word.isascii() or len(word) < _SHORTEST_WRONG - 1:
        return None
    found = {known for rest in without_one(word) for known in _by_rest().get(rest, ())}
    return found.pop() if len(found) == 1 else None


@cache
def _by_rest() -> dict[str, tuple[str, ...]]:
    """Longer English words of the vocabulary by all that is left of them without one letter, or without none."""
    found: dict[str, list[str]] = {}
    for known in sorted(_vocabulary()):
        if known.isascii() and len(known) >= _SHORTEST_WRONG:
            for rest in without_one(known):
                found.setdefault(rest, []).append(known)
    return {rest: tuple(known) for rest, known in found.items()}


@cache
def _vocabulary() -> frozenset[str]:
    """The words that times and promises are told with."""
    return frozenset(word for word in time_words.load().vocabulary | lexicon().words.keys() if word.isalpha())


@cache
def _others() -> frozenset[str]:
    """Words that are looked for elsewhere, or only hold sentences together."""
    files = (shipped("resources", "evaluation", f"function-words-{language}.txt") for language in LANGUAGES)
    listed = {word for file in files for word in fold(file.read_text(encoding="utf-8")).text.split()}
    return frozenset(listed) | promising.load().vocabulary


@cache
def _nearly() -> dict[tuple[int, str], tuple[str, ...]]:
    """The vocabulary by what is left of each word where letters that may sound alike are left out."""
    found: dict[tuple[int, str], list[str]] = {}
    for word in sorted(_vocabulary()):
        if len(word) >= _least(word):
            found.setdefault(_outline(word), []).append(word)
    return {outline: tuple(words) for outline, words in found.items()}


def _outline(word: str) -> tuple[int, str]:
    return len(word), "".join(letter for letter in word if letter not in _ANY_ALIKE)


@lru_cache(maxsize=8192)
def _is_known(word: str) -> bool:
    if any(form in _vocabulary() or form in _others() for form in time_words.forms(word)):
        return True
    measures = units()
    if any(each.at([word], 0)[0] for each in (measures.words, measures.pairs, measures.ones, measures.halves)):
        return True
    return _is_verb(word)


def _is_verb(word: str) -> bool:
    words = promising.load()
    return any(True for _ in verbs(word, words.first["ar"], words.other["ar"]))


_MARKERS = ("ه", "هن", "ب", "بن", "سا", "سن", "ح", "حن")
_TO_YOU = ("ك", "لك", "كم")
_FIRST_PERSON = ("سا", "سن")
_SHORTEST_VERB = 5


@cache
def _telling() -> dict[str, tuple[str, ...]]:
    """By what is left of them without a letter: verbs by which agents say that they are going to tell the customer."""
    stems = promising.load().telling
    bare = {marker + stem for marker in _FIRST_PERSON for stem in stems}
    found: dict[str, list[str]] = {}
    for known in sorted(bare | {marker + stem + end for marker in _MARKERS for stem in stems for end in _TO_YOU}):
        if len(known) >= _SHORTEST_VERB:
            for rest in without_one(known):
                found.setdefault(rest, []).append(known)
    return {rest: tuple(known) for rest, known in found.items()}


def _misheard_verb(word: str) -> str | None:
    """The verb of telling that an unknown Arabic word is one letter from: «بكلمص», «هقلمك»."""
    if word.isascii() or len(word) < _SHORTEST_VERB - 1:
        return None
    found = {known for rest in without_one(word) for known in _telling().get(rest, ()) if is_one_apart(word, known)}
    alike = {known for known in found if _sounds_like(word, known)} or found
    return alike.pop() if len(alike) == 1 else None


def _sounds_like(one: str, other: str) -> bool:
    """Whether two words of one length differ in a letter that sounds like another."""
    if len(one) != len(other):
        return False
    apart = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and apart[0] in _ALIKE


def _least(word: str) -> int:
    return _SHORTEST["en" if word.isascii() else "ar"]


def sounded(word: str) -> str:
    """A folded Arabic word with one letter for all that recognisers take for each other."""
    return word.translate(_STANDING)
