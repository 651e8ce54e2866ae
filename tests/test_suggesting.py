"""What the knowledge base is asked while people talk, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from callassist.calls.session import CallSession, Observer
from callassist.conduct.anger import AngerObserver
from callassist.conduct.judge import Judge
from callassist.events import (
    CallStarted,
    Event,
    FoundArticle,
    KnowledgeGap,
    Lookup,
    LookupResult,
    Recorded,
    Speaker,
    Suggestion,
)
from callassist.knowledge.suggesting import SuggestionObserver, load_policy
from callassist.speech.recognizer import Word
from callassist.text.redaction import Vault
from callassist.text.redaction import load_policy as load_redaction
from callassist.text.treatment import Treatment

POLICY = load_policy()


class Knowledge:
    """A desk that knows what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, tuple[str, ...]] = {}

    def __call__(self, lookup: Lookup) -> Iterable[LookupResult]:
        self.asked.append(lookup.text)
        ids = next((ids for words, ids in self.answers.items() if words in lookup.text), ())
        return (LookupResult(t=lookup.t, number=lookup.number, articles=found(*ids)),)


def found(*ids: str) -> tuple[FoundArticle, ...]:
    return tuple(FoundArticle(id=name, title=name, passage=f"about {name}", score=0.9, language="ar") for name in ids)


class Call:
    """A call in which both sides say something every ten seconds or so."""

    def __init__(self, knowledge: Knowledge, *before: Observer) -> None:
        self.t = 0.0
        self.session = CallSession(
            CallStarted(id="c", started_at="2026-03-01T10:00:00+03:00", language="ar"),
            Treatment(load_redaction(), Vault(), language="ar", unsure_below=0.6),
            (*before, SuggestionObserver(POLICY, "ar")),
            knowledge,
        )
        self.session.start()

    def say(self, speaker: Speaker, text: str, *, after: float = 2.0, confidence: float = 0.95) -> list[Event]:
        t0, self.t = self.t + after, self.t + after + 3
        words = [Word(word, confidence=confidence) for word in text.split()]
        return [item.event for item in self.session.say(speaker, t0, self.t, words, self.t)]


def of(kind: type[Event], events: Iterable[Event | Recorded]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]


def test_what_the_customer_wants_is_asked_and_the_best_three_are_suggested() -> None:
    knowledge = Knowledge()
    knowledge.answers["التأخير"] = ("late-fee", "bill", "due", "other")
    events = Call(knowledge).say("customer", "كم رسوم التأخير على الفاتورة؟")
    (suggestion,) = of(Suggestion, events)
    assert isinstance(suggestion, Suggestion)
    assert [article.id for article in suggestion.articles] == ["late-fee", "bill", "due"]
    assert suggestion.payload()["articles"][0] == {
        "id": "late-fee",
        "title": "late-fee",
        "passage": "about late-fee",
        "score": 0.9,
    }


@pytest.mark.parametrize("text", ["السلام عليكم", "أيوه تمام", "طيب شكرا الله يعطيك العافية", "نعم 2026"])
def test_small_talk_asks_nothing(text: str) -> None:
    knowledge = Knowledge()
    Call(knowledge).say("customer", text)
    assert knowledge.asked == []


def test_what_the_agent_says_is_not_looked_up() -> None:
    knowledge = Knowledge()
    Call(knowledge).say("agent", "رسوم التأخير على الفاتورة خمسة وعشرون ريالا")
    assert knowledge.asked == []


def test_a_turn_in_pieces_is_one_question_and_the_agents_turn_ends_it() -> None:
    knowledge = Knowledge()
    call = Call(knowledge)
    call.say("customer", "النت عندي يفصل كل ليلة")
    call.say("agent", "نعم تفضل")
    call.say("customer", "وسويت إعادة تشغيل للمودم")
    assert "يفصل" in knowledge.asked[-1]
    assert "المودم" in knowledge.asked[-1] or "للمودم" in knowledge.asked[-1]
    call.say("agent", "أفهم أن الإنترنت ينقطع كل ليلة وسأفحص الخط الآن معك")
    call.say("customer", "وبعدين ليش الفاتورة زادت هالشهر؟")
    assert "يفصل" not in knowledge.asked[-1]
    assert "الفاتورة" in knowledge.asked[-1]


def test_the_same_answer_is_not_suggested_twice() -> None:
    knowledge = Knowledge()
    knowledge.answers["الفاتورة"] = ("bill",)
    call = Call(knowledge)
    assert of(Suggestion, call.say("customer", "ليش الفاتورة زادت هالشهر؟"))
    assert not of(Suggestion, call.say("customer", "يعني الفاتورة غالية مرة هالمرة"))


def test_a_question_without_an_answer_is_a_gap_once() -> None:
    knowledge = Knowledge()
    call = Call(knowledge)
    (gap,) = of(KnowledgeGap, call.say("customer", "هل تبيعون هواتف الأقمار الصناعية؟"))
    assert isinstance(gap, KnowledgeGap)
    assert gap.question == "هل تبيعون هواتف الأقمار الصناعية؟"
    assert not of(KnowledgeGap, call.say("customer", "هل تبيعون هواتف الأقمار الصناعية؟", after=40.0))


@pytest.mark.parametrize(
    "text", ["وكيف أرسل هدية لخط ثاني", "فهل تبيعون هواتف الأقمار الصناعية", "so where is the telephone museum"]
)
def test_a_question_is_one_without_its_mark(text: str) -> None:
    assert of(KnowledgeGap, Call(Knowledge()).say("customer", text))


def test_what_was_heard_unsurely_is_no_gap() -> None:
    events = Call(Knowledge()).say("customer", "هل تبيعون هواتف الأقمار الصناعية؟", confidence=0.3)
    assert not of(KnowledgeGap, events)


def test_a_threat_is_no_gap_even_where_it_asks() -> None:
    threat = "هل تعرف أني أعرف وين تسكن ومتى تطلع؟"
    assert of(KnowledgeGap, Call(Knowledge()).say("customer", threat))
    assert not of(KnowledgeGap, Call(Knowledge(), AngerObserver(Judge())).say("customer", threat))


def test_what_is_told_and_asked_for_nothing_is_no_gap() -> None:
    assert not of(KnowledgeGap, Call(Knowledge()).say("customer", "ولدي سافر أمس للرياض مع أصحابه"))


@pytest.mark.parametrize("said", ["وعليكم السلام ورحمة الله وبركاته، كيف حالك؟", "good evening, how are you today?"])
def test_courtesy_that_asks_is_no_gap(said: str) -> None:
    assert not of(KnowledgeGap, Call(Knowledge()).say("customer", said))


def test_an_answer_that_comes_late_does_not_replace_a_later_one() -> None:
    observer = SuggestionObserver(POLICY, "ar")
    call = CallSession(
        CallStarted(id="c", started_at="2026-03-01T10:00:00+03:00"),
        Treatment(load_redaction(), Vault(), language="ar", unsure_below=0.6),
        (observer,),
    )
    call.start()
    for t, text in ((1.0, "ليش الفاتورة زادت هالشهر؟"), (40.0, "ومتى يجي الفني للبيت؟")):
        asked = call.say("customer", t, t + 3, [Word(word) for word in text.split()], t + 3)
        assert of(Lookup, [item.event for item in asked])
    late = LookupResult(t=44.0, number=1, articles=found("bill"))
    now = LookupResult(t=43.5, number=2, articles=found("technician"))
    shown = [item.event for result in (now, late) for item in call.take(result, result.t)]
    suggested = of(Suggestion, shown)
    assert [event.articles[0].id for event in suggested if isinstance(event, Suggestion)] == ["technician"]
    refined = LookupResult(t=45.0, number=2, articles=found("technician", "visit"))
    assert not of(Suggestion, [item.event for item in call.take(refined, 45.0)]), "the question was answered for good"
