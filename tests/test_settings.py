"""What a person has chosen, kept whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callassist.settings import HearingSettings, Settings, SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_without_a_file_nothing_is_confirmed(path: Path) -> None:
    assert SettingsFile(path).current == Settings()
    assert not SettingsFile(path).current.notice.is_confirmed


def test_what_was_changed_is_there_after_a_restart(path: Path) -> None:
    file = SettingsFile(path)
    file.change(file.current.with_notice_confirmed(" Night shift lead "))
    found = SettingsFile(path).current
    assert found.notice.is_confirmed
    assert found.notice.confirmed_by == "Night shift lead"


def test_nobodys_confirmation_is_none() -> None:
    assert not Settings().with_notice_confirmed("  ").notice.is_confirmed


@pytest.mark.parametrize("broken", ["{", "[]", '{"version": "new"}', '{"hearing": {"language": "fr"}}', "\x00", "null"])
def test_a_broken_file_is_put_aside_and_not_lost(path: Path, broken: str) -> None:
    path.parent.mkdir()
    path.write_text(broken)
    file = SettingsFile(path)
    assert file.current == Settings()
    assert file.set_aside is not None
    assert file.set_aside.read_text() == broken
    file.change(Settings(hearing=HearingSettings(language="en")))
    assert SettingsFile(path).current.hearing.language == "en"


def test_what_a_newer_program_wrote_is_read_as_far_as_it_is_known(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 99, "phone": {"region": "EG", "sparkle": True}, "novelty": 1}))
    assert SettingsFile(path).current.phone.region == "EG"


def test_a_change_that_can_not_be_written_is_in_force_all_the_same(path: Path, tmp_path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    file = SettingsFile(path)
    with pytest.raises(OSError, match="config"):
        file.change(Settings(hearing=HearingSettings(language="en")))
    assert file.current.hearing.language == "en"
    assert [found.name for found in tmp_path.iterdir()] == ["config"]


def test_voices_may_be_measured_only_where_somebody_answers_for_a_notice_that_says_so() -> None:
    assert not Settings().may_measure_voice
    assert not Settings().with_notice_confirmed("Nora").may_measure_voice
    says = Settings().with_notice_confirmed("Nora", says_voice=True)
    assert says.may_measure_voice
    assert not says.measures_voice
    on = says.model_copy(update={"hearing": HearingSettings(voice_tone=True)})
    assert on.measures_voice
    assert on.with_notice_confirmed("Huda").measures_voice
    assert not on.with_notice_confirmed("Huda", says_voice=False).measures_voice
