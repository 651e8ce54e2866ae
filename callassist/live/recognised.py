"""What is recognised: the recogniser child is told of every call, again where it died, until the call is drained."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from callassist.live.child import Child, Ended, Started
from callassist.live.continuing import ContinuedCall
from callassist.live.messages import (
    BeginCall,
    ChildBack,
    ChildDied,
    Drained,
    EndCall,
    HeardOf,
    LoadModel,
    Missed,
    ModelLoaded,
    ModelMissing,
    PauseCall,
    ResumeCall,
    Told,
)
from callassist.live.policy import WatchingPolicy


class Recognised:
    """The calls that are not drained yet, and the child that hears them. For one thread, like `Child`.

    Args:
        program: what the child runs; it is given the line and `args`.

    Attributes:
        child: its process.
    """

    def __init__(self, program: Callable[..., None], args: tuple[Any, ...], policy: WatchingPolicy) -> None:
        self.child = Child("recogniser", program, args, policy.child)
        self._again_from = policy.recogniser.again_from
        self._model: LoadModel | None = None
        self._calls: deque[ContinuedCall] = deque()  # the one that is told of first
        self._was_down = False

    @property
    def waitables(self) -> list[Connection | int]:
        """What becomes ready when there is something to look at."""
        return self.child.waitables

    @property
    def due(self) -> float:
        """When to look even if nothing becomes ready, on the host's clock."""
        return self.child.due

    @property
    def is_drained(self) -> bool:
        """Whether no call needs the ring any more."""
        return not self._calls

    def load(self, model: LoadModel) -> None:
        """Have a model ready."""
        self._model = model
        self.child.send(model)

    def begin(self, call: BeginCall) -> None:
        """Hear a call; after those that are not drained yet."""
        self._model = LoadModel(call.language, call.model)
        self._calls.append(ContinuedCall(call, self._again_from))
        self.child.send(call)

    def decide(self, command: PauseCall | ResumeCall | EndCall) -> None:
        """Something about the call that was begun last."""
        self._calls[-1].add(command)
        self.child.send(command)

    def look(self) -> Iterator[Told]:
        """What there is to be told."""
        for message in self.child.look():
            if isinstance(message, Started):
                yield from self._begun()
            elif isinstance(message, Ended):
                self._was_down = True
                yield ChildDied("recogniser", message.reason, message.again_in)
            elif isinstance(message, ModelLoaded | ModelMissing):
                yield from self._back()
                yield message
            else:
                call = self._calls[0]
                if isinstance(message, Drained):
                    self._calls.popleft()
                for told in call.passed(message):
                    yield told if isinstance(told, Missed | Drained) else HeardOf(call.begin.call, told)

    def _begun(self) -> Iterator[ChildBack]:
        if self._model is None:
            yield from self._back()
        elif not self._calls:  # a call brings its own
            self.child.send(self._model)
        for call in self._calls:
            for command in call.again():
                self.child.send(command)

    def _back(self) -> Iterator[ChildBack]:
        if self._was_down:
            self._was_down = False
            yield ChildBack("recogniser")
