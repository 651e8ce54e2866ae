"""Whom an insult is aimed at, threats without a bad word, and the files that both are told by."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist.conduct import anger_policy
from callassist.conduct.aimed import Aims
from callassist.conduct.signs import signs
from callassist.conduct.words import conduct_words, read
from callassist.errors import UserError
from callassist.paths import shipped

WORDS = shipped("resources", "conduct", "words-en.toml")


def aims(text: str) -> list[str]:
    words = conduct_words()
    row = words.row(text)
    return [insult.aim for insult in Aims(row, words.named(row)).insults]


@pytest.mark.parametrize(
    "text",
    [
        "انت غبي", "انتي غبية", "يا حمار", "ياحمار رد علي", "انت واحد غبي", "غبييييي", "والله انك حمار", "غبي انت",
        "ايها الاحمق", "ده انت حمار", "you idiot", "you're a complete moron", "you are such a stupid cow",
        "what an idiot you are", "you're stuuupid", "an idiot like you", "Idiot. Get me the manager.",
    ],
)  # fmt: skip
def test_an_insult_is_aimed_at_the_listener(text: str) -> None:
    assert "listener" in aims(text)


@pytest.mark.parametrize(
    "text",
    [
        "انا غبي نسيت كلمة السر", "الموظف اللي قبلك غبي", "قال لي يا غبي", "السيستم غبي", "انت مو غبي", "تحسبني غبي",
        "انتم حرامية", "فاكرني حمار", "كلب الجيران", "I'm such an idiot", "the technician was an idiot",
        "he told me you're an idiot", "you're not stupid", "your stupid router", "you people are thieves",
        "you think I'm stupid", "don't call me stupid", "my neighbour's dog",
    ],
)  # fmt: skip
def test_an_insult_is_not_aimed_at_the_listener(text: str) -> None:
    assert "listener" not in aims(text)


@pytest.mark.parametrize(
    "text",
    [
        "اعرف وين تسكن", "عارف انت ساكن فين", "سأقتلك", "بكسر راسك", "هكسر دماغك", "راح تندم", "بنتظرك عند باب الشركة",
        "I know where you live", "watch your back", "I'll break your legs", "I'm going to kill you",
    ],
)  # fmt: skip
def test_a_threat_needs_no_bad_word(text: str) -> None:
    assert signs(text, conduct_words()).threat is not None


@pytest.mark.parametrize(
    "text",
    [
        "موتني من الضحك", "اعرف وين الفرع", "ما ادري وين تسكن", "بكسر الراوتر", "قال لي بذبحك", "مراتي هتموتني",
        "he said I'll kill you", "you're dead wrong", "shoot you an email", "I'll kill the app", "my wife will kill me",
    ],
)  # fmt: skip
def test_an_idiom_or_somebody_elses_words_are_no_threat(text: str) -> None:
    assert signs(text, conduct_words()).threat is None


def test_what_was_said_to_somebody_beside_the_telephone_is_taken_back() -> None:
    assert signs("اسكت يا حمار معليش اكلم ولدي", conduct_words()).abuse is None
    assert signs("shut up you monkey sorry I was talking to my son", conduct_words()).abuse is None


def test_the_words_say_where_they_are() -> None:
    found = signs("please listen you stupid cow give me my refund", conduct_words())
    assert found.abuse is not None
    first, last = found.abuse
    assert [token.text for token in found.row[first:last]] == ["you", "stupid", "cow"]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('told = "', 'tolled = "', "who.tolled"),
        ('oath = "i swear', 'oath = "" # "i swear', "hints.oath"),
        ('"go rot"', '"go @nowhere"', "nowhere"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(tmp_path: Path, before: str, after: str, reason: str) -> None:
    text = WORDS.read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "words.toml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UserError, match=reason) as refused:
        read(file)
    assert str(file) in str(refused.value)


def test_a_threshold_out_of_range_is_refused(tmp_path: Path) -> None:
    text = shipped("resources", "policies", "anger.toml").read_text(encoding="utf-8")
    file = tmp_path / "anger.toml"
    file.write_text(text.replace("least_confidence = 0.5", "least_confidence = -0.5"), encoding="utf-8")
    with pytest.raises(UserError, match=r"hearing\.least_confidence"):
        anger_policy.load_policy(file)
