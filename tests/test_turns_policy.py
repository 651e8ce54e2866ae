"""The policy of turns: what is shipped, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist import paths
from callassist.conversation import turns_policy
from callassist.conversation.backchannels import Backchannels, words_of
from callassist.errors import UserError
from tests.conversations import policy


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("joint = 0.6", "joint = -0.6", "interruptions.joint"),
        ("pause = 0.5", "pause = 0", "turns.pause"),
        ("least = 3.0", "least = nan", "silence.least"),
        ("least = 3.0", "least = 3.0\nmost = 4.0", "silence.most"),
        ("held = 0.5\n", "", "interruptions.held: Field required"),
        ('"I hear you"', '"?!"', "«?!» has no word"),
        ('"to sum up"', '".. to sum up"', "begins or ends with"),
    ],
)
def test_wrong_values_are_refused_with_file_key_and_reason(was: str, becomes: str, reason: str, tmp_path: Path) -> None:
    text = paths.shipped("resources", "policies", "turns.toml").read_text(encoding="utf-8")
    assert was in text
    path = tmp_path / "turns.toml"
    path.write_text(text.replace(was, becomes), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        turns_policy.load_policy(path)
    assert "turns.toml" in str(raised.value)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("نعم، أيوه، تمام، حاضر، ماشي، إي، طيب، أبشر", True),
        ("نَعَمْ", True),
        ("أيوووووه", True),
        ("Mm-hm.", True),
        ("mmmm, uh-huh, I see", True),
        ("حاضر يا فندم", True),
        ("طيب اسمعني", False),
        ("I", False),
        ("I see the problem", False),
        ("لا", False),
        ("5", False),
        ("…", False),
        ("", False),
    ],
)
def test_what_is_nothing_but_backchannels(text: str, only: bool) -> None:
    listed = policy().backchannels
    assert Backchannels(listed.words, listed.longest).only(words_of(text)) is only


def test_a_phrase_may_be_half_said_while_more_may_follow() -> None:
    told = Backchannels(["I see", "إي نعم"], 2.0)
    assert told.only(words_of("I"), under_way=True)
    assert not told.only(words_of("I think"), under_way=True)
    assert not told.only(words_of("see"), under_way=True)
    assert told.only(words_of("I see, إي نعم, I"), under_way=True)
