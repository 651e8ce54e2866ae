"""Log files and crash reports: whole, readable by their owner alone, and without any secret."""

from __future__ import annotations

import logging
import stat
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import needs
import pytest

from callassist import logs, paths

CARD = "4111111111111111"
SPOKEN = "four one one one one one one one one one one one one one one one"
IBAN = "SA03 8000 0000 6080 1016 7519"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """The root logger, hooks and warnings as they were."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


@pytest.fixture
def log() -> Path:
    return logs.configure(logging.DEBUG)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_record_is_written_whole_and_without_the_number(log: Path) -> None:
    logging.getLogger("callassist.test").info("heard %s of %s in %d ms", CARD, "customer", 45)
    assert "INFO MainProcess MainThread callassist.test: heard [card] of customer in 45 ms" in log.read_text("utf-8")


@pytest.mark.parametrize("secret", [CARD, SPOKEN, IBAN, "٤١١١ ١١١١ ١١١١ ١١١١", "card 4111 1111 1111 1112"])
def test_no_part_of_a_record_carries_a_number(log: Path, secret: str) -> None:
    logger = logging.getLogger("callassist.test")
    logger.info(secret)
    logger.info("%s", secret)
    logger.info("%(text)s", {"text": secret})
    logger.info({"text": secret})
    logger.info("4111 %s", "1111 1111 1111")
    logger.warning("with a stack", stack_info=True)
    try:
        raise ValueError(secret)
    except ValueError as error:
        error.add_note(f"while reading {secret}")
        logger.exception("failed on %r", secret)
    written = log.read_text("utf-8")
    assert secret not in written
    assert "4111 1111" not in written
    assert "Traceback" in written
    assert "test_no_part_of_a_record_carries_a_number" in written


@pytest.mark.parametrize("piece", ["1111 1111", "one one one one one one one one", "واحد واحد واحد واحد واحد واحد"])
def test_a_piece_of_a_number_is_not_written_either(log: Path, piece: str) -> None:
    logging.getLogger().info("heard %s", piece)
    assert "heard [digits]" in log.read_text("utf-8")


def test_harmless_records_stay_as_they_are(log: Path) -> None:
    said = "utterance 12 of call 0190-2 took 0.512 s at 2026-03-01T10:00:00+03:00, 45 words, 3.5 MB, phone 0551234567"
    logging.getLogger().info(said)
    assert said in log.read_text("utf-8")


def test_a_record_whose_arguments_do_not_fit_is_written_and_says_so(log: Path) -> None:
    logging.getLogger().info("%d calls", CARD)
    assert "%d calls (its arguments could not be put in: TypeError)" in log.read_text("utf-8")


def test_a_record_with_a_lone_surrogate_is_written(log: Path) -> None:
    logging.getLogger().info("odd \ud800 text")
    assert "odd \\ud800 text" in log.read_text("utf-8")


def test_other_handlers_behind_the_filter_get_the_redacted_record() -> None:
    record = logging.LogRecord("n", logging.INFO, "p", 1, "card %s", (CARD,), None)
    assert logs.RedactingFilter().filter(record)
    assert record.getMessage() == "card [card]"
    assert record.args == ()


def test_warnings_are_logged_redacted(log: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"odd {CARD}", stacklevel=1)
    assert "odd [card]" in log.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists")
def test_only_the_owner_can_read_logs_also_after_they_were_turned_over(log: Path) -> None:
    logger = logging.getLogger()
    for _ in range(3000):
        logger.info("x" * 1000)
    turned_over = list(log.parent.glob("*.log*"))
    assert len(turned_over) > 1
    assert {mode(file) for file in turned_over} == {0o600}
    assert mode(log.parent) == 0o700


def test_a_second_call_moves_the_log(log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLASSIST_LOGS", str(tmp_path / "elsewhere"))
    moved = logs.configure(name="hearing")
    logging.getLogger().info("after the move")
    assert moved == tmp_path / "elsewhere" / "hearing.log"
    assert "after the move" in moved.read_text("utf-8")
    assert "after the move" not in log.read_text("utf-8")


def failing(secret: str) -> None:
    local = f"{secret} as a local"
    raise ValueError(f"could not read {secret}") from KeyError(local)


def test_a_crash_report_has_the_whole_traceback_and_no_number() -> None:
    try:
        failing(CARD)
    except ValueError as error:
        report = logs.crash_report(error)
    text = report.read_text("utf-8")
    assert report.parent == paths.log_dir()
    assert "could not read [card]" in text
    assert "KeyError: '[card] as a local'" in text
    assert "in failing" in text
    assert "direct cause" in text
    assert CARD not in text
    if sys.platform != "win32":
        assert mode(report) == 0o600


def test_a_number_over_several_lines_of_a_message_is_masked() -> None:
    report = logs.crash_report(ValueError("odd lines:\n4111 1111\n1111 1111\nand SA03\n8000 0000 6080 1016 7519"))
    text = report.read_text("utf-8")
    assert "1111" not in text
    assert "6080" not in text


def test_two_reports_in_one_second_are_two_files() -> None:
    error = ValueError("twice")
    assert logs.crash_report(error) != logs.crash_report(error)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists")
def test_a_report_finds_a_place_where_the_log_folder_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    logs.crash_report(ValueError("all is imported by now, which another user may not be able to"))
    with needs.ordinary_user() as folder:
        closed = folder / "closed"
        closed.mkdir(mode=0o500)
        monkeypatch.setenv("CALLASSIST_LOGS", str(closed))
        report = logs.crash_report(ValueError("no room"))
    assert "no room" in report.read_text("utf-8")
    report.unlink()


def test_a_report_finds_a_place_where_the_log_folder_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CALLASSIST_LOGS", str(tmp_path / "file"))
    report = logs.crash_report(ValueError("no room"))
    assert "no room" in report.read_text("utf-8")
    report.unlink()


CRASHING = """
import logging, sys, threading
from callassist import logs
logs.configure()
secret = " ".join(["four"] + ["one"] * 15)
def fail():
    raise RuntimeError(f"heard {secret}")
if sys.argv[1] == "thread":
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
elif sys.argv[1] == "unraisable":
    class Odd:
        def __del__(self):
            fail()
    Odd()
elif sys.argv[1] == "core":
    import resource
    print(resource.getrlimit(resource.RLIMIT_CORE))
else:
    fail()
"""


def crash(how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CRASHING, how], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", ["main", "thread"])
def test_what_nobody_caught_leaves_a_report_and_no_number_anywhere(how: str) -> None:
    done = crash(how)
    (report,) = paths.log_dir().glob("crash-*.txt")
    assert "heard [card]" in report.read_text("utf-8")
    written = "".join(file.read_text("utf-8") for file in paths.log_dir().iterdir()) + done.stdout + done.stderr
    assert "one one one" not in written.replace('["one"] * 15', "")
    assert report.name in done.stderr
    assert report.name in (paths.log_dir() / "callassist.log").read_text("utf-8")


def test_what_cannot_be_raised_is_logged() -> None:
    done = crash("unraisable")
    assert "heard [card]" in (paths.log_dir() / "callassist.log").read_text("utf-8")
    assert "one one one" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit for core dumps")
def test_no_core_dump_is_left() -> None:
    assert crash("core").stdout.strip() == "(0, 0)"
