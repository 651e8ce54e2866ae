"""Hearing live calls: the ring, the two children around it, and one stream of what they tell.

A thread of its own watches both children and tells everything, in order; commands come from any thread and return at
once. A child that dies is started again: the recogniser goes on where all was known, out of the ring; of what was said
while the capture was down there is nothing, and it is told how much that is.
"""

from __future__ import annotations

import logging
import math
import queue
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path

from callassist.audio import host_clock
from callassist.audio.ring import SoundRing
from callassist.calls.hearing import HeardEvent, HeardPartial
from callassist.events import SPEAKERS, Language
from callassist.live import policy as watching_policy
from callassist.live.child import Child, Ended, Started
from callassist.live.continuing import ContinuedCall
from callassist.live.line import Line
from callassist.live.messages import (
    BeginCall,
    ChildBack,
    ChildDied,
    CloseDevices,
    DeviceChoice,
    DeviceNotice,
    Drained,
    EndCall,
    HeardNumbered,
    Listen,
    LoadModel,
    Missed,
    ModelLoaded,
    ModelMissing,
    OpenDevices,
    PauseCall,
    ResumeCall,
    Told,
)

_log = logging.getLogger(__name__)


def _capture(line: Line, ring: str) -> None:
    from callassist.live import capturing  # only the child needs the devices' libraries

    capturing.main(line, ring)


def _recognise(line: Line, ring: str, hearing: Path | None, watching: Path | None) -> None:
    from callassist.live import recognising  # only the child needs the engines

    recognising.main(line, ring, hearing, watching)


class Listening:
    """All of a PC's hearing.

    Args:
        tell: called from one thread, in order. It must not wait for that thread, so not call `close`.
        hearing_policy, watching: files of thresholds instead of the shipped ones.
        capture: another program in the place of the capture's.

    Raises:
        UserError: `watching` has wrong values.
    """

    def __init__(
        self,
        tell: Callable[[Told], None],
        hearing_policy: Path | None = None,
        *,
        watching: Path | None = None,
        capture: Callable[[Line, str], None] = _capture,
    ) -> None:
        self._tell_owner = tell
        self._policy = watching_policy.load(watching)
        self._ring = SoundRing.create()
        child = self._policy.child
        self._capture = Child("capture", capture, (self._ring.name,), child)
        self._recogniser = Child("recogniser", _recognise, (self._ring.name, hearing_policy, watching), child)
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._woken, self._wake = Pipe(duplex=False)
        self._waking = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)
        self._order = threading.Lock()
        self._in_call = False
        self._closing = False
        # All below belongs to the thread.
        self._calls: deque[ContinuedCall] = deque()  # not drained yet, the one that is told of first
        self._model: LoadModel | None = None
        self._devices = OpenDevices(DeviceChoice(), DeviceChoice())
        self._is_open = False
        self._listening_since: float | None = None  # the host's clock; None while nothing is listened to
        self._later: dict[Callable[[], None], float] = {}  # what is to be done, and when on the host's clock
        self._recogniser_was_down = False
        self._silent_since: float | None = None  # the host's clock where the capture's sound broke off

    def start(self) -> None:
        """Begin both children; returns at once."""
        self._ask(self._capture.start)
        self._ask(self._recogniser.start)
        self._thread.start()

    def load(self, language: Language, model: str | None = None) -> None:
        """Have the model for a language ready: `ModelLoaded` or `ModelMissing` is told."""
        self._ask(partial(self._load, LoadModel(language, model)))

    def choose(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Which devices to listen to; they are changed at once where some are open."""
        self._ask(partial(self._choose, OpenDevices(agent, customer)))

    def open_devices(self) -> None:
        """Open both sides, without listening yet; best when it rings, since an idle device takes its time."""
        self._ask(self._open)

    def close_devices(self) -> None:
        """Let go of them, once nothing is listened to any more."""
        self._ask(self._close_devices)

    def begin(
        self,
        call: str,
        epoch: float,
        language: Language,
        model: str | None = None,
        vocabulary: tuple[str, ...] = (),
    ) -> None:
        """Listen to a call from its second 0 on, which is `epoch` on the host's clock.

        The call before it may still be being decoded: it is told to its end first.

        Raises:
            RuntimeError: the call before it has not ended.
        """
        with self._order:
            if self._in_call:
                raise RuntimeError("a call was begun before the last one had ended")
            self._in_call = True
            self._ask(partial(self._begin, BeginCall(call, epoch, language, model, vocabulary)))

    def pause(self, t: float) -> None:
        """Neither side is listened to from `t` on (call clock); what was being said until then is told.

        Raises:
            RuntimeError: there is no call.
        """
        self._decide_from_outside(PauseCall(t))

    def resume(self, t: float) -> None:
        """Both sides are listened to again from `t` on (call clock)."""
        self._decide_from_outside(ResumeCall(t))

    def end(self, t: float) -> None:
        """The call ended at `t` (call clock). All that was said is still told, and then `Drained`."""
        self._decide_from_outside(EndCall(t))

    def levels(self) -> tuple[float, float]:
        """How loud agent and customer are just now, dBov; minus infinity for silence."""
        with self._order:
            if self._closing:
                return -math.inf, -math.inf
            return self._ring.level("agent"), self._ring.level("customer")

    def close(self) -> None:
        """End both children and forget all sound. A call that is not drained is not told to its end."""
        with self._order:
            self._closing = True
        if self._thread.is_alive():
            self._wake_up()
            self._thread.join()
        self._ring.close()
        self._woken.close()
        self._wake.close()

    # ── What the thread does ──────────────────────────────────────────────────────────────────────────────

    def _ask(self, what: Callable[[], None]) -> None:
        self._asked.put(what)
        self._wake_up()

    def _wake_up(self) -> None:
        with self._waking:
            self._wake.send_bytes(b"")

    def _decide_from_outside(self, command: PauseCall | ResumeCall | EndCall) -> None:
        with self._order:
            if not self._in_call:
                raise RuntimeError("there is no call to be paused, resumed or ended")
            self._in_call = not isinstance(command, EndCall)
            self._ask(partial(self._decide, command))

    def _run(self) -> None:
        children = (self._capture, self._recogniser)
        try:
            while not self._closing:
                due = min(self._capture.due, self._recogniser.due, *self._later.values(), math.inf)
                timeout = None if due == math.inf else max(0.0, due - host_clock.now())
                ready = wait([self._woken, *(waitable for child in children for waitable in child.waitables)], timeout)
                if self._woken in ready:
                    self._woken.recv_bytes()
                    while not self._asked.empty():
                        self._asked.get()()
                for what in [what for what, at in self._later.items() if at <= host_clock.now()]:
                    if self._later.pop(what, None) is not None:
                        what()
                for message in self._capture.look():
                    self._from_capture(message)
                for message in self._recogniser.look():
                    self._from_recogniser(message)
        finally:
            for child in children:
                child.close()

    def _tell(self, told: Told) -> None:
        try:
            self._tell_owner(told)
        except Exception:  # noqa: BLE001 - a bug of the owner's, logged whole; the hearing must go on
            _log.exception("what was told could not be taken")

    # ── Commands ──────────────────────────────────────────────────────────────────────────────────────────

    def _load(self, model: LoadModel) -> None:
        self._model = model
        self._recogniser.send(model)

    def _choose(self, devices: OpenDevices) -> None:
        self._devices = devices
        if self._is_open:
            self._capture.send(devices)

    def _open(self) -> None:
        self._later.pop(self._shut, None)
        if not self._is_open:
            self._is_open = True
            self._capture.send(self._devices)

    def _close_devices(self) -> None:
        if self._listening_since is not None:  # the end of a call is still coming in
            self._later[self._shut] = host_clock.now() + self._policy.capture.late
        else:
            self._shut()

    def _begin(self, begin: BeginCall) -> None:
        self._model = LoadModel(begin.language, begin.model)
        self._calls.append(ContinuedCall(begin, self._policy.recogniser.again_from))
        self._recogniser.send(begin)
        self._open()
        self._listen()

    def _decide(self, command: PauseCall | ResumeCall | EndCall) -> None:
        self._calls[-1].add(command)
        self._recogniser.send(command)
        if isinstance(command, ResumeCall):
            self._listen()
        else:
            self._later[self._stop_listening] = host_clock.now() + self._policy.capture.late

    def _listen(self) -> None:
        self._later.pop(self._stop_listening, None)
        self._later.pop(self._wipe, None)
        if self._listening_since is None:
            self._listening_since = host_clock.now()
            self._capture.send(Listen(on=True))

    def _stop_listening(self) -> None:
        self._listening_since = None
        self._capture.send(Listen(on=False))
        self._wipe_when_unneeded()

    def _shut(self) -> None:
        self._is_open = False
        self._capture.send(CloseDevices())

    def _wipe_when_unneeded(self) -> None:
        if not self._calls and self._listening_since is None:
            # By then the capture has taken notice, and writes nothing any more.
            self._later[self._wipe] = host_clock.now() + self._policy.capture.late

    def _wipe(self) -> None:
        self._ring.wipe()

    # ── What the children say ─────────────────────────────────────────────────────────────────────────────

    def _from_capture(self, message: Started | Ended | DeviceNotice) -> None:
        if isinstance(message, Started):
            if self._is_open:
                self._capture.send(self._devices)
            elif message.again:
                self._capture_is_back()
            if self._listening_since is not None:
                self._capture.send(Listen(on=True))
        elif isinstance(message, Ended):
            if self._silent_since is None:
                self._silent_since = self._ring.time(min(self._ring.head(speaker) for speaker in SPEAKERS))
            for speaker in SPEAKERS:
                self._ring.set_level(speaker, -math.inf)
            self._tell(ChildDied("capture", message.reason, message.again_in))
        else:
            if self._silent_since is not None:  # it has its devices again, or has found that it can't
                self._capture_is_back()
            self._tell(message)

    def _capture_is_back(self) -> None:
        assert self._silent_since is not None
        gap = 0.0
        if self._listening_since is not None:
            gap = host_clock.now() - max(self._silent_since, self._listening_since)
        self._silent_since = None
        self._tell(ChildBack("capture", gap))

    def _from_recogniser(
        self,
        message: Started
        | Ended
        | ModelLoaded
        | ModelMissing
        | HeardNumbered
        | HeardPartial
        | HeardEvent
        | Missed
        | Drained,
    ) -> None:
        if isinstance(message, Started):
            if self._model is not None and not self._calls:  # a call brings its own
                self._recogniser.send(self._model)
            for call in self._calls:
                for command in call.again():
                    self._recogniser.send(command)
            if self._recogniser_was_down and self._model is None:
                self._is_back()
        elif isinstance(message, Ended):
            self._recogniser_was_down = True
            self._tell(ChildDied("recogniser", message.reason, message.again_in))
        elif isinstance(message, ModelLoaded | ModelMissing):
            if self._recogniser_was_down:
                self._is_back()
            self._tell(message)
        else:
            for told in self._calls[0].passed(message):
                self._tell(told)
            if isinstance(message, Drained):
                self._calls.popleft()
                self._wipe_when_unneeded()

    def _is_back(self) -> None:
        self._recogniser_was_down = False
        self._tell(ChildBack("recogniser"))
