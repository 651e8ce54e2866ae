"""What is known in the gallery's calls: plainly fictitious customers, articles, phrases and incidents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from callassist.calls.updates import CustomersFound, CustomerShown, KnowledgeReady, Said
from callassist.customers.balance import Balance, Repair, Step
from callassist.customers.card import (
    Candidate,
    Card,
    Contact,
    Folded,
    Incident,
    Number,
    Person,
    Promise,
    Purchase,
    ScreenPop,
)
from callassist.events import (
    Event,
    FoundArticle,
    Handover,
    KnowledgeGap,
    Language,
    Misstatement,
    Offer,
    PhraseOffered,
    Recorded,
    Suggestion,
)
from callassist.knowledge.article import Article, Fact
from callassist.knowledge.bilingual import Bilingual
from callassist.knowledge.board import Incident as Broken
from ui.gallery import talks

PERSON = UUID("00000000-0000-7000-8000-000000000001")
_NUMBER, _DISPLAY = "+966550000012", "+966 55 000 0012"


def _key(number: int) -> UUID:
    return UUID(int=PERSON.int + number)


def _ago(**past: float) -> str:
    return (datetime.now(UTC) - timedelta(**past)).isoformat(timespec="seconds")


def person(language: Language, **other: object) -> Person:
    """A customer who has had trouble."""
    arabic = language == "ar"
    fields: dict[str, object] = {
        "key": PERSON,
        "version": 3,
        "external_id": "S-1001",
        "name": "عميل تجريبي" if arabic else "Sample Customer",
        "title": "أستاذ" if arabic else "Mr",
        "gender": "m",
        "language": language,
        "dialect": "gulf" if arabic else "en",
        "plan": "ألياف 200" if arabic else "Fibre 200",
        "since": "2021-05-30",
        "vip": True,
        "remark": "يفضل الاتصال بعد صلاة العصر" if arabic else "Prefers to be called after four",
    }
    return Person(**(fields | other))  # type: ignore[arg-type]  # as Person wants them


def card(language: Language, *, verified: bool = False) -> Card:
    """The record of that customer."""
    arabic = language == "ar"
    outage, unsolved = ("انقطاع الخدمة", "لم يُحل") if arabic else ("outage", "unsolved")
    bill, solved = ("سؤال عن الفاتورة", "حُل") if arabic else ("question about the bill", "solved")
    moved, sent = ("نقل الخط", "أُرسل فني") if arabic else ("moving the line", "technician sent")
    contacts = (
        Contact(key=_key(11), version=1, at=_ago(days=2), about=outage, outcome=unsolved, experience="bad"),
        Contact(key=_key(12), version=1, at=_ago(days=20), about=bill, outcome=solved, experience="good"),
        Contact(key=_key(13), version=1, at=_ago(days=75), about=moved, outcome=sent, experience="good"),
    )
    promises = (
        Promise(
            key=_key(21),
            version=1,
            what="زيارة الفني" if arabic else "technician",
            made_at=_ago(days=2),
            due=_ago(hours=1),
        ),
        Promise(
            key=_key(22),
            version=1,
            what="إعادة مبلغ الشهر" if arabic else "refund for the month",
            made_at=_ago(days=2),
            due=(date.today() + timedelta(days=5)).isoformat(),  # noqa: DTZ011 - a day of this place
        ),
    )
    steps = (
        Step(_ago(days=120), moved, "bad", 12),
        Step(_ago(days=75), moved, "good", 11),
        Step(_ago(days=20), bill, "good", 10),
        Step(_ago(days=19), bill, "good", 9),
    )
    return Card(
        person=person(language),
        numbers=(Number(_NUMBER, _DISPLAY), Number("+966110000034", "+966 11 000 0034")),
        shared=("+966110000034",),
        contacts=contacts,
        all_contacts=7,
        promises=promises,
        folded=None if verified else Folded(2, 1),
        purchases=(
            Purchase(key=_key(31), version=1, at="2026-03-01", what="موجه LX-200" if arabic else "LX-200 router"),
            Purchase(key=_key(32), version=1, at="2025-08-12", what="هاتف مكتبي" if arabic else "desk phone"),
        )
        if verified
        else (),
        incidents=(
            Incident(
                key=_key(41),
                version=1,
                at="2025-01-09",
                about="نزاع على فاتورة" if arabic else "dispute about a bill",
                outcome="سُوي" if arabic else "settled",
            ),
        )
        if verified
        else (),
        repair=Repair(
            _ago(days=2),
            "انقطاع ثلاثة أيام" if arabic else "three days without a line",
            "خصم نصف الشهر" if arabic else "half of the month taken off the bill",
            1,
        ),
        balance=Balance(9, 3, 1, 12, steps),
    )


def colleague(language: Language) -> Card:
    """Somebody of the company."""
    arabic = language == "ar"
    who = Person(
        key=_key(2),
        version=1,
        kind="internal",
        name="زميل تجريبي" if arabic else "Sample Colleague",
        department="الفوترة" if arabic else "Billing",
        language=language,
    )
    return Card(
        person=who,
        numbers=(Number("2210", "2210"),),
        shared=(),
        contacts=(),
        all_contacts=0,
        promises=(),
        folded=None,
    )


def candidates(language: Language) -> tuple[Candidate, ...]:
    """A family behind one number."""
    if language == "ar":
        names = ("عميل تجريبي", "أم تجربة", "عميلة تجريبية")
        plans = ("ألياف 200", "جوال 45", None)
    else:
        names = ("Sample Customer", "Sample Mother", "Sample Daughter")
        plans = ("Fibre 200", "Mobile 45", None)
    last = ("2026-11-23", "2026-09-01", None)
    return tuple(
        Candidate(_key(number), name, name, plan, day)
        for number, (name, plan, day) in enumerate(zip(names, plans, last, strict=True))
    )


def shown(language: Language, *, verified: bool = False) -> CustomerShown:
    """The record belongs to the call."""
    pop = ScreenPop(_NUMBER, _DISPLAY, card(language, verified=verified))
    return CustomerShown(talks.KEY, pop, verified)


def shown_colleague(language: Language) -> CustomerShown:
    """A colleague calls."""
    return CustomerShown(talks.KEY, ScreenPop("2210", "2210", colleague(language)))


def shown_several(language: Language) -> CustomerShown:
    """Several people have the number."""
    return CustomerShown(talks.KEY, ScreenPop(_NUMBER, _DISPLAY, None, candidates(language)))


def shown_nobody() -> CustomerShown:
    """Nobody is known by the number."""
    return CustomerShown(talks.KEY, ScreenPop(_NUMBER, _DISPLAY))


def people_found(language: Language, words: str) -> CustomersFound:
    """The answer to a search for people."""
    return CustomersFound(talks.KEY, words, candidates(language))


def articles(language: Language) -> tuple[FoundArticle, ...]:
    """Three that fit; the second is stale, the third in the other language."""
    arabic = FoundArticle(
        "drops-ar",
        "انقطاع الإنترنت مساء: ضبط هامش التشويش",
        "أعد ضبط الهامش إلى 9 ديسيبل، ثم أعد تشغيل الموجه وانتظر 10 دقائق. إن تكرر الانقطاع خلال 24 ساعة فأرسل فنيا.",
        0.92,
        "ar",
        "دليل الدعم 2026، القسم 4",
        "2026-09-01",
    )
    english = FoundArticle(
        "drops-en",
        "Evening drops: noise margin reset",
        "Set the margin to 9 dB, restart the router and wait 10 minutes. If it drops again within 24 hours, send a "
        "technician.",
        0.92,
        "en",
        "Support handbook 2026, section 4",
        "2026-09-01",
    )
    stale = {
        "ar": FoundArticle(
            "compensation-ar",
            "التعويض عن انقطاع يزيد على 24 ساعة",
            "يُخصم يوم كامل عن كل 24 ساعة، ويظهر الخصم في الفاتورة التالية.",
            0.81,
            "ar",
            "قائمة الأسعار 2026، القسم 2",
            "2025-02-11",
            stale=True,
        ),
        "en": FoundArticle(
            "compensation-en",
            "Compensation for outages over 24 hours",
            "One day is taken off for every 24 hours; it shows on the next bill.",
            0.81,
            "en",
            "Price list 2026, section 2",
            "2025-02-11",
            stale=True,
        ),
    }[language]
    third = {
        "ar": FoundArticle(
            "router-en",
            "LX-200 router: lamps and their meaning",
            "A blinking red lamp means no light on the fibre.",
            0.64,
            "en",
            "Device sheet LX-200",
            "2026-06-20",
        ),
        "en": FoundArticle(
            "router-ar",
            "موجه LX-200: المصابيح ومعناها",
            "المصباح الأحمر الوامض معناه أن الضوء لا يصل في الألياف.",
            0.64,
            "ar",
            "نشرة الجهاز LX-200",
            "2026-06-20",
        ),
    }[language]
    return (arabic if language == "ar" else english, stale, third)


def incident_article(language: Language) -> FoundArticle:
    """An entry of the board in the list."""
    broken = incidents()[0]
    return FoundArticle(
        f"incident:{broken.id}", broken.title.words(language), broken.say.words(language), 1.0, language
    )


def article(language: Language) -> Article:
    """The whole of the first."""
    found = articles(language)[0]
    if language == "ar":
        return Article(
            id=found.id,
            title=found.title,
            language="ar",
            answer=f"{found.passage}\n\nتحدث هذه الانقطاعات حين يزيد التشويش على الخط في ساعات الذروة.",
            steps=("افتح صفحة الخط.", "اضبط الهامش على 9 ديسيبل.", "أعد تشغيل الموجه.", "انتظر 10 دقائق وافحص."),
            facts=(
                Fact(kind="duration", name="مدة الانتظار", value=Decimal(10), unit="minute"),
                Fact(kind="price", name="زيارة الفني", value=Decimal(0), unit="SAR"),
            ),
            owner="فريق الدعم",
            source=found.source,
            checked=date(2026, 9, 1),
        )
    return Article(
        id=found.id,
        title=found.title,
        language="en",
        answer=f"{found.passage}\n\nSuch drops come when noise on the line rises in the busy hours.",
        steps=("Open the line's page.", "Set the margin to 9 dB.", "Restart the router.", "Wait 10 minutes and look."),
        facts=(
            Fact(kind="duration", name="Time to wait", value=Decimal(10), unit="minute"),
            Fact(kind="price", name="Technician's visit", value=Decimal(0), unit="SAR"),
        ),
        owner="Support team",
        source=found.source,
        checked=date(2026, 9, 1),
    )


def incidents() -> tuple[Broken, ...]:
    """What is broken for the next hours."""
    now = datetime.now().astimezone()
    return (
        Broken(
            id="sample",
            title=Bilingual(ar="الألياف البصرية", en="fibre"),
            area=Bilingual(ar="حي الياسمين", en="Al-Yasmin"),
            since=now - timedelta(hours=2),
            until=now + timedelta(minutes=min(180, max(1, 1438 - 60 * now.hour - now.minute))),
            say=Bilingual(
                ar="لدينا عطل في الألياف في حي الياسمين، والفنيون يعملون عليه. نعتذر إليك، وستعود الخدمة اليوم.",
                en="There is a fibre fault in Al-Yasmin, and technicians are on it. We are sorry; it is back today.",
            ),
            words=("الياسمين", "Yasmin"),
        ),
    )


def ready(articles: int = 63, *, broken: bool = False) -> KnowledgeReady:
    """The knowledge base is there."""
    return KnowledgeReady(articles, incidents() if broken else ())


def phrase(language: Language) -> PhraseOffered:
    """What to say now."""
    text = {
        "ar": "معك حق تزعل يا أستاذ، ولو كنت مكانك كنت بزعل أكثر. خلنا نحلها الحين سوا.",
        "en": "I would be annoyed too. Let us get this right for you now.",
    }[language]
    return PhraseOffered(t=56, situation="outage", id="sample", text=text)


def misstatement(language: Language) -> Misstatement:
    """The customer has heard of another value."""
    if language == "ar":
        return Misstatement(
            t=14,
            claimed="يومين",
            correct="3 أيام عمل",
            article="visits-ar",
            speaker="customer",
            say="اسمح لي أوضح لك: زيارة الفني خلال ثلاثة أيام عمل، وبتابعها بنفسي.",
        )
    return Misstatement(
        t=14,
        claimed="two days",
        correct="3 working days",
        article="visits-en",
        speaker="customer",
        say="Let me make that clear: the visit is within three working days, and I will follow it up myself.",
    )


def own_misstatement(language: Language) -> Misstatement:
    """The agent has said another value than that of the knowledge base."""
    claimed, correct = ("230.50 ريال", "225 ريال") if language == "ar" else ("230.50", "225 SAR")
    say = {"ar": "تصحيح بسيط: الفاتورة 225 ريال.", "en": "A small correction: the bill is 225 SAR."}[language]
    return Misstatement(t=41, claimed=claimed, correct=correct, article="bill", speaker="agent", say=say)


def offer(language: Language) -> Offer:
    """One offer that fits."""
    text = {
        "ar": "ضعف السرعة شهرا بلا مقابل لمن تعطل خطه ثلاثة أيام.",
        "en": "Double speed for a month without charge for a line that was down three days.",
    }[language]
    return Offer(t=58, id="double-speed", text=text)


def handover(language: Language) -> Handover:
    """A colleague takes this."""
    if language == "ar":
        return Handover(
            t=58, department="الدعم الميداني", note="عميل تجريبي، النت مقطوع ثلاثة أيام، ثاني اتصال، بلاغ 50271."
        )
    return Handover(
        t=58, department="Field support", note="Sample Customer, no line for three days, second call, case 50271."
    )


def said(*events: Event) -> Said:
    """These events in the gallery's call."""
    return Said(talks.KEY, tuple(Recorded(talks.KEY, 300 + n, event.t, event) for n, event in enumerate(events)))


def suggested(language: Language, *more: Event) -> Said:
    """Answers, and what else was told with them."""
    return said(Suggestion(t=55, articles=articles(language)), *more)


def gap(language: Language) -> Said:
    """No article answers what was asked."""
    question = {"ar": "هل أقدر أنقل رقمي لشركة ثانية؟", "en": "Can I take my number to another company?"}[language]
    return said(KnowledgeGap(t=55, question=question))
