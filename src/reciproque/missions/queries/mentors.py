"""Who may go along with a newcomer, who does, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Attendance, Engagement
from reciproque.partnerships.policy import ACCEPTED
from reciproque.people.models import Person

from ..models import Mentoring, Mission, Taking
from ..policy.mentors import OPEN


def who_may_mentor(taking: Taking) -> list[Person]:
    """People of the side of patients of the same partnership who have been at something there, by name. One query."""
    been = Attendance.objects.filter(engagement=OuterRef("pk"), intervention__holding__isnull=False)
    there = Engagement.objects.filter(
        ACCEPTED,
        Exists(been),
        partnership=taking.mission.partnership_id,
        side=Side.LIVED,
        person__account__is_active=True,
    ).exclude(person=taking.engagement.person_id)
    return list(Person.objects.filter(pk__in=there.values("person")).order_by("name", "pk"))


def with_both() -> QuerySet[Mentoring]:
    """Mentorings with both people and the mission."""
    return Mentoring.objects.select_related(
        "mentor", "taking__engagement__person", "taking__mission__partnership"
    )


def last_of(taking: Taking) -> Mentoring | None:
    """The last one asked for, whatever became of it."""
    return with_both().filter(taking=taking).order_by("-pk").first()


def led_by(mission: Mission, actor: Actor) -> list[Mentoring]:
    """Whom the actor goes along with in a mission, or is asked to. One query."""
    rows = visible(Mentoring, actor).filter(OPEN, mentor=actor.person_id, taking__mission=mission)
    return list(rows.select_related("taking__engagement__person").order_by("pk"))


def _asked_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} aimerait que vous l’accompagniez, les premières fois").format(name=facts["name"]),
        detail=facts["title"],
        url=address("missions:mentoring", facts["code"]),
        action=_("Répondre"),
        icon="footprints",
        tone="lived",
    )


@waits(_asked_told)
def asked_to_mentor(actor: Actor, today: date) -> QuerySet:
    """What newcomers ask of the actor; no date: nothing presses."""
    rows = visible(Mentoring, actor, "accept")
    return facts_of(
        rows, code="code", name="taking__engagement__person__name", title="taking__mission__title"
    )
