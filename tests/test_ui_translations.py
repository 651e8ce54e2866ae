"""Both languages are complete, and what is shipped is what was translated."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
TRANSLATIONS = REPOSITORY / "resources" / "translations"
TOOLS = Path(sys.executable).parent
LANGUAGES = ("ar", "en")


def messages(file: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """Context, source and translation of each message."""
    root = ElementTree.parse(file).getroot()
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.find("translation"))  # type: ignore[misc]
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def forms(translation: ElementTree.Element) -> list[str]:
    """Its text, or its plural forms."""
    plurals = [form.text or "" for form in translation.iter("numerusform")]
    return plurals or [translation.text or ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_sources_is_new_to_the_translation(language: str, tmp_path: Path) -> None:
    shipped = TRANSLATIONS / f"callassist_{language}.ts"
    fresh = tmp_path / shipped.name
    fresh.write_bytes(shipped.read_bytes())
    command = [str(TOOLS / "pyside6-lupdate"), "-no-obsolete", "-locations", "none", "-extensions", "py"]
    command += ["-pluralonly"] if language == "en" else []
    command += ["ui", "-ts", str(fresh)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert fresh.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    found = messages(TRANSLATIONS / f"callassist_{language}.ts")
    assert found
    undone = [source for _, source, translation in found if translation.get("type") or not all(forms(translation))]
    assert undone == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shipped_is_made_from_the_translation(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    command = [str(TOOLS / "pyside6-lrelease"), "-silent", str(TRANSLATIONS / f"callassist_{language}.ts"), "-qm"]
    subprocess.run([*command, str(made)], check=True)
    assert made.read_bytes() == (TRANSLATIONS / f"callassist_{language}.qm").read_bytes()


def test_arabic_has_arabic_words_places_for_values_and_six_plurals() -> None:
    faults = []
    for _, source, translation in messages(TRANSLATIONS / "callassist_ar.ts"):
        found = forms(translation)
        places = set(re.findall(r"%1", source))
        if not all(re.search(r"[\u0620-\u064a]", form) for form in found):
            faults.append(f"no Arabic: {source}")
        if any(set(re.findall(r"%1", form)) != places for form in found):
            faults.append(f"places: {source}")
        if len(found) not in (1, 6) or ("%n" in source) != (len(found) == 6):
            faults.append(f"plurals: {source}")
    assert faults == []


def test_nobody_is_shouted_at() -> None:
    loud = [
        source
        for _, source, translation in messages(TRANSLATIONS / "callassist_ar.ts")
        if "!" in source or any("!" in form for form in forms(translation))
    ]
    assert loud == []
