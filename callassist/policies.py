"""Policies, phrases and thresholds are data: TOML files checked when they are loaded."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from callassist.errors import UserError


class Policy(BaseModel):
    """Base of everything loaded from a data file: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


PolicyT = TypeVar("PolicyT", bound=BaseModel)


def load(path: Path, kind: type[PolicyT]) -> PolicyT:
    """Read and check a data file.

    Raises:
        UserError: it is missing, not UTF-8, not TOML, or a value is wrong; names file, key and reason.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path} can't be read: {error.strerror}.", "Give a file that exists.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is not a TOML file in UTF-8: {error}.", "Correct it there.") from error
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        reasons = "; ".join(f"{_key(item['loc'])}: {item['msg']}" for item in error.errors())
        raise UserError(f"{path} has wrong values: {reasons}.", "Correct them there.") from error


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "(the file)"
