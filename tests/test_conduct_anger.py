"""What is told as anger: kinds, evidence, what does not count, and what is never told twice."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.conduct import weights
from callassist.conduct.anger import AngerObserver
from callassist.conduct.judge import Judge
from callassist.conduct.senses import sense_finder
from callassist.events import Anger, CallStarted, Event, Speaker, Utterance
from callassist.paths import shipped


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


def said(text: str, t0: float = 1.0, *, speaker: Speaker = "customer", revises: int | None = None) -> Utterance:
    return Utterance(t=t0, t0=t0, t1=t0 + 1, speaker=speaker, text=text, revises=revises)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("يا غبي كم مرة اقولك", "abuse"),
        ("انت حمار ما تفهم", "abuse"),
        ("يا ابن الكلب رجع فلوسي", "abuse"),
        ("you stupid idiot give me my money", "abuse"),
        ("اعرف وين تسكن وانتبه لنفسك", "threat"),
        ("هكسر دماغك والله", "threat"),
        ("سأقتلك أنت وعائلتك", "threat"),
        ("I know where you live and I will find you", "threat"),
        ("خدمتكم زفت", "grievance"),
        ("حسبي الله ونعم الوكيل فيكم", "grievance"),
        ("بشتكيكم عند هيئة الاتصالات", "grievance"),
        ("your service is garbage", "grievance"),
        ("I will report you to the regulator", "grievance"),
        ("انا غبي نسيت كلمة السر", None),
        ("الكلب حق الجيران قطع السلك", None),
        ("مراتي هتموتني لو النت مرجعش", None),
        ("كم باقي لي من الباقة", None),
        ("I'm such an idiot I forgot my password", None),
        ("what time does the shop close", None),
        ("you're completely useless, aren't you", "abuse"),
        ("زميلك اللي رد عليا حمار", "abuse"),
        ("الله يلعن الشيطان", None),
        ("يخرب بيت الراوتر", None),
        ("واحد يرسل لي بذبحك كيف أحظره", None),
        ("I'd like to cancel my subscription", None),
        ("My line is down again", None),
        ("الحين! أبيه الحين!", None),
        ("لا، سلامتك", None),
        ("منى.", None),
        ("No, that is all. Goodbye.", None),
    ],
)
def test_kinds(judge: Judge, text: str, kind: str | None) -> None:
    assert judge.judge(text, None).kind == kind


def test_evidence_is_the_words_that_made_it_so(judge: Judge) -> None:
    assert judge.judge("طيب اسمع يا غبي ابي فلوسي", "ar").evidence == "يا غبي"
    assert judge.judge("فاتورتي عالية", "ar").evidence == ""


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("أنا اتخنقت منكم، كل يوم تقولوا بكرة بكرة!", "كل يوم تقولوا بكرة بكرة"),
        ("three weeks without internet and you still want my money", None),
        (
            "Hello, Daniel. My internet goes down every evening, and this is the second time that I am calling you"
            " about it.",
            "and this is the second time that I am calling you about it",
        ),
    ],
)
def test_evidence_that_no_rule_found_is_a_clause_that_can_be_read(
    judge: Judge, text: str, evidence: str | None
) -> None:
    found = judge.judge(text, None)
    assert not found.ruled
    assert found.evidence == (evidence or text)


def test_of_a_long_clause_the_evidence_is_a_part(judge: Judge) -> None:
    text = (
        "I am telling you that one of you lot over there is going to end up in hospital if nobody comes to me tomorrow"
    )
    found = judge.judge(text, None)
    assert found.kind == "threat"
    assert not found.ruled
    assert found.evidence in text
    assert 3 <= len(found.evidence.split()) < len(text.split())


def test_a_doubted_word_of_the_evidence_does_not_count(judge: Judge) -> None:
    text = "طيب اسمع يا غبي ابي فلوسي"
    start = text.index("غبي")
    assert not judge.judge(text, "ar", unsure=[(start, start + 3)]).counts
    assert judge.judge(text, "ar", unsure=[(0, 3)]).counts


def test_what_was_badly_heard_does_not_count(judge: Judge) -> None:
    assert judge.judge("you stupid idiot", "en", confidence=0.3).kind == "abuse"
    assert not judge.judge("you stupid idiot", "en", confidence=0.3).counts
    assert judge.judge("you stupid idiot", "en", confidence=0.9).counts


def test_the_agent_is_never_judged(judge: Judge) -> None:
    assert not list(AngerObserver(judge).observe(said("you stupid idiot", speaker="agent")))


def test_an_utterance_is_told_once(judge: Judge) -> None:
    observer = AngerObserver(judge)
    first = list(observer.observe(said("you stupid idiot my card is [card]")))
    assert [(event.kind, event.t, event.t1) for event in first if isinstance(event, Anger)] == [("abuse", 1.0, 2.0)]
    assert not list(observer.observe(said("you stupid idiot my card is 4000", revises=7)))
    assert list(observer.observe(said("you stupid idiot", t0=9.0)))


def test_a_call_begins_anew(judge: Judge) -> None:
    observer = AngerObserver(judge)
    events: list[Event] = [said("you stupid idiot"), CallStarted(id="c", started_at="2026-01-01T00:00:00Z")]
    for event in events:
        observer.observe(event)
    assert list(observer.observe(said("you stupid idiot", revises=3)))


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3))
def test_any_text_is_judged(text: str, unsure: list[tuple[int, int]]) -> None:
    found = _JUDGE.judge(text, None, unsure=unsure)
    assert found.evidence in text
    assert (found.kind is None) == (found.evidence == "")
    assert abs(sum(found.scores.values()) - 1) < 1e-6


_INNOCENT = st.sampled_from(["", "السلام عليكم", "hello", "انا غبي", "لو سمحت", "I'm calling about my bill"])


@given(_INNOCENT, _INNOCENT)
def test_nobody_is_accused_of_an_insult_to_oneself(before: str, after: str) -> None:
    for text in ("معليش انا غبي نسيت الرقم", "I'm such an idiot I forgot my password"):
        assert _JUDGE.judge(f"{before} {text} {after}".strip(), None).kind not in ("abuse", "threat")


def test_the_shipped_weights_are_those_whose_digest_is_written_down() -> None:
    file = shipped("models", "conduct", "weights.npz")
    told = shipped("models", "conduct", "weights.sha256").read_text(encoding="ascii").strip()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == told
    assert file.stat().st_size < 8_000_000


def test_words_pull_as_they_should() -> None:
    loaded = weights.load()
    said = ["idiot", "invoice"]
    pulls = loaded.pull(said, "abuse", sense_finder().row(said))
    assert pulls[0] > pulls[1]
    assert np.all(np.isfinite(pulls))


_JUDGE = Judge()
