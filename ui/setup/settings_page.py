"""The agent's own choices, each in effect as soon as it is made."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from callassist.calls.updates import NoticeChanged
from ui.settings import Settings
from ui.setup.page import Page
from ui.theme.tokens import TEXT_SCALES
from ui.widgets.labels import Choice, Tick, button, label
from ui.words import left_to_right, translate


class SettingsPage(Page):
    """Language, theme, figures, text size, and the way back to the two tasks of the first start.

    Signals:
        changed: new `Settings`. voice_wanted: whether the tone is told from voices too. speaking_wanted, notice_wanted,
            devices_wanted, thresholds_wanted, keys_wanted: that page. done: back to where one was.
    """

    changed = Signal(object)
    speaking_wanted = Signal()
    notice_wanted = Signal()
    devices_wanted = Signal()
    thresholds_wanted = Signal()
    keys_wanted = Signal()
    voice_wanted = Signal(bool)
    done = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._told = settings, NoticeChanged()
        self.boxes = {name: Choice() for name in ("language", "calls_in", "theme", "digits", "scale")}
        self._words = {name: label("small", look="soft") for name in self.boxes}
        card = self.card()
        for name, box in self.boxes.items():
            card.addWidget(self._words[name])
            card.addWidget(box)
            for value in self._values(name):
                box.addItem("", value)
            box.activated.connect(lambda _at, name=name: self._take(name))
        self.on_top = Tick()
        self.on_top.toggled.connect(self._take_on_top)
        card.addWidget(self.on_top)
        company = self.card()
        self._companys = label("strong", wrap=True)
        self.voice = Tick()
        self.voice.clicked.connect(self.voice_wanted)
        self._voice_is, self._locked = label("small", look="soft", wrap=True), label("small", look="amber", wrap=True)
        self.thresholds_button = button(self.thresholds_wanted.emit)
        for part in (self._companys, self.voice, self._voice_is, self._locked, self.thresholds_button):
            company.addWidget(part)
        more = self.card()
        self.speaking_button = button(self.speaking_wanted.emit)
        self._notice = button(self.notice_wanted.emit)
        self._devices = button(self.devices_wanted.emit)
        self._keys = button(self.keys_wanted.emit)
        for made in (self.speaking_button, self._notice, self._devices, self._keys):
            more.addWidget(made)
        self._done = button(self.done.emit, look="act")
        self.add_buttons(self._done)
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """As they stand."""
        self._settings = settings
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(settings, name)))
        self.on_top.blockSignals(True)
        self.on_top.setChecked(settings.on_top)
        self.on_top.blockSignals(False)
        self.retranslate()

    def show_notice(self, told: NoticeChanged) -> None:
        """Whether voices may be measured, and are."""
        self._told = told
        self._show_voice()

    def _show_voice(self) -> None:
        allowed = self._told.confirmed_by is not None and self._told.says_voice
        self.voice.setChecked(self._told.measures_voice)
        self.voice.setEnabled(allowed)
        self._locked.setVisible(not allowed)

    @staticmethod
    def _values(name: str) -> tuple[object, ...]:
        if name == "scale":
            return TEXT_SCALES
        return get_args(Settings.model_fields[name].annotation)

    def _take(self, name: str) -> None:
        self._change(**{name: self.boxes[name].currentData()})

    def _take_on_top(self, on: bool) -> None:
        self._change(on_top=on)

    def _change(self, **what: object) -> None:
        self._settings = self._settings.changed(**what)
        self.changed.emit(self._settings)

    def retranslate(self) -> None:
        """Say everything in the window's language; languages are called what their speakers call them."""
        self.title.setText(translate("setup", "Settings"))
        for name, words in (
            ("language", translate("setup", "Language of this window")),
            ("calls_in", translate("setup", "Calls are in")),
            ("theme", translate("setup", "Colours")),
            ("digits", translate("setup", "Figures")),
            ("scale", translate("setup", "Text size")),
        ):
            self._words[name].setText(words)
            self.boxes[name].setAccessibleName(words)
        texts: dict[str, dict[object, str]] = {
            "language": {"ar": "العربية", "en": "English"},
            "calls_in": {"ar": "العربية", "en": "English"},
            "theme": {
                "system": translate("setup", "As the system"),
                "light": translate("setup", "Light"),
                "dark": translate("setup", "Dark"),
            },
            "digits": {"latin": "\u20660 1 2 3\u2069", "arabic": "\u2066٠ ١ ٢ ٣\u2069"},
            "scale": {scale: left_to_right(f"{scale} %") for scale in TEXT_SCALES},
        }
        for name, box in self.boxes.items():
            for at in range(box.count()):
                box.setItemText(at, texts[name][box.itemData(at)])
        self.on_top.setText(translate("setup", "Keep this window above others"))
        self._companys.setText(translate("setup", "The company's choices"))
        self.voice.setText(translate("setup", "Tell the tone from the voice too"))
        self._voice_is.setText(
            translate(
                "setup",
                "Of the customer alone, against their own start of the call, on this PC; your voice is never measured."
                " Off, the tone is told from the words.",
            )
        )
        self._locked.setText(
            translate(
                "setup", "Locked: the notice to callers does not say so yet. Whoever confirms it can tick that there."
            )
        )
        self._show_voice()
        self.thresholds_button.setText(translate("setup", "What rejected alarms propose"))
        self.speaking_button.setText(translate("speaking", "How you speak"))
        self._notice.setText(translate("setup", "Notice to callers"))
        self._devices.setText(translate("setup", "Choose devices"))
        self._keys.setText(translate("setup", "Keys"))
        self._done.setText(translate("setup", "Done"))
