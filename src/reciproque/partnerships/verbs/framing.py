"""The three questions answered apart, then compared; differences settled; saying that one is ready, or is not."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..models import (
    Concord,
    Difference,
    Engagement,
    Framing,
    Hesitation,
    Partnership,
    Readiness,
    Settlement,
)
from ..queries.standing import acting_engagement


@verb(Partnership, "frame")
def frame(partnership: Partnership, *, by: Actor, at: datetime, need: str, wish: str, reason: str) -> Framing:
    """Answer the three questions for one's side, once. The other side reads it after it has answered too.

    Raises ValidationError when the side has answered already, or for an empty answer.
    """
    own = acting_engagement(partnership, by)
    if partnership.framings.filter(side=own.side).exists():
        raise ValidationError(
            _("Quelqu’un de votre côté a déjà répondu. Ouvrez ses réponses, et complétez-les ensemble.")
        )
    framing = Framing(
        partnership=partnership,
        side=own.side,
        need=need.strip(),
        wish=wish.strip(),
        reason=reason.strip(),
        answered_by=own,
        answered_at=at,
    )
    framing.full_clean()
    framing.save()
    return framing


@verb(Framing, "revise")
def revise_framing(
    framing: Framing, *, by: Actor, at: datetime, version: int, need: str, wish: str, reason: str
) -> Framing:
    """Change one's side's answers, as long as the other side has not answered. Raises Stale."""
    framing.need, framing.wish, framing.reason = need.strip(), wish.strip(), reason.strip()
    framing.full_clean()
    return rewrite(
        framing,
        version=version,
        need=framing.need,
        wish=framing.wish,
        reason=framing.reason,
        answered_by=acting_engagement(framing.partnership, by),
        answered_at=at,
    )


@verb(Partnership, "note_concord", keeps=("question",))
def note_concord(partnership: Partnership, *, by: Actor, at: datetime, question: str) -> Concord:
    """Note that the two answers to a question say the same thing."""
    if partnership.differences.filter(question=question).exists():
        raise ValidationError(_("Une différence est déjà notée sur cette question : réglez-la ensemble."))
    concord = Concord(
        partnership=partnership, question=question, noted_by=acting_engagement(partnership, by), noted_at=at
    )
    concord.full_clean(validate_constraints=False)
    concord.save()
    return concord


@verb(Partnership, "note_difference", keeps=("question",))
def note_difference(
    partnership: Partnership, *, by: Actor, at: datetime, question: str, text: str
) -> Difference:
    """Note where the two answers to a question do not say the same thing; it must then be settled."""
    difference = Difference(
        partnership=partnership,
        question=question,
        text=text.strip(),
        noted_by=acting_engagement(partnership, by),
        noted_at=at,
    )
    difference.full_clean()
    difference.save()
    return difference


@verb(Difference, "propose_settlement")
def propose_settlement(difference: Difference, *, by: Actor, at: datetime, wording: str) -> Settlement:
    """Propose a common wording; the other side agrees, or proposes another."""
    settlement = Settlement(
        difference=difference,
        wording=wording.strip(),
        proposed_by=acting_engagement(difference.partnership, by),
        proposed_at=at,
    )
    settlement.full_clean(validate_constraints=False)
    settlement.save()
    return settlement


@verb(Settlement, "revise")
def revise_settlement(
    settlement: Settlement, *, by: Actor, at: datetime, version: int, wording: str
) -> Settlement:
    """Propose another wording, in one's own name: the other side is then the one to agree. Raises Stale."""
    settlement.wording = wording.strip()
    settlement.full_clean()
    return rewrite(
        settlement,
        version=version,
        wording=settlement.wording,
        proposed_by=acting_engagement(settlement.difference.partnership, by),
        proposed_at=at,
    )


@verb(Settlement, "agree")
def agree(settlement: Settlement, *, by: Actor, at: datetime, version: int) -> Settlement:
    """Agree to a wording as it was read: raises Stale when it was changed meanwhile."""
    own = acting_engagement(settlement.difference.partnership, by)
    return rewrite(settlement, version=version, agreed_by=own, agreed_at=at)


@verb(Partnership, "hesitate")
def hesitate(partnership: Partnership, *, by: Actor, at: datetime, words: str) -> Hesitation:
    """Say that one is not ready, in one's words: nothing begins until it is lifted; what has begun goes on."""
    own = acting_engagement(partnership, by)
    if own.hesitations.filter(lifted_at=None).exists():
        raise ValidationError(_("Vous avez déjà dit que vous n’étiez pas prêt."))
    _no_longer_ready(own, at=at)
    hesitation = Hesitation(partnership=partnership, engagement=own, words=words.strip(), said_at=at)
    hesitation.full_clean()
    hesitation.save()
    return hesitation


@verb(Hesitation, "lift")
def lift_hesitation(hesitation: Hesitation, *, by: Actor, at: datetime) -> Hesitation:
    """Say that one is ready now, without more words."""
    rewrite(hesitation, lifted_at=at)
    _say_ready(hesitation.engagement, "", at=at)
    return hesitation


@verb(Partnership, "say_ready")
def say_ready(partnership: Partnership, *, by: Actor, at: datetime, words: str = "") -> Readiness:
    """Say that one is ready, with words or without; it takes the place of what one had said before."""
    own = acting_engagement(partnership, by)
    for hesitation in own.hesitations.filter(lifted_at=None):
        rewrite(hesitation, lifted_at=at)
    return _say_ready(own, words, at=at)


def _say_ready(own: Engagement, words: str, *, at: datetime) -> Readiness:
    _no_longer_ready(own, at=at)
    said = Readiness(partnership_id=own.partnership_id, engagement=own, words=words.strip(), said_at=at)
    said.full_clean(validate_constraints=False)
    said.save()
    return said


def _no_longer_ready(own: Engagement, *, at: datetime) -> None:
    for said in own.readiness.filter(withdrawn_at=None):
        rewrite(said, withdrawn_at=at)
