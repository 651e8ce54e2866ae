"""The telephone's band and coding."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from callassist.audio.levels import dbov
from callassist.audio.telephone import LINE_RATE, mu_law, telephone_band, to_line
from callassist.speech.recognizer import SAMPLE_RATE, Samples


def tone(hertz: float, rate: int = SAMPLE_RATE) -> Samples:
    return (0.25 * np.sin(2 * np.pi * hertz * np.arange(rate) / rate)).astype(np.float32)


@pytest.mark.parametrize("hertz", [300, 440, 1000, 2000, 3000, 3400])
def test_the_telephones_band_passes_unchanged(hertz: float) -> None:
    assert dbov(telephone_band(tone(hertz))) == pytest.approx(dbov(tone(hertz)), abs=0.3)


@pytest.mark.parametrize("hertz", [50, 100, 200, 3600, 4500, 7000])
def test_what_lies_outside_the_band_is_gone(hertz: float) -> None:
    assert dbov(to_line(tone(hertz), SAMPLE_RATE)) < dbov(tone(hertz)) - 35


def test_speech_stays_where_it_was_in_time() -> None:
    sound = np.zeros(SAMPLE_RATE, dtype=np.float32)
    sound[8_000:8_400] = tone(1000)[:400] * np.hanning(400)
    heard = telephone_band(sound)
    centre = float(np.sum(np.arange(SAMPLE_RATE) * heard**2) / np.sum(heard**2))
    assert centre == pytest.approx(8_199.5, abs=4)


def test_mu_law_equals_that_of_libsndfile_but_at_the_edges_of_its_steps(tmp_path: Path) -> None:
    every_value = (np.arange(-32_768, 32_768) / 32_768).astype(np.float32)
    path = tmp_path / "call.wav"
    soundfile.write(path, every_value, LINE_RATE, subtype="ULAW")
    reference, _ = soundfile.read(path, dtype="float32")
    ours = mu_law(every_value)
    # G.711 leaves it open to which of two steps a value on the edge between them belongs.
    assert np.count_nonzero(ours != reference) < 256
    assert len(np.unique(ours)) in (255, 256)


@given(st.floats(-2, 2, width=32))
def test_mu_law_keeps_a_sample_within_half_a_step_of_it(value: float) -> None:
    coded = float(mu_law(np.array([value], dtype=np.float32))[0])
    clipped = max(-32_635, min(32_635, value * 32_768))
    half_a_step = max(4.0, (abs(clipped) + 132) / 32)
    assert abs(coded * 32_768 - clipped) <= half_a_step + 0.51
    assert coded == pytest.approx(float(mu_law(np.array([coded], dtype=np.float32))[0]), abs=1e-7)


@given(st.integers(0, 3_000))
def test_length_is_kept_however_short(length: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        heard = telephone_band(tone(1000)[:length])
    assert heard.shape == (length,)
    assert heard.dtype == np.float32
    assert np.all(np.abs(heard) <= 1)
