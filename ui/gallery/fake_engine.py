"""A fake engine: writes down what it was asked, and does nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from callassist.calls.wrapping_up.draft import Draft
from callassist.conduct.anger_policy import Threshold
from callassist.events import Decision, KeyAction, Language
from callassist.live.messages import DeviceChoice
from callassist.promises.wishes import PromiseWish
from callassist.settings import SpeakingSettings
from ui.bridge import Tell


class FakeEngine:
    """Stands in for the engine where only the window is looked at.

    Attributes:
        asked: method names with their arguments, in order. secrets: what lies behind tokens.
    """

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.asked: list[tuple[object, ...]] = []
        self.secrets: dict[str, str] = {}

    def start(self) -> None:
        """Asked to begin."""
        self.asked.append(("start",))

    def start_call(self, number: str | None) -> None:
        """Asked to begin a call by hand."""
        self.asked.append(("start_call", number))

    def answer(self, key: str) -> None:
        """Asked to answer."""
        self.asked.append(("answer", key))

    def hang_up(self, key: str) -> None:
        """Asked to hang up."""
        self.asked.append(("hang_up", key))

    def pause(self) -> None:
        """Asked to hear nobody."""
        self.asked.append(("pause",))

    def resume(self) -> None:
        """Asked to hear again."""
        self.asked.append(("resume",))

    def refuse(self, key: str) -> None:
        """Asked to write nothing down."""
        self.asked.append(("refuse", key))

    def note(self, key: str, text: str, line_seq: int | None) -> None:
        """Asked to keep a note."""
        self.asked.append(("note", key, text, line_seq))

    def revise_note(self, key: str, seq: int, text: str) -> None:
        """Asked to change a note."""
        self.asked.append(("revise_note", key, seq, text))

    def settle_commitment(
        self, key: str, number: int, state: Decision, what: str, due: str | None, part: str | None = None
    ) -> None:
        """Asked to record a decision."""
        self.asked.append(("settle_commitment", key, number, state, what, due, part))

    def promise(self, key: str, what: str, due: str | None, part: str | None = None) -> None:
        """Asked to keep a promise that was written by hand."""
        self.asked.append(("promise", key, what, due, part))

    def ask_promise(self, wish: PromiseWish) -> None:
        """Asked something of the book."""
        self.asked.append(("ask_promise", wish))

    def press(self, action: KeyAction) -> None:
        """Asked to record a key."""
        self.asked.append(("press", action))

    def confirm_notice(self, by: str, *, says_voice: bool = False) -> None:
        """Somebody answered for the notice."""
        self.asked.append(("confirm_notice", by, says_voice))

    def measure_voice(self, on: bool) -> None:
        """Asked whether voices are measured."""
        self.asked.append(("measure_voice", on))

    def devices(self) -> None:
        """Asked what devices there are."""
        self.asked.append(("devices",))

    def choose_devices(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Asked to use these."""
        self.asked.append(("choose_devices", agent, customer))

    def try_devices(self, agent: DeviceChoice, customer: DeviceChoice) -> None:
        """Asked to show how loud these are."""
        self.asked.append(("try_devices", agent, customer))

    def end_trial(self) -> None:
        """Asked to let go of them."""
        self.asked.append(("end_trial",))

    def set_language(self, language: Language) -> None:
        """Asked to hear another language."""
        self.asked.append(("set_language", language))

    def try_speaking(self, speaking: SpeakingSettings) -> None:
        """Asked how phrases sound so."""
        self.asked.append(("try_speaking", speaking))

    def choose_speaking(self, speaking: SpeakingSettings) -> None:
        """Asked to speak so."""
        self.asked.append(("choose_speaking", speaking))

    def choose_customer(self, key: str, person: UUID | None) -> None:
        """Asked whose record it is."""
        self.asked.append(("choose_customer", key, person))

    def new_customer(self, key: str) -> None:
        """Asked to make a record."""
        self.asked.append(("new_customer", key))

    def edit_customer(self, key: str, person: UUID, version: int, fields: Mapping[str, str | None]) -> None:
        """Asked to change a record."""
        self.asked.append(("edit_customer", key, person, version, dict(fields)))

    def undo_edit(self, key: str, change: UUID) -> None:
        """Asked to take an edit back."""
        self.asked.append(("undo_edit", key, change))

    def verify(self, key: str) -> None:
        """Asked to unfold the card."""
        self.asked.append(("verify", key))

    def look_up_customer(self, key: str, words: str) -> None:
        """Asked for people."""
        self.asked.append(("look_up_customer", key, words))

    def goodwill(self, key: str, situation: str | None) -> None:
        """Asked what may be given."""
        self.asked.append(("goodwill", key, situation))

    def give_goodwill(self, key: str, amount: Decimal, what: str) -> None:
        """Asked to write down a gesture."""
        self.asked.append(("give_goodwill", key, amount, what))

    def take_back_goodwill(self, key: str, change: UUID) -> None:
        """Told that it was none."""
        self.asked.append(("take_back_goodwill", key, change))

    def thresholds(self) -> None:
        """Asked what is proposed."""
        self.asked.append(("thresholds",))

    def decide_threshold(self, threshold: Threshold, after: float, *, approve: bool, by: str) -> None:
        """Asked to approve or decline it."""
        self.asked.append(("decide_threshold", threshold, after, approve, by))

    def undo_decision(self, key: UUID, by: str) -> None:
        """Asked to take a decision back."""
        self.asked.append(("undo_decision", key, by))

    def search(self, text: str) -> None:
        """Asked for articles."""
        self.asked.append(("search", text))

    def open_article(self, article: str) -> None:
        """Asked for the whole of one."""
        self.asked.append(("open_article", article))

    def helped(self, key: str, article: str, *, helped: bool) -> None:
        """Told whether an article helped."""
        self.asked.append(("helped", key, article, helped))

    def another_phrase(self) -> None:
        """Asked for another phrase."""
        self.asked.append(("another_phrase",))

    def open_wrap_up(self, call: UUID) -> None:
        """Asked to show one."""
        self.asked.append(("open_wrap_up", call))

    def write_wrap_up(self, call: UUID, draft: Draft) -> None:
        """Asked to keep one."""
        self.asked.append(("write_wrap_up", call, draft))

    def finish_wrap_up(self, call: UUID, draft: Draft) -> None:
        """Told that one is finished."""
        self.asked.append(("finish_wrap_up", call, draft))

    def reopen_wrap_up(self, call: UUID) -> None:
        """Told that one is not."""
        self.asked.append(("reopen_wrap_up", call))

    def copy_wrap_up(self, call: UUID, draft: Draft, language: Language) -> None:
        """Asked for a text."""
        self.asked.append(("copy_wrap_up", call, draft, language))

    def reveal(self, token: str) -> str | None:
        """Asked what lies behind a mask."""
        self.asked.append(("reveal", token))
        return self.secrets.get(token)

    def close(self) -> None:
        """Asked to end."""
        self.asked.append(("close",))
