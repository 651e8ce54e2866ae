"""An evaluation: every model through every recording, under every condition; interrupted, it still has a report."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

import callassist
from callassist.audio.recording import Recording
from callassist.errors import UserError
from callassist.events import Language
from callassist.speech import engines
from callassist.speech.evaluation import references
from callassist.speech.evaluation.doubts import Judged, judged
from callassist.speech.evaluation.listening import BANDS, BareEngine, bare_engine, hear, in_band
from callassist.speech.evaluation.outcomes import Condition, Heard, ModelRun, Outcome, model_report
from callassist.speech.evaluation.references import Reference, Side, Unusable
from callassist.speech.evaluation.report import Failure, Report, Vocabulary
from callassist.speech.evaluation.scoring import Errors, character_errors, normalised, word_errors
from callassist.speech.evaluation.wordlists import MOST_WORDS, Spotted, WordList, content_words
from callassist.speech.installation import Installed
from callassist.speech.policy import HearingPolicy
from callassist.speech.recognizer import SAMPLE_RATE, Recognizer, Word
from callassist.speech.vocabulary import chosen


class Evaluation:
    """Models on recordings.

    Args:
        folder: for the report. recordings: what to hear. unusable: what was found and can't be. models: each with a
            language. policy: thresholds of hearing. words: the company's list; None to lean towards the content words
            of the other transcripts. bare: also the bare engine on whole recordings. left_out: for the report.
    """

    def __init__(
        self,
        folder: Path,
        recordings: Sequence[Reference],
        models: Sequence[tuple[Installed, Language]],
        policy: HearingPolicy,
        *,
        words: Sequence[str] | None = None,
        unusable: Sequence[Unusable] = (),
        bare: bool = False,
        left_out: int = 0,
    ) -> None:
        self._folder = folder
        self._recordings = tuple(recordings)
        self._policy = policy
        self._words = None if words is None else chosen(words, most=MOST_WORDS)
        self._left_out = left_out
        self._failed = {each.name: each.reason for each in unusable}
        self._notes: list[str] = []
        self._complete = False
        self._runs = [
            ModelRun(installed, language, self._conditions(installed, language, bare=bare))
            for installed, language in models
        ]

    @property
    def total(self) -> int:
        """How many times a recording is to be heard."""
        return sum(len(run.conditions) * len(self._spoken_in(run.language)) for run in self._runs)

    def run(self) -> Iterator[int]:
        """Do it; yields how many times a recording has been heard by now. May be left at any point.

        Raises:
            UserError: no model can be loaded, or no recording can be read.
        """
        done = 0
        refusals: list[UserError] = []
        for run in self._runs:
            try:
                recognizer = engines.load(run.installed, run.language, self._policy)
            except UserError as error:
                refusals.append(error)
                self._failed[run.installed.id] = str(error)
                continue
            try:
                for heard in self._model(run, recognizer):
                    done += heard
                    yield done
            finally:
                recognizer.close()
        if not any(run.heard for run in self._runs):
            if refusals:
                raise refusals[0]
            name, reason = next(iter(self._failed.items()))
            raise UserError(f"No recording could be evaluated ({name}: {reason}).", "Give recordings that can be read.")
        self._complete = True

    def report(self) -> Report:
        """What has been measured by now."""
        heard = {item.name: item.seconds for run in self._runs for item in run.heard}
        if self._words is not None:
            vocabulary = Vocabulary(kind="list", words=len(self._words))
        else:
            leans = any(condition.bias for run in self._runs for condition in run.conditions)
            vocabulary = Vocabulary(kind="leave-one-out" if leans else "none")
        return Report(
            program=f"callassist {callassist.__version__}",
            complete=self._complete,
            folder=str(self._folder),
            cores=os.cpu_count() or 1,
            recordings=len(heard),
            seconds=round(sum(heard.values()), 1),
            left_out=self._left_out,
            vocabulary=vocabulary,
            models=tuple(
                model_report(run, vocabulary, self._policy.doubt.unsure_word) for run in self._runs if run.heard
            ),
            failed=tuple(Failure(name=name, reason=reason) for name, reason in self._failed.items()),
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def _spoken_in(self, language: Language) -> list[Reference]:
        return [reference for reference in self._recordings if reference.language == language]

    def _conditions(self, installed: Installed, language: Language, *, bare: bool) -> tuple[Condition, ...]:
        has_words = len(self._spoken_in(language)) > 1 if self._words is None else bool(self._words)
        biases = (False, True) if has_words and installed.engine == "whisper" else (False,)
        hearing = tuple(Condition(band, bias) for band in BANDS for bias in biases)
        return hearing + tuple(Condition(band, bare=True) for band in BANDS if bare)

    def _model(self, run: ModelRun, recognizer: Recognizer) -> Iterator[int]:
        # The first decoding of a model allocates what later ones reuse; it would spoil the times.
        recognizer.decoding().final(np.zeros(SAMPLE_RATE, np.float32))
        is_bare = any(condition.bare for condition in run.conditions)
        bare = bare_engine(run.installed, run.language) if is_bare else None
        for reference in self._spoken_in(run.language):
            sides = self._sides(reference) if reference.name not in self._failed else []
            if not sides:
                yield len(run.conditions)
                continue
            words = self._vocabulary(reference)
            outcomes: dict[Condition, Outcome] = {}
            for condition in run.conditions:
                outcomes[condition] = self._outcome(condition, sides, recognizer, bare, words)
                yield 1
            seconds = max(len(side.samples) for side in sides) / SAMPLE_RATE
            run.heard.append(Heard(reference.name, seconds, outcomes))

    def _sides(self, reference: Reference) -> list[Side]:
        """The sound of a recording; none where it can't be had, and then it is among the failed."""
        try:
            recording = Recording.open(reference.path)
            sound = np.concatenate(list(recording.blocks()), axis=1)
            sides = references.sides(reference, sound)
        except UserError as error:
            self._failed[reference.name] = error.what.rstrip(".")
            return []
        self._notes += recording.notices
        return sides

    def _vocabulary(self, reference: Reference) -> tuple[str, ...]:
        if self._words is not None:
            return self._words
        others = [
            text
            for other in self._spoken_in(reference.language)
            if other.name != reference.name
            for text in other.said.values()
        ]
        return content_words(others, reference.language, most=MOST_WORDS)

    def _outcome(
        self,
        condition: Condition,
        sides: Sequence[Side],
        recognizer: Recognizer,
        bare: BareEngine | None,
        words: Sequence[str],
    ) -> Outcome:
        in_its_band = [Side(side.speaker, in_band(side.samples, condition.band), side.said) for side in sides]
        if condition.bare and bare is not None:
            began = time.perf_counter()
            spoken = [[Word(word) for word in bare(side.samples).split()] for side in in_its_band]
            taken = time.perf_counter() - began
            utterances, not_heard, decoding = len(spoken), 0, tuple[float, ...]()
        else:
            take = hear(recognizer, in_its_band, self._policy, words if condition.bias else ())
            spoken = [list(take.words(side.speaker)) for side in in_its_band]
            taken, utterances, not_heard = take.seconds, len(take.finals), take.not_heard
            decoding = tuple(final.timing.decoding for final in take.finals)
        listed = WordList(words, recognizer.language)
        in_words, in_characters, spotted, doubts = Errors(), Errors(), Spotted(), tuple[Judged, ...]()
        for side, spoken_words in zip(sides, spoken, strict=True):
            text = " ".join(word.text for word in spoken_words)
            said, heard = normalised(side.said, recognizer.language), normalised(text, recognizer.language)
            doubts += judged(said, spoken_words, recognizer.language)
            in_words += word_errors(said, heard)
            in_characters += character_errors(said, heard)
            spotted += listed.spot(said, heard)
        return Outcome(in_words, in_characters, spotted, doubts, utterances, not_heard, decoding, taken)
