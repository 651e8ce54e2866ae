"""How well grievance, abuse and threats are told apart, on public sets, on banking questions and on service lines.

On the public sets the trained part alone is asked, since they know nothing of whom an insult is aimed at in a call. It
is fitted anew in each fold, beside a plain list of words and a linear SVM on scikit-learn's TF-IDF features.
Everything else is judged by what is shipped. `tests/conduct_lines.tsv` is kept from training and from all choices.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Absent, Cell, Result, Table, aim, percentiles
from callassist.conduct.judge import Judge
from callassist.conduct.words import conduct_words
from callassist.events import Language
from tests.conduct_lines import ServiceLine, service_lines
from tests.conduct_lines_noise import SHARE, noisy

if TYPE_CHECKING:
    from models.train_conduct import Line

_BAD = ("abuse", "threat")
_RECALL, _MISTAKEN, _FALSE, _P95_MS = 0.9, 0.02, 0.001, 10.0
_FOLDS = 5
_MOST, _SMALL = 8000, 2000
"""Texts of a public set, drawn at random."""
_SEED = 20260301
_NOISES = 5
"""Times that the lines are misheard, each time otherwise."""
_DIALECTS = ("msa", "gulf", "egyptian", "en")


def run(small: bool) -> Result:
    """Public sets, banking questions, service lines, time."""
    try:
        from models import train_conduct
    except ImportError as error:
        raise Absent(f"{error.name} is not installed: uv sync --group training") from error
    if not train_conduct.DATA.is_dir():
        raise Absent(f"{train_conduct.DATA} is not there; it is no part of the repository")
    judge = Judge()
    kept = train_conduct.banking()[1]
    tables = [_public(small), _banking(judge, kept[:: 10 if small else 1])]
    lines = service_lines()
    notes = [
        "On social media hardly any offence is aimed at a listener: what the rules add shows on service lines only."
    ]
    tables += [_service(judge, lines, "as written", [lines]), _noisy(judge, lines), _time(judge, lines, small)]
    return {"tables": tables, "notes": notes}


def is_listed(text: str) -> bool:
    """The plain peer: whether any insult of our lists is in the text, whomever it is aimed at."""
    words = conduct_words()
    tags = {tag for item in words.named(words.row(text)) for tag in item.tags}
    return not tags.isdisjoint({"person", "dishonest", "grave", "yours"})


# ── Public sets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _public(small: bool) -> Table:
    from models import train_conduct

    table: Table = {
        "title": f"Offensive or not, public sets, {_FOLDS} folds (macro-F1)",
        "columns": ["set", "texts", "list of words", "TF-IDF and linear SVM", "this program's model"],
        "rows": [],
    }
    for name, read in (("MPOLD, Arabic", train_conduct.mpold), ("Davidson, English", train_conduct.davidson)):
        rows = read()
        rows = random.Random(_SEED).sample(rows, min(_SMALL if small else _MOST, len(rows)))
        texts, truth = [text for text, _ in rows], np.array([bad for _, bad in rows])
        lines = [train_conduct.Line(text, "abuse" if bad else "plain", 1.0) for text, bad in rows]
        listed = np.array([is_listed(text) for text in texts])
        figures = [_f1(truth, found) for found in (listed, _svm(texts, truth), _ours(lines, truth))]
        table["rows"].append([name, len(rows), *figures])
    return table


def _folds(truth: NDArray[np.bool_]) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    from sklearn.model_selection import StratifiedKFold

    return list(StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED).split(truth, truth))


def _svm(texts: Sequence[str], truth: NDArray[np.bool_]) -> NDArray[np.bool_]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    found = np.zeros(len(texts), bool)
    for learnt, held in _folds(truth):
        peer = make_pipeline(
            make_union(
                TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True),
                TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            ),
            LinearSVC(class_weight="balanced", random_state=_SEED),
        )
        peer.fit([texts[place] for place in learnt], truth[learnt])
        found[held] = peer.predict([texts[place] for place in held])
    return found


def _ours(lines: Sequence[Line], truth: NDArray[np.bool_]) -> NDArray[np.bool_]:
    from models import train_conduct

    trainer = train_conduct.Trainer(lines)
    found = np.zeros(len(lines), bool)
    for learnt, held in _folds(truth):
        fitted = trainer.fit(learnt)
        found[held] = [trainer.scores(fitted, place)[0] < 1 / 2 for place in held]
    return found


def _f1(truth: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    """The mean over both classes of 2 TP / (2 TP + FP + FN)."""
    each = []
    for wanted in (True, False):
        right = int(((truth == wanted) & (found == wanted)).sum())
        each.append(2 * right / max(int((truth == wanted).sum() + (found == wanted).sum()), 1))
    return sum(each) / 2


# ── What is shipped ───────────────────────────────────────────────────────────────────────────────────────────────────


def _banking(judge: Judge, questions: Sequence[str]) -> Table:
    judges: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("this program", lambda text: judge.judge(text, _language(text)).kind in _BAD),
        ("list of words", is_listed),
    )
    rows: list[list[Cell]] = []
    for name, is_bad in judges:
        taken = sum(map(is_bad, questions))
        rows.append([name, len(questions), taken, *aim(taken / len(questions), _FALSE)])
    return {
        "title": "Banking questions not trained on, taken for abuse or a threat",
        "columns": ["judge", "questions", "taken", "share", "aim", "met"],
        "rows": rows,
    }


def _service(judge: Judge, lines: Sequence[ServiceLine], told: str, heard: Sequence[Sequence[ServiceLine]]) -> Table:
    """By dialect: how much abuse and how many threats are found, and what else is taken for either."""
    judged = [(line, judge.judge(line.text, line.language).kind) for each in heard for line in each]
    rows: list[list[Cell]] = []
    for dialect in (*_DIALECTS, "all"):
        own = [(line, kind) for line, kind in judged if dialect in (line.dialect, "all")]
        bad = [kind for line, kind in own if line.label in _BAD]
        good = [kind for line, kind in own if line.label not in _BAD]
        if not bad or not good:
            continue
        recall = sum(kind in _BAD for kind in bad) / len(bad)
        mistaken = sum(kind in _BAD for kind in good) / len(good)
        by_label: list[Cell] = [
            round(sum(kind == label for kind in kinds) / max(len(kinds), 1), 3)
            for label in ("abuse", "threat", "grievance")
            for kinds in ([kind for line, kind in own if line.label == label],)
        ]
        listed = [is_listed(line.text) for line, _ in own if line.label in _BAD]
        falsely = [is_listed(line.text) for line, _ in own if line.label not in _BAD]
        met = recall >= _RECALL and mistaken <= _MISTAKEN
        peer: list[Cell] = [round(sum(listed) / len(listed), 3), round(sum(falsely) / len(falsely), 3)]
        rows.append([dialect, len(own), round(recall, 3), round(mistaken, 3), met, *by_label, *peer])
    return {
        "title": f"Service lines kept from training, {told} (aim: recall ≥ {_RECALL}, mistaken ≤ {_MISTAKEN})",
        "columns": [
            "dialect", "lines", "abuse and threats found", "grievance and plain mistaken", "aims met",
            "abuse as such", "threats as such", "grievances as such", "list of words: found", "and mistaken",
        ],
        "rows": rows,
    }  # fmt: skip


def _noisy(judge: Judge, lines: Sequence[ServiceLine]) -> Table:
    heard = [noisy(lines, seed) for seed in range(_NOISES)]
    return _service(judge, lines, f"{SHARE:.0%} of the words misheard", heard)


def _time(judge: Judge, lines: Sequence[ServiceLine], small: bool) -> Table:
    taken = []
    for _ in range(1 if small else 5):
        for line in lines:
            began = time.perf_counter()
            judge.judge(line.text, line.language)
            taken.append(1000 * (time.perf_counter() - began))
    middle, most = percentiles(taken)
    return {
        "title": "Milliseconds an utterance",
        "columns": ["utterances", "p50", "p95", "aim for p95", "met"],
        "rows": [[len(taken), middle, *aim(most, _P95_MS)]],
    }


def _language(text: str) -> Language:
    return "en" if text.isascii() else "ar"
