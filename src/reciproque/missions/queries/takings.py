"""Who takes a mission, under which terms; the position in which somebody would come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.foundation.requirements import Verdict, verdict
from reciproque.partnerships.kinds import Status
from reciproque.partnerships.models import Engagement, Hosting, Intervention, Partnership
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.positions import Position, positions_of
from reciproque.partnerships.queries.statuses import statuses_found_by
from reciproque.people.kinds import Role
from reciproque.people.models import Person
from reciproque.titles.kinds import STANDING as VOUCHED_FOR
from reciproque.titles.queries.standing import titles_of

from ..models import Choice, Mission, Taking, Terms
from ..policy import STANDING
from ..rules.taking import GATE, Asked

BEFORE_OTHERS = (Role.PARTNER, Role.REPRESENTATIVE, Role.USER, Role.PROFESSIONAL, Role.COORDINATOR)


def taking_of(mission: Mission, person_id: int | None) -> Taking | None:
    """How that person takes the mission now; None when she does not."""
    rows = Taking.objects.filter(STANDING, mission=mission, engagement__person=person_id)
    return with_choice(rows).select_related("engagement__person").first()


def with_choice(rows: QuerySet[Taking]) -> QuerySet[Taking]:
    """Takings with their choices, the standing one last (`chosen`)."""
    choices = Choice.objects.select_related("terms").order_by("pk")
    return rows.prefetch_related(Prefetch("choices", choices))


def takings_with_mission() -> QuerySet[Taking]:
    """Takings with their mission, its partnership, and the terms chosen."""
    return with_choice(Taking.objects.select_related("mission__partnership__host", "engagement__person"))


def chosen(taking: Taking) -> Choice | None:
    """The terms that hold: the last ones chosen. Read with `with_choice`."""
    return next(reversed(list(taking.choices.all())), None)


def takings_of(mission: Mission, actor: Actor) -> list[Taking]:
    """Who takes it today, as far as the actor may read it, by name. Two queries."""
    rows = visible(Taking, actor).filter(STANDING, mission=mission)
    return list(
        with_choice(rows)
        .select_related("engagement__person", "engagement__on_behalf_of")
        .order_by("engagement__person__name", "pk")
    )


def terms_of(mission: Mission) -> list[Terms]:
    """What is offered today, a status at a time."""
    return list(Terms.objects.filter(mission=mission, ended_at=None).order_by("pk"))


def engagement_in(partnership: Partnership | int, person_id: int | None) -> Engagement | None:
    """The engagement of somebody in a partnership, accepted and going on."""
    rows = Engagement.objects.filter(ACCEPTED, partnership=partnership, person=person_id)
    return rows.select_related("person", "partnership__host").first()


def position_for(partnership: Partnership, person: Person, *, on: date) -> Position:
    """As what somebody would come: in an organisation that carries the partnership first, as a partner first."""
    hosts = set(Hosting.objects.filter(partnership=partnership).values_list("organisation", flat=True))

    def order(held: Position) -> tuple[bool, bool, int]:
        near = held.seat or held.on_behalf_of
        rank = BEFORE_OTHERS.index(held.role) if held.role in BEFORE_OTHERS else len(BEFORE_OTHERS)
        return near is None, near is not None and near.pk not in hosts, rank

    return min(positions_of(person, on=on), key=order)


def taking_verdict(mission: Mission, person_id: int, *, on: date) -> Verdict:
    """Whether somebody has the titles a mission asks for, with what is missing in words."""
    required = list(mission.required.select_related("title"))
    claims = {claim.title_id: claim for claim in titles_of(person_id, on=on)} if required else {}
    asked = tuple(
        Asked(
            title=one.title,
            verified=one.verified,
            held=one.title_id in claims,
            stands=one.title_id in claims and claims[one.title_id].state in VOUCHED_FOR,
        )
        for one in required
    )
    return verdict(GATE, asked, on=on)


def by_choice(choice: Choice, offered: list[Terms]) -> bool:
    """Whether being a volunteer is her choice: the mission would pay her otherwise."""
    return choice.terms.status == Status.VOLUNTEER and any(one.is_paid for one in offered)


@statuses_found_by
def status_of_the_mission(intervention: Intervention, engagements: Iterable[int]) -> Mapping[int, str]:
    """Under which status each gives time in a date of a mission: the terms she chose last."""
    last = Choice.objects.filter(taking=OuterRef("pk")).order_by("-pk").values("terms__status")[:1]
    rows = Taking.objects.filter(mission__slots__intervention=intervention, engagement__in=list(engagements))
    found = rows.annotate(status=Subquery(last)).order_by("pk").values_list("engagement", "status")
    return {engagement: status for engagement, status in found if status}
