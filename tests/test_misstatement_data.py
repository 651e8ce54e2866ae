"""Thresholds, word lists and wording are data that are checked when they are loaded."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from callassist.errors import UserError
from callassist.events import Dialect
from callassist.knowledge import claim_words
from callassist.knowledge.corrections import load_wording
from callassist.knowledge.misstatement_policy import load_policy
from callassist.paths import shipped
from callassist.text import units as unit_data
from callassist.text.normalise import fold
from callassist.text.units import units

POLICY = shipped("resources", "policies", "misstatements.toml")
WORDING = shipped("resources", "misstatements", "wording.toml")
TABLE = shipped("resources", "text", "units.toml")
UNITS = shipped("resources", "text", "units-en.toml")
CLAIMS = shipped("resources", "text", "claims-en.toml")


def _units(path: Path) -> object:
    return unit_data.read(TABLE, [path, shipped("resources", "text", "units-ar.toml")])


@pytest.mark.parametrize(
    ("source", "load", "right", "wrong", "named"),
    [
        (POLICY, load_policy, "least_confidence = 0.5", "least_confidence = 5", "heard.least_confidence"),
        (POLICY, load_policy, "reach_words = 12", "reach = 12", "topic.reach"),
        (WORDING, load_wording, "{what} حاليًا {value}.", "{what} حاليًا {amount}.", "unknown slot {amount}"),
        (WORDING, load_wording, "our current list says {value}.", "see our list.", "does not say the {value}"),
        (WORDING, load_wording, "our current list says {value}.", "our list says {value.", "is no template"),
        (UNITS, _units, 'hour = ["hour",', 'hours = ["hour",', "words.hours"),
        (UNITS, _units, '"minute", "minutes"', '" ", "minutes"', "needs something to match"),
        (UNITS, _units, "[forms.en]", "[forms.english]", "forms.english"),
        (CLAIMS, lambda path: claim_words.read([path]), "since = [", "sinces = [", "sinces"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_file_key_and_reason(
    tmp_path: Path, source: Path, load: Callable[[Path], object], right: str, wrong: str, named: str
) -> None:
    text = source.read_text(encoding="utf-8")
    assert right in text
    file = tmp_path / source.name
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load(file)
    assert file.name in caught.value.what
    assert named in caught.value.what


def test_a_dialect_without_wording_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    text = WORDING.read_text(encoding="utf-8")
    start = text.index("egyptian = [")
    file.write_text(text[:start] + text[text.index("en = [", start) :], encoding="utf-8")
    with pytest.raises(UserError, match="customer has no wording for egyptian"):
        load_wording(file)


@pytest.mark.parametrize("dialect", get_args(Dialect))
def test_there_is_enough_to_say_and_nobody_is_told_that_they_are_wrong(dialect: Dialect) -> None:
    wording = load_wording()
    for templates in (wording.customer[dialect], wording.agent[dialect]):
        assert len(set(templates)) >= 6
        assert all("{what}" in template for template in templates)
    for template in wording.customer[dialect]:
        said = fold(template).text
        assert not any(
            fold(word).text in said for word in ("wrong", "mistake", "not true", "غلط", "خطأ", "مخطئ", "مو صح")
        )


@pytest.mark.parametrize(
    ("value", "unit", "dialect", "written"),
    [
        ("1", "SAR", "msa", "ريال واحد"),
        ("2", "working_day", "msa", "يوما عمل"),
        ("3", "working_day", "msa", "3 أيام عمل"),
        ("10", "SAR", "msa", "10 ريالات"),
        ("25", "SAR", "msa", "25 ريالًا"),
        ("100", "SAR", "msa", "100 ريال"),
        ("103", "day", "msa", "103 أيام"),
        ("299.50", "SAR", "msa", "299.50 ريال"),
        ("2", "hour", "gulf", "ساعتين"),
        ("25", "SAR", "gulf", "25 ريال"),
        ("1", "hour", "egyptian", "ساعة واحدة"),
        ("20", "EGP", "egyptian", "20 جنيه"),
        ("12", "month", "egyptian", "12 شهر"),
        ("1", "day", "en", "1 day"),
        ("1000", "SAR", "en", "1000 riyals"),
        ("15", "percent", "en", "15%"),
        ("3", "free_visit", "en", "3 free visit"),
    ],
)
def test_a_value_is_written_as_its_dialect_counts(value: str, unit: str, dialect: Dialect, written: str) -> None:
    assert units().written(Decimal(value), unit, dialect) == written


def test_every_unit_can_be_written_in_every_dialect() -> None:
    for unit in units().table:
        for dialect in get_args(Dialect):
            assert "_" not in units().written(Decimal(7), unit, dialect)
            assert unit not in units().written(Decimal(7), unit, dialect).split() or unit in (
                "GB",
                "MB",
                "TB",
                "kB",
                "Mbps",
                "Gbps",
            )
