"""`callassist models`: which speech models there are, and getting them onto this PC or into the company's mirror."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from callassist.speech.catalogue import Accuracy, Model
    from callassist.speech.installation import Installed

app = typer.Typer(no_args_is_help=True, help="Speech models: list, install, verify, find and mirror them.")

_Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Models; all that are installed if none.")]
_VOUCHED = {
    "known": "checked against digests known beforehand",
    "company": "checked against the company's digests",
    "pinned": "pinned: its digests are those of what came at the first installation",
}


@app.command("list")
def list_models(
    language: Annotated[str | None, typer.Option(help="Only models for this language: ar, en, …")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the models there are: installed or not, size, licence, published accuracy."""
    from callassist.speech import catalogue, installation

    usable = {model.id: model for model in installation.installed()}
    present = set(installation.folders())
    for model in catalogue.load().models:
        if language is None or language in model.languages:
            here = usable.get(model.id)
            show = _as_json if as_json else _as_text
            typer.echo(show(model, here, damaged=here is None and model.id in present))


@app.command()
def install(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Models of `callassist models list`.")],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="URL|FOLDER",
            help="The company's mirror, a folder that holds the model or what its publisher hands out, or `publisher`.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Agree to the licence without being asked.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Fetch it afresh even if it is installed.")] = False,
) -> None:
    """Install models; one that was interrupted goes on where it stopped."""
    from callassist.speech import catalogue, installation

    known = catalogue.load()
    for model in [known.get(model_id) for model_id in ids]:
        if not again and (record := installation.present(model.id)):
            typer.echo(f"{model.id} is installed ({_VOUCHED[record.trust]}).")
        else:
            _agree(model, yes=yes)
            _install(model, origin)


@app.command()
def verify(ids: _Ids = None) -> None:
    """Read every byte of installed models and compare digests; exit 1 if one is damaged."""
    from rich.console import Console

    from callassist.speech import installation
    from callassist.speech.fetching.progress import Shown

    if not (chosen := ids or installation.folders()):
        typer.echo("No model is installed.")
    damaged = False
    for model_id in chosen:
        record = installation.present(model_id)
        with Shown(Console(stderr=True)) as reporter:
            reporter.begin(f"Checking {model_id}", record.size_bytes if record else None)
            found = installation.verify(model_id, reporter.advance)
        for damage in found:
            typer.echo(f"{model_id}: {damage.path} is {damage.reason}.", err=True)
        if found:
            damaged = True
            typer.echo(f"Mend it with: callassist models install {model_id} --again", err=True)
        elif record:
            typer.echo(f"{model_id}: every file is as it was installed ({_VOUCHED[record.trust]}).")
    if damaged:
        raise typer.Exit(1)


@app.command()
def path(model_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Print the folder of an installed model, and nothing else."""
    from callassist.speech import installation

    typer.echo(installation.model_path(model_id))


@app.command()
def mirror(
    folder: Annotated[Path, typer.Argument(metavar="DEST", help="A folder, made if need be; a share too.")],
    ids: _Ids = None,
) -> None:
    """Put installed models into a folder that other PCs install from, over the network or as a share."""
    from rich.console import Console

    from callassist.errors import UserError
    from callassist.speech import installation
    from callassist.speech.fetching import mirror as mirroring
    from callassist.speech.fetching.progress import Shown

    installed = installation.installed()
    for model_id in ids or []:
        installation.model_path(model_id)
    chosen = [model for model in installed if not ids or model.id in ids]
    if not chosen:
        raise UserError("No model is installed that could be mirrored.", "Install one first: callassist models install")
    with Shown(Console(stderr=True)) as reporter:
        done = mirroring.make(folder, chosen, reporter)
    typer.echo(f"{folder} now serves {', '.join(done)}.")
    typer.echo(f"Install from it with --from {folder}, or from the address of a web server that serves this folder.")
    typer.echo(f"{folder / mirroring.PINS} has the digests for the company's models.toml.")


def _agree(model: Model, *, yes: bool) -> None:
    from callassist.errors import UserError

    typer.echo(f"{model.id}: licence {model.licence}, published by {model.publisher}.", err=True)
    if not model.must_agree or yes:
        return
    typer.echo(
        f"{model.licence} obliges whoever passes the model on, or lets others use it over a network, to offer its "
        "source under the same licence. Ask whoever answers for licences in your company.",
        err=True,
    )
    try:
        agreed = typer.confirm("Install it under this licence?", err=True)
    except typer.Abort:
        agreed = False
    if not agreed:
        raise UserError(f"{model.id} was not installed.", "Agree to its licence, with --yes where nobody can answer.")


def _install(model: Model, origin: str | None) -> None:
    from rich.console import Console

    from callassist.speech.fetching import install as installing
    from callassist.speech.fetching.progress import Shown

    if not model.is_known:
        typer.echo(
            f"No digest of {model.id} is known beforehand. What comes first is trusted and pinned on this PC; whatever "
            "differs from it later is refused. A company can pin it in its models.toml.",
            err=True,
        )
    try:
        with Shown(Console(stderr=True)) as reporter:
            record = installing.install(model, reporter, origin=origin)
    except KeyboardInterrupt:
        typer.echo(f"Stopped. What has arrived of {model.id} is kept; the same command goes on with it.", err=True)
        raise typer.Exit(130) from None
    typer.echo(f"{model.id} is installed from {record.source} ({_VOUCHED[record.trust]}).")
    if pinned := [part for part in (record.archives or record.files) if part.trust == "pinned"]:
        typer.echo("Compare where you can:")
        for part in pinned:
            typer.echo(f"  {part.sha256}  {part.path}")


def _as_text(model: Model, here: Installed | None, *, damaged: bool) -> str:
    from callassist.speech.fetching.progress import in_words

    if damaged:
        state = f"damaged; run: callassist models install {model.id}"
    elif here and here.manifest:
        state = f"installed, {_VOUCHED[here.manifest.trust]}"
    else:
        state = "not installed" + ("" if model.is_known else "; no digest known beforehand, pinned when it first comes")
    rates = "; ".join(_rate(rate) for rate in model.accuracy) or "none found; measure it: callassist evaluate"
    about = f"{model.engine}; {', '.join(model.languages)}; {in_words(model.size_bytes)}; {model.licence}"
    return "\n".join(
        [
            f"{model.id}  ({about})",
            f"    {state}",
            f"    {model.purpose}",
            f"    Published word error rate: {rates}",
        ]
    )


def _rate(rate: Accuracy) -> str:
    return f"{rate.language} {rate.wer:g} % ({rate.on})"


def _as_json(model: Model, here: Installed | None, *, damaged: bool) -> str:
    record = here.manifest if here else None
    return json.dumps(
        {
            "id": model.id,
            "state": "installed" if here else "damaged" if damaged else "absent",
            "path": str(here.path) if here else None,
            "engine": model.engine,
            "languages": model.languages,
            "size_bytes": model.size_bytes,
            "licence": model.licence,
            "must_agree": model.must_agree,
            "publisher": model.publisher,
            "purpose": model.purpose,
            "accuracy": [rate.model_dump() for rate in model.accuracy],
            "digests": record.trust if record else "known" if model.is_known else "none",
            "source": record.source if record else None,
        },
        ensure_ascii=False,
    )
