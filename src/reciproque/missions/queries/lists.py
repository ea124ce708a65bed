"""Lists of missions: those of a partnership, those one may read, what one was offered, asked for and takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Partnership
from reciproque.people.models import Person

from ..kinds import Filter, State, Where
from ..models import Mission, Offer, RequiredTitle, Taking
from ..policy import BY_HERSELF, STANDING, UNANSWERED
from .publication import with_state
from .takings import with_choice

MOST_SHOWN = 200
"""How many missions one page weighs: beyond, the earliest ones."""


def with_page() -> QuerySet[Mission]:
    """Missions with what the page of one says."""
    rows = Mission.objects.select_related(
        "partnership__host", "written_by", "contact", "territory", "publication", "closing"
    )
    return with_state(rows)


def offers_with_mission() -> QuerySet[Offer]:
    """Offers with their mission and its partnership."""
    return Offer.objects.select_related("mission__partnership__host", "person", "terms", "made_by")


def of_partnership(partnership: Partnership, actor: Actor) -> list[Mission]:
    """The missions of a partnership, open ones first. One query."""
    order = list(State.values)
    rows = with_state(visible(Mission, actor).filter(partnership=partnership)).order_by("-starts_on", "pk")
    return sorted(rows, key=lambda one: order.index(one.state) if one.state != State.CLOSED else 99)


def open_missions(
    actor: Actor, *, today: date, wanted: str = "", short_minutes: int = 0
) -> QuerySet[Mission]:
    """Published missions that still look for somebody, as far as the actor may read them; narrowed to a `Filter`."""
    rows = with_state(visible(Mission, actor)).filter(state=State.OPEN)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    if wanted == Filter.REMOTE:
        rows = rows.exclude(where=Where.ON_SITE)
    elif wanted == Filter.SHORT:
        rows = rows.filter(sessions__isnull=False, sessions__lte=short_minutes / F("minutes"))
    elif wanted == Filter.NO_DIPLOMA:
        rows = rows.exclude(Exists(RequiredTitle.objects.filter(mission=OuterRef("pk")))).exclude(mode="etp")
    return rows.select_related("partnership__host", "territory").order_by("starts_on", "pk")[:MOST_SHOWN]


@dataclass(frozen=True)
class Mine:
    """What somebody was offered, asked for and takes."""

    offered: list[Offer]
    asked: list[Offer]
    taken: list[Taking]


def mine(actor: Actor, *, today: date) -> Mine:
    """Three queries and one for the terms chosen."""
    offers = visible(Offer, actor).filter(person=actor.person_id, taken_back_at=None)
    offers = offers.select_related("mission__partnership", "made_by").order_by("-pk")
    live = Q(mission__closing=None)
    return Mine(
        offered=list(offers.filter(UNANSWERED, live, ~BY_HERSELF, expires_on__gte=today)),
        asked=list(offers.filter(BY_HERSELF, accepted_at=None)[:20]),
        taken=list(
            with_choice(visible(Taking, actor).filter(STANDING, engagement__person=actor.person_id))
            .select_related("mission__partnership")
            .order_by("mission__title", "pk")
        ),
    )


def my_offer(mission: Mission, actor: Actor, *, today: date) -> Offer | None:
    """What the actor was offered, or asked for, and that is still open."""
    rows = visible(Offer, actor).filter(mission=mission, person=actor.person_id, taken_back_at=None)
    return rows.filter(UNANSWERED).select_related("made_by").order_by("-pk").first()


def my_answer(mission: Mission, actor: Actor) -> Offer | None:
    """The last answer the house gave to what the actor asked for."""
    rows = visible(Offer, actor).filter(BY_HERSELF, mission=mission, person=actor.person_id)
    return rows.filter(declined_at__isnull=False).order_by("-pk").first()


@dataclass(frozen=True)
class Sent:
    """An offer as its sender sees it: open or not, never whether somebody said no."""

    offer: Offer
    is_open: bool


def offers_sent(mission: Mission, actor: Actor, *, today: date) -> list[Sent]:
    """What was offered and not accepted. A « no » looks like a silence, to the last sign."""
    rows = visible(Offer, actor).filter(~BY_HERSELF, mission=mission, accepted_at=None, taken_back_at=None)
    rows = rows.select_related("person", "made_by").order_by("person__name", "pk")
    return [Sent(one, one.expires_on >= today) for one in rows]


def asked_for(mission: Mission, actor: Actor) -> list[Offer]:
    """Who asked for it and waits for an answer, by date."""
    rows = visible(Offer, actor).filter(BY_HERSELF, UNANSWERED, mission=mission)
    return list(rows.select_related("person", "terms").order_by("pk"))


def contacts_of(partnership: Partnership) -> list[Person]:
    """Who may be turned to: people engaged, and the coordination of the organisations that carry it."""
    from_here = Q(engagements__partnership=partnership, engagements__accepted_at__isnull=False)
    here = from_here & Q(engagements__left_at=None, engagements__declined_at=None)
    coordination = Q(
        memberships__organisation__hostings__partnership=partnership,
        memberships__role="coordinator",
        memberships__ends_on=None,
    )
    return list(Person.objects.filter(here | coordination).distinct().order_by("name", "pk"))


# --- what waits -----------------------------------------------------------------------------------
def _offered_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("On vous propose une mission : {title}").format(title=facts["title"]),
        detail=facts["partnership"],
        url=reverse("missions:mission", args=[facts["code"]]),
        action=_("Lire"),
        icon="hand-helping",
        tone="lived",
    )


@waits(_offered_told)
def offered_to_me(actor: Actor, today: date) -> QuerySet:
    """Offers that wait for her answer; no date: nothing presses."""
    rows = Offer.objects.filter(
        UNANSWERED, ~BY_HERSELF, person=actor.person_id, expires_on__gte=today, mission__closing=None
    )
    return facts_of(
        rows, title="mission__title", partnership="mission__partnership__title", code="mission__code"
    )


def _asked_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} aimerait prendre une mission : {title}").format(
            name=facts["name"], title=facts["title"]
        ),
        detail=facts["partnership"],
        url=reverse("missions:people", args=[facts["code"]]),
        action=_("Répondre"),
        icon="hand-helping",
        due_on=date.fromisoformat(facts["due_on"]),
    )


@waits(_asked_told)
def asked_of_us(actor: Actor, today: date) -> QuerySet:
    """What somebody asked for and the actor may answer."""
    rows = visible(Offer, actor, "welcome")
    return facts_of(
        rows,
        name="person__name",
        title="mission__title",
        partnership="mission__partnership__title",
        code="mission__code",
        due_on="expires_on",
    )
