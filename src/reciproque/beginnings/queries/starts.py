"""What was said when starting simply, whose idea a partnership was, and the first missions still awaited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.models import LONGEST_SEARCH
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import may, rule_for, visible
from reciproque.partnerships.examples import SIMPLE
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Ending, Engagement, Expected, Partnership
from reciproque.partnerships.policy import ACCEPTED, coordinated
from reciproque.partnerships.queries.activation import first_evaluation_proposed
from reciproque.partnerships.queries.founding import candidate, candidates, position_worn
from reciproque.partnerships.queries.page import part
from reciproque.partnerships.queries.positions import Position
from reciproque.partnerships.rules.sides import sides_open_to
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation

from ..kinds import DRAFTED
from ..models import FirstMission, Initiative, Sponsorship, Start
from ..rules import FIRST_MISSION_DAYS, latest_first_mission

MOST_OF_A_SIDE = 8


def starts_with_partnership() -> QuerySet[Start]:
    """What was said together, with the partnership it was said for."""
    return Start.objects.select_related("partnership")


def starting_organisation(actor: Actor) -> Organisation | None:
    """The organisation in which the actor may start simply under her hat; None when she may not."""
    return visible(Organisation, actor, "begin_simply").first()


def calling_organisation(actor: Actor) -> Organisation | None:
    """The organisation whose call the actor keeps under her hat; None for who coordinates nothing."""
    return visible(Organisation, actor, "revise").first()


def why_not_start() -> object:
    """Why somebody may not start simply, in words."""
    return rule_for(Organisation, "begin_simply").because


def latest_day(organisation: Organisation, *, today: date) -> date:
    """The last day for a first mission decided today."""
    days = value(FIRST_MISSION_DAYS.name, on=today, organisation_id=organisation.pk)
    return latest_first_mission(today, int(days))


def proposed_evaluation(organisation: Organisation, *, today: date) -> date:
    """When the first evaluation of something started today in an organisation would be."""
    return first_evaluation_proposed(Partnership(host=organisation), today=today).due_on


# --- the two names --------------------------------------------------------------------------------
def names_for(
    actor: Actor, organisation: Organisation, side: str, words: str, chosen: str, *, on: date
) -> dict[str, Position]:
    """Who may be named on a side, by code: oneself, who was chosen already, those whose names have these words."""
    worn = position_worn(actor)
    own = [worn] if side in sides_open_to(worn.role) else []
    kept = candidate([organisation], side, chosen, on=on)
    found = candidates(actor, [organisation], side, words[:LONGEST_SEARCH], on=on)[:MOST_OF_A_SIDE]
    return {position.code: position for position in [*own, *([kept] if kept else []), *found]}


# --- the page of a partnership --------------------------------------------------------------------
@part(order=5, template="beginnings/_start.html", from_start=True)
def start_part(partnership: Partnership, actor: Actor, today: date) -> dict[str, Any] | None:
    """Whose idea it was, what was said together, under which condition it was sponsored."""
    if partnership.template not in (SIMPLE, DRAFTED):
        return None
    agreed = Sponsorship.objects.filter(draft__partnership=OuterRef("partnership"), agreed_at__isnull=False)
    ideas = Initiative.objects.filter(partnership=partnership).annotate(
        condition=Subquery(agreed.values("words")[:1])
    )
    idea = ideas.select_related("person", "partnership__start", "partnership__draft").first()
    if idea is None:
        return None
    start = getattr(idea.partnership, "start", None)
    return {
        "partnership": partnership,
        "idea": idea,
        "start": start,
        "may_confirm": start is not None and may(actor, "confirm", start),
        "draft": getattr(idea.partnership, "draft", None),
    }


# --- first missions -------------------------------------------------------------------------------
def newcomers(engagements: Iterable[Engagement]) -> list[Engagement]:
    """Those who joined on the side of patients and carers."""
    return [one for one in engagements if one.side == Side.LIVED and one.accepted_at is not None]


def without_mission() -> Q:
    """First missions that are neither planned nor held: nothing the newcomer is, or was, expected at."""
    something = Expected.objects.filter(engagement=OuterRef("engagement"), intervention__cancellation=None)
    given = Engagement.objects.filter(pk=OuterRef("engagement"), contributions__intervention__isnull=False)
    return ~Q(Exists(something)) & ~Q(Exists(given))


def _mission_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    days = (today - date.fromisoformat(facts["since"])).days
    waiting = ngettext(
        "{name} attend une première mission depuis {n} jour",
        "{name} attend une première mission depuis {n} jours",
        days,
    )
    yield Waiting(
        title=waiting.format(name=facts["name"], n=days),
        detail=_("{title} · à l’initiative de {idea}").format(title=facts["title"], idea=facts["idea"]),
        url=reverse("partnerships:calendar", args=[facts["code"]]),
        action=_("Voir l’agenda"),
        icon="sprout",
        tone="warn",
        due_on=due_on,
    )


@waits(_mission_told)
def missions_missing(actor: Actor, today: date) -> QuerySet | None:
    """For the coordination: who joined, and has nothing concrete to do although the term has come."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return None
    ended = Ending.objects.filter(partnership=OuterRef("engagement__partnership"), reopened_at=None)
    engaged = Engagement.objects.filter(ACCEPTED, pk=OuterRef("engagement"))
    rows = FirstMission.objects.filter(
        coordinated(actor, "engagement__partnership"),
        without_mission(),
        ~Exists(ended),
        Exists(engaged),
        due_on__lt=today + timedelta(days=1),
    )
    idea = Coalesce(
        "engagement__partnership__initiative__person__name", "engagement__partnership__founded_by__name"
    )
    return facts_of(
        rows.annotate(idea=idea),
        name="engagement__person__name",
        title="engagement__partnership__title",
        code="engagement__partnership__code",
        since="triggered_on",
        due_on="due_on",
        idea="idea",
    )
