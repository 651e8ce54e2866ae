"""The one prompt of the moment: what to do, words to say, why, and the two keys that answer it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.conduct.prompts import Prompt
from ui.agent.chords import CHORDS, HELD, with_chord
from ui.agent.conduct.prompt_words import GROUNDS, Ground, PromptWords, words_of
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flash import Flash, copy
from ui.widgets.flow import FlowLayout
from ui.widgets.glyphs import GlyphButton
from ui.widgets.labels import Elided, button, label, set_look
from ui.widgets.marks import Shape, StateMark
from ui.words import direction, left_to_right, translate

_FRAMES: Final[dict[Ground, str]] = {"alarm": "ending", "attend": "attend", "quiet": "foot"}
_MARKS: Final[dict[Ground, tuple[Shape, str]]] = {
    "alarm": ("square", "red"),
    "attend": ("triangle", "amber"),
    "quiet": ("ring", "accent"),
}
_TITLES: Final[dict[Ground, str]] = {"alarm": "red", "attend": "amber", "quiet": ""}
_QWIDGETSIZE_MAX: Final = 16_777_215


class NowCard(QFrame):
    """Takes no room before its first prompt; grows where it must, and does not shrink again within a call.

    Signals:
        accepted, rejected: the agent clicked what the chords do. changed: it needs another height.
    """

    accepted = Signal()
    rejected = Signal()
    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompt: Prompt | None = None
        self._hangs_up = self._alone = False
        self._in_call = False
        # At which width it has been how high; no height before the first prompt of a call.
        self._kept = (0, 0)
        self._inside = QWidget(self)
        self.title, self.how = label("strong", wrap=True), label("small", wrap=True)
        self.say, self.because = label(wrap=True), Elided()
        self.because.setProperty("type", "small")
        self.because.setProperty("look", "soft")
        self._mark = StateMark(look)
        self._held = label("small", look="soft")
        self.accept_button, self.reject_button = button(self.accepted.emit), button(self.rejected.emit)
        self._copy = GlyphButton(look, "copy", self.copy_say)
        head = _row(self._mark, self.title)
        self._say_row = _row(self.say, self._copy)
        keys = QWidget()
        row = FlowLayout(keys, gap=TIGHT)
        row.addWidget(self._held)
        for made in (self.accept_button, self.reject_button):
            row.addWidget(made)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(TIGHT)
        for part in (head, self._say_row, self.how, self.because, keys):
            column.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._inside)
        whole.addStretch(1)
        self._flash = Flash(self._say_row)
        self._show()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def prompt(self) -> Prompt | None:
        """What it says just now."""
        return self._prompt

    def show_prompt(self, prompt: Prompt | None, *, hangs_up: bool) -> None:
        """This one, or none; `hangs_up`: the softphone hangs up when it is told to."""
        if (prompt, hangs_up) == (self._prompt, self._hangs_up):
            return
        new = prompt is not None and prompt != self._prompt
        self._prompt, self._hangs_up = prompt, hangs_up
        self._show()
        if new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def begin_again(self, *, in_call: bool) -> None:
        """Another call is in front, or none: `in_call` says which."""
        self._kept, self._in_call = (0, 0), in_call
        self._prompt = None
        self._show()

    def copy_say(self) -> None:
        """Copy the words to say."""
        if self._prompt is not None and self._prompt.say:
            copy(self._prompt.say, self._flash, self._say_row.rect())

    def _show(self) -> None:
        prompt = self._prompt
        words = words_of(prompt, hangs_up=self._hangs_up) if prompt is not None else _NOTHING
        ground = GROUNDS[prompt.kind] if prompt is not None else None
        set_look(self, "paper" if ground is None else _FRAMES[ground])
        self._inside.setVisible(prompt is not None)
        if ground is not None:
            self._mark.show_state(_MARKS[ground])
            set_look(self.title, _TITLES[ground])
        self.title.setText(words.title)
        self.say.setText(words.say)
        if words.say:
            self.say.setLayoutDirection(direction(words.say))
        self._say_row.setVisible(bool(words.say))
        self._copy.say(translate("now", "Copy these words"), translate("now", "Copy these words"))
        for part, text in ((self.how, words.how), (self.because, words.because)):
            part.setText(text)
            part.setVisible(bool(text))
        self._held.setText(left_to_right(HELD))
        self.accept_button.setText(_with_key(words.accept, CHORDS["accept"].name))
        self.accept_button.setToolTip(with_chord(words.accept, "accept"))
        self.reject_button.setText(_with_key(words.reject, CHORDS["reject"].name))
        self.reject_button.setToolTip(with_chord(words.reject, "reject"))
        self.reject_button.setVisible(bool(words.reject))
        self.setAccessibleName(". ".join(filter(None, (words.title, words.say, words.how, words.because))))
        if self._alone:
            self.setVisible(prompt is not None)
        self.changed.emit()

    # ── The room ──────────────────────────────────────────────────────────────────────────────────────────

    def set_alone(self, alone: bool) -> None:
        """In the small window it is there only while it has something to say: that window grows downwards."""
        self._alone = alone
        if alone:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_QWIDGETSIZE_MAX)
        self.setVisible(self._prompt is not None if alone else True)

    def height_in(self, width: int, room: int) -> int:
        """How much height it takes in `width` pixels; 0 where there is no call, or none of its prompts came yet.

        Once there was one its room is kept, so that nothing moves when the next one comes. Where `room` is too short
        for all of it, what to do, what to say and the keys are left.
        """
        if not self._in_call or (self._prompt is None and not self._kept[1]):
            return 0
        self._leave_out(short=False)
        kept = self._kept[1] if self._kept[0] == width else self.first()
        wanted = self._inside.heightForWidth(width) if self._prompt is not None else 0
        if max(kept, wanted) > room:
            self._leave_out(short=True)
            wanted = self._inside.heightForWidth(width) if self._prompt is not None else 0
            kept = self.first()
        self._kept = (width, max(kept, wanted))
        return self._kept[1]

    def _leave_out(self, *, short: bool) -> None:
        for part in (self.how, self.because):
            part.setVisible(bool(part.text()) and not short)

    def first(self) -> int:
        """The height that is kept at least, once there was a prompt: a title of one line, and its key."""
        lines = self.title.sizeHint().height() + self.accept_button.sizeHint().height()
        return lines + 2 * SMALL + TIGHT

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


_NOTHING: Final = PromptWords("", "", "", "", "", "")


def _with_key(words: str, key: str) -> str:
    """What a button says: the key that does the same, and what it does."""
    return f"{left_to_right(key)}: {words}"


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL)
    for part in parts:
        if isinstance(part, GlyphButton):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(part, 0 if isinstance(part, StateMark) else 1)
    return made
