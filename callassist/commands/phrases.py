"""`callassist phrases`: what there is to say, as it will be said, and whether a company's own file is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from callassist.events import Gender
    from callassist.knowledge.phrases import Fault, Phrase, Phrases, Tone, Voice

ChoiceT = TypeVar("ChoiceT", bound=str)

_GENDERS: tuple[Gender, ...] = ("f", "m")


def phrases(
    situation: Annotated[str | None, typer.Option(help="Only this one; without it the situations are listed.")] = None,
    dialect: Annotated[str | None, typer.Option(help="msa, gulf, egyptian or en; else all.")] = None,
    customer: Annotated[str | None, typer.Option(metavar="f|m", help="The customer's gender, if known.")] = None,
    agent: Annotated[str | None, typer.Option(metavar="f|m", help="The agent's gender, if known.")] = None,
    tone: Annotated[str | None, typer.Option(help="The customer's: calm, tense or angry; else all phrases.")] = None,
    fault: Annotated[str | None, typer.Option(help="Whose it is: company or none; else all phrases.")] = None,
    voice: Annotated[str | None, typer.Option(help="The brand's: warm or formal; else all phrases.")] = None,
    name: Annotated[str | None, typer.Option(help="The customer's name, as they are addressed.")] = None,
    agent_name: Annotated[str | None, typer.Option(help="The agent's name.")] = None,
    company: Annotated[str | None, typer.Option(help="The company's name.")] = None,
    department: Annotated[str | None, typer.Option(help="Who takes over.")] = None,
    time: Annotated[str | None, typer.Option(help="A time, as it is said.")] = None,
    own: Annotated[
        Path | None,
        typer.Option("--own", metavar="FILE", help="The company's file instead of the one in use.", show_default=False),
    ] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Only check a company's file, against the shipped phrases.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the situations, or what is said in one: with its slots filled, agreeing in gender.

    A phrase that needs what is not given is left out; standard error says what is missing.
    """
    from callassist.knowledge import phrases as known
    from callassist.knowledge.wording import SLOTS

    if check is not None:
        _check(check)
        return
    chosen = known.load(own or known.company_file())
    dialects = known.DIALECTS if dialect is None else (_one_of(dialect, known.DIALECTS, "dialect"),)
    limits = (
        _one_of(tone, known.TONES, "tone") if tone is not None else None,
        _one_of(fault, known.FAULTS, "fault") if fault is not None else None,
        _one_of(voice, known.VOICES, "voice") if voice is not None else None,
    )
    to = _one_of(customer, _GENDERS, "gender") if customer is not None else None
    by = _one_of(agent, _GENDERS, "gender") if agent is not None else None
    if situation is None:
        _list_situations(chosen, as_json=as_json)
        return
    wanted = _one_of(situation, known.SITUATIONS, "situation")
    given = dict(zip(SLOTS, (name, agent_name, company, department, time), strict=True))
    values = {slot: said for slot, said in given.items() if said}
    missing: set[str] = set()
    for phrase in (phrase for spoken in dialects for phrase in chosen.of(wanted, spoken) if _within(phrase, *limits)):
        if lacking := phrase.wording.needs - values.keys():
            missing |= lacking
            continue
        text = phrase.wording.filled(values, customer=to, agent=by)
        line = {"situation": phrase.situation, "dialect": phrase.dialect, "id": phrase.id, "text": text}
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else f"{phrase.id}\n    {text}")
    if missing:
        typer.echo(f"callassist: some phrases are left out, for want of: {', '.join(sorted(missing))}.", err=True)


def _within(phrase: Phrase, tone: Tone | None, fault: Fault | None, voice: Voice | None) -> bool:
    """Whether a phrase is among those asked for; what is not limited limits nothing."""
    return (
        (tone is None or not phrase.tone or tone in phrase.tone)
        and (fault is None or phrase.fault in (None, fault))
        and (voice is None or phrase.voice in (None, voice))
    )


def _list_situations(chosen: Phrases, *, as_json: bool) -> None:
    from callassist.knowledge.phrases import DIALECTS, SITUATIONS

    for situation in SITUATIONS:
        counts = {dialect: len(chosen.of(situation, dialect)) for dialect in DIALECTS}
        if as_json:
            typer.echo(json.dumps({"situation": situation, "phrases": counts}))
        else:
            typer.echo(
                f"{situation:<16}" + "".join(f"{dialect} {count:<6}" for dialect, count in counts.items()).rstrip()
            )


def _check(path: Path) -> None:
    """Say what is wrong with a company's file, else what it does; phrases too like others are pointed out."""
    from callassist.knowledge import near_duplicates
    from callassist.knowledge import phrases as known

    shipped = known.load()
    merged = shipped.with_file(path)
    own = set(merged.changed_from(shipped))
    for situation in known.SITUATIONS:
        for dialect in known.DIALECTS:
            texts = [(phrase.id, phrase.wording.source) for phrase in merged.of(situation, dialect)]
            for one, other in near_duplicates.too_alike(texts):
                if own & {one, other}:
                    typer.echo(f"{one} says nearly the same as {other}.")
    typer.echo(f"{path} is right. Phrases of its own: {len(own)}; in all: {len(merged)}.")


def _one_of(given: str, choices: Sequence[ChoiceT], what: str) -> ChoiceT:
    from callassist.errors import UserError

    for choice in choices:
        if given == choice:
            return choice
    raise UserError(f"There is no {what} {given!r}.", f"Choose one of: {', '.join(choices)}.", exit_code=2)
