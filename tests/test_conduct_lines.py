"""The lines that anger, warnings and courtesy are judged by are enough, different and harmless to keep."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import get_args

import jiwer
import pytest

from benchmarks.mishearing import by_sound, misheard
from callassist.events import Dialect, Language
from callassist.text.normalise import fold, search_form
from tests.conduct_lines import (
    LABELS,
    CourtesyLine,
    Item,
    ServiceLine,
    WarningLine,
    courtesy_lines,
    service_lines,
    warning_lines,
)
from tests.conduct_lines_noise import SHARE, noisy

Line = ServiceLine | WarningLine | CourtesyLine
LEAST = {"abuse": 30, "threat": 18, "grievance": 27, "plain": 30}
DIALECTS = get_args(Dialect)
ARABIC = re.compile(r"[\u0621-\u064a]")
all_sets = pytest.mark.parametrize("lines", [service_lines, warning_lines, courtesy_lines])


def words(line: Line) -> list[str]:
    return re.findall(r"[\w']+", search_form(line.text))


def test_every_dialect_has_enough_of_every_label() -> None:
    told = service_lines()
    assert len(told) >= 420
    found = Counter((line.dialect, line.label) for line in told)
    assert set(LEAST) == set(LABELS)
    assert not [(dialect, label) for dialect in DIALECTS for label in LABELS if found[dialect, label] < LEAST[label]]
    assert all((line.language == "en") == (line.dialect == "en") for line in told)


def test_every_dialect_has_enough_warnings_and_enough_that_are_none() -> None:
    found = Counter((line.dialect, line.given) for line in warning_lines())
    assert sum(found.values()) >= 160
    assert all(found[dialect, given] >= 20 for dialect in DIALECTS for given in (True, False))


def test_every_dialect_has_enough_of_every_courtesy() -> None:
    found = Counter((line.dialect, line.item) for line in courtesy_lines())
    assert sum(found.values()) >= 240
    least: dict[str, int] = dict.fromkeys(get_args(Item), 4) | {"none": 17}
    assert not [(dialect, item) for dialect in DIALECTS for item in least if found[dialect, item] < least[item]]


@all_sets
def test_no_line_is_there_twice(lines: Callable[[], Sequence[Line]]) -> None:
    """Nor nearly so: no two lines share more than two thirds of their words."""
    told = lines()
    assert len({line.id for line in told}) == len(told)
    bags = [(line.id, set(words(line))) for line in told]
    near = [
        (one, other)
        for (one, first), (other, second) in combinations(bags, 2)
        if 3 * len(first & second) > 2 * len(first | second)
    ]
    assert near == []


@all_sets
def test_the_lines_are_as_long_as_what_people_say(lines: Callable[[], Sequence[Line]]) -> None:
    lengths = [len(words(line)) for line in lines()]
    assert min(lengths) >= 2
    assert max(lengths) <= 35


@all_sets
def test_the_words_are_in_the_language_of_the_dialect(lines: Callable[[], Sequence[Line]]) -> None:
    assert [line.id for line in lines() if (ARABIC.search(line.text) is None) != (line.dialect == "en")] == []


@all_sets
def test_no_line_has_digits_that_could_be_a_card_or_a_telephone(lines: Callable[[], Sequence[Line]]) -> None:
    assert [line.id for line in lines() if len(re.sub(r"\D", "", fold(line.text).text)) > 3] == []


def test_every_label_and_every_warning_says_what_decides_it() -> None:
    assert [line.id for line in (*service_lines(), *warning_lines()) if not 1 <= len(line.note.split()) <= 7] == []


@pytest.mark.parametrize("language", get_args(Language))
def test_noise_gets_about_a_tenth_of_the_words_wrong(language: Language) -> None:
    said = [line for line in service_lines() if line.language == language]
    heard = noisy(said)
    wrong = jiwer.wer([search_form(line.text) for line in said], [search_form(line.text) for line in heard])
    assert SHARE * 0.8 <= wrong <= SHARE * 1.3
    assert all(line.text for line in heard)
    assert [line.model_copy(update={"text": ""}) for line in heard] == [
        line.model_copy(update={"text": ""}) for line in said
    ]


def test_noise_is_the_same_for_the_same_seed_only() -> None:
    said = service_lines()
    assert noisy(said) == noisy(said)
    assert noisy(said, seed=1) != noisy(said)


def test_noise_takes_a_word_for_another_that_sounds_the_same_and_is_about_as_long() -> None:
    known = by_sound(["قلب", "كلب", "كلابي", "بيت"], "ar")
    heard = {misheard("كلب", "ar", random.Random(seed), 1, known) for seed in range(50)}
    assert "قلب" in heard
    assert not heard & {"كلابي", "بيت"}
