"""How many misstatements are flagged, and how much else, on the written lines; and what an utterance costs.

The lines that nothing was tuned on are the figure that counts. The base that the time is taken with is the lines'
own articles, and those with ten thousand made-up ones around them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from decimal import Decimal

from benchmarks.figures import Result, Table, aim, percentiles
from benchmarks.misstatement_lines import Baseline, Judge, Line, Ours, Part, lines, score, utterances
from callassist.knowledge.article import Article, Fact
from callassist.knowledge.corrections import load_wording
from callassist.knowledge.fact_index import FactIndex
from callassist.knowledge.misstatement_policy import load_policy
from callassist.knowledge.misstatements import MisstatementObserver

_PRECISION, _RECALL = 0.95, 0.85
_P95_MS = 5.0
_ARTICLES = 10_000
_SEED = 20260301
_PARTS: tuple[tuple[Part, str], ...] = (("held", "not tuned on"), ("tuned", "tuned on"))
_PLANS = ("باقة", "اشتراك", "خدمة", "عرض", "رسوم", "مدة", "plan", "service", "fee", "offer")


def run(small: bool) -> Result:
    """Precision and recall beside a plain baseline, then milliseconds an utterance."""
    written = lines()
    judges: tuple[tuple[str, Judge], ...] = (
        ("this program", Ours(written.articles)),
        ("a word of the fact and a differing number in its unit", Baseline(written.articles)),
    )
    quality: Table = {
        "title": f"Misstatements (aim: precision ≥ {_PRECISION}, recall ≥ {_RECALL})",
        "columns": ["lines", "judge", "lines asked", "misstated", "flagged", "precision", "recall", "aims met"],
        "rows": [],
    }
    for part, told in _PARTS:
        asked: Sequence[Line] = getattr(written, part)
        for name, judge in judges:
            found = score(judge, asked)
            met = found.precision >= _PRECISION and found.recall >= _RECALL
            counts = [len(asked), found.right + found.missed, found.right + found.false]
            quality["rows"].append([told, name, *counts, found.precision, found.recall, met])
    many = [*written.articles, *_made_up(_ARTICLES // 10 if small else _ARTICLES)]
    spoken = [utterance for part, _ in _PARTS for line in getattr(written, part) for utterance in utterances(line)]
    cost: Table = {
        "title": "Milliseconds an utterance",
        "columns": ["articles", "p50", "p95", "aim for p95", "met", "seconds to index them"],
        "rows": [],
    }
    for articles in (written.articles, many):
        policy = load_policy()
        began = time.perf_counter()
        facts = FactIndex(articles, gap_words=policy.topic.gap_words)
        indexing = time.perf_counter() - began
        observer = MisstatementObserver(facts, policy, load_wording())
        taken: list[float] = []
        for _ in range(1 if small else 5):
            for utterance in spoken:
                began = time.perf_counter()
                observer.observe(utterance)
                taken.append(1000 * (time.perf_counter() - began))
        middle, most = percentiles(taken)
        cost["rows"].append([len(articles), middle, *aim(most, _P95_MS), indexing])
    notes = [
        "The lines are written by hand for this purpose; real calls are less tidy.",
        "The made-up articles share their commonest words with the lines and with each other.",
    ]
    return {"tables": [quality, cost], "notes": notes}


def _made_up(count: int) -> list[Article]:
    """Articles whose facts go by a common word and one of their own."""
    chance = random.Random(_SEED)
    return [
        Article(
            id=f"made-up-{number}",
            title=f"{chance.choice(_PLANS)} {_name(chance)}",
            language="ar",
            answer="x",
            facts=(
                Fact(
                    kind="price",
                    name=f"{chance.choice(_PLANS)} {_name(chance)}",
                    value=Decimal(chance.randrange(5, 900)),
                    unit="SAR",
                    about=tuple(f"{word} {_name(chance)}" for word in chance.sample(_PLANS, 3)),
                ),
            ),
        )
        for number in range(count)
    ]


def _name(chance: random.Random) -> str:
    return "".join(chance.choices("بتجدرسصعفقكلمنهوي", k=5))
