"""What every test stands on."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterator

import keyring
import pytest
from keyring.backends import fail

# A shell lets what it starts in the background ignore Ctrl-C, and so would the programs that tests start and stop.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tests that run side by side send their reports, and a lone surrogate in what was logged can't be sent."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that a test does reaches the databases, settings, logs, keyring or running app of its user.

    Models stay where they are: they are large, and tests only read them.
    """
    from callassist import paths

    models = paths.models_dir()
    own = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("CALLASSIST_MODELS", str(models))
    for variable in ("CALLASSIST_DATA", "CALLASSIST_CONFIG", "CALLASSIST_LOGS", "CALLASSIST_RUNTIME"):
        monkeypatch.setenv(variable, str(own / variable.removeprefix("CALLASSIST_").lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)
