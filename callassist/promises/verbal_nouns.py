"""Arabic verbal nouns by their measure, which no list holds: «بتعديل», «بإغلاق», «بمراجعتكم», «باستكمال»."""

from __future__ import annotations

import re

_CLINGING = r"(?:[وف])?(?:بال|وال|لل|ال|ب|ل|ك)?"
_MEASURES = "|".join(
    (
        r"ت[^يا]{2}ي[^ايكه]",  # taf'il
        r"ا[^ا]{2}ا[^اكن]",  # if'al, folded; «الأحدان» is Sunday and «إن»
        r"ا[^ا]ت[^ا]ا[^اك]",  # ifti'al
        r"ان[^ا]{2}ا[^اك]",  # infi'al
        r"است[^ا]{1,2}ا[^اك]",  # istif'al
        r"م[^ا]ا[^ا]{2}[هت]",  # mufa'ala
        r"ا[^ا]ا[^ا]ه",  # ifala: «إعادة»
    )
)
_MEASURE = re.compile(rf"{_CLINGING}(?:{_MEASURES})(?:ات|ه|ها|هم|ك|كم|نا|ي|ا)?")


def is_verbal_noun(word: str) -> bool:
    """Whether a folded word is of a measure of verbal nouns, whatever clings to it."""
    return _MEASURE.fullmatch(word) is not None
