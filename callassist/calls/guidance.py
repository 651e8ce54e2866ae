"""Who watches a call: the observers of everything that the product knows how to say, in their fixed order.

Policies, phrases and facts are read once and are plain data; each call has observers of its own over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from callassist.calls import summary_policy
from callassist.calls.library import Library
from callassist.calls.session import Observer, Reader
from callassist.calls.summary import Summariser
from callassist.calls.summary_policy import SummaryPolicy
from callassist.conduct import anger_policy, given, prompts
from callassist.conduct import policy as conduct_policy
from callassist.conduct.anger import AngerObserver
from callassist.conduct.anger_policy import AngerPolicy
from callassist.conduct.given import WarningEar
from callassist.conduct.judge import Judge
from callassist.conduct.policy import ConductPolicy
from callassist.conduct.watching import WarningObserver
from callassist.conversation import courtesy, tone_policy, turns_policy
from callassist.conversation.checklist import ChecklistObserver
from callassist.conversation.colleague import ColleagueObserver
from callassist.conversation.courtesy import Courtesy
from callassist.conversation.empathy import EmpathyObserver
from callassist.conversation.tone import ToneObserver
from callassist.conversation.tone_words import ToneWords
from callassist.conversation.turn_taking import TurnsObserver
from callassist.conversation.turns_policy import TurnsPolicy
from callassist.conversation.wording import WordingObserver
from callassist.events import Language
from callassist.knowledge import corrections, misstatement_policy, phrases, situations, suggesting
from callassist.knowledge.corrections import CorrectionWording
from callassist.knowledge.directory import HandoverObserver
from callassist.knowledge.misstatement_policy import MisstatementPolicy
from callassist.knowledge.misstatements import MisstatementObserver
from callassist.knowledge.offering import Manner, PhraseObserver
from callassist.knowledge.offers import OfferObserver
from callassist.knowledge.phrases import Phrases
from callassist.knowledge.situations import Situations
from callassist.knowledge.suggesting import SuggestingPolicy, SuggestionObserver
from callassist.promises import overpromise_policy, service_times
from callassist.promises import policy as promises_policy
from callassist.promises.approving import ApprovalObserver
from callassist.promises.commitments import CommitmentObserver
from callassist.promises.overpromise import OverpromiseEar, OverpromiseObserver
from callassist.promises.promised import PromiseEar
from callassist.promises.service_times import ServiceTimes
from callassist.text import dialect
from callassist.text.dialect import DialectEar


@dataclass(frozen=True, slots=True)
class Guidance:
    """What observers go by, whatever the company knows.

    Attributes:
        turns: when somebody interrupts, is silent or should restate. anger: tells grievance, abuse and threats. tone:
            tells the tone of words. conduct: the three warnings. warning: tells one
            when the agent says it. courtesy: what belongs to a courteous call. suggesting: when the knowledge base is
            asked. misstatements: when a wrong value is one. corrections: how it is said gently. phrases, situations:
            what to say, and when. manner: how the company speaks. ear: tells the customer's dialect. summary: what of
            a call is worth a sentence when it is over. promises: hears the agent's. overpromises: hears what of them
            is too much. times: how long the company takes.
    """

    turns: TurnsPolicy
    anger: Judge
    tone: ToneWords
    conduct: ConductPolicy
    warning: WarningEar
    courtesy: Courtesy
    suggesting: SuggestingPolicy
    misstatements: MisstatementPolicy
    corrections: CorrectionWording
    phrases: Phrases
    situations: Situations
    manner: Manner
    ear: DialectEar
    summary: SummaryPolicy
    promises: PromiseEar
    overpromises: OverpromiseEar
    times: ServiceTimes

    def readers(self) -> Sequence[Reader]:
        """Who reads the record of one call."""
        return (Summariser(self.summary, self.situations),)

    def observers(self, language: Language, library: Library | None) -> Sequence[Observer]:
        """Those of one call; `library` is None where nothing is known."""
        found: list[Observer] = [
            TurnsObserver(self.turns),
            AngerObserver(self.anger),
            ToneObserver(self.tone),
            WarningObserver(self.conduct, self.warning, self.ear, self.manner, language),
            ChecklistObserver(self.courtesy),
            EmpathyObserver(self.courtesy, self.situations),
            WordingObserver(self.courtesy, self.manner, self.ear),
            ColleagueObserver(self.courtesy, self.situations),
            SuggestionObserver(self.suggesting, language),
            PhraseObserver(self.phrases, self.situations, self.manner, self.ear),
        ]
        found += [
            CommitmentObserver(self.promises, language),
            ApprovalObserver(),
            OverpromiseObserver(self.overpromises, self.times, self.manner, self.ear, language),
        ]
        if library is not None:
            found.append(MisstatementObserver(library.facts, self.misstatements, self.corrections))
            files = library.known.files
            if files.directory is not None:
                found.append(HandoverObserver(files.directory, language))
            if files.offers is not None:
                found.append(OfferObserver(files.offers, self.situations, language))
        return found

    def spoken_by(self, manner: Manner) -> Guidance:
        """The same for another manner of speaking. Takes a moment where the agent's name is another."""
        named = self.courtesy
        if manner.name != self.manner.name:
            named = Courtesy(self.courtesy.policy, manner.name)
        return replace(self, manner=manner, courtesy=named)

    def judged_by(self, anger: AngerPolicy) -> Guidance:
        """The same by other thresholds of grievance, abuse and threat."""
        return replace(self, anger=self.anger.by(anger))


def load(
    policies: Path | None = None, *, company_phrases: Path | None = None, manner: Manner | None = None
) -> Guidance:
    """All that is shipped; files of the folder `policies` replace those of the same name.

    Args:
        company_phrases: the company's own phrases, over the shipped ones. manner: how the company speaks.

    Raises:
        UserError: a file can't be read, or a value in it is wrong.
    """

    def own(name: str) -> Path | None:
        file = None if policies is None else policies / name
        return file if file is not None and file.is_file() else None

    prompts.load_policy(own("prompts.toml"))  # only a window goes by it, but no file of the folder may be wrong
    told = situations.load(own("situations.toml"))
    courteous = courtesy.load(own("courtesy.toml"), agent=manner.name if manner is not None else None)
    promising = promises_policy.load_policy(own("promises.toml"))
    overpromising = overpromise_policy.load_policy(own("overpromise.toml"))
    return Guidance(
        turns_policy.load_policy(own("turns.toml")),
        Judge(anger_policy.load_policy(own("anger.toml"))),
        ToneWords(tone_policy.load_policy(own("tone.toml")), told),
        conduct_policy.load(own("conduct.toml")),
        given.load(own("given.toml")),
        courteous,
        suggesting.load_policy(own("suggesting.toml")),
        misstatement_policy.load_policy(own("misstatements.toml")),
        corrections.load_wording(),
        phrases.load(company_phrases),
        told,
        manner or Manner(),
        dialect.load(),
        summary_policy.load_policy(own("summary.toml")),
        PromiseEar(promising),
        OverpromiseEar(overpromising, courteous.policy.goodwill),
        ServiceTimes(service_times.load_policy(own("service-times.toml")), promising),
    )
