"""Noting the reference of a paper: the paper itself stays where it is."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.partnerships.models import Engagement
from reciproque.people.rules import siret

from ..kinds import PaperKind
from ..models import Paper


@verb(Engagement, "note_paper", keeps=("kind",))
def note_paper(
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    reference: str,
    since: date,
    until: date | None = None,
) -> Paper:
    """Note a paper of somebody engaged. Raises ValidationError, by field: no reference, a wrong SIRET, dates."""
    reference = reference.strip()
    if not reference:
        raise ValidationError({"reference": _("Écrivez la référence de cette pièce.")})
    if kind == PaperKind.SIRET:
        try:
            reference = siret(reference)
        except ValidationError as problem:
            raise ValidationError({"reference": problem.error_list}) from None
    if until is not None and until < since:
        raise ValidationError({"until": _("Ce jour vient avant le premier.")})
    paper = Paper(
        engagement=engagement,
        kind=kind,
        reference=reference,
        since=since,
        until=until,
        noted_by_id=by.person_id,
        noted_at=at,
    )
    paper.clean_fields(exclude={"engagement", "noted_by", "code"})
    paper.save()
    return paper
