"""How the agent and the company speak, and how a phrase sounds so while it is still being chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from callassist.calls.updates import SpeakingChanged, SpeakingTried
from ui.agent.knowing.record_fields import word_of
from ui.agent.knowing.say_lines import Steady
from ui.setup.page import Page
from ui.widgets.labels import Choice, Words, button, label
from ui.words import direction, translate

if TYPE_CHECKING:  # the window is painted before it is imported
    from callassist.settings import SpeakingSettings

_LONGEST_NAME = 80
"""Letters; a greeting with more is not said in one breath."""

_Named = Literal["agent", "company"]
_Chosen = Literal["gender", "dialect", "voice"]


class SpeakingPage(Page):
    """Each choice holds as soon as it is made, a name when its field is left.

    Signals:
        tried: `SpeakingSettings` whose sound is wanted. chosen: those that hold from the next call on. done: back.
    """

    tried = Signal(object)
    chosen = Signal(object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: SpeakingSettings | None = None
        self._unanswered = 0
        self._sound: SpeakingTried | None = None
        self.names: dict[_Named, QLineEdit] = {"agent": QLineEdit(), "company": QLineEdit()}
        self.boxes: dict[_Chosen, Choice] = {"gender": Choice(), "dialect": Choice(), "voice": Choice()}
        self._words: dict[_Named | _Chosen, Words] = {}
        self._title, self.phrases = label("strong"), (Steady(2), Steady(1))
        self._why, self._from_when = label("small", look="soft", wrap=True), label("small", look="soft", wrap=True)
        sounds = self.card()
        for part in (self._title, *self.phrases, self._why):
            sounds.addWidget(part)
        yours, companys = self.card(), self.card()
        self._add(yours, "agent", self.names["agent"])
        self._add(yours, "gender", self.boxes["gender"])
        self._add(yours, "dialect", self.boxes["dialect"])
        self._add(companys, "company", self.names["company"])
        self._add(companys, "voice", self.boxes["voice"])
        self.body.addWidget(self._from_when)
        values: dict[_Chosen, tuple[str, ...]] = {
            "gender": ("", "f", "m"),
            # Calls decide between Arabic and English; here it is which Arabic.
            "dialect": ("msa", "gulf", "egyptian"),
            "voice": ("warm", "formal"),
        }
        for name, box in self.boxes.items():
            for value in values[name]:
                box.addItem("", value)
            box.activated.connect(self._choose)
        for field in self.names.values():
            field.setMaxLength(_LONGEST_NAME)
            field.textEdited.connect(self._try)
            field.editingFinished.connect(self.keep)
        self.done_button = button(self.done.emit, look="act")
        self.add_buttons(self.done_button)
        # Until it is known what holds, a choice would wipe the others out.
        self._enable(False)
        self.retranslate()

    def _add(self, card: QVBoxLayout, name: _Named | _Chosen, field: QWidget) -> None:
        self._words[name] = label("small", look="soft", wrap=True)
        card.addWidget(self._words[name])
        card.addWidget(field)

    def _enable(self, on: bool) -> None:
        for field in (*self.names.values(), *self.boxes.values()):
            field.setEnabled(on)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def wanted(self) -> SpeakingSettings | None:
        """What the fields say now; None before it is known what holds."""
        names = {name: field.text().strip() or None for name, field in self.names.items()}
        return self._held.model_copy(update=names | self._choices) if self._held is not None else None

    @property
    def _choices(self) -> dict[str, str | None]:
        return {name: box.currentData() or None for name, box in self.boxes.items()}

    def begin(self) -> None:
        """The page is opened: the first field has the focus, and it is heard how it sounds now."""
        self.names["agent"].setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def show_speaking(self, told: SpeakingChanged) -> None:
        """What holds; a name that is just being written stays."""
        self._unanswered = max(0, self._unanswered - 1)
        if self._unanswered:
            return  # more has been chosen since
        self._enable(True)
        for name, field in self.names.items():
            if not field.isModified():
                field.setText(getattr(told.speaking, name) or "")
                self._turn(field)
        for chosen, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(getattr(told.speaking, chosen) or "")))
        self._held = told.speaking.model_copy(update=self._choices)
        self._show_sound()
        if self.isVisible():
            self._ask()

    def show_tried(self, told: SpeakingTried) -> None:
        """How it sounds; an answer to what has changed since is none."""
        if told.speaking == self.wanted:
            self._sound = told
            self._show_sound()

    def _ask(self) -> None:
        if self._held is not None:
            self.tried.emit(self.wanted)

    def _show_sound(self) -> None:
        sound = self._sound
        phrases = sound.phrases if sound is not None else ()
        for place, line in enumerate(self.phrases):
            line.show_text(phrases[place] if place < len(phrases) else "")
            line.setVisible(place < len(phrases) or (sound is None and place == 0))
        if self._held is None:
            self._why.setText(translate("speaking", "The program is still getting ready …"))
        elif sound is not None and not phrases:
            self._why.setText(translate("speaking", "There is no phrase for this in your company's file."))
        elif sound is not None and sound.language == "en":
            self._why.setText(translate("speaking", "Calls are in English now, and so are phrases."))
        else:
            self._why.clear()
        self._why.setVisible(bool(self._why.text()))

    @staticmethod
    def _turn(field: QLineEdit) -> None:
        if field.text():
            field.setLayoutDirection(direction(field.text()))
        else:
            field.unsetLayoutDirection()

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def _try(self) -> None:
        for field in self.names.values():
            self._turn(field)
        self._ask()

    def _choose(self) -> None:
        self._try()
        self.keep()

    def keep(self) -> None:
        """What is written holds; as soon as a field loses the focus, so that no call takes it away."""
        for field in self.names.values():
            field.setModified(False)
        if self.wanted != self._held:
            self._held = self.wanted
            self._unanswered += 1
            self.chosen.emit(self._held)

    def retranslate(self) -> None:
        """Say everything in the window's language."""
        self.title.setText(translate("speaking", "How you speak"))
        self._title.setText(translate("speaking", "It sounds like this"))
        words: dict[_Named | _Chosen, str] = {
            "agent": translate("speaking", "Your name, as you say it"),
            "gender": translate("speaking", "Your gender, for what you say of yourself"),
            "dialect": translate("speaking", "Your Arabic, where the customer's is not known"),
            "company": translate("speaking", "Your company, as you say it"),
            "voice": translate("speaking", "Your company speaks"),
        }
        for name, text in words.items():
            self._words[name].setText(text)
        for named, field in self.names.items():
            field.setAccessibleName(words[named])
            field.setPlaceholderText(translate("speaking", "Phrases do without it while it is empty"))
        for chosen, box in self.boxes.items():
            box.setAccessibleName(words[chosen])
            for at in range(box.count()):
                box.setItemText(at, _word(chosen, box.itemData(at)))
        self._from_when.setText(
            translate("speaking", "It holds from your next call on. A call that has begun keeps what it began with.")
        )
        self.done_button.setText(translate("setup", "Done"))
        self._show_sound()


def _word(name: _Chosen, value: str) -> str:
    if name == "voice":
        return translate("speaking", "warmly") if value == "warm" else translate("speaking", "formally")
    return word_of(name, value)
