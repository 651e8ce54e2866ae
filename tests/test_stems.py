"""Words that are one word: Arabic ones under what clings to them, English ones under their endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.knowledge.fact_index import said_forms
from callassist.speech.guards import bare
from callassist.text.stems import stems, without_article
from callassist.text.stems_en import inflections


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


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("charge", {"charge", "charges", "charged", "charging"}),
        ("call", {"call", "calls", "called", "calling"}),
        ("reply", {"reply", "replies", "replied", "replying"}),
        ("delay", {"delay", "delays", "delayed", "delaying"}),
        ("cancel", {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"}),
        ("stop", {"stop", "stops", "stopped", "stopping", "stoped", "stoping"}),
        ("fix", {"fix", "fixes", "fixed", "fixing"}),
    ],
)
def test_an_english_word_has_its_endings(word: str, forms: set[str]) -> None:
    assert inflections(word) == forms


@pytest.mark.parametrize(("plural", "word"), [("deliveries", "delivery"), ("charges", "charge"), ("fees", "fee")])
def test_a_fact_is_meant_by_many_as_by_one(plural: str, word: str) -> None:
    assert word in said_forms(plural)
