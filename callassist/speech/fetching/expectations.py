"""Who vouches for which bytes: the catalogue, the company, and what came the first time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from callassist.errors import UserError
from callassist.speech.catalogue import Archive, Model
from callassist.speech.fetching.archive import Piece
from callassist.speech.fetching.faults import cannot_write, wrong_digest
from callassist.speech.fetching.transfer import Expected
from callassist.speech.manifest import Digest, Part, RelativePath, Trust

PINS = ".pins"


class _Pins(BaseModel):
    """Digests of what came at a model's first installation on this PC; they outlive the model."""

    digests: dict[RelativePath, Digest] = {}


class Expectations:
    """What is known of a model's files and archives before they come.

    Args:
        company: the company's digests for this model, by name.
    """

    def __init__(self, model: Model, company: dict[str, str], models_dir: Path) -> None:
        self._model_id = model.id
        self._pins_file = models_dir / PINS / f"{model.id}.json"
        self._sizes: dict[str, int] = {file.path: file.size for file in model.files}
        known = {file.path: file.sha256 for file in model.files if file.sha256}
        for source in model.sources:
            if isinstance(source, Archive):
                if source.sha256:
                    known[source.name] = source.sha256
                if source.size:
                    self._sizes[source.name] = source.size
        self._vouched: tuple[tuple[Trust, dict[str, str]], ...] = (
            ("known", known),
            ("company", company),
            ("pinned", self._read()),
        )

    def of(self, name: str) -> Expected:
        """What is expected of the file or archive `name`, by the strongest voucher."""
        size = self._sizes.get(name)
        for trust, digests in self._vouched:
            if name in digests:
                return Expected(size, digests[name], trust)
        return Expected(size)

    def judge(self, pieces: Iterable[Piece], *, known: bool = False) -> tuple[Part, ...]:
        """The pieces with who vouches for them.

        Args:
            known: they came out of an archive that the catalogue vouches for.

        Raises:
            Refused: one differs from what anybody vouched for.
        """
        return tuple(
            Part(path=piece.name, size=piece.size, sha256=piece.sha256, trust=self._trust(piece, known=known))
            for piece in pieces
        )

    def pin(self, parts: Iterable[Part]) -> None:
        """Remember for good what nobody but this first installation vouches for."""
        new = {part.path: part.sha256 for part in parts if part.trust == "pinned"}
        pins = dict(self._vouched[-1][1])
        if not new.keys() - pins.keys():
            return
        fresh = self._pins_file.with_suffix(".new")
        try:
            fresh.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(_Pins(digests=pins | new).model_dump_json(indent=1), encoding="utf-8")
            fresh.replace(self._pins_file)
        except OSError as error:
            raise cannot_write(self._pins_file, error) from error

    def _trust(self, piece: Piece, *, known: bool) -> Trust:
        vouchers: list[Trust] = ["known"] if known else []
        for trust, digests in self._vouched:
            expected = digests.get(piece.name)
            if expected is not None:
                if piece.sha256 != expected:
                    raise wrong_digest(piece.name, piece.sha256, expected, trust)
                vouchers.append(trust)
        return vouchers[0] if vouchers else "pinned"

    def _read(self) -> dict[str, str]:
        try:
            return dict(_Pins.model_validate_json(self._pins_file.read_bytes()).digests)
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            raise UserError(
                f"{self._pins_file} can't be read, so nobody can tell whether {self._model_id} is still the same.",
                "Restore it from a backup, or remove it if you trust where the model comes from.",
            ) from error
