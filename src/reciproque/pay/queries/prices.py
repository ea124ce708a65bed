"""What time is paid: by the terms chosen for the mission it was given for, else by the grid of the house."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation import clock
from reciproque.missions.kinds import Unit
from reciproque.missions.models import Choice, Mission
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Intervention

from ..kinds import State
from ..models import Line, Rate
from ..policy import stands_at
from ..rules.amounts import Price

NOTHING = Decimal(0)


def price_of(contribution: Contribution) -> Price | None:
    """At which price a contribution is paid on its day; None when nothing was agreed.

    Terms chosen by the hour hold for all the time given around the mission, unless the grid says otherwise for that
    kind of time. Terms by session, half-day or day hold for the session itself. A sum for the whole mission is due
    once, with the first session.
    """
    chosen = chosen_for(contribution)
    is_session = contribution.kind == ContributionKind.SESSION
    if chosen is not None and is_session:
        if chosen.terms.unit == Unit.FLAT and _already(contribution, chosen):
            return Price(NOTHING, chosen.terms.currency, "", _("déjà compté une fois pour toute la mission"))
        return _of_mission(chosen)
    rate = rate_on(contribution)
    if rate is not None:
        return Price(rate.amount, rate.currency, rate.unit, _("la grille de la structure"))  # type: ignore[arg-type]
    if chosen is not None and chosen.terms.unit == Unit.HOUR:
        return _of_mission(chosen)
    return None


def _of_mission(chosen: Choice) -> Price:
    terms = chosen.terms
    return Price(terms.amount, terms.currency, terms.unit, _("les conditions choisies pour la mission"))  # type: ignore[arg-type]


def chosen_for(contribution: Contribution) -> Choice | None:
    """Her choice of paid terms, under the status the time was given, for the mission it was given for."""
    mission = mission_of(contribution.intervention)
    if mission is None:
        return None
    engagement = contribution.engagement
    by_the_evening = clock.instant(
        contribution.on + timedelta(days=1), time(0), engagement.partnership.host.zone
    )
    rows = choices_in(mission, until=by_the_evening).filter(
        taking__engagement=engagement, terms__amount__isnull=False, terms__status=contribution.status
    )
    return rows.order_by("-chosen_at", "-pk").first()


def choices_in(mission: Mission, *, until: datetime) -> QuerySet[Choice]:
    return Choice.objects.filter(taking__mission=mission, chosen_at__lt=until).select_related("terms")


def mission_of(intervention: Intervention | None) -> Mission | None:
    slot = getattr(intervention, "slot", None)
    return slot.mission if slot is not None else None


def rate_on(contribution: Contribution) -> Rate | None:
    """The rate of the grid for that kind of time, that status and that day, if it still offers something."""
    return rate_for(
        contribution.engagement.partnership.host_id,
        contribution.kind,
        contribution.status,
        on=contribution.on,
    )


def rate_for(organisation_id: int, kind: str, status: str, *, on: date) -> Rate | None:
    rows = Rate.objects.filter(organisation=organisation_id, kind=kind, status=status, starts_on__lte=on)
    last = rows.order_by("-starts_on", "-pk").first()
    return last if last is not None and last.amount is not None else None


def _already(contribution: Contribution, chosen: Choice) -> bool:
    """The sum for the whole mission is already on a line of another contribution."""
    others = Line.objects.filter(
        engagement=contribution.engagement_id,
        contribution__intervention__slot__mission=chosen.terms.mission_id,
        kind=ContributionKind.SESSION,
        amount__gt=0,
    )
    return others.exclude(stands_at(State.CANCELLED)).exclude(given=contribution.code).exists()
