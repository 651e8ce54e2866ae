"""The report of an evaluation as Markdown, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from callassist.speech.evaluation.report import ListWords, Measured, ModelReport, Rate, Report
from callassist.speech.evaluation.scoring import FEW

_MOST_RECORDINGS = 20
_MOST_WORDS = 12
_LANGUAGES = {"ar": "Arabic", "en": "English"}


def written(report: Report) -> str:
    """The whole report, ending in a line break."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield "# How well the models hear these recordings"
    yield ""
    if not report.complete:
        yield "**Interrupted: this is a partial report.** Every figure is of the recordings that a model got through."
        yield ""
    yield (
        f"{_recordings_of(report)}, {report.seconds / 3600:.2f} hours, in `{report.folder}`. "
        f"Measured by {report.program} on {report.cores} processor cores; times are of this machine."
    )
    if report.left_out:
        yield f"{report.left_out} more were left out, by language or `--limit`."
    if report.recordings < FEW:
        yield ""
        yield (
            f"**{_recordings_of(report)}: that is few,** and the intervals are narrower than the truth. "
            f"Decide on {FEW} or more, of different callers."
        )
    for model in report.models:
        yield from _model(model)
    if report.failed:
        yield from ("", "## Not evaluated", "")
        yield from (f"- `{failure.name}`: {failure.reason}" for failure in report.failed)
    if report.notes:
        yield from ("", "## To be noted", "", *(f"- {note}" for note in report.notes))
    yield from _method(report)


def _model(model: ModelReport) -> Iterator[str]:
    yield from ("", f"## {model.model} ({model.engine}), {_LANGUAGES[model.language]}", "")
    yield from table(
        ("Heard", "WER", "95 %", "subst. / del. / ins.", "CER", "list words found", "invented", "× real time"),
        [
            *(
                (
                    f"{measured.band}{', with the words' if measured.bias else ''}",
                    *_rates(measured.words, measured.characters),
                    *_list_words(measured.list_words),
                    f"{measured.real_time_factor:.2f}",
                )
                for measured in model.measured
            ),
            *(
                (
                    f"{bare.band}, bare engine",
                    *_rates(bare.words, bare.characters),
                    "",
                    "",
                    f"{bare.real_time_factor:.2f}",
                )
                for bare in model.bare
            ),
        ],
    )
    yield from (
        "",
        *table(
            ("Heard", "utterances", "not heard", "unsure: precision", "recall", "decoding p50", "p95"),
            map(_times, model.measured),
        ),
    )
    yield from ("", model.advice)
    for measured in model.measured:
        if measured.bias and measured.list_words is not None and measured.list_words.invented:
            yield from (
                "",
                f"Invented ({measured.band}, with the words): {_named(measured.list_words.invented_words)}.",
            )
    yield from _recordings(model)


def _recordings(model: ModelReport) -> Iterator[str]:
    conditions = list(model.recordings[0].word_errors)
    worst = sorted(model.recordings, key=lambda each: each.word_errors[conditions[0]] or 0.0, reverse=True)
    more = f"the {_MOST_RECORDINGS} worst of {len(worst)}" if len(worst) > _MOST_RECORDINGS else "worst first"
    yield from ("", f"WER by recording, {more}:", "")
    yield from table(
        ("recording", "seconds", *conditions),
        (
            (f"`{each.file}`", f"{each.seconds:.1f}", *(_percent(each.word_errors[name]) for name in conditions))
            for each in worst[:_MOST_RECORDINGS]
        ),
    )


def _recordings_of(report: Report) -> str:
    return "1 recording" if report.recordings == 1 else f"{report.recordings} recordings"


def _method(report: Report) -> Iterator[str]:
    yield from ("", "## How it was measured", "")
    yield (
        "- Recordings go through voice activity, endpointing, engine and guards as a call does. `telephone` is made "
        "from the recording: speech set to −26 dBov, 300 to 3400 Hz, 8 kHz, µ-law (G.711)."
    )
    yield (
        "- WER and CER: edits (substitutions, deletions, insertions) over words and characters said, all recordings "
        "pooled."
    )
    yield "- 95 %: interval by resampling recordings (Bisani and Ney 2004)."
    if report.vocabulary.kind == "list":
        yield f"- The words: the given list, {report.vocabulary.words} of it at most for one call."
    elif report.vocabulary.kind == "leave-one-out":
        yield (
            "- The words: leave-one-out, that is for each recording the content words of all other transcripts. A list "
            "of your own (`--words`) is nearer to what your agents will have."
        )
    yield "- Compared after normalising both sides:"
    yield from (f"  - {line}" for line in report.normalisation)


def _times(measured: Measured) -> Sequence[str]:
    return (
        f"{measured.band}{', with the words' if measured.bias else ''}",
        str(measured.utterances),
        str(measured.not_heard),
        _share_of(measured.unsure[0].precision, measured.unsure[0].marked),
        _share_of(measured.unsure[0].recall, measured.unsure[0].wrong),
        _seconds(measured.decoding_p50),
        _seconds(measured.decoding_p95),
    )


def _rates(words: Rate, characters: Rate) -> tuple[str, str, str, str]:
    spread = "" if words.interval is None else f"{_percent(words.interval[0])} to {_percent(words.interval[1])}"
    edits = f"{words.substitutions} / {words.deletions} / {words.insertions} of {words.units}"
    return _percent(words.rate), spread, edits, _percent(characters.rate)


def _list_words(found: ListWords | None) -> tuple[str, str]:
    return ("", "") if found is None else (f"{found.found} of {found.said}", str(found.invented))


def _named(counted: dict[str, int]) -> str:
    # Isolated, or a row of Arabic words would run from right to left around the Latin signs between them.
    names = [f"\u2068{word}\u2069{f' ({count})' if count > 1 else ''}" for word, count in counted.items()]
    rest = len(names) - _MOST_WORDS
    return ", ".join(names[:_MOST_WORDS]) + (f" and {rest} more" if rest > 0 else "")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _share_of(share: float | None, of: int) -> str:
    return f"{_percent(share)} of {of}"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
