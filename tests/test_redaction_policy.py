"""The policy of redaction is data that is checked when it is loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from callassist import paths
from callassist.errors import UserError
from callassist.text.normalise import fold
from callassist.text.redaction import load_policy, redact_line
from callassist.text.redaction.checks import card_lengths
from callassist.text.redaction.policy import CUE_KINDS

SHIPPED = paths.shipped("resources", "policies", "redaction.toml").read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "redaction.toml"


def test_the_shipped_policy_is_right() -> None:
    policy = load_policy()
    assert set(policy.cues) == set(CUE_KINDS)
    assert policy.card.lengths_by_prefix["4"] == {13, 16, 19}
    assert policy.card.lengths_by_prefix["2221"] == {16}
    assert "2721" not in policy.card.lengths_by_prefix


def test_how_long_a_card_is_shows_in_its_first_digits() -> None:
    cards = load_policy().card
    for digits in (f"{number:04d}" for number in range(10_000)):
        beginnings = [cards.lengths_by_prefix.get(digits[:width], frozenset()) for width in range(1, 5)]
        assert card_lengths(digits + "0", cards) == frozenset().union(*beginnings)
    assert card_lengths("4", cards) == {13, 16, 19}
    assert card_lengths("", cards) == frozenset()


def test_no_phrase_is_given_two_meanings() -> None:
    data = tomllib.loads(SHIPPED)
    places: dict[str, list[str]] = {}
    for kind, cues in data["cues"].items():
        for strength, phrases in cues.items():
            for phrase in phrases:
                places.setdefault(fold(phrase).text, []).append(f"cues.{kind}.{strength}")
    for name, phrases in data["words"].items():
        for phrase in phrases:
            places.setdefault(fold(phrase).text, []).append(f"words.{name}")
    assert {phrase: found for phrase, found in places.items() if len(set(found)) > 1} == {}


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("hold_s = 8.0", "hold_s = -1", "windows.hold_s"),
        ("hold_s = 8.0", "hold_s = 90.0", "hold_s must not exceed"),
        ("hold_s = 8.0", "hold = 8.0", "windows.hold"),
        ("shortest = 13", "shortest = 20", "card.shortest must not exceed"),
        ('prefixes = ["4"]', 'prefixes = ["four"]', "card.schemes.0.prefixes.0"),
        ('prefixes = ["4"]', 'prefixes = ["41111"]', "card.schemes.0.prefixes.0"),
        ("lengths = [13, 16, 19]", "lengths = [12]", "card.schemes.0.lengths.0"),
        ('regions = ["SA"', 'regions = ["Saudi"', "'Saudi' is no region"),
        ("[cues.pin]", "[cues.password]", "cues.password"),
        ('"riyal",', '"", "riyal",', "a phrase needs something to match"),
        ('home = ["SA"', 'home = ["sa"', "iban.home.0"),
    ],
)
def test_a_wrong_value_is_named_with_its_file_key_and_reason(file: Path, right: str, wrong: str, named: str) -> None:
    assert right in SHIPPED
    file.write_text(SHIPPED.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_policy(file)
    assert str(file) in caught.value.what
    assert named in caught.value.what


def test_missing_cues_are_named(file: Path) -> None:
    start = SHIPPED.index("[cues.pin]")
    file.write_text(SHIPPED[:start] + SHIPPED[SHIPPED.index("[cues.phone]") :], encoding="utf-8")
    with pytest.raises(UserError, match="cues are missing for pin"):
        load_policy(file)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(UserError, match=r"redaction\.toml"):
        load_policy(file)


def test_a_company_can_add_its_own_words(file: Path) -> None:
    text = "its wristband code reads 12345678901"
    assert redact_line(text, policy=load_policy()).text == text
    file.write_text(SHIPPED.replace('"national id",', '"national id", "wristband code",', 1), encoding="utf-8")
    assert redact_line(text, policy=load_policy(file)).text == "its wristband code reads [id]"
