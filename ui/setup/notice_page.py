"""The first task: somebody answers for it that callers and agents have been told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from callassist.calls.updates import NoticeChanged
from ui.setup.page import Page
from ui.widgets.labels import Tick, button, label
from ui.widgets.writing import LineField
from ui.words import either_way, translate


class NoticePage(Page):
    """Without the confirmation everything works but the transcript.

    Signals:
        confirmed: the name of whoever answers for it, and whether the notice says that voices are measured. later: not
            now.
    """

    confirmed = Signal(str, bool)
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = NoticeChanged()
        self._said, self._without = label(wrap=True), label("small", look="soft", wrap=True)
        self.says_voice, self._voice = Tick(), label("small", look="soft", wrap=True)
        self._who, self._so_far = label("strong"), label(look="soft", wrap=True)
        self.name = LineField()
        self.name.textChanged.connect(self._on_typed)
        self.name.returnPressed.connect(self._confirm)
        self.confirm_button = button(self._confirm, look="act")
        self.later_button = button(self.later.emit)
        card = self.card()
        for part in (self._said, self.says_voice, self._voice, self._who, self.name, self._so_far):
            card.addWidget(part)
        self.body.addWidget(self._without)
        self.add_buttons(self.confirm_button, self.later_button)
        self._on_typed()
        self.retranslate()

    def show_notice(self, notice: NoticeChanged) -> None:
        """Who has confirmed it, if anybody."""
        self._notice = notice
        self.says_voice.setChecked(notice.says_voice)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("setup", "Callers have been told"))
        self._said.setText(
            translate(
                "setup",
                "I confirm that callers and agents have been told that calls are turned into text on this PC. "
                "No sound is kept.",
            )
        )
        self.says_voice.setText(translate("setup", "The tone of voice is in it too"))
        self._voice.setText(
            translate(
                "setup",
                "Tick this only if callers are told as well that the tone of their voice is measured. It is not"
                " measured without that.",
            )
        )
        self._who.setText(translate("setup", "Who confirms this"))
        self.name.setPlaceholderText(translate("setup", "Your name, or your supervisor's"))
        self.name.setAccessibleName(translate("setup", "Who confirms this"))
        by = self._notice.confirmed_by
        self._so_far.setText(translate("setup", "Confirmed by %1").replace("%1", either_way(by)) if by else "")
        self._so_far.setVisible(bool(by))
        self._without.setText(translate("setup", "Without this everything works but the transcript."))
        self.confirm_button.setText(translate("setup", "Confirm"))
        self.later_button.setText(translate("setup", "Not now"))

    def _on_typed(self) -> None:
        text = self.name.text()
        self.confirm_button.setEnabled(bool(text.strip()))

    def _confirm(self) -> None:
        if self.name.text().strip():
            self.confirmed.emit(self.name.text().strip(), self.says_voice.isChecked())
