"""Recordings and their transcripts, as they lie in a company's folder, with everything that can be wrong there."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from callassist.errors import UserError
from callassist.events import Speaker
from callassist.speech.evaluation.references import Reference, find, sides

CALL = {"type": "call", "id": "c1", "started_at": "2026-03-01T10:00:00+03:00", "language": "en"}


def record(path: Path, channels: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.zeros((800, channels), np.float32), 8000)
    return path


def call_file(path: Path, *said: tuple[float, Speaker, str], calls: int = 1) -> None:
    lines = [{"type": "utterance", "t0": t0, "t1": t0 + 1, "speaker": who, "text": text} for t0, who, text in said]
    path.write_text("".join(json.dumps(line) + "\n" for line in [CALL, *lines] * calls), encoding="utf-8")


def test_a_text_beside_a_recording_is_its_transcript(tmp_path: Path) -> None:
    record(tmp_path / "day" / "one.wav")
    (tmp_path / "day" / "one.txt").write_text("\ufeffالسلام عليكم", encoding="utf-8")
    (found,), unusable = find(tmp_path)
    assert (found.name, found.language, found.said) == ("day/one.wav", "ar", {"customer": "السلام عليكم"})
    assert not found.named
    assert unusable == []


def test_a_list_names_recordings_below_it(tmp_path: Path) -> None:
    record(tmp_path / "en" / "a.flac")
    record(tmp_path / "b.ogg")
    listed = [{"file": "en/a.flac", "language": "ar", "text": "hello"}, {"file": "./b.ogg", "text": "good evening"}]
    (tmp_path / "transcripts.json").write_text(json.dumps(listed), encoding="utf-8")
    found, unusable = find(tmp_path)
    assert [(each.name, each.language) for each in found] == [("b.ogg", "en"), ("en/a.flac", "ar")]
    assert unusable == []


def test_a_call_file_says_who_said_what_and_goes_first(tmp_path: Path) -> None:
    record(tmp_path / "c.wav", channels=2)
    (tmp_path / "c.txt").write_text("something else", encoding="utf-8")
    call_file(
        tmp_path / "c.transcript.jsonl",
        (3.0, "agent", "bye"),
        (1.0, "agent", "good evening"),
        (2.0, "customer", "hello"),
    )
    (found,), _ = find(tmp_path)
    assert found.named
    assert found.said == {"agent": "good evening bye", "customer": "hello"}


def test_what_can_not_be_used_is_listed_with_its_reason(tmp_path: Path) -> None:
    for name in ("fine", "mute", "empty", "latin1", "two"):
        record(tmp_path / f"{name}.wav")
    (tmp_path / "fine.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "latin1.txt").write_bytes("caf\xe9 olé".encode("latin-1"))
    call_file(tmp_path / "two.transcript.jsonl", (1.0, "agent", "hello"), calls=2)
    (tmp_path / "phone.m4a").write_bytes(b"\0\0\0\x20ftypM4A ")
    (tmp_path / "._fine.wav").write_bytes(b"what a Mac leaves behind")
    (tmp_path / "transcripts.json").write_text('[{"file": "gone.wav", "text": "hello"}]', encoding="utf-8")
    found, unusable = find(tmp_path)
    assert [each.name for each in found] == ["fine.wav"]
    reasons = {each.name: each.reason for each in unusable}
    assert reasons.keys() == {"mute.wav", "empty.wav", "latin1.wav", "two.wav", "phone.m4a", "gone.wav"}
    assert "mute.transcript.jsonl or mute.txt" in reasons["mute.wav"]
    assert "empty" in reasons["empty.wav"]
    assert "UTF-8" in reasons["latin1.wav"]
    assert "2 calls" in reasons["two.wav"]
    assert "no such file" in reasons["gone.wav"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "transcripts.json"),
        ('[{"file": "a.wav"}]', "0.text"),
        ('[{"file": "a", "text": "b", "language": "fr"}]', "'ar'"),
    ],
)
def test_a_wrong_list_is_told_by_its_entry(tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "transcripts.json").write_text(written, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        find(tmp_path)


def test_a_folder_without_recordings_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"name\.txt beside name\.wav"):
        find(tmp_path)
    record(tmp_path / "alone.wav")
    with pytest.raises(UserError, match=r"No recording in .*alone\.wav: there is no transcript beside it"):
        find(tmp_path)
    with pytest.raises(UserError, match="is no folder"):
        find(tmp_path / "alone.wav")


def reference(said: dict[Speaker, str], *, named: bool) -> Reference:
    return Reference("c.wav", Path("c.wav"), "en", said, named)


def test_left_is_the_agent_and_right_the_customer() -> None:
    sound = np.stack([np.full(100, 0.1, np.float32), np.full(100, 0.2, np.float32)])
    both = sides(reference({"customer": "hi", "agent": "hello"}, named=True), sound)
    assert [(side.speaker, side.said, round(float(side.samples[0]), 1)) for side in both] == [
        ("agent", "hello", 0.1),
        ("customer", "hi", 0.2),
    ]


def test_a_side_that_was_not_transcribed_is_not_heard() -> None:
    sound = np.stack([np.full(100, 0.1, np.float32), np.full(100, 0.2, np.float32)])
    (only,) = sides(reference({"customer": "hi"}, named=True), sound)
    assert (only.speaker, float(only.samples[0])) == ("customer", pytest.approx(0.2))


def test_two_channels_with_the_same_sound_are_one() -> None:
    (only,) = sides(reference({"customer": "hi"}, named=False), np.full((2, 100), 0.1, np.float32))
    assert only.samples.shape == (100,)


def test_speakers_that_can_not_be_told_apart_are_refused() -> None:
    one, two = np.zeros((1, 100), np.float32), np.eye(2, 100, dtype=np.float32)
    with pytest.raises(UserError, match="one channel"):
        sides(reference({"customer": "hi", "agent": "hello"}, named=True), one)
    with pytest.raises(UserError, match="doesn't say who speaks"):
        sides(reference({"customer": "hi"}, named=False), two)
