"""Reading recordings that are in order: formats, rates, blocks."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given
from hypothesis import strategies as st

from callassist.audio.levels import dbov, gain
from callassist.audio.recording import Recording, read_all
from callassist.speech.recognizer import SAMPLE_RATE, Samples


def tone(hertz: float, seconds: float, rate: int, level: float = 0.3) -> Samples:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def two_tones(seconds: float, rate: int) -> Samples:
    """Left 440 Hz, right 1000 Hz and half as loud, shape (n, 2)."""
    return np.stack([tone(440, seconds, rate), tone(1000, seconds, rate, 0.15)], axis=1)


def strongest_hertz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * SAMPLE_RATE / len(samples))


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("call.wav", "PCM_16"),
        ("call.wav", "PCM_24"),
        ("call.wav", "PCM_32"),
        ("call.wav", "PCM_U8"),
        ("call.wav", "FLOAT"),
        ("call.wav", "DOUBLE"),
        ("call.wav", "ULAW"),
        ("call.wav", "ALAW"),
        ("call.wav", "IMA_ADPCM"),
        ("call.w64", "PCM_24"),
        ("call.rf64", "PCM_16"),
        ("call.flac", "PCM_24"),
        ("call.ogg", "VORBIS"),
        ("call.opus.ogg", "OPUS"),
        ("call.mp3", "MPEG_LAYER_III"),
        ("call.au", "ULAW"),
    ],
)
def test_each_format_gives_both_channels_at_their_pitch_and_level(tmp_path: Path, name: str, subtype: str) -> None:
    path = tmp_path / name
    soundfile.write(path, two_tones(2.0, 8_000), 8_000, subtype=subtype)
    recording = Recording.open(path)
    assert (recording.channels, recording.sample_rate) == (2, 8_000)
    assert recording.duration_s == pytest.approx(2.0, abs=0.15)
    left, right = read_all(path)
    middle = slice(SAMPLE_RATE // 2, SAMPLE_RATE * 3 // 2)
    assert strongest_hertz(left[middle]) == pytest.approx(440, abs=2)
    assert strongest_hertz(right[middle]) == pytest.approx(1000, abs=2)
    assert dbov(left[middle]) == pytest.approx(20 * math.log10(0.3) - 3.01, abs=0.5)
    assert dbov(left[middle]) - dbov(right[middle]) == pytest.approx(6.02, abs=0.5)
    assert recording.notices == []


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
def test_each_sampling_rate_becomes_sixteen_thousand_without_shifting_in_time(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "call.wav"
    click_at = 0.75
    sound = np.zeros(rate * 2, dtype=np.float32)
    width = round(0.01 * rate)
    start = round(click_at * rate) - width // 2
    sound[start : start + width] = 0.5 * np.hanning(width)
    soundfile.write(path, sound, rate, subtype="FLOAT")
    (heard,) = read_all(path)
    assert len(heard) == 2 * SAMPLE_RATE
    assert np.argmax(heard) / SAMPLE_RATE == pytest.approx(click_at, abs=0.0005)
    assert heard.max() == pytest.approx(0.5, abs=0.03)


def test_a_streamed_recording_equals_one_resampled_at_once(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    sound = np.random.default_rng(1).normal(0, 0.1, (70_001, 2)).astype(np.float32)
    soundfile.write(path, sound, 44_100, subtype="FLOAT")
    assert np.allclose(read_all(path), soxr.resample(sound, 44_100, SAMPLE_RATE).T, atol=1e-4)


@given(
    rate=st.sampled_from([8_000, 16_000, 44_100]),
    frames=st.integers(1, 20_000),
    channels=st.sampled_from([1, 2]),
    block_s=st.floats(0.001, 0.5),
)
def test_blocks_are_the_recording_cut_evenly_and_filled_up_at_the_end(
    tmp_path_factory: pytest.TempPathFactory, rate: int, frames: int, channels: int, block_s: float
) -> None:
    path = tmp_path_factory.mktemp("blocks") / "call.wav"
    sound = np.random.default_rng(frames).uniform(-0.5, 0.5, (frames, channels)).astype(np.float32)
    soundfile.write(path, sound, rate, subtype="FLOAT")
    size = round(block_s * SAMPLE_RATE)
    whole = read_all(path)
    blocks = list(Recording.open(path).blocks(block_s))
    assert all(block.shape == (channels, size) and block.dtype == np.float32 for block in blocks)
    assert len(blocks) == math.ceil(whole.shape[1] / size)
    joined = np.concatenate(blocks, axis=1) if blocks else np.empty((channels, 0))
    assert np.array_equal(joined[:, : whole.shape[1]], whole)
    assert not joined[:, whole.shape[1] :].any()


def test_a_block_is_512_samples_unless_asked_otherwise_and_belongs_to_its_taker(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, two_tones(1.0, 8_000), 8_000)
    recording = Recording.open(path)
    before = [block.copy() for block in recording.blocks()]
    for block in recording.blocks():
        block[:] = 9.0
    assert {block.shape for block in before} == {(2, 512)}
    assert all(np.array_equal(one, other) for one, other in zip(before, recording.blocks(), strict=True))


def test_a_block_without_a_sample_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, tone(440, 0.1, 8_000), 8_000)
    with pytest.raises(ValueError, match="holds no sample"):
        next(Recording.open(path).blocks(0.00001))


def test_an_mp3_read_in_pieces_sounds_as_if_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "call.mp3"
    soundfile.write(path, two_tones(2.0, 16_000), 16_000, subtype="MPEG_LAYER_III")
    whole, _ = soundfile.read(path, dtype="float32")
    assert np.allclose(read_all(path), whole.T, atol=1e-6)


def test_a_name_in_arabic_is_read_and_the_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "مكالمة سالم.wav"
    soundfile.write(path, tone(440, 0.5, 8_000), 8_000)
    before = path.read_bytes()
    assert read_all(path).shape == (1, 8_000)
    assert path.read_bytes() == before


def test_levels_are_relative_to_full_scale() -> None:
    assert dbov(np.ones(100, dtype=np.float32)) == pytest.approx(0.0)
    assert dbov(tone(1000, 1.0, 16_000, 1.0)) == pytest.approx(-3.01, abs=0.01)
    assert dbov(np.zeros(100, dtype=np.float32)) == -math.inf
    assert dbov(np.empty(0, dtype=np.float32)) == -math.inf
    assert gain(-6.0206) == pytest.approx(0.5, abs=1e-4)
