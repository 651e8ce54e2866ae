"""What a window asks of the desks; nobody is kept waiting, and what comes of it is told as an `Update`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from callassist.calls.desks import Desks
from callassist.conduct.anger_policy import Threshold
from callassist.text.language import language_of


class DeskWishes:
    """Of the engine. Every method returns at once and may be called from any thread."""

    _desks: Desks

    def choose_customer(self, key: str, person: UUID | None) -> None:
        """It is this person's record that belongs to the call; None: nobody's."""
        self._desks.customers.choose(key, person)

    def new_customer(self, key: str) -> None:
        """Make a record of the caller, with the call's number."""
        self._desks.customers.new(key)

    def edit_customer(self, key: str, person: UUID, version: int, fields: Mapping[str, str | None]) -> None:
        """Change fields of a record, on the version that is shown."""
        self._desks.customers.edit(key, person, version, fields)

    def undo_edit(self, key: str, change: UUID) -> None:
        """Take an edit back."""
        self._desks.customers.undo(key, change)

    def look_up_customer(self, key: str, words: str) -> None:
        """Look for people by name, number or id."""
        self._desks.customers.look_up(key, words)

    def search(self, text: str) -> None:
        """Look in the knowledge base."""
        self._desks.knowledge.search(text, language_of(text))

    def open_article(self, article: str) -> None:
        """Show the whole of one."""
        self._desks.knowledge.open_article(article)

    def helped(self, key: str, article: str, *, helped: bool) -> None:
        """Whether an article helped in this call."""
        self._desks.knowledge.helped(key, article, helped=helped)

    def goodwill(self, key: str, situation: str | None) -> None:
        """What may be given to the customer of a call, if the company is at fault in this situation, or the agent asks
        (None)."""
        if situation is None or situation in self._desks.company_faults:
            self._desks.customers.show_goodwill(key)

    def give_goodwill(self, key: str, amount: Decimal, what: str) -> None:
        """Write down a gesture."""
        self._desks.customers.give_goodwill(key, amount, what)

    def take_back_goodwill(self, key: str, change: UUID) -> None:
        """It was none."""
        self._desks.customers.take_back_goodwill(key, change)

    def thresholds(self) -> None:
        """What agents' rejections propose, and what was decided."""
        self._desks.thresholds.show()

    def decide_threshold(self, threshold: Threshold, after: float, *, approve: bool, by: str) -> None:
        """Approve the value that is proposed for a threshold, from the next call on, or decline it."""
        self._desks.thresholds.decide(threshold, after, approve=approve, by=by)

    def undo_decision(self, key: UUID, by: str) -> None:
        """Take a decision about a threshold back."""
        self._desks.thresholds.undo(key, by)
