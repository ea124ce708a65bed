"""Who may be named when a partnership is founded, and in what position the founder herself engages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from reciproque.foundation.actor import Actor
from reciproque.foundation.models import plain
from reciproque.foundation.policy import visible
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership, Organisation, Person
from reciproque.people.queries import in_force

from ..rules.sides import roles_open_to
from .positions import MOST_PROPOSED, SHORTEST_SEARCH, Position, as_positions


def position_worn(actor: Actor) -> Position:
    """The position in which the actor engages under the hat she wears.

    Raises Mandate.DoesNotExist or Membership.DoesNotExist when the hat is no longer hers.
    """
    person = Person.objects.get(pk=actor.person_id)
    hat = actor.hat
    if hat is None or hat.organisation_id is None:
        return Position("", person, Role.USER, None, None)
    if hat.role == Role.REPRESENTATIVE:
        given = Mandate.objects.select_related("association", "seat").get(code=hat.code, person=person)
        return Position(hat.code, person, Role.REPRESENTATIVE, given.association, given.seat)
    held = Membership.objects.select_related("organisation").get(code=hat.code, person=person)
    return Position(hat.code, person, Role(held.role), held.organisation, None)


def candidates(
    actor: Actor, organisations: Iterable[Organisation], side: str, words: str, *, on: date
) -> list[Position]:
    """Positions of `organisations` open to a side, whose holders have these words in their names.

    People of another organisation are found by their whole name only: nobody leafs through its members. The actor
    herself is left out.
    """
    asked = plain(words)
    if len(asked.replace(" ", "")) < SHORTEST_SEARCH:
        return []
    near = Q(person__in=visible(Person, actor).values("pk"))
    for word in asked.split():
        near &= Q(person__plain__contains=word)
    named = (near | Q(person__plain=asked)) & ~Q(person=actor.person_id)
    found = _positions(organisations, side, named, on=on)
    return sorted(found, key=lambda position: position.person.name)[:MOST_PROPOSED]


def candidate(organisations: Iterable[Organisation], side: str, code: str, *, on: date) -> Position | None:
    """The position of that code, when it is held in `organisations` and open to that side."""
    return next(iter(_positions(organisations, side, Q(code=code), on=on)), None)


def _positions(organisations: Iterable[Organisation], side: str, which: Q, *, on: date) -> list[Position]:
    roles, hosts = roles_open_to(side), [organisation.pk for organisation in organisations]
    held = Membership.objects.filter(in_force(on), which, organisation__in=hosts, role__in=roles)
    given = Mandate.objects.filter(in_force(on), which, seat__in=hosts)
    if Role.REPRESENTATIVE not in roles:
        given = given.none()
    return as_positions(
        held.select_related("person", "organisation").order_by("person__name", "pk")[:MOST_PROPOSED],
        given.select_related("person", "association", "seat").order_by("person__name", "pk")[:MOST_PROPOSED],
    )
