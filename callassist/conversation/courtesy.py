"""What courtesy is in a company, ready to be looked for in what is said; made once, for all calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from callassist.conversation.courtesy_policy import CourtesyPolicy, load_policy
from callassist.events import Dialect
from callassist.knowledge.wording import Wording, parse
from callassist.text.cues import Closeness, Cues
from callassist.text.ruled_cues import RuledCues


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist. `words`: how few it takes to say it. `opening`: it belongs to a call's beginning."""

    cues: RuledCues
    words: int
    opening: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A wording of the agent's that is met with a better one: of which kind, and the better words by dialect."""

    kind: str
    cues: RuledCues
    better: dict[Dialect, Wording]


class Courtesy:
    """A policy and all its cues.

    Attributes:
        policy: what it was made of. items: of the checklist, by key. empathy: kind words. cases: wordings with better
            ones. quoting: what stands before somebody else's words. colleague: complaints about one.

    Args:
        agent: the agent's name, so that it is heard whatever it is; None where it is not known.
    """

    def __init__(self, policy: CourtesyPolicy, agent: str | None = None) -> None:
        self.policy = policy
        named = policy.with_name(agent)
        self.items = {
            key: Item(named.ruled(item), min(len(_words(cue)) for cue in item.sure), item.opening)
            for key, item in named.checklist.items()
        }
        self.empathy = policy.ruled(policy.empathy)
        self.cases = tuple(
            Case(
                case.kind,
                policy.ruled(case, exactly=True),
                {dialect: parse(text) for dialect, text in case.better.items()},
            )
            for case in policy.wording.cases.values()
        )
        self.quoting = Cues(policy.wording.quoting, policy.groups, closeness=Closeness(over_commas=True))
        self.colleague = policy.ruled(policy.colleague)


def _words(cue: str) -> list[str]:
    return [word for word in cue.split() if not word.startswith("..")]


def load(path: Path | None = None, *, agent: str | None = None) -> Courtesy:
    """By the shipped policy, or that of `path`, for an agent of this name; a UserError names file, key and reason."""
    return Courtesy(load_policy(path), agent)
