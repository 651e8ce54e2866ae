"""What an earlier run left unfinished: said in one notice, with the ways on from it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from callassist.calls.updates import LeftOver
from ui.agent.chords import with_chord
from ui.agent.wrapping_up.wording import when
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button
from ui.words import either_way, figures, listed, telephone, translate


class Counted(QObject):
    """Words that change with a number."""

    def undecided(self, n: int) -> str:
        """How many promises wait to be decided."""
        return self.tr("%n promises wait to be decided.", "", n)


def words(left: LeftOver) -> tuple[str, str]:
    """What was cut off, whose it was and when; what is safe, and what waits."""
    number = telephone(left.display) or translate("left over", "number not known")
    whose = listed(either_way(left.name or "") or number, when(left.started_at))
    what = (
        translate("left over", "A call was cut off: %1")
        if left.cut_off
        else translate("left over", "A wrap-up is unfinished: %1")
    )
    then = [translate("left over", "All that was written down is kept.")]
    if left.undecided:
        then.append(figures(Counted().undecided(left.undecided)))
    if left.report is not None:
        then.append(translate("left over", "There is an incident report."))
    return what.replace("%1", whose), " ".join(then)


class WaysOn(QWidget):
    """From one call that was left; nothing while there is none.

    Signals:
        wrap_up, promises, report: a `LeftOver`, of which the agent wants to see this.
    """

    wrap_up = Signal(object)
    promises = Signal(object)
    report = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: LeftOver | None = None
        self.wrap_up_button = button(lambda: self.wrap_up.emit(self._left), look="act")
        self.promises_button = button(lambda: self.promises.emit(self._left))
        self.report_button = button(lambda: self.report.emit(self._left))
        row = FlowLayout(self)
        for made in (self.wrap_up_button, self.promises_button, self.report_button):
            row.addWidget(made)
        self.hide()

    def show_left(self, left: LeftOver | None) -> None:
        """From this one."""
        self._left = left
        self.setVisible(left is not None)
        if left is None:
            return
        self.wrap_up_button.setText(translate("left over", "Wrap up"))
        self.wrap_up_button.setToolTip(with_chord(translate("wrap-up", "Wrap up the latest"), "wrap_up"))
        self.promises_button.setText(translate("left over", "Promises"))
        self.promises_button.setVisible(left.undecided > 0)
        self.report_button.setText(translate("left over", "Report"))
        self.report_button.setVisible(left.report is not None)
