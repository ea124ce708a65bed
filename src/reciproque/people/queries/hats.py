"""The hats someone may wear on a day, how strong her session is, who belongs to an organisation."""

from __future__ import annotations

from datetime import date

from allauth.account.authentication import get_authentication_records
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reciproque.foundation.actor import SELF, Hat

from ..kinds import SECOND_FACTOR_ROLES, VOICE_OF_ROLE, Role
from ..models import Installation, Mandate, Membership, Organisation, Person

SECOND_FACTORS = frozenset({"mfa", "demo"})


def installation() -> Installation:
    """The one row that stands for the whole installation."""
    return Installation.objects.get(only=True)


def in_force(on: date, prefix: str = "") -> Q:
    """Memberships or mandates that hold on a day (both ends included)."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def hats_of(person: Person, *, on: date) -> list[Hat]:
    """Every hat a person may wear on a day, herself first, then by organisation."""
    memberships = Membership.objects.filter(in_force(on), person=person).select_related("organisation")
    mandates = Mandate.objects.filter(in_force(on), person=person).select_related("association", "seat")
    return [
        Hat(code=SELF, role=SELF, label=_("En mon nom")),
        *map(hat_of_membership, memberships.order_by("organisation__name", "pk")),
        *map(hat_of_mandate, mandates.order_by("seat__name", "pk")),
    ]


def hat_of_membership(held: Membership) -> Hat:
    return Hat(
        code=held.code,
        role=held.role,
        organisation_id=held.organisation_id,
        label=f"{held.line} · {held.organisation}",
        needs_second_factor=held.role in SECOND_FACTOR_ROLES or held.meets_people,
    )


def hat_of_mandate(held: Mandate) -> Hat:
    return Hat(
        code=held.code,
        role=Role.REPRESENTATIVE.value,
        organisation_id=held.seat_id,
        label=_("{title} · {association} à {seat}").format(
            title=held.title, association=held.association.acronym or held.association.name, seat=held.seat
        ),
    )


def is_strong(request: HttpRequest) -> bool:
    """True when this session was opened, or confirmed since, with a second factor (allauth keeps how)."""
    used = get_authentication_records(request, request.user)
    return any(method.get("method") in SECOND_FACTORS for method in used)


def members(organisation: Organisation | int, *, on: date) -> QuerySet[Membership]:
    """Who belongs to an organisation on a day, by name."""
    return (
        Membership.objects.filter(in_force(on), organisation=organisation)
        .select_related("person")
        .order_by("person__name", "person_id", "pk")
    )


def demo_people(*, on: date | None = None) -> list[Person]:
    """People of the demonstration: their accounts have no password. Nobody signs in as them elsewhere.

    Each carries `demo_line` (her first hat, in words) and `demo_voice`.
    """
    positions = Membership.objects.select_related("organisation").order_by("pk")
    mandates = Mandate.objects.select_related("association", "seat").order_by("pk")
    if on is not None:
        positions, mandates = positions.filter(in_force(on)), mandates.filter(in_force(on))
    people = (
        Person.objects.filter(account__is_active=True, account__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .order_by("pk")
        .prefetch_related(Prefetch("memberships", positions), Prefetch("mandates", mandates))
    )
    shown = list(people)
    for person in shown:
        hats = [hat_of_membership(held) for held in person.memberships.all()]
        hats += [hat_of_mandate(held) for held in person.mandates.all()]
        person.demo_line = hats[0].label if hats else ""
        person.demo_voice = VOICE_OF_ROLE[Role(hats[0].role)].value if hats else ""
    return shown
