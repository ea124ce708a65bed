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
from .own import in_order, with_all_said

MOST_NAMED = 30
NAMED = {Reader.COORDINATION: Visibility.COORDINATION, Reader.PARTNERS: Visibility.PARTNERS}
"""The visibility that opens to some readers and to nobody else."""


def shown_to(actor: Actor, person: Person) -> list[Facet]:
    """The parts of somebody's profile that she lets the actor read, in order. Two queries at most."""
    return in_order(written.rows(_shown, actor, person=person.pk))


def _shown(actor: Actor, *, person: int) -> QuerySet[Facet]:
    return with_all_said(visible(Facet, actor).filter(person=person)).order_by("pk")


def profile_shown(actor: Actor, code: str) -> list[Facet]:
    """The same by the code of the person, who comes with them; nothing when nothing is open, or for nobody."""
    return in_order(written.rows(_shown_by_code, actor, code=code))


def _shown_by_code(actor: Actor, *, code: str) -> QuerySet[Facet]:
    shown = visible(Facet, actor).filter(person__code=code)
    return with_all_said(shown.select_related("person")).order_by("pk")


def as_read_by(reader: Reader, facets: Iterable[Facet]) -> list[Facet]:
    """Those of one's own parts that a reader is shown."""
    return [facet for facet in facets if facet.visibility in OPEN_TO[reader]]


# --- by whom, today -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Readers:
    """Who reads a part today: how many, and the first by name where the person knows them by name."""

    number: int = 0
    first: str = ""

    def __str__(self) -> str:
        """« Claire Martin et 2 autres personnes »."""
        if not self.number:
            return _("personne pour le moment")
        if not self.first:
            return ngettext("{n} personne", "{n} personnes", self.number).format(n=self.number)
        if self.number == 1:
            return self.first
        others = self.number - 1
        said = ngettext("{name} et {n} autre personne", "{name} et {n} autres personnes", others)
        return said.format(name=self.first, n=others)


def readers_of(person: Person, *, on: date) -> dict[Visibility, Readers]:
    """Who would read a part of hers under each visibility, on a day; herself apart. One query.

    Her coordination and those of her partnerships have a name for her; of the others she is told the number.
    """
    asked = _asked(person, on)
    named = {one: who for one, who in asked.items() if one is not Visibility.EVERYONE}
    told = _others(person, asked[Visibility.EVERYONE]).aggregate(
        **{f"n_{one}": Count("pk", filter=who) for one, who in asked.items()},
        **{f"first_{one}": Min("name", filter=who) for one, who in named.items()},
    )
    told[f"first_{Visibility.EVERYONE}"] = told[f"first_{Visibility.BOTH}"]
    return {one: Readers(told[f"n_{one}"], told[f"first_{one}"] or "") for one in asked}


def names_of_readers(person: Person, reader: Reader, *, on: date) -> list[str]:
    """The names of some of her readers on a day, where she knows them by name; the first of them. One query."""
    if reader is Reader.COLLEAGUES:
        return []
    found = _others(person, _asked(person, on)[NAMED[reader]])
    return list(found.order_by("name", "pk").values_list("name", flat=True)[:MOST_NAMED])


def _others(person: Person, who: Q) -> QuerySet[Person]:
    return Person.objects.filter(who).exclude(pk=person.pk)


def _asked(person: Person, on: date) -> dict[Visibility, Q]:
    houses = _houses(person, on)
    coordinators = Q(pk__in=_people(Membership, in_force(on), organisation__in=houses, role=Role.COORDINATOR))
    here = Engagement.objects.filter(lasting(on), person=person).values("partnership")
    partners = Q(pk__in=_people(Engagement, lasting(on), partnership__in=here))
    colleagues = Q(pk__in=_people(Membership, in_force(on), organisation__in=houses, role__in=COLLEAGUES))
    colleagues |= Q(pk__in=_people(Mandate, in_force(on), seat__in=houses))
    return {
        Visibility.COORDINATION: coordinators,
        Visibility.PARTNERS: partners,
        Visibility.BOTH: coordinators | partners,
        Visibility.EVERYONE: coordinators | partners | colleagues,
    }


def _houses(person: Person, on: date) -> QuerySet:
    """The organisations where somebody holds a position or sits, on a day."""
    held = Membership.objects.filter(in_force(on), person=person).values("organisation")
    return held.union(Mandate.objects.filter(in_force(on), person=person).values("seat"))


def _people(model: type[Membership | Mandate | Engagement], *so: Q, **more: object) -> QuerySet:
    return model.objects.filter(*so, **more).values("person")
