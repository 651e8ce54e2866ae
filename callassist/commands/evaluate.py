"""`callassist evaluate`: how well models hear a company's own recordings, before one is trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.events import Language
    from callassist.speech.evaluation.references import Reference
    from callassist.speech.installation import Installed


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Recordings with their transcripts beside them.")],
    language: Annotated[
        str | None, typer.Option(help="ar or en: only recordings in this language.", show_default=False)
    ] = None,
    model: Annotated[
        list[str] | None,
        typer.Option(help="A model's id or folder; may be given again. Else all that are installed for the language."),
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option(help="The company's words, one a line; else content words of the other transcripts."),
    ] = None,
    bare: Annotated[bool, typer.Option("--bare", help="Also the bare engine on whole recordings, to compare.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many recordings of a language, evenly chosen.")
    ] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A folder of policies that replace the shipped ones.", show_default=False)
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write the report to this file as JSON, too.")] = None,
    markdown: Annotated[
        Path | None, typer.Option(help="Write the report to this file as Markdown, not to standard output.")
    ] = None,
) -> None:
    """Measure word errors, the company's words and times of speech models on your own recordings.

    Each goes through the real hearing, as recorded and as out of a telephone line, with and without the words. Beside
    name.wav stands name.txt, or name.transcript.jsonl with who said what in a call of two channels; or a
    transcripts.json lists them. Ctrl-C ends early, with a partial report. The report holds no transcript.
    """
    from callassist.commands.choices import policy_file, spoken_language
    from callassist.errors import UserError
    from callassist.speech import policy as hearing_policy
    from callassist.speech.evaluation import references
    from callassist.speech.evaluation.markdown import written
    from callassist.speech.evaluation.run import Evaluation
    from callassist.speech.vocabulary import read_words
    from callassist.terminal import Progress

    wanted = spoken_language(language)
    for file in (json, markdown):
        _can_be_written(file)
    thresholds = hearing_policy.load(policy_file(policy, "hearing.toml"))
    listed = read_words(words) if words is not None else None
    if listed == ():
        raise UserError(f"{words} has no words in it.", "Write one word or short phrase a line.")
    found, unusable = references.find(folder)
    chosen = _chosen(found, wanted, limit)
    evaluation = Evaluation(
        folder,
        chosen,
        _models(chosen, model or []),
        thresholds,
        words=listed,
        unusable=unusable,
        bare=bare,
        left_out=len(found) - len(chosen),
    )
    interrupted = False
    with Progress(f"{len(chosen)} recordings", evaluation.total) as progress:
        try:
            for done in evaluation.run():
                progress.reached(done)
        except KeyboardInterrupt:
            interrupted = True
    report = evaluation.report()
    if json is not None:
        _write(json, report.model_dump_json(indent=2) + "\n")
    if markdown is not None:
        _write(markdown, written(report))
    else:
        typer.echo(written(report), nl=False)
    if interrupted:
        typer.echo("callassist: interrupted; the report is partial.", err=True)
        raise typer.Exit(1)


def _chosen(found: list[Reference], language: Language | None, limit: int | None) -> list[Reference]:
    """Those in the language, evenly spread where there are more than wanted.

    Raises:
        UserError: none is in it.
    """
    from callassist.errors import UserError
    from callassist.events import LANGUAGES

    chosen: list[Reference] = []
    for spoken in LANGUAGES if language is None else (language,):
        inside = [reference for reference in found if reference.language == spoken]
        count = min(len(inside), limit or len(inside))
        chosen += [inside[n * len(inside) // count] for n in range(count)]
    if not chosen:
        raise UserError(f"None of the {len(found)} recordings is in {language}.", "Choose another --language.")
    return chosen


def _models(chosen: list[Reference], wanted: list[str]) -> list[tuple[Installed, Language]]:
    """The models to evaluate, each with a language that it and some recording knows.

    Raises:
        UserError: a wanted model is not there or knows none of the languages, or none is installed.
    """
    from callassist.errors import UserError
    from callassist.speech import installation

    languages = list(dict.fromkeys(reference.language for reference in chosen))
    if not wanted:
        able = [
            (installed, language)
            for language in languages
            for installed in installation.installed()
            if language in installed.languages
        ]
        return able or [(installation.choose(languages[0]), languages[0])]
    models: list[tuple[Installed, Language]] = []
    for name in wanted:
        refusal: UserError | None = None
        knows: list[tuple[Installed, Language]] = []
        for language in languages:
            try:
                knows.append((installation.choose(language, name), language))
            except UserError as error:
                refusal = error
        if not knows and refusal is not None:
            raise refusal
        models += knows
    return models


def _can_be_written(file: Path | None) -> None:
    """Find out before an hour's work whether its report can be kept."""
    from callassist.errors import UserError

    if file is None:
        return
    if file.is_dir():
        raise UserError(f"{file} is a folder.", "Name a file for the report.", exit_code=2)
    if not file.parent.is_dir():
        raise UserError(f"There is no folder {file.parent} for the report.", "Make it, or name another.", exit_code=2)


def _write(file: Path, text: str) -> None:
    from callassist.errors import UserError

    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{file} can't be written: {error.strerror}.", "Name a file that can be.") from error
