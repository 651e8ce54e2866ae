"""In which dialect a customer is spoken to, by the record and by what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from callassist import paths
from callassist.errors import UserError
from callassist.events import CallStarted, CustomerKnown, Dialect, Language, Speaker, Utterance
from callassist.knowledge.address import Address
from callassist.knowledge.offering import Manner
from callassist.text import dialect

EAR = dialect.load()
EGYPTIAN = "مساء الخير يا فندم، حضرتك عايز إيه دلوقتي"
GULF = "النت عندي فاصل وش السالفة"
ENGLISH = "my internet has been down for two days"


def spoken(
    *said: tuple[Speaker, str], language: Language = "ar", record: Dialect | None = None, company: Dialect = "msa"
) -> Dialect:
    address = Address(EAR, Manner(dialect=company).dialect_in)
    address.take(CallStarted(id="c1", started_at="2026-03-01T10:00:00+03:00", language=language))
    address.take(CustomerKnown(dialect=record))
    for place, (speaker, text) in enumerate(said):
        address.take(Utterance(t=place, t0=place, t1=place + 1, speaker=speaker, text=text))
    return address.dialect


def test_the_record_goes_before_the_customers_words_these_before_the_agents_and_all_before_the_companys() -> None:
    assert spoken(("customer", GULF), ("agent", EGYPTIAN), record="msa") == "msa"
    assert spoken(("customer", GULF), ("agent", EGYPTIAN)) == "gulf"
    assert spoken(("customer", "السلام عليكم"), ("agent", EGYPTIAN)) == "egyptian"
    assert spoken(("customer", "السلام عليكم"), ("agent", "وعليكم السلام"), company="gulf") == "gulf"


def test_an_agent_makes_no_call_english_or_arabic() -> None:
    assert spoken(("agent", ENGLISH)) == "msa"
    assert spoken(("agent", EGYPTIAN), language="en") == "en"


def test_who_says_one_thing_in_english_does_not_speak_it() -> None:
    assert spoken(("customer", GULF), ("customer", GULF), ("customer", "shut up you idiot")) == "gulf"
    assert spoken(("customer", ENGLISH), ("customer", ENGLISH), ("customer", "طيب")) == "en"


@pytest.mark.parametrize("text", ["انت مبتفهمش وهتندم", "ماوصلتنيش الرسالة وهنقفل الخط", "ماعملتش حاجة"])
def test_the_forms_of_verbs_tell_egyptian(text: str) -> None:
    assert spoken(("customer", text)) == "egyptian"


@pytest.mark.parametrize("text", ["رقم الهاتف عند المهندس هنالك", "هنيئا لك المعاش يا مفتش", "كلب متوحش في الهند"])
def test_words_that_look_like_them_do_not(text: str) -> None:
    assert not EAR.counts(text)["egyptian"]


def test_a_form_that_is_none_is_refused(tmp_path: Path) -> None:
    shipped = paths.shipped("resources", "text", "dialects.toml").read_text(encoding="utf-8")
    own = tmp_path / "dialects.toml"
    own.write_text(shipped.replace('egyptian = "ما', 'egyptian = "(ما'), encoding="utf-8")
    with pytest.raises(UserError, match=r"dialects\.toml has wrong values: forms\.egyptian: .*regular expression"):
        dialect.load(own)
