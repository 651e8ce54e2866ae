"""Proof of H6: card numbers, CVVs, IBANs and IDs, spoken and typed, are looked for wherever anything is written."""

from __future__ import annotations

import json
import logging
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from stdnum import iban, luhn

from callassist import logs, paths
from callassist.calls import callfile, replay
from callassist.calls.assembly import session_for
from callassist.calls.journal import Journal
from callassist.calls.keeping import Keeper
from callassist.store import export
from callassist.store.database import journal_path, open_for_reading, open_for_writing
from callassist.text.normalise import search_form
from callassist.text.numbers import spoken_to_digits

ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
GULF = ["صفر", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
EGYPTIAN = ["صفر", "واحد", "اتنين", "تلاتة", "أربعة", "خمسة", "ستة", "سبعة", "تمانية", "تسعة"]
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"


def card(chance: random.Random) -> str:
    body = chance.choice(["4", "51", "52", "55", "2221", "37", "6011", "5078", "9682"])
    length = 15 if body == "37" else 16
    body += "".join(chance.choice("0123456789") for _ in range(length - 1 - len(body)))
    return body + luhn.calc_check_digit(body)


def saudi_iban(chance: random.Random) -> str:
    body = "".join(chance.choice("0123456789") for _ in range(20))
    return f"SA{iban.calc_check_digits('SA00' + body)}{body}"


def national_id(chance: random.Random) -> str:
    body = chance.choice("12") + "".join(chance.choice("0123456789") for _ in range(8))
    return body + luhn.calc_check_digit(body)


def spoken(digits: str, names: Iterable[str]) -> str:
    words = list(names)
    return " ".join(words[int(digit)] if digit.isdigit() else digit for digit in digits)


def grouped(digits: str, mark: str) -> str:
    return mark.join(digits[start : start + 4] for start in range(0, len(digits), 4))


def spellings(digits: str) -> list[str]:
    """The ways in which a number comes: typed, in Arabic digits, or word by word."""
    return [
        digits,
        grouped(digits, " "),
        grouped(digits, "-"),
        digits.translate(str.maketrans("0123456789", ARABIC_DIGITS)),
        spoken(digits, ENGLISH),
        spoken(digits, GULF),
        spoken(digits, EGYPTIAN),
    ]


CARRIERS = {
    "card": ("my card number is {}", "رقم بطاقتي {}", "{}"),
    "iban": ("the IBAN is {}", "رقم الآيبان {}", "الايبان حقي {}"),
    "id": ("my national ID is {}", "رقم الهوية {}", "رقم هويتي هو {}"),
    "cvv": ("the security code is {}", "رمز الأمان {}", "the CVV is {}"),
}


def secrets(chance: random.Random, count: int) -> list[tuple[str, str]]:
    found = []
    for _ in range(count):
        found += [("card", card(chance)), ("iban", saudi_iban(chance)), ("id", national_id(chance))]
        found.append(("cvv", f"{chance.randrange(1000):03d}"))
    return found


def lines_of(kind: str, secret: str, chance: random.Random) -> list[str]:
    """A secret as one or, for cards, sometimes several utterances."""
    spelling = chance.choice(spellings(secret))
    if kind == "card" and chance.random() < 0.5:
        middle = 8
        return [
            chance.choice(CARRIERS["card"]).format(spoken(secret[:middle], ENGLISH)),
            spoken(secret[middle:], ENGLISH),
        ]
    return [chance.choice(CARRIERS[kind]).format(spelling)]


def call_file(folder: Path, said: list[tuple[str, str]], chance: random.Random) -> Path:
    path = folder / "secrets.jsonl"
    lines: list[dict[str, object]] = [{"type": "call", "id": "secrets", "started_at": "2026-03-01T10:00:00+03:00"}]
    t = 1.0
    for kind, secret in said:
        for text in lines_of(kind, secret, chance):
            speaker = "customer"
            lines.append({"type": "utterance", "t0": t, "t1": t + 3, "speaker": speaker, "text": text})
            lines.append({"type": "utterance", "t0": t + 3.2, "t1": t + 3.5, "speaker": "agent", "text": "yes"})
            t += 4
        lines.append({"type": "utterance", "t0": t, "t1": t + 2, "speaker": "customer", "text": "that is the one"})
        t += 30
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def digits_in(text: str) -> str:
    """All digits of a text in order, written or spoken, in either language; words between them part them by a space."""
    numbered = search_form(spoken_to_digits(text).text)
    return re.sub(r"[^0-9]+", " ", re.sub(r"(?<=[0-9])[\s\-.,/]+(?=[0-9])", "", numbered))


def found_in(text: str, said: list[tuple[str, str]]) -> list[str]:
    """Secrets of which seven digits in a row, or a CVV beside its name, stand in `text`."""
    digits = digits_in(text)
    leaks = []
    for kind, secret in said:
        bare = "".join(char for char in secret if char.isdigit())
        if kind == "cvv":
            named = rf"(security code is|رمز الأمان|CVV is)\s+({'|'.join(map(re.escape, spellings(secret)))})\b"
            if re.search(named, text):
                leaks.append(f"cvv {secret}")
        elif any(bare[start : start + 7] in digits for start in range(len(bare) - 6)):
            leaks.append(f"{kind} {secret}")
    return leaks


def test_the_search_itself_finds_what_it_looks_for() -> None:
    said = [("card", "4263982640269299"), ("cvv", "735"), ("id", "1012345672")]
    for spelling in spellings("4263982640269299"):
        assert found_in(f"x {spelling} y", said), spelling
    assert found_in("the security code is seven three five", said)
    assert found_in("رمز الأمان ٧٣٥", said)
    assert not found_in("ticket 50271 costs 149 riyals", said)


@pytest.mark.parametrize("seed", range(4))
def test_no_secret_reaches_the_database_the_index_the_log_or_a_crash_report(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    said = secrets(chance, 12)
    logs.configure(logging.DEBUG)
    path = call_file(tmp_path, said, chance)
    log = logging.getLogger("callassist.test")
    with open_for_writing(journal_path()) as database:
        journal = Journal(database)
        (record,) = callfile.read(path)
        session = session_for(replay.started(record), language=None)
        keeper = Keeper(session.started, journal)
        keeper.keep(session.start())
        for moment in replay.moments(record):
            if isinstance(moment.what, callfile.UtteranceLine):
                # A careless log line: exactly what must never be written.
                log.warning("heard %s", moment.what.text)
                log.info({"text": moment.what.text})
            keeper.keep(replay.play(session, moment))
        assert keeper.trouble is None
    for kind, secret in said:
        carrier = CARRIERS[kind][0].format(chance.choice(spellings(secret)))
        try:
            raise ValueError(f"could not parse: {carrier}")
        except ValueError as error:
            log.exception("decoding of %r failed", carrier)
            report = logs.crash_report(error)
            assert "ValueError" in report.read_text(encoding="utf-8")
    with open_for_reading(journal_path()) as database:
        exported = "\n".join(export.as_json(row) for row in export.rows(database))
    assert "[card]" in exported
    assert "[iban]" in exported
    assert "[id]" in exported
    assert found_in(exported, said) == []
    written = [file for root in {paths.log_dir(), paths.data_dir()} for file in root.rglob("*") if file.is_file()]
    assert any(file.suffix == ".log" for file in written)
    for file in written:
        assert found_in(file.read_bytes().decode("utf-8", "replace"), said) == [], file
