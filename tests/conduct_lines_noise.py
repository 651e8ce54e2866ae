"""The service lines as a recogniser might have put them, about one word in ten wrong.

Made by the rules that the search is measured with (`benchmarks/mishearing.py`): letters that sound alike exchanged (the
emphatic ones above all), letters lost and changed, words cut, run together and, where short, dropped. Three things are
added here:

- a word may come out as another one of the same sound («قلب» for «كلب», "pill" for "bill"). The vocabulary is that of
  the lines which are no abuse and no threat: what is misheard is taken for something commoner. It has «كلب» too, since
  people do speak of dogs, so noise may make an innocent line look worse, as it does on the telephone;
- in Arabic, every other hamza on its carrier, ta marbuta and alef maqsura is spelt as the plain letter. That is not
  counted among the wrong words: folding undoes it, and whoever doesn't fold should feel it;
- each line has its own chance, drawn from seed and id: a line added or corrected leaves the others nearly as they were.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import get_args

from benchmarks.mishearing import by_sound, misheard
from callassist.events import Language
from tests.conduct_lines import ServiceLine

SHARE = 0.1
_LOOSE = 0.5
_PLAIN_LETTER = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ة": "ه", "ى": "ي"}
_HARMLESS = ("plain", "grievance")


def noisy(lines: Sequence[ServiceLine], seed: int = 0, share: float = SHARE) -> list[ServiceLine]:
    """`lines` with `share` of the words misheard: the same for the same seed, and never without a word."""
    known = {
        language: by_sound(
            (
                word
                for line in lines
                if line.language == language and line.label in _HARMLESS
                for word in line.text.split()
            ),
            language,
        )
        for language in get_args(Language)
    }
    heard = []
    for line in lines:
        chance = random.Random(f"{seed} {line.id}")
        text = misheard(line.text, line.language, chance, share, known[line.language]) or line.text
        heard.append(line.model_copy(update={"text": _loosely_spelt(text, chance)}))
    return heard


def _loosely_spelt(text: str, chance: random.Random) -> str:
    return "".join(
        _PLAIN_LETTER[letter] if letter in _PLAIN_LETTER and chance.random() < _LOOSE else letter for letter in text
    )
