"""At most one offer, to a content customer whose problem is solved; and never where it would hurt."""

from __future__ import annotations

from pathlib import Path

import pytest
from observed_calls import FakeAngerObserver, Line, events_of, spoken

from callassist import paths
from callassist.calls.session import Observer
from callassist.errors import UserError
from callassist.events import CustomerKnown, Dialect, Event, Language, Offer, Utterance
from callassist.knowledge import situations
from callassist.knowledge.offers import OfferObserver, load_offers

OFFERS = load_offers()
SITUATIONS = situations.load()
AGENT: tuple[Line, Line] = (
    ("agent", "خلني أشيك لك على الخط"),
    ("agent", "الحين أعدت ضبط المنفذ من عندنا، تأكد لو سمحت"),
)


def offers(
    *lines: Line, language: Language = "ar", silence: float = 10.0, before: tuple[Observer, ...] = ()
) -> list[Offer]:
    events = events_of([*before, OfferObserver(OFFERS, SITUATIONS, language)], spoken(*lines), silence=silence)
    return [event for event in events if isinstance(event, Offer)]


def ids(*lines: Line, language: Language = "ar", silence: float = 10.0) -> list[str]:
    return [event.id for event in offers(*lines, language=language, silence=silence)]


@pytest.mark.parametrize(
    ("problem", "solution", "offer"),
    [
        # Modern Standard Arabic
        ("الإنترنت بطيء جدا في المساء", "نعم الإنترنت يعمل الآن كما يجب", "faster-month"),
        ("أضيفت رسوم التأخير إلى فاتورتي", "حُلت المشكلة شكرا جزيلا", "automatic-payment"),
        ("سأسافر غدا ولا تعمل بيانات التجوال", "إنها تعمل الآن", "roaming-days"),
        # Gulf
        ("النت بطيء واللعب يعلق", "إي زانت الحين", "faster-month"),
        ("الواي فاي ما يوصل الدور الثاني", "خلاص انحلت المشكلة", "wifi-extender"),
        ("حاطين علي غرامة تأخير لأني نسيت أسدد", "تمام الله يعطيك العافية", "automatic-payment"),
        ("أبي أكلم أهلي في مصر وما يطلع لي دولي", "اشتغل ما قصرت", "more-international-minutes"),
        # Egyptian
        ("الواي فاي مش واصل لأوضة النوم", "أيوه اشتغل خلاص", "wifi-extender"),
        ("السرعة قليلة وأنا بشتغل من البيت", "آه النت بقى شغال كويس", "faster-month"),
        ("اتأخرت في الدفع وعايز أشيل غرامة التأخير", "ربنا يكرمك متشكر جدا", "automatic-payment"),
    ],
)
def test_an_offer_fits_what_was_solved(problem: str, solution: str, offer: str) -> None:
    assert ids(("customer", problem), *AGENT, ("customer", solution)) == [offer]


@pytest.mark.parametrize(
    ("problem", "solution", "offer"),
    [
        ("my internet is slow for gaming", "oh yes it works now", "faster-month"),
        ("the Wi-Fi is weak in my bedroom", "that fixed it", "wifi-extender"),
        ("why is there a late fee", "thank you so much", "automatic-payment"),
        ("my roaming does not work abroad", "it's working, you've been very helpful", "roaming-days"),
    ],
)
def test_an_offer_fits_in_english_too(problem: str, solution: str, offer: str) -> None:
    agent: tuple[Line, Line] = ("agent", "let me check that for you"), ("agent", "I changed it, please try again")
    assert ids(("customer", problem), *agent, ("customer", solution), language="en") == [offer]


@pytest.mark.parametrize(
    "last",
    [
        "لا ما اشتغل",
        "لسه ما اشتغل",
        "مش شغال دلوقتي",
        "لم تعمل بعد",
        "إذا اشتغل أعلمك",
        "متى رجعت الخدمة عند الناس",
        "اشتغل بس لسه بطيء",
        "اشتغل ولا لا",
        "طيب",
        "أوكي",
        "it doesn't work now",
        "it's still not working",
        "it works now but it is slow",
        "thanks for nothing",
        "شكرا جزيلا بس عندي سؤال",
        "الله يعطيك العافية بس النت مقطوع",
    ],
)
def test_what_is_not_solved_brings_no_offer(last: str) -> None:
    assert ids(("customer", "السرعة بطيئة والنت بطيء"), *AGENT, ("customer", last)) == []


def test_thanks_at_the_beginning_are_a_greeting() -> None:
    greeting = ("customer", "الله يعطيك العافية أبي أسأل عن التجوال")
    assert ids(greeting) == []
    assert ids(greeting, ("agent", "حياك الله تفضل")) == []


def test_a_problem_that_comes_up_after_the_solution_is_open_again() -> None:
    solved: tuple[Line, ...] = (("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين"))
    assert ids(*solved, ("customer", "لحظة رجع يقطع")) == []
    assert ids(*solved, ("customer", "لحظة رجع يقطع"), *AGENT, ("customer", "خلاص زانت")) == ["faster-month"]


def test_nothing_is_offered_before_the_customer_had_time_to_add_something() -> None:
    lines: tuple[Line, ...] = (("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين"))
    settle = OFFERS.offering.settle
    assert ids(*lines, silence=settle - 1) == []
    (offer,) = offers(*lines, silence=settle + 1)
    assert offer.t == pytest.approx(float(str(spoken(*lines)[-1]["t1"])) + settle, abs=0.11)


def test_one_offer_in_a_call_and_again_in_the_next() -> None:
    lines: tuple[Line, ...] = (("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين"))
    again: tuple[Line, ...] = (("customer", "والواي فاي بعد"), *AGENT, ("customer", "اشتغل"))
    pause = ("agent", " ".join(["كلمة"] * 20))
    observer = OfferObserver(OFFERS, SITUATIONS, "ar")
    for _ in range(2):
        later = spoken(pause, *again, start=40.0)
        events = events_of([observer], [*spoken(*lines), *later])
        assert [event.id for event in events if isinstance(event, Offer)] == ["faster-month"]


def test_where_nothing_fits_nothing_is_offered() -> None:
    assert ids(("customer", "أبي أعرف متى يفتح الفرع وما لقيته"), *AGENT, ("customer", "شكرا جزيلا ما قصرت")) == []


def test_what_the_customer_has_already_is_not_offered() -> None:
    assert ids(("customer", "النت بطيء وأنا على ألياف برو"), *AGENT, ("customer", "اشتغل الحين")) == []


def test_the_agents_word_for_it_is_not_enough() -> None:
    assert ids(("customer", "النت بطيء"), *AGENT, ("agent", "خلاص اشتغل وانحلت المشكلة")) == []


def test_what_was_hardly_heard_is_no_solution() -> None:
    assert ids(("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين", 0.3)) == []


@pytest.mark.parametrize(
    "told",
    [
        "أبوي الله يرحمه كان مشترك والنت بطيء",
        "والدي اتوفى والنت بطيء",
        "أنا في المستشفى والنت بطيء",
        "النت بطيء وأبي ألغي الاشتراك",
        "النت بطيء وما أقدر أسدد",
        "my father passed away and the internet is slow",
    ],
)
def test_some_calls_are_not_for_selling(told: str) -> None:
    assert ids(("customer", told), *AGENT, ("customer", "اشتغل الحين it works now")) == []


# ── The tone ──────────────────────────────────────────────────────────────────────────────────────────────

CALM: Line = ("agent", " ".join(["كلمة"] * 200))  # 67 s


@pytest.mark.parametrize("kind", ["abuse", "threat"])
def test_after_abuse_there_is_no_offer(kind: str) -> None:
    anger = FakeAngerObserver(**{kind: "إهانة"})
    lines: tuple[Line, ...] = (("customer", "النت بطيء إهانة"), *AGENT, CALM, ("customer", "اشتغل الحين"))
    assert offers(*lines, before=(anger,)) == []
    assert offers(*lines) != []


def test_after_a_complaint_thanks_are_not_enough_and_a_solution_is() -> None:
    anger = FakeAngerObserver(grievance="تعبت منكم")
    told: tuple[Line, ...] = (("customer", "النت بطيء تعبت منكم"), *AGENT, CALM)
    assert offers(*told, ("customer", "شكرا جزيلا"), before=(anger,)) == []
    (offer,) = offers(*told, ("customer", "اشتغل الحين شكرا جزيلا"), before=(anger,))
    assert offer.id == "faster-month"


def test_anger_has_to_be_some_time_past() -> None:
    anger = FakeAngerObserver(grievance="تعبت منكم")
    lines: tuple[Line, ...] = (("customer", "النت بطيء تعبت منكم"), *AGENT, ("customer", "اشتغل الحين"))
    assert offers(*lines, before=(anger,)) == []
    (offer,) = offers(*lines, silence=OFFERS.offering.calm + 5, before=(anger,))
    assert offer.t > OFFERS.offering.calm


def test_frustrated_words_bar_for_a_while_too() -> None:
    told: tuple[Line, ...] = (("customer", "النت بطيء والله زهقت منكم"), *AGENT, ("customer", "النت بقى شغال كويس"))
    assert offers(*told) == []
    (offer,) = offers(*told, silence=OFFERS.offering.calm + 5)
    assert offer.t > OFFERS.offering.calm
    assert offers(*told[:-1], CALM, ("customer", "شكرا جزيلا")) == []
    assert offers(*told[:-1], ("customer", "اشتغل دلوقتي بس ده كلام غير معقول"), silence=100) == []


def test_anger_with_the_solution_takes_it_back() -> None:
    anger = FakeAngerObserver(grievance="حسبي الله")
    lines: tuple[Line, ...] = (("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين حسبي الله ونعم الوكيل"))
    assert offers(*lines, silence=100, before=(anger,)) == []


def test_an_alarm_that_the_agent_rejected_bars_nothing() -> None:
    anger = FakeAngerObserver(abuse="الكلب حق الجيران")
    told = spoken(("customer", "النت بطيء والكلب حق الجيران قطع السلك"), *AGENT)
    solved = spoken(("customer", "اشتغل الحين"), start=20)
    rejected: dict[str, object] = {"type": "key", "t": 15.0, "action": "alarm_rejected"}
    observers = [anger, OfferObserver(OFFERS, SITUATIONS, "ar")]
    assert [event for event in events_of(observers, [*told, *solved]) if isinstance(event, Offer)] == []
    found = [event for event in events_of(observers, [*told, rejected, *solved]) if isinstance(event, Offer)]
    assert [event.id for event in found] == ["faster-month"]


# ── The words ─────────────────────────────────────────────────────────────────────────────────────────────


class KnownCustomer:
    """Tells of the customer's dialect, as their record would, with the first words."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect: Dialect = dialect

    def observe(self, event: Event) -> list[Event]:
        first = isinstance(event, Utterance) and event.t0 == 0
        return [CustomerKnown(t=event.t, person="p1", dialect=self._dialect)] if first else []


@pytest.mark.parametrize(
    ("dialect", "word"), [("msa", "لدينا"), ("gulf", "لكم"), ("egyptian", "لحضرتك"), ("en", "free trial month")]
)
def test_an_offer_is_made_in_the_customers_dialect(dialect: Dialect, word: str) -> None:
    lines: tuple[Line, ...] = (("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين"))
    (offer,) = offers(*lines, before=(KnownCustomer(dialect),))
    assert offer.text is not None
    assert word in offer.text


@pytest.mark.parametrize(("language", "word"), [("ar", "لدينا"), ("en", "We have")])
def test_an_unknown_customer_hears_the_language_of_the_call(language: Language, word: str) -> None:
    (offer,) = offers(("customer", "النت بطيء"), *AGENT, ("customer", "اشتغل الحين"), language=language)
    assert offer.text is not None
    assert offer.text.startswith(word)


# ── The file ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("settle = 4.0", "settle = -1", "offering.settle"),
        ('id = "wifi-extender"', 'id = "faster-month"', "the offer faster-month stands there twice"),
        ("text.gulf", "text.galf", "offers.0.text.gulf"),
        ('unless = ["ألياف عائلة"', 'unless = ["؟"', "offers.0.unless.0: Value error, a phrase needs a word to match"),
    ],
)
def test_a_mistake_in_the_offers_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = paths.shipped("resources", "knowledge", "offers.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "offers.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"offers\.toml") as error:
        load_offers(file)
    assert reason in str(error.value)
