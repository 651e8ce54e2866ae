"""The call bar: which call, how long, with whom, whether anybody is heard, and the few things to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from callassist.audio import host_clock
from callassist.calls.updates import CallView, Levels, ListeningChanged, ListeningState
from ui.agent.chords import with_chord
from ui.theme.look import Look
from ui.theme.tokens import MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Elided, TwoPressButton, button, label, set_look
from ui.widgets.marks import CALL_MARKS, LISTENING_MARKS, Meter, StateMark
from ui.words import call_state, clock, either_way, left_to_right, listening_state, side, translate

_TICK_MS = 250
_SILENCE = float("-inf")
_CAN_PAUSE: tuple[ListeningState, ...] = ("starting", "listening", "paused")


class CallBar(QFrame):
    """Always in sight, in every size of the window.

    Signals:
        start, pause, refuse, hang_up: what the agent wants; the window knows what it means now.
    """

    start = Signal()
    pause = Signal()
    refuse = Signal()
    hang_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._call: CallView | None = None
        self._listening = ListeningChanged("off")
        self.hang_up_button = TwoPressButton()
        self.hang_up_button.sure.connect(self.hang_up)
        self.start_button = button(self.start.emit)
        self.pause_button = button(self.pause.emit)
        self.refuse_button = button(self.refuse.emit)
        self.menu_button = QToolButton()
        self.menu_button.setProperty("look", "quiet")
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setText("⋯")
        self._mark, self._listening_mark = StateMark(look), StateMark(look)
        self._state, self._timer = label("strong"), label("title")
        self._listening_word = label()
        self._name, self._number = Elided(), label("text", look="soft")
        self._name.setProperty("type", "title")
        self._customer_word, self._agent_word = label("small", look="soft"), label("small", look="soft")
        self._customer, self._agent = Meter(look), Meter(look)
        self._build()
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._show_time)
        self._retranslate()

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    def show_call(self, call: CallView | None) -> None:
        """The call in front, or none."""
        if call is None or self._call is None or call.key != self._call.key:
            self.hang_up_button.calm()
        self._call = call
        if call is not None and call.answered_at is not None and call.ended_t is None:
            self._ticks.start()
        else:
            self._ticks.stop()
        self._show()

    def show_listening(self, listening: ListeningChanged) -> None:
        """Whether anybody is heard."""
        self._listening = listening
        if listening.state != "listening":
            self.show_levels(Levels(_SILENCE, _SILENCE))
        self._show()

    def show_levels(self, levels: Levels) -> None:
        """How loud both sides are; nothing moves while nobody is heard."""
        heard = self._listening.state == "listening"
        self._customer.show_level(levels.customer if heard else _SILENCE)
        self._agent.show_level(levels.agent if heard else _SILENCE)

    # ── Building ──────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        state = _together(self._mark, self._state, self._timer)
        listening = _together(self._listening_mark, self._listening_word)
        first = QHBoxLayout()
        first.setSpacing(TIGHT)
        flow = FlowLayout(gap=MEDIUM)
        flow.addWidget(state)
        flow.add_at_end(listening)
        first.addLayout(flow, 1)
        first.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        self._who = QWidget()
        who = FlowLayout(self._who, gap=MEDIUM)
        named = QWidget()
        names = QVBoxLayout(named)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._number)
        who.addWidget(named)
        levels = QWidget()
        meters = QGridLayout(levels)
        meters.setContentsMargins(0, 0, 0, 0)
        meters.setHorizontalSpacing(SMALL)
        meters.setVerticalSpacing(0)
        for row, (word, meter) in enumerate(((self._customer_word, self._customer), (self._agent_word, self._agent))):
            meters.addWidget(word, row, 0)
            meters.addWidget(meter, row, 1)
        who.add_at_end(levels)
        buttons = FlowLayout()
        for made in (self.start_button, self.pause_button, self.refuse_button):
            buttons.addWidget(made)
        buttons.add_at_end(self.hang_up_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MEDIUM, SMALL, MEDIUM, MEDIUM)
        whole.setSpacing(SMALL)
        whole.addLayout(first)
        whole.addWidget(self._who)
        whole.addLayout(buttons)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its widest part; it grows in height instead."""
        return QSize(0, super().minimumSizeHint().height())

    # ── Words ─────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        call, state = self._call, self._listening.state
        live = call is not None and call.state in ("active", "held")
        self._state.setText(call_state(call.state) if call else translate("bar", "No call"))
        self._mark.show_state(CALL_MARKS[call.state] if call else ("ring", "edge"))
        late = translate("bar", "Listening, writing late")
        self._listening_word.setText(late if self._listening.late else listening_state(state))
        self._listening_mark.show_state(LISTENING_MARKS[state])
        self._who.setVisible(call is not None)
        if call is not None:
            number = left_to_right(call.display or call.number or "")
            name = either_way(call.name or "")
            self._name.setText(name or number or translate("bar", "Number not known"))
            self._number.setText(number if name else "")
            self._number.setVisible(bool(name and number))
        self.start_button.setVisible(call is None or (call.state == "ringing" and call.can_answer))
        self.pause_button.setVisible(live and state in _CAN_PAUSE)
        self.refuse_button.setVisible(live and state not in ("refused", "not_confirmed"))
        self.hang_up_button.setVisible(call is not None and call.state != "ended")
        self._show_buttons()
        self._show_time()

    def _show_buttons(self) -> None:
        call, paused = self._call, self._listening.state == "paused"
        self.start_button.setText(translate("bar", "Answer") if call else translate("bar", "Start a call"))
        # Only a call that rings is worth a colour.
        set_look(self.start_button, "act" if call else "plain")
        self.pause_button.setText(translate("bar", "Go on") if paused else translate("bar", "Pause"))
        self.refuse_button.setText(translate("bar", "No transcript"))
        if call is not None and not call.can_hang_up:
            self.hang_up_button.say(translate("bar", "End"), translate("bar", "Press again to end"))
            tip = translate("bar", "Ends the transcript; hang up in the softphone")
        else:
            self.hang_up_button.say(translate("bar", "Hang up"), translate("bar", "Press again to hang up"))
            tip = translate("bar", "Hangs up in the softphone")
        self.hang_up_button.setToolTip(with_chord(tip, "hang_up"))

    def _show_time(self) -> None:
        call = self._call
        if call is None or call.answered_at is None:
            self._timer.setText("")
        elif call.ended_t is not None:
            self._timer.setText(clock(call.ended_t))
        else:
            self._timer.setText(clock(host_clock.now() - call.answered_at))

    def _retranslate(self) -> None:
        self._customer_word.setText(side("customer"))
        self._agent_word.setText(side("agent"))
        self._customer.setAccessibleName(translate("bar", "How loud the customer is"))
        self._agent.setAccessibleName(translate("bar", "How loud you are"))
        self.start_button.setToolTip(with_chord(translate("bar", "Answer, or start a call by hand"), "start"))
        self.pause_button.setToolTip(with_chord(translate("bar", "Neither side is heard until you go on"), "pause"))
        self.refuse_button.setToolTip(
            with_chord(translate("bar", "The caller does not want it: this call is not written down"), "refuse")
        )
        self.menu_button.setToolTip(translate("bar", "Menu"))
        self.menu_button.setAccessibleName(translate("bar", "Menu"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _together(*parts: QWidget) -> QWidget:
    """Parts that stay in one row whatever wraps around them."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SMALL)
    for part in parts:
        row.addWidget(part)
    return made
