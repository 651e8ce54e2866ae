"""Between the engine and the panes: what the agent's keys and clicks mean for the call in front, and what is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import CallView, CustomerEdited, CustomersFound
from callassist.events import FoundArticle, Misstatement
from ui.agent.knowing.article_words import is_incident
from ui.agent.knowing.board_strip import BoardStrip
from ui.agent.knowing.customer_pane import CustomerPane
from ui.agent.knowing.knowledge_pane import KnowledgePane
from ui.agent.knowing.record_fields import Kept, value_of
from ui.agent.knowing.state import CallKnowledge, Knowing
from ui.agent.strips import UndoStrip
from ui.bridge import Bridge, Engine
from ui.words import translate


class KnowingFlow(QObject):
    """Knows of the call in front by `turn_to`.

    Signals:
        focus_wanted: what follows is typed, so the window may come forward. left: back to the transcript.
    """

    focus_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        engine: Engine,
        bridge: Bridge,
        undo: UndoStrip,
        panes: tuple[CustomerPane, KnowledgePane, BoardStrip],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._engine, self._undo = engine, undo
        self.customer, self.knowledge, self.board = panes
        self._key = ""
        self._newly: set[str] = set()
        self.known = Knowing(bridge, self)
        self.known.customer.connect(self._on_customer)
        self.known.suggested.connect(self._on_suggested)
        self.known.said.connect(self._on_said)
        self.known.ready.connect(self._on_ready)
        self.known.troubled.connect(self._on_ready)
        bridge.customer_edited.connect(self._on_edited)
        bridge.customers_found.connect(self._on_people_found)
        bridge.article.connect(self.knowledge.article.take)
        bridge.articles_found.connect(self.knowledge.take_found)
        self._connect()
        self._on_ready()

    def _connect(self) -> None:
        engine, customer, knowledge, answers = self._engine, self.customer, self.knowledge, self.knowledge.list
        customer.chosen.connect(lambda person: engine.choose_customer(self._key, person))
        customer.new.connect(self._new)
        customer.verify.connect(self._verify)
        customer.look_up.connect(lambda words: engine.look_up_customer(self._key, words))
        customer.kept.connect(self._on_kept)
        customer.left.connect(self.left)
        knowledge.search.connect(engine.search)
        knowledge.left.connect(self.left)
        knowledge.say.again.connect(engine.another_phrase)
        answers.settled.connect(self._refresh)
        answers.opened.connect(self._open)
        answers.pinned.connect(self._pin)
        answers.voted.connect(self._vote)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def _of(self) -> CallKnowledge:
        return self.known.of(self._key)

    def turn_to(self, call: CallView | None) -> None:
        """Another call is in front, or none."""
        key = call.key if call is not None else ""
        if key == self._key:
            return
        self._key = key
        self.customer.begin_again()
        self.knowledge.begin_again()
        self._show_customer()
        self._refresh()
        self._show_said()

    def show_flag(self, misstated: Misstatement) -> None:
        """The agent chose a flagged line: say again what it is about."""
        self.knowledge.say.show_again(misstated)

    def _on_customer(self, key: str) -> None:
        if key == self._key:
            self._show_customer()

    def _show_customer(self) -> None:
        shown = self._of.customer if self._key else None
        self.customer.show_customer(shown, failed="customers" in self.known.failed)

    def _on_suggested(self, key: str) -> None:
        if key == self._key:
            self._refresh()

    def _refresh(self) -> None:
        """Show the answers; what came meanwhile only where nothing moves under the eye by it."""
        if not self._key:
            return
        if not self.knowledge.list.holds:
            self._of.settle()
        self.knowledge.show_answers(self._of.answers)

    def _on_said(self, key: str) -> None:
        if key == self._key:
            self._show_said()

    def _show_said(self) -> None:
        self.knowledge.say.show_known(self._of if self._key else CallKnowledge())
        self._refresh()

    def _on_ready(self) -> None:
        ready, failed = self.known.knowledge, "knowledge" in self.known.failed
        self.knowledge.show_state(ready.articles if ready is not None else None, failed=failed)
        self.board.show_incidents(ready.incidents if ready is not None else ())
        self._show_customer()

    # ── The customer ──────────────────────────────────────────────────────────────────────────────────────

    def _new(self) -> None:
        self._newly.add(self._key)
        self._engine.new_customer(self._key)

    def _verify(self) -> None:
        shown = self._of.customer
        if shown is not None and shown.pop.card is not None and not shown.verified:
            self._engine.verify(self._key)

    def _on_kept(self, kept: Kept) -> None:
        shown = self._of.customer
        card = shown.pop.card if shown is not None else None
        if card is None:
            return
        person = card.person
        # An edit is made on what the agent saw. Only where that has changed meanwhile is it another's to be told of.
        version = person.version if value_of(person, kept.name) == kept.before else kept.version
        self._engine.edit_customer(self._key, person.key, version, {kept.name: kept.value})

    def _on_edited(self, edited: CustomerEdited) -> None:
        new = edited.key in self._newly and not edited.undone
        self._newly.discard(edited.key)
        if edited.undone or self._undo.is_grave:
            return
        self._undo.offer(
            lambda: _done(new=new),
            lambda: self._engine.undo_edit(edited.key, edited.change),
        )

    def _on_people_found(self, found: CustomersFound) -> None:
        if found.key == self._key:
            self.customer.take_found(found)

    # ── Answers ───────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, article: FoundArticle) -> None:
        self.knowledge.open_article(article)
        if not is_incident(article):
            self._engine.open_article(article.id)

    def _pin(self, article: FoundArticle) -> None:
        self._of.answers.toggle_pin(article)
        self.knowledge.show_answers(self._of.answers)

    def _vote(self, article: FoundArticle, helped: bool) -> None:
        if is_incident(article):
            return
        self._of.answers.votes[article.id] = helped
        self._engine.helped(self._key, article.id, helped=helped)
        self.knowledge.show_answers(self._of.answers)

    def _chosen(self, then: Callable[[FoundArticle], None]) -> None:
        article = self.knowledge.article.article or self.knowledge.list.chosen
        if article is not None:
            then(article)

    # ── Chords ────────────────────────────────────────────────────────────────────────────────────────────

    def act(self, action: str) -> None:
        """Do what a chord stands for."""
        if action == "board":
            self.board.toggle()
        if not self._key:
            return
        if action in ("copy_1", "copy_2", "copy_3", "pin", "open", "helped", "not_helped"):
            self.knowledge.list.touch()
        match action:
            case "customer":
                if not self.customer.opened:
                    self.focus_wanted.emit()
                self.customer.toggle()
            case "person" if self.customer.is_unknown:
                self._new()
            case "person":
                self.focus_wanted.emit()
                self.customer.look()
            case "verify":
                self._verify()
            case "search":
                self.focus_wanted.emit()
                self.knowledge.open_search()
            case "copy_1" | "copy_2" | "copy_3":
                self.knowledge.list.copy(int(action[-1]) - 1)
                self._refresh()
            case "pin":
                self._chosen(self._pin)
            case "open" if self.knowledge.article.article is not None:
                self.knowledge.leave()
            case "open":
                self.focus_wanted.emit()
                self._chosen(self._open)
            case "helped" | "not_helped":
                self._chosen(lambda article: self._vote(article, action == "helped"))
            case "copy_phrase":
                self.knowledge.say.copy_phrase()
            case "another_phrase" if self._of.phrase is not None:
                self._engine.another_phrase()
            case "copy_aside":
                self.knowledge.say.copy_aside()


def _done(*, new: bool) -> str:
    return translate("knowing", "A record was made.") if new else translate("knowing", "The record was changed.")
