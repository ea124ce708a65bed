"""Who answers for a partner today: the referent named for her, her substitute, else who is there; never nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reciproque.foundation.actor import Actor
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Engagement, Hosting, Partnership
from reciproque.partnerships.policy import ACCEPTED, coordinated, running
from reciproque.partnerships.queries.standing import engaged_now
from reciproque.people.kinds import Role
from reciproque.people.models import Membership, Person
from reciproque.people.queries.hats import in_force

from ..models import Absence, Relay
from ..policy import on_day

PARTNERS = ACCEPTED & Q(side=Side.LIVED)
CHAIN = ("referent", "substitute", "same_side", "other_side", "house")
"""Who is asked, in order: those named for her, the referent of her side, that of the other one, the coordination."""


def answering(rows: QuerySet[Engagement], *, on: date) -> QuerySet[Engagement]:
    """The same engagements, each with `answers`, the key of who answers for her on a day.

    The first of the chain who still takes part and is not away; when all are away, the first of them. None only
    where neither side has a referent and the host no coordination.
    """
    there = [_known(who, on, present=True) for who in CHAIN]
    anyone = [_known(who, on, present=False) for who in CHAIN]
    return rows.annotate(answers=Coalesce(*there, *anyone))


def who_answers(engagement: Engagement, *, on: date) -> tuple[int | None, int | None]:
    """Who answers for a partner on a day, and who does when that one cannot (keys of people). One query."""
    named = {f"{who}_{when}": _known(who, on, present=when == "there") for who in CHAIN for when in WHEN}
    row = Engagement.objects.filter(pk=engagement.pk).annotate(**named).values(*named).get()
    return first_two([row[f"{who}_{when}"] for when in WHEN for who in CHAIN])


WHEN = ("there", "anyone")


def first_two(keys: list[int | None]) -> tuple[int | None, int | None]:
    known = [*dict.fromkeys(key for key in keys if key is not None), None, None]
    return known[0], known[1]


def _known(who: str, on: date, *, present: bool) -> Subquery:
    """The key of one of the chain, when she still takes part; with `present`, when she is not away either."""
    if who in ("referent", "substitute"):
        rows = Relay.objects.filter(_still_there(who, on), ended_at=None, engagement=OuterRef("pk"))
        path = who
    elif who == "house":
        rows = Membership.objects.filter(
            in_force(on), role=Role.COORDINATOR, organisation=OuterRef("partnership__host")
        )
        path = "person"
    else:
        rows = Engagement.objects.filter(
            ACCEPTED, referent_since__isnull=False, partnership=OuterRef("partnership")
        )
        same = Q(side=OuterRef("side"))
        rows, path = rows.filter(same if who == "same_side" else ~same), "person"
    if who not in ("referent", "substitute"):
        rows = rows.exclude(person=OuterRef("person"))
    if present:
        rows = rows.filter(~Exists(Absence.objects.filter(on_day(on), person=OuterRef(path))))
    return Subquery(rows.order_by("pk").values(path)[:1])


def _still_there(who: str, on: date) -> Q:
    """She who is named takes part in it, or coordinates a house that carries it."""
    of = "engagement__partnership"
    engaged = Engagement.objects.filter(ACCEPTED, partnership=OuterRef(of), person=OuterRef(who))
    hosted = Hosting.objects.filter(partnership=OuterRef(OuterRef(of)), organisation=OuterRef("organisation"))
    coordinates = Membership.objects.filter(
        Exists(hosted), in_force(on), role=Role.COORDINATOR, person=OuterRef(who)
    )
    return Q(Exists(engaged)) | Q(Exists(coordinates))


def answered_by(actor: Actor, *, on: date) -> QuerySet[Engagement]:
    """The partners for whom the actor answers on a day, in what goes on, under any hat."""
    named = Relay.objects.filter(Q(referent=actor.person_id) | Q(substitute=actor.person_id))
    near = Q(partnership__in=engaged_now(actor)) | Q(Exists(named.filter(engagement=OuterRef("pk"))))
    near |= coordinated(actor, "partnership")
    rows = Engagement.objects.filter(PARTNERS, near, running("partnership")[0])
    return answering(rows, on=on).filter(answers=actor.person_id)


def answered_by_person(person_id: int, *, on: date) -> QuerySet[Engagement]:
    """The same for a person, whatever she wears: for what is written to her."""
    mine = Engagement.objects.filter(ACCEPTED, person=person_id).values("partnership")
    named = Relay.objects.filter(Q(referent=person_id) | Q(substitute=person_id))
    houses = Membership.objects.filter(in_force(on), role=Role.COORDINATOR, person=person_id)
    hosted = Hosting.objects.filter(organisation__in=houses.values("organisation")).values("partnership")
    near = Q(partnership__in=mine) | Q(partnership__in=hosted)
    near |= Q(Exists(named.filter(engagement=OuterRef("pk"))))
    rows = Engagement.objects.filter(PARTNERS, near, running("partnership")[0])
    return answering(rows, on=on).filter(answers=person_id)


@dataclass(frozen=True)
class Line:
    """One partner, the relay named for her if there is one, and who answers and stands in when none is named."""

    engagement: Engagement
    relay: Relay | None
    referent: Person | None
    substitute: Person | None


def relays_of(partnership: Partnership, *, on: date) -> list[Line]:
    """Every partner with whom she turns to, by name. Absences do not show. Three queries."""
    named = {who: _known(who, on, present=False) for who in CHAIN}
    partners = list(
        Engagement.objects.filter(PARTNERS, partnership=partnership)
        .select_related("person")
        .annotate(**{f"known_{who}": known for who, known in named.items()})
        .order_by("person__name", "pk")
    )
    pairs = {one.pk: first_two([getattr(one, f"known_{who}") for who in CHAIN]) for one in partners}
    people = Person.objects.in_bulk({key for pair in pairs.values() for key in pair if key})
    standing = Relay.objects.filter(ended_at=None, engagement__partnership=partnership)
    relays = {one.engagement_id: one for one in standing}
    return [
        Line(one, relays.get(one.pk), *(people.get(key) if key else None for key in pairs[one.pk]))
        for one in partners
    ]


def could_relay(engagement: Engagement, *, on: date) -> list[Person]:
    """Who may be named for her: those who take part in it, and the coordination of the houses. One query."""
    there = Engagement.objects.filter(ACCEPTED, partnership=engagement.partnership_id, person=OuterRef("pk"))
    houses = Hosting.objects.filter(partnership=engagement.partnership_id).values("organisation")
    coordinates = Membership.objects.filter(
        in_force(on), role=Role.COORDINATOR, organisation__in=houses, person=OuterRef("pk")
    )
    rows = Person.objects.filter(Q(Exists(there)) | Q(Exists(coordinates))).exclude(pk=engagement.person_id)
    return list(rows.order_by("name", "pk"))


def standing_relay(engagement: Engagement) -> Relay | None:
    return Relay.objects.filter(engagement=engagement, ended_at=None).first()


def partners_with_page() -> QuerySet[Engagement]:
    """Where `find` starts from for a partner."""
    return Engagement.objects.filter(PARTNERS).select_related("partnership__host", "person")


def relays_with_page() -> QuerySet[Relay]:
    return Relay.objects.select_related("engagement__partnership", "engagement__person")


def own_absences(actor: Actor, *, on: date) -> list[Absence]:
    """The days she said she is away, those to come included. One query."""
    mine = Absence.objects.filter(person=actor.person_id, ended_at=None, ends_on__gte=on)
    return list(mine.order_by("starts_on", "pk"))


def follows(on: date) -> QuerySet[Engagement]:
    """Every partner in what goes on, with who answers for her when nobody is away."""
    rows = Engagement.objects.filter(PARTNERS, running("partnership")[0])
    return rows.annotate(answers=Coalesce(*(_known(who, on, present=False) for who in CHAIN))).annotate(
        house=F("partnership__host")
    )
