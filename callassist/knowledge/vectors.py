"""The vectors of passages in `knowledge.db`, so that each is computed once; a second of work apiece is a night's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from callassist.knowledge.base import KnowledgeBase
from callassist.store.knowledge_schema import vector

# SQLite takes 32,766 parameters in a statement; plans of very long lists are slow.
_AT_ONCE = 500


class StoredVectors:
    """Vectors by the digest of the text they stand for and the model they are of. All methods may raise `UserError`.

    What was put stays when an article changes or goes: it may come back.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def get(self, digests: Sequence[str], model_id: str) -> dict[str, bytes]:
        """Those of `digests` that are kept."""
        if not self._base.exists:
            return {}
        found: dict[str, bytes] = {}
        wanted = select(vector.c.digest, vector.c.vector).where(
            vector.c.model_id == model_id, vector.c.digest.in_(bindparam("digests", expanding=True))
        )
        with self._base.reading() as connection:
            for batch in _batches(digests):
                found |= {row.digest: row.vector for row in connection.execute(wanted, {"digests": batch})}
        return found

    def has_any(self) -> bool:
        """Whether anything was ever embedded."""
        if not self._base.exists:
            return False
        with self._base.reading() as connection:
            return connection.execute(select(vector.c.digest).limit(1)).first() is not None

    def put(self, vectors: Mapping[str, bytes], model_id: str) -> None:
        """Keep vectors; they are on the disk when this returns."""
        if not vectors:
            return
        rows = [{"digest": digest, "model_id": model_id, "vector": value} for digest, value in vectors.items()]
        kept = insert(vector)
        with self._base.writing() as connection:
            connection.execute(kept.on_conflict_do_update(set_={"vector": kept.excluded.vector}), rows)


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
