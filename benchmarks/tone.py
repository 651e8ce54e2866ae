"""How well a customer's tone is told from the voice, and how often a calm caller's is taken for a rising one.

The recordings are acted emotion, at telephone band; each speaker is compared with their own neutral, as a caller is
with the start of the call. Words are left out: what is measured is the voice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import material
from benchmarks.figures import Absent, Cell, Result, Table, aim
from callassist.audio.recording import Recording
from callassist.audio.telephone import telephone_band
from callassist.audio.voice_features import voice_of
from callassist.conversation import tone_policy
from callassist.conversation.tone import ToneObserver
from callassist.conversation.tone_policy import VoicePolicy
from callassist.conversation.tone_reasons import UNITS, Measure
from callassist.conversation.tone_voice import comparable
from callassist.conversation.tone_words import ToneWords
from callassist.events import CallStarted, Tick, Tone, Utterance, Voice
from callassist.knowledge import situations
from callassist.speech.recognizer import SAMPLE_RATE, Samples

_FALSE_AN_HOUR = 0.5
_CALL_S = 300.0
_TURN_S = 8.0
_HOURS = 40.0
_SEED = 20260301
_LOUDER_DB, _HIGHER_ST = 5.0, 2.0
_FIXED = "+5 dB and +2 st on one utterance"


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance as it is measured: whose, how it is meant, its features, and how long it is, seconds."""

    speaker: str
    manner: str
    voice: Voice
    seconds: float


def run(small: bool) -> Result:
    """Features on public recordings, and hours of calm speech; small: a part of the recordings, and one hour."""
    policy = _words().policy.voice
    acted = _emodb(small)
    single = _baved(small)
    notes = [
        "AUC: how often an angry (loud) utterance has more than a neutral one, each less its speaker's neutral median "
        "(BAVED: one speaker, each word less its own); 0.5 tells nothing. fused: as shipped, by one utterance alone.",
        "rising: calls in which 40 s of neutral are followed by 20 s of anger of the same speaker, and it was told.",
        "false an hour: told to rise in calls of five minutes put together from calm utterances by chance, each "
        "shifted by up to 1 dB; words play no part.",
    ]
    table: Table = {
        "title": "Told apart at telephone band, less the same speaker's neutral: AUC",
        "columns": ["", "utterances", *UNITS, "fused"],
        "rows": [
            _apart("EMO-DB, anger and neutral", acted, "neutral", "anger", policy),
            _apart("BAVED, high and neutral", single, "neutral", "high", policy),
            _apart("BAVED, high and low", single, "low", "high", policy),
        ],
    }
    hours = 0.5 if small else _HOURS
    return {"tables": [table, _rising(acted, hours), _calm(acted, hours, small)], "notes": notes}


def _emodb(small: bool) -> list[Spoken]:
    manners = {"W": "anger", "N": "neutral"}
    files = [file for file in sorted(_emotion("emodb").glob("*.wav")) if file.stem[5] in manners]
    if small:
        files = [file for file in files if file.stem[:2] in ("08", "12")]
    return [_measured(file, file.stem[:2], manners[file.stem[5]]) for file in files]


def _baved(small: bool) -> list[Spoken]:
    """One speaker; the word takes the speaker's place, since words differ by themselves."""
    manners = {"0": "low", "1": "neutral", "2": "high"}
    parts = [(file, file.stem.split("-")) for file in sorted(_emotion("baved").glob("*.wav"))]
    kept = [(file, part) for file, part in parts if part[4] in manners][:: 4 if small else 1]
    return [_measured(file, part[3], manners[part[4]]) for file, part in kept]


def _emotion(name: str) -> Path:
    folder = material.REPOSITORY.parent / "shared" / "data" / "emotion" / name
    if not folder.is_dir():
        raise Absent(f"{folder} is not there; it is no part of the repository")
    return folder


def _measured(file: Path, speaker: str, manner: str) -> Spoken:
    blocks = [block[0] for block in Recording.open(file).blocks(1.0)]
    sound = telephone_band(np.concatenate(blocks))
    return Spoken(speaker, manner, voice_of("customer", sound), len(sound) / SAMPLE_RATE)


def _apart(name: str, spoken: Sequence[Spoken], calm: str, raised: str, policy: VoicePolicy) -> list[Cell]:
    cells: list[Cell] = [name, sum(each.manner in (calm, raised) for each in spoken)]
    weights = {measure: policy.measures[measure].weight for measure in UNITS}
    for weighed in (*({measure: 1.0} for measure in UNITS), weights):
        beyond: dict[str, list[float]] = {calm: [], raised: []}
        for speaker in sorted({each.speaker for each in spoken}):
            own = [each for each in spoken if each.speaker == speaker]
            for each in own:
                if each.manner not in beyond:
                    continue
                neutral = [other.voice for other in own if other.manner == "neutral" and other is not each]
                if (score := _beyond(each.voice, neutral, weighed, policy)) is not None:
                    beyond[each.manner].append(score)
        cells.append(_auc(beyond[raised], beyond[calm]))
    return cells


def _beyond(voice: Voice, neutral: Sequence[Voice], weights: dict[Measure, float], policy: VoicePolicy) -> float | None:
    """By how many of the shipped spreads a voice lies above others' median, weighted; None where nothing is known."""
    there, usual = comparable(voice), [comparable(other) for other in neutral]
    total = above = 0.0
    for measure, weight in weights.items():
        values = [other[measure] for other in usual if measure in other]
        if measure in there and values:
            total += weight
            above += weight * (there[measure] - float(np.median(values))) / policy.measures[measure].spread
    return above / total if total else None


def _auc(raised: Sequence[float], calm: Sequence[float]) -> float | None:
    if not raised or not calm:
        return None
    above = np.subtract.outer(np.asarray(raised), np.asarray(calm))
    return round(float(np.mean(above > 0) + np.mean(above == 0) / 2), 3)


# ── Calls ─────────────────────────────────────────────────────────────────────────────────────────────────


def _rising(spoken: Sequence[Spoken], hours: float) -> Table:
    random = np.random.default_rng(_SEED)
    told = {"as shipped": 0, _FIXED: 0}
    calls = 0
    for speaker in sorted({each.speaker for each in spoken}):
        calm = [each for each in spoken if each.speaker == speaker and each.manner == "neutral"]
        angry = [each for each in spoken if each.speaker == speaker and each.manner == "anger"]
        for _ in range(round(5 * hours)):
            call = [*_drawn(calm, 40.0, random), *_drawn(angry, 20.0, random)]
            calls += 1
            told["as shipped"] += bool(_ours(call))
            told[_FIXED] += bool(_fixed(call))
    rows: list[list[Cell]] = [[name, calls, round(count / calls, 3)] for name, count in told.items()]
    return {"title": "Anger that begins after 40 s", "columns": ["by", "calls", "told"], "rows": rows}


def _calm(spoken: Sequence[Spoken], hours: float, small: bool) -> Table:
    rows: list[list[Cell]] = []
    pools = {f"EMO-DB, neutral, {speaker}": own for speaker, own in _neutral(spoken).items()}
    pools |= _clips(small)
    for name, pool in pools.items():
        random = np.random.default_rng(_SEED)
        calls = [_drawn(pool, _CALL_S, random) for _ in range(max(1, round(hours * 3600 / _CALL_S / len(pools))))]
        spent = sum(each.seconds for call in calls for each in call) / 3600
        ours = sum(len(_ours(call)) for call in calls)
        fixed = sum(_fixed(call) for call in calls)
        rows.append([name, len(pool), round(spent, 2), ours, fixed])
    hours_in_all, of_ours, of_fixed = (sum(float(str(row[place])) for row in rows) for place in (2, 3, 4))
    rows.append(["all", None, round(hours_in_all, 2), int(of_ours), int(of_fixed)])
    figures = aim(of_ours / hours_in_all, _FALSE_AN_HOUR)
    rows.append(["all, an hour", None, None, figures[0], round(of_fixed / hours_in_all, 1)])
    rows.append([f"aim {figures[1]}: {'met' if figures[2] else 'not met'}", None, None, None, None])
    columns = ["calm speech", "utterances to draw from", "hours", "told to rise, as shipped", _FIXED]
    return {"title": "False escalations, hours of the customer's own speech", "columns": columns, "rows": rows}


def _neutral(spoken: Sequence[Spoken]) -> dict[str, list[Spoken]]:
    found: dict[str, list[Spoken]] = {}
    for each in spoken:
        if each.manner == "neutral":
            found.setdefault(each.speaker, []).append(each)
    return found


def _clips(small: bool) -> dict[str, list[Spoken]]:
    """Public clips of one speaker each, which are read calmly: pieces of a turn's length."""
    found: dict[str, list[Spoken]] = {}
    try:
        folder = material.shared_speech()
    except Absent:
        return found
    for file in sorted([*folder.glob("ar/*.*"), *folder.glob("en/*.ogg")])[:: 4 if small else 1]:
        sound = telephone_band(np.concatenate([block[0] for block in Recording.open(file).blocks(1.0)]))
        pieces = list(_pieces(sound))
        if len(pieces) >= 3:
            found[f"{file.stem}, clip"] = pieces
    return found


def _pieces(sound: Samples) -> Iterator[Spoken]:
    length = round(_TURN_S / 3 * SAMPLE_RATE)
    for first in range(0, len(sound) - length + 1, length):
        piece = sound[first : first + length]
        yield Spoken("", "neutral", voice_of("customer", piece), length / SAMPLE_RATE)


def _drawn(pool: Sequence[Spoken], seconds: float, random: np.random.Generator) -> list[Spoken]:
    call: list[Spoken] = []
    while sum(each.seconds for each in call) < seconds:
        each = pool[int(random.integers(len(pool)))]
        voice = each.voice
        if voice.loudness_db is not None:
            voice = replace(voice, loudness_db=voice.loudness_db + float(random.uniform(-1, 1)))
        call.append(replace(each, voice=voice))
    return call


def _ours(call: Sequence[Spoken]) -> list[Tone]:
    """The tones that are told to rise, of a call in which the customer speaks and pauses."""
    observer = ToneObserver(_words())
    told = list(observer.observe(CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00")))
    now = 0.0
    for each in call:
        end = now + each.seconds
        said = Utterance(t=now, t0=now, t1=end, speaker="customer", text="", confidence=0.9, voice=each.voice)
        told += observer.observe(said)
        now = end + 2.0
        told += observer.observe(Tick(t=now))
    return [tone for tone in told if isinstance(tone, Tone) and tone.trend == "rising"]


@cache
def _words() -> ToneWords:
    return ToneWords(tone_policy.load_policy(), situations.load())


def _fixed(call: Sequence[Spoken]) -> int:
    """How often the plain rule fires: louder and higher, at once, than the medians of the first 20 s."""
    start: list[Spoken] = []
    fired = 0
    for each in call:
        if sum(other.seconds for other in start) < 20.0:
            start.append(each)
            continue
        louder = _above(each, start, lambda voice: voice.loudness_db)
        higher = _above(each, start, lambda voice: comparable(voice).get("pitch"))
        fired += bool(louder >= _LOUDER_DB and higher >= _HIGHER_ST)
    return fired


def _above(each: Spoken, start: Sequence[Spoken], of: Callable[[Voice], float | None]) -> float:
    usual = [value for other in start if (value := of(other.voice)) is not None]
    value = of(each.voice)
    return value - float(np.median(usual)) if value is not None and usual else 0.0
