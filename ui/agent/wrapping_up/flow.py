"""Between the engine and the wrap-up: which call is wrapped up now, kept at every change, finished with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from callassist.calls.updates import CallView, LeftOver, WrapUpCopied, WrapUpKept, WrapUpShown
from callassist.promises.wishes import ReadPromise
from ui.agent.left_over import WaysOn
from ui.agent.promises.state import Settled
from ui.agent.promises.words import approved, dismissed
from ui.agent.strips import UndoStrip
from ui.agent.wrapping_up.page import WrapUpPage
from ui.agent.wrapping_up.waiting import WaitingCalls
from ui.bridge import Bridge, Engine
from ui.words import translate, window_language

if TYPE_CHECKING:  # the window is painted before what it needs is imported
    from callassist.calls.wrapping_up.draft import Draft
    from callassist.calls.wrapping_up.of_call import PromiseOfCall

SETTLED_MS = 400
"""What is typed is kept when no key came for so long."""


class WrapUpFlow(QObject):
    """Knows of the call in front by `turn_to`.

    Signals:
        turned: its page is to be shown, or not any more. focus_wanted: what follows is typed.
    """

    turned = Signal()
    focus_wanted = Signal()

    def __init__(self, engine: Engine, bridge: Bridge, undo: UndoStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._undo = engine, undo
        self.page, self.waiting = WrapUpPage(), WaitingCalls()
        self._front: CallView | None = None
        self._opened: UUID | None = None
        self._wanted: UUID | None = None
        self._for_keys = self._for_promises = False
        self._seen = True
        self._left: set[str] = set()
        self._written: Draft | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(self.keep)
        bridge.wrap_up.connect(self.show)
        bridge.wrap_up_kept.connect(self._on_kept)
        bridge.wrap_up_copied.connect(self._on_copied)
        bridge.wrap_ups.connect(self.waiting.show_waiting)
        self.page.settled.connect(self._on_settled)
        self.page.promised.editor.read.connect(lambda text: engine.ask_promise(ReadPromise(text)))
        bridge.promise_understood.connect(self.page.promised.editor.take)
        self.page.changed.connect(self.keep)
        self.page.typed.connect(self._settling.start)
        self.page.finished.connect(self.finish)
        self.page.later.connect(self.put_off)
        self.page.copied.connect(self.copy)
        self.page.looked.connect(self._look_away)
        self.waiting.wanted.connect(self._open)

    # ── What is shown ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def is_opened(self) -> bool:
        """Whether its page is to be shown, where no call is in front that goes on."""
        return self._opened is not None and self._seen

    def is_past(self, key: str) -> bool:
        """Whether the agent has finished with an ended call, or put it off."""
        return key in self._left

    def turn_to(self, front: CallView | None) -> None:
        """Another call is in front, or the same in another state."""
        self._front = front
        if front is not None and front.state != "ended" and self._opened is not None:
            self._leave()  # it waits until this call is over, and can be taken up again then

    def show(self, shown: WrapUpShown) -> None:
        """The engine has shown one: it is put on the page if it is wanted there, or just hung up."""
        if shown.call == self._opened:
            self.page.show_more(shown)
            return
        ended = self._front is not None and self._front.state == "ended" and self._front.key == shown.key
        fresh = ended and shown.key not in self._left and self._opened is None
        if not shown.open or not (shown.call == self._wanted or fresh):
            return
        if self._front is not None and self._front.state != "ended":
            return
        self._leave()
        self._opened, self._wanted, self._seen = shown.call, None, True
        self._left.discard(shown.key)
        self.page.show_wrap_up(shown)
        self._written = self.page.draft()
        self.turned.emit()
        if self._for_keys:
            self._for_keys = False
            self.page.begin(promises=self._for_promises)
            self._for_promises = False

    def _on_kept(self, kept: WrapUpKept) -> None:
        if kept.call == self._opened:
            self.page.show_left_out(left_out=bool(kept.left_out))

    def _on_copied(self, copied: WrapUpCopied) -> None:
        self.page.show_copied(copied.text)

    def _on_settled(self, before: PromiseOfCall, to: Settled) -> None:
        shown = self.page.shown
        if shown is None:
            return
        key, was = shown.key, Settled(before.state, before.what, before.due, before.part)
        self._settle(key, before.number, to)
        if not self._undo.is_grave:
            words = approved if to.state == "approved" else dismissed
            self._undo.offer(words, lambda: self._settle(key, before.number, was))

    def _settle(self, key: str, number: int, to: Settled) -> None:
        self._engine.settle_commitment(key, number, to.state, to.what, to.due, to.part)

    # ── What the agent does ───────────────────────────────────────────────────────────────────────────────

    def act(self, action: str) -> None:
        """Do what a chord stands for."""
        match action:
            case "copy_wrap_up":
                self.copy()
            case "approve_promise":
                self.page.promised.approve()
            case "dismiss_promise":
                self.page.promised.dismiss()
            case "edit_promise":
                self.focus_wanted.emit()
                self.page.promised.edit()
            case _:
                self._come_or_go()

    @property
    def decides(self) -> bool:
        """Whether chords about a promise are about those of the wrap-up that is shown."""
        return self._opened is not None and self.page.isVisible()

    def _come_or_go(self) -> None:
        """To the wrap-up, with the keys, or from it to what was said."""
        if self._front is not None and self._front.state != "ended":
            return
        if self._opened is None:
            ended = self._front.key if self._front is not None else None
            call = self._call_of(ended) or self.waiting.first
            if call is not None:
                self.focus_wanted.emit()
                self._open(call)
        elif self._seen and self.page.isVisible() and self._front is not None and self._has_keys():
            self._look_away()
        else:
            self._seen = True
            self.turned.emit()
            self.focus_wanted.emit()
            self.page.begin()

    def _has_keys(self) -> bool:
        focus = self.page.window().focusWidget()
        return focus is not None and focus is not self.page and self.page.isAncestorOf(focus)

    def _call_of(self, key: str | None) -> UUID | None:
        shown = self.page.shown
        waiting = {each.call for each, _ in self.waiting.all}
        return shown.call if shown is not None and shown.key == key and shown.call in waiting else None

    def go_on_from(self, ways_on: WaysOn) -> None:
        """Calls that an earlier run left are wrapped up when the agent asks for it there."""
        ways_on.wrap_up.connect(lambda left: self._open_left_over(left, promises=False))
        ways_on.promises.connect(lambda left: self._open_left_over(left, promises=True))

    def _open_left_over(self, left: LeftOver, *, promises: bool) -> None:
        self.focus_wanted.emit()
        self._for_promises = promises
        self._open(left.call)

    def _open(self, call: UUID) -> None:
        self.keep()
        self._wanted, self._for_keys = call, True
        self._engine.open_wrap_up(call)

    def _look_away(self) -> None:
        """To what was said; the wrap-up stays where it is."""
        if self._front is not None:
            self.keep()
            self._seen = False
            self.turned.emit()

    def keep(self) -> None:
        """Have kept what is written by now."""
        self._settling.stop()
        if self._opened is None:
            return
        draft = self.page.draft()
        if draft != self._written:
            self._written = draft
            self._engine.write_wrap_up(self._opened, draft)

    def finish(self) -> None:
        """The call is wrapped up; for some seconds there is a way back."""
        call = self._opened
        if call is None:
            return
        self._settling.stop()
        self.page.settle()
        self._engine.finish_wrap_up(call, self.page.draft())
        self._forget()
        if not self._undo.is_grave:
            self._undo.offer(lambda: translate("wrap-up", "The call is wrapped up."), lambda: self._take_up(call))
        self.turned.emit()

    def _take_up(self, call: UUID) -> None:
        self._wanted, self._for_keys = call, True
        self._engine.reopen_wrap_up(call)

    def put_off(self) -> None:
        """Not now: it is kept, and waits on the idle page."""
        self._leave()
        self.turned.emit()

    def copy(self) -> None:
        """Have a text made of it."""
        if self._opened is not None:
            self.page.settle()
            self._engine.copy_wrap_up(self._opened, self.page.draft(), window_language())

    def settle(self) -> None:
        """The window closes: what is half written is kept."""
        self._leave()

    def _leave(self) -> None:
        if self._opened is not None:
            self.page.settle()
            self.keep()
            self._forget()

    def _forget(self) -> None:
        shown = self.page.shown
        if shown is not None:
            self._left.add(shown.key)
        self._opened = self._written = None
