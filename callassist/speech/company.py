"""What a company decides about models on its PCs: where they come from, and which bytes are the right ones.

Its file is `models.toml` in the folder of settings, or wherever `CALLASSIST_COMPANY_MODELS` says:

    mirror = "https://models.company.example/callassist"    # or a folder, a share too

    [pins."vosk-model-ar-0.22-linto-1.1.0"]                 # file or archive = SHA-256
    "vosk-model-ar-0.22-linto-1.1.0.zip" = "…"
"""

from __future__ import annotations

import os
from pathlib import Path

from callassist import paths, policies
from callassist.speech.manifest import Digest, ModelId, RelativePath


class CompanyModels(policies.Policy):
    """The company's file; everything in it is optional.

    Attributes:
        mirror: address or folder that models come from instead of their publishers. pins: by model, the SHA-256 of
            files below its folder or of the archive it comes in.
    """

    mirror: str | None = None
    pins: dict[ModelId, dict[RelativePath, Digest]] = {}


def load() -> CompanyModels:
    """The company's decisions, none where it has made none; `CALLASSIST_MODEL_MIRROR` goes before its mirror.

    Raises:
        UserError: the file can't be read or has wrong values.
    """
    named = os.environ.get("CALLASSIST_COMPANY_MODELS")
    path = Path(named) if named else paths.config_dir() / "models.toml"
    decided = policies.load(path, CompanyModels) if named or path.exists() else CompanyModels()
    mirror = os.environ.get("CALLASSIST_MODEL_MIRROR")
    return decided.model_copy(update={"mirror": mirror}) if mirror else decided
