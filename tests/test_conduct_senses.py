"""What words are about, by whatever clings to them, and a file of senses that lacks one."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist.conduct.senses import Sense, read, sense_finder
from callassist.conduct.signs import signs
from callassist.conduct.words import conduct_words
from callassist.errors import UserError
from callassist.paths import shipped

FILE = shipped("resources", "conduct", "senses-en.toml")


@pytest.mark.parametrize(
    ("words", "sense"),
    [
        ("your nursery", "family"), ("وحضانتكم", "family"), ("your donkeys", "animal"), ("والحمير", "animal"),
        ("he threatened me", "reported"), ("بسيارتك", "vehicle"), ("ربنا يحفظ ولادك", "blessing"),
    ],
)  # fmt: skip
def test_a_word_has_its_sense_in_any_form(words: str, sense: Sense) -> None:
    assert sense in frozenset().union(*sense_finder().row(words.split()))


def test_half_a_phrase_has_not_its_sense() -> None:
    assert "blessing" not in frozenset().union(*sense_finder().row(["ربنا", "موجود"]))


def test_senses_are_among_the_signs() -> None:
    assert {"spy", "family"} <= signs("I know which nursery", conduct_words()).found


def test_an_article_that_lost_its_alef_is_one() -> None:
    assert "insult_listener" in signs("الو يالغبي رد علي", conduct_words()).found


def test_a_file_without_one_of_the_senses_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "senses-en.toml"
    lines = FILE.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if not line.startswith("woman")), encoding="utf-8")
    with pytest.raises(UserError, match="no words of woman") as refused:
        read(file)
    assert str(file) in str(refused.value)
