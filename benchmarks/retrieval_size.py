"""Ten thousand articles: how long a search takes on one core, how much memory it needs, how long its index takes.

In a process of its own, so that memory is the search's alone. Articles and questions are made of words drawn as often
as words of a language are (Zipf), so no figure of quality comes from here; vectors are made up as well, and only the
embedding of the question is real.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
import psutil  # type: ignore[import-untyped]
from sqlcipher3 import dbapi2 as sqlite

from benchmarks.figures import Cell, Result, aim, percentiles
from callassist.knowledge.article import Article
from callassist.knowledge.search import Search, embedders
from callassist.knowledge.search.embeddings import Embedder, Vectors

_SEED = 20260301
_ARTICLES, _SMALL = 10_000, 200
_QUESTIONS = 200
_AT_ONCE = 500
_EXAMPLES, _EXAMPLE_WORDS, _ANSWER_WORDS = 4, 8, 120
_LETTERS = np.array(list("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"))
_VOCABULARY = 20_000
_AIM_FIND_S, _AIM_REFINED_S, _AIM_MB = 0.050, 0.150, 200.0


class MadeUpVectors:
    """An embedder for articles whose vectors are random; questions are embedded by the real one."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self._chance = np.random.default_rng(_SEED)
        self.making_up = True
        self.model_id = "made up"

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._made_up(len(texts)) if self.making_up else self._real.queries(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._made_up(len(texts))

    def _made_up(self, count: int) -> Vectors:
        vectors = self._chance.standard_normal((count, 384)).astype(np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


class FileVectors:
    """A cache in a file, as the product keeps it, so that vectors take no memory."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite.connect(str(file))
        self._connection.execute("create table vectors (digest text primary key, vector blob) without rowid")

    def get(self, digests: Sequence[str], model_id: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for start in range(0, len(digests), _AT_ONCE):
            some = digests[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._connection.execute(f"select digest, vector from vectors where digest in ({marks})", some)
            found.update(rows.fetchall())
        return found

    def put(self, vectors: Mapping[str, bytes], model_id: str) -> None:
        self._connection.executemany("insert or replace into vectors values (?, ?)", vectors.items())


def run(small: bool) -> Result:
    """Measure; small: 200 articles and 20 questions."""
    count = _SMALL if small else _ARTICLES
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.retrieval_size", str(count)], stdout=subprocess.PIPE, text=True, check=True
    )
    figures = cast("dict[str, list[float]]", json.loads(done.stdout))
    rows: list[list[Cell]] = []
    for name, most in (("find", _AIM_FIND_S), ("refined", _AIM_REFINED_S)):
        if figures[name]:
            p50, p95 = percentiles(figures[name])
            rows.append([f"{name}, p50 s", p50, None, None])
            rows.append([f"{name}, p95 s", *aim(p95, most)])
    peer = percentiles(figures["plain"])
    rows += [
        ["plain FTS5, p95 s", peer[1], None, None],
        ["index built, s", round(figures["build"][0], 1), None, None],
        ["memory of the index, MB", *aim(figures["memory"][0], _AIM_MB)],
        ["index, embedder and middles of articles, MB", *aim(figures["vectors"][0], _AIM_MB)],
    ]
    return {
        "tables": [{"title": f"{count} articles", "columns": ["", "measured", "aim", "met"], "rows": rows}],
        "notes": [
            "seconds are of processor time on one thread, so that what else runs does not count",
            "memory is what was added to a process that had the articles",
        ],
    }


def measured(count: int) -> dict[str, list[float]]:
    """The figures, in this process: seconds and millions of bytes."""
    from benchmarks.retrieval import plain_full_text

    chance = np.random.default_rng(_SEED)
    words = ["".join(chance.choice(_LETTERS, chance.integers(3, 8))) for _ in range(_VOCABULARY)]
    weights = 1 / np.arange(1, _VOCABULARY + 1)
    weights /= weights.sum()

    def text(length: int) -> str:
        return " ".join(words[each] for each in chance.choice(_VOCABULARY, length, p=weights))

    articles = [
        Article(
            id=f"made-up-{number}",
            title=text(5),
            language="ar",
            answer=f"{text(_ANSWER_WORDS)}. {text(_ANSWER_WORDS)}.",
            examples=tuple(text(_EXAMPLE_WORDS) for _ in range(_EXAMPLES)),
        )
        for number in range(count)
    ]
    asked = [
        f"{articles[int(place)].examples[0]} {text(4)}"
        for place in chance.integers(0, count, min(_QUESTIONS, count // 10))
    ]
    before = _resident()
    began = time.process_time()
    search = Search(articles)
    built = time.process_time() - began
    figures = {"build": [built], "memory": [_resident() - before]}
    figures["find"] = _taken(partial(search.find, language="ar"), asked)
    plain = plain_full_text(articles)
    figures["plain"] = _taken(plain, asked)
    figures |= {"refined": [], "vectors": [0.0]}
    del search
    before = _resident()
    real = embedders.found()
    if real is not None:
        made_up = MadeUpVectors(real)
        with tempfile.TemporaryDirectory() as folder:
            refining = Search(articles, embedder=made_up, vectors=FileVectors(Path(folder) / "vectors.db"))
            refining.embed()
            made_up.making_up = False
            figures["refined"] = _taken(partial(refining.refined, language="ar"), asked)
            figures["vectors"] = [_resident() - before]
    return figures


def _taken(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    taken = []
    for each in questions:
        began = time.process_time()
        ask(each)
        taken.append(time.process_time() - began)
    return taken


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
