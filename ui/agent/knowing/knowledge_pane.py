"""Answers, the article that is open, the search, and what to say: one column that shares the room it is given."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import ArticlesFound
from callassist.events import FoundArticle
from ui.agent.chords import with_chord
from ui.agent.knowing.answer_row import AnswerRow
from ui.agent.knowing.answers import MOST, Answers
from ui.agent.knowing.answers_view import AnswersView
from ui.agent.knowing.article_view import ArticleView
from ui.agent.knowing.say_lines import SayLines
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.labels import button, label
from ui.widgets.writing import LineField
from ui.words import translate

_ALL = 100
"""An article takes the room that is left; without one it stays empty, so that what is to be said stays where it is."""
_TYPED_MS = 250
"""A search begins when nothing was typed for so long."""


class KnowledgePane(QFrame):
    """Nothing while there is nothing to answer or to say.

    Signals:
        search: look for this. left: the agent is done with an article or a search. changed: it needs another height.
    """

    search = Signal(str)
    left = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._look = look
        self._answers = Answers()
        self._found: ArticlesFound | None = None
        self._searching = self._short = False
        self._state = ""
        self.list, self.article, self.say = AnswersView(look), ArticleView(look), SayLines(look)
        self.field = _SearchField()
        self._back = button(self.leave, look="quiet")
        self._empty = label("small", look="soft", wrap=True)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        head.setSpacing(TIGHT)
        head.addWidget(self.field, 1)
        head.addWidget(self._back)
        self._why = QWidget()
        why = QVBoxLayout(self._why)
        why.setContentsMargins(MEDIUM, TIGHT, MEDIUM, SMALL)
        why.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._why, self.list):
            column.addWidget(part)
        column.addWidget(self.article, _ALL)
        column.addStretch(1)
        column.addWidget(self.say)
        self._column = column
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self._look_for)
        self.field.textEdited.connect(self._on_typed)
        self.field.moved.connect(self._on_moved)
        self.field.entered.connect(self._on_entered)
        self.field.escaped.connect(self.leave)
        self.list.left.connect(self.leave)
        self.article.left.connect(self.leave)
        self.say.changed.connect(self._show)
        self._retranslate()

    # ── What is open ──────────────────────────────────────────────────────────────────────────────────────

    @property
    def opened(self) -> bool:
        """Whether an article or the search takes the room."""
        return self._searching or self.article.article is not None

    def open_search(self) -> None:
        """A field, and what is found in the place of the answers."""
        self.article.close_article()
        self._searching = True
        self._show()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_article(self, found: FoundArticle) -> None:
        """The whole of it."""
        self.article.open(found)
        self._show()

    def leave(self) -> None:
        """From an article to the list that it came from; from a search back to the call's answers."""
        if self.article.article is not None:
            self.article.close_article()
            self._show()
            if self._searching:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        elif self._searching:
            self._end_search()
        self._show()
        self.left.emit()

    def begin_again(self) -> None:
        """Another call is in front."""
        self.article.close_article()
        self._end_search()
        self.list.forget()
        self.say.begin_again()
        self._show()

    def _end_search(self) -> None:
        self._searching = False
        self._found = None
        self._typed.stop()
        self.field.clear()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def show_answers(self, answers: Answers) -> None:
        """The call's answers as they stand."""
        self._answers = answers
        self._show()

    def show_state(self, articles: int | None, *, failed: bool) -> None:
        """What the knowledge base holds: None while it is being loaded."""
        if failed:
            self._state = translate("knowledge", "The knowledge base cannot be opened just now.")
        elif articles is None:
            self._state = translate("knowledge", "The articles are being loaded …")
        elif articles == 0:
            self._state = translate("knowledge", "Your company has no articles here yet.")
        else:
            self._state = ""
        self._show()

    def take_found(self, found: ArticlesFound) -> None:
        """What the search found, if it is what was asked last."""
        if self._searching and found.text == self.field.text().strip():
            self._found = found
            self._show()

    def _show(self) -> None:
        reading = self.article.article is not None
        self.say.setVisible(self.say.has_something and not (reading and self._short))
        self._head.setVisible(self._searching and not reading)
        self.list.show_answers(self._answers, self._results() if self._searching else None)
        some = any(article is not None for article in self._listed())
        self.list.setVisible(some and not reading)
        self.article.setVisible(reading)
        words = self._why_empty() if self._searching and not some else ""
        self._empty.setText(words)
        self._why.setVisible(bool(words) and not reading)
        self.setVisible(self.opened or some or self.say.has_something)
        self.changed.emit()

    def _results(self) -> tuple[FoundArticle, ...]:
        return self._found.articles if self._found is not None else ()

    def _listed(self) -> tuple[FoundArticle | None, ...]:
        return self._results() if self._searching else tuple(self._answers.places)

    def _why_empty(self) -> str:
        if self._state:
            return self._state
        if not self.field.text().strip():
            return translate("knowledge", "Write what you look for. Esc goes back.")
        if self._found is None or self._found.text != self.field.text().strip():
            return translate("knowledge", "Looking …")
        return translate("knowledge", "Nothing fits. Try other words.")

    # ── The room ──────────────────────────────────────────────────────────────────────────────────────────

    def set_short(self, short: bool) -> None:
        """Room is short: an article that is open takes that of the phrase too."""
        if short != self._short:
            self._short = short
            self._show()

    def least(self, width: int) -> int:
        """The height with titles alone, pixels."""
        return MOST * AnswerRow.height_of(self._look, full=False) + self._say_height(width)

    def share(self, room: int, width: int) -> int:
        """Fit into `room` pixels of height, a search never less than it needs; gives what is taken of it."""
        if self.isHidden():
            return 0
        below = self._say_height(width)
        if self.article.article is not None:
            return room
        head = self._head.sizeHint().height() if not self._head.isHidden() else 0
        why = self._why.heightForWidth(width) if not self._why.isHidden() else 0
        left = max(0, room - below - head - why)
        full = MOST * AnswerRow.height_of(self._look, full=True)
        self.list.set_full(left >= full)
        wanted = self.list.wanted if not self.list.isHidden() else 0
        if wanted > left and not self._searching:
            # Half a row can't be read, and nor can half of what is to be said.
            wanted = left - left % AnswerRow.height_of(self._look, full=left >= full)
            if room < below:
                return 0
        self.list.setFixedHeight(max(1, min(wanted, left)))
        least = head + why + below if self._searching else 0
        return max(least, min(room, head + why + (self.list.height() if wanted else 0) + below))

    def _say_height(self, width: int) -> int:
        return self.say.heightForWidth(width) if not self.say.isHidden() else 0

    # ── Searching ─────────────────────────────────────────────────────────────────────────────────────────

    def _on_typed(self, text: str) -> None:
        self._typed.start()
        if not text.strip():
            self._found = None
            self._show()

    def _look_for(self) -> None:
        self._typed.stop()
        text = self.field.text().strip()
        if text:
            self.search.emit(text)
            if self._found is None:
                self._show()

    def _on_moved(self, step: int) -> None:
        self.list.step(step)
        self._show()

    def _on_entered(self) -> None:
        chosen = self.list.chosen
        if self._found is not None and self._found.text == self.field.text().strip() and chosen is not None:
            self.list.opened.emit(chosen)
        else:
            self._look_for()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(translate("knowledge", "Search the answers"))
        self.field.setAccessibleName(translate("knowledge", "Search the answers"))
        self.field.setToolTip(with_chord(translate("knowledge", "Search the answers"), "search"))
        self._back.setText(translate("article", "Back"))
        self._show()


class _SearchField(LineField):
    """Tells of the keys that are about the list.

    Signals:
        moved: 1 down, -1 up. entered, escaped: as named.
    """

    moved = Signal(int)
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows up and down, Enter and Escape; the rest is typing."""
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                super().keyPressEvent(event)
