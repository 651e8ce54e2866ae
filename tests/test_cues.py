"""Listed phrases in what customers say: under what clings to words, and only where they were surely heard."""

from __future__ import annotations

import pytest

from callassist.events import Utterance
from callassist.knowledge.cues import Cue, Cues


def said(text: str, unsure: tuple[tuple[int, int], ...] = ()) -> Utterance:
    return Utterance(t=0, t0=0, t1=2, speaker="customer", text=text, unsure=unsure)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("الفاتورة", "وفاتورتي غالية"),
        ("فاتورة", "ليش الفاتورة زادت"),
        ("ما أقدر", "تعبان وما اقدر أسدد"),
        ("مش شغال", "النت فاصل ومش شغّال"),
        ("إلغاء الاشتراك", "أريد الغاء الإشتراك"),
        ("it's working", "yes It’s working"),
        ("red light", "there is a Red Light on it"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert [cue.phrase for cue in Cues([phrase]).find(said(text))] == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("إلغاء الاشتراك", "إلغاء. الاشتراك"),
        ("إلغاء الاشتراك", "الاشتراك إلغاء"),
        ("إلغاء الاشتراك", "إلغاء"),
        ("فني", "فنان"),
        ("port", "report"),
    ],
)
def test_another_thing_is_not_taken_for_it(phrase: str, text: str) -> None:
    assert Cues([phrase]).find(said(text)) == []


def test_a_cue_says_where_it_is() -> None:
    assert Cues(["late fee", "fee"]).find(said("the late fee, please")) == [Cue("late fee", 1, 3), Cue("fee", 2, 3)]


def test_a_word_counts_for_the_longest_phrase_only() -> None:
    cues = Cues(["الفاتورة", "فاتورتي", "رسوم", "رسوم التأخير"])
    assert sorted(cue.phrase for cue in cues.longest(said("فاتورتي فيها رسوم التأخير"))) == ["الفاتورة", "رسوم التأخير"]


def test_a_doubted_word_is_no_part_of_a_phrase() -> None:
    text = "أبي ألغي الاشتراك اليوم"
    at = text.index("الاشتراك")
    cues = Cues(["ألغي الاشتراك", "اليوم"])
    assert [cue.phrase for cue in cues.find(said(text, ((at, at + 2),)))] == ["اليوم"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("النت مقطوع", True),
        ("النت عندي مقطوع", True),
        ("النت عندي اليوم مقطوع", False),
        ("النت عندي، مقطوع", False),
    ],
)
def test_a_word_may_stand_between(text: str, counts: bool) -> None:
    assert bool(Cues(["النت مقطوع"], between=1).find(said(text))) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("اشتغل", True),
        ("ما اشتغل", False),
        ("وما اشتغل", False),
        ("ما بعد اشتغل", False),
        ("ما هو بعد اليوم اشتغل", True),
        ("ما أدري، اشتغل", True),
        ("اشتغل ما", True),
    ],
)
def test_a_denial_reaches_so_far_and_not_over_a_mark(text: str, counts: bool) -> None:
    assert bool(Cues(["اشتغل"], denied=["ما"], reach=1).find(said(text))) is counts
