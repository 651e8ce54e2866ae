"""`callassist redact`: mask what must not be written down in plain text."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer


def redact(
    file: Annotated[
        Path | None, typer.Argument(help="Text in UTF-8; standard input where none is given.", show_default=False)
    ] = None,
    language: Annotated[str | None, typer.Option(help="ar or en; both are tried where it is not given.")] = None,
    policy: Annotated[
        Path | None, typer.Option(help="A folder whose redaction.toml replaces the shipped one.", show_default=False)
    ] = None,
) -> None:
    """Mask card numbers, CVVs, expiry dates, IBANs and IDs, in digits or in words, in Arabic and English.

    A line comes out for every line that goes in, each for itself; everything else stays to the letter.
    """
    from callassist.commands.choices import policy_file, spoken_language
    from callassist.errors import UserError
    from callassist.text.redaction import load_policy, redact_line

    # A long line makes millions of objects, hardly any of which refer to each other in circles: looking through all of
    # them for such, again and again, would take a quarter of the time.
    gc.set_threshold(50_000, 20, 20)
    rules = load_policy(policy_file(policy, "redaction.toml"))
    spoken = spoken_language(language)
    try:
        source = sys.stdin.buffer if file is None else file.open("rb")
    except OSError as error:
        raise UserError(f"{file} can't be read: {error.strerror}.", "Give a text file that exists.") from error
    with source:
        for raw in source:
            body = raw.rstrip(b"\r\n")
            # Bytes that are no UTF-8 go through as they are: this command changes nothing but what it masks.
            text = body.decode("utf-8", "surrogateescape")
            masked = redact_line(text, policy=rules, language=spoken).text
            sys.stdout.buffer.write(masked.encode("utf-8", "surrogateescape") + raw[len(body) :])
    sys.stdout.buffer.flush()
