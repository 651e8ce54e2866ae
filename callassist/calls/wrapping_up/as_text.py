"""A wrap-up as plain text, for a CRM that is not connected: one chord, and it is pasted there."""

from __future__ import annotations

from typing import Final, Literal

from callassist.calls.wrapping_up.draft import Draft
from callassist.calls.wrapping_up.of_call import OfCall, PromiseOfCall
from callassist.calls.wrapping_up.policy import WrapUpPolicy
from callassist.events import Language
from callassist.promises import overdue

Part = Literal[
    "call", "category", "outcome", "promised", "follow_up", "case_number", "csat", "nps", "ces", "transfer", "feedback"
]

_TITLES: Final[dict[Part, tuple[str, str]]] = {
    "call": ("المكالمة", "Call"),
    "category": ("الموضوع", "Category"),
    "outcome": ("النتيجة", "Outcome"),
    "promised": ("وعد للعميل", "Promised"),
    "follow_up": ("المتابعة", "Follow-up"),
    "case_number": ("رقم البلاغ", "Case number"),
    "csat": ("رضا العميل من 5", "Satisfaction, of 5"),
    "nps": ("التوصية بنا من 10", "Would recommend, of 10"),
    "ces": ("سهولة التعامل من 7", "Ease, of 7"),
    "transfer": ("ملاحظة الإحالة", "Transfer note"),
    "feedback": ("ملاحظة على المنتج", "Product feedback"),
}


def as_text(of: OfCall, draft: Draft, policy: WrapUpPolicy, language: Language) -> str:
    """What is written down, a line each; what is not is left out. `draft` is as it is kept."""
    category, outcome = policy.of_category(draft.category), policy.of_outcome(draft.outcome)
    lines = [_line("call", f"{of.started_at[:16].replace('T', ' ')} {of.number or ''}".strip(), language)]
    if category is not None:
        lines.append(_line("category", category.words.words(language), language))
    if outcome is not None:
        lines.append(_line("outcome", outcome.words.words(language), language))
    summary = of.summary if draft.summary is None else draft.summary
    lines += summary.splitlines()
    lines += [_promised(each, language) for each in of.promises if each.state == "approved"]
    for each in draft.follow_ups:
        kind = policy.of_follow_up(each.kind)
        if kind is not None:
            lines.append(_line("follow_up", _listed(kind.words.words(language), each.on, language), language))
    if draft.case_number:
        lines.append(_line("case_number", draft.case_number, language))
    for scale in policy.satisfaction.asked:
        answer = getattr(draft, scale)
        if answer is not None:
            lines.append(_line(scale, str(answer), language))
    transfer = of.transfer if draft.transfer is None else draft.transfer
    if transfer and (outcome is None or outcome.passes_on):
        lines.append(_line("transfer", transfer, language))
    if draft.feedback:
        lines.append(_line("feedback", draft.feedback, language))
    return "\n".join(lines) + "\n"


def _promised(promise: PromiseOfCall, language: Language) -> str:
    at = overdue.of_company().due_at(promise.due, promise.part)
    by = "" if at is None else f"{at.astimezone():%Y-%m-%d %H:%M}"
    return _line("promised", _listed(promise.what, by, language), language)


def _listed(what: str, when: str, language: Language) -> str:
    comma = "، " if language == "ar" else ", "
    return comma.join(part for part in (what, when) if part)


def _line(part: Part, text: str, language: Language) -> str:
    return f"{_TITLES[part][0 if language == 'ar' else 1]}: {text}"
