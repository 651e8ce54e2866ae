"""Whether unsure words are the wrong ones: what is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callassist.speech.evaluation.doubts import Judged, Marking, judged, marking
from callassist.speech.evaluation.scoring import normalised, word_errors
from callassist.speech.recognizer import Word


def heard(*words: tuple[str, float | None]) -> list[Word]:
    return [Word(text, confidence=confidence) for text, confidence in words]


def test_a_word_is_wrong_where_it_was_not_said() -> None:
    said = normalised("My router is red.", "en")
    words = heard(("My", 0.9), ("rooter", 0.3), ("is", 0.4), ("very", 0.8), ("red.", 0.7))
    assert judged(said, words, "en") == (
        Judged(0.9, False),
        Judged(0.3, True),
        Judged(0.4, False),
        Judged(0.8, True),
        Judged(0.7, False),
    )


def test_spelling_is_no_error_in_arabic() -> None:
    words = heard(("أهلاً", 0.6), ("وسهلا،", 0.4))
    assert judged(normalised("اهلا وسهلا", "ar"), words, "ar") == (Judged(0.6, False), Judged(0.4, False))


def test_a_number_is_as_doubtful_as_its_most_doubtful_word() -> None:
    words = heard(("forty", 0.9), ("two", 0.2), ("lights", 0.8))
    assert judged(normalised("43 lights", "en"), words, "en") == (
        Judged(0.2, False),
        Judged(0.2, True),
        Judged(0.8, False),
    )


def test_marking_is_counted_by_its_threshold() -> None:
    words = [Judged(0.9, False), Judged(0.3, True), Judged(0.4, False), Judged(0.8, True), Judged(None, True)]
    assert marking(words, 0.5) == Marking(heard=5, wrong=3, marked=2, rightly=1)
    assert marking(words, 0.5).precision == 1 / 2
    assert marking(words, 0.5).recall == 1 / 3
    assert marking(words, 0.1).precision is None
    assert marking([], 0.5).recall is None


def test_an_engine_that_can_not_doubt_marks_nothing() -> None:
    assert marking(judged((), heard(("hello", None)), "en"), 1.0) == Marking(heard=1, wrong=1, marked=0, rightly=0)


WORDS = st.lists(st.sampled_from(["router", "bill", "four", "twenty", "the", "فاتورة"]), max_size=9)


@given(WORDS, WORDS)
def test_wrong_words_are_the_substitutions_and_insertions(said: list[str], words: list[str]) -> None:
    reference, hypothesis = normalised(" ".join(said), "en"), normalised(" ".join(words), "en")
    found = judged(reference, heard(*((word, 0.5) for word in words)), "en")
    errors = word_errors(reference, hypothesis)
    assert len(found) == len(hypothesis)
    assert sum(word.wrong for word in found) == errors.substitutions + errors.insertions
