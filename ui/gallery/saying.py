"""What is said to the agent of the gallery's calls: a phrase, and the quiet lines below it."""

from __future__ import annotations

from callassist.calls.updates import Said
from callassist.events import Event, Handover, Language, Misstatement, Offer, PhraseOffered, Recorded
from ui.gallery import talks


def said(*events: Event) -> Said:
    """These events in the gallery's call."""
    return Said(talks.KEY, tuple(Recorded(talks.KEY, 300 + n, event.t, event) for n, event in enumerate(events)))


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
