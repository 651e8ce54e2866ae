"""Whether there is a speech model for the chosen language, complete, and one that loads."""

from __future__ import annotations

from collections.abc import Iterator

from callassist.doctor.finding import Finding, trouble
from callassist.doctor.trial import Crashed, Silent, trial
from callassist.errors import UserError
from callassist.events import Language
from callassist.settings import HearingSettings
from callassist.speech import installation, policy
from callassist.speech.engines import load
from callassist.speech.installation import Installed


def look(chosen: HearingSettings, within: float) -> Finding:
    """The model that a call would be heard with; complete by its files' lengths, and loaded once in a child process."""
    try:
        model = installation.choose(chosen.language, chosen.model)
    except UserError as error:
        return trouble("model", "fails", error)
    values: dict[str, object] = {"language": chosen.language, "model": model.id, "engine": model.engine}
    try:
        (refusal,) = trial(load_once, model, chosen.language, within=within)
    except Crashed as crash:
        return Finding("model", "fails", "crashed", values | {"code": crash.code})
    except Silent:
        return Finding("model", "fails", "silent", values | {"seconds": round(within)})
    if refusal is not None:
        return trouble("model", "fails", UserError(*refusal))
    if chosen.language in model.draft:
        return Finding("model", "attention", "draft", values)
    return Finding("model", "ok", "loads", values)


def load_once(model: Installed, language: Language) -> Iterator[tuple[str, str] | None]:
    """Load a model and let go of it: None, or what is wrong and how to mend it."""
    try:
        load(model, language, policy.load()).close()
    except UserError as error:
        yield error.what, error.remedy
    else:
        yield None
