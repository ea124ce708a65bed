"""Aiming at a degree for a stage, agreeing to it, and saying at an evaluation what one's side sees."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import OTHER_SIDE, Phase, Side
from ..models import DegreeAim, DegreeSeen, EvaluationRound, Partnership
from ..queries.standing import acting_engagement


@verb(Partnership, "aim_degree", keeps=("phase", "degree"))
def aim_degree(partnership: Partnership, *, by: Actor, at: datetime, phase: str, degree: str) -> DegreeAim:
    """Propose a degree for a stage, in one's own name; it is aimed at once the other side agrees.

    It takes the place of what was proposed and not agreed to. Raises ValidationError for what is aimed at already.
    """
    standing = DegreeAim.objects.filter(partnership=partnership, phase=phase, replaced_at=None)
    if standing.filter(degree=degree, agreed_at__isnull=False).exists():
        raise ValidationError({"degree": _("C’est déjà ce qui est visé pour cette étape.")})
    for waiting in standing.filter(agreed_at=None):
        rewrite(waiting, replaced_at=at)
    aim = DegreeAim(
        partnership=partnership,
        phase=phase,
        degree=degree,
        proposed_by=acting_engagement(partnership, by),
        proposed_at=at,
    )
    aim.clean_fields(exclude={"partnership", "proposed_by", "agreed_by", "agreed_at", "replaced_at"})
    aim.save()
    return aim


@verb(DegreeAim, "agree", keeps=())
def agree_degree(aim: DegreeAim, *, by: Actor, at: datetime) -> DegreeAim:
    """Agree to what the other side proposes for a stage: both aim at it from now on."""
    former = DegreeAim.objects.filter(
        partnership=aim.partnership_id, phase=aim.phase, replaced_at=None, agreed_at__isnull=False
    )
    for one in former:
        rewrite(one, replaced_at=at)
    return rewrite(aim, agreed_by=acting_engagement(aim.partnership, by), agreed_at=at)


@verb(EvaluationRound, "observe_degrees")
def observe_degrees(
    round_: EvaluationRound, *, by: Actor, at: datetime, version: int, **seen: str
) -> EvaluationRound:
    """Say what one's side sees of each stage (`seen` by stage), or change it while the other side is silent.

    `version` counts what one's side had written when the form was read. Raises ValidationError when it changed
    meanwhile, when the other side has answered too, or when a stage is missing.
    """
    own = acting_engagement(round_.partnership, by)
    said = round_.degrees.all()
    mine = {row.phase: row for row in said if row.side == own.side}
    if mine and any(row.side == OTHER_SIDE[Side(own.side)] for row in said):
        raise ValidationError(_("Les deux côtés ont répondu : les réponses ne changent plus."))
    if version != sum(row.version for row in mine.values()):
        raise ValidationError(
            _(
                "Quelqu’un de votre côté a répondu pendant que vous écriviez. Rechargez la page pour lire sa réponse."
            )
        )
    for phase in Phase.values:
        row = mine.get(phase) or DegreeSeen(round=round_, phase=phase, side=own.side)
        row.observed, row.seen_by, row.seen_at = seen.get(phase, ""), own, at
        _check(row)
        if row.pk:
            rewrite(row, observed=row.observed, seen_by=own, seen_at=at)
        else:
            row.save()
    return round_


def _check(row: DegreeSeen) -> None:
    try:
        row.clean_fields(exclude={"round", "seen_by"})
    except ValidationError as problem:
        raise ValidationError({row.phase: problem.messages}) from None
