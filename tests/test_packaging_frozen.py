"""What can be known of the frozen app and its package without building them; `make frozen-check` tries a built one."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import re
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import needs
import pytest

import callassist

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGING = REPOSITORY / "packaging"
METAINFO = PACKAGING / "debian" / "org.callassist.CallAssist.metainfo.xml"
LEFT_OUT = {"av", "onnxruntime", "hf-xet"}


def _text(*parts: str) -> str:
    return REPOSITORY.joinpath(*parts).read_text(encoding="utf-8")


def _python(script: str) -> str:
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def _module(path: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(path.stem, path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


# ── The spec ──────────────────────────────────────────────────────────────────────────────────────────────


class FakeAnalysis:
    """Keeps what PyInstaller would have been asked for, and finds nothing."""

    def __init__(self, scripts: list[str], **asked: Any) -> None:
        self.scripts, self.asked = scripts, asked
        self.pure: list[tuple[str, str, str]] = []
        self.binaries: list[tuple[str, str, str]] = []
        self.datas: list[tuple[str, str, str]] = []


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names of the spec after it has run with a fake PyInstaller and without licences to look for."""

    def submodules(package: str, filter: Any = None) -> list[str]:
        return [package]

    hooks = ModuleType("PyInstaller.utils.hooks")
    nothing = {"copy_metadata": [], "collect_data_files": [], "collect_dynamic_libs": [], "collect_all": ([], [], [])}
    hooks.__dict__.update({name: lambda *_, answer=answer, **__: answer for name, answer in nothing.items()})
    hooks.__dict__["collect_submodules"] = submodules
    monkeypatch.setitem(sys.modules, "PyInstaller", ModuleType("PyInstaller"))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils", ModuleType("PyInstaller.utils"))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
    monkeypatch.setitem(sys.modules, "licences", SimpleNamespace(for_app=lambda modules: []))
    monkeypatch.setattr(sys, "path", list(sys.path))
    names: dict[str, Any] = {"SPECPATH": str(PACKAGING), "Analysis": FakeAnalysis, "PYZ": lambda *_, **__: None}
    names |= {"EXE": lambda *_, **asked: asked, "COLLECT": lambda *programs, **__: programs}
    source = PACKAGING / "callassist.spec"
    exec(compile(source.read_text(encoding="utf-8"), source, "exec"), names)
    return names


def test_the_spec_names_files_and_modules_that_exist(spec: dict[str, Any]) -> None:
    app, hook = spec["app"], spec["hook"]
    for script in [*app.scripts, *hook.scripts, *app.asked["runtime_hooks"]]:
        assert Path(script).is_file()
    for source, _ in app.asked["datas"]:
        assert Path(source).exists(), source
    assert [name for name in app.asked["hiddenimports"] if importlib.util.find_spec(name) is None] == []
    assert {name.replace("_", "-") for name in app.asked["excludes"]} >= LEFT_OUT


def test_the_app_has_a_console_and_the_hook_has_none(spec: dict[str, Any]) -> None:
    assert {program["name"]: program["console"] for program in spec["programs"]}.items() >= {
        "callassist": True,
        "callassist-hook": False,
    }.items()


def test_of_qt_only_what_a_window_needs_is_packed(spec: dict[str, Any]) -> None:
    wanted = spec["wanted"]
    kept = ("PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/lib/libQt6Widgets.so.6", "vosk/libvosk.so")
    dropped = ("PySide6/Qt/lib/libQt6Qml.so.6", "libQt6Quick.so.6", "PySide6/Qt/translations/qt_ar.qm")
    assert [name for name in kept if not wanted((name, "/venv/x", "BINARY"))] == []
    assert [name for name in dropped if wanted((name, "/venv/x", "BINARY"))] == []


def test_libraries_of_the_system_stay_the_systems(spec: dict[str, Any]) -> None:
    wanted = spec["wanted"]
    assert not wanted(("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", "BINARY"))
    assert wanted(("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY"))
    assert wanted(("lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so", "EXTENSION"))


# ── How the programs start ────────────────────────────────────────────────────────────────────────────────


def test_child_processes_are_told_apart_before_anything_of_ours_is_imported() -> None:
    tree = ast.parse(_text("packaging", "frozen", "start.py"))
    assert not [
        node for node in tree.body if "callassist" in ast.dump(node) and not isinstance(node, ast.If | ast.Expr)
    ]
    (main,) = (node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(main.body[0]) == "freeze_support()"


def test_the_frozen_hook_imports_the_hook_and_the_standard_library_alone() -> None:
    script = """
import runpy, sys
sys.argv = ["callassist-hook", "--help"]
try:
    runpy.run_path("packaging/frozen/start_hook.py", run_name="__main__")
except SystemExit as ended:
    assert ended.code == 0, ended.code
roots = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
print(sorted(name for name in sys.modules if name.startswith("callassist")), "typer" in roots, "numpy" in roots)
"""
    assert _python(script).splitlines()[-1] == "['callassist', 'callassist.handover', 'callassist.hook'] False False"


def test_whisper_needs_nothing_of_pyav() -> None:
    script = """
import runpy, sys
runpy.run_path("packaging/frozen/without_av.py")
import callassist.speech.whisper
print(sorted(name for name in sys.modules if name.partition(".")[0] == "av"))
from faster_whisper.audio import decode_audio
try:
    decode_audio("call.wav")
except ImportError as error:
    print(error)
"""
    modules, refusal = _python(script).splitlines()
    assert modules == "['av']"
    assert "hand over samples" in refusal


# ── The same on both systems ──────────────────────────────────────────────────────────────────────────────


def test_both_builds_leave_the_same_packages_out() -> None:
    (linux,) = re.findall(r"^readonly left_out=\((.+)\)$", _text("packaging", "freeze.sh"), flags=re.M)
    assert set(linux.split()) == LEFT_OUT
    assert set(re.findall(r"--no-install-package=([\w-]+)", _text("packaging", "windows", "build.ps1"))) == LEFT_OUT


def test_the_version_is_one_everywhere() -> None:
    version = tomllib.loads(_text("pyproject.toml"))["project"]["version"]
    assert callassist.__version__ == version
    assert _text("packaging", "debian", "changelog").startswith(f"callassist ({version}) ")
    release = ElementTree.parse(PACKAGING / "debian" / "org.callassist.CallAssist.metainfo.xml").find(
        "releases/release"
    )
    assert release is not None
    assert release.get("version") == version
    assert f'name="CallAssist" version="{version}.0"' in _text("packaging", "windows", "callassist.manifest")


def test_the_windows_manifest_asks_for_utf_8_long_paths_and_no_rights() -> None:
    root = ElementTree.parse(PACKAGING / "windows" / "callassist.manifest").getroot()
    said = {element.tag.rpartition("}")[2]: element for element in root.iter()}
    assert said["activeCodePage"].text == "UTF-8"
    assert said["longPathAware"].text == "true"
    assert said["requestedExecutionLevel"].get("level") == "asInvoker"


def test_the_workflow_runs_scripts_that_are_there() -> None:
    text = _text(".github", "workflows", "build.yml").replace("\\", "/")
    named = set(re.findall(r"packaging/[\w./-]+\.(?:sh|ps1|txt)", text))
    assert {"packaging/try-deb.sh", "packaging/windows/build.ps1"} <= named
    assert [name for name in named if not (REPOSITORY / name).is_file()] == []
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), flags=re.M))
    assert {target for line in re.findall(r"- run: make (.+)", text) for target in line.split()} <= targets


# ── Desktop ───────────────────────────────────────────────────────────────────────────────────────────────


def _entry(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys are told apart by case
    parser.read(path, encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_desktop_entry_is_valid() -> None:
    path = PACKAGING / "debian" / "callassist.desktop"
    assert {"Type", "Name", "Name[ar]", "Exec", "Icon"} <= set(_entry(path))
    validator = needs.program("desktop-file-validate", "desktop-file-utils")
    checked = subprocess.run([validator, path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_addresses_go_to_the_hook_that_the_package_links_to() -> None:
    entry = _entry(PACKAGING / "linux" / "callassist-hook.desktop")
    assert (entry["Exec"], entry["MimeType"]) == ("callassist-hook %u", "x-scheme-handler/callassist;")
    assert "packaging/linux/*.desktop" in _text("packaging", "deb.sh")


def test_the_metainfo_is_valid() -> None:
    tool = needs.program("appstreamcli", "appstream")
    checked = subprocess.run([tool, "validate", "--no-net", METAINFO], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_the_icon_is_drawn_in_every_size(tmp_path: Path) -> None:
    icons = _module(PACKAGING / "icons.py")
    drawn = subprocess.run([sys.executable, PACKAGING / "icons.py", tmp_path], capture_output=True, check=False)
    assert drawn.returncode == 0, drawn.stderr
    for size in icons.SIZES:
        image = (tmp_path / f"callassist-{size}.png").read_bytes()
        assert struct.unpack(">II", image[16:24]) == (size, size)
        assert len(set(image)) > 16  # something was drawn
    ico = (tmp_path / "callassist.ico").read_bytes()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, len(icons.SIZES))
    width, *_, length, offset = struct.unpack("<BBBBHHII", ico[6:22])
    assert width == icons.SIZES[0]
    assert ico[offset : offset + length] == (tmp_path / f"callassist-{width}.png").read_bytes()


# ── Licences ──────────────────────────────────────────────────────────────────────────────────────────────


def test_every_package_that_is_shipped_has_its_licence_text() -> None:
    licences = _module(PACKAGING / "licences.py")
    notice = _text("NOTICE").partition("\n\nLGPL")[2].partition("\nThe speech model")[0]
    lines = re.findall(r"^((?:[a-z][\w.-]*, )*[a-z][\w.-]*)  +\S", notice, flags=re.M)
    named = {name for line in lines for name in line.split(", ")}
    # These come along with what is left out, and so are left out themselves.
    shipped = named - LEFT_OUT - {"flatbuffers", "protobuf"}
    installed = {name for name in shipped if _is_installed(name)}
    assert len(installed) > 50
    assert [name for name in sorted(installed) if not licences.texts_of(name)] == []


def _is_installed(name: str) -> bool:
    from importlib import metadata

    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:  # for another system
        return False
    return True


def test_a_package_without_a_text_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    licences = _module(PACKAGING / "licences.py")
    monkeypatch.setattr(licences, "ADDED", {})
    monkeypatch.setattr(licences, "packages_with", lambda modules: {"vosk"})
    monkeypatch.setattr(licences, "texts_of", lambda package: [])
    with pytest.raises(licences.NoText, match="vosk"):
        licences.for_app(["vosk"])
