"""A season is worked out, then sent, by ticks: each person answers for herself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import may
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation

from ..models import Offer, Proposed, Season
from ..rules.season import Plan
from .offers import make_offers


@verb(Organisation, "plan_season", keeps=("first_on", "last_on"))
def plan_season(
    organisation: Organisation, *, by: Actor, at: datetime, first_on: date, last_on: date, plan: Plan
) -> Season:
    """Keep what the solver proposes between two days. Nobody is told: nothing is offered yet.

    Raises ValidationError for days in disorder, past, longer than a year or more than a year away.
    """
    check_days(first_on, last_on, today=timezone.localdate(at))
    season = Season.objects.create(
        organisation=organisation,
        first_on=first_on,
        last_on=last_on,
        worked_out_by_id=by.person_id,
        worked_out_at=at,
        points=plan.objective,
        gap=plan.gap,
        milliseconds=round(1000 * (plan.seconds_choosing + plan.seconds_solving)),
    )
    Proposed.objects.bulk_create(
        Proposed(season=season, mission_id=one.wanted, person_id=one.partner, dates=len(one.sessions))
        for one in plan.proposals
    )
    return season


def check_days(first_on: date, last_on: date, *, today: date) -> None:
    if last_on < first_on:
        raise ValidationError({"last_on": _("La fin vient avant le début.")})
    if last_on < today:
        raise ValidationError({"last_on": _("Cette saison est déjà passée.")})
    if (first_on - today).days > 366:
        raise ValidationError(
            {"first_on": _("Au plus tard dans un an : au-delà, on ne sait plus qui sera là.")}
        )
    if (last_on - first_on).days > 366:
        raise ValidationError({"last_on": _("Une année au plus : au-delà, on ne sait plus qui sera là.")})


@verb(Season, "send")
def send(season: Season, *, by: Actor, at: datetime, chosen: Iterable[Proposed]) -> list[Offer]:
    """Offer what was ticked, as if by hand: each answers, or not. Raises ValidationError when nothing is ticked.

    What the actor may no longer offer, and whoever was offered it meanwhile, is left out.
    """
    ticked = list(chosen)
    if not ticked:
        raise ValidationError(_("Cochez au moins une proposition."))
    made = []
    for one in ticked:
        if may(by, "offer", one.mission):
            made += make_offers(one.mission, [one.person], by=by, at=at, season=season)
    rewrite(season, sent_at=at)
    return made
