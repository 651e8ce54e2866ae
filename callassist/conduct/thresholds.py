"""The company's own thresholds: who approved or declined which, when and on what ground. Nothing is ever taken out.

One small JSON file in the data folder. It holds figures and names of those who decide, and no words of customers: those
stay in the journal, where they are encrypted and are forgotten in time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from uuid_utils.compat import uuid7

from callassist.conduct.anger_policy import AngerPolicy, Share, Threshold
from callassist.conduct.proposals import Proposal
from callassist.errors import UserError
from callassist.paths import data_dir
from callassist.text.normalise import clean
from callassist.whole_file import write_whole


def thresholds_path() -> Path:
    """Where the company's own thresholds lie."""
    return data_dir() / "thresholds.json"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Decision(_Part):
    """Of a proposal.

    Attributes:
        before, after: the threshold's value then, and the proposed one. by: who decided. at: when. days, told,
            rejected, avoids, confirmed, loses: what it was proposed from, counted. undone_by, undone_at: who took the
            decision back, and when.
    """

    key: UUID
    threshold: Threshold
    decision: Literal["approved", "declined"]
    before: Share
    after: Share
    by: Annotated[str, Field(min_length=1)]
    at: AwareDatetime
    days: int
    told: int
    rejected: int
    avoids: int
    confirmed: int
    loses: int
    undone_by: str | None = None
    undone_at: AwareDatetime | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.undone_at is None


class _File(_Part):
    version: Literal[1] = 1
    decisions: tuple[Decision, ...] = ()


class OwnThresholds:
    """The decisions in a file, which need not exist. All methods may raise `UserError`.

    Args:
        path: the user's own by default.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or thresholds_path()

    def decisions(self) -> tuple[Decision, ...]:
        """All of them, the oldest first."""
        try:
            return _File.model_validate(json.loads(self.path.read_text(encoding="utf-8"))).decisions
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UserError(f"{self.path} can't be read: {error.strerror}.", "Let it be read again.") from error
        except ValidationError as error:
            reasons = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
            raise UserError(f"{self.path} has wrong values: {reasons}.", _MEND) from error
        except ValueError as error:
            raise UserError(f"{self.path} is not JSON in UTF-8: {error}.", _MEND) from error

    def values(self) -> dict[Threshold, float]:
        """What is approved and not taken back, by threshold."""
        return {each.threshold: each.after for each in self.decisions() if each.decision == "approved" and each.stands}

    def applied(self, shipped: AngerPolicy) -> AngerPolicy:
        """The policy with the company's own values."""
        values = self.values()
        return shipped.with_values(values) if values else shipped

    def decided(self) -> Mapping[Threshold, datetime]:
        """When somebody decided about each threshold last; older alarms have been judged then."""
        found: dict[Threshold, datetime] = {}
        for each in self.decisions():
            # Who takes back that a proposal was declined wants to see it again.
            moments = [each.at] if each.stands or each.decision == "approved" else []
            moments += [each.undone_at] if each.undone_at is not None and each.decision == "approved" else []
            for moment in moments:
                found[each.threshold] = max(moment, found.get(each.threshold, moment))
        return found

    def decide(self, proposal: Proposal, *, approve: bool, by: str) -> Decision:
        """Write down that somebody approved a proposal, or declined it; gives that.

        Args:
            by: the name of who decides.
        """
        made = Decision(
            key=uuid7(),
            threshold=proposal.threshold,
            decision="approved" if approve else "declined",
            before=proposal.before,
            after=proposal.after,
            by=_named(by),
            at=datetime.now(UTC),
            days=proposal.days,
            told=proposal.told,
            rejected=len(proposal.rejected),
            avoids=len(proposal.avoids),
            confirmed=len(proposal.confirmed),
            loses=len(proposal.loses),
        )
        self._write((*self.decisions(), made))
        return made

    def undo(self, key: UUID, *, by: str) -> Decision:
        """Take a decision back: the last one about its threshold that stands. Gives it as it is now."""
        decisions = self.decisions()
        found = next((each for each in decisions if each.key == key and each.stands), None)
        if found is None:
            raise UserError("There is no such decision, or it was taken back already.", "Look at the list again.")
        last = [each for each in decisions if each.threshold == found.threshold and each.stands][-1]
        if last.key != key:
            raise UserError(f"Something was decided about {found.threshold} since.", "Take that back first.")
        undone = found.model_copy(update={"undone_by": _named(by), "undone_at": datetime.now(UTC)})
        self._write(tuple(undone if each.key == key else each for each in decisions))
        return undone

    def _write(self, decisions: tuple[Decision, ...]) -> None:
        try:
            write_whole(self.path, _File(decisions=decisions).model_dump_json(indent=2))
        except OSError as error:
            raise UserError(
                f"{self.path} can't be written: {error.strerror}.", "Make room there, or allow it."
            ) from error


_MEND = "Correct it there, or put the file elsewhere; without it the shipped thresholds are in force."


def _named(by: str) -> str:
    name = clean(by)
    if not name:
        raise UserError("Nobody is named who decides that.", "Give a name.")
    return name
