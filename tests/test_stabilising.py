"""Partial text that does not flicker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callassist.speech.recognizer import Hypothesis, Word
from callassist.speech.stabilising import Stabiliser


def guess(text: str) -> Hypothesis:
    return Hypothesis(tuple(Word(word) for word in text.split()))


def shown(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def test_words_shown_twice_are_agreed() -> None:
    stabiliser = Stabiliser(str.casefold)
    assert stabiliser.update(guess("the line"))[1] == 0
    assert stabiliser.update(guess("The line drops"))[1] == 2


def test_an_agreed_word_is_not_taken_back() -> None:
    stabiliser = Stabiliser(str.casefold)
    stabiliser.update(guess("the line"))
    stabiliser.update(guess("the line drops"))
    words, agreed = stabiliser.update(guess("a wine drops every"))
    assert shown(words) == "the line drops every"
    assert agreed == 3


def test_a_shorter_guess_keeps_what_was_agreed() -> None:
    stabiliser = Stabiliser(str.casefold)
    stabiliser.update(guess("one two three"))
    stabiliser.update(guess("one two three"))
    assert shown(stabiliser.update(guess(""))[0]) == "one two three"


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6), max_size=12))
def test_whatever_the_guesses_the_agreed_part_only_grows(guesses: list[list[str]]) -> None:
    stabiliser = Stabiliser(str.casefold)
    before: tuple[Word, ...] = ()
    for words in guesses:
        now, agreed = stabiliser.update(guess(" ".join(words)))
        assert agreed <= len(now)
        assert now[: len(before)] == before
        before = now[:agreed]
