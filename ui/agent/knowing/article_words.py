"""What is said of an article beside its text: its age, its source, its language, and its values with their units."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from callassist.events import FoundArticle, Language
from callassist.knowledge.article import Article, Fact
from ui.agent.knowing.days import written
from ui.words import either_way, figures, left_to_right, translate, window_language

INCIDENT = "incident:"
"""How the id begins of what is no article but an entry of the board of incidents."""


class Measured(QObject):
    """Words that change with a number."""

    def minutes(self, n: int) -> str:
        """A duration."""
        return self.tr("%n minutes", "", n)

    def hours(self, n: int) -> str:
        """A duration."""
        return self.tr("%n hours", "", n)

    def days(self, n: int) -> str:
        """A duration."""
        return self.tr("%n days", "", n)

    def working_days(self, n: int) -> str:
        """A duration."""
        return self.tr("%n working days", "", n)

    def weeks(self, n: int) -> str:
        """A duration."""
        return self.tr("%n weeks", "", n)

    def months(self, n: int) -> str:
        """A duration."""
        return self.tr("%n months", "", n)

    def years(self, n: int) -> str:
        """A duration."""
        return self.tr("%n years", "", n)

    def lines(self, n: int) -> str:
        """Telephone lines."""
        return self.tr("%n lines", "", n)

    def devices(self, n: int) -> str:
        """Devices."""
        return self.tr("%n devices", "", n)

    def tries(self, n: int) -> str:
        """Tries."""
        return self.tr("%n tries", "", n)


def is_incident(article: FoundArticle) -> bool:
    """Whether it is of the board of incidents."""
    return article.id.startswith(INCIDENT)


def tag(article: FoundArticle) -> tuple[str, bool]:
    """The one thing to be aware of, in a word or two, and whether it is to be attended to."""
    if is_incident(article):
        return translate("articles", "incident"), True
    if article.stale:
        return translate("articles", "review overdue"), True
    return other_language(article.language), False


def other_language(language: Language) -> str:
    """That it is written in another language than the window's; empty where it is not."""
    if language == window_language():
        return ""
    return translate("articles", "in Arabic") if language == "ar" else translate("articles", "in English")


def about(article: FoundArticle) -> str:
    """When it was last checked, and where it comes from."""
    parts = []
    if article.stale and not is_incident(article):
        parts.append(translate("articles", "review overdue"))
    if not is_incident(article):
        parts.append(other_language(article.language))
    if article.checked:
        parts.append(checked(date.fromisoformat(article.checked[:10])))
    parts.append(either_way(article.source or ""))
    return " · ".join(filter(None, parts))


def checked(at: date) -> str:
    """When it was last checked."""
    return translate("articles", "checked %1").replace("%1", written(at))


def whole(article: Article) -> str:
    """The text, steps and values of an article, as Markdown."""
    parts = [article.answer]
    if article.steps:
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(article.steps, start=1))
        parts += [_heading(translate("articles", "Steps")), steps]
    if article.facts:
        facts = "\n".join(f"- {either_way(fact.name)}: {value(fact)}" for fact in article.facts)
        parts += [_heading(translate("articles", "Values")), facts]
    return "\n\n".join(parts)


def _heading(words: str) -> str:
    return f"**{words}**"


def value(fact: Fact) -> str:
    """A value with its unit, kept together in any text."""
    number = f"{fact.value.normalize():f}"
    if fact.unit == "percent":
        return left_to_right(f"{number}%")
    if fact.unit in _MONEY:
        return either_way(f"{left_to_right(number)} {_money(fact.unit)}")
    counted = _COUNTED.get(fact.unit)
    if counted is not None and fact.value == fact.value.to_integral_value():
        return either_way(figures(counted(Measured(), int(fact.value))))
    return either_way(f"{left_to_right(number)} {fact.unit.replace('_', ' ')}")


_COUNTED = {
    "minute": Measured.minutes,
    "hour": Measured.hours,
    "day": Measured.days,
    "working_day": Measured.working_days,
    "week": Measured.weeks,
    "month": Measured.months,
    "year": Measured.years,
    "line": Measured.lines,
    "device": Measured.devices,
    "try": Measured.tries,
}
_MONEY = ("SAR", "EGP", "USD", "AED")


def _money(code: str) -> str:
    return {
        "SAR": translate("articles", "SAR"),
        "EGP": translate("articles", "EGP"),
        "USD": translate("articles", "USD"),
        "AED": translate("articles", "AED"),
    }[code]
