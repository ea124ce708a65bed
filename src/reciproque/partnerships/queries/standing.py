"""Where an actor stands in a partnership: the engagement she acts under, and who stands on each side."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from reciproque.foundation.actor import Actor

from ..models import Engagement, Partnership
from ..policy import ACCEPTED, ONGOING, under_this_hat


def acting_engagement(partnership: Partnership, actor: Actor) -> Engagement:
    """The engagement under which the actor does what she does here.

    Raises Engagement.DoesNotExist when she is not engaged under the hat she wears (a rule said so before).
    """
    return Engagement.objects.select_related("person").get(under_this_hat(actor), partnership=partnership)


def own_engagement(partnership: Partnership, actor: Actor) -> Engagement | None:
    """The engagement of the person, under whatever hat; `acting` is true when it is the one she wears now."""
    acting = Engagement.objects.filter(under_this_hat(actor), partnership=partnership).values("pk")
    return (
        Engagement.objects.filter(ONGOING, partnership=partnership, person=actor.person_id)
        .select_related("on_behalf_of", "seat")
        .annotate(acting=Exists(acting.filter(pk=OuterRef("pk"))))
        .first()
    )


def engaged_on(partnership: Partnership, side: str) -> QuerySet[Engagement]:
    """Who is engaged on a side and accepted it, the referent first."""
    return (
        Engagement.objects.filter(ACCEPTED, partnership=partnership, side=side)
        .select_related("person")
        .order_by(F("referent_since").asc(nulls_last=True), "pk")
    )


def held_by(actor: Actor) -> QuerySet:
    """The keys of the engagements of the person, past ones included: `owner__in=held_by(actor)` goes by an index."""
    return Engagement.objects.filter(person=actor.person_id).values("pk")


def engaged_now(actor: Actor) -> QuerySet:
    """The keys of the partnerships the actor has accepted to be in, whatever her hat."""
    return Engagement.objects.filter(ACCEPTED, person=actor.person_id).values("partnership")
