"""The summary of a month, for a coordination: how many partners each referent answers for; supervisions held.

It counts those who answer, never those they answer for: nobody is shown tired, over a limit, away or silent.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import InterventionKind
from reciproque.partnerships.models import Hosting, Intervention
from reciproque.partnerships.rules.calendar import Month
from reciproque.people.models import Person

from ..kinds import OUTSIDE
from .relays import follows

BINS = ((1, 2), (3, 5), (6, 10), (11, None))
"""How many partners: from, to."""
NOBODY = _("Personne : ni référent, ni coordination")


@dataclass(frozen=True)
class Summary:
    """`referents` are (name, partners), by name; `bins` (from, to, referents); `ratio`, partners for one referent."""

    month: Month
    partners: int
    referents: list[tuple[str, int]]
    bins: list[tuple[int, int | None, int]]
    without: int
    held: int
    from_outside: int
    unsaid: int

    @property
    def ratio(self) -> float | None:
        followed = self.partners - self.without
        return round(followed / len(self.referents), 1) if self.referents else None


def summary_of(actor: Actor, month: Month, *, on: date) -> Summary:
    """The summary of what the house of the hat carries. Three queries."""
    hosted = Hosting.objects.filter(organisation=actor.organisation_id).values("partnership")
    answers = list(follows(on).filter(partnership__in=hosted).values_list("person", "answers").distinct())
    counted = Counter(key for _person, key in answers if key is not None)
    names = dict(Person.objects.filter(pk__in=counted).values_list("pk", "name"))
    led = _supervisions(actor, hosted, month)
    return Summary(
        month=month,
        partners=len(answers),
        referents=sorted((names[key], number) for key, number in counted.items()),
        bins=[
            (low, high, sum(1 for n in counted.values() if n >= low and (high is None or n <= high)))
            for low, high in BINS
        ],
        without=sum(1 for _person, key in answers if key is None),
        held=len(led),
        from_outside=sum(1 for one in led if one in OUTSIDE),
        unsaid=sum(1 for one in led if one is None),
    )


def _supervisions(actor: Actor, hosted: Any, month: Month) -> list[str | None]:
    rows = visible(Intervention, actor).filter(
        Q(holding__isnull=False),
        partnership__in=hosted,
        kind=InterventionKind.SUPERVISION,
        day__gte=month.first,
        day__lte=month.last,
    )
    return list(rows.values_list("facilitation__facilitator", flat=True))
