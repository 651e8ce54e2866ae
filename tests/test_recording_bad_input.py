"""Recordings that are not what they should be: each is used as far as it goes, or refused with what to do."""

from __future__ import annotations

import contextlib
import os
import struct
import sys
from pathlib import Path

import needs
import numpy as np
import psutil
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist.audio.recording import Recording, read_all
from callassist.errors import UserError
from callassist.speech.recognizer import Samples

SIZE_OF_DATA = 40
"""Where a plain WAV file's header gives the length of its samples."""


def speechlike(seconds: float, rate: int = 8_000) -> Samples:
    return np.random.default_rng(5).normal(0, 0.05, round(seconds * rate)).astype(np.float32)


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """Ten seconds, 8 kHz, 16 bits, one channel, in order."""
    path = tmp_path / "call.wav"
    soundfile.write(path, speechlike(10.0), 8_000, subtype="PCM_16")
    return path


def patch(path: Path, offset: int, new: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(new)] = new
    path.write_bytes(content)


def refused(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        for _ in Recording.open(path).blocks():
            pass
    assert str(path) in caught.value.what
    assert caught.value.remedy, "says what to do"
    return caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "nowhere.wav").what


def test_a_folder_is_not_a_recording(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path).what


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "call.wav")
    assert "not a file on a disk" in refused(tmp_path / "call.wav").what


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists")
def test_a_file_that_may_not_be_read_says_so(wav: Path) -> None:
    read_all(wav)  # all is imported by now, which another user may not be able to
    with needs.ordinary_user() as folder:
        closed = folder / "call.wav"
        closed.touch()
        closed.chmod(0)
        assert "can't be read" in refused(closed).what


def test_an_empty_file_is_not_called_a_bad_format(tmp_path: Path) -> None:
    (tmp_path / "call.wav").touch()
    assert "is empty" in refused(tmp_path / "call.wav").what


@pytest.mark.parametrize("text", ["Dear all,\nthe recording is attached.\n", "{}", "تسجيل المكالمة\n" * 100])
def test_a_text_file_named_wav_is_called_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "call.wav").write_text(text, encoding="utf-8")
    assert "is a text file" in refused(tmp_path / "call.wav").what


def test_random_bytes_are_not_sound(tmp_path: Path) -> None:
    (tmp_path / "call.wav").write_bytes(np.random.default_rng(3).bytes(20_000))
    assert "not sound of a kind" in refused(tmp_path / "call.wav").what


def test_headerless_sound_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "call.raw").write_bytes(b"\0" * 16_000)
    assert "without a header" in refused(tmp_path / "call.raw").what


@pytest.mark.parametrize("kept", [12, 20, 36, 43, 44])
def test_a_header_without_samples_holds_no_sound(wav: Path, kept: int) -> None:
    wav.write_bytes(wav.read_bytes()[:kept])
    refused(wav)


def test_a_recording_of_no_length_holds_no_sound(tmp_path: Path) -> None:
    for name in ("call.wav", "call.au"):
        soundfile.write(tmp_path / name, np.empty((0, 2), dtype=np.float32), 8_000)
        assert "holds no sound" in refused(tmp_path / name).what


@pytest.mark.parametrize(
    ("offset", "new"),
    [(16, b"\0" * 20), (20, b"\x34\x12"), (22, b"\0\0"), (24, b"\0\0\0\0"), (36, b"junk")],
    ids=["no format", "unknown coding", "no channels", "no rate", "no data chunk"],
)
def test_a_broken_header_is_refused_as_one(wav: Path, offset: int, new: bytes) -> None:
    patch(wav, offset, new)
    assert "can't be decoded" in refused(wav).what


@pytest.mark.parametrize("rate", [1, 4_000, 1_000_000, 2_000_000_000])
def test_an_absurd_rate_is_refused(wav: Path, rate: int) -> None:
    patch(wav, 24, struct.pack("<I", rate))
    assert f"claims {rate} samples" in refused(wav).what


def test_more_than_two_channels_are_refused_because_nobody_knows_who_is_who(tmp_path: Path) -> None:
    path = tmp_path / "meeting.wav"
    soundfile.write(path, np.zeros((800, 6), dtype=np.float32), 8_000)
    assert "6 channels" in refused(path).what


def test_a_recorder_that_died_before_completing_its_header_loses_nothing(wav: Path) -> None:
    whole = read_all(wav)
    patch(wav, 4, b"\0\0\0\0")
    patch(wav, SIZE_OF_DATA, b"\0\0\0\0")
    before = wav.read_bytes()
    recording = Recording.open(wav)
    assert recording.duration_s == pytest.approx(10.0)
    assert np.array_equal(read_all(wav), whole)
    assert ["never finished" in notice for notice in recording.notices] == [True]
    assert wav.read_bytes() == before


@pytest.mark.parametrize("size", [0xFFFF_FFFF, 0x7FFF_FFDB])
def test_a_recording_written_through_a_pipe_is_complete_and_needs_no_notice(wav: Path, size: int) -> None:
    whole = read_all(wav)
    patch(wav, SIZE_OF_DATA, struct.pack("<I", size))
    recording = Recording.open(wav)
    assert np.array_equal(read_all(wav), whole)
    assert recording.notices == []


def test_truncated_data_are_used_and_said_to_be_cut(wav: Path) -> None:
    whole = read_all(wav)
    wav.write_bytes(wav.read_bytes()[: 44 + 40_001])
    recording = Recording.open(wav)
    assert recording.duration_s == pytest.approx(2.5)
    assert recording.notices == [f"{wav} breaks off: 2.5 s of 10.0 s are there."]
    assert np.allclose(read_all(wav)[:, :39_900], whole[:, :39_900], atol=1e-3)


@pytest.mark.parametrize("name", ["call.flac", "call.mp3"])
def test_a_truncated_compressed_recording_is_used_up_to_there_and_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    soundfile.write(path, speechlike(10.0), 8_000)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    recording = Recording.open(path)
    heard = sum(block.shape[1] for block in recording.blocks()) / 16_000
    assert 4.0 < heard < 6.0
    assert ["is damaged" in notice for notice in recording.notices] == [True]
    for _ in recording.blocks():
        pass
    assert len(recording.notices) == 1, "reading twice does not say it twice"


def test_a_recording_of_unstated_length_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "call.flac"
    soundfile.write(path, speechlike(10.0), 8_000)
    whole = read_all(path)
    # The sampling rate's last four bits, channels and bits stand before the 36 bits that count the samples.
    content = bytearray(path.read_bytes())
    content[21] &= 0xF0
    content[22:26] = b"\0\0\0\0"
    path.write_bytes(content)
    recording = Recording.open(path)
    assert recording.duration_s is None
    assert np.array_equal(read_all(path), whole)
    assert recording.notices == []


def test_samples_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    sound = speechlike(1.0, 16_000)
    sound[1_000:1_010] = np.nan
    sound[2_000] = np.inf
    soundfile.write(path, sound, 16_000, subtype="FLOAT")
    recording = Recording.open(path)
    heard = np.concatenate(list(recording.blocks()), axis=1)
    assert np.isfinite(heard).all()
    assert not heard[0, 1_000:1_010].any()
    assert recording.notices == [f"11 samples of {path} were no numbers and became silence."]


@pytest.mark.parametrize("rate", [8_000, 16_000, 96_000])
def test_noise_beyond_full_scale_is_clipped_and_said_to_be(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, 60 * speechlike(1.0, rate), rate, subtype="FLOAT")
    recording = Recording.open(path)
    heard = np.concatenate(list(recording.blocks()), axis=1)
    assert np.abs(heard).max() == 1.0
    assert ["beyond full scale" in notice for notice in recording.notices] == [True]


@pytest.mark.parametrize(("other", "same"), [(1.0, True), (0.5, False), (0.0, False)])
def test_one_sound_in_both_channels_is_known_once_it_was_read(tmp_path: Path, other: float, same: bool) -> None:
    path = tmp_path / "call.wav"
    sound = speechlike(1.0, 16_000)
    soundfile.write(path, np.stack([sound, other * sound], axis=1), 16_000)
    recording = Recording.open(path)
    list(recording.blocks())
    assert recording.one_sound is same
    assert recording.notices == []


def test_an_hour_of_silence_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, np.zeros((1, 2), dtype=np.int16), 8_000, subtype="PCM_16")
    seconds, start = 3_600, path.stat().st_size - 4
    patch(path, SIZE_OF_DATA, struct.pack("<I", seconds * 8_000 * 4))
    os.truncate(path, start + seconds * 8_000 * 4)  # a sparse file: an hour of zeros that takes no room
    recording = Recording.open(path)
    assert recording.duration_s == seconds
    process, held = psutil.Process(), []
    count = 0
    for block in recording.blocks():
        assert block.shape == (2, 512)
        if count % 10_000 == 0:
            held.append(process.memory_info().rss)
        count += 1
    assert count == seconds * 16_000 // 512
    assert max(held) - held[0] < 20_000_000, "the hour itself is 460 MB"
    assert recording.notices == []


@settings(max_examples=200)
@given(data=st.data())
def test_a_damaged_header_never_raises_anything_but_a_users_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.wav"
    soundfile.write(path, speechlike(0.05), 8_000, subtype="PCM_16")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, 47))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with contextlib.suppress(UserError):
        for block in Recording.open(path).blocks():
            assert np.isfinite(block).all()
