"""What is said to customers: enough of it, whole, in the right gender and dialect, and no two the same."""

from __future__ import annotations

import re
from itertools import pairwise, product
from pathlib import Path

import pytest

from callassist.errors import UserError
from callassist.events import Dialect, Gender
from callassist.knowledge import near_duplicates, phrases
from callassist.knowledge.choosing import Chooser, Wanted, fits
from callassist.knowledge.phrases import DIALECTS, FAULTS, SITUATIONS, TONES, VOICES, Phrases, Situation
from callassist.knowledge.wording import Slot

GENDERS: tuple[Gender | None, ...] = ("m", "f", None)
KNOWN: dict[Slot, str] = {
    "name": "سمر",
    "agent": "نورة",
    "company": "نماء تيليكوم",
    "department": "الفوترة",
    "time": "الساعة 9",
}
SHIPPED = phrases.load()

GULF_ONLY = "الحين وش ابي ودك مو لين السموحه هالطلب هالبند هالموضوع للحين شوي ابشر بغيت تراك زين حنا"
EGYPTIAN_ONLY = "دلوقتي ايه مش ده دي ازاي عايز عايزه حضرتك فندم كده لسه مفيش اوي النهارده بتاع عشانك محدش"
# Forms by which a man is addressed, or a man speaks of himself; a woman's are written otherwise.
MASCULINE = {
    "msa": "دعني خذ قل اسمح اخبرني تفضل تريد تستطيع تحتاج تنتظر تود تحب اختر انتظر صحح تردد تتردد تقلق غاضب راض",
    "gulf": "خلني خلنا خذ قل تبي تبغي تقدر تحب تحتاج تنتظر عطني شف شوف علمني صحح مشكور زعلان مستغرب عارف",
    "egyptian": "خد قول اتفضل تحب تقدر تستني استني مضايق زعلان متضايق محتاج عايز عارف فاهم شايف واخد سامع متاكد مبسوط",
    "en": "sir madam mr mrs",
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_there_are_eight_phrases_for_everybody(situation: Situation, dialect: Dialect) -> None:
    for customer, agent in product(GENDERS, GENDERS):
        said = [p.wording.filled(KNOWN, customer=customer, agent=agent) for p in SHIPPED.of(situation, dialect)]
        assert len(set(said)) == len(said) >= 8
        for text in said:
            assert not re.search(r"[{}\[\]|_]|\s\s|\s[،,.؟?!:]$", text), text
            assert len(text.split()) <= 25, text


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_there_is_a_choice_whatever_is_known(situation: Situation, dialect: Dialect) -> None:
    for tone, voice, fault in product(TONES, VOICES, (None, *FAULTS)):
        wanted = Wanted(situation=situation, dialect=dialect, tone=tone, voice=voice, fault=fault)
        suited = [phrase for phrase in SHIPPED.of(situation, dialect) if fits(phrase, wanted)]
        if situation == "formal_apology":
            assert bool(suited) == (fault == "company")
        else:
            assert len(suited) >= 5


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_two_say_nearly_the_same(dialect: Dialect) -> None:
    texts = [
        (phrase.id, phrase.wording.filled({}, customer=None, agent=None))
        for situation in SITUATIONS
        for phrase in SHIPPED.of(situation, dialect)
        if not phrase.wording.needs
    ]
    assert list(near_duplicates.too_alike(texts)) == []


def test_a_phrase_that_differs_by_a_word_is_found() -> None:
    one, other = "أعتذر لك عن التأخير الذي حصل", "أعتذر لك عن التأخير الذي وقع"
    assert list(near_duplicates.too_alike([("a", one), ("b", other), ("c", "شكرا لانتظارك")])) == [("a", "b")]


@pytest.mark.parametrize(
    ("dialect", "foreign"), [("gulf", EGYPTIAN_ONLY), ("egyptian", GULF_ONLY)], ids=["gulf", "egyptian"]
)
def test_no_dialect_borrows_from_the_other(dialect: Dialect, foreign: str) -> None:
    for situation, (customer, agent) in product(SITUATIONS, product(GENDERS, GENDERS)):
        for phrase in SHIPPED.of(situation, dialect):
            said = near_duplicates.words(phrase.wording.filled(KNOWN, customer=customer, agent=agent))
            assert not said & set(foreign.split()), phrase.id


@pytest.mark.parametrize("foreign", [GULF_ONLY, EGYPTIAN_ONLY], ids=["gulf", "egyptian"])
def test_modern_standard_has_no_dialect_in_it(foreign: str) -> None:
    for situation in SITUATIONS:
        for phrase in SHIPPED.of(situation, "msa"):
            assert not near_duplicates.words(phrase.wording.source) & set(foreign.split()), phrase.id


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_only_a_man_would_be_told_stands_beside_what_a_woman_would(dialect: Dialect) -> None:
    for situation in SITUATIONS:
        for phrase in SHIPPED.of(situation, dialect):
            outside = re.sub(r"\{[^}]*\}", " ", phrase.wording.source)
            assert not near_duplicates.words(outside) & set(MASCULINE[dialect].split()), phrase.id


def test_a_call_never_hears_a_phrase_twice() -> None:
    chooser = Chooser(SHIPPED, "call-1")
    wanted = Wanted(situation="apology", dialect="gulf", tone="angry", fault="company", known={"name": "سمر"})
    first = chooser.choose(wanted)
    assert first is not None
    assert first.phrase.fault == "company"
    heard = [first.phrase.id]
    while (following := chooser.another()) is not None:
        heard.append(following.phrase.id)
    assert len(heard) == len(set(heard)) >= 8
    assert chooser.choose(wanted) is None


def test_the_same_call_hears_the_same_and_another_something_else() -> None:
    def heard(call: str) -> list[str]:
        chooser = Chooser(SHIPPED, call)
        chosen = chooser.choose(Wanted(situation="delay", dialect="egyptian"))
        found = []
        while chosen is not None:
            found.append(chosen.text)
            chosen = chooser.another()
        return found

    assert heard("a") == heard("a")
    assert len({tuple(heard(call)) for call in "abcdef"}) > 1


def test_the_name_is_not_in_every_sentence() -> None:
    chooser = Chooser(SHIPPED, "call-2")
    named = []
    for situation in ("frustration", "delay", "apology", "empathy"):
        chosen = chooser.choose(Wanted(situation=situation, dialect="gulf", known={"name": "سمر"}))
        while chosen is not None:
            named.append("سمر" in chosen.text)
            chosen = chooser.another()
    assert any(named)
    assert (True, True) not in pairwise(named)


def test_what_needs_an_unknown_slot_is_not_chosen() -> None:
    chooser = Chooser(SHIPPED, "call-3")
    chosen = chooser.choose(Wanted(situation="transfer", dialect="gulf"))
    while chosen is not None:
        assert chosen.phrase.id != "transfer.gulf.who-why"
        chosen = chooser.another()


def test_fault_that_is_not_known_is_never_owned() -> None:
    for situation, dialect, fault in product(SITUATIONS, DIALECTS, (None, "none")):
        wanted = Wanted(situation=situation, dialect=dialect, fault=fault, known=KNOWN)
        assert not any(p.fault == "company" and fits(p, wanted) for p in SHIPPED.of(situation, dialect))


def test_agreement_follows_both_genders(tmp_path: Path) -> None:
    text = "{تفضل|تفضلي|تفضلوا}[ يا {name}]، {أنا: أنا آسف|أنا آسفة|أعتذر}."
    wording = _own(tmp_path, f'[hold.gulf]\nours = "{text}"\n').of("hold", "gulf")[-1].wording
    assert wording.filled({}, customer="m", agent="f") == "تفضل، أنا آسفة."
    assert wording.filled({"name": "سمر"}, customer="f", agent="m") == "تفضلي يا سمر، أنا آسف."
    assert wording.filled({}, customer=None, agent=None) == "تفضلوا، أعتذر."


def test_a_company_replaces_adds_and_takes_away(tmp_path: Path) -> None:
    own = _own(
        tmp_path,
        '[delay.gulf]\nplans = "كلام الشركة"\nours = { text = "من عندنا", tone = ["angry"], voice = "formal" }\n'
        "too-long = { remove = true }\n",
    )
    found = {phrase.id: phrase for phrase in own.of("delay", "gulf")}
    assert found["delay.gulf.plans"].wording.source == "كلام الشركة"
    assert found["delay.gulf.ours"].tone == ("angry",)
    assert "delay.gulf.too-long" not in found
    assert len(own) == len(SHIPPED)
    assert set(own.changed_from(SHIPPED)) == {"delay.gulf.plans", "delay.gulf.ours"}


@pytest.mark.parametrize(
    ("entry", "key", "reason"),
    [
        ('x = "أهلا {nmae}"', "delay.gulf.x", "no slot {nmae}"),
        ('x = "أهلا {تفضل|تفضلي}"', "delay.gulf.x", "2 forms"),
        ('x = "أهلا {أنت: أ|ب|ج}"', "delay.gulf.x", "neither"),
        ('x = "أهلا {تفضل|تفضل|تفضل}"', "delay.gulf.x", "the same to all"),
        ('x = "أهلا {name"', "delay.gulf.x", "too many or too few"),
        ('x = "أهلا name}"', "delay.gulf.x", "too many or too few"),
        ('x = "أهلا [يا {name}"', "delay.gulf.x", "not closed"),
        ('x = "أهلا [يا صديقي]"', "delay.gulf.x", "holds no slot"),
        ('x = "أهلا| وسهلا"', "delay.gulf.x", "too many or too few"),
        ('x = " "', "delay.gulf.x", "empty"),
        ("x = { tone = [] }", "delay.gulf.x", "no text"),
        ('x = { text = "أ", remove = true }', "delay.gulf.x", "removed"),
        ('x = { text = "أ", tone = ["mad"] }', "delay.gulf.x.tone.0", "'calm'"),
        ('x = { text = "أ", fualt = "company" }', "delay.gulf.x.fualt", "not permitted"),
        ("x = { remove = true }", "delay.gulf.x", "no such phrase"),
        ('"مفتاح" = "أ"', "delay.gulf.مفتاح", "pattern"),
    ],
)
def test_a_mistake_names_file_key_and_reason(tmp_path: Path, entry: str, key: str, reason: str) -> None:
    with pytest.raises(UserError) as raised:
        _own(tmp_path, f"[delay.gulf]\n{entry}\n")
    assert "own.toml" in str(raised.value)
    assert key in str(raised.value)
    assert reason in str(raised.value)


@pytest.mark.parametrize("table", ["[dealy.gulf]", "[delay.golf]"])
def test_an_unknown_situation_or_dialect_is_a_mistake(tmp_path: Path, table: str) -> None:
    with pytest.raises(UserError, match=r"own\.toml has wrong values: .*(dealy|golf)"):
        _own(tmp_path, f'{table}\nx = "أ"\n')


def test_the_companys_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert phrases.company_file() is None
    monkeypatch.setenv("CALLASSIST_COMPANY_PHRASES", str(tmp_path / "ours.toml"))
    assert phrases.company_file() == tmp_path / "ours.toml"
    with pytest.raises(UserError, match=r"ours\.toml can't be read"):
        phrases.load(phrases.company_file())


def _own(folder: Path, text: str) -> Phrases:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return phrases.load(path)
