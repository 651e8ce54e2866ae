"""What the customer said when asked: a row of figures for each scale that the company asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.tokens import SMALL, TIGHT
from ui.widgets.choices import Choices
from ui.widgets.labels import label
from ui.words import figures, translate

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.wrapping_up.policy import Scale

_NAMES: Final = ("csat", "nps", "ces")


class Scales(QWidget):
    """Nothing where the company asks nothing.

    Signals:
        changed: the agent chose an answer, or let one go.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        self.rows = {name: Choices(numbered=False) for name in _NAMES}
        self._titles = {name: label("small", look="soft", wrap=True) for name in _NAMES}
        for name in _NAMES:
            self.rows[name].changed.connect(self.changed)
            column.addWidget(self._titles[name])
            column.addWidget(self.rows[name])
            column.addSpacing(SMALL)

    def offer(self, asked: Sequence[Scale]) -> None:
        """These are asked for."""
        from callassist.calls.wrapping_up.policy import RANGES

        for name, answers in RANGES.items():
            self.rows[name].offer([(str(each), figures(str(each))) for each in answers])
            for part in (self.rows[name], self._titles[name]):
                part.setVisible(name in asked)
        self.setVisible(bool(asked))

    def choose(self, answers: Mapping[str, int | None]) -> None:
        """These were the answers."""
        for name, answer in answers.items():
            self.rows[name].choose(*([] if answer is None else [str(answer)]))

    def answer(self, scale: Scale) -> int | None:
        """The answer on a scale."""
        chosen = self.rows[scale].chosen
        return int(chosen[0]) if chosen else None

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        for name, words in (
            ("csat", translate("wrap-up", "How satisfied the customer is (1 to 5)")),
            ("nps", translate("wrap-up", "Would they recommend us (0 to 10)")),
            ("ces", translate("wrap-up", "How easy it was for them (1 to 7)")),
        ):
            self._titles[name].setText(figures(words))
            self.rows[name].setAccessibleName(words)
