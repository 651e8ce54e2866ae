"""A few things to choose from, side by side: by their digit, by the arrows, or by a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from ui.theme.tokens import SMALL, TARGET, TIGHT
from ui.widgets.flow import FlowLayout
from ui.words import figures

_DIGITS = "123456789"


class Choices(QWidget):
    """One stop of the Tab key; the arrows go from one to the next, Space or Enter chooses, and so does its digit.

    Signals:
        changed: the agent chose another, or let one go. decided: by a digit, so that the next thing may follow.
        stepped: an id, and 1 or -1: plus or minus was pressed on it.
    """

    changed = Signal()
    decided = Signal()
    stepped = Signal(str, int)

    def __init__(self, *, several: bool = False, numbered: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several, self._numbered = several, numbered
        self._chips: dict[str, _Chip] = {}
        self._at = 0
        self._flow = FlowLayout(self, gap=TIGHT)

    # ── What there is ─────────────────────────────────────────────────────────────────────────────────────

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """These, each by its id and words; what is chosen stays so, and the same ids stay the same buttons."""
        ids = [id_ for id_, _ in options]
        if ids != list(self._chips):
            chosen = self.chosen
            for chip in self._chips.values():
                self._flow.removeWidget(chip)
                chip.setParent(None)
                chip.deleteLater()
            self._chips = {id_: self._made(id_) for id_ in ids}
            self._at = 0
            self.choose(*chosen)
        for place, (id_, words) in enumerate(options):
            digit = figures(_DIGITS[place]) if self._numbered and place < len(_DIGITS) else ""
            self._chips[id_].setText(f"{digit}  {words}" if digit else words)
            self._chips[id_].setAccessibleName(words)

    def choose(self, *ids: str) -> None:
        """These are chosen, and no other; nobody is told."""
        for id_, chip in self._chips.items():
            chip.setChecked(id_ in ids)
        first = next((place for place, id_ in enumerate(self._chips) if id_ in ids), None)
        self._go_to(self._at if first is None else first, focus=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is chosen."""
        return tuple(id_ for id_, chip in self._chips.items() if chip.isChecked())

    def begin(self) -> None:
        """Take the focus."""
        self._go_to(self._at, focus=True)

    @property
    def current(self) -> QWidget | None:
        """The button on which the keys work."""
        chips = list(self._chips.values())
        return chips[self._at] if chips else None

    @property
    def buttons(self) -> list[QWidget]:
        """All of them, in order."""
        return list(self._chips.values())

    def _made(self, id_: str) -> _Chip:
        chip = _Chip()
        chip.clicked.connect(lambda: self._toggle(id_, chip.isChecked()))
        chip.installEventFilter(self)
        self._flow.addWidget(chip)
        return chip

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def _toggle(self, id_: str, on: bool) -> None:
        if not self._several:
            for other, chip in self._chips.items():
                chip.setChecked(on and other == id_)
        self._chips[id_].setChecked(on)
        self._go_to(list(self._chips).index(id_), focus=False)
        self.changed.emit()

    def _go_to(self, place: int, *, focus: bool) -> None:
        chips = list(self._chips.values())
        if not chips:
            return
        self._at = max(0, min(place, len(chips) - 1))
        for number, chip in enumerate(chips):
            policy = Qt.FocusPolicy.TabFocus if number == self._at else Qt.FocusPolicy.NoFocus
            if chip.focusPolicy() != policy and not chip.hasFocus():
                chip.setFocusPolicy(policy)
        chip = chips[self._at]
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if focus:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
            for other in chips:
                if other is not chip:
                    other.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys on a button."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        keypad = Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~keypad not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        ids = list(self._chips)
        forward, back = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if self.isRightToLeft() else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        )
        match event.key():
            case key if key in (forward, Qt.Key.Key_Down):
                self._go_to(self._at + 1, focus=True)
            case key if key in (back, Qt.Key.Key_Up):
                self._go_to(self._at - 1, focus=True)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                id_ = ids[self._at]
                self._toggle(id_, not self._chips[id_].isChecked())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.stepped.emit(ids[self._at], 1)
            case Qt.Key.Key_Minus:
                self.stepped.emit(ids[self._at], -1)
            case _ if len(event.text()) == 1 and event.text().isdecimal():
                self._by_digit(str(int(event.text())), ids)
            case _:
                return False
        return True

    def _by_digit(self, digit: str, ids: list[str]) -> None:
        if self._numbered:
            place = int(digit) - 1
            if not 0 <= place < len(ids):
                return
        elif digit in ids:
            place = ids.index(digit)
        else:
            return
        on = not self._several or not self._chips[ids[place]].isChecked()
        self._go_to(place, focus=True)
        self._toggle(ids[place], on)
        if not self._several:
            self.decided.emit()


class _Chip(QPushButton):
    """One of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words; Qt makes every button as wide as a dialog's."""
        self.ensurePolished()
        around = 2 * (SMALL + 2)
        return QSize(
            max(TARGET, self.fontMetrics().horizontalAdvance(self.text()) + around), super().sizeHint().height()
        )

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 - Qt's name
        """What does not fit ends in …; the whole is the tooltip."""
        super().initStyleOption(option)
        room = self.width() - 2 * SMALL
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.text() if option.text != self.text() else "")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """With large type in a narrow window a part of the words is better than none."""
        least = self.fontMetrics().averageCharWidth() * 8
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())
