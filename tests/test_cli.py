"""The commands as a shell sees them: exit codes, what goes to which stream, lines in and lines out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import needs
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from callassist import paths
from callassist.text.redaction import load_policy, redact_line


def callassist(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "callassist", *arguments], input=given, capture_output=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["demo"],
        ["transcribe"],
        ["replay"],
        ["redact"],
        ["evaluate"],
        ["softphone"],
        ["models"],
        ["doctor"],
        ["knowledge"],
        ["customers"],
        ["phrases"],
        ["db"],
    ],
)
def test_every_command_has_its_help(command: list[str]) -> None:
    ran = callassist(*command, "--help")
    assert ran.returncode == 0
    assert b"Usage: " in ran.stdout
    assert ran.stderr == b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["transcribe"],
        ["nonsense"],
        ["replay", "x.jsonl", "--language", "fr"],
        ["transcribe", "x.wav", "--speaker", "cat"],
        ["softphone", "shout", "--number", "0551234567"],
        ["softphone", "ring", "0551234567"],
    ],
)
def test_wrong_use_exits_with_2_and_says_why_on_standard_error(arguments: list[str]) -> None:
    ran = callassist(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["transcribe", "none.wav"],
        ["replay", "none.jsonl"],
        ["redact", "none.txt"],
        ["softphone", "ring", "--number", "0551234567"],
    ],
)
def test_what_a_user_can_mend_exits_with_1_and_a_sentence(arguments: list[str]) -> None:
    ran = callassist(*arguments)
    assert ran.returncode == 1
    said = ran.stderr.decode()
    assert said.startswith("callassist: ")
    assert "Traceback" not in said


def test_redact_gives_a_line_for_a_line_and_changes_nothing_else() -> None:
    lines = [
        "card 4263-9826-4026-9299, thanks",
        "",
        "  رقم بطاقتي ٤٢٦٣ ٩٨٢٦ ٤٠٢٦ ٩٢٩٩ ",
        "the bill is one hundred and forty nine riyals\r",
        "\ttabs\tand  spaces  stay",
    ]
    ran = callassist("redact", given="\n".join(lines).encode())
    assert ran.returncode == 0
    out = ran.stdout.decode().split("\n")
    assert out[0] == "card [card], thanks"
    assert out[2] == "  رقم بطاقتي [card] "
    assert [out[1], out[3], out[4]] == [lines[1], lines[3], lines[4]]


def test_redact_passes_on_bytes_that_are_no_text() -> None:
    ran = callassist("redact", given=b"\xff\xfe 4263982640269299 \x80\n\xc3\n")
    assert ran.stdout == b"\xff\xfe [card] \x80\n\xc3\n"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Nl", "No"], exclude_characters="\n"), max_size=60))
def test_text_without_numbers_is_left_to_the_letter(text: str) -> None:
    redacted = redact_line(text, policy=load_policy())
    assert redacted.kinds or redacted.text == text


def tells_of_nothing(output: bytes) -> bool:
    """Whether a transcript has not a word, and says of no courtesy that it is missing, since nobody could be heard."""
    lines = [json.loads(line) for line in output.decode().splitlines()]
    figures = [line for line in lines if line["type"] == "metrics"]
    courtesies = [line for line in lines if line["type"] == "checklist"]
    return (
        len(figures) == 1
        and "words_per_minute" not in figures[0]
        and all(item["done"] is None for item in courtesies)
        and len(figures) + len(courtesies) == len(lines)
    )


def test_replay_gives_the_contracts_lines(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    head = {"type": "call", "started_at": "2026-03-01T10:00:00+03:00"}
    said = {"type": "utterance", "t0": 1.0, "t1": 2.0, "speaker": "agent", "text": "السلام عليكم", "confidence": 0.9}
    lines = [head | {"id": "c1"}, said, {"type": "end", "t": 3}, head | {"id": "c2"}, said]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    ran = callassist("replay", str(path), "--json")
    assert ran.returncode == 0
    found = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert all(list(line)[:5] == ["type", "call", "seq", "t", "at"] for line in found)
    spoken = [line for line in found if line["type"] == "utterance"]
    assert [line["call"] for line in spoken] == ["c1", "c2"]
    for line in spoken:
        assert line["text"] == "السلام عليكم"
        assert line["unsure"] == []
    # A call file may leave out the end, and the call is over all the same.
    assert [(line["call"], line["t"]) for line in found if line["type"] == "metrics"] == [("c1", 3.0), ("c2", 2.0)]
    assert all(line.startswith("{") for line in ran.stdout.decode().splitlines())


def test_replay_writes_the_reports_that_come_of_it(tmp_path: Path) -> None:
    path, calls = tmp_path / "calls.jsonl", []
    for name, text in (("calm", "my bill came twice"), ("threat", "I know where you live and I will kill you")):
        calls += [
            {"type": "call", "id": name, "started_at": "2026-03-01T10:00:00+03:00", "language": "en"},
            {"type": "utterance", "t0": 1.0, "t1": 4.0, "speaker": "customer", "text": text, "confidence": 0.9},
        ]
    path.write_text("\n".join(map(json.dumps, calls)), encoding="utf-8")
    ran = callassist("replay", str(path), "--reports", str(tmp_path / "made" / "here"))
    assert ran.returncode == 0, ran.stderr
    (report,) = (tmp_path / "made" / "here").iterdir()
    assert (report.name, report.read_bytes()[:5]) == ("incident-2.pdf", b"%PDF-")


def test_a_broken_line_names_its_number_and_gives_what_came_before_it(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    head = '{"type":"call","id":"c1","started_at":"2026-03-01T10:00:00+03:00"}'
    path.write_text(f"{head}\n{{broken\n", encoding="utf-8")
    ran = callassist("replay", str(path))
    assert ran.returncode == 1
    assert b"broken.jsonl, line 2" in ran.stderr


def test_a_companys_own_policy_file_is_checked_by_name_key_and_reason(tmp_path: Path) -> None:
    (tmp_path / "hearing.toml").write_text("[doubt]\nunsure_word = 7\n", encoding="utf-8")
    call = tmp_path / "c.jsonl"
    call.write_text('{"type":"call","id":"c1","started_at":"2026-03-01T10:00:00+03:00"}\n', encoding="utf-8")
    ran = callassist("replay", str(call), "--policy", str(tmp_path))
    assert ran.returncode == 1
    said = ran.stderr.decode()
    assert "hearing.toml" in said
    assert "doubt.unsure_word" in said


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("nothing to hide\n" * 20_000, encoding="utf-8")
    ran = subprocess.run(
        f"{sys.executable} -m callassist redact {path} | head -n 1",
        shell=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.stdout == b"nothing to hide\n"
    assert b"fault in the program" not in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_call_file_without_a_line_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"\n")
    ran = callassist("replay", str(path), "--json")
    assert ran.returncode == 1
    assert ran.stdout == b""
    assert b"empty.jsonl is empty" in ran.stderr


@pytest.mark.parametrize("sound", ["silence", "noise"])
def test_a_transcript_of_nothing_says_that_nobody_was_heard(tmp_path: Path, sound: str) -> None:
    needs.speech_model()
    path = tmp_path / "call.wav"
    samples = np.zeros((16_000, 2)) if sound == "silence" else np.random.default_rng(5).normal(0, 0.4, (48_000, 2))
    soundfile.write(path, samples.clip(-1, 1), 16_000)
    ran = callassist("transcribe", str(path), "--language", "en", "--json")
    assert ran.returncode == 0
    assert tells_of_nothing(ran.stdout)
    assert b"Nobody is heard speaking" in ran.stderr


def test_speech_that_a_damaged_model_cannot_put_into_words_leads_to_the_model(tmp_path: Path) -> None:
    whole = needs.speech_model()
    model = tmp_path / "model"
    model.mkdir()
    for file in whole.iterdir():
        (model / file.name).symlink_to(file)
    (model / "vocabulary.txt").unlink()
    (model / "vocabulary.txt").write_text("none of its words\n", encoding="utf-8")
    path = tmp_path / "call.wav"
    recorded = soundfile.SoundFile(paths.shipped("resources", "calls", "sample-en.wav"))
    soundfile.write(path, recorded.read(12 * recorded.samplerate), recorded.samplerate)
    ran = callassist("transcribe", str(path), "--language", "en", "--json", "--model", str(model))
    assert ran.returncode == 0
    assert tells_of_nothing(ran.stdout)
    assert b"models verify" in ran.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are always Unicode")
def test_a_recording_whose_name_is_no_utf8_is_written_down_all_the_same(tmp_path: Path) -> None:
    needs.speech_model()
    path = os.fsencode(tmp_path) + b"/call\xff.wav"
    with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
        soundfile.write(file, np.zeros((16_000, 2)), 16_000, format="WAV")
    ran = subprocess.run(
        [os.fsencode(sys.executable), b"-m", b"callassist", b"transcribe", path, b"--language", b"en"],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0
    assert "fault in the program" not in ran.stderr.decode()


CALL = (
    '{"type":"call","id":"c1","started_at":"2026-03-01T10:00:00+03:00"}\n'
    '{"type":"utterance","t0":1,"t1":2,"speaker":"agent","text":"hello"}\n'
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
@pytest.mark.parametrize("command", ["replay", "redact"])
def test_output_for_which_there_is_no_room_is_no_fault_of_the_program(tmp_path: Path, command: str) -> None:
    path = tmp_path / "call.jsonl"
    path.write_text(CALL, encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "callassist", command, str(path)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert ran.returncode == 1
    assert b"no room left where the output goes" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="uses a POSIX shell to close streams")
@pytest.mark.parametrize("command", ["replay {} --json >&-", "redact {} >&-", "redact <&-"])
def test_closed_standard_streams_are_no_fault(tmp_path: Path, command: str) -> None:
    path = tmp_path / "call.jsonl"
    path.write_text(CALL, encoding="utf-8")
    ran = subprocess.run(
        f"{sys.executable} -m callassist {command.format(path)}",
        shell=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_ctrl_c_while_the_program_is_still_loading_ends_it_quietly() -> None:
    interrupted = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'typer':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from callassist.__main__ import run\n"
        "run()\n"
    )
    ran = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, timeout=120, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")
