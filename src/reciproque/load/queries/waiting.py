"""What waits for the person herself when her week or her month is nearly full; for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.models import ParameterValue
from reciproque.foundation.policy import visible

from ..kinds import Measure
from ..models import PersonLoad, Rhythm
from ..rules import WARN_SHARE, opening


def _nearly_full_told(facts: Facts, today: date) -> Iterator[Waiting]:
    """One line at most: the week's, else the month's."""
    share = WARN_SHARE.default if facts["share"] is None else int(facts["share"])
    for name, sentence in (
        ("week", _("Cette semaine compte {total} sur {ceiling} : changer de rythme ?")),
        ("month", _("Ce mois-ci compte {total} sur {ceiling} : changer de rythme ?")),
    ):
        total, ceiling = facts[f"{name}_total"], facts[f"{name}_ceiling"]
        if total is None or ceiling is None or 100 * total < share * ceiling:
            continue
        yield Waiting(
            title=sentence.format(total=words.length(total), ceiling=words.length(ceiling)),
            detail=_("C’est votre plafond. Personne d’autre ne lit ceci."),
            url=reverse("load:mine"),
            action=_("Voir mon rythme"),
            icon="gauge",
            tone="warn",
        )
        return


@waits(_nearly_full_told)
def own_load_nearly_full(actor: Actor, today: date) -> QuerySet | None:
    """Her own ceilings and what this week and this month hold, under any hat; no row for anybody else."""
    if not actor.is_someone:
        return None
    now = {
        f"{name}_{what}": Subquery(_current(measure, today).values(what)[:1])
        for name, measure in (("week", Measure.WEEK), ("month", Measure.MONTH))
        for what in ("total", "ceiling")
    }
    rows = visible(Rhythm, actor).filter(Q(week_minutes__isnull=False) | Q(month_minutes__isnull=False))
    return facts_of(
        rows.annotate(share=_warn_share(today), **now), share="share", **{name: name for name in now}
    )


def _current(measure: Measure, today: date) -> QuerySet[PersonLoad]:
    rows = PersonLoad.objects.filter(
        person=OuterRef("person"), measure=measure, starts_on=opening(measure, today)
    )
    return rows.annotate(total=F("promised") + F("given"))


def _warn_share(today: date) -> Subquery:
    chosen = ParameterValue.objects.filter(
        name=WARN_SHARE.name, organisation_ref=None, starts_on__lte=today
    ).order_by("-starts_on", "-pk")
    return Subquery(chosen.values("value")[:1])
