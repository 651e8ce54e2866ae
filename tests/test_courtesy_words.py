"""What agents say, told by meaning in three dialects and English: courtesies, kind words, and wordings to better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callassist.conversation import courtesy
from callassist.conversation.checklist import ChecklistObserver
from callassist.conversation.colleague import ColleagueObserver
from callassist.conversation.empathy import EmpathyObserver
from callassist.conversation.wording import WordingObserver
from callassist.events import Utterance
from callassist.knowledge import situations
from callassist.knowledge.offering import Manner
from callassist.knowledge.phrases import DIALECTS
from callassist.knowledge.phrases import load as load_phrases
from callassist.knowledge.wording import parse
from callassist.text import dialect

COURTESY = courtesy.load()
SITUATIONS = situations.load()
CHECKLIST = ChecklistObserver(COURTESY)
EMPATHY = EmpathyObserver(COURTESY, SITUATIONS)
WORDING = WordingObserver(COURTESY, Manner(), dialect.load())
COLLEAGUE = ColleagueObserver(COURTESY, SITUATIONS)

COURTESIES = {
    "greeting": [
        "السلام عليكم ورحمة الله وبركاته",
        "وعليكم السلام يا هلا",
        "صباح الخير أستاذ فهد",
        "مساء النور يا فندم",
        "أهلا وسهلا بحضرتك في نماء تيليكوم",
        "هلا والله حياك الله",
        "مرحبا بك، كيف يمكنني مساعدتك",
        "يسعد صباحك طال عمرك",
        "شكرا لاتصالك بنماء تيليكوم كيف أقدر أخدمك",
        "Good morning and welcome to Namaa Telecom",
        "Hello, how can I help",
        "Thank you for calling Namaa, how may I help you today",
    ],
    "name": [
        "معك سارة من خدمة العملاء",
        "مع حضرتك أحمد من نماء تيليكوم",
        "أنا خالد، كيف أقدر أساعدك",
        "اسمي نورة وأنا معك اليوم",
        "محدثتك ليلى",
        "معاك منى يا فندم",
        "معك أخوك سلطان",
        "My name is Omar",
        "This is Sara speaking",
        "You're speaking with James",
        "I'm Layla and I'll be looking after you",
    ],
    "thanks": [
        "شكرا على انتظارك",
        "أشكرك على صبرك",
        "نشكر لك تواصلك معنا",
        "متشكر جدا لحضرتك على ذوقك",
        "كتر خيرك يا فندم",
        "مشكورة على تعاونك",
        "نقدر لك صبرك معانا",
        "يعطيك العافية على المعلومات",
        "Thank you for your patience",
        "Thanks for holding",
        "I really appreciate your time",
    ],
    "anything_else": [
        "هل هناك شيء آخر أستطيع مساعدتك فيه",
        "تامرني على شي ثاني",
        "أي خدمة تانية يا فندم",
        "حضرتك محتاج أي حاجة تانية",
        "فيه شي ثاني أقدر أخدمك فيه",
        "عندك أي استفسار آخر",
        "باقي شي في خاطرك",
        "غير كذا تبي شي",
        "Is there anything else I can do for you",
        "Do you have any other questions",
        "Was that everything for today",
        "What else can I help you with",
    ],
}
KIND = [
    "أنا آسف جدا على اللي حصل",
    "نعتذر لك عن هذا التأخير",
    "معك حق والله",
    "حضرتك عندك حق",
    "أفهم شعورك تماما",
    "حاس فيك والله",
    "حقك علينا يا فندم",
    "ألف سلامة عليك",
    "البقاء لله",
    "عظم الله أجركم",
    "لو كنت مكانك لزعلت",
    "فعلا شي يضايق",
    "السموحة منك",
    "I'm so sorry about that",
    "I'm sorry to hear that",
    "I'm sorry this happened again",
    "I understand how frustrating this is",
    "That must be really hard",
    "You have every right to be upset",
    "We let you down and I apologise",
]
FAULTS = {
    "blame": [
        "كان لازم تتصل بنا قبل ما ينقطع",
        "كان المفروض تقرأ الشروط",
        "المفروض إنك تبلغنا من قبل",
        "هذي غلطتك إنت",
        "الغلط منك مو منا",
        "إنت اللي ما دفعت",
        "ليه مكلمتناش قبل كده",
        "حضرتك فاهم غلط",
        "أنت مخطئ في هذا",
        "You should have called us earlier",
        "That's your own fault",
        "You didn't read the terms",
        "Why didn't you tell us",
        "You're wrong about that",
    ],
    "calm_down": [
        "اهدأ من فضلك",
        "ممكن تهدى شوية",
        "هدي أعصابك يا أخي",
        "لا تعصب علي",
        "متتعصبش يا فندم",
        "وطي صوتك لو سمحت",
        "ما في داعي للعصبية",
        "طول بالك شوي",
        "You need to calm down",
        "Please lower your voice",
        "There is no need to shout",
        "Just relax",
    ],
    "excuse": [
        "هذي سياسة الشركة",
        "دي سياسة الشركة يا فندم",
        "مو شغلي هذا",
        "ده مش اختصاصي",
        "هذا ليس من صلاحياتي",
        "السيستم ما يسمح لي",
        "الموضوع مو بيدي",
        "ما لي علاقة بالموضوع",
        "ما أقدر أسوي لك شي",
        "المشكلة من القسم الفني",
        "عندنا ضغط اليوم",
        "It's company policy",
        "That's not my job",
        "There's nothing I can do",
        "My hands are tied",
        "That's not our fault",
    ],
    "rude": [
        "كم مرة أقول لك",
        "قلت لك مية مرة",
        "قلتلك قبل كده",
        "إنت مش فاهم",
        "لا تقاطعني",
        "متقاطعنيش لو سمحت",
        "مو مشكلتي",
        "روح اشتكي للهيئة",
        "ما عندي وقت",
        "اعمل اللي إنت عايزه",
        "I already told you",
        "How many times do I have to say it",
        "That's not my problem",
        "You're not listening",
        "Stop interrupting me",
        "As I said before",
    ],
}
PLAIN = [
    "لحظة أشيك لك على الطلب",
    "ممكن رقم الجوال المسجل",
    "الفني يوصلك بكرة الساعة أربع",
    "وش أقدر أسوي لك",
    "أقدر أعملك إيه يا فندم",
    "مشكلة حضرتك إيه بالظبط",
    "عشان نحل المشكلة أحتاج منك رقم الطلب",
    "حضرتك سبب الاتصال إيه",
    "ممكن ترفع صوتك شوي ما أسمعك",
    "أسمعك كويس تفضل",
    "خلاص يا فندم الطلب اتسجل",
    "هذا من اختصاص قسم الفواتير وبحولك لهم",
    "الخط مشغول حاليا جرب بعد دقيقة",
    "أهم ما يهمني إن الخدمة ترجع",
    "Let me check that for you",
    "Could you give me your order number",
    "The technician comes at four",
    "You should receive a message within an hour",
    "That wasn't your fault at all",
    "Take your own time",
    "Let me speak to my supervisor about it",
    "Whatever time suits you",
    "Your bill is due on Monday",
]


@pytest.mark.parametrize(("item", "text"), [(item, text) for item, texts in COURTESIES.items() for text in texts])
def test_a_courtesy_is_heard_by_its_meaning(item: str, text: str) -> None:
    assert item in CHECKLIST.items(text)
    assert WORDING.kind(text) is None


@pytest.mark.parametrize("text", KIND)
def test_a_kind_word_is_heard_by_its_meaning(text: str) -> None:
    assert EMPATHY.is_empathy(text)
    assert WORDING.kind(text) is None


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FAULTS.items() for text in texts])
def test_a_wording_is_told_with_its_kind(kind: str, text: str) -> None:
    assert WORDING.kind(text) == kind
    assert not EMPATHY.is_empathy(text)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_nothing_of_it(text: str) -> None:
    assert CHECKLIST.items(text) == ()
    assert not EMPATHY.is_empathy(text)
    assert WORDING.kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "آسف بس هذي سياستنا",
        "عذرا ما سمعتك ممكن تعيد",
        "Sorry, could you repeat that",
        "I understand but there is nothing to be done",
        "I'm sorry but no",
    ],
)
def test_sorry_is_not_always_empathy(text: str) -> None:
    assert not EMPATHY.is_empathy(text)


@pytest.mark.parametrize(
    "text",
    [
        "زميلي قال لك اهدأ وأنا أعتذر عنه",
        "هو قال إن هذي غلطتك",
        "He told you to calm down, and he shouldn't have",
        "My colleague said it's not my job, is that right",
    ],
)
def test_what_is_quoted_is_not_the_agents_wording(text: str) -> None:
    assert WORDING.kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "الموظف اللي كلمني قبلك كان وقح",
        "زميلك قفل السماعة في وجهي",
        "زميلك وعدني يرجع يكلمني وما حد اتصل",
        "الموظفة اللي ردت علي أسلوبها سيء",
        "أبي أقدم شكوى على الموظف",
        "Your colleague was rude to me",
        "The agent I spoke to yesterday was useless",
        "Your technician insulted my wife",
    ],
)
def test_a_complaint_about_a_colleague_is_told(text: str) -> None:
    assert COLLEAGUE.is_complaint(Utterance(t=1, t0=1, t1=3, speaker="customer", text=text))


@pytest.mark.parametrize(
    "text",
    [
        "زميلك قال لي أتصل بعد ساعة",
        "الموظف اللي كلمني قبلك كان محترم جدا",
        "الفني جاي بكرة صح",
        "Your colleague told me to call back today",
        "The agent I spoke to was very helpful",
    ],
)
def test_a_colleague_may_be_spoken_of_without_complaint(text: str) -> None:
    assert not COLLEAGUE.is_complaint(Utterance(t=1, t0=1, t1=3, speaker="customer", text=text))


def test_better_words_and_phrases_that_we_offer_are_not_met_with_better_ones() -> None:
    offered = [
        parse(text).filled({}, customer=customer, agent="f")
        for case in COURTESY.policy.wording.cases.values()
        for text in case.better.values()
        for customer in ("f", "m", None)
    ]
    slots = {"name": "أستاذة منى", "agent": "سارة", "company": "نماء", "department": "الدعم", "time": "الساعة أربع"}
    for found in load_phrases()._phrases.values():
        offered.append(found.wording.filled(slots, customer="m", agent="m"))
    assert [text for text in offered if WORDING.kind(text) is not None] == []


def test_phrases_that_we_offer_for_a_complaint_are_mostly_heard_as_kind() -> None:
    """Those that only say what is done next are not."""
    phrases = load_phrases()
    for spoken in DIALECTS:
        for situation in ("apology", "formal_apology", "bereavement"):
            texts = [each.wording.source for each in phrases.of(situation, spoken)]
            heard = [text for text in texts if EMPATHY.is_empathy(text)]
            assert len(heard) >= 0.7 * len(texts), (spoken, situation)


def test_cues_stay_quiet_about_the_agents_name_that_they_are_not_told() -> None:
    assert CHECKLIST.items("معك دقيقة أشيك") == ()
    assert "name" not in CHECKLIST.items("معك حق يا أحمد")
    assert "name" not in CHECKLIST.items("معك شوقية")
    assert "name" in ChecklistObserver(courtesy.load(agent="شوقية حداد")).items("معك شوقية")


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3))
def test_any_text_is_looked_at_without_harm(text: str, unsure: list[tuple[int, int]]) -> None:
    for observer in (CHECKLIST, EMPATHY, WORDING, COLLEAGUE):
        for speaker in ("agent", "customer"):
            said = Utterance(t=0, t0=0, t1=1, speaker=speaker, text=text, unsure=tuple(unsure))  # type: ignore[arg-type]
            tuple(observer.observe(said))
