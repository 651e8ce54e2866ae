"""How long the company takes for what: its own times before a regulator's, and those before the defaults."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from callassist.errors import UserError
from callassist.paths import shipped
from callassist.promises import policy
from callassist.promises.due import Due
from callassist.promises.service_times import ServiceTimes, ServiceTimesPolicy, load_policy

SHIPPED = shipped("resources", "policies", "service-times.toml")
PROMISES = policy.load_policy()
MONDAY = datetime.fromisoformat("2026-04-13T10:00:00+03:00")
THURSDAY = datetime.fromisoformat("2026-04-16T16:00:00+03:00")


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file = folder / "service-times.toml"
    file.write_text(text, encoding="utf-8")
    return file


def with_own(folder: Path, own: str, follows: str = "[]") -> ServiceTimesPolicy:
    return load_policy(changed(folder, ("follows = []", f"follows = {follows}"), ("[defaults.callback]", own)))


def reason(times: ServiceTimesPolicy, kind: str, due: str, now: datetime = MONDAY) -> str | None:
    day = len(due) == len("2026-04-13")
    moment = datetime.fromisoformat(due)
    found = ServiceTimes(times, PROMISES).untimely(
        kind, Due(date.fromisoformat(due)) if day else Due(moment.date(), moment), now
    )
    return found and found.reason


@pytest.mark.parametrize(
    ("kind", "due", "told"),
    [
        ("complaint", "2026-04-13T11:00:00+03:00", None),
        ("complaint", "2026-04-13T11:01:00+03:00", "late"),
        ("complaint", "2026-04-13", None),
        ("complaint", "2026-04-14", "late"),
        ("callback", "2026-04-13T10:01:00+03:00", None),
        ("callback", "2026-04-14T18:00:00+03:00", None),
        ("callback", "2026-04-15", "late"),
        ("visit", "2026-04-13T10:10:00+03:00", "sooner"),
        ("visit", "2026-04-13", "sooner"),
        ("visit", "2026-04-14", None),
        ("visit", "2026-05-14", None),
        ("everything", "2036-04-14", None),
    ],
)
def test_the_defaults(kind: str, due: str, told: str | None) -> None:
    assert reason(load_policy(), kind, due) == told


def test_a_limit_that_falls_on_a_day_off_stands_on_the_next_working_day() -> None:
    assert reason(load_policy(), "callback", "2026-04-19", THURSDAY) is None
    assert reason(load_policy(), "callback", "2026-04-20", THURSDAY) == "late"


def test_every_time_has_its_source_and_what_regulators_say_can_be_read() -> None:
    shipped_policy = load_policy()
    assert shipped_policy.company == {}
    assert all(time.source.text for time in shipped_policy.defaults.values())
    limits = [time for times in shipped_policy.regulators.values() for time in times.values()]
    assert limits
    assert all(time.source.url for time in limits)


def test_a_regulator_who_is_followed_takes_the_place_of_the_default(tmp_path: Path) -> None:
    times = load_policy(changed(tmp_path, ("follows = []", 'follows = ["cst"]')))
    assert reason(times, "complaint", "2026-04-16") is None
    assert reason(times, "complaint", "2026-04-19") == "late"


def test_the_companys_own_time_goes_before_all(tmp_path: Path) -> None:
    own = """
[company.complaint]
latest = { amount = 4, unit = "hour", working = true }
source = { text = "Service agreement 2026" }

[company.visit]
soonest = { amount = 2, unit = "working_day" }
latest = { amount = 1, unit = "day" }
source = { text = "Field service agreement" }

[defaults.callback]"""
    times = with_own(tmp_path, own, '["cst"]')
    assert reason(times, "complaint", "2026-04-13T14:00:00+03:00") is None
    assert reason(times, "complaint", "2026-04-13T14:01:00+03:00") == "late"
    # Two hours are left of Thursday's work; the others are Sunday's.
    assert reason(times, "complaint", "2026-04-19T10:00:00+03:00", THURSDAY) is None
    assert reason(times, "complaint", "2026-04-19T10:30:00+03:00", THURSDAY) == "late"
    assert reason(times, "visit", "2026-04-19", THURSDAY) == "sooner"


def test_hours_of_work_in_ramadan_are_those_of_ramadan(tmp_path: Path) -> None:
    own = """
[company.complaint]
latest = { amount = 2, unit = "hour", working = true }
source = { text = "Service agreement 2026" }

[defaults.callback]"""
    times = with_own(tmp_path, own)
    ramadan = datetime.fromisoformat("2026-02-23T15:00:00+03:00")
    assert reason(times, "complaint", "2026-02-24T11:00:00+03:00", ramadan) is None
    assert reason(times, "complaint", "2026-02-24T11:01:00+03:00", ramadan) == "late"


@pytest.mark.parametrize(
    ("before", "after", "told_so"),
    [
        ("follows = []", 'follows = ["nobody"]', "follows names nobody"),
        ("[defaults.visit]", "[defaults.flight]", "defaults.flight is of a kind that has no words"),
        ('latest = { amount = 1, unit = "hour" }', 'latest = { amount = 0, unit = "hour" }', "complaint.latest.amount"),
        ('latest = { amount = 1, unit = "hour" }', 'latest = { amount = 1, unit = "moon" }', "complaint.latest.unit"),
        ('unit = "day" }', 'unit = "day", working = true }', "regulators.cst.complaint.latest.*working_day"),
        ('latest = { amount = 1, unit = "hour" }\n', "", "complaint.*neither soonest nor latest"),
        ('latest = { amount = 1, unit = "hour" }',
         'soonest = { amount = 2, unit = "hour" }\nlatest = { amount = 1, unit = "hour" }', "soonest is longer"),
        ('url = "https://www.cst', 'url = "www.cst', "cst.complaint.source.url"),
        ('source = { text = "CallAssist\'s default: everything is answered within 24 hours" }', "", "callback.source"),
        ('sure = [\n', 'sure = [\n  "@nobody",\n', "kinds.visit.*names no group"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_key_and_reason(before: str, after: str, told_so: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=rf"(?s)service-times.toml.*{told_so}"):
        load_policy(changed(tmp_path, (before, after)))
