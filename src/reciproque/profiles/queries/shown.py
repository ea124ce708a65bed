"""What somebody's profile shows to a reader, and who reads each part today, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Engagement
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Person
from reciproque.people.policy import COLLEAGUES
from reciproque.people.queries.hats import in_force

from ..kinds import OPEN_TO, Reader, Visibility
from ..models import Facet
from ..policy import lasting
from .own import BROUGHT, in_order


def shown_to(actor: Actor, person: Person) -> list[Facet]:
    """The parts of somebody's profile that she lets the actor read, in order. Three queries at most."""
    return in_order(written.rows(_shown, actor, person=person.pk))


def _shown(actor: Actor, *, person: int) -> QuerySet[Facet]:
    return visible(Facet, actor).filter(person=person).prefetch_related(*BROUGHT).order_by("pk")


def profile_shown(actor: Actor, code: str) -> list[Facet]:
    """The same by the code of the person, who comes with them; nothing when nothing is open, or for nobody."""
    return in_order(written.rows(_shown_by_code, actor, code=code))


def _shown_by_code(actor: Actor, *, code: str) -> QuerySet[Facet]:
    shown = visible(Facet, actor).filter(person__code=code)
    return shown.select_related("person").prefetch_related(*BROUGHT).order_by("pk")


def as_read_by(reader: Reader, facets: Iterable[Facet]) -> list[Facet]:
    """Those of one's own parts that a reader is shown."""
    return [facet for facet in facets if facet.visibility in OPEN_TO[reader]]


# --- by whom, today -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Readers:
    """Who reads a part today: how many, and the first by name."""

    number: int = 0
    first: str = ""

    def __str__(self) -> str:
        """« Claire Martin et 2 autres personnes »."""
        others = self.number - 1
        if self.number < 2:
            return self.first or _("personne pour le moment")
        return ngettext("{name} et {n} autre personne", "{name} et {n} autres personnes", others).format(
            name=self.first, n=others
        )


def readers_of(person: Person, *, on: date) -> dict[Visibility, Readers]:
    """Who would read a part of hers under each visibility, on a day; herself apart. One query."""
    houses = _houses(person, on)
    coordinators = Q(pk__in=_people(Membership, in_force(on), organisation__in=houses, role=Role.COORDINATOR))
    here = Engagement.objects.filter(lasting(), person=person).values("partnership")
    partners = Q(pk__in=_people(Engagement, lasting(), partnership__in=here))
    colleagues = Q(pk__in=_people(Membership, in_force(on), organisation__in=houses, role__in=COLLEAGUES))
    colleagues |= Q(pk__in=_people(Mandate, in_force(on), seat__in=houses))
    asked = {
        Visibility.COORDINATION: coordinators,
        Visibility.PARTNERS: partners,
        Visibility.BOTH: coordinators | partners,
        Visibility.EVERYONE: coordinators | partners | colleagues,
    }
    told = (
        Person.objects.filter(asked[Visibility.EVERYONE])
        .exclude(pk=person.pk)
        .aggregate(
            **{f"n_{one}": Count("pk", filter=who) for one, who in asked.items()},
            **{f"first_{one}": Min("name", filter=who) for one, who in asked.items()},
        )
    )
    return {one: Readers(told[f"n_{one}"], told[f"first_{one}"] or "") for one in asked}


def _houses(person: Person, on: date) -> QuerySet:
    """The organisations where somebody holds a position or sits, on a day."""
    held = Membership.objects.filter(in_force(on), person=person).values("organisation")
    return held.union(Mandate.objects.filter(in_force(on), person=person).values("seat"))


def _people(model: type[Membership | Mandate | Engagement], *so: Q, **more: object) -> QuerySet:
    return model.objects.filter(*so, **more).values("person")
