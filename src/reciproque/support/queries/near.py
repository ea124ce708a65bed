"""Whom somebody may turn to: people engaged with her, people of her house, anybody whose whole name she knows."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import plain
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.policy import ACCEPTED
from reciproque.people.models import Person

MOST = 30
"""How many people are offered: to find someone, not to read a list of members."""


def engaged_beside(person_id: int | None) -> Q:
    """People who take part in what she takes part in, under any hat."""
    mine = Engagement.objects.filter(ACCEPTED, person=person_id).values("partnership")
    return Q(Exists(Engagement.objects.filter(ACCEPTED, person=OuterRef("pk"), partnership__in=mine)))


def reachable(person_id: int | None) -> QuerySet[Person]:
    """Everybody but herself who can sign in."""
    return Person.objects.filter(account__is_active=True).exclude(pk=person_id)


def offered(actor: Actor, words: str = "") -> list[Person]:
    """Whom the actor may turn to: those engaged beside her; with `words`, her house too, or a whole name. One query."""
    asked = plain(words)
    near = engaged_beside(actor.person_id)
    if asked:
        near |= Q(Exists(visible(Person, actor).filter(pk=OuterRef("pk"))))
        for word in asked.split():
            near &= Q(plain__contains=word)
        near |= Q(plain=asked)
    return list(reachable(actor.person_id).filter(near).order_by("name", "pk")[:MOST])
