"""Which situation a call is in: written lines in three dialects and English, and when words are offered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from callassist import paths
from callassist.errors import UserError
from callassist.events import (
    AlarmWithdrawn,
    Alert,
    CallStarted,
    CustomerKnown,
    Event,
    Handover,
    MayEndCall,
    PhraseOffered,
    Speaker,
    Utterance,
)
from callassist.knowledge import phrases, situations
from callassist.knowledge.offering import Manner, PhraseObserver
from callassist.knowledge.situations import CUSTOMER_SITUATIONS
from callassist.text import dialect

SITUATIONS = situations.load()
PHRASES = phrases.load()


@dataclass(frozen=True)
class Line:
    dialect: str
    situation: str | None
    text: str


def lines(name: str = "situation_lines.tsv") -> list[Line]:
    found = []
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            spoken, situation, text = line.split("\t")
            found.append(Line(spoken, None if situation == "-" else situation, text))
    return found


def precision_and_recall(judged: list[Line]) -> tuple[float, float]:
    """Of the situations told, the share that was right; of those there were, the share that was told."""
    told = [(line.situation, SITUATIONS.told("customer", line.text).situation) for line in judged]
    right = sum(found is not None and found == real for real, found in told)
    return right / sum(found is not None for _, found in told), right / sum(real is not None for real, _ in told)


def test_the_lines_are_enough_to_judge_by() -> None:
    told = lines()
    assert len(told) >= 150
    assert len({line.text for line in told}) == len(told)
    assert sum(line.situation is None for line in told) >= len(told) / 3
    for spoken in phrases.DIALECTS:
        of_dialect = {line.situation for line in told if line.dialect == spoken}
        assert of_dialect == {None, *CUSTOMER_SITUATIONS}


def test_a_situation_that_is_told_is_the_right_one() -> None:
    """The cues were bettered by these lines: 1.0 and .99 when this was written."""
    precision, recall = precision_and_recall(lines())
    assert precision >= 0.98
    assert recall >= 0.95


def test_it_is_right_on_lines_that_the_cues_do_not_know() -> None:
    """Written after the cues and never used for them: 1.0 and .70 when this was written. Missing some is no harm."""
    apart = lines("situation_lines_kept_apart.tsv")
    assert not {line.text for line in apart} & {line.text for line in lines()}
    precision, recall = precision_and_recall(apart)
    assert precision >= 0.9
    assert recall >= 0.6


@pytest.mark.parametrize(
    "text",
    ["النت مقطوع عندي", "The line is dead", "أبوي توفى", "شكرا جزيلا", "كم مرة لازم أكلمكم", "الموظف كان وقحا"],
)
def test_only_the_customers_words_make_a_customers_situation(text: str) -> None:
    assert SITUATIONS.told("customer", text).situation is not None
    assert SITUATIONS.told("agent", text).situation is None


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("لحظة أشيك لك على الطلب", "hold"),
        ("ثواني يا فندم هشوف لحضرتك الأوردر", "hold"),
        ("خلك معي على الخط", "hold"),
        ("Could you bear with me", "hold"),
        ("بحولك على القسم الفني", "transfer"),
        ("هحول حضرتك لزميلي", "transfer"),
        ("I'll put you through to billing", "transfer"),
        ("تامرني بشي ثاني", "closing"),
        ("أي خدمة تانية يا فندم", "closing"),
        ("Is there anything else I can do", "closing"),
        ("شكرا على انتظارك", None),
        ("الفني يوصلك بكرة", None),
        ("Your balance is twenty", None),
    ],
)
def test_the_agents_words_make_the_agents(text: str, situation: str | None) -> None:
    assert SITUATIONS.told("agent", text).situation == situation
    assert SITUATIONS.told("customer", text).situation in (None, "thanks")


def test_anger_is_told_from_frustration() -> None:
    assert SITUATIONS.told("customer", "حسبي الله ونعم الوكيل فيكم").tone == "angry"
    assert SITUATIONS.told("customer", "أنا زهقت منكم بجد").tone == "tense"
    assert SITUATIONS.told("customer", "النت مقطوع وأنا زهقت منكم").situation == "outage"
    assert SITUATIONS.told("customer", "النت مقطوع وأنا زهقت منكم").tone == "tense"


def test_unsure_words_tell_nothing_but_may_rule_out() -> None:
    text = "النت مقطوع عندي"
    assert SITUATIONS.told("customer", text, [(6, 11)]).situation is None
    assert SITUATIONS.told("customer", text, [(12, 16)]).situation == "outage"
    text = "إذا النت مقطوع وش أسوي"
    assert SITUATIONS.told("customer", text, [(0, 3)]).situation is None


def test_the_agent_owns_a_fault_in_so_many_words() -> None:
    for text in ("الغلط منا", "حضرتك الغلط من عندنا", "التقصير من جهتنا", "That was our mistake", "We made a mistake"):
        assert SITUATIONS.admits(text)
    for text in ("الغلط مو منا", "It wasn't our mistake", "خلنا نشوف الغلط وين"):
        assert not SITUATIONS.admits(text)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("gap = 4", "gap = -1", "matching.gap"),
        ("cool_down = 12.0", "cool_down = 12.0\nwarm_up = 2", "offering.warm_up"),
        ("[customer.outage]", "[customer.outrage]", "customer.outrage"),
        ('"no @net"', '"no @nets"', "@nets"),
        ('"outage"', '".."', "has no words"),
    ],
)
def test_a_mistake_in_the_policy_names_file_key_and_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = paths.shipped("resources", "policies", "situations.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "situations.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        situations.load(path)
    assert "situations.toml" in str(raised.value)
    assert reason in str(raised.value)


def test_a_dialect_needs_words_that_give_it_away() -> None:
    ear = dialect.load()
    assert ear.decided(ear.counts("وش السالفة أبي أعرف وين طلبي")) == "gulf"
    assert ear.decided(ear.counts("عايز أعرف ليه ده حصل دلوقتي")) == "egyptian"
    assert ear.decided(ear.counts("أريد أن أعرف لماذا لم يصل هذا")) == "msa"
    assert ear.decided(ear.counts("My internet is down")) == "en"
    assert ear.decided(ear.counts("رقم الطلب خمسة")) is None
    assert ear.decided(ear.counts("وش ده أبي كده")) is None


def test_no_line_is_taken_for_another_dialect() -> None:
    ear = dialect.load()
    for line in lines():
        assert ear.decided(ear.counts(line.text)) in (None, line.dialect), line


# ── Offers in a call ──────────────────────────────────────────────────────────────────────────────────────


class Call:
    """A call in which things are said; what the observer offers is kept."""

    def __init__(self, manner: Manner | None = None, language: str = "ar") -> None:
        self.observer = PhraseObserver(PHRASES, SITUATIONS, manner or Manner(dialect="gulf"), dialect.load())
        self.tell(CallStarted(id="c1", started_at="2026-05-04T16:05:00+03:00", language=language))  # type: ignore[arg-type]

    def tell(self, event: Event) -> list[PhraseOffered]:
        offered = list(self.observer.observe(event))
        assert all(isinstance(item, PhraseOffered) for item in offered)
        return offered  # type: ignore[return-value]

    def say(self, t: float, speaker: Speaker, text: str, **more: object) -> list[PhraseOffered]:
        return self.tell(Utterance(t=t, t0=t, t1=t + 2, speaker=speaker, text=text, **more))  # type: ignore[arg-type]


def test_words_are_offered_in_the_customers_dialect_and_gender() -> None:
    call = Call(Manner(dialect="gulf", gender="f"))
    call.tell(CustomerKnown(person="1", name="أستاذة منى", gender="f", dialect="egyptian"))
    (offered,) = call.say(5, "customer", "النت مقطوع")
    assert offered.id.startswith("outage.egyptian.")
    assert offered.t == 7


def test_without_a_record_the_customers_words_tell_the_dialect() -> None:
    call = Call(Manner(dialect="gulf"))
    assert call.say(1, "customer", "بص عايز أسألك إيه ده دلوقتي") == []
    assert call.say(5, "customer", "النت مقطوع")[0].id.startswith("outage.egyptian.")
    assert Call(Manner(dialect="gulf")).say(5, "customer", "الشبكة مقطوعة")[0].id.startswith("outage.gulf.")
    assert Call(language="en").say(5, "customer", "outage")[0].id.startswith("outage.en.")


def test_a_turn_brings_one_offer_and_a_while_must_pass() -> None:
    call = Call()
    assert len(call.say(0, "customer", "النت مقطوع")) == 1
    assert call.say(40, "customer", "حسبي الله ونعم الوكيل") == []  # still the same turn
    call.say(43, "agent", "معك حق")
    assert len(call.say(50, "customer", "حسبي الله ونعم الوكيل")) == 1
    call.say(53, "agent", "معك حق")
    assert call.say(55, "customer", "للحين ما وصلتني الشريحة") == []  # too soon
    call.say(60, "agent", "طيب")
    assert len(call.say(80, "customer", "للحين ما وصلتني الشريحة")) == 1
    call.say(90, "agent", "طيب")
    assert call.say(120, "customer", "النت مقطوع") == []  # that situation had its words
    call.say(121, "agent", "طيب")
    assert len(call.say(170, "customer", "النت مقطوع")) == 1


def test_words_for_what_the_agent_does_leave_the_customers_next_turn_free() -> None:
    call = Call()
    assert len(call.say(0, "agent", "لحظة أشيك لك على الخط")) == 1
    assert len(call.say(20, "customer", "حسبي الله ونعم الوكيل")) == 1


def test_nobody_is_wished_a_good_day_whose_call_may_be_ended_for_abuse() -> None:
    for hostile in (MayEndCall(t=3, say="…"), Alert(t=3, whom="2100", evidence="…")):
        call = Call()
        call.tell(hostile)
        assert call.say(4, "agent", "سأنهي المكالمة الآن، مع السلامة") == []
        call.tell(AlarmWithdrawn(t=7))
        assert [offer.situation for offer in call.say(8, "agent", "شكرا لاتصالك، مع السلامة")] == ["closing"]


def test_what_was_hardly_heard_or_only_revised_brings_nothing() -> None:
    call = Call()
    assert call.say(0, "customer", "النت مقطوع", confidence=0.3) == []
    assert call.say(5, "customer", "النت مقطوع", unsure=((0, 14),)) == []
    assert call.say(10, "customer", "النت مقطوع", revises=3) == []
    assert len(call.say(20, "customer", "النت مقطوع", confidence=0.9)) == 1


def test_fault_is_owned_only_after_the_agent_owned_it() -> None:
    by_id = {p.id: p for situation in phrases.SITUATIONS for p in PHRASES.of(situation, "gulf")}
    call = Call()
    (offered,) = call.say(0, "customer", "طلبي متأخر له أسبوع")
    assert by_id[offered.id].fault is None
    assert call.observer.offer("formal_apology", 5) is None
    call.say(10, "agent", "معك حق والغلط منا")
    (offered,) = call.say(30, "customer", "فاتورتي زيادة بعد")
    assert by_id[offered.id].fault == "company"
    assert call.observer.offer("formal_apology", 40) is not None


def test_anger_is_met_with_words_for_it_and_passes() -> None:
    by_id = {p.id: p for p in PHRASES.of("frustration", "gulf")}
    call = Call()
    (offered,) = call.say(0, "customer", "حسبي الله ونعم الوكيل فيكم")
    assert "angry" in by_id[offered.id].tone
    later = call.observer.offer("frustration", 200)
    assert later is not None
    assert by_id[later.id].tone == ()


def test_a_department_that_takes_over_is_named() -> None:
    call = Call()
    call.tell(Handover(department="billing", name="الفوترة"))
    offered = [call.observer.offer("transfer", 1)]
    while (following := call.observer.another(2)) is not None:
        offered.append(following)
    assert any(item is not None and "قسم الفوترة" in item.text for item in offered)
    assert len({item.id for item in offered if item is not None}) == len(offered)


def test_the_next_call_begins_afresh_and_a_call_repeats_itself() -> None:
    call = Call()
    call.tell(CustomerKnown(person="1", dialect="egyptian"))
    first = call.say(0, "customer", "النت مقطوع")
    call.tell(CallStarted(id="c1", started_at="2026-05-04T16:05:00+03:00", language="ar"))
    again = call.say(0, "customer", "النت مقطوع")
    assert again[0].id.startswith("outage.gulf.")
    assert Call().say(0, "customer", "النت مقطوع") == again
    assert first != again
