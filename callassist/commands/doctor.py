"""`callassist doctor`: is everything there that a transcript needs?"""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Look at everything a transcript needs on this PC, and say how to mend what is wrong; nothing is changed.

    Exits with 1 where something stands in the way of a transcript. What it says may be passed on: it holds no word of a
    call, no number and no name of a caller.
    """
    import json

    from callassist.doctor.examination import examine
    from callassist.doctor.finding import prevents_transcripts
    from callassist.doctor.wording import Wording

    wording = Wording()
    findings = []
    for finding in examine():
        findings.append(finding)
        what, remedy = wording.of(finding)
        if as_json:
            line = {"check": finding.check, "state": finding.state, "about": finding.about, "what": what}
            typer.echo(json.dumps(line | {"remedy": remedy}, ensure_ascii=False))
            continue
        typer.echo(f"{finding.state:<10} {what}")
        if remedy:
            typer.echo(f"{'':<10} → {remedy}")
    if prevents_transcripts(findings):
        raise typer.Exit(1)
