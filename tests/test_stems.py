"""Arabic words that are one word under what clings to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.speech.guards import bare
from callassist.text.stems import stems, without_article


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("والفاتورة", "فاتورة"),
        ("فاتورة", "الفاتورة"),
        ("وبالفاتورة", "الفاتورة"),
        ("للفاتورة", "الفاتورة"),
        ("كفاتورتها", "فاتورة"),
        ("وفاتورتك", "الفاتورة"),
        ("فاتورتي", "الفاتورة"),
        ("رصيدكم", "الرصيد"),
        ("فباقتنا", "الباقة"),
        ("باقتهم", "باقة"),
    ],
)
def test_what_clings_to_a_word_does_not_hide_it(written: str, listed: str) -> None:
    assert without_article(bare(listed)) in stems(bare(written))


@pytest.mark.parametrize(
    ("written", "listed"), [("الشريحة", "الشركة"), ("فاتن", "فاتورة"), ("والد", "الدفع"), ("routers", "route")]
)
def test_another_word_stays_another(written: str, listed: str) -> None:
    assert without_article(bare(listed)) not in stems(bare(written))


@pytest.mark.parametrize("word", ["الى", "ألم", "ال"])
def test_too_short_a_word_keeps_what_looks_like_an_article(word: str) -> None:
    assert without_article(bare(word)) == bare(word)


@given(st.text(alphabet="والبفكلتهينمرس", min_size=1, max_size=12))
def test_every_word_is_its_own_stem_and_no_other_is_chance(word: str) -> None:
    found = stems(word)
    assert word in found
    assert all(len(stem) >= 3 for stem in found - {word})
