"""How well courtesies, kind words and wordings that want better ones are told, on written lines kept from the cues.

Beside it a plain baseline: the expressions that a script prescribes, looked for word by word.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from benchmarks.figures import Result, Table, aim, percentiles
from benchmarks.mishearing import by_sound, misheard
from callassist.conduct import given
from callassist.conversation import courtesy
from callassist.conversation.checklist import ChecklistObserver
from callassist.conversation.colleague import ColleagueObserver
from callassist.conversation.empathy import EmpathyObserver
from callassist.conversation.wording import WordingObserver
from callassist.events import Dialect, Language, Utterance
from callassist.knowledge import situations
from callassist.knowledge.offering import Manner
from callassist.text import dialect
from callassist.text.cues import Cues, heard
from tests.conduct_lines import CourtesyLine, courtesy_lines, warning_lines

Judge = Callable[[str], set[str]]

COURTESIES = ("greeting", "name", "thanks", "anything_else", "empathy")
WORDINGS = ("wording:blame", "wording:calm_down", "wording:excuse", "wording:rude")
_SHARE = 0.1
_P95_MS = 15.0
_A_WARNING = ("تنبيه", "إنذار", "تحذير", "warning")
_SCRIPT = {
    "greeting": ("السلام عليكم", "أهلا وسهلا", "صباح الخير", "مساء الخير", "مرحبا", "hello", "good morning"),
    "name": ("معك", "اسمي", "my name is", "this is"),
    "thanks": ("شكرا", "thank you", "thanks"),
    "anything_else": ("شيء آخر", "شي ثاني", "حاجة تانية", "خدمة أخرى", "anything else"),
    "empathy": ("آسف", "أعتذر", "معك حق", "حقك علينا", "أفهم", "sorry", "apologise", "I understand"),
    "wording:blame": ("غلطتك", "خطؤك", "كان لازم", "your fault", "you should have"),
    "wording:calm_down": ("اهدأ", "هدئ", "لا تعصب", "calm down", "relax"),
    "wording:excuse": ("سياسة الشركة", "مو شغلي", "مش شغلي", "company policy", "not my job"),
    "wording:rude": ("قلت لك", "مو مشكلتي", "مش مشكلتي", "shut up", "I already told you"),
}


def ours() -> Judge:
    """What the observers tell of a line."""
    shipped = courtesy.load()
    checklist = ChecklistObserver(shipped)
    empathy = EmpathyObserver(shipped, situations.load())
    wording = WordingObserver(shipped, Manner(), dialect.load())

    def told(text: str) -> set[str]:
        kind = wording.kind(text)
        return {
            *checklist.items(text),
            *(("empathy",) if empathy.is_empathy(text) else ()),
            *((f"wording:{kind}",) if kind else ()),
        }

    return told


def baseline() -> Judge:
    """What the words of a script tell of it."""
    script = {item: Cues(words, plain=True) for item, words in _SCRIPT.items()}
    return lambda text: {item for item, cues in script.items() if cues.first(heard(text)) is not None}


def noisy(lines: Sequence[CourtesyLine], share: float = _SHARE) -> list[CourtesyLine]:
    """The lines as a recogniser might have put them, with `share` of the words misheard; always the same."""
    found = []
    for line in lines:
        language: Language = "en" if line.dialect == "en" else "ar"
        same = (each for each in lines if (each.dialect == "en") == (line.dialect == "en") and each.item == "none")
        known = by_sound((word for each in same for word in each.text.split()), language)
        heard_as = misheard(line.text, language, random.Random(f"0 {line.id}"), share, known)
        found.append(line.model_copy(update={"text": heard_as or line.text}))
    return found


def any_wording(items: Iterable[str]) -> bool:
    """Whether some wording is told, of whatever kind."""
    return any(item in WORDINGS for item in items)


def recall(judge: Judge, lines: Iterable[CourtesyLine], item: str) -> float:
    """Of the lines that mean `item`, the share of which that is told."""
    meant = [judge(line.text) for line in lines if line.item == item]
    return sum(item in told for told in meant) / len(meant)


def precision(judge: Judge, lines: Iterable[CourtesyLine], item: str) -> float:
    """Of the lines of which `item` is told, the share that mean it; 1 where it is told of none."""
    told = [line.item == item for line in lines if item in judge(line.text)]
    return sum(told) / len(told) if told else 1.0


def wording_recall(judge: Judge, lines: Iterable[CourtesyLine]) -> float:
    """Of the lines that want better words, the share that is met with some, of whatever kind."""
    meant = [any_wording(judge(line.text)) for line in lines if line.item in WORDINGS]
    return sum(meant) / len(meant)


def wording_alarms(judge: Judge, lines: Iterable[CourtesyLine]) -> float:
    """Of the lines that want no better words, the share that is met with some."""
    other = [any_wording(judge(line.text)) for line in lines if line.item not in WORDINGS]
    return sum(other) / len(other)


def run(small: bool) -> Result:
    """Recall and precision by item and dialect, misheard too, then milliseconds an utterance."""
    lines = courtesy_lines()
    judges = (("this program", ours()), ("a script's words", baseline()))
    quality: Table = {
        "title": "Courtesies and wordings",
        "columns": ["item", "lines", "judge", "recall", "precision", "recall misheard", "precision misheard"],
        "rows": [],
    }
    wrongly = noisy(lines)
    counts = Counter[str](line.item for line in lines)
    for item in (*COURTESIES, *WORDINGS):
        for name, judge in judges:
            found = [measure(judge, each, item) for each in (lines, wrongly) for measure in (recall, precision)]
            quality["rows"].append([item, counts[item], name, *(round(each, 3) for each in found)])
    wordings: Table = {
        "title": "Better words, whatever the kind",
        "columns": ["dialect", "judge", "lines that want them", "met", "others", "met all the same"],
        "rows": [],
    }
    for spoken in (*get_args(Dialect), "all"):
        own = [line for line in lines if spoken in (line.dialect, "all")]
        wanted = sum(line.item in WORDINGS for line in own)
        for name, judge in judges:
            shares = [round(share(judge, own), 3) for share in (wording_recall, wording_alarms)]
            wordings["rows"].append([spoken, name, wanted, shares[0], len(own) - wanted, shares[1]])
    return {"tables": [quality, wordings, _warnings(), _cost(lines, 1 if small else 5)]}


def _warnings() -> Table:
    """Whether one of the three warnings was heard in the agent's words."""
    lines, ear = warning_lines(), given.load()
    names = Cues(_A_WARNING, plain=True)
    judges: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("this program", lambda text: ear.signs(text).is_warning),
        ("the word for it", lambda text: names.first(heard(text)) is not None),
    )
    table: Table = {
        "title": "Warnings in the agent's words",
        "columns": ["judge", "warnings", "heard", "other lines", "heard all the same"],
        "rows": [],
    }
    for name, judge in judges:
        shares = []
        for wanted in (True, False):
            told = [judge(line.text) for line in lines if line.given is wanted]
            shares += [len(told), round(sum(told) / len(told), 3)]
        table["rows"].append([name, *shares])
    return table


def _cost(lines: Sequence[CourtesyLine], times: int) -> Table:
    shipped, told, ear = courtesy.load(), situations.load(), dialect.load()
    observers = (
        ChecklistObserver(shipped),
        EmpathyObserver(shipped, told),
        WordingObserver(shipped, Manner(), ear),
        ColleagueObserver(shipped, told),
    )
    taken: list[float] = []
    for _ in range(times):
        for place, line in enumerate(lines):
            t = 4.0 * place
            speaker = "agent" if place % 2 else "customer"
            said = Utterance(t=t, t0=t, t1=t + 3, speaker=speaker, text=line.text)  # type: ignore[arg-type]
            began = time.perf_counter()
            for observer in observers:
                tuple(observer.observe(said))
            taken.append(1000 * (time.perf_counter() - began))
    middle, most = percentiles(taken)
    return {
        "title": "Milliseconds an utterance, all observers of courtesy together",
        "columns": ["p50", "p95", "aim for p95", "met"],
        "rows": [[middle, *aim(most, _P95_MS)]],
    }
