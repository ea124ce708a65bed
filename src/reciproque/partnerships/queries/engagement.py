"""Who is engaged, on which side, with which referent; the sides that lack someone; what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role

from ..kinds import Side
from ..models import Engagement, Partnership
from ..policy import ACCEPTED, ONGOING, coordinated, running
from .page import Place, part, place

place(Place(gettext_lazy("Personnes"), "partnerships:people", "users", order=50))


# --- who is there ---------------------------------------------------------------------------------
def engaged_in(partnership: Partnership) -> QuerySet[Engagement]:
    """Who is engaged or asked to be, with what a page says of them; referents first, then by name."""
    return _told(partnership.engagements.all())


def engaged_anywhere() -> QuerySet[Engagement]:
    """The same, of every partnership: what a prefetch starts from."""
    return _told(Engagement.objects.all())


def _told(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    return (
        rows.filter(ONGOING)
        .select_related("person", "on_behalf_of", "seat")
        .order_by(IsNull(F("accepted_at"), True), IsNull(F("referent_since"), True), "person__name", "pk")
    )


def accepted_in(partnership: Partnership) -> QuerySet[Engagement]:
    """Who takes part today, by name."""
    return (
        partnership.engagements.filter(ACCEPTED)
        .select_related("person", "on_behalf_of", "seat")
        .order_by("person__name", "pk")
    )


def ongoing() -> QuerySet[Engagement]:
    """Engagements that last, or whose proposal waits for an answer."""
    return Engagement.objects.filter(ONGOING)


def former_of(partnership: Partnership) -> QuerySet[Engagement]:
    """Who took part and left, the latest first."""
    return (
        partnership.engagements.filter(accepted_at__isnull=False, left_at__isnull=False)
        .select_related("person", "on_behalf_of", "seat")
        .order_by("-left_at", "pk")
    )


def with_page() -> QuerySet[Engagement]:
    """Engagements with what the page of one of them shows."""
    return Engagement.objects.select_related(
        "partnership__host", "person", "on_behalf_of", "seat", "proposed_by"
    )


def mine_to_contribute(actor: Actor) -> QuerySet[Engagement]:
    """The engagements for which a person may note time, those that last first; she may have left some."""
    return (
        visible(Engagement, actor, "contribute")
        .select_related("partnership")
        .order_by(F("left_at").desc(nulls_first=True), "partnership__title", "pk")
    )


@dataclass(frozen=True)
class SideOfPeople:
    """One side of a partnership: who is engaged, her referent."""

    side: Side
    voice: str
    people: list[Engagement]

    @property
    def referent(self) -> Engagement | None:
        return next((one for one in self.people if one.referent_since), None)


def by_side(engagements: Iterable[Engagement]) -> list[SideOfPeople]:
    """Those who accepted, side by side; a side without anyone stays, empty."""
    accepted = [one for one in engagements if one.accepted_at]
    return [
        SideOfPeople(side, voice, [one for one in accepted if one.side == side])
        for side, voice in ((Side.LIVED, "lived"), (Side.CARE, "care"))
    ]


def proposed_to(actor: Actor, engagements: Iterable[Engagement]) -> Engagement | None:
    """Among these, the proposal that waits for the actor's own answer."""
    mine = (one for one in engagements if one.person_id == actor.person_id and not one.accepted_at)
    return next(mine, None)


def to_rebuild() -> Q:
    """Partnerships begun, not ended, one side of which has nobody left."""
    there = Engagement.objects.filter(ACCEPTED, partnership=OuterRef("pk"))
    without = [~Q(Exists(there.filter(side=side))) for side in Side.values]
    return Q(activation__isnull=False) & running()[0] & reduce(or_, without)


def is_to_rebuild(partnership: Partnership) -> bool:
    """« À reconstituer »: it has begun, has not ended, and a side has nobody left. One query."""
    return Partnership.objects.filter(to_rebuild(), pk=partnership.pk).exists()


@part(order=50, template="partnerships/_people.html", from_start=True)
def people_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any]:
    """Both sides at a glance, and whether one of them is to be rebuilt; read with the partnership."""
    there = partnership.there
    sides = by_side(there)
    begun = hasattr(partnership, "activation")
    return {
        "partnership": partnership,
        "sides": sides,
        "asked": sum(1 for one in there if not one.accepted_at),
        "missing": [side for side in sides if not side.people] if begun else [],
    }


# --- what waits -----------------------------------------------------------------------------------
def _proposal_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("On vous propose d’entrer dans « {title} »").format(title=facts["title"]),
        detail=_("Vous acceptez ou vous déclinez, sans donner de raison."),
        url=reverse("partnerships:engagement", args=[facts["partnership"], facts["code"]]),
        action=_("Répondre"),
        icon="handshake",
        tone="shared",
    )


@waits(_proposal_told)
def proposals(actor: Actor, today: date) -> QuerySet:
    """Partnerships that someone proposes to the actor, whatever her hat."""
    asked = Engagement.objects.filter(ONGOING, person=actor.person_id, accepted_at=None)
    return facts_of(asked, code="code", partnership="partnership__code", title="partnership__title")


def _rebuilding_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {title} » est à reconstituer").format(title=facts["title"]),
        detail=_("Un des deux côtés n’a plus personne."),
        url=reverse("partnerships:people", args=[facts["code"]]),
        action=_("Voir les personnes"),
        icon="users",
        tone="warn",
    )


@waits(_rebuilding_told)
def partnerships_to_rebuild(actor: Actor, today: date) -> QuerySet | None:
    """For the coordination: partnerships one side of which has nobody left, looked for where someone left."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return None
    abandoned = Engagement.objects.filter(left_at__isnull=False).values("partnership")
    rows = visible(Partnership, actor).filter(coordinated(actor), to_rebuild(), pk__in=abandoned)
    return facts_of(rows, title="title", code="code")
