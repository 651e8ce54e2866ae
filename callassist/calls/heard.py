"""What the hearing hands out: finals, partials and speech edges, as heard and not treated yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from callassist.events import Event, Speaker, Voice
from callassist.speech.recognizer import Word


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a final's latency went, for measurement; seconds.

    Attributes:
        waited: from the end of speech to the decision that it was one (stream time). queued: from asking for the
            final, early or not, until a worker took it. decoding: the engine's own time, which lies inside `waited`
            as far as the final was begun early; so the three do not add up to the latency.
        decided, decoded: the host's clock when the decision was taken, which is later than its moment in the stream by
            as much as the sound was late, and when the engine had done.
    """

    waited: float
    queued: float
    decoding: float
    decided: float = 0.0
    decoded: float = 0.0


@dataclass(frozen=True, slots=True)
class HeardFinal:
    """An utterance as the engine wrote it: not treated, and so not to be shown or kept.

    Attributes:
        t0, t1: edges of the speech on the call clock. at: when its end was decided. voice: a customer's, if measured.
    """

    speaker: Speaker
    t0: float
    t1: float
    at: float
    words: tuple[Word, ...]
    timing: Timing
    voice: Voice | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class HeardPartial:
    """The utterance under way, not treated; the first `stable` words stand until the final.

    No words at all: what had begun was none.
    """

    speaker: Speaker
    at: float
    words: tuple[Word, ...]
    stable: int


@dataclass(frozen=True, slots=True)
class HeardEvent:
    """A speech edge or a notice, and when it became known."""

    event: Event
    at: float


Heard = HeardFinal | HeardPartial | HeardEvent
