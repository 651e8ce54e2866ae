"""Between the engine and what shows promises: what the agent's keys and clicks mean, and what can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from callassist.calls.updates import (
    CallView,
    MoveWorded,
    PromiseEdited,
    PromisesChanged,
    PromiseUnderstood,
    PromiseView,
)
from callassist.events import Decision
from callassist.promises.kept import Finish
from callassist.promises.wishes import (
    CustomerTold,
    DropPromise,
    FinishPromise,
    MovePromise,
    ReadPromise,
    UndoPromise,
    WordMove,
    WritePromise,
)
from ui.agent.promises import words
from ui.agent.promises.list_page import PromisesPage
from ui.agent.promises.reminders import Reminders
from ui.agent.promises.state import CallPromise, CallsPromises, Settled
from ui.agent.promises.strip import PromiseStrip
from ui.agent.promises.today import TodayCard
from ui.agent.strips import UndoStrip
from ui.bridge import Bridge, Engine
from ui.theme.look import Look
from ui.words import translate, window_language


class PromiseFlow(QObject):
    """Knows of the call in front by `turn_to`.

    Signals:
        turned: the page of promises was opened or left. focus_wanted: what follows is typed into the call's page.
        forward: what follows is done on a page. left: back to the transcript.
    """

    turned = Signal()
    focus_wanted = Signal()
    forward = Signal()
    left = Signal()

    def __init__(
        self, engine: Engine, bridge: Bridge, undo: UndoStrip, strip: PromiseStrip, look: Look, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._engine, self._undo, self.strip = engine, undo, strip
        self._call: CallView | None = None
        self._edited: CallPromise | None = None
        self._opened = False
        self.known = CallsPromises(bridge, self)
        self.page, self.today = PromisesPage(look), TodayCard(look)
        self.reminders = Reminders(bridge, self)
        self.known.changed.connect(self._on_changed)
        self.known.written.connect(self._on_by_hand)
        bridge.promises.connect(self._on_promises)
        bridge.promise_edited.connect(self._on_edited)
        bridge.promise_understood.connect(self._on_understood)
        bridge.move_worded.connect(self._on_worded)
        strip.approved.connect(self.approve)
        strip.dismissed.connect(self.dismiss)
        strip.edit_wanted.connect(self._edit)
        strip.editor.kept.connect(self._on_written)
        strip.editor.left.connect(self._on_left)
        strip.editor.read.connect(self._read)
        page, panel = self.page, self.page.panel
        page.done.connect(self.leave)
        for each in (page, self.today):
            each.wanted.connect(self._step)
            each.told.connect(self._told)
        page.editor.read.connect(self._read)
        page.editor.kept.connect(lambda what, due, part: engine.ask_promise(WritePromise(what, due, part)))
        panel.read.connect(self._read)
        panel.worded.connect(self._word)
        panel.finished.connect(self._finish)
        panel.moved.connect(self._move)
        self.today.all_wanted.connect(self.open)

    # ── The page ──────────────────────────────────────────────────────────────────────────────────────────

    @property
    def opened(self) -> bool:
        """Whether the page of promises is wanted."""
        return self._opened

    @property
    def is_writing(self) -> bool:
        """Whether a promise of the call in front is being written, or changed."""
        return not self.strip.editor.isHidden()

    def open(self) -> None:
        """Show the book."""
        self._opened = True
        self.turned.emit()
        self.forward.emit()
        self.page.focus_rows()

    def leave(self) -> None:
        """Back to what there was."""
        if self._opened:
            self._opened = False
            self.page.panel.view = None
            self.turned.emit()

    def _step(self, view: PromiseView, step: str) -> None:
        if not self._opened:
            self.open()
        self.page.open_panel(view, "move" if step == "move" else "finish")

    def _on_promises(self, update: PromisesChanged) -> None:
        self.today.show_promises(update.promises)
        self.page.show_promises(update.promises)

    # ── The call in front ─────────────────────────────────────────────────────────────────────────────────

    def turn_to(self, call: CallView | None) -> None:
        """Another call is in front, or none."""
        before = self._call.key if self._call is not None else ""
        self._call = call
        if (call.key if call is not None else "") != before:
            self._edited = None
            self.strip.close_editor()
        self._show()

    def act(self, action: str) -> None:
        """Do what a chord stands for."""
        asking = self.known.of(self._call.key).asking if self._call is not None else None
        match action:
            case "promises":
                if self._opened:
                    self.leave()
                else:
                    self.open()
            case "new_promise" if self._call is None or self._opened:
                self.open()
                self.page.editor.field.setFocus()
            case "new_promise":
                self._write(None)
            case "approve_promise" if asking is not None:
                self.approve(asking)
            case "dismiss_promise" if asking is not None:
                self.dismiss(asking)
            case "edit_promise" if self._call is not None:
                shown = self.known.of(self._call.key).shown
                if shown:
                    self._edit(asking or shown[0])

    def approve(self, promise: CallPromise) -> None:
        """It counts, as it was heard."""
        now = promise.current
        self._settle(promise, Settled("approved", now.what, now.due, now.part), words.approved)

    def dismiss(self, promise: CallPromise) -> None:
        """It does not count; of one that counts and was heard otherwise since, that does not count."""
        before = promise.settled
        if promise.approved and not promise.withdrawn and before is not None:
            self._settle(promise, before, _stays)
        else:
            now = promise.current
            self._settle(promise, Settled("dismissed", now.what, now.due, now.part), words.dismissed)

    def _settle(self, promise: CallPromise, to: Settled, said: Callable[[], str]) -> None:
        if self._call is None:
            return
        key, number = self._call.key, promise.number
        before = promise.settled or Settled("proposed", to.what, to.due, to.part)
        self._tell(key, number, to)
        if not self._undo.is_grave:
            self._undo.offer(said, lambda: self._tell(key, number, before))

    def _tell(self, key: str, number: int, to: Settled) -> None:
        state: Decision = to.state
        self._engine.settle_commitment(key, number, state, to.what, to.due, to.part)

    def _edit(self, promise: CallPromise) -> None:
        self._write(promise)

    def _write(self, promise: CallPromise | None) -> None:
        self._edited = promise
        self.focus_wanted.emit()
        self.strip.open_editor(promise)

    def _on_written(self, what: str, due: str | None, part: str | None) -> None:
        if self._call is None:
            return
        if self._edited is None:
            self._engine.promise(self._call.key, what, due, part)
        else:
            self._settle(self._edited, Settled("approved", what, due, part), words.approved)

    def _on_left(self) -> None:
        self._edited = None
        self.strip.close_editor()
        self.left.emit()
        self.turned.emit()

    def _on_changed(self, key: str) -> None:
        if self._call is not None and key == self._call.key:
            self._show()

    def _on_by_hand(self, key: str, promise: CallPromise) -> None:
        before = replace(promise.current, state="dismissed")
        if not self._undo.is_grave:
            self._undo.offer(words.approved, lambda: self._tell(key, promise.number, before))

    def _show(self) -> None:
        self.strip.show_promises(self.known.of(self._call.key if self._call is not None else ""))

    # ── The book ──────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, text: str) -> None:
        self._engine.ask_promise(ReadPromise(text))

    def _word(self, view: PromiseView, due: str) -> None:
        self._engine.ask_promise(WordMove(view.promise.key, due, window_language()))

    def _finish(self, view: PromiseView, state: str, outcome: str | None) -> None:
        promise = view.promise
        self._engine.ask_promise(FinishPromise(promise.key, promise.version, _FINISH[state], outcome))
        self.page.close_panel()

    def _move(self, view: PromiseView, due: str, part: str | None, told: bool) -> None:
        promise = view.promise
        self._engine.ask_promise(MovePromise(promise.key, promise.version, due, part, told))
        self.page.close_panel()

    def _told(self, view: PromiseView) -> None:
        self._engine.ask_promise(CustomerTold(view.promise.key, view.promise.version))

    def _on_understood(self, answer: PromiseUnderstood) -> None:
        for each in (self.strip.editor, self.page.editor):
            each.take(answer)
        self.page.panel.take_understood(answer)

    def _on_worded(self, answer: MoveWorded) -> None:
        self.page.panel.take_worded(answer)

    def _on_edited(self, edited: PromiseEdited) -> None:
        if edited.step == "undone" or self._undo.is_grave:
            return
        undo: DropPromise | UndoPromise
        if edited.step == "written":
            undo = DropPromise(edited.key, edited.version)
        elif edited.change is not None:
            undo = UndoPromise(edited.key, edited.change)
        else:
            return
        self._undo.offer(lambda: _did(edited), lambda: self._engine.ask_promise(undo))


_FINISH: dict[str, Finish] = {"kept": "kept", "broken": "broken", "withdrawn": "withdrawn"}


def _stays() -> str:
    return translate("promises", "It stays as it was.")


def _did(edited: PromiseEdited) -> str:
    return {
        "written": words.approved(),
        "kept": translate("promises", "Done."),
        "broken": translate("promises", "Marked as not kept."),
        "withdrawn": translate("promises", "No longer needed."),
        "moved": translate("promises", "It has a new date."),
        "told": translate("promises", "Customer told."),
    }[edited.step]
