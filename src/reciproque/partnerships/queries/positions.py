"""The positions people really hold, under which they may engage; who could be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation.actor import SELF, Actor
from reciproque.foundation.models import plain
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Organisation, Person
from reciproque.people.queries import in_force

from ..models import Engagement, Hosting, Partnership
from ..policy import ONGOING

MOST_PROPOSED = 20
"""How many positions a search shows: to find someone, not to read a list of members."""
SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Position:
    """Something a person is today, under which she may engage; `code` is that of what gives it to her."""

    code: str
    person: Person
    role: Role
    on_behalf_of: Organisation | None
    seat: Organisation | None
    function: str = ""

    @property
    def words(self) -> str:
        return position_words(self.role, self.on_behalf_of, self.seat)


def position_words(role: str, on_behalf_of: Organisation | None, seat: Organisation | None) -> str:
    """« Patient partenaire · CHU des Deux-Rives », « Représentant des usagers · Passerelle Santé, au CHU … »."""
    name = Role(role).label
    if on_behalf_of is None:
        return _("{position} · en son nom").format(position=name)
    if seat is None:
        return f"{name} · {on_behalf_of}"
    return _("{position} · pour {association}, à {seat}").format(
        position=name, association=on_behalf_of, seat=seat
    )


def today_of(person: Person, at: datetime) -> date:
    """The civil date of an instant where a person lives."""
    return at.astimezone(ZoneInfo(person.zone)).date()


def positions_of(person: Person, *, on: date) -> list[Position]:
    """All that a person may engage as on a day: each membership, each mandate, and herself."""
    held = Membership.objects.filter(in_force(on), person=person).select_related("person", "organisation")
    given = Mandate.objects.filter(in_force(on), person=person).select_related(
        "person", "association", "seat"
    )
    own = Position(SELF, person, Role.USER, None, None)
    return [*as_positions(held.order_by("organisation__name", "pk"), given.order_by("seat__name", "pk")), own]


def positions_of_actor(partnership: Partnership, actor: Actor, *, on: date) -> list[Position]:
    """What the actor could take part as; nothing when she is there already."""
    there = Engagement.objects.filter(ONGOING, partnership=partnership, person=actor.person_id)
    person = Person.objects.filter(~Exists(there), pk=actor.person_id).first()
    return positions_of(person, on=on) if person else []


def seat_of(
    person: Person, role: str, on_behalf_of: Organisation | None, *, among: Iterable[int], on: date
) -> Organisation | None:
    """Where a representative sits for an association: in one of the organisations `among` when she does."""
    if role != Role.REPRESENTATIVE:
        return None
    given = Mandate.objects.filter(in_force(on), person=person, association=on_behalf_of)
    seats = [mandate.seat for mandate in given.select_related("seat").order_by("pk")]
    hosts = set(among)
    return next((seat for seat in seats if seat.pk in hosts), seats[0] if seats else None)


def holds(person_id: int, role: str, on_behalf_of_id: int | None, seat_id: int | None, *, on: date) -> bool:
    """Does that person really hold that position on a day? Everyone may come as a user in her own name."""
    if on_behalf_of_id is None:
        return role == Role.USER
    if role == Role.REPRESENTATIVE:
        given = Mandate.objects.filter(
            in_force(on), person=person_id, association=on_behalf_of_id, seat=seat_id
        )
        return seat_id is not None and given.exists()
    held = Membership.objects.filter(in_force(on), person=person_id, organisation=on_behalf_of_id, role=role)
    return held.exists()


def no_longer_held(engagements: QuerySet[Engagement], *, on: date) -> QuerySet[Engagement]:
    """Those engagements whose position nobody gives any more on a day."""
    held = Membership.objects.filter(
        in_force(on),
        person=OuterRef("person"),
        organisation=OuterRef("on_behalf_of"),
        role=OuterRef("position"),
    )
    given = Mandate.objects.filter(
        in_force(on), person=OuterRef("person"), association=OuterRef("on_behalf_of"), seat=OuterRef("seat")
    )
    own_name = Q(on_behalf_of=None, position=Role.USER)
    as_representative = Q(Exists(given), position=Role.REPRESENTATIVE)
    as_member = Q(Exists(held)) & ~Q(position=Role.REPRESENTATIVE)
    return engagements.filter(ONGOING).exclude(own_name | as_representative | as_member)


def proposable(partnership: Partnership, actor: Actor, words: str, *, on: date) -> list[Position]:
    """Positions held in the organisations that carry a partnership by people whose name has these words.

    People of another organisation than the actor's are found by their whole name only. Who is engaged already,
    or has a proposal to answer, is left out.
    """
    asked = plain(words)
    if len(asked.replace(" ", "")) < SHORTEST_SEARCH:
        return []
    near = Q(person__in=visible(Person, actor).values("pk"))
    for word in asked.split():
        near &= Q(person__plain__contains=word)
    named = near | Q(person__plain=asked)
    hosts = Hosting.objects.filter(partnership=partnership).values("organisation")
    free = ~Q(Exists(Engagement.objects.filter(ONGOING, partnership=partnership, person=OuterRef("person"))))
    held = Membership.objects.filter(in_force(on), named, free, organisation__in=hosts)
    given = Mandate.objects.filter(in_force(on), named, free, seat__in=hosts)
    found = as_positions(
        held.select_related("person", "organisation").order_by("person__name", "pk")[:MOST_PROPOSED],
        given.select_related("person", "association", "seat").order_by("person__name", "pk")[:MOST_PROPOSED],
    )
    return sorted(found, key=lambda position: position.person.name)[:MOST_PROPOSED]


def position_named(partnership: Partnership, code: str, *, actor: Actor, on: date) -> Position | None:
    """The position a form is about: one held in the organisations that carry it, or one of the actor's own."""
    hosts = Hosting.objects.filter(partnership=partnership).values("organisation")
    if code == SELF:
        person = Person.objects.filter(pk=actor.person_id).first()
        return Position(SELF, person, Role.USER, None, None) if person else None
    near = Q(organisation__in=hosts) | Q(person=actor.person_id)
    held = Membership.objects.filter(in_force(on), near, code=code).select_related("person", "organisation")
    seated = Q(seat__in=hosts) | Q(person=actor.person_id)
    given = Mandate.objects.filter(in_force(on), seated, code=code)
    found = as_positions(held, given.select_related("person", "association", "seat"))
    return found[0] if found else None


def as_positions(held: Iterable[Membership], given: Iterable[Mandate]) -> list[Position]:
    return [
        Position(one.code, one.person, Role(one.role), one.organisation, None, one.function) for one in held
    ] + [
        Position(one.code, one.person, Role.REPRESENTATIVE, one.association, one.seat, one.body)
        for one in given
    ]
