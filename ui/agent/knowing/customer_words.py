"""A customer's card in words: the three lines, the balance and how it came about, and what is kept back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from callassist.customers.balance import Balance, Repair
from callassist.customers.card import Candidate, Card, Contact, Folded, Person, Promise
from ui.agent.knowing.days import ago, day
from ui.agent.promises.words import due
from ui.words import either_way, figures, left_to_right, listed, translate

_MOST_STEPS = 6


class Numbered(QObject):
    """Words that change with a number."""

    def purchases(self, n: int) -> str:
        """How many purchases."""
        return self.tr("%n purchases", "", n)

    def incidents(self, n: int) -> str:
        """How many incidents."""
        return self.tr("%n incidents", "", n)

    def people(self, n: int) -> str:
        """How many people have a number."""
        return self.tr("%n people have this number", "", n)

    def good(self, n: int) -> str:
        """How many good experiences."""
        return self.tr("%n good experiences", "", n)

    def bad(self, n: int) -> str:
        """How many bad experiences."""
        return self.tr("%n bad experiences", "", n)

    def earlier(self, n: int) -> str:
        """How many contacts are not shown."""
        return self.tr("%n earlier contacts", "", n)

    def since_then(self, n: int) -> str:
        """How many good contacts there were since."""
        return self.tr("%n good contacts since", "", n)


def named(person: Person) -> str:
    """How the customer is addressed, or that no name is known."""
    return either_way(person.addressed or "") or translate("customer", "No name yet")


def beside_name(person: Person) -> str:
    """Plan and since when; of a colleague, the department."""
    if person.kind == "internal":
        return " · ".join(filter(None, (translate("customer", "Colleague"), either_way(person.department or ""))))
    since = translate("customer", "since %1").replace("%1", left_to_right(person.since[:4])) if person.since else ""
    return " · ".join(filter(None, (either_way(person.plan or ""), since)))


def last_contact(card: Card, here: datetime) -> str:
    """How long ago, about what, and how it ended."""
    if not card.contacts:
        return translate("customer", "No contact before this one")
    words = contact(card.contacts[0], here)
    return translate("customer", "Last: %1").replace("%1", words)


def contact(contact: Contact, here: datetime) -> str:
    """One contact in a line."""
    return listed(ago(contact.at, here.date()), either_way(contact.about), either_way(contact.outcome or ""))


def next_promise(card: Card, here: datetime) -> tuple[str, bool]:
    """The open promise that is due first, and whether it is overdue; empty where none is open."""
    if not card.promises:
        return "", False
    words, over = promise(card.promises[0], here)
    return translate("customer", "Promised: %1").replace("%1", words), over


def promise(promise: Promise, here: datetime) -> tuple[str, bool]:
    """One promise in a line, and whether it is overdue."""
    over = promise.is_overdue(here)
    by = due(promise.due, promise.part, here) if promise.due is not None else ""
    return listed(either_way(promise.what), by), over


def balance(balance: Balance) -> str:
    """How far good experiences have made up for bad ones: 3/12."""
    whole = balance.bad * balance.weight
    return left_to_right(f"{whole - balance.owed}/{whole}")


def balance_explained(balance: Balance) -> str:
    """The reckoning in sentences, with its last steps."""
    rule = translate("customer", "One bad experience is made up for by about %1 good ones (a setting of your company).")
    came = translate("customer", "So far: %1, %2.")
    lines = [
        figures(rule.replace("%1", str(balance.weight))),
        figures(came.replace("%1", Numbered().bad(balance.bad)).replace("%2", Numbered().good(balance.good))),
        figures(translate("customer", "Still to go: %1").replace("%1", str(balance.owed))),
    ]
    for step in balance.steps[-_MOST_STEPS:]:
        how = translate("customer", "bad") if step.kind == "bad" else translate("customer", "good")
        left = translate("customer", "%1, %2: %3; to go: %4")
        for place, words in (("%1", day(step.at)), ("%2", either_way(step.what)), ("%3", how)):
            left = left.replace(place, words)
        lines.append(figures(left.replace("%4", str(step.owed))))
    return "\n".join(lines)


def repair(repair: Repair, here: datetime) -> str:
    """What went wrong last, and what has been put right since."""
    wrong = translate("customer", "Went wrong %1: %2.")
    wrong = wrong.replace("%1", ago(repair.at, here.date())).replace("%2", either_way(repair.wrong.rstrip(".")))
    if repair.put_right:
        right = translate("customer", "Put right since: %1.").replace("%1", either_way(repair.put_right.rstrip(".")))
    else:
        right = translate("customer", "Not put right yet.")
    good = figures(Numbered().since_then(repair.good_since)) if repair.good_since else ""
    return " ".join(filter(None, (wrong, right, good)))


def folded(folded: Folded) -> str:
    """How many things are kept back, and nothing of what they say; empty where there are none."""
    parts = []
    if folded.purchases:
        parts.append(figures(Numbered().purchases(folded.purchases)))
    if folded.incidents:
        parts.append(figures(Numbered().incidents(folded.incidents)))
    if not parts:
        return ""
    return translate("customer", "%1: after verification").replace("%1", listed(*parts))


def candidate(candidate: Candidate) -> tuple[str, str]:
    """Somebody to choose: the name, and what else helps to ask."""
    name = either_way(candidate.addressed or candidate.name or "") or translate("customer", "No name yet")
    last = translate("customer", "last contact %1").replace("%1", day(candidate.last)) if candidate.last else ""
    return name, " · ".join(filter(None, (either_way(candidate.plan or ""), last)))
