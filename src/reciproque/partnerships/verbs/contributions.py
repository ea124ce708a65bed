"""The time one gave: noting it, correcting one's own, taking back what was noted by mistake."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import ContributionKind
from ..models import Contribution, Engagement, Intervention
from ..queries.positions import today_of
from ..queries.statuses import statuses_for
from ..rules.hours import MINUTES_A_DAY, is_late


@verb(Engagement, "contribute", keeps=("kind", "minutes", "on"))
def contribute(
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    minutes: int,
    on: date,
    intervention: Intervention | None = None,
) -> Contribution:
    """Note one's own time, with or without an intervention of the partnership; late, it says so.

    Raises ValidationError, by field: a day to come or outside of the engagement, a day of more than 24 hours,
    the same time noted twice, time shared in what nobody said was held.
    """
    if intervention is not None:
        _check_intervention(engagement, intervention, kind)
    elif kind == ContributionKind.SESSION:
        raise ValidationError({"kind": _("Le temps partagé se note dans l’intervention où il s’est passé.")})
    given = Contribution(
        engagement=engagement,
        intervention=intervention,
        kind=kind,
        status=statuses_for([engagement], intervention)[engagement.pk],
        minutes=minutes,
        on=on,
        entered_at=at,
        entered_by_id=by.person_id,
    )
    _check(given, engagement, at)
    given.entered_late = is_late(
        on,
        entered_on=today_of(engagement.person, at),
        organisation_id=engagement.partnership.host_id,
    )
    given.save()
    return given


@verb(Contribution, "correct", keeps=("minutes", "on"))
def correct(
    contribution: Contribution, *, by: Actor, at: datetime, version: int, minutes: int, on: date
) -> Contribution:
    """Correct one's own time. Raises Stale when `version` is behind, ValidationError as noting does.

    What was entered late stays so.
    """
    contribution.minutes, contribution.on = minutes, on
    _check(contribution, contribution.engagement, at)
    return rewrite(contribution, version=version, minutes=minutes, on=on)


@verb(Contribution, "remove")
def remove(contribution: Contribution, *, by: Actor, at: datetime) -> Contribution:
    """Take back time noted by mistake: it counts nowhere any more."""
    contribution.delete()
    return contribution


def _check_intervention(engagement: Engagement, intervention: Intervention, kind: str) -> None:
    if intervention.partnership_id != engagement.partnership_id:
        raise ValidationError(_("Cette intervention est d’un autre partenariat."))
    if kind == ContributionKind.SESSION and not hasattr(intervention, "holding"):
        raise ValidationError(
            {"kind": _("Le temps partagé se compte quand quelqu’un a dit que l’intervention s’est tenue.")}
        )
    known = Contribution.objects.filter(intervention=intervention, engagement=engagement, kind=kind)
    if known.exists():
        raise ValidationError({"kind": _("Ce temps est déjà noté : corrigez-le dans « Mes heures ».")})


def _check(given: Contribution, engagement: Engagement, at: datetime) -> None:
    zone = ZoneInfo(engagement.person.zone)
    given.clean_fields(exclude={"engagement", "intervention", "entered_by", "code"})
    if not 1 <= given.minutes <= MINUTES_A_DAY:
        raise ValidationError({"minutes": _("Notez de 1 minute à 24 heures.")})
    if given.on > at.astimezone(zone).date():
        raise ValidationError({"on": _("Ce jour n’est pas encore venu.")})
    if given.on < engagement.proposed_at.astimezone(zone).date():
        raise ValidationError({"on": _("Ce jour vient avant votre entrée dans le partenariat.")})
    if engagement.left_at and given.on > engagement.left_at.astimezone(zone).date():
        raise ValidationError({"on": _("Ce jour vient après votre départ du partenariat.")})
    lock(engagement.person)  # her day is one, whatever the partnerships it is noted in
    others = Contribution.objects.filter(engagement__person=engagement.person_id, on=given.on)
    already = others.exclude(pk=given.pk).aggregate(total=Sum("minutes", default=0))["total"]
    if already + given.minutes > MINUTES_A_DAY:
        raise ValidationError(
            {
                "minutes": _("Ce jour compterait plus de 24 heures : {already} y sont déjà notées.").format(
                    already=words.length(already)
                )
            }
        )
