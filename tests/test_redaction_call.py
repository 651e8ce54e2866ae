"""A live call: numbers come in pieces, and at no moment is there anything to read that may become a secret."""

from __future__ import annotations

import pytest

from callassist.events import Speaker
from callassist.text.numbers import spoken_to_digits
from callassist.text.redaction import CallRedactor, RedactionPolicy, Revised, Vault, load_policy


class Call:
    """A call under way: what was said, what is shown, what was masked."""

    def __init__(self, policy: RedactionPolicy) -> None:
        self.vault = Vault()
        self.redactor = CallRedactor(policy, self.vault)
        self.shown: list[str] = []
        self.kinds: list[str] = []
        self.tokens: dict[int, list[str]] = {}
        self.now = 0.0

    def customer(self, text: str, pause: float = 1.0) -> str:
        return self._say("customer", text, pause)

    def agent(self, text: str, pause: float = 1.0) -> str:
        return self._say("agent", text, pause)

    def wait(self, seconds: float) -> list[str]:
        self.now += seconds
        self._revise(self.redactor.settle(self.now))
        return self.shown

    def end(self) -> list[str]:
        self._revise(self.redactor.close())
        return self.shown

    def _say(self, speaker: Speaker, text: str, pause: float) -> str:
        start = self.now + pause
        self.now = start + 1.0
        key = len(self.shown)
        heard = self.redactor.hear(key, speaker, spoken_to_digits(text).text, start, self.now)
        self.shown.append(heard.edited.text)
        self.kinds += heard.kinds
        self.tokens[key] = [item.token for item in heard.revealable]
        self._revise(heard.revised)
        return self.shown[key]

    def _revise(self, revised: tuple[Revised, ...]) -> None:
        for item in revised:
            self.shown[item.key] = item.edited.text
            self.kinds += item.kinds
            self.tokens[item.key] = [revealable.token for revealable in item.revealable]


@pytest.fixture(scope="module")
def policy() -> RedactionPolicy:
    return load_policy()


@pytest.fixture
def call(policy: RedactionPolicy) -> Call:
    return Call(policy)


def test_a_card_dictated_in_pieces_is_masked_before_anybody_knows_it_is_one(call: Call) -> None:
    assert call.customer("four one one one") == "[digits]"
    assert call.agent("mm-hm") == "mm-hm"
    assert call.customer("then one one one one") == "then [digits]"
    assert call.agent("four one one one one one one one") == "[digits]"
    assert call.customer("yes double one double one") == "yes [digits]"
    assert call.customer("and one one one one") == "and [card]"
    assert call.shown == ["[card]", "mm-hm", "then [card]", "[card]", "yes [card]", "and [card]"]
    assert call.kinds == ["card"]


def test_the_same_in_arabic_with_a_correction(call: Call) -> None:
    call.agent("ممكن رقم البطاقة لو سمحت")
    call.customer("أربعة واحد واحد واحد")
    call.customer("وبعدها واحد واحد واحد تلاتة لا لا قصدي واحد واحد واحد واحد")
    call.agent("تمام كمل")
    call.customer("حداشر حداشر")
    call.customer("حداشر حداشر شكرا")
    assert call.shown[1:] == ["[card]", "وبعدها [card]", "تمام كمل", "[card]", "[card] شكرا"]
    assert call.kinds == ["card"]


def test_a_digit_a_breath(call: Call) -> None:
    for digit in "4111111111111111":
        call.customer(digit, pause=0.5)
        assert sum(text.isdigit() for text in call.shown) <= 2
    assert set(call.shown) == {"[card]"}


def test_an_order_number_said_with_its_name_is_shown_at_once(call: Call) -> None:
    assert call.customer("my order number is 44712235") == "my order number is 44712235"
    assert call.customer("رقم الطلب 44712235") == "رقم الطلب 44712235"


@pytest.mark.parametrize(
    "text",
    [
        "it is 45",
        "I called you 3 times in 2 weeks",
        "I paid 4500 riyals on 12/05/2026",
        "my number at work is +966551234567",
        "0551234567",
        "one moment please",
        "the last four digits are 1234",
    ],
)
def test_what_is_plainly_harmless_is_never_masked(call: Call, text: str) -> None:
    assert call.customer(text) == text
    assert call.end() == [text]
    assert call.kinds == []


@pytest.mark.parametrize("number", ["12345", "44712235", "98761234567", "551234567"])
def test_an_open_run_is_shown_once_nothing_has_followed(call: Call, number: str) -> None:
    assert call.customer(f"it's {number}") == "it's [digits]"
    assert call.wait(5.0) == ["it's [digits]"]
    assert call.wait(4.0) == [f"it's {number}"]
    assert call.kinds == []


def test_digits_are_not_settled_while_their_speaker_is_speaking(call: Call) -> None:
    call.customer("it's 4111 1111")
    call.redactor.speaking("customer", call.now + 1.0, active=True)
    assert call.wait(14.0) == ["it's [digits]"]
    call.redactor.speaking("customer", call.now, active=False)
    assert call.wait(1.0) == ["it's [digits]"]
    call.customer("and 1111 1111", pause=0.0)
    assert call.shown == ["it's [card]", "and [card]"]


def test_digits_shown_too_early_are_masked_again_when_the_rest_comes(call: Call) -> None:
    call.customer("4111 1111")
    assert call.wait(10.0) == ["4111 1111"]
    call.customer("1111 1111")
    assert call.shown == ["[card]", "[card]"]


def test_words_in_between_do_not_part_a_number(call: Call) -> None:
    assert call.customer("4111 1111 wait let me get my glasses") == "[digits] wait let me get my glasses"
    assert call.customer("okay so 1111 1111") == "okay so [card]"
    assert call.shown[0] == "[card] wait let me get my glasses"


def test_an_unfinished_number_stays_masked_once_it_was_asked_for(call: Call) -> None:
    call.agent("can I have the card number please")
    call.customer("sure it's 4111 11")
    call.wait(30.0)
    assert call.end()[1] == "sure it's [digits]"
    assert call.kinds == ["digits"]


def test_a_misheard_card_stays_masked_once_it_was_asked_for(call: Call) -> None:
    call.agent("your card number please")
    call.customer("4111 1111 1111 1112")
    assert call.shown[1] == "[digits]"
    call.wait(30.0)
    assert call.shown[1] == "[card]"
    assert call.kinds == ["card"]


@pytest.mark.parametrize(
    ("pieces", "pause"),
    [
        (("45 32", "10:50", "1234", "5670"), 25.0),
        (("45 32", "ten fifty", "12:34", "uh 5670"), 25.0),
        (("22:30", "4050", "6070", "8095"), 1.0),
        (("uh 22:30", "so 12:45", "6070", "8097"), 1.0),
        (("twenty two thirty", "12:45", "six zero", "7 0", "8097"), 4.0),
    ],
)
def test_a_card_in_whose_dictation_pairs_were_written_as_times(
    call: Call, pieces: tuple[str, ...], pause: float
) -> None:
    for piece in pieces:
        call.customer(piece, pause)
        assert not any(char.isdigit() for text in call.shown for char in text)
    call.end()
    assert all(text.endswith("[card]") for text in call.shown)
    assert call.kinds == ["card"]


def test_a_misheard_card_with_a_time_in_it_stays_masked(call: Call) -> None:
    call.agent("your card number please")
    call.customer("45 32")
    call.customer("10:50")
    call.customer("1234 5672")
    assert call.end()[1:] == ["[card]", "[card]", "[card]"]


@pytest.mark.parametrize(
    "pieces",
    [
        ("45 32", "10:50:12", "34 56 70"),
        ("11:22:33", "44:55:11:05", "11"),
    ],
)
def test_pairs_written_as_a_clock_with_seconds(call: Call, pieces: tuple[str, ...]) -> None:
    call.agent("your card number please")
    for piece in pieces:
        call.customer(piece)
        assert not any(char.isdigit() for text in call.shown for char in text)
    assert call.end()[1:] == ["[card]"] * len(pieces)


def test_seconds_and_minutes_asked_for_do_not_part_a_card(call: Call) -> None:
    call.customer("4532 1050 give me one second")
    call.customer("okay 1234")
    call.customer("just two minutes please")
    call.customer("5670")
    assert call.end() == ["[card] give me one second", "okay [card]", "just 2 minutes please", "[card]"]


@pytest.mark.parametrize("text", ["the security code is twelve thirty", "twelve thirty is the security code"])
def test_a_security_code_written_as_a_time(call: Call, text: str) -> None:
    assert call.customer(text) == text.replace("twelve thirty", "[cvv]")
    assert call.end() == [text.replace("twelve thirty", "[cvv]")]


def test_a_security_code_that_was_asked_for_written_as_a_time(call: Call) -> None:
    call.agent("the security code please")
    assert call.customer("I think ten fifty") == "I think [cvv]"
    assert call.customer("but I called at 10:50") == "but I called at 10:50"


@pytest.mark.parametrize(
    "text",
    [
        "it happened at 10:50:12 yesterday",
        "my card was stolen and I called you at 10:50",
        "على الفور وفور وصوله دفع 50 ريال",
    ],
)
def test_what_only_reminds_of_a_secret_stays(call: Call, text: str) -> None:
    call.customer(text)
    assert call.end() == [text]


@pytest.mark.parametrize("text", ["the appointment is at 10:50", "10:50 in the morning", "they came on 02/10/2026"])
def test_a_time_in_a_sentence_is_never_masked(call: Call, text: str) -> None:
    assert call.customer(text) == text
    assert call.end() == [text]


@pytest.mark.parametrize("text", ["10:50", "it's 10:50", "02/10/2026", "192.168.20.50"])
def test_a_time_said_alone_is_shown_once_nothing_has_followed(call: Call, text: str) -> None:
    call.agent("and when did it happen")
    assert call.customer(text) in ("[digits]", "it's [digits]")
    assert call.wait(9.0)[1] == text
    assert call.end()[1] == text
    assert call.kinds == []


def test_expiry_and_security_code_behind_a_card(call: Call) -> None:
    call.customer("4111111111111111")
    call.agent("and the expiry date")
    assert call.customer("December twenty six") == "[expiry]"
    call.agent("and the three digits on the back")
    assert call.customer("it's one") == "it's [digits]"
    assert call.customer("two three") == "[cvv]"
    assert call.shown[4:] == ["it's [cvv]", "[cvv]"]
    assert call.kinds == ["card", "expiry", "cvv"]


@pytest.mark.parametrize("code", ["123", "eleven fifteen", "11:15"])
def test_a_security_code_that_was_not_asked_for(call: Call, code: str) -> None:
    call.customer("4111111111111111")
    assert call.customer(code) == "[cvv]"


@pytest.mark.parametrize("question", ["the security code please", "رمز الأمان لو سمحت", "الرقم السري خلف البطاقة"])
def test_a_security_code_is_masked_because_it_was_asked_for(call: Call, question: str) -> None:
    call.agent(question)
    assert call.customer("سبعة ثلاثة خمسة") == "[cvv]"
    assert call.kinds == ["cvv"]


def test_what_comes_after_the_card_is_shown_again(call: Call) -> None:
    call.agent("card number please")
    call.customer("4111111111111111")
    assert call.customer("my phone is 0551234567") == "my phone is 0551234567"
    assert call.agent("thanks, the card ending in 1111 is blocked") == "thanks, the card ending in 1111 is blocked"
    assert call.customer("I paid 300 riyals in 2023 for it") == "I paid 300 riyals in 2023 for it"


def test_a_read_back_of_half_a_card_is_masked(call: Call) -> None:
    call.customer("4111111111111111")
    call.agent("so that was 4111 11 yes")
    call.wait(30.0)
    assert call.shown[1] == "so that was [card] yes"
    assert call.kinds == ["card"]


def test_ids_and_ibans_can_be_looked_at_while_the_call_lives(call: Call) -> None:
    call.agent("رقم الآيبان لو سمحت")
    call.customer("اس ايه صفر ثلاثة ثمانية صفر صفر صفر")
    call.customer("صفر صفر صفر صفر ستة صفر ثمانية صفر")
    call.customer("واحد صفر واحد ستة سبعة خمسة واحد تسعة")
    call.agent("ورقم الهوية")
    call.customer("1000000008")
    assert call.kinds == ["iban", "id"]
    revealed = [{call.vault.reveal(token) for token in call.tokens[key]} for key in (1, 2, 3, 5)]
    assert revealed == [{"SA0380000000608010167519"}] * 3 + [{"1000000008"}]
    call.vault.close()
    assert call.vault.reveal(call.tokens[1][0]) is None


def test_a_revealable_stands_where_the_placeholder_is(policy: RedactionPolicy) -> None:
    heard = CallRedactor(policy, Vault()).hear(0, "customer", "my ID is 1000000008 okay", 0.0, 2.0)
    (item,) = heard.revealable
    assert heard.edited.text[item.start : item.end] == "[id]"


def test_cards_cannot_be_looked_at(call: Call) -> None:
    call.customer("card 4111111111111111 12/26 cvv 123")
    assert call.kinds == ["card", "expiry", "cvv"]
    assert call.tokens[0] == []


def test_a_preview_changes_nothing(policy: RedactionPolicy) -> None:
    looked, plain = CallRedactor(policy, Vault()), CallRedactor(policy, Vault())
    for key, text in enumerate(["it's 4111", "1111 1111", "1111 then"]):
        for count in range(1, len(text) + 1):
            looked.preview("customer", text[:count])
        heard = [each.hear(key, "customer", text, key * 2.0, key * 2.0 + 1.0) for each in (looked, plain)]
        assert heard[0] == heard[1]
    assert looked.close() == plain.close()


def test_a_preview_masks_what_continues_an_open_run(policy: RedactionPolicy) -> None:
    redactor = CallRedactor(policy, Vault())
    assert redactor.preview("customer", "it's 41").text == "it's 41"
    assert redactor.preview("customer", "it's 4111").text == "it's [digits]"
    redactor.hear(0, "customer", "it's 4111", 0.0, 1.0)
    assert redactor.preview("customer", "then 11").text == "then [digits]"
    assert redactor.preview("agent", "okay 11").text == "okay 11"


def test_nothing_that_was_said_is_printed(policy: RedactionPolicy) -> None:
    vault = Vault()
    redactor = CallRedactor(policy, vault)
    heard = redactor.hear(0, "customer", "my ID is 1000000008 and 4111", 0.0, 2.0)
    printed = repr((redactor, vault, heard)) + str(vars(redactor))
    assert "1000000008" not in printed
    assert "4111" not in printed


def test_the_same_key_twice_is_a_fault(policy: RedactionPolicy) -> None:
    redactor = CallRedactor(policy, Vault())
    redactor.hear(0, "customer", "hello", 0.0, 1.0)
    with pytest.raises(ValueError, match="0 was heard before"):
        redactor.hear(0, "customer", "hello", 2.0, 3.0)


def test_utterances_of_both_may_overlap(call: Call) -> None:
    call.customer("4111 1111")
    call.now -= 1.5
    call.agent("yes", pause=0.0)
    call.customer("1111 1111")
    assert call.shown == ["[card]", "yes", "[card]"]
