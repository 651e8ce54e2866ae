"""Redacting a live call: both speakers, over utterances, at any moment showing nothing that may become a secret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from callassist.events import SPEAKERS, Language, RedactionKind, Speaker
from callassist.text.edits import Edit, Edited, apply
from callassist.text.masks import mask
from callassist.text.redaction.judge import judge
from callassist.text.redaction.line import merge
from callassist.text.redaction.open_runs import Mark, marks
from callassist.text.redaction.policy import RedactionPolicy
from callassist.text.redaction.reading import read
from callassist.text.redaction.stream import Said, stream
from callassist.text.redaction.vault import Vault

# Either may read back what the other dictates. Callers dictate more, so that theirs is judged first.
_TURNS: tuple[tuple[Speaker, Speaker], ...] = (("customer", "agent"), ("agent", "customer"), ("customer", "agent"))


@dataclass(frozen=True, slots=True)
class Revealable:
    """A mask that may be looked behind while the call lives.

    Attributes:
        start, end: the placeholder's range in the edited text. kind: `iban` or `id`. token: for the vault.
    """

    start: int
    end: int
    kind: RedactionKind
    token: str


@dataclass(frozen=True, slots=True)
class Revised:
    """An earlier utterance whose mask has changed.

    Attributes:
        key: which. edited: its text as it is fit to be shown now. kinds: one for each thing that has now proved
            sensitive. revealable: what may be looked at.
    """

    key: int
    edited: Edited
    kinds: tuple[RedactionKind, ...]
    revealable: tuple[Revealable, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance fit to be shown and stored, and what it changes.

    Attributes:
        edited: the masked text. kinds: one for each thing masked for sure; digits masked in case they go on are
            not among them. revised: earlier utterances. revealable: what may be looked at.
    """

    edited: Edited
    kinds: tuple[RedactionKind, ...]
    revised: tuple[Revised, ...]
    revealable: tuple[Revealable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mask:
    """A mask that stays."""

    start: int
    end: int
    kind: RedactionKind
    token: str | None


@dataclass(slots=True)
class _Entry:
    """An utterance while digits said later may still change it. Not printed: it holds the words as spoken."""

    key: int
    said: Said
    text: str = field(repr=False)
    lasting: list[_Mask] = field(default_factory=list)
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class _Secret:
    kind: RedactionKind
    value: str = field(repr=False)
    token: str | None = field(repr=False)


class CallRedactor:
    """What is masked in one call, and what was masked and has proved harmless.

    Not safe for several threads at once. It keeps words as spoken for as long as later digits may change their
    mask (under two minutes), in memory only, and forgets all when it is closed.

    Args:
        policy: what is masked. vault: keeps IDs and IBANs. language: of the call; None tries all.
    """

    def __init__(self, policy: RedactionPolicy, vault: Vault, language: Language | None = None) -> None:
        self._policy = policy
        self._vault = vault
        self._language = language
        self._entries: list[_Entry] = []
        self._secrets: list[_Secret] = []
        self._speaking: set[Speaker] = set()
        self._silent_since: dict[Speaker, float] = {}
        self._now = 0.0
        self._unsettled = False

    def __repr__(self) -> str:
        return f"CallRedactor({len(self._entries)} utterances, {len(self._secrets)} masked)"

    def hear(self, key: int, speaker: Speaker, text: str, t0: float, t1: float) -> Heard:
        """An utterance of `speaker` from `t0` to `t1` (seconds on the call clock), its numbers already digits.

        Raises:
            ValueError: `key` was heard before.
        """
        if any(entry.key == key for entry in self._entries):
            raise ValueError(f"utterance {key} was heard before")
        self._now = max(self._now, t1)
        entry = _Entry(key, Said(speaker, t0, t1, read(text, self._policy, self._language, spoken=True)), text)
        self._entries.append(entry)
        # Utterances end in another order than they begin where both speak at once.
        self._entries.sort(key=lambda known: known.said.t0)
        changed = self._refresh()
        own = next(item for item in changed if item.key == key)
        others = tuple(item for item in changed if item.key != key)
        return Heard(own.edited, own.kinds, others, own.revealable)

    def preview(self, speaker: Speaker, text: str) -> Edited:
        """What may be shown of an utterance under way. Changes nothing."""
        entry = _Entry(
            -1, Said(speaker, self._now, self._now, read(text, self._policy, self._language, spoken=True)), text
        )
        entries = [*self._entries, entry]
        last = len(entries) - 1
        found = [
            (piece.start, piece.end, mark.kind)
            for mark in self._marks(entries, under_way=last)[speaker]
            for piece in mark.pieces
            if piece.utterance == last
        ]
        return _masked(text, found)

    def speaking(self, speaker: Speaker, t: float, *, active: bool) -> None:
        """A channel's voice begins or ends at `t`; while somebody speaks, their open digits are not settled."""
        self._now = max(self._now, t)
        if active:
            self._speaking.add(speaker)
        else:
            self._speaking.discard(speaker)
            self._silent_since[speaker] = t

    def settle(self, t: float) -> tuple[Revised, ...]:
        """It is `t`: digits that nothing followed are shown again, or masked for good in a sensitive context."""
        self._now = max(self._now, t)
        return tuple(self._refresh()) if self._unsettled else ()

    def close(self) -> tuple[Revised, ...]:
        """The call is over: settle everything and forget it."""
        self._speaking.clear()
        self._silent_since.clear()
        self._now = float("inf")
        revised = tuple(self._refresh())
        self._entries.clear()
        self._secrets.clear()
        return revised

    def _refresh(self) -> list[Revised]:
        """Judge all anew; the utterances whose text has changed or in which something has proved sensitive."""
        kinds: dict[int, list[RedactionKind]] = {}
        known = -1
        # What one speaker gives away the other may have read back before it was known.
        while known < len(self._secrets):
            known = len(self._secrets)
            marks = [mark for found in self._marks(self._entries).values() for mark in found]
            for mark in marks:
                if mark.lasting and self._keep(mark):
                    kinds.setdefault(mark.pieces[-1].utterance, []).append(mark.kind)
        self._unsettled = any(not mark.lasting for mark in marks)
        shown: dict[int, list[tuple[int, int, RedactionKind]]] = {}
        for mark in marks:
            for piece in mark.pieces:
                shown.setdefault(piece.utterance, []).append((piece.start, piece.end, mark.kind))
        revised: list[Revised] = []
        for index, entry in enumerate(self._entries):
            lasting = [(mask.start, mask.end, mask.kind) for mask in entry.lasting]
            edited = _masked(entry.text, [*shown.get(index, ()), *lasting])
            if edited.text != entry.shown or index in kinds:
                entry.shown = edited.text
                new = tuple(kinds.get(index, ()))
                revised.append(Revised(entry.key, edited, new, _revealable(entry, edited)))
        windows = self._policy.windows
        self._entries = [
            entry for entry in self._entries if self._now - entry.said.t1 <= windows.join_s + windows.topic_s
        ]
        return revised

    def _marks(self, entries: Sequence[_Entry], under_way: int | None = None) -> dict[Speaker, list[Mark]]:
        """What must be masked in `entries` now, by speaker; the utterance with index `under_way` goes on."""
        said = [entry.said for entry in entries]
        secrets = [(secret.kind, secret.value) for secret in self._secrets]

        def is_open(utterance: int) -> bool:
            return utterance == under_way or self._may_go_on(said[utterance])

        found: dict[Speaker, list[Mark]] = {speaker: [] for speaker in SPEAKERS}
        for speaker, other in _TURNS:
            held = [mark.value for mark in found[other] if not mark.lasting]
            if held or not found[speaker]:
                case = judge(stream(said, speaker, self._policy, live=True), self._policy, secrets, held)
                found[speaker] = list(marks(case, is_open, held))
        return found

    def _may_go_on(self, said: Said) -> bool:
        hold = self._policy.windows.hold_s
        silent_since = self._silent_since.get(said.speaker, said.t1)
        return said.speaker in self._speaking or self._now - max(said.t1, silent_since) < hold

    def _keep(self, mark: Mark) -> bool:
        """Make `mark` stay; whether it is something that was not masked as this kind before."""
        secret = self._secret(mark)
        # A part of something masked before is that same thing, said again.
        known = secret.value != mark.value
        for piece in mark.pieces:
            lasting = self._entries[piece.utterance].lasting
            same = [m for m in lasting if m.kind == mark.kind and m.start < piece.end and piece.start < m.end]
            known = known or bool(same)
            mask = _Mask(piece.start, piece.end, mark.kind, secret.token)
            if mask not in lasting:
                self._entries[piece.utterance].lasting = [m for m in lasting if m not in same] + [mask]
        return not known

    def _secret(self, mark: Mark) -> _Secret:
        """What `mark` hides, which may be part of something hidden before."""
        for secret in self._secrets:
            if secret.kind == mark.kind and mark.value in secret.value:
                return secret
        secret = _Secret(mark.kind, mark.value, self._vault.put(mark.kind, mark.value))
        self._secrets.append(secret)
        return secret


def _masked(text: str, ranges: Sequence[tuple[int, int, RedactionKind]]) -> Edited:
    return apply(text, (Edit(start, end, mask(kind)) for start, end, kind in merge(ranges)))


def _revealable(entry: _Entry, edited: Edited) -> tuple[Revealable, ...]:
    return tuple(
        Revealable(*edited.forward(mask.start, mask.end), mask.kind, mask.token)
        for mask in sorted(entry.lasting, key=lambda mask: mask.start)
        if mask.token is not None
    )
