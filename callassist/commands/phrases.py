"""`callassist phrases`: what there is to say, as it will be said, and whether a company's own file is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from callassist.knowledge.choosing import Wanted
    from callassist.knowledge.phrases import Phrases

ChoiceT = TypeVar("ChoiceT", bound=str)


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
    dialects = [_one_of(dialect, known.DIALECTS, "dialect")] if dialect is not None else list(known.DIALECTS)
    if situation is None:
        _list_situations(chosen, as_json=as_json)
        return
    values = dict(zip(SLOTS, (name, agent_name, company, department, time), strict=True))
    missing: set[str] = set()
    for spoken in dialects:
        wanted = _wanted(situation, spoken, customer, agent, {slot: said for slot, said in values.items() if said})
        for phrase in chosen.of(wanted.situation, wanted.dialect):
            if tone is not None and phrase.tone and _one_of(tone, known.TONES, "tone") not in phrase.tone:
                continue
            if fault is not None and phrase.fault not in (None, _one_of(fault, known.FAULTS, "fault")):
                continue
            if voice is not None and phrase.voice not in (None, _one_of(voice, known.VOICES, "voice")):
                continue
            if lacking := phrase.wording.needs - wanted.known.keys():
                missing |= lacking
                continue
            text = phrase.wording.filled(wanted.known, customer=wanted.customer, agent=wanted.agent)
            line = {"situation": phrase.situation, "dialect": phrase.dialect, "id": phrase.id, "text": text}
            typer.echo(json.dumps(line, ensure_ascii=False) if as_json else f"{phrase.id}\n    {text}")
    if missing:
        typer.echo(f"callassist: some phrases are left out, for want of: {', '.join(sorted(missing))}.", err=True)


def _wanted(situation: str, dialect: str, customer: str | None, agent: str | None, values: dict[str, str]) -> Wanted:
    from callassist.knowledge import phrases as known
    from callassist.knowledge.choosing import Wanted
    from callassist.knowledge.wording import SLOTS

    return Wanted(
        situation=_one_of(situation, known.SITUATIONS, "situation"),
        dialect=_one_of(dialect, known.DIALECTS, "dialect"),
        customer=_one_of(customer, ("f", "m"), "gender") if customer is not None else None,
        agent=_one_of(agent, ("f", "m"), "gender") if agent is not None else None,
        known={slot: values[slot] for slot in SLOTS if slot in values},
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
    from callassist.knowledge import likeness
    from callassist.knowledge import phrases as known

    shipped = known.load()
    merged = shipped.with_file(path)
    own = set(merged.changed_from(shipped))
    for situation in known.SITUATIONS:
        for dialect in known.DIALECTS:
            texts = [(phrase.id, phrase.wording.source) for phrase in merged.of(situation, dialect)]
            for one, other in likeness.too_alike(texts):
                if own & {one, other}:
                    typer.echo(f"{one} says nearly the same as {other}.")
    typer.echo(f"{path} is right: {len(own)} phrases of its own, {len(merged)} in all.")


def _one_of(given: str, choices: Sequence[ChoiceT], what: str) -> ChoiceT:
    from callassist.errors import UserError

    for choice in choices:
        if given == choice:
            return choice
    raise UserError(f"There is no {what} {given!r}.", f"Choose one of: {', '.join(choices)}.", exit_code=2)
