"""Naming who, outside of the house, reads the cases of misuse that concern it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation

from ..models import OutsideReferent
from ..queries.outside import may_watch


@verb(Organisation, "name_outside_referent", keeps=("referent",))
def name_outside_referent(
    organisation: Organisation, *, by: Actor, at: datetime, referent: Organisation | None
) -> Organisation:
    """Name the outside referent of one's house, or nobody any more; it goes on reading the cases it could read.

    Raises ValidationError for an organisation that could not answer: nobody there but people of the house.
    """
    today = timezone.localdate(at)
    if referent is not None and referent not in may_watch(organisation, on=today):
        raise ValidationError({"referent": _("Choisissez une structure où quelqu’un d’autre peut lire.")})
    for one in OutsideReferent.objects.filter(organisation=organisation, ended_at=None):
        if one.referent == referent:
            return organisation
        rewrite(one, ended_at=at)
    if referent is not None:
        OutsideReferent.objects.create(
            organisation=organisation, referent=referent, named_by_id=by.person_id, named_at=at
        )
    return organisation
