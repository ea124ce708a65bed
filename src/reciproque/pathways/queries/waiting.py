"""What waits: a draft to read again, for those who wrote it; a draft that both sides read, for the coordination."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role

from ..kinds import SIDE_OF_ROLE
from ..models import Author, Reading, Step, Version, Wording
from ..policy import DRAFT

TITLE = Wording.objects.filter(of=OuterRef("pk"), language=OuterRef("language")).values("title")[:1]


def _to_publish_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {title} » est relu des deux côtés").format(title=facts["title"]),
        detail=_("Un professionnel et une personne concernée l’ont relu. Il reste à le publier."),
        url=reverse("pathways:draft", args=[facts["code"]]),
        action=_("Voir"),
        icon="route",
        tone="shared",
    )


@waits(_to_publish_told)
def drafts_to_publish(actor: Actor, today: date) -> QuerySet | None:
    """Drafts of the house that may be published now, for its coordination."""
    if actor.role != Role.COORDINATOR:
        return None
    return _facts(visible(Version, actor, "publish"))


def _to_read_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("« {title} » est à relire").format(title=facts["title"]),
        detail=_("Vous l’avez écrit avec d’autres. Personne de votre côté ne l’a relu tel qu’il est."),
        url=reverse("pathways:draft", args=[facts["code"]]),
        action=_("Relire"),
        icon="route",
        tone="shared",
    )


@waits(_to_read_told)
def drafts_to_read(actor: Actor, today: date) -> QuerySet | None:
    """Drafts one helped to write, has steps, and that nobody of one's side has read as they stand."""
    side = SIDE_OF_ROLE.get(actor.role)
    if side is None or actor.person_id is None:
        return None
    said = Reading.objects.filter(of=OuterRef("pk"), at_version=OuterRef("version"), side=side)
    steps = Step.objects.filter(of=OuterRef("pk"))
    wrote = Author.objects.filter(of=OuterRef("pk"), person=actor.person_id)
    rows = visible(Version, actor, "read_again").filter(Exists(wrote), ~Exists(said), Exists(steps))
    return _facts(rows)


def _facts(rows: QuerySet[Version]) -> QuerySet:
    titled = rows.filter(DRAFT).annotate(title=Subquery(TITLE))
    return facts_of(titled, code="pathway__code", title="title")
