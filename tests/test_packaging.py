"""What is built and set up is whole: the wheel carries its data, the lock fits, set-up says what it lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from needs import missing, program

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = ("models", "resources")


@pytest.fixture(scope="module")
def uv() -> str:
    """A uv that runs; a name on the PATH is not proof of that (pyenv's shims)."""
    for candidate in (shutil.which("uv"), shutil.which(REPOSITORY / ".cache" / "tools" / "bin" / "uv")):
        if candidate and _run(candidate, "--version").returncode == 0:
            return candidate
    missing("uv is not installed (packaging/setup.sh environment installs it)")


@pytest.fixture(scope="module")
def wheel(uv: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, just built."""
    folder = tmp_path_factory.mktemp("dist")
    command = (uv, "build", "--wheel", "--out-dir", str(folder), str(REPOSITORY))
    # Set-up has left the build backend in uv's cache; the index is only asked where it has gone from there.
    run = _run(*command, "--offline")
    run = run if run.returncode == 0 else _run(*command)
    if run.returncode != 0 and any(sign in run.stderr for sign in ("Failed to fetch", "error sending request")):
        missing("the build backend is not in uv's cache, and the package index cannot be reached")
    assert run.returncode == 0, run.stderr
    (built,) = folder.glob("*.whl")
    return built


def _run(
    *command: str, cwd: Path = REPOSITORY, env: Mapping[str, str] | None = None, user: int | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=env, user=user, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


# ── The wheel ─────────────────────────────────────────────────────────────────────────────────────────────


def _data_files() -> list[Path]:
    files = _run("git", "ls-files", "--", *DATA).stdout.splitlines()
    if not files:
        missing("not a Git checkout, so which files belong to it is not known")
    return [Path(name) for name in files if (REPOSITORY / name).exists()]


def test_the_wheel_carries_every_model_card_and_resource_as_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name: archive.read(name) for name in archive.namelist()}
    for file in _data_files():
        assert carried.get(f"callassist/_data/{file.as_posix()}") == (REPOSITORY / file).read_bytes(), file


def test_the_wheel_carries_both_packages_the_licence_and_nothing_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"callassist", "ui"}
    assert {Path(name).name for name in names if ".dist-info/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_an_installed_wheel_finds_what_is_shipped_with_it(uv: str, wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    installed = _run(uv, "pip", "install", "--offline", "--no-deps", "--target", str(site), str(wheel))
    assert installed.returncode == 0, installed.stderr
    script = f"""
import callassist, sys
from callassist.paths import shipped
print(callassist.__file__, *(shipped(name) for name in {DATA!r}), sep="\\n")
"""
    # The target stands before the checkout, which this environment has on its path too.
    found = _run(sys.executable, "-c", script, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(site)})
    assert found.returncode == 0, found.stderr
    package = site / "callassist"
    assert found.stdout.splitlines() == [str(package / "__init__.py"), *(str(package / "_data" / n) for n in DATA)]


def test_the_installed_command_starts(uv: str, wheel: Path, tmp_path: Path) -> None:
    installed = _run(uv, "pip", "install", "--offline", "--no-deps", "--target", str(tmp_path), str(wheel))
    assert installed.returncode == 0, installed.stderr
    env = os.environ | {"PYTHONPATH": str(tmp_path)}
    helped = _run(sys.executable, str(tmp_path / "bin" / "callassist"), "--help", cwd=tmp_path, env=env)
    assert helped.returncode == 0, helped.stderr
    assert "transcribe" in helped.stdout


# ── The lock ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_lock_fits_the_project_file(uv: str) -> None:
    # Another index than the lock's would make it look out of date.
    env = {name: value for name, value in os.environ.items() if "INDEX" not in name}
    checked = _run(uv, "lock", "--check", "--offline", "--no-config", env=env)
    assert checked.returncode == 0, checked.stderr


# ── Set-up ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clone() -> Iterator[Path]:
    """A folder with the set-up script alone, open to every user (pytest's own folders are not)."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "packaging", root / "packaging")
        shutil.copy(REPOSITORY / "pyproject.toml", root)
        root.chmod(0o755)
        yield root


def _set_up(clone: Path, *steps: str) -> subprocess.CompletedProcess[str]:
    """Run set-up as somebody who may install nothing."""
    if shutil.which("apt-get") is None:
        pytest.skip("this system has no apt")
    nobody = 65534 if os.geteuid() == 0 else None
    if nobody is None and shutil.which("sudo") and _run("sudo", "-n", "true").returncode == 0:
        pytest.skip("this user may become root without a password, so set-up would install for real")
    env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(clone)}
    return _run(str(clone / "packaging" / "setup.sh"), *steps, cwd=clone, env=env, user=nobody)


def test_set_up_names_the_missing_packages_and_the_command_where_it_may_not_install_them(clone: Path) -> None:
    (clone / "packaging" / "system-packages.txt").write_text(
        "# a remark\n\n"
        "libpresent1  library:libc.so.6              is always there\n"
        "libabsent1   library:libabsent-callassist.so.1  is never there\n"
        "absent-data  file:/nonexistent/callassist   is never there\n"
    )
    run = _set_up(clone, "system")
    assert run.returncode == 1
    assert "apt-get install -y --no-install-recommends libabsent1 absent-data\n" in run.stderr
    assert "libpresent1" not in run.stderr


def test_set_up_is_silent_where_nothing_is_missing(clone: Path) -> None:
    (clone / "packaging" / "system-packages.txt").write_text("libc6  library:libc.so.6  is always there\n")
    run = _set_up(clone, "system")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_line_that_set_up_cannot_read_stops_it(clone: Path) -> None:
    (clone / "packaging" / "system-packages.txt").write_text("libc6  program:ls  no such way of looking\n")
    run = _set_up(clone, "system")
    assert run.returncode == 1
    assert 'cannot look for "program:ls"' in run.stderr


def test_an_unknown_step_is_refused(clone: Path) -> None:
    run = _set_up(clone, "sytem")
    assert run.returncode == 1
    assert 'unknown step "sytem"' in run.stderr


def _packages(name: str) -> list[list[str]]:
    text = (REPOSITORY / "packaging" / name).read_text(encoding="utf-8")
    return [line.split(maxsplit=2) for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["system-packages.txt", "build-packages.txt"])
def test_every_system_package_has_a_way_to_look_for_it_and_a_reason(name: str) -> None:
    assert _packages(name)
    assert [line for line in _packages(name) if len(line) < 3] == []


def test_every_system_package_has_its_row_among_the_dependencies() -> None:
    lines = _packages("system-packages.txt")
    documented = (REPOSITORY / "docs" / "dependencies.md").read_text(encoding="utf-8").partition("## The operating")[2]
    assert [package for package, *_ in lines if f"`{package}`" not in documented] == []


SCRIPTS = sorted(path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / "packaging").glob("*.sh"))


@pytest.mark.parametrize("script", [".ci/beside", ".ci/run", *SCRIPTS])
def test_the_shell_scripts_are_sound(script: str) -> None:
    checked = _run("bash", "-n", script)
    assert checked.returncode == 0, checked.stderr
    # One that others source is no program.
    assert os.access(REPOSITORY / script, os.X_OK) == (REPOSITORY / script).read_text().startswith("#!")
    linted = _run(program("shellcheck", "shellcheck"), "-x", script)
    assert linted.returncode == 0, linted.stdout


def test_of_commands_beside_each_other_all_run_to_their_end_and_the_failed_one_is_named() -> None:
    ran = _run(
        ".ci/beside", "first", "false; echo never", "second", "nice; false | cat", "third", "sleep 0.1; echo done"
    )
    assert (ran.returncode, ran.stderr) == (1, "failed: first second\n")
    assert sorted(ran.stdout.splitlines()) == [f"second | {min(os.nice(0) + 10, 19)}", "third | done"]
    assert _run(".ci/beside", "first", "true", "second", "true").returncode == 0
