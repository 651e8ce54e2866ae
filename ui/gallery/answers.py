"""What is known in the gallery's calls: plainly fictitious articles, and what is broken just now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from callassist.calls.updates import KnowledgeReady, Said
from callassist.events import Event, FoundArticle, KnowledgeGap, Language, Suggestion
from callassist.knowledge.article import Article, Fact
from callassist.knowledge.bilingual import Bilingual
from callassist.knowledge.board import Incident
from ui.gallery.saying import said


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


def incidents() -> tuple[Incident, ...]:
    """What is broken for the next hours."""
    now = datetime.now().astimezone()
    return (
        Incident(
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


def suggested(language: Language, *more: Event) -> Said:
    """Answers, and what else was told with them."""
    return said(Suggestion(t=55, articles=articles(language)), *more)


def gap(language: Language) -> Said:
    """No article answers what was asked."""
    question = {"ar": "هل أقدر أنقل رقمي لشركة ثانية؟", "en": "Can I take my number to another company?"}[language]
    return said(KnowledgeGap(t=55, question=question))
