"""The phrase to be said now, and one quiet line below it: an offer, a colleague who takes this, a value put right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.events import Handover, KnowledgeGap, Misstatement, Offer
from ui.agent.chords import Action, with_chord
from ui.agent.knowing.misstated import told
from ui.agent.knowing.state import Aside, CallKnowledge
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flash import Flash, copy
from ui.widgets.glyphs import GlyphButton
from ui.widgets.labels import Words, label
from ui.words import direction, either_way, translate


class Steady(Words):
    """Text that breaks; its place grows where it must and does not shrink again, so that nothing around it jumps."""

    def __init__(self, lines: int) -> None:
        super().__init__(wrap=True)
        self._first = lines
        # At which width it has been how many lines high.
        self._kept = (0, lines)

    def begin_again(self) -> None:
        """As high as at first."""
        self._kept = (0, self._first)
        self.updateGeometry()

    def show_text(self, text: str) -> None:
        """This text, in the direction of its language."""
        self.setText(text)
        self.setLayoutDirection(direction(text))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Never less than it was."""
        layout, height = self._broken(width)
        lines = max(1, layout.lineCount())
        kept = self._kept[1] if self._kept[0] == width else 1
        return round(height / lines * max(self._first, kept, lines)) + 1

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """What has been seen keeps its place."""
        super().paintEvent(event)
        kept = self._kept[1] if self._kept[0] == self.width() else 1
        self._kept = (self.width(), max(kept, self._broken(self.width())[0].lineCount()))


class SayLines(QFrame):
    """Nothing while there is nothing to say.

    Signals:
        again: another phrase is wanted. changed: it needs another height.
    """

    again = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._known = CallKnowledge()
        self._aside_shown: Aside | None = None
        self._high = 0
        self.phrase, self.aside = Steady(2), Steady(1)
        self._kind = label("small", look="soft", wrap=True)
        self.aside.setProperty("type", "small")
        self._copy = GlyphButton(look, "copy", self.copy_phrase)
        self._again = GlyphButton(look, "again", self.again.emit)
        self._copy_aside = GlyphButton(look, "copy", self.copy_aside)
        self._phrase_row = _row(self.phrase, self._copy, self._again)
        aside = QWidget()
        words = QVBoxLayout(aside)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._kind)
        words.addWidget(self.aside)
        self._aside_row = _row(aside, self._copy_aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, TIGHT, MEDIUM, TIGHT)
        column.setSpacing(TIGHT)
        column.addWidget(self._phrase_row)
        column.addWidget(self._aside_row)
        self._flash, self._aside_flash = Flash(self._phrase_row), Flash(self._aside_row)
        self._show()

    @property
    def has_something(self) -> bool:
        """Whether there is anything to say."""
        return self._known.phrase is not None or self._aside_shown is not None

    def begin_again(self) -> None:
        """Another call is in front."""
        self.phrase.begin_again()
        self.aside.begin_again()
        self._flash.hide()
        self._aside_flash.hide()

    def show_known(self, known: CallKnowledge) -> None:
        """What this call has to say."""
        self._known = known
        self._aside_shown = known.aside
        self._show()

    def show_again(self, aside: Misstatement) -> None:
        """A misstatement whose flag was chosen."""
        self._aside_shown = aside
        self._show()

    def copy_phrase(self) -> None:
        """Copy the phrase."""
        if self._known.phrase is not None:
            copy(self._known.phrase.text, self._flash, self._phrase_row.rect())

    def copy_aside(self) -> None:
        """Copy what can be said or passed on of the quiet line."""
        text = _to_copy(self._aside_shown)
        if text:
            copy(text, self._aside_flash, self._aside_row.rect())

    def _show(self) -> None:
        phrase, aside = self._known.phrase, self._aside_shown
        self._phrase_row.setVisible(phrase is not None)
        self._aside_row.setVisible(aside is not None)
        if phrase is not None:
            self.phrase.show_text(phrase.text)
            self.phrase.setAccessibleName(translate("say", "To say: %1").replace("%1", phrase.text))
        kind, text = _words(aside)
        self._kind.setText(kind)
        self._kind.setVisible(bool(kind))
        self.aside.show_text(text)
        self.aside.setVisible(bool(text))
        self._copy_aside.setVisible(bool(_to_copy(aside)))
        signs: tuple[tuple[GlyphButton, Action, str], ...] = (
            (self._copy, "copy_phrase", translate("say", "Copy the phrase")),
            (self._again, "another_phrase", translate("say", "Another phrase")),
            (self._copy_aside, "copy_aside", translate("say", "Copy this line")),
        )
        for sign, action, does in signs:
            sign.say(does, with_chord(does, action))
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Only once its parts have been laid out anew is it known how high it is."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            high = self.heightForWidth(self.width())
            if high != self._high:
                self._high = high
                self.changed.emit()
        return done

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _words(aside: Aside | None) -> tuple[str, str]:
    """What sort of line it is, and what it says."""
    match aside:
        case Offer(text=text, id=name):
            return translate("say", "An offer that fits"), text or name
        case Handover(department=department, note=note):
            if note:
                kind = translate("say", "%1 takes this. Note for the colleague:")
            else:
                kind = translate("say", "%1 takes this")
            return kind.replace("%1", either_way(department)), note or ""
        case Misstatement() as misstated:
            return told(misstated), misstated.say or ""
        case KnowledgeGap():
            return translate("say", "No article answers this. Your supervisor will see the question."), ""
    return "", ""


def _to_copy(aside: Aside | None) -> str:
    match aside:
        case Offer(text=text):
            return text or ""
        case Handover(note=note):
            return note or ""
        case Misstatement(say=say, correct=correct):
            return say or correct
    return ""


def _row(words: QWidget, *buttons: GlyphButton) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL // 2)
    row.addWidget(words, 1)
    for each in buttons:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
    return made
