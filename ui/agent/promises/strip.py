"""What was promised in the call in front: what asks for a yes or no, and what counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.agent.chords import with_chord
from ui.agent.knowing.days import now
from ui.agent.promises import words
from ui.agent.promises.editor import PromiseEditor
from ui.agent.promises.state import CallPromise, CallPromises
from ui.theme.look import Look
from ui.theme.tokens import LARGE, MEDIUM, SMALL, TIGHT
from ui.widgets.glyphs import GlyphButton, draw_glyph
from ui.widgets.labels import Elided, label, set_look
from ui.words import either_way, figures, left_to_right, translate


class Kept(QWidget):
    """A tick that nobody presses: it counts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Grows with the text."""
        side = round(LARGE * self._look.scale / 100)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_glyph(painter, QRectF(self.rect()), "tick", self._look.colour("green"), strong=True)


class PromiseRow(QFrame):
    """One of them.

    Signals:
        told: it was clicked: show the line in which it was said.
    """

    told = Signal(object)

    def __init__(self, look: Look, promise: CallPromise, strip: PromiseStrip, *, chosen: bool, more: int) -> None:
        """`chosen`: the chords decide this one. `more`: so many stand behind it, unseen."""
        super().__init__()
        self.setProperty("look", "chosen" if chosen else "row")
        self.promise = promise
        current, here = promise.current, now()
        row = QHBoxLayout(self)
        row.setContentsMargins(TIGHT, 0, TIGHT, 0)
        row.setSpacing(SMALL)
        mark: QWidget
        if promise.asks:
            mark = label("strong", look="amber" if self._is_unsure else "")
            mark.setText(words.question())
        else:
            mark = Kept(look)
        aside = self._aside()
        # What is going to be done often stands at the end: "there is a fault… and we will repair it".
        text, by = Elided(Qt.TextElideMode.ElideMiddle), Elided()
        by.setProperty("type", "small")
        by.setProperty("look", "amber" if aside else "soft")
        text.setText(either_way(current.what))
        if self._is_unsure and promise.asks:
            set_look(text, "soft")
        by.setText(" · ".join(filter(None, (words.due(current.due, current.part, here), aside))))
        behind = label("small", look="soft")
        behind.setText(left_to_right(f"+{more}") if more > 0 else "")
        behind.setToolTip(figures(words.Counted().more(more)))
        row.addWidget(mark)
        if promise.asks:
            lines, below = QVBoxLayout(), QHBoxLayout()
            lines.setSpacing(0)
            below.setSpacing(SMALL)
            below.addWidget(by, 1)
            below.addWidget(behind)
            lines.addWidget(text)
            lines.addLayout(below)
            row.addLayout(lines, 1)
        else:
            row.addWidget(text, 1)
            row.addWidget(by)
            row.addWidget(behind)
        behind.setVisible(more > 0)
        approve, edit, dismiss = (
            GlyphButton(look, "tick", partial(strip.approved.emit, promise)),
            GlyphButton(look, "pencil", partial(strip.edit_wanted.emit, promise)),
            GlyphButton(look, "cross", partial(strip.dismissed.emit, promise)),
        )
        names = (
            (approve, translate("promises", "It counts"), "approve_promise"),
            (edit, translate("promises", "Change it"), "edit_promise"),
            (dismiss, translate("promises", "It does not count"), "dismiss_promise"),
        )
        whole = words.understood(current.what, current.due, current.part, here)
        for glyph, name, action in names:
            glyph.say(f"{name}: {whole}", with_chord(name, action) if chosen else name)  # type: ignore[arg-type]
            row.addWidget(glyph)  # before it is shown, or it would be a window for a moment and take the focus
            glyph.setVisible(promise.asks or glyph is edit)
        said = promise.proposed
        if said is not None:
            tip = translate("promises", "You said: “%1”").replace("%1", either_way(said.evidence))
            self.setToolTip(tip)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        counts = translate("promises", "It counts") if not promise.asks else translate("promises", "Does it count?")
        self.setAccessibleName(". ".join(filter(None, (counts, whole, aside, self.toolTip()))))

    @property
    def _is_unsure(self) -> bool:
        return self.promise.proposed is not None and self.promise.proposed.unsure

    def _aside(self) -> str:
        promise = self.promise
        if not promise.asks:
            return ""
        if promise.withdrawn:
            return translate("promises", "taken back?")
        if promise.approved:
            return translate("promises", "moved?")
        if promise.proposed is not None and promise.proposed.doubt is not None:
            return words.doubt(promise.proposed.doubt)
        return translate("promises", "not heard clearly") if self._is_unsure else ""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click shows where it was said."""
        if self.promise.proposed is not None and self.rect().contains(event.position().toPoint()):
            self.told.emit(self.promise.proposed)


class PromiseStrip(QFrame):
    """Nothing while nothing was promised.

    Signals:
        approved, dismissed, edit_wanted: a `CallPromise`. evidence: the `Commitment` whose line is wanted. changed: it
            needs another height.
    """

    approved = Signal(object)
    dismissed = Signal(object)
    edit_wanted = Signal(object)
    evidence = Signal(object)
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "foot")
        self._look = look
        self._promises = CallPromises()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._most = 2
        self.editor = PromiseEditor()
        self.editor.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, TIGHT, SMALL, TIGHT)
        column.setSpacing(TIGHT)
        column.addLayout(self._rows)
        inset = QHBoxLayout()
        inset.setContentsMargins(MEDIUM - SMALL, 0, MEDIUM - SMALL, 0)
        inset.addWidget(self.editor)
        column.addLayout(inset)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._show)
        self._show()

    def show_promises(self, promises: CallPromises) -> None:
        """Those of the call in front."""
        self._promises = promises
        self._show()

    def set_most(self, most: int) -> None:
        """There is room for so many rows; with room for one, a promise that is written stands in its place."""
        if most != self._most:
            self._most = most
            self._show()

    def open_editor(self, promise: CallPromise | None) -> None:
        """Change one, or write a new one."""
        self.editor.begin(None if promise is None else promise.current)
        self.editor.show()
        self._show()
        self.editor.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_editor(self) -> None:
        """It is done, or left."""
        self.editor.hide()
        self._show()

    @property
    def rows(self) -> tuple[PromiseRow, ...]:
        """What is shown."""
        return tuple(self.findChildren(PromiseRow))

    def needed(self, width: int) -> int:
        """How high it is in so many pixels; 0 where there is nothing."""
        if self.isHidden():
            return 0
        layout = self._column
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        shown = self._promises.shown
        writing = not self.editor.isHidden()
        for at, promise in enumerate(shown[: 0 if writing and self._most == 1 else self._most], start=1):
            chosen, more = promise is self._promises.asking, len(shown) - at if at == self._most else 0
            row = PromiseRow(self._look, promise, self, chosen=chosen, more=more)
            row.told.connect(self.evidence)
            self._rows.addWidget(row)
            row.show()
        self.setVisible(bool(shown) or writing)
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()
