"""The engine of the running app: softphone, hearing and the agent's commands come in; calls are kept and told.

Everything happens on one thread, in the order in which it came in, so nothing here needs a lock. The window sends
commands and gets updates; it waits for neither.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from uuid_utils.compat import uuid7

from callassist.audio import host_clock
from callassist.calls import commands as c
from callassist.calls.assembly import session_for
from callassist.calls.attention import Attention, Ears
from callassist.calls.keeping import Keeper
from callassist.calls.ledger import Ledger
from callassist.calls.live_call import LiveCall, Unheard
from callassist.calls.updates import CallsChanged, CallView, Trouble, Update
from callassist.calls.worker import Worker
from callassist.events import CallStarted, KeyAction, Language
from callassist.live import messages as m
from callassist.settings import DeviceSetting, SettingsFile
from callassist.softphone.lines import Lines, LineView
from callassist.softphone.numbers import PhoneNumber, parse
from callassist.softphone.phone import Link, LinkChanged, PhoneEvent
from callassist.text.redaction import Vault

_BEAT_S = 0.1  # levels and time while a call lives
_DRAIN_S = 90.0  # a call whose last words never come is closed without them

_log = logging.getLogger(__name__)


class Switchboard:
    """Calls from ring to wrap-up. `start` it, then `submit` commands; `close` ends calls and waits until they are kept.

    Args:
        settings: read and, by commands, changed. tell: gets every update, on the engine's thread.
        ears: makes the hearing, given where it tells what it heard.
        journal: the database file; the user's own by default.
    """

    def __init__(
        self,
        settings: SettingsFile,
        tell: Callable[[Update], None],
        ears: Callable[[Callable[[m.Told], None]], Ears],
        journal: Path | None = None,
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._worker = Worker("engine", self._beat, _BEAT_S, lambda report: tell(Trouble("fault", what=str(report))))
        self._ledger = Ledger(journal, tell)
        self._attention = Attention(settings, ears(lambda told: self._worker.put(lambda: self._hear(told))), tell)
        self._links: list[Link] = []
        self._lines = Lines()
        self._calls: dict[str, LiveCall] = {}
        self._closing_by: float | None = None

    # ── From other threads ────────────────────────────────────────────────────────────────────────────────

    def start(self, links: Sequence[Link] = ()) -> None:
        """Open the journal, warm the hearing and listen to the softphone; returns at once."""
        self._links = list(links)
        self._worker.put(self._open)
        self._worker.start()

    def submit(self, command: c.Command) -> None:
        """Have a command carried out; returns at once."""
        host_t = host_clock.now()
        self._worker.put(lambda: self._carry_out(command, host_t))

    def phone(self, told: PhoneEvent | LinkChanged) -> None:
        """What a softphone says, from whatever thread its link runs on."""
        self._worker.put(lambda: self._tell(told) if isinstance(told, LinkChanged) else self._ring(told))

    def reveal(self, key: str, token: str) -> str | None:
        """An ID or IBAN from memory, while its call lives; safe from any thread."""
        call = self._calls.get(key)
        return None if call is None else call.reveal(token)

    def close(self) -> None:
        """Hang up for ourselves, hear what was said to its end, keep it all, and end; waits until that is done."""
        self._worker.put(self._begin_closing)
        self._worker.join()

    # ── The engine's thread ───────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        self._ledger.open()
        self._attention.start()
        for link in self._links:
            link.start()
        self._show_calls()
        self._show_listening()

    def _beat(self) -> bool | None:
        """What time brings. Says whether to come again soon, to wait for something, or that all is over."""
        now = host_clock.now()
        attempt = (self._ledger.journal is None or not self._is_safe()) and self._ledger.is_due(now)
        if attempt and self._ledger.journal is None and self._ledger.open():
            for line in self._lines.views():
                if line.state == "active" and line.key not in self._calls:
                    self._answer(line, now)
        self._attention.show_levels()
        for call in list(self._calls.values()):
            if attempt:
                call.catch_up()
            call.pass_time(call.clock(now))
            if call.ended_at is not None and not call.closed:
                overdue = call.clock(now) - call.ended_at > _DRAIN_S
                if not call.segments or overdue:
                    call.close(call.ended_at)
            if call.closed and call.is_safe and self._is_replaced(call):
                del self._calls[call.key]
        if self._closing_by is not None and (self._is_quiet() or now > self._closing_by):
            self._attention.close()
            self._ledger.close()
            return False
        waits = self._is_quiet() and not self._attention.devices_open and self._closing_by is None
        return None if waits and self._ledger.journal is not None else True

    def _is_safe(self) -> bool:
        return all(call.is_safe for call in self._calls.values())

    def _is_replaced(self, call: LiveCall) -> bool:
        """A call stays until the next one is there, so that a note on it can still be written."""
        return self._closing_by is not None or any(other.epoch > call.epoch for other in self._calls.values())

    # ── Calls ─────────────────────────────────────────────────────────────────────────────────────────────

    def _ring(self, event: PhoneEvent) -> None:
        for change in self._lines.take(event):
            line = change.line
            if line.state in ("ringing", "dialling"):
                self._attention.open_devices()
            elif line.state == "active" and change.before != "active":
                self._become_active(line, event.host_t)
            elif line.state == "held" and change.before == "active":
                self._unhear(line.key, "held", "hold", event.host_t)
            elif line.state == "ended":
                self._end(line.key, event.host_t)
            if change.muted is not None:
                self._mute(line.key, change.muted, event.host_t)
        self._show_calls()
        self._show_listening()

    def _become_active(self, line: LineView, host_t: float) -> None:
        if line.key in self._calls:
            self._hear_again(line.key, "held", "resume", host_t)
        else:
            self._answer(line, host_t)

    def _answer(self, line: LineView, host_t: float) -> None:
        """A call begins: from here on there is a record of it."""
        journal = self._ledger.journal
        if journal is None:
            return  # nothing can be kept, and so nothing may be shown; it begins when the journal can be opened
        settings = self._settings.current
        number = self._number(line)
        started = CallStarted(
            id=f"call-{uuid7()}",
            started_at=datetime.now(UTC).astimezone().isoformat(timespec="milliseconds"),
            direction="internal" if number.is_internal else line.direction,
            number=number.e164 or number.given,
            language=settings.hearing.language,
        )
        vault = Vault()
        session = session_for(started, language=started.language, vault=vault)
        keeper = Keeper(journal, journal.open(started))
        call = LiveCall(line.key, host_t, session, vault, keeper, self._tell)
        self._calls[line.key] = call
        call.begin()
        if not settings.notice.is_confirmed:
            self._unhear(line.key, "not_confirmed", None, host_t)
        self._attention.turn(call, host_t)

    def _end(self, key: str, host_t: float) -> None:
        call = self._calls.get(key)
        if call is not None and call.ended_at is None:
            call.ended_at = call.clock(host_t)
            self._attention.turn(call, host_t)
        if not self._lines.views():
            self._attention.close_devices()

    def _unhear(self, key: str, reason: Unheard, action: KeyAction | None, host_t: float) -> None:
        call = self._calls.get(key)
        if call is None or reason in call.unheard or call.ended_at is not None:
            return
        call.unheard.add(reason)
        self._attention.turn(call, host_t)
        if action is not None:
            call.press(action, call.clock(host_t))

    def _hear_again(self, key: str, reason: Unheard, action: KeyAction | None, host_t: float) -> None:
        call = self._calls.get(key)
        if call is None or reason not in call.unheard or call.ended_at is not None:
            return
        call.unheard.discard(reason)
        if action is not None:
            call.press(action, call.clock(host_t))
        self._attention.turn(call, host_t)

    def _mute(self, key: str, muted: bool, host_t: float) -> None:
        if muted:
            self._unhear(key, "muted", "mute", host_t)
        else:
            self._hear_again(key, "muted", "unmute", host_t)

    # ── What was heard ────────────────────────────────────────────────────────────────────────────────────

    def _hear(self, told: m.Told) -> None:
        match told:
            case m.HeardOf(call=key, heard=heard):
                if (call := self._calls.get(key)) is not None:
                    call.hear(heard)
            case m.Missed(call=key):
                if (call := self._calls.get(key)) is not None:
                    call.miss(told)
            case m.Drained(call=key):
                if (call := self._calls.get(key)) is not None:
                    call.segments -= 1
            case m.DeviceNotice():
                self._tell(told)
                if told.state in ("lost", "back"):
                    for call in self._calls.values():
                        call.notice_device(told, host_clock.now())
            case m.ModelLoaded():
                self._attention.know(told)
                self._tell(Trouble("model", over=True))
                for call in self._calls.values():
                    self._hear_again(call.key, "failed", None, host_clock.now())
            case m.ModelMissing():
                self._attention.know(None)
                self._tell(Trouble("model", told.what, told.remedy))
                for call in self._calls.values():
                    self._unhear(call.key, "failed", None, host_clock.now())
            case m.ChildDied(child=child, reason=reason):
                self._tell(Trouble(child, what=reason))
            case m.ChildBack(child=child):
                self._tell(Trouble(child, over=True))
        self._show_listening()

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────

    def _carry_out(self, command: c.Command, host_t: float) -> None:
        front = next((line.key for line in self._lines.views() if line.state == "active"), None)
        match command:
            case c.StartCall(number=number):
                self._ring(PhoneEvent("answered", host_t, number=number))
            case c.HangUp(key=key):
                self._hang_up(key, host_t)
            case c.Pause(on=True) if front is not None:
                self._unhear(front, "paused", "pause", host_t)
            case c.Pause(on=False) if front is not None:
                self._hear_again(front, "paused", "resume", host_t)
            case c.Refuse(on=True) if front is not None:
                self._unhear(front, "refused", "refused", host_t)
            case c.Refuse(on=False) if front is not None:
                self._hear_again(front, "refused", "resume", host_t)
            case c.WriteNote(key=key, text=text, line=line, revises=revises):
                if (call := self._calls.get(key)) is not None:
                    call.note(text, call.clock(host_t), line, revises)
            case c.Press(action=action) if front is not None:
                if (call := self._calls.get(front)) is not None:
                    call.press(action, call.clock(host_t))
            case c.ConfirmNotice(by=by):
                self._change_settings(notice=self._settings.current.with_notice_confirmed(by).notice)
                self._attention.load()
                for key in list(self._calls):
                    self._hear_again(key, "not_confirmed", None, host_t)
            case c.ChooseDevices(agent=agent, customer=customer):
                chosen = {"agent": _setting(agent), "customer": _setting(customer), "devices_chosen": True}
                self._change_settings(hearing=self._settings.current.hearing.model_copy(update=chosen))
                self._attention.choose(agent, customer)
            case c.TryDevices(on=on):
                self._attention.try_devices(on, in_call=bool(self._lines.views()))
            case c.SpeakLanguage(language=language):
                self._speak(language, host_t)
        self._show_calls()
        self._show_listening()

    def _hang_up(self, key: str, host_t: float) -> None:
        line = next((line for line in self._lines.views() if line.key == key), None)
        link = next((link for link in self._links if link.can_hang_up), None)
        if line is None:
            return
        if link is not None and line.phone_line is not None:
            link.hang_up(line.phone_line)  # and the softphone says when it has
        else:
            self._ring(PhoneEvent("hung_up", host_t, line=line.phone_line))

    def _speak(self, language: Language, host_t: float) -> None:
        hearing = self._settings.current.hearing
        if language == hearing.language:
            return
        self._change_settings(hearing=hearing.model_copy(update={"language": language}))
        self._attention.load()
        for call in self._calls.values():
            self._attention.turn_anew(call, host_t)

    def _change_settings(self, **parts: object) -> None:
        try:
            self._settings.change(self._settings.current.model_copy(update=parts))
        except OSError as error:
            _log.exception("the settings can't be written")
            self._tell(Trouble("settings", what=str(error)))

    # ── Telling and ending ────────────────────────────────────────────────────────────────────────────────

    def _show_calls(self) -> None:
        self._tell(CallsChanged(tuple(self._view(line) for line in self._lines.views())))

    def _view(self, line: LineView) -> CallView:
        number = self._number(line)
        call = self._calls.get(line.key)
        return CallView(
            key=line.key,
            state=line.state,
            direction="internal" if number.is_internal else line.direction,
            number=number.e164 or number.given,
            display=number.display,
            name=line.name,
            language=self._settings.current.hearing.language,
            answered_at=None if call is None else call.epoch,
            waiting=line.waiting,
            can_hang_up=line.phone_line is not None and any(link.can_hang_up for link in self._links),
        )

    def _number(self, line: LineView) -> PhoneNumber:
        return parse(line.number, self._settings.current.phone.region)

    def _show_listening(self) -> None:
        front = next((line.key for line in self._lines.views() if line.state in ("active", "held")), None)
        self._attention.show(None if front is None else self._calls.get(front))

    def _begin_closing(self) -> None:
        now = host_clock.now()
        self._closing_by = now + _DRAIN_S
        for link in self._links:
            link.close()
        for call in self._calls.values():
            self._end(call.key, now)

    def _is_quiet(self) -> bool:
        return all(call.closed and call.is_safe for call in self._calls.values())


def _setting(choice: m.DeviceChoice) -> DeviceSetting:
    return DeviceSetting(name=choice.name, host_api=choice.host_api, process=choice.process)
