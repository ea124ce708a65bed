"""One's own profile, part by part, and what is told of it to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.people.models import Person
from reciproque.people.queries import told_to_herself

from ..kinds import SUBJECTS, Chapter, Subject, Topic
from ..models import Facet, MatchingConsent, Pick, SelfDescription


@dataclass(frozen=True)
class Part:
    """One part of a profile as its page shows it, said already or not."""

    topic: Topic
    facet: Facet | None

    @property
    def subject(self) -> Subject:
        return SUBJECTS[self.topic]


def with_all_said(facets: QuerySet[Facet]) -> QuerySet[Facet]:
    """The same parts, with what was picked in each: one query more."""
    picks = Pick.objects.select_related("territory").order_by("pk")
    return facets.prefetch_related(Prefetch("picks", picks))


def in_order(facets: list[Facet]) -> list[Facet]:
    """Parts of a profile in the order of its topics."""
    return sorted(facets, key=lambda facet: Topic.values.index(facet.topic))


def own_facets(actor: Actor) -> list[Facet]:
    """All that the actor said of herself, in order. Two queries."""
    return in_order(list(with_all_said(Facet.objects.filter(person=actor.person_id))))


def own_facet(actor: Actor, topic: str) -> Facet | None:
    return with_all_said(Facet.objects.filter(person=actor.person_id, topic=topic)).first()


def by_chapter(facets: list[Facet]) -> list[tuple[Chapter, list[Part]]]:
    """Every part there is, under its chapter, with what was said of it."""
    said = {facet.topic: facet for facet in facets}
    parts = [Part(topic, said.get(topic)) for topic in Topic]
    return [(chapter, [part for part in parts if part.subject.chapter == chapter]) for chapter in Chapter]


def own_description(actor: Actor) -> SelfDescription | None:
    """What the actor lets be counted of herself."""
    return SelfDescription.objects.filter(person=actor.person_id).first()


def own_consent(actor: Actor) -> MatchingConsent | None:
    """The consent that stands now for the actor's health to serve unseen."""
    return visible(MatchingConsent, actor, "withdraw").first()


@told_to_herself("profile")
def profile_of(person: Person) -> dict[str, Any]:
    """Every part with its words and who may read it, and each consent with its dates."""
    facets = in_order(list(with_all_said(Facet.objects.filter(person=person))))
    return {
        "parts": [
            {
                "topic": facet.topic,
                "words": facet.words,
                "picks": facet.picked,
                "places": [str(place) for place in facet.places],
                "visibility": facet.visibility,
                "said_at": facet.said_at,
            }
            for facet in facets
        ],
        "counted": SelfDescription.objects.filter(person=person)
        .values("gender", "born_in", "said_at")
        .first()
        or {},
        "matching_consents": list(
            MatchingConsent.objects.filter(person=person)
            .order_by("pk")
            .values("wording", "given_at", "withdrawn_at")
        ),
    }
