"""The order of treatment (H6): normalise, spoken numbers to digits, redact; only then may a text be shown or stored.

The recogniser's doubts are carried along: they are about its own words, and end as ranges of the treated text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from callassist.events import (
    CommitmentSettled,
    Event,
    Language,
    Note,
    Partial,
    Redacted,
    RedactionKind,
    Speaker,
    Utterance,
    Voice,
)
from callassist.speech.recognizer import Word
from callassist.text.edits import Edited
from callassist.text.normalise import clean
from callassist.text.numbers import find_numbers, spoken_to_digits
from callassist.text.redaction import CallRedactor, RedactionPolicy, Revealable, Revised, Vault, redact_text

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a revision of an utterance needs of it; its words are kept by the redactor."""

    t0: float
    t1: float
    speaker: Speaker
    unsure: tuple[Range, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True)
class _Written:
    """What a revision of a note needs of it; `root` is the note that it replaces, itself where it replaces none."""

    t: float
    line: int | None
    root: int


class Treatment:
    """Treats what is said and written in one call.

    Args:
        policy: what is masked.
        vault: keeps IDs and IBANs for a look while the call lives.
        language: of the call; None tries all.
        unsure_below: a word of less confidence looks unsure.
    """

    def __init__(
        self, policy: RedactionPolicy, vault: Vault, *, language: Language | None, unsure_below: float
    ) -> None:
        self._policy = policy
        self._redactor = CallRedactor(policy, vault)
        self._vault = vault
        self._language = language
        self._unsure_below = unsure_below
        self._spoken: dict[int, _Spoken] = {}
        self._written: dict[int, _Written] = {}
        self._ended = False

    def final(
        self, key: int, speaker: Speaker, t0: float, t1: float, words: Sequence[Word], voice: Voice | None = None
    ) -> list[Event]:
        """The utterance, what was kept off the disk in it, and earlier utterances that it throws light on.

        Args:
            key: the `seq` under which the utterance is going to be recorded, which a later revision will name.
        """
        self._refuse_after_the_end()
        text, unsure = self._joined(words)
        numbered = spoken_to_digits(text, self._language)
        heard = self._redactor.hear(key, speaker, numbered.text, t0, t1)
        unsure = tuple(numbered.forward(*place) for place in unsure)
        spoken = _Spoken(t0, t1, speaker, unsure, _mean(words))
        self._spoken[key] = spoken
        events: list[Event] = [self._utterance(spoken, heard.edited, heard.revealable, voice=voice)]
        events += _redactions(heard.kinds, spoken)
        return events + self._revisions(heard.revised)

    def note(self, key: int, note: Note) -> list[Event]:
        """A note, what was kept off the disk in it, and what it throws light on.

        A typed number is treated as if the agent had said it: it may go on in the next note, or be one that the
        customer has just dictated. After the call all that was said is forgotten, and whatever might be a piece of a
        number is masked.

        Args:
            key: the `seq` under which the note is going to be recorded.
        """
        if self._ended:
            return [replace(note, text=redact_text(clean(note.text), policy=self._policy))]
        earlier = next((w for seq, w in self._written.items() if note.revises in (seq, w.root)), None)
        root = key if earlier is None else earlier.root
        # What the agent has written anew is no more revised in its earlier form.
        self._written = {seq: known for seq, known in self._written.items() if known.root != root}
        written = _Written(note.t, note.line if earlier is None else earlier.line, root)
        self._written[key] = written
        heard = self._redactor.hear(key, "agent", clean(note.text), note.t, note.t)
        events: list[Event] = [_note(written, heard.edited, revises=None if root == key else root)]
        events += [Redacted(t=note.t, kind=kind, speaker="agent") for kind in heard.kinds]
        return events + self._revisions(heard.revised)

    def settled(self, decision: CommitmentSettled) -> CommitmentSettled:
        """What the agent decided of a promise. Its words are kept for long, so whatever might be a piece of a number is
        masked, during the call too."""
        return replace(decision, what=redact_text(clean(decision.what), policy=self._policy))

    def partial(self, speaker: Speaker, t: float, words: Sequence[Word], stable: int) -> Partial:
        """What may be shown of an utterance under way; `stable` counts words, the result's characters."""
        self._refuse_after_the_end()
        text, _ = self._joined(words)
        agreed, _ = self._joined(words[:stable])
        numbered = spoken_to_digits(text, self._language)
        masked = self._redactor.preview(speaker, numbered.text)
        end = _untouched(masked, _untouched(numbered, self._before_open_number(agreed)))
        return Partial(t=t, speaker=speaker, text=masked.text, stable=end)

    def speaking(self, speaker: Speaker, t: float, *, active: bool) -> None:
        """A voice begins or ends; digits stay masked while their speaker may be going on with them."""
        self._redactor.speaking(speaker, t, active=active)

    def settle(self, t: float) -> list[Event]:
        """Time passes: digits that were masked in case more followed are shown again where none did."""
        return self._revisions(self._redactor.settle(t))

    def close(self) -> list[Event]:
        """The call ends: nothing more can follow, and what lay behind masks is forgotten."""
        revised = self._revisions(self._redactor.close())
        self._vault.close()
        self._spoken.clear()
        self._written.clear()
        self._ended = True
        return revised

    def _before_open_number(self, agreed: str) -> int:
        """Where the number begins that the next word may still change («one hundred and …»), else the end."""
        numbers = find_numbers(agreed, self._language, lone=True)
        if numbers and len(agreed[numbers[-1].end :].split()) <= 1:
            return numbers[-1].start
        return len(agreed)

    def _refuse_after_the_end(self) -> None:
        """What is masked depends on all that was said; after the end that is forgotten, and nothing may pass."""
        if self._ended:
            raise ValueError("the call has ended, and its treatment with it")

    def _joined(self, words: Sequence[Word]) -> tuple[str, tuple[Range, ...]]:
        text, unsure = "", []
        for word in words:
            cleaned = clean(word.text)
            if not cleaned:
                continue
            start = len(text) + bool(text)
            text = f"{text} {cleaned}" if text else cleaned
            if word.confidence is not None and word.confidence < self._unsure_below:
                unsure.append((start, len(text)))
        return text, tuple(unsure)

    def _revisions(self, revised: Iterable[Revised]) -> list[Event]:
        events: list[Event] = []
        for item in revised:
            if (spoken := self._spoken.get(item.key)) is not None:
                events.append(self._utterance(spoken, item.edited, item.revealable, revises=item.key))
                events += _redactions(item.kinds, spoken)
            elif (written := self._written.get(item.key)) is not None:
                events.append(_note(written, item.edited, revises=written.root))
                events += [Redacted(t=written.t, kind=kind, speaker="agent") for kind in item.kinds]
        return events

    @staticmethod
    def _utterance(
        spoken: _Spoken,
        edited: Edited,
        revealable: Sequence[Revealable],
        *,
        revises: int | None = None,
        voice: Voice | None = None,
    ) -> Utterance:
        places = [edited.forward(*place) for place in spoken.unsure]
        return Utterance(
            t=spoken.t0,
            t0=spoken.t0,
            t1=spoken.t1,
            speaker=spoken.speaker,
            text=edited.text,
            confidence=None if spoken.confidence is None else round(spoken.confidence, 3),
            unsure=_merged(places),
            revises=revises,
            voice=voice,
            behind=tuple((place.start, place.end, place.token) for place in revealable),
        )


def _note(written: _Written, edited: Edited, *, revises: int | None) -> Note:
    return Note(t=written.t, text=edited.text, line=written.line, revises=revises)


def _untouched(edited: Edited, position: int) -> int:
    """Where old `position` lies in the new text; before a replacement that it touches, since that may yet change."""
    touching = [edit.start for edit in edited.edits if edit.start <= position <= edit.end]
    safe = min(touching, default=position)
    return edited.forward(0, safe)[1] if safe else 0


def _mean(words: Sequence[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None


def _redactions(kinds: Iterable[RedactionKind], spoken: _Spoken) -> list[Redacted]:
    return [Redacted(t=spoken.t0, kind=kind, speaker=spoken.speaker) for kind in kinds]


def _merged(places: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch or overlap (but for a space) joined, empty ones left out."""
    merged: list[Range] = []
    for start, end in sorted(place for place in places if place[0] < place[1]):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
