"""What was promised in the call, in its wrap-up: what is chosen counts, and each can be put another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.agent.promises.editor import PromiseEditor
from ui.agent.promises.state import Settled
from ui.agent.wrapping_up import wording
from ui.theme.tokens import TIGHT
from ui.widgets.choices import Choices

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.wrapping_up.of_call import PromiseOfCall
    from callassist.events import Decision


class Promised(QWidget):
    """Nothing where nothing was promised.

    Signals:
        settled: a `PromiseOfCall` as it was, and as what it is `Settled` now. grown: a line is to be written here.
    """

    settled = Signal(object, object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._promises: tuple[PromiseOfCall, ...] = ()
        self._counting: set[str] = set()
        self._edited: PromiseOfCall | None = None
        self.choices, self.editor = Choices(several=True), PromiseEditor()
        self.editor.hide()
        self.choices.changed.connect(self._on_chosen)
        self.editor.kept.connect(self._on_kept)
        self.editor.left.connect(self._on_left)
        QShortcut(QKeySequence("F2"), self.choices, self.edit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.choices)
        column.addWidget(self.editor)

    def show_promises(self, promises: tuple[PromiseOfCall, ...]) -> None:
        """These were made."""
        self._promises = promises
        self.choices.offer([(str(each.number), wording.promise(each)) for each in promises])
        self._counting = {str(each.number) for each in promises if each.state == "approved"}
        self.choices.choose(*self._counting)
        self.setVisible(bool(promises))

    @property
    def is_editing(self) -> bool:
        """Whether one of them is being put another way."""
        return not self.editor.isHidden()

    def approve(self) -> None:
        """The first that is not decided counts."""
        if (asking := self._asking) is not None:
            self._settle(asking, "approved")

    def dismiss(self) -> None:
        """The first that is not decided does not count."""
        if (asking := self._asking) is not None:
            self._settle(asking, "dismissed")

    def edit(self) -> None:
        """Put the one on which the keys work another way."""
        at = next((place for place, chip in enumerate(self.choices.buttons) if chip is self.choices.current), None)
        if at is None:
            return
        self._edited = edited = self._promises[at]
        self.editor.begin(Settled(edited.state, edited.what, edited.due, edited.part))
        self.editor.show()
        self.editor.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.grown.emit()

    def leave_editor(self) -> None:
        """It stays as it was."""
        if self.is_editing:
            self.editor.leave()

    @property
    def _asking(self) -> PromiseOfCall | None:
        return next((each for each in self._promises if each.state == "proposed"), None)

    def _settle(self, promise: PromiseOfCall, state: Decision) -> None:
        self.settled.emit(promise, Settled(state, promise.what, promise.due, promise.part))

    def _on_chosen(self) -> None:
        before, self._counting = self._counting, set(self.choices.chosen)
        for each in self._promises:
            if str(each.number) in before ^ self._counting:
                self._settle(each, "approved" if str(each.number) in self._counting else "dismissed")

    def _on_kept(self, what: str, due: str | None, part: str | None) -> None:
        if self._edited is not None:
            self.settled.emit(self._edited, Settled("approved", what, due, part))

    def _on_left(self) -> None:
        self._edited = None
        self.editor.hide()
        self.choices.begin()
