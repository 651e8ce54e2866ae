"""The policy of the three warnings: what is shipped is heard as a warning, and what is wrong is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from conduct_calls import EAR, POLICY

from callassist import paths
from callassist.conduct import given, policy, report_labels
from callassist.errors import UserError
from callassist.events import Dialect, Gender
from callassist.knowledge.wording import Slot, parse

SHIPPED = paths.shipped("resources", "policies", "conduct.toml").read_text(encoding="utf-8")
DIALECTS: tuple[Dialect, ...] = ("msa", "gulf", "egyptian", "en")
KINDS: tuple[policy.OutburstKind, ...] = ("abuse", "threat", "disruption")
GENDERS: tuple[Gender | None, ...] = (None, "f", "m")
LONGEST_WORDS = 40
"""Read aloud in about 15 s; more, and the customer talks over it."""


def said(text: str, gender: Gender | None, name: str | None) -> str:
    known: dict[Slot, str] = {"name": name} if name else {}
    return parse(text).filled(known, customer=gender, agent=gender)


@pytest.mark.parametrize(("kind", "number", "dialect"), [*product(KINDS, (1, 2, 3), DIALECTS)])
def test_an_agent_who_reads_a_shipped_warning_aloud_has_given_it(
    kind: policy.OutburstKind, number: int, dialect: Dialect
) -> None:
    for gender, name in product(GENDERS, (None, "أستاذة منى")):
        spoken = said(POLICY.warning(kind, number, dialect), gender, name)
        assert EAR.signs(spoken).is_warning, spoken
        assert len(spoken.split()) <= LONGEST_WORDS
        assert not re.search(r"[\[\]{}|]", spoken)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_closing_words_can_be_said(dialect: Dialect) -> None:
    spoken = said(POLICY.closing.in_dialect(dialect), None, None)
    assert 10 <= len(spoken.split()) <= LONGEST_WORDS


def test_a_supervisor_is_told_who_it_is_and_what_was_said() -> None:
    told = POLICY.supervisor_told("threat", "ar", customer="منى", number="+966551234567", words="سأحرق الفرع")
    assert "منى" in told
    assert "«سأحرق الفرع»" in told
    assert "\u2066+966551234567\u2069" in told
    unknown = POLICY.supervisor_told("may_end", "en", customer=None, number=None, words="")
    assert "an unknown customer (—)" in unknown


def changed(tmp_path: Path, pattern: str, replacement: str) -> str:
    """What is said of the shipped policy with a change."""
    text, count = re.subn(pattern, replacement, SHIPPED, count=1, flags=re.MULTILINE)
    assert count == 1
    file = tmp_path / "conduct.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as refused:
        policy.load(file)
    assert str(file) in refused.value.what
    return refused.value.what


@pytest.mark.parametrize(
    ("pattern", "replacement", "key", "reason"),
    [
        (r"^grace = .*", "grace = -1.0", "timing.grace", "greater than or equal to 0"),
        (r"^grace = .*", "grace = inf", "timing.grace", "finite number"),
        (r"^early = .*", 'early = "soon"', "timing.early", "valid number"),
        (r"^early = .*", "early = 20.0\nlate = 3", "timing.late", "not permitted"),
        (r"^\[report\]", "[reports]", "report", "required"),
        (r"^\[timing\]", "[warnings.abuse.fourth]\nmsa = 'تنبيه'\n[timing]", "warnings.abuse.fourth", "not permitted"),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', "", "warnings.abuse.second.gulf", "required"),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', 'gulf = " "', "warnings.abuse.second.gulf", "empty"),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', 'gulf = "[ {nmae}] تنبيه"', "warnings.abuse.second.gulf", "{nmae}"),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', 'gulf = "[{time}] تنبيه"', "warnings.abuse.second.gulf", "{time}"),
        (
            r'^gulf = "هذا تنبيه ثاني\. للحين.*',
            'gulf = "[ يا {name}]"',
            "warnings.abuse.second.gulf",
            "nothing of it is left",
        ),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', 'gulf = "تنبيه {name}"', "warnings.abuse.second.gulf", "brackets"),
        (r'^gulf = "هذا تنبيه ثاني\. للحين.*', 'gulf = "{خلنا|خلينا} تنبيه"', "warnings.abuse.second.gulf", "three"),
        (r'^en = "A threat in a call.*', 'en = "{who} threatens"', "supervisor.threat.en", "{who}"),
        (r'^en = "A threat in a call.*', 'en = "{words threatens"', "supervisor.threat.en", "brace"),
        (r'^ar = "المشرف المناوب.*', 'ar = ""', "whom_to_call.ar", "at least 1 character"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_and_reason(
    tmp_path: Path, pattern: str, replacement: str, key: str, reason: str
) -> None:
    told = changed(tmp_path, pattern, replacement)
    assert key in told
    assert reason in told


def test_a_wrong_cue_is_refused_with_file_and_reason(tmp_path: Path) -> None:
    shipped = paths.shipped("resources", "policies", "given.toml").read_text(encoding="utf-8")
    file = tmp_path / "given.toml"
    file.write_text(shipped.replace('"@end .. @call"', '"@ende .. @call"'), encoding="utf-8")
    with pytest.raises(UserError, match="@ende") as refused:
        given.load(file)
    assert str(file) in refused.value.what


def test_every_text_of_a_report_is_there() -> None:
    labels = report_labels.load()
    for name, kind in report_labels.ReportLabels.model_fields.items():
        table = getattr(labels, name)
        if isinstance(table, dict):
            assert kind.annotation is not None
            assert set(table) == set(literals(kind.annotation.__args__[0])), name


def literals(kind: Any) -> Iterator[str]:
    """The values of a literal, or of a union of several."""
    for argument in get_args(kind):
        yield from (argument,) if isinstance(argument, str) else literals(argument)
