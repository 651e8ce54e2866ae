"""The only place where the engine's updates become Qt signals, and the window's wishes become calls of the engine.

The engine tells from a thread of its own. What is recorded or changes a state reaches the window in order and whole;
partials and levels are latest-wins, and however many come, they wake the event loop at most every `QUIET_MS`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from callassist.calls.updates import (
    ArticlesFound,
    ArticleShown,
    BroughtForward,
    CallLanguage,
    CallsChanged,
    CustomerEdited,
    CustomersFound,
    CustomerShown,
    DevicesFound,
    GoodwillShown,
    KnowledgeReady,
    LeftOvers,
    Levels,
    ListeningChanged,
    MoveWorded,
    NotDone,
    NoticeChanged,
    PromiseEdited,
    PromisesChanged,
    PromisesDue,
    PromiseUnderstood,
    Said,
    Saying,
    SpeakingChanged,
    SpeakingTried,
    ThresholdsShown,
    Trouble,
    Update,
    WrapUpCopied,
    WrapUpKept,
    WrapUpShown,
    WrapUpsWaiting,
)
from callassist.events import Decision, KeyAction, Language, Speaker, Utterance
from callassist.live.messages import DeviceChoice, DeviceNotice
from callassist.softphone.phone import LinkChanged
from ui.wrap_up_wishes import WrapUpWishes

if TYPE_CHECKING:  # the window is painted before they are imported
    from decimal import Decimal

    from callassist.conduct.anger_policy import Threshold
    from callassist.promises.wishes import PromiseWish
    from callassist.settings import SpeakingSettings

QUIET_MS: Final = 50
"""At most 20 times a second: faster than a glance, and nothing to the event loop."""
_AT_ONCE: Final = 64
"""Updates handed on in one go; between two such goes the window paints and answers keys."""

Tell = Callable[[Update], None]


class Engine(WrapUpWishes, Protocol):
    """What the window asks of the engine. Every method returns at once; what comes of it is told as an `Update`."""

    def start(self) -> None:
        """Begin to work, once the window can be seen; until then, whatever else is asked waits."""

    def start_call(self, number: str | None) -> None:
        """Begin a call by hand, where no softphone tells of it."""

    def answer(self, key: str) -> None:
        """Answer a ringing call in the softphone, where `CallView.can_answer`."""

    def hang_up(self, key: str) -> None:
        """End a call; in the softphone too where `CallView.can_hang_up`."""

    def pause(self) -> None:
        """Hear neither side of the call in front until `resume`."""

    def resume(self) -> None:
        """Hear both sides again."""

    def refuse(self, key: str) -> None:
        """The caller does not want it: nothing more of this call is written down. It may just have ended."""

    def note(self, key: str, text: str, line_seq: int | None) -> None:
        """Keep a note with a call, at the line of that `seq`; the call may have ended."""

    def revise_note(self, key: str, seq: int, text: str) -> None:
        """Replace the note of that `seq`; an empty text takes it back."""

    def settle_commitment(
        self, key: str, number: int, state: Decision, what: str, due: str | None, part: str | None = None
    ) -> None:
        """What the agent decided of a commitment of a call, which may have ended; "proposed" takes a decision back."""

    def promise(self, key: str, what: str, due: str | None, part: str | None = None) -> None:
        """Keep a promise that the agent wrote down in a call, which may have ended."""

    def ask_promise(self, wish: PromiseWish) -> None:
        """Something is wanted of the book of promises. Tells `PromiseUnderstood`, `MoveWorded`, or `PromiseEdited` and
        `PromisesChanged`, or `NotDone`."""

    def press(self, action: KeyAction) -> None:
        """Record what the agent did by chord or button."""

    def confirm_notice(self, by: str, *, says_voice: bool = False) -> None:
        """Somebody answers for it: callers and agents are told that calls are written down; `says_voice`: and that the
        tone of customers' voices is measured. Tells `NoticeChanged`."""

    def measure_voice(self, on: bool) -> None:
        """Whether the tone is told from voices too, from the next call on. Tells `NoticeChanged`."""

    def devices(self) -> None:
        """Look what devices there are. Tells `DevicesFound`."""

    def choose_devices(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Use these from now on and remember them."""

    def try_devices(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Open these to see their `Levels`; nothing is heard or kept. During a call the call's own stay."""

    def end_trial(self) -> None:
        """Let go of the devices that were tried."""

    def set_language(self, language: Language) -> None:
        """The language in which calls are heard from the next one on."""

    def try_speaking(self, speaking: SpeakingSettings) -> None:
        """How phrases would sound so. Tells `SpeakingTried`."""

    def choose_speaking(self, speaking: SpeakingSettings) -> None:
        """Speak so from the next call on, and remember it. Tells `SpeakingChanged`."""

    def choose_customer(self, key: str, person: UUID | None) -> None:
        """It is this person's record that belongs to the call; None: nobody's. Tells `CustomerShown`."""

    def new_customer(self, key: str) -> None:
        """Make a record of the caller, with the call's number. Tells `CustomerShown` and `CustomerEdited`."""

    def edit_customer(self, key: str, person: UUID, version: int, fields: Mapping[str, str | None]) -> None:
        """Change fields of `customers.card.Person`, on the version that is shown. Tells `CustomerShown` and
        `CustomerEdited`, or `NotDone`."""

    def undo_edit(self, key: str, change: UUID) -> None:
        """Take an edit back. Tells `CustomerShown` and `CustomerEdited`, or `NotDone`."""

    def verify(self, key: str) -> None:
        """The caller has proved to be this customer: unfold the card."""

    def look_up_customer(self, key: str, words: str) -> None:
        """Look for people by name, number or id. Tells `CustomersFound`."""

    def goodwill(self, key: str, situation: str | None) -> None:
        """What may be given to the customer of a call. Tells `GoodwillShown`, if the company is at fault there, or the
        agent asks (None)."""

    def give_goodwill(self, key: str, amount: Decimal, what: str) -> None:
        """Write down a gesture, of which `what` says why. Tells `GoodwillShown`, or `NotDone`."""

    def take_back_goodwill(self, key: str, change: UUID) -> None:
        """It was none. Tells `GoodwillShown`, or `NotDone`."""

    def thresholds(self) -> None:
        """What agents' rejections propose, and what was decided. Tells `ThresholdsShown`."""

    def decide_threshold(self, threshold: Threshold, after: float, *, approve: bool, by: str) -> None:
        """Approve or decline what is proposed. Tells `ThresholdsShown`, and `NotDone` where that can't be."""

    def undo_decision(self, key: UUID, by: str) -> None:
        """Take a decision back. Tells `ThresholdsShown`, and `NotDone` where that can't be."""

    def search(self, text: str) -> None:
        """Look in the knowledge base. Tells `ArticlesFound`."""

    def open_article(self, article: str) -> None:
        """Tells `ArticleShown`."""

    def helped(self, key: str, article: str, *, helped: bool) -> None:
        """Whether an article helped in this call; the last word counts."""

    def another_phrase(self) -> None:
        """Another phrase for the same situation, in the call in front."""

    def reveal(self, token: str) -> str | None:
        """What lies behind a mask, from memory while the call lives; None when it is gone."""

    def close(self) -> None:
        """End calls and hearing; what was said is kept first."""


class Bridge(QObject):
    """Takes updates from any thread with `tell` and gives them out as signals in the thread it lives in.

    Signals:
        calls: `CallsChanged`. said: `Said`. saying: `Saying`, latest of each speaker. levels: `Levels`, latest.
        listening: `ListeningChanged`. trouble: `Trouble`. left_over: `LeftOvers`. devices: `DevicesFound`.
        notice: `NoticeChanged`. call_language: of the calls. speaking: `SpeakingChanged`. speaking_tried:
        `SpeakingTried`. forward: bring the window to the front.
        customer: `CustomerShown`. customer_edited: `CustomerEdited`. customers_found: `CustomersFound`.
        goodwill: `GoodwillShown`. thresholds: `ThresholdsShown`. knowledge: `KnowledgeReady`. article: `ArticleShown`.
        articles_found: `ArticlesFound`. promises: `PromisesChanged`. promises_due: `PromisesDue`. promise_edited:
        `PromiseEdited`. promise_understood: `PromiseUnderstood`. move_worded: `MoveWorded`. wrap_up: `WrapUpShown`.
        wrap_up_kept: `WrapUpKept`. wrap_up_copied: `WrapUpCopied`. wrap_ups: `WrapUpsWaiting`. not_done: `NotDone`.
        device: `DeviceNotice`. link: `LinkChanged`. fault: the name of a crash report that has just been written.
    """

    calls = Signal(object)
    said = Signal(object)
    saying = Signal(object)
    levels = Signal(object)
    listening = Signal(object)
    trouble = Signal(object)
    left_over = Signal(object)
    devices = Signal(object)
    notice = Signal(object)
    call_language = Signal(str)
    speaking = Signal(object)
    speaking_tried = Signal(object)
    forward = Signal()
    customer = Signal(object)
    customer_edited = Signal(object)
    customers_found = Signal(object)
    goodwill = Signal(object)
    thresholds = Signal(object)
    knowledge = Signal(object)
    article = Signal(object)
    articles_found = Signal(object)
    wrap_up = Signal(object)
    wrap_up_kept = Signal(object)
    wrap_up_copied = Signal(object)
    wrap_ups = Signal(object)
    promises = Signal(object)
    promises_due = Signal(object)
    promise_edited = Signal(object)
    promise_understood = Signal(object)
    move_worded = Signal(object)
    not_done = Signal(object)
    device = Signal(object)
    link = Signal(object)
    fault = Signal(str)
    _woken = Signal()
    _woken_for_latest = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._ordered: deque[Update] = deque()
        self._waking = False
        self._sayings: dict[tuple[str, Speaker], Saying] = {}
        self._levels: Levels | None = None
        self._waking_for_latest = False
        self._since = QElapsedTimer()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setTimerType(Qt.TimerType.PreciseTimer)
        self._quiet.timeout.connect(self._give_latest)
        self._woken.connect(self._give_ordered, Qt.ConnectionType.QueuedConnection)
        self._woken_for_latest.connect(self._await_quiet, Qt.ConnectionType.QueuedConnection)

    def tell(self, update: Update) -> None:
        """Hand an update over, from any thread; returns at once."""
        with self._lock:
            if isinstance(update, Saying | Levels):
                if isinstance(update, Levels):
                    self._levels = update
                else:
                    self._sayings[update.key, update.partial.speaker] = update
                wake = not self._waking_for_latest
                self._waking_for_latest = True
                signal = self._woken_for_latest
            else:
                if isinstance(update, Said):
                    self._drop_outlived(update)
                self._ordered.append(update)
                wake = not self._waking
                self._waking = True
                signal = self._woken
        if wake:
            signal.emit()

    def _drop_outlived(self, said: Said) -> None:
        """A partial that waits is older than the final that has just come, and must not appear after it."""
        for recorded in said.recorded:
            if isinstance(recorded.event, Utterance) and recorded.event.revises is None:
                self._sayings.pop((said.key, recorded.event.speaker), None)

    def _give_ordered(self) -> None:
        for _ in range(_AT_ONCE):
            with self._lock:
                if not self._ordered:
                    self._waking = False
                    return
                update = self._ordered.popleft()
            self._give(update)
        self._woken.emit()

    def _give(self, update: Update) -> None:
        match update:
            case CallsChanged():
                self.calls.emit(update)
            case Said():
                self.said.emit(update)
            case ListeningChanged():
                self.listening.emit(update)
            case Trouble():
                self.trouble.emit(update)
            case LeftOvers():
                self.left_over.emit(update)
            case DevicesFound():
                self.devices.emit(update)
            case NoticeChanged():
                self.notice.emit(update)
            case CallLanguage(language=language):
                self.call_language.emit(language)
            case SpeakingChanged():
                self.speaking.emit(update)
            case SpeakingTried():
                self.speaking_tried.emit(update)
            case CustomerShown():
                self.customer.emit(update)
            case CustomerEdited():
                self.customer_edited.emit(update)
            case CustomersFound():
                self.customers_found.emit(update)
            case GoodwillShown():
                self.goodwill.emit(update)
            case ThresholdsShown():
                self.thresholds.emit(update)
            case KnowledgeReady():
                self.knowledge.emit(update)
            case ArticleShown():
                self.article.emit(update)
            case ArticlesFound():
                self.articles_found.emit(update)
            case WrapUpShown():
                self.wrap_up.emit(update)
            case WrapUpKept():
                self.wrap_up_kept.emit(update)
            case WrapUpCopied():
                self.wrap_up_copied.emit(update)
            case WrapUpsWaiting():
                self.wrap_ups.emit(update)
            case PromisesChanged():
                self.promises.emit(update)
            case PromisesDue():
                self.promises_due.emit(update)
            case PromiseEdited():
                self.promise_edited.emit(update)
            case PromiseUnderstood():
                self.promise_understood.emit(update)
            case MoveWorded():
                self.move_worded.emit(update)
            case NotDone():
                self.not_done.emit(update)
            case BroughtForward():
                self.forward.emit()
            case DeviceNotice():
                self.device.emit(update)
            case LinkChanged():
                self.link.emit(update)
            case Saying() | Levels():
                raise AssertionError("latest-wins updates wait elsewhere")

    def _await_quiet(self) -> None:
        waited = self._since.elapsed() if self._since.isValid() else QUIET_MS
        if waited >= QUIET_MS:
            self._give_latest()
        else:
            self._quiet.start(QUIET_MS - waited)

    def _give_latest(self) -> None:
        with self._lock:
            # What is recorded goes first: a partial may belong to a call of which the window has yet to hear.
            if self._ordered:
                self._quiet.start(0)
                return
            sayings, levels = list(self._sayings.values()), self._levels
            self._sayings.clear()
            self._levels = None
            self._waking_for_latest = False
        self._since.restart()
        for saying in sayings:
            self.saying.emit(saying)
        if levels is not None:
            self.levels.emit(levels)
