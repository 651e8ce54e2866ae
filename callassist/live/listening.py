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
from collections.abc import Callable
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path

from callassist.audio import host_clock
from callassist.audio.ring import SoundRing
from callassist.events import SPEAKERS, Language
from callassist.live import policy as watching_policy
from callassist.live import programs
from callassist.live.captured import Captured
from callassist.live.line import Line
from callassist.live.messages import (
    BeginCall,
    DeviceChoice,
    Drained,
    EndCall,
    LoadModel,
    LookForDevices,
    OpenDevices,
    PauseCall,
    ResumeCall,
    Told,
)
from callassist.live.recognised import Recognised

_log = logging.getLogger(__name__)


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
        capture: Callable[[Line, str], None] = programs.capture,
    ) -> None:
        self._tell_owner = tell
        policy = watching_policy.load(watching)
        self._ring = SoundRing.create()
        self._captured = Captured(self._ring, capture, policy)
        self._recognised = Recognised(programs.recognise, (self._ring.name, hearing_policy, watching), policy)
        self._asked: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._woken, self._wake = Pipe(duplex=False)
        self._waking = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)
        self._order = threading.Lock()
        self._in_call = False
        self._closing = False

    def start(self) -> None:
        """Begin both children; returns at once."""
        self._ask(self._captured.child.start)
        self._ask(self._recognised.child.start)
        self._thread.start()

    def load(self, language: Language, model: str | None = None) -> None:
        """Have the model for a language ready: `ModelLoaded` or `ModelMissing` is told."""
        self._ask(partial(self._recognised.load, LoadModel(language, model)))

    def choose(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Which devices to listen to; they are changed at once where some are open."""
        self._ask(partial(self._captured.choose, OpenDevices(agent, customer)))

    def open_devices(self) -> None:
        """Open both sides, without listening yet; best when it rings, since an idle device takes its time."""
        self._ask(self._captured.open)

    def look_for_devices(self) -> None:
        """Look what devices there are: `FoundDevices` is told."""
        self._ask(partial(self._captured.child.send, LookForDevices()))

    def measure(self, on: bool) -> None:
        """Whether `levels` are also of what nobody listens to, for devices that are being tried."""
        self._ask(partial(self._captured.measure, on))

    def close_devices(self) -> None:
        """Let go of them, once nothing is listened to any more."""
        self._ask(self._captured.close_devices)

    def begin(
        self,
        call: str,
        epoch: float,
        language: Language,
        model: str | None = None,
        vocabulary: tuple[str, ...] = (),
        *,
        since: float = 0.0,
        measures_voice: bool = False,
    ) -> None:
        """Listen to a call, whose second 0 is `epoch` on the host's clock, from its second `since` on.

        The call before it may still be being decoded: it is told to its end first. A call that was ended here may be
        begun again, later in it: it was held while another was heard.

        Args:
            measures_voice: whether finals of the customer's bring the features of their voice.

        Raises:
            RuntimeError: the call before it has not ended.
        """
        with self._order:
            if self._in_call:
                raise RuntimeError("a call was begun before the last one had ended")
            self._in_call = True
            starts = dict.fromkeys(SPEAKERS, since)
            begin = BeginCall(call, epoch, language, model, vocabulary, starts, measures_voice=measures_voice)
            self._ask(partial(self._begin, begin))

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
            if self._closing:
                return
            self._closing = True
        if self._thread.is_alive():
            self._wake_up()
            self._thread.join()
        self._ring.close()
        self._woken.close()
        self._wake.close()

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
        sides = (self._captured, self._recognised)
        try:
            while not self._closing:
                due = min(side.due for side in sides)
                timeout = None if due == math.inf else max(0.0, due - host_clock.now())
                if self._woken in wait([self._woken, *(ready for side in sides for ready in side.waitables)], timeout):
                    self._woken.recv_bytes()
                    while not self._asked.empty():
                        self._asked.get()()
                for notice in self._captured.look():
                    self._tell(notice)
                for told in self._recognised.look():
                    self._tell(told)
                    if isinstance(told, Drained) and self._recognised.is_drained:
                        self._captured.wipe()
        finally:
            for side in sides:
                side.child.close()

    def _tell(self, told: Told) -> None:
        try:
            self._tell_owner(told)
        except Exception:  # noqa: BLE001 - a bug of the owner's, logged whole; the hearing must go on
            _log.exception("what was told could not be taken")

    def _begin(self, call: BeginCall) -> None:
        self._recognised.begin(call)
        self._captured.listen()

    def _decide(self, command: PauseCall | ResumeCall | EndCall) -> None:
        self._recognised.decide(command)
        if isinstance(command, ResumeCall):
            self._captured.listen()
        else:
            self._captured.stop_listening()
