"""Whether a list of words helps a model, as a sentence and the setting that follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from callassist.events import Language
from callassist.speech.evaluation.report import Effect, ListWords, Measured
from callassist.speech.evaluation.scoring import FEW
from callassist.speech.installation import Installed


def bias_advice(installed: Installed, language: Language, measured: Sequence[Measured], effect: Effect | None) -> str:
    """One line for whoever decides: what the words did, and what to set.

    They help where the whole 95 % interval of the difference lies below zero and fewer words were invented from the
    list than were found thanks to it; they harm where it lies above zero, or the inventions weigh more.
    """
    if installed.engine == "vosk":
        return f"{installed.id} can't lean towards words: a list changes nothing."
    if effect is None:
        return "Whether a list of words helps was not measured: that takes --words, or at least two recordings."
    without, shown = (_pooled(measured, bias=bias) for bias in (False, True))
    found, invented = shown.found - without.found, shown.invented - without.invented
    counts = f"{shown.found} instead of {without.found} of {shown.said} list words found, {_signed(invented)} invented"
    change = f"word errors {100 * effect.difference:+.1f} points{_range(effect)}, {counts}"
    if effect.interval is None:
        return f"One recording can't tell whether the list helps ({change})."
    if not shown.said:
        return f"No word of the list is said here, so these recordings tell only what showing it costs ({change})."
    low, high = effect.interval
    if low > 0 or invented > max(found, 0):
        verdict, helps = "harms", False
    elif high < 0:
        verdict, helps = "helps", True
    else:
        setting = _setting(installed, language, None)
        return f"No clear difference with the list ({change}): leave {setting}.{_few(measured)}"
    return (
        f"The list {verdict} {installed.id} in {_NAMES[language]} ({change}): "
        f"{_setting(installed, language, helps)}.{_few(measured)}"
    )


_NAMES: dict[Language, str] = {"ar": "Arabic", "en": "English"}


def _pooled(measured: Sequence[Measured], *, bias: bool) -> ListWords:
    parts = [each.list_words for each in measured if each.bias is bias and each.list_words is not None]
    return ListWords(
        said=sum(part.said for part in parts),
        found=sum(part.found for part in parts),
        invented=sum(part.invented for part in parts),
        missed_words={},
        invented_words={},
    )


def _setting(installed: Installed, language: Language, helps: bool | None) -> str:
    """The key of the catalogue and the flag, with what the key says now."""
    now = installed.bias.get(language)
    wanted = now if helps is None else helps
    says = "nothing yet" if now is None else str(now).lower()
    key = f"bias.{language} of {installed.id} in models/catalogue.toml"
    if helps is None:
        return f"{key} as it is ({says})"
    flag = "--bias" if wanted else "--no-bias"
    return f"set {key} to {str(wanted).lower()} (it says {says}), or transcribe with {flag}"


def _range(effect: Effect) -> str:
    if effect.interval is None:
        return ""
    return f" (95 % between {100 * effect.interval[0]:+.1f} and {100 * effect.interval[1]:+.1f})"


def _signed(count: int) -> str:
    return "none more" if count == 0 else f"{abs(count)} {'more' if count > 0 else 'fewer'}"


def _few(measured: Sequence[Measured]) -> str:
    count = measured[0].recordings
    return f" So few recordings ({count}) prove little: measure on {FEW} or more." if count < FEW else ""
