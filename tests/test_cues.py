"""Cues, found in what was said: under what clings to words, as closely as is asked, and only where surely heard."""

from __future__ import annotations

import pytest

from callassist.text.cues import Closeness, Cues, Found, heard

DENYING = Closeness(reach=1)
GROUPS = {"a": "wifi line", "b": "down dead"}


def cues_in(text: str, *phrases: str, unsure: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [found.cue for found in Cues(phrases, plain=True).find(heard(text, unsure))]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("الفاتورة", "وفاتورتي غالية"),
        ("فاتورة", "ليش الفاتورة زادت"),
        ("ما أقدر", "تعبان وما اقدر أسدد"),
        ("لا أقدر", "فلا اقدر أسدد"),
        ("مش شغال", "النت فاصل ومش شغّال"),
        ("مفيش نت", "مفيش النت من امبارح"),
        ("إلغاء الاشتراك", "أريد الغاء الإشتراك"),
        ("it's working", "yes It’s working"),
        ("red light", "there is a Red Light on it"),
        ("manager", "that is the manager's job"),
        ("wi-fi", "the Wi-Fi is slow"),
        ("24/7", "you say 24 7"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert cues_in(text, phrase) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("إلغاء الاشتراك", "إلغاء. الاشتراك"),
        ("إلغاء الاشتراك", "إلغاء، الاشتراك"),
        ("إلغاء الاشتراك", "الاشتراك إلغاء"),
        ("إلغاء الاشتراك", "إلغاء"),
        ("wi-fi", "wi - fi"),
        ("فني", "فنان"),
        ("port", "report"),
        ("card", "it ends with [card] now"),
        ("id", "[id]"),
    ],
)
def test_another_thing_is_not_taken_for_it(phrase: str, text: str) -> None:
    assert cues_in(text, phrase) == []


def test_a_cue_says_where_it_is() -> None:
    text = "the late fee, please"
    assert Cues(["late fee", "fee"], plain=True).find(heard(text)) == [
        Found("late fee", first=1, last=3, start=4, end=12),
        Found("fee", first=2, last=3, start=9, end=12),
    ]


def test_the_evidence_is_the_text_as_it_stands() -> None:
    text = "قلت لكم: وفاتُورَتي، دفعتُها!"
    found = Cues(["فاتورة .. دفعتها"], closeness=Closeness(gap=2, over_commas=True)).first(heard(text))
    assert found is not None
    assert text[found.start : found.end] == "وفاتُورَتي، دفعتُها"


def test_the_first_is_the_first_of_the_list() -> None:
    cues = Cues(["angry", "sorry"])
    found = cues.first(heard("sorry, I am angry"))
    assert found is not None
    assert found.cue == "angry"
    assert [each.cue for each in cues.find(heard("sorry, I am angry"))] == ["sorry", "angry"]
    assert cues.first(heard("")) is None


def test_a_word_counts_for_the_longest_phrase_only() -> None:
    cues = Cues(["الفاتورة", "فاتورتي", "رسوم", "رسوم التأخير"], plain=True)
    found = cues.longest(heard("فاتورتي فيها رسوم التأخير"))
    assert sorted(each.cue for each in found) == ["الفاتورة", "رسوم التأخير"]


def test_a_doubted_word_is_no_part_of_a_phrase_unless_it_is_asked_for() -> None:
    text = "أبي ألغي الاشتراك اليوم"
    at = text.index("الاشتراك")
    said = heard(text, ((at, at + 2),))
    cues = Cues(["ألغي الاشتراك", "اليوم"])
    assert [found.cue for found in cues.find(said)] == ["اليوم"]
    assert [found.cue for found in cues.find(said, doubted=True)] == ["ألغي الاشتراك", "اليوم"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("النت مقطوع", True),
        ("النت عندي مقطوع", True),
        ("النت عندي اليوم مقطوع", False),
        ("النت عندي، مقطوع", False),
        ("النت [id] مقطوع", True),
    ],
)
def test_a_word_may_stand_between(text: str, counts: bool) -> None:
    cues = Cues(["النت مقطوع"], closeness=Closeness(between=1), plain=True)
    assert (cues.first(heard(text)) is not None) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("اشتغل", True),
        ("ما اشتغل", False),
        ("وما اشتغل", False),
        ("ما بعد اشتغل", False),
        ("ما هو بعد اليوم اشتغل", True),
        ("ما أدري، اشتغل", True),
        ("لا، اشتغل", True),
        ("اشتغل ما", True),
        ("ما اشتغل بس الحين اشتغل", True),
    ],
)
def test_a_denial_reaches_so_far_and_not_over_a_mark(text: str, counts: bool) -> None:
    cues = Cues(["اشتغل"], denied=["ما", "لا"], closeness=DENYING)
    assert (cues.first(heard(text)) is not None) is counts
    assert bool(cues.find(heard(text))) is counts


def test_a_denial_that_may_have_been_heard_denies() -> None:
    """What was unsure must not make of "didn't work" that it did."""
    assert Cues(["اشتغل"], denied=["ما"], closeness=DENYING).find(heard("ما اشتغل", ((0, 2),))) == []
    assert Cues(["اشتغل"], denied=["ما"], closeness=DENYING).find(heard("ما هو اشتغل", ((3, 5),))) == []


@pytest.mark.parametrize(
    ("written", "text", "is_found"),
    [
        ("نت مقطوع", "والنت مقطوع", True),
        ("شبكة مقطوعة", "وشبكتكم مقطوعه", True),
        ("شبكة .. مقطوعة", "الشبكة عندي من أمس مقطوعة", True),
        ("شبكة .. مقطوعة", "الشبكة عندي في البيت من أمس مقطوعة", False),
        ("شبكة .. مقطوعة", "الشبكة تمام. مقطوعة الكهرباء", False),
        ("شبكة .. مقطوعة", "الشبكة، والله، مقطوعة", True),
        ("شبكة ..1 مقطوعة", "الشبكة عندي مقطوعة", True),
        ("شبكة ..1 مقطوعة", "الشبكة عندي اليوم مقطوعة", False),
        ("@a .. @b", "the wifi is down", True),
        ("wi-fi .. @b", "the Wi-Fi is down", True),
        ("frustrat*", "this is so frustrating", True),
        ("complain+", "I complained twice", True),
        ("complain+", "one more complaint", False),
        ("أقفل+ خط", "هنقفل الخط", True),
        ("أقفل+ خط", "بقفلها", False),
        ("أقفل+ خط", "هتقفل الخط", False),
        ("تقفل+", "متى بتقفلين الشكوى", True),
        ("يقفل+", "ما بيقفلوش", True),
        ("سأقفل+", "وسأقفله الآن", True),
        ("سأقفل+", "أقفل الراوتر", False),
        ("charge+ .. twice", "you keep charging me twice", True),
        ("stop+", "it stopped", True),
        ("reply+", "nobody replies", True),
        ("فاتورة غلط", "الفتورة غلط", True),
        ("فاتورة", "الفتورة", False),  # by itself a word must be heard rightly
        ("فاتورة مضاعفة", "الفتورة مضاغفة", False),  # one letter, not two
    ],
)
def test_cues_are_found_as_they_are_meant(written: str, text: str, is_found: bool) -> None:
    closeness = Closeness(gap=3, misheard_from=6, over_commas=True)
    assert (Cues([written], GROUPS, closeness=closeness).first(heard(text)) is not None) is is_found


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "no words"),
        ("..", "no words"),
        (".. a", "begins or ends"),
        ("a ..", "begins or ends"),
        ("a ..b c", "gap"),
        ("@c", "no group"),
        ("a/", "none"),
        ("*", "none"),
        ("فاتورة+", "no verb"),
        ("the wi-fi/wifi", "several"),
        ("?", "none"),
    ],
)
def test_a_cue_that_is_written_wrongly_says_so(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Cues([written], GROUPS)
