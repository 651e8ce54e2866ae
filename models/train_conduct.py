"""Train the model that tells grievance, abuse and threats apart: `python -m models.train_conduct [--check]`.

Trained on our own service lines (`models/conduct/`) and on public sets beside the checkout, which are no part of the
repository: MPOLD and Davidson (offensive or not), ArBanking77 and Banking77 (questions, all plain). It needs the
dependency group `training` (`uv sync --group training`). `models/cards/conduct.md` says how well it does.

With `--check` nothing is written: it is trained again and compared with what is shipped; exit 1 if they differ, 0 if
they agree or the public sets are absent.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from callassist.conduct import weights as model
from callassist.conduct.signs import signs
from callassist.conduct.weights import KINDS, Kind, Weights, features, sign_values
from callassist.conduct.words import conduct_words
from callassist.knowledge.search.features import Counts

HERE = Path(__file__).resolve().parent / "conduct"
DATA = HERE.parents[2] / "shared" / "data"
SHIPPED, DIGEST = HERE / "weights.npz", HERE / "weights.sha256"

_SEED = 20260301
_LEAST_TEXTS = 3
"""A feature of fewer texts is not learnt."""
_EVERY, _BANKING_EVERY = 6, 3
"""Of the large public sets so many-th texts are read: they are far from service calls, and cost the most time."""
_COST = 8.0
_FOLDS = 3
_TOGETHER = 6
"""Own lines that stand side by side are often alike, so that many are in one fold of the calibration."""
_DRAWN: dict[str, int] = {"plain": 25, "grievance": 25, "abuse": 12, "threat": 12}
"""Lines drawn from each frame. What looks like anger and is none has more wordings than frames show."""
_NOISY = 2
"""Copies of each own line with letters misheard."""
# What a text of each origin counts; social media is far from service calls.
_OWN, _COPY, _FRAME, _MPOLD, _DAVIDSON, _BANKING = 1.0, 0.3, 0.4, 0.1, 0.06, 1.0
_STEPS = 127
_NEVER = -50.0
"""The logit of a kind that no text is."""
_LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "en": "abcdefghijklmnopqrstuvwxyz"}


@dataclass(frozen=True, slots=True)
class Line:
    """A text with what it is and how much it counts.

    Attributes:
        group: the lines that it belongs together with; -1 for those of public sets and the drawn ones. signed: whether
            its signs are learnt from. In public sets whom an insult is aimed at does not matter, which must not be
            learnt.
    """

    text: str
    kind: Kind
    weight: float
    group: int = -1
    dialect: str = ""
    signed: bool = True


def read_lines(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a file of lines: language, dialect, label, text."""
    with file.open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)


def own(files: Iterable[Path]) -> list[Line]:
    """Our own lines."""
    rows = [row for file in files for row in read_lines(file)]
    return [
        Line(row["text"], _kind(row["label"]), _OWN, place // _TOGETHER, row["dialect"])
        for place, row in enumerate(rows)
    ]


def mpold() -> list[tuple[str, bool]]:
    """Arabic comments of social media, and whether they are offensive (MPOLD, Apache-2.0)."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(DATA / "abuse" / "mpold_4000.xlsx") as book:
        strings = ["".join(item.itertext()) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = []
    for row in list(sheet.iter(f"{space}row"))[1:]:
        cells = {(cell.get("r") or "")[:1]: cell.findtext(f"{space}v") for cell in row}
        if cells.get("C") and cells.get("D"):
            comment, label = strings[int(cells["C"] or 0)], strings[int(cells["D"] or 0)]
            found.append((re.sub(r"@User\.IDX", "", comment), label == "Offensive"))
    return found


def davidson() -> list[tuple[str, bool]]:
    """English tweets, and whether they are offensive or hateful (Davidson et al. 2017, MIT)."""
    with (DATA / "abuse" / "davidson_en.csv").open(encoding="utf-8", newline="") as source:
        return [
            (re.sub(r"@\w+|https?://\S+|&#?\w+;|\bRT\b|[!#]+", " ", row["tweet"]), row["class"] != "2")
            for row in csv.DictReader(source)
        ]


def banking() -> tuple[list[str], list[str]]:
    """Questions to a bank: those to train on, and those kept apart (ArBanking77, CC BY-SA 4.0; Banking77, CC BY 4.0).

    Kept are the Arabic validation file and, since English has none, every fifth English question.
    """
    folder = DATA / "intents"

    def texts(name: str) -> list[str]:
        with (folder / name).open(encoding="utf-8-sig", newline="") as source:
            return [row["text"].strip() for row in csv.DictReader(source)]

    english = texts("banking77_en_train.csv")
    kept = texts("Banking77_Arabized_MSA_PAL_val.csv") + english[::5]
    seen = set(kept)
    learnt = [*texts("Banking77_Arabized_MSA_PAL_train.csv"), *(e for i, e in enumerate(english) if i % 5)]
    return [text for text in learnt if text not in seen], kept


def drawn() -> list[Line]:
    """Lines from `frames.toml`."""
    data = tomllib.loads((HERE / "frames.toml").read_text(encoding="utf-8"))
    chance = random.Random(_SEED)
    found: dict[str, Line] = {}
    for dialect, kinds in data["frames"].items():
        for kind, frames in kinds.items():
            for frame in frames:
                for _ in range(_DRAWN[kind]):
                    filled = re.sub(r"\{(\w+)\}", lambda slot: chance.choice(data["slots"][slot[1]]), frame)
                    text = " ".join(filled.split())
                    found.setdefault(text, Line(text, _kind(kind), _FRAME, dialect=dialect))
    return list(found.values())


def noisy(lines: Sequence[Line]) -> list[Line]:
    """Copies of lines as a recogniser might have them: in one to three words a letter lost, doubled or changed, or the
    space before the word lost. (The benchmark's noise is made by other rules.)"""
    chance = random.Random(_SEED)
    found = []
    for line in lines:
        letters = _LETTERS["en" if line.text.isascii() else "ar"]
        for _ in range(_NOISY):
            said = line.text.split()
            for _ in range(chance.randint(1, max(1, min(3, len(said) // 2)))):
                place = chance.randrange(len(said))
                word = said[place]
                at = chance.randrange(len(word)) if word else 0
                way = chance.randrange(4)
                if way == 0 and len(word) > 2:
                    said[place] = word[:at] + word[at + 1 :]
                elif way == 1 and word:
                    said[place] = word[:at] + chance.choice(letters) + word[at + 1 :]
                elif way == 2 and word:
                    said[place] = word[:at] + word[at] + word[at:]
                elif place and len(said) > 2:
                    said[place - 1] += word
                    del said[place]
            found.append(replace(line, text=" ".join(said), weight=_COPY))
    return found


def joined(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Each line within a longer turn: before it, behind it or around it what is neither abuse nor a threat. Who insults
    somebody often says what the call is about in the same breath."""
    chance = random.Random(_SEED)
    harmless: dict[str, list[Line]] = {}
    for other in others:
        if other.kind in ("plain", "grievance"):
            harmless.setdefault(other.dialect, []).append(other)
    found = []
    for line in lines:
        before, behind = chance.choices(harmless[line.dialect], k=2)
        way = chance.randrange(3)
        parts = [line] if way == 1 else [before, line]
        parts += [behind] if way else []
        kind = max((part.kind for part in parts), key=KINDS.index)
        found.append(replace(line, text=" ".join(part.text for part in parts), kind=kind, weight=_COPY))
    return found


def everything() -> list[Line]:
    """All that the shipped model is trained on."""
    mine = own([*sorted((HERE / "lines").glob("*.tsv")), HERE / "development.tsv"])
    frames, others = drawn(), public()
    asked = [
        replace(line, dialect="en" if line.text.isascii() else "msa") for line in others if line.weight == _BANKING
    ]
    return [*mine, *noisy(mine), *joined(mine, [*frames, *asked]), *frames, *others]


def public() -> list[Line]:
    """The public sets as lines."""
    found = [Line(text, "abuse" if bad else "plain", _MPOLD, signed=False) for text, bad in mpold()]
    found += [Line(text, "abuse" if bad else "plain", _DAVIDSON, signed=False) for text, bad in davidson()[::_EVERY]]
    return found + [Line(text, "plain", _BANKING) for text in banking()[0][::_BANKING_EVERY]]


class Trainer:
    """Fits the model to lines; counting their features is done once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        words = conduct_words()
        self._counts: list[Counts] = [features(line.text) for line in lines]
        self._signs = vstack(
            [csr_matrix(sign_values(signs(line.text, words).found if line.signed else ())) for line in lines],
            format="csr",
        )
        self._kinds = np.array([KINDS.index(line.kind) for line in lines])
        self._weights = np.array([line.weight for line in lines])

    def fit(self, places: NDArray[np.intp] | None = None, heat: float = 1.0) -> Weights:
        """The model of the lines at `places`, all by default; `heat` divides its logits (calibration)."""
        places = np.arange(len(self.lines)) if places is None else places
        numbers, rarity = self._vocabulary(places)
        coefficients, of_signs, constant = self._solved(numbers, rarity, places)
        step = np.maximum(np.abs(coefficients).max(axis=0), 1e-9) / _STEPS
        return Weights(
            numbers=numbers.astype(np.int32),
            rarity=rarity.astype(np.float16),
            coefficients=np.round(coefficients / step).astype(np.int8),
            step=(step / heat).astype(np.float32),
            signs=(of_signs / heat).astype(np.float32),
            constant=(constant / heat).astype(np.float32),
        )

    def held(self) -> tuple[list[int], NDArray[np.float64]]:
        """The places of our own lines as written, and the logs of their probabilities by models of other folds.

        Public sets are left out: they take most of the time and change own lines little.
        """
        mine = np.array([place for place, line in enumerate(self.lines) if line.group >= 0])
        drawn_too = np.array([place for place, line in enumerate(self.lines) if line.signed and line.group < 0])
        groups = np.array([self.lines[place].group for place in mine])
        written = np.array([self._weights[place] == _OWN for place in mine])
        places, logs = [], []
        for learnt, held in GroupKFold(_FOLDS).split(mine, groups=groups):
            fitted = self.fit(np.concatenate([mine[learnt], drawn_too]))
            for place in mine[held[written[held]]]:
                logs.append(np.log(self.scores(fitted, place)))
                places.append(int(place))
        return places, np.array(logs)

    def heat(self) -> float:
        """By what logits are divided so that probabilities of own lines, in folds not trained on, are right."""
        places, logits = self.held()
        right = self._kinds[places]

        def loss(heat: float) -> float:
            scaled = logits / heat
            total = np.log(np.exp(scaled).sum(axis=1))
            return float((total - scaled[np.arange(len(right)), right]).mean())

        return round(float(minimize_scalar(loss, bounds=(0.3, 4), method="bounded").x), 2)

    def scores(self, fitted: Weights, place: int) -> NDArray[np.float64]:
        """What a model says of a line."""
        found = signs(self.lines[place].text, conduct_words()).found
        return fitted.scores(self._counts[place], found)

    def _vocabulary(self, places: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        found = np.concatenate([part for place in places for part in self._counts[place].numbers])
        numbers, texts = np.unique(found, return_counts=True)
        often = texts >= _LEAST_TEXTS
        rarity = np.log((1 + len(places)) / (1.0 + texts[often])) + 1
        return numbers[often], rarity.astype(np.float16).astype(np.float64)

    def _solved(
        self, numbers: NDArray[np.int64], rarity: NDArray[np.float64], places: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        none = np.zeros(0, np.float32)
        blank = Weights(
            numbers.astype(np.int32),
            rarity.astype(np.float16),
            np.zeros(0, np.int8),
            none,
            none,
            none,
        )
        rows = [blank.vector(self._counts[place]) for place in places]
        ends = np.cumsum([0, *(len(at) for at, _ in rows)])
        text = csr_matrix(
            (np.concatenate([values for _, values in rows]), np.concatenate([at for at, _ in rows]), ends),
            shape=(len(places), len(numbers)),
        )
        matrix = hstack([text, self._signs[places]]).tocsr()
        solver = LogisticRegression(C=_COST, max_iter=200, tol=1e-3)
        solver.fit(matrix.astype(np.float64), self._kinds[places], sample_weight=self._weights[places])
        # Of two kinds scikit-learn fits one machine, the second's; of kinds that no text is, none.
        there = solver.classes_ if len(solver.classes_) > 2 else solver.classes_[1:]
        found = np.zeros((matrix.shape[1], len(KINDS)))
        found[:, there] = solver.coef_.T
        constant = np.array([0.0 if kind in solver.classes_ else _NEVER for kind in range(len(KINDS))])
        constant[there] = solver.intercept_
        return found[: len(numbers)], found[len(numbers) :], constant


def _kind(label: str) -> Kind:
    return next(kind for kind in KINDS if kind == label)


def _save(fitted: Weights) -> None:
    arrays = {name: getattr(fitted, name) for name in Weights.__slots__}
    np.savez_compressed(SHIPPED, **arrays)
    DIGEST.write_text(hashlib.sha256(SHIPPED.read_bytes()).hexdigest() + "\n", encoding="ascii")


def _differ(fitted: Weights, shipped: Weights) -> str | None:
    """What differs by more than another processor's rounding may make."""
    if not np.array_equal(fitted.numbers, shipped.numbers):
        return "features"
    steps = np.abs(fitted.coefficients.astype(int) - shipped.coefficients.astype(int)).max()
    if steps > 1 or not np.allclose(fitted.signs, shipped.signs, atol=0.02):
        return "coefficients"
    return None


def main(arguments: list[str] | None = None) -> int:
    """Train, and write or compare."""
    parser = argparse.ArgumentParser(prog="python -m models.train_conduct", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare with what is shipped instead of writing")
    asked = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"skipped: {DATA} is not there; the public sets are no part of the repository", file=sys.stderr)
        return 0 if asked.check else 2
    trainer = Trainer(everything())
    heat = trainer.heat()
    fitted = trainer.fit(heat=heat)
    print(f"{len(trainer.lines)} texts, {len(fitted.numbers)} features, heat {heat}")
    if asked.check:
        told = DIGEST.read_text(encoding="ascii").strip()
        if hashlib.sha256(SHIPPED.read_bytes()).hexdigest() != told:
            print("the shipped file is not the one whose digest is written down")
            return 1
        differs = _differ(fitted, model.load(SHIPPED))
        print(f"differs: {differs}" if differs else "the shipped weights are those that this script makes")
        return 1 if differs else 0
    _save(fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
