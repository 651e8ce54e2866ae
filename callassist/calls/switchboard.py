"""The engine of the running app: softphone, hearing and the agent's wishes come in; calls are kept and told.

Everything happens on one thread, in the order in which it came in, so nothing here needs a lock. Whoever asks for
something is not kept waiting; what comes of it is told as an `Update`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from callassist.audio import host_clock
from callassist.calls.attention import Attention, Ears
from callassist.calls.desk_wishes import DeskWishes
from callassist.calls.desks import Desks
from callassist.calls.handling import CallHandling
from callassist.calls.ledger import Ledger
from callassist.calls.links import Links
from callassist.calls.speaking import as_kept
from callassist.calls.updates import (
    BroughtForward,
    CallLanguage,
    NoticeChanged,
    SpeakingChanged,
    SpeakingTried,
    Trouble,
    Update,
)
from callassist.calls.worker import Worker
from callassist.calls.wrapping_up.desk import WrapUps
from callassist.calls.wrapping_up.draft import Draft
from callassist.events import CommitmentSettled, Decision, KeyAction, Language
from callassist.knowledge.known import Known
from callassist.live import messages as m
from callassist.promises.wishes import PromiseWish
from callassist.settings import DeviceSetting, SettingsFile, SpeakingSettings
from callassist.softphone.phone import Link, LinkChanged, PhoneEvent
from callassist.text.redaction import load_policy

_BEAT_S = 0.1  # levels and time while a call lives
_END_S = 120.0  # the program ends without what could not be kept by then

_log = logging.getLogger(__name__)


class Switchboard(DeskWishes):
    """What a window talks to. `start` it; `close` ends calls, and `join` waits until they are kept.

    Args:
        settings: read and, by what the agent asks for, changed. tell: gets every update, on the engine's thread.
        ears: makes the hearing, given where it tells what it heard.
        journal: the database file; the user's own by default. knowledge: gives what is known; the company's own by
            default.
    """

    def __init__(
        self,
        settings: SettingsFile,
        tell: Callable[[Update], None],
        ears: Callable[[Callable[[m.Told], None]], Ears],
        journal: Path | None = None,
        knowledge: Callable[[], Known] | None = None,
    ) -> None:
        self._settings = settings
        self._tell = tell
        self._worker = Worker("engine", self._beat, _BEAT_S, lambda report: tell(Trouble("fault", what=str(report))))
        self._ledger = Ledger(journal, tell, lambda lines: self._desks.owed(lines))
        self._attention = Attention(settings, ears(lambda told: self._worker.put(lambda: self._hear(told))), tell)
        self._desks = Desks(
            lambda update: self._worker.put(lambda: tell(update)),
            lambda key, customer: self._do(lambda t: self._handling.know(key, customer)),
            lambda key, found: self._do(lambda t: self._handling.answer(key, found, t)),
            lambda work: self._worker.put(work),
            settings=settings.current,
            journal=journal,
            source=knowledge,
        )
        self._wrap_ups = WrapUps(self._ledger, settings, self._desks.customers.hand_on, tell, self._worker.put)
        self._handling = CallHandling(settings, self._ledger, self._attention, self._desks, self._wrap_ups, tell)
        self._links = Links((), tell)
        self._end_by: float | None = None
        self._unwritten = False

    def start(self, links: Sequence[Link] = ()) -> None:
        """Open the journal, warm the hearing and listen to the softphone; returns at once."""
        self._links = Links(links, self._tell)
        self._worker.put(self._open)
        self._worker.start()

    def close(self) -> None:
        """Hang up for ourselves, hear what was said to its end, keep it all, and end; returns at once."""
        self._worker.put(self._begin_to_end)

    def join(self) -> None:
        """Wait until all that `close` began is done."""
        self._worker.join()
        self._desks.join()

    # ── From outside ──────────────────────────────────────────────────────────────────────────────────────

    def phone(self, told: PhoneEvent | LinkChanged) -> None:
        """What a softphone says, or a command in its name, from whatever thread."""
        if isinstance(told, LinkChanged):
            self._worker.put(lambda: self._tell(told))
        else:
            self._do(lambda t: self._handling.ring(told))

    def bring_forward(self) -> None:
        """Somebody started CallAssist a second time."""
        self._worker.put(lambda: self._tell(BroughtForward()))

    # ── What the agent asks for ───────────────────────────────────────────────────────────────────────────

    def start_call(self, number: str | None) -> None:
        """Begin a call by hand, as if the softphone had said that it was answered."""
        self._do(lambda t: self._handling.ring(PhoneEvent("answered", t, number=number)))

    def answer(self, key: str) -> None:
        """Answer a call in the softphone, where a link can."""
        self._do(lambda t: self._answer(key))

    def hang_up(self, key: str) -> None:
        """End a call, through the softphone where a link can, else only for us."""
        self._do(lambda t: self._hang_up(key, t))

    def pause(self) -> None:
        """Hear neither side of the call in front."""
        self._do(lambda t: self._handling.unhear(self._handling.front, "paused", "pause", t))

    def resume(self) -> None:
        """Hear both sides again."""
        self._do(lambda t: self._handling.hear_again(self._handling.front, "paused", "resume", t))

    def refuse(self, key: str) -> None:
        """The caller does not want it: nothing more of this call is written down. It may just have ended."""
        self._do(lambda t: self._handling.refuse(key, t))

    def note(self, key: str, text: str, line_seq: int | None) -> None:
        """Keep a note on a call, at the line of that `seq`."""
        self._do(lambda t: self._handling.note(key, text, line_seq, None, t))

    def revise_note(self, key: str, seq: int, text: str) -> None:
        """Replace the note of that `seq`; an empty text takes it back."""
        self._do(lambda t: self._handling.note(key, text, None, seq, t))

    def settle_commitment(
        self, key: str, number: int, state: Decision, what: str, due: str | None, part: str | None = None
    ) -> None:
        """What the agent decided of a commitment of a call, which may be over."""
        decision = CommitmentSettled(number=number, state=state, what=what, due=due, part=part)
        self._do(lambda t: self._handling.settle(key, decision, t))

    def promise(self, key: str, what: str, due: str | None, part: str | None = None) -> None:
        """The agent wrote down a promise of a call."""
        self._do(lambda t: self._handling.promise(key, what, due, part, t))

    def ask_promise(self, wish: PromiseWish) -> None:
        """Something is wanted of the book of promises."""
        self._desks.promises.ask(wish)

    def press(self, action: KeyAction) -> None:
        """Record what the agent did by chord or button."""
        self._do(lambda t: self._handling.press(action, t))

    def confirm_notice(self, by: str, *, says_voice: bool = False) -> None:
        """Somebody answers for it: callers and agents are told that calls are written down; `says_voice`: and that the
        tone of customers' voices is measured."""
        self._do(lambda t: self._confirm_notice(by, says_voice, t))

    def measure_voice(self, on: bool) -> None:
        """Whether the tone is told from customers' voices too, where the notice says so, from the next call on."""
        self._worker.put(lambda: self._measure_voice(on))

    def devices(self) -> None:
        """Look what devices there are; `DevicesFound` is told."""
        self._do(lambda t: self._attention.look_for_devices())

    def choose_devices(self, agent: m.DeviceChoice, customer: m.DeviceChoice) -> None:
        """Use these from now on and remember them."""
        self._do(lambda t: self._choose_devices(agent, customer))

    def try_devices(self, agent: m.DeviceChoice, customer: m.DeviceChoice) -> None:
        """Open these for their levels only. During a call the call's own stay."""
        self._do(lambda t: self._attention.try_devices(agent, customer, in_call=not self._handling.is_quiet))

    def end_trial(self) -> None:
        """Let go of the devices that were tried."""
        self._do(lambda t: self._attention.end_trial(in_call=not self._handling.is_quiet))

    def set_language(self, language: Language) -> None:
        """Listen for this language, from now on and in the next calls."""
        self._do(lambda t: self._speak(language, t))

    def try_speaking(self, speaking: SpeakingSettings) -> None:
        """How phrases would sound so; `SpeakingTried` is told."""
        self._worker.put(lambda: self._try_speaking(speaking))

    def choose_speaking(self, speaking: SpeakingSettings) -> None:
        """Speak so from the next call on, and remember it."""
        self._worker.put(lambda: self._choose_speaking(speaking))

    def verify(self, key: str) -> None:
        """The caller has proved to be this customer: unfold the card, and record it."""
        self._do(lambda t: self._handling.press("verified", t))
        self._desks.customers.verify(key)

    def another_phrase(self) -> None:
        """Another phrase for the same situation, in the call in front."""
        self._do(lambda t: self._handling.press("another_phrase", t))

    def open_wrap_up(self, call: UUID) -> None:
        """Show a call's wrap-up."""
        self._worker.put(lambda: self._wrap_ups.open(call))

    def write_wrap_up(self, call: UUID, draft: Draft) -> None:
        """Keep what is written of it by now."""
        self._worker.put(lambda: self._wrap_ups.write(call, draft))

    def finish_wrap_up(self, call: UUID, draft: Draft) -> None:
        """The call is wrapped up."""
        self._worker.put(lambda: self._wrap_ups.finish(call, draft))

    def reopen_wrap_up(self, call: UUID) -> None:
        """It was finished by mistake."""
        self._worker.put(lambda: self._wrap_ups.reopen(call))

    def copy_wrap_up(self, call: UUID, draft: Draft, language: Language) -> None:
        """Make a text of it for the clipboard."""
        self._worker.put(lambda: self._wrap_ups.copy(call, draft, language))

    def reveal(self, token: str) -> str | None:
        """An ID or IBAN from memory, while its call lives; safe from any thread."""
        return self._handling.reveal(token)

    # ── The engine's thread ───────────────────────────────────────────────────────────────────────────────

    def _do(self, work: Callable[[float], None]) -> None:
        host_t = host_clock.now()

        def carry_out() -> None:
            work(host_t)
            self._show()

        self._worker.put(carry_out)

    def _show(self) -> None:
        self._handling.show(
            can_answer=lambda line: self._links.able_to_answer(line) is not None,
            can_hang_up=lambda line: self._links.able_to_hang_up(line) is not None,
        )

    def _open(self) -> None:
        self._ledger.open()
        self._attention.start()
        self._desks.start()
        self._links.start()
        self._wrap_ups.start()
        self._show_notice()
        self._tell(CallLanguage(self._settings.current.hearing.language))
        self._tell(SpeakingChanged(self._settings.current.speaking))
        self._show()

    def _beat(self) -> bool | None:
        """What time brings. Says whether to come again soon, to wait for something, or that all is over."""
        now = host_clock.now()
        self._handling.beat(now)
        self._wrap_ups.beat(now)
        self._attention.show_levels()
        quiet = self._handling.is_quiet and (self._end_by is None or self._wrap_ups.is_quiet(now))
        if self._end_by is not None and (quiet or now > self._end_by):
            self._attention.close()
            self._desks.close()
            self._ledger.close()
            return False
        idle = (
            quiet and not self._attention.devices_open and self._ledger.journal is not None and self._wrap_ups.is_idle
        )
        return None if idle else True

    def _begin_to_end(self) -> None:
        now = host_clock.now()
        self._end_by = now + _END_S
        self._links.close()
        self._handling.end_all(now)
        self._wrap_ups.end(now)
        self._show()

    def _hear(self, told: m.Told) -> None:
        now = host_clock.now()
        match told:
            case m.HeardOf() | m.Missed() | m.Drained():
                self._handling.hear(told)
            case m.DeviceNotice():
                self._tell(told)
                self._handling.notice_device(told, now)
            case m.FoundDevices():
                self._attention.show_devices(told)
            case m.ModelLoaded():
                self._attention.know(told)
                self._tell(Trouble("model", over=True))
                self._handling.hear_all_again("failed", now)
            case m.ModelMissing():
                self._attention.know(None)
                self._tell(Trouble("model", told.what, told.remedy))
                self._handling.fail(now)
            case m.ChildDied(child=child, reason=reason):
                self._tell(Trouble(child, what=reason))
            case m.ChildBack(child=child):
                self._tell(Trouble(child, over=True))
        self._show()

    def _answer(self, key: str) -> None:
        line = self._handling.line(key)
        if line is not None:
            self._links.answer(line)

    def _hang_up(self, key: str, host_t: float) -> None:
        line = self._handling.line(key)
        if line is None or self._links.hang_up(line):
            return
        number = None if line.number is None else line.number.text
        self._handling.ring(PhoneEvent("hung_up", host_t, line=line.line, number=number))

    def _confirm_notice(self, by: str, says_voice: bool, host_t: float) -> None:
        self._change_settings(notice=self._settings.current.with_notice_confirmed(by, says_voice=says_voice).notice)
        self._show_notice()
        self._attention.load()
        if self._attention.is_allowed:
            self._handling.hear_all_again("not_confirmed", host_t)

    def _choose_devices(self, agent: m.DeviceChoice, customer: m.DeviceChoice) -> None:
        chosen = {"agent": _setting(agent), "customer": _setting(customer), "devices_chosen": True}
        self._change_settings(hearing=self._settings.current.hearing.model_copy(update=chosen))
        self._attention.choose(agent, customer)

    def _speak(self, language: Language, host_t: float) -> None:
        hearing = self._settings.current.hearing
        if language != hearing.language:
            self._change_settings(hearing=hearing.model_copy(update={"language": language}))
            self._tell(CallLanguage(language))
            self._attention.load()
            self._handling.turn_anew(host_t)

    def _try_speaking(self, speaking: SpeakingSettings) -> None:
        language = self._settings.current.hearing.language
        self._tell(SpeakingTried(speaking, language, self._desks.sounding(speaking, language)))

    def _choose_speaking(self, speaking: SpeakingSettings) -> None:
        kept = as_kept(speaking, load_policy())
        self._change_settings(speaking=kept)
        self._desks.speak(kept)
        self._tell(SpeakingChanged(kept))

    def _change_settings(self, **parts: object) -> None:
        try:
            self._settings.change(self._settings.current.model_copy(update=parts))
        except OSError as error:
            _log.exception("the settings can't be written")
            self._unwritten = True
            self._tell(Trouble("settings", what=str(error)))
        else:
            if self._unwritten:  # what could not be written before was written with this
                self._unwritten = False
                self._tell(Trouble("settings", over=True))

    def _measure_voice(self, on: bool) -> None:
        self._change_settings(hearing=self._settings.current.hearing.model_copy(update={"voice_tone": on}))
        self._show_notice()

    def _show_notice(self) -> None:
        settings = self._settings.current
        self._tell(NoticeChanged(settings.notice.confirmed_by, settings.may_measure_voice, settings.measures_voice))


def _setting(choice: m.DeviceChoice) -> DeviceSetting:
    return DeviceSetting(name=choice.name, host_api=choice.host_api, process=choice.process)
