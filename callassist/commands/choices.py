"""What several commands let a user choose, checked in one place."""

from __future__ import annotations

from pathlib import Path

from callassist.errors import UserError
from callassist.events import LANGUAGES, SPEAKERS, Language, Speaker

POLICY_FILES = (
    *("anger.toml", "conduct.toml", "courtesy.toml", "customers.toml", "given.toml", "hearing.toml", "inventions.toml"),
    *("misstatements.toml", "prompts.toml", "redaction.toml", "search.toml", "situations.toml", "suggesting.toml"),
    *("tone.toml", "turns.toml"),
)


def spoken_language(given: str | None) -> Language | None:
    """`--language`, or None where it is to be found out."""
    for language in LANGUAGES:
        if given == language:
            return language
    if given is None:
        return None
    raise UserError(f"There is no language {given!r} here.", f"Choose one of: {', '.join(LANGUAGES)}.", exit_code=2)


def speaker_named(given: str | None) -> Speaker | None:
    """`--speaker`, or None."""
    for speaker in SPEAKERS:
        if given == speaker:
            return speaker
    if given is None:
        return None
    raise UserError(f"There is no speaker {given!r}.", f"Choose one of: {', '.join(SPEAKERS)}.", exit_code=2)


def policy_file(folder: Path | None, name: str) -> Path | None:
    """A company's own file of policies from `--policy FOLDER`, or None for the shipped one."""
    if folder is None:
        return None
    if not folder.is_dir():
        raise UserError(
            f"{folder} is no folder.", "--policy wants a folder with files such as redaction.toml.", exit_code=2
        )
    strangers = sorted(file.name for file in folder.glob("*.toml") if file.name not in POLICY_FILES)
    if strangers or not any((folder / known).is_file() for known in POLICY_FILES):
        raise UserError(
            f"{folder} has {', '.join(strangers) or 'no policy'}, which is no policy's name.",
            f"Policies are called: {', '.join(POLICY_FILES)}.",
            exit_code=2,
        )
    own = folder / name
    return own if own.is_file() else None
