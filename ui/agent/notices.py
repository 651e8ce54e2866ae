"""What the agent should know, one at a time and the gravest first: what happened, what is safe, what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from callassist.calls.updates import LeftOver, LeftOvers, NotDone, PromiseView, Trouble, WrapUpsWaiting
from callassist.live.messages import DeviceNotice
from callassist.softphone.phone import LinkChanged
from ui.agent import device_words, left_over
from ui.agent.knowing import not_done
from ui.agent.promises import reminders
from ui.bridge import Bridge
from ui.theme.look import Look
from ui.theme.tokens import MARK, MEDIUM, SMALL, TIGHT
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label
from ui.widgets.marks import StateMark
from ui.words import either_way, figures, translate


@dataclass(frozen=True, slots=True)
class Fault:
    """The program itself failed somewhere. `report`: the crash report's file name."""

    report: str


@dataclass(frozen=True, slots=True)
class KeysTaken:
    """Another program has these chords, so they work in this window only."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SettingsUnsaved:
    """The agent's choices hold for now and could not be written down. `why`: the system's reason."""

    why: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """It is time for these promises."""

    views: tuple[PromiseView, ...] = field(repr=False)


Source = Trouble | DeviceNotice | LinkChanged | LeftOver | NotDone | Fault | KeysTaken | SettingsUnsaved | Reminded

_GRAVEST_FIRST: Final = (
    # The answer to what the agent has just asked for; read and put away.
    "not done",
    "journal",
    "model",
    "device lost",
    "capture",
    "recogniser",
    "fault",
    "link",
    "device silent",
    "customers",
    "promises",
    "crm",
    "crm refused",
    "knowledge",
    "softphone",
    "promises due",
    "settings",
    "keys",
    "device changed",
    "left over",
)
_AMBER: Final = frozenset(_GRAVEST_FIRST[: _GRAVEST_FIRST.index("knowledge") + 1]) - {"not done"}
"""Down to what can't be opened; what follows is only worth knowing."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to show.

    Attributes:
        rank: a word of `_GRAVEST_FIRST`. dismissable: the agent may put it away; others go when their cause has gone.
        asks_for_devices: "choose devices" stands beside it.
    """

    rank: str
    source: Source = field(repr=False)
    dismissable: bool = False
    asks_for_devices: bool = False

    @property
    def words(self) -> tuple[str, str]:
        """What happened; what is safe and what to do. In the window's language of now."""
        return _words(self.source)


class Counted(QObject):
    """Words that change with a number. Qt's extractor knows plurals in `tr` only, with the number as a bare name."""

    def more(self, n: int) -> str:
        """How many notices stand behind the one that is shown."""
        return self.tr("%n more", "", n)

    def waiting(self, n: int) -> str:
        """How many lines are in memory only."""
        return self.tr("%n lines wait in memory and nothing is lost.", "", n)


class NoticeBar(QFrame):
    """Shows the gravest notice; never a window of its own.

    Signals:
        devices_wanted: the agent wants to choose other devices.
    """

    devices_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "attend")
        self._notices: dict[tuple[str, str], Notice] = {}
        self._busy = False
        self._mark = StateMark(look)
        self._what, self._then = label("strong", wrap=True), label("small", wrap=True)
        self._more = label("small", look="soft")
        self.ways_on = left_over.WaysOn()
        self._ok = button(self._put_away, look="quiet")
        self._devices = button(self.devices_wanted.emit, look="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.setSpacing(SMALL)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, MARK // 2, 0, 0)
        mark.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        mark.addStretch(1)
        row.addLayout(mark)
        words = QVBoxLayout()
        words.setSpacing(TIGHT)
        words.addWidget(self._what)
        words.addWidget(self._then)
        words.addWidget(self.ways_on)
        self._actions = QWidget()
        actions = FlowLayout(self._actions)
        actions.addWidget(self._devices)
        actions.addWidget(self._ok)
        actions.add_at_end(self._more)
        words.addWidget(self._actions)
        row.addLayout(words, 1)
        self._show()

    # ── What comes in ─────────────────────────────────────────────────────────────────────────────────────

    def follow(self, bridge: Bridge) -> None:
        """Hear what the engine tells."""
        bridge.trouble.connect(self.take_trouble)
        bridge.device.connect(self.take_device)
        bridge.link.connect(self.take_link)
        bridge.left_over.connect(self.take_left_over)
        bridge.wrap_ups.connect(self.keep_left_over)
        bridge.fault.connect(lambda report: self.take("fault", Fault(report)))
        bridge.not_done.connect(lambda told: self.take("not done", told))
        bridge.customer_edited.connect(lambda _edited: self.put_away("not done"))

    def take_trouble(self, trouble: Trouble) -> None:
        """A trouble began, changed or is over."""
        self._set(("trouble", trouble.kind), None if trouble.over else Notice(trouble.kind, trouble))

    def take_device(self, device: DeviceNotice) -> None:
        """A side's device changed its state; there is one notice for a side."""
        key = ("device", device.speaker)
        if device.state in ("open", "back", "heard"):
            self._set(key, None)
        elif device.state == "changed":
            self._set(key, Notice("device changed", device, dismissable=True))
        else:
            rank = "device silent" if device.state == "silent" else "device lost"
            self._set(key, Notice(rank, device, asks_for_devices=device.state != "denied"))

    def take_link(self, link: LinkChanged) -> None:
        """The softphone's link came or went; that none is set up is no trouble."""
        self._set(("link", link.link), Notice("link", link) if link.state == "lost" else None)

    def take(self, rank: str, source: Source) -> None:
        """Something that the agent reads once and puts away."""
        self._set((rank, ""), Notice(rank, source, dismissable=True))

    def take_left_over(self, told: LeftOvers) -> None:
        """What an earlier run left: one call after another, the latest first."""
        for left in told.calls:
            self._set(("left over", str(left.call)), Notice("left over", left, dismissable=True))

    def keep_left_over(self, waiting: WrapUpsWaiting) -> None:
        """Only these calls still wait to be wrapped up."""
        keys = {("left over", str(each.call)) for each, _ in waiting.waiting}
        self._notices = {key: each for key, each in self._notices.items() if key[0] != "left over" or key in keys}
        self._show()

    def show_busy(self, busy: bool) -> None:
        """A call goes on, or one is wrapped up: what is left over waits until it is over."""
        if busy != self._busy:
            self._busy = busy
            self._show()

    def put_away(self, rank: str) -> None:
        """What was taken under this rank is over."""
        self._set((rank, ""), None)

    @property
    def shown(self) -> Notice | None:
        """The one that is shown now."""
        return min(self._seen(), key=lambda notice: _GRAVEST_FIRST.index(notice.rank), default=None)

    def _seen(self) -> list[Notice]:
        return [each for each in self._notices.values() if not (self._busy and each.rank == "left over")]

    # ── Showing ───────────────────────────────────────────────────────────────────────────────────────────

    def _set(self, key: tuple[str, str], notice: Notice | None) -> None:
        if notice is None:
            self._notices.pop(key, None)
        else:
            self._notices[key] = notice
        self._show()

    def _put_away(self) -> None:
        shown = self.shown
        self._notices = {key: notice for key, notice in self._notices.items() if notice is not shown}
        self._show()

    def _show(self) -> None:
        notice = self.shown
        self.setVisible(notice is not None)
        if notice is None:
            return
        what, then = notice.words
        self._what.setText(what)
        self._then.setText(then)
        self._mark.show_state(("triangle", "amber") if notice.rank in _AMBER else ("disc", "amber"))
        self.ways_on.show_left(notice.source if isinstance(notice.source, LeftOver) else None)
        more = len(self._seen()) - 1
        self._more.setText(figures(Counted().more(more)) if more else "")
        self._more.setVisible(more > 0)
        self._ok.setText(translate("notices", "Got it"))
        self._ok.setVisible(notice.dismissable)
        self._devices.setText(translate("notices", "Choose devices"))
        self._devices.setVisible(notice.asks_for_devices)
        self._actions.setVisible(notice.dismissable or notice.asks_for_devices or more > 0)
        self.setAccessibleName(f"{what} {then}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()


def _words(source: Source) -> tuple[str, str]:
    match source:
        case Trouble():
            return _trouble_words(source)
        case DeviceNotice():
            return device_words.words(source)
        case LinkChanged():
            return (
                translate("notices", "The link to the softphone is gone"),
                translate("notices", "Your call goes on. We keep trying; until then, start and end calls here."),
            )
        case LeftOver():
            return left_over.words(source)
        case NotDone():
            return not_done.words(source)
        case Fault(report=report):
            return _fault_words(report)
        case KeysTaken(labels=labels):
            return (
                translate("notices", "Another program uses some of these keys"),
                translate("notices", "They work in this window only: %1").replace("%1", "  ".join(labels)),
            )
        case SettingsUnsaved(why=why):
            return _unsaved_words(why)
        case Reminded(views=views):
            return reminders.worded(views)


def _fault_words(report: str) -> tuple[str, str]:
    return (
        translate("notices", "Something in this program went wrong"),
        translate("notices", "What was written down is kept. Please send on this file: %1").replace(
            "%1", either_way(report)
        ),
    )


def _unsaved_words(why: str) -> tuple[str, str]:
    return (
        translate("notices", "Your settings could not be saved"),
        translate("notices", "They hold until you quit. Tell your IT department: %1").replace("%1", either_way(why)),
    )


def _trouble_words(trouble: Trouble) -> tuple[str, str]:
    match trouble.kind:
        case "journal" if not trouble.pending:
            return (
                translate("notices", "The record of calls cannot be opened"),
                translate(
                    "notices",
                    "Lines wait in memory until it can. Keep this window open and tell your IT department: %1",
                ).replace("%1", either_way(f"{trouble.what} {trouble.remedy}")),
            )
        case "journal":
            return (
                translate("notices", "The disk does not take the record"),
                figures(Counted().waiting(trouble.pending))
                + " "
                + translate("notices", "Make room on the disk and keep this window open."),
            )
        case "model":
            return (
                translate("notices", "There is no speech model to write with"),
                translate("notices", "Calls and notes work. Ask your IT department to install the model."),
            )
        case "capture":
            return (
                translate("notices", "Listening broke off and is starting again"),
                translate("notices", "All lines so far are kept. You need do nothing."),
            )
        case "recogniser":
            return (
                translate("notices", "Writing broke off and is starting again"),
                translate("notices", "What is said meanwhile is written a little later. You need do nothing."),
            )
        case "settings":
            return _unsaved_words(trouble.what)
        case "softphone":
            return (
                translate("notices", "The softphone did not do it"),
                translate("notices", "Do it in the softphone itself: %1").replace("%1", either_way(trouble.what)),
            )
        case "customers":
            return (
                translate("notices", "Customers' records cannot be opened"),
                translate("notices", "Calls, notes and answers work. Tell your IT department: %1").replace(
                    "%1", either_way(f"{trouble.what} {trouble.remedy}")
                ),
            )
        case "promises":
            return (
                translate("notices", "Promises cannot be written into the records yet"),
                translate("notices", "What you approved is kept, and is written as soon as it can be: %1").replace(
                    "%1", either_way(f"{trouble.what} {trouble.remedy}")
                ),
            )
        case "crm":
            return (
                translate("notices", "The company's customer system does not answer"),
                translate(
                    "notices",
                    "The card shows what was known before, and what you write waits here. Tell your IT department: %1",
                ).replace("%1", either_way(f"{trouble.what} {trouble.remedy}")),
            )
        case "crm refused":
            return (
                translate("notices", "The company's customer system did not take what was written"),
                translate("notices", "It is kept here. Tell your IT department: %1").replace(
                    "%1", either_way(f"{trouble.what} {trouble.remedy}")
                ),
            )
        case "knowledge":
            return (
                translate("notices", "The knowledge base cannot be opened"),
                translate("notices", "Calls, notes and records work. Tell your IT department: %1").replace(
                    "%1", either_way(f"{trouble.what} {trouble.remedy}")
                ),
            )
        case "fault":
            return _fault_words(PurePath(trouble.what).name)
