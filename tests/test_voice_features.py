"""What is measured of a customer's voice: sounds of known pitch, tilt, level and rate, and sound that is none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.audio.levels import gain
from callassist.audio.telephone import telephone_band
from callassist.audio.voice_features import voice_of
from callassist.events import Voice
from callassist.speech.recognizer import SAMPLE_RATE, Samples

PITCHES = [85.0, 120.0, 180.0, 260.0, 400.0]


def sung(hz: float, seconds: float = 1.0, *, slope: float = 1.0, syllables: float = 0.0) -> Samples:
    """A buzz of harmonics that fall as 1 / n to the power of `slope`, swelling so many times a second."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    sound = sum(np.sin(2 * math.pi * n * hz * t + n * n) / n**slope for n in range(1, int(7000 / hz)))
    if syllables:
        sound = sound * (0.05 + np.sin(math.pi * syllables * t) ** 2)
    return np.asarray(0.2 * sound / np.max(np.abs(sound)), dtype=np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


@pytest.mark.parametrize("hz", PITCHES)
@pytest.mark.parametrize("line", [False, True], ids=["wide", "telephone band"])
def test_the_pitch_is_found_even_where_the_fundamental_is_missing(hz: float, line: bool) -> None:
    sound = telephone_band(sung(hz)) if line else sung(hz)
    assert voice_of("customer", sound).f0_hz == pytest.approx(hz, rel=0.02)


def test_a_harder_voice_has_less_tilt() -> None:
    soft, hard = (voice_of("customer", telephone_band(sung(140, slope=slope))).tilt_db for slope in (2.0, 1.0))
    assert soft is not None
    assert hard is not None
    assert hard - soft > 5


def test_loudness_is_in_decibels_and_silence_around_it_counts_for_nothing() -> None:
    sound = sung(140)
    usual = voice_of("customer", sound).loudness_db
    assert usual is not None
    assert voice_of("customer", sound * gain(-12)).loudness_db == pytest.approx(usual - 12, abs=0.1)
    between = np.concatenate([silence(3), sound, silence(3)])
    assert voice_of("customer", between).loudness_db == pytest.approx(usual, abs=0.5)


@pytest.mark.parametrize("rate", [2.0, 4.0, 6.0])
def test_syllables_are_counted_per_second_of_speech(rate: float) -> None:
    found = voice_of("customer", np.concatenate([sung(140, 3.0, syllables=rate), silence(2)])).rate
    assert found == pytest.approx(rate, rel=0.3)


def test_gain_changes_nothing_but_loudness() -> None:
    sound = sung(180, 2.0, syllables=4)
    loud, soft = voice_of("customer", sound), voice_of("customer", sound * gain(-20))
    assert loud.f0_hz == soft.f0_hz
    assert loud.rate == soft.rate
    assert loud.tilt_db == pytest.approx(soft.tilt_db, abs=0.05)


def test_the_agents_voice_is_refused() -> None:
    with pytest.raises(ValueError, match="agent's voice"):
        voice_of("agent", sung(140))


@pytest.mark.parametrize("samples", [0, 1, 639, 640, 641])
def test_too_little_to_measure_is_measured_as_nothing(samples: int) -> None:
    assert voice_of("customer", sung(140)[:samples]).f0_hz is None


def test_silence_has_no_features() -> None:
    assert voice_of("customer", silence(1)) == Voice()
    assert voice_of("customer", silence(1) + np.float32(0.3)) == Voice()  # a constant is none either


def test_noise_has_no_pitch() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, SAMPLE_RATE).astype(np.float32)
    assert voice_of("customer", noise).f0_hz is None


def test_what_is_no_number_counts_as_silence() -> None:
    sound = sung(180)
    sound[:4000], sound[8000], sound[9000] = np.nan, np.inf, -np.inf
    assert voice_of("customer", sound).f0_hz == pytest.approx(180, rel=0.02)
    assert voice_of("customer", np.full(SAMPLE_RATE, np.nan, dtype=np.float32)) == Voice()


def test_clipped_sound_still_has_its_pitch() -> None:
    assert voice_of("customer", np.clip(sung(180) * 40, -1, 1)).f0_hz == pytest.approx(180, rel=0.02)


def test_a_long_utterance_is_measured_like_its_parts() -> None:
    assert voice_of("customer", sung(180, 12.0)).f0_hz == pytest.approx(180, rel=0.02)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(width=32, allow_nan=True, allow_infinity=True), max_size=50),
    st.integers(0, 60),
    st.floats(0, 1e6, width=32),
)
def test_any_sound_is_measured_in_plain_numbers(piece: list[float], times: int, factor: float) -> None:
    with np.errstate(all="ignore"):
        sound = np.tile(np.asarray(piece, dtype=np.float32) * np.float32(factor), times)
    voice = voice_of("customer", sound)
    for value in (voice.loudness_db, voice.f0_hz, voice.tilt_db, voice.rate):
        assert value is None or math.isfinite(value)
    assert voice.f0_hz is None or 60 < voice.f0_hz < 700
