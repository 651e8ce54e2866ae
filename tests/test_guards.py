"""Text that nobody said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.speech import policy
from callassist.speech.guards import Guards, load_inventions
from callassist.speech.recognizer import Hypothesis, Word

RULES = policy.load()
GUARDS = Guards(RULES.guards, RULES.doubt, load_inventions())


def checked(text: str, *, confidence: float | None = 0.9, voiced: float = 60.0) -> str:
    return GUARDS.checked(Hypothesis(tuple(Word(word, confidence=confidence) for word in text.split())), voiced).text


@pytest.mark.parametrize(
    "text", ["ترجمة نانسي قنقر", "ترجمةُ نانسى قنقر.", "Thanks for watching!", "thank you for watching"]
)
def test_credits_of_subtitles_are_never_kept(text: str) -> None:
    assert checked(text, confidence=0.99) == ""


@pytest.mark.parametrize("text", ["Thank you.", "شكراً"])
def test_thanks_are_kept_when_they_were_surely_heard(text: str) -> None:
    assert checked(text, confidence=0.9) == text
    assert checked(text, confidence=RULES.doubt.doubtful - 0.05) == ""


def test_a_doubtful_utterance_is_not_heard_rather_than_wrong() -> None:
    assert checked("he sells sea shells", confidence=RULES.doubt.not_heard - 0.05) == ""


def test_more_words_than_a_mouth_can_say_are_not_kept() -> None:
    words = [
        "and",
        "so",
        "on",
        "it",
        "went",
        "for",
        "ever",
        "with",
        "words",
        "that",
        "nobody",
        "could",
        "have",
        "said",
        "so",
        "fast",
        "as",
        "this",
    ]
    assert checked(" ".join(words), voiced=1.0) == ""
    assert checked(" ".join(words), voiced=6.0) == " ".join(words)


def test_a_loop_is_cut_down_to_two_rounds() -> None:
    assert checked("please hold " + "the line is bad " * 9) == "please hold the line is bad the line is bad"


@pytest.mark.parametrize(
    "text",
    [
        "no no no no",
        "لا لا لا لا",
        "eight eight eight eight eight eight eight eight eight",
        "4 4 4 4 4 4 4 4 4 4",
        "double seven double seven double seven double seven",
        "دبل سبعة دبل سبعة دبل سبعة دبل سبعة",
        "oh oh oh oh oh oh oh oh oh",
        "triple four triple four triple four triple four",
    ],
)
def test_what_people_do_repeat_is_kept(text: str) -> None:
    assert checked(text) == text


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=40))
def test_guards_only_ever_take_away(words: list[str]) -> None:
    kept = checked(" ".join(words)).split()
    remaining = iter(words)
    assert all(word in remaining for word in kept)
