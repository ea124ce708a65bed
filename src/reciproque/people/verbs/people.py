"""Welcoming people, giving them positions and mandates, ending these; what a person says of herself."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor, Kind
from reciproque.foundation.policy import may
from reciproque.foundation.verbs import rewrite, verb

from ..kinds import MEMBER_ROLES, OrganisationKind
from ..models import Account, Installation, Mandate, Membership, Organisation, Person


@verb(Installation, "welcome")
def welcome(
    installation: Installation,
    *,
    by: Actor,
    at: datetime,
    name: str,
    username: str = "",
    language: str = "fr",
    zone: str = "Europe/Paris",
) -> Person:
    """Make someone known, with an account without password when `username` is given (demonstration, tests).

    Everybody else comes by an invitation.
    """
    account = None
    if username:
        account = Account(username=username, created_at=at)
        account.set_unusable_password()
        account.save()
    return Person.objects.create(name=name, account=account, language=language, zone=zone)


@verb(Organisation, "join", keeps=("role", "starts_on"))
def join(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    person: Person,
    role: str,
    starts_on: date,
    function: str = "",
    meets_people: bool = False,
    ends_on: date | None = None,
) -> Membership:
    """Give a person a position in an organisation without an invitation (demonstration, tests, takeover)."""
    return settle(
        organisation,
        person,
        role=role,
        function=function,
        meets_people=meets_people,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@verb(Organisation, "mandate", keeps=("starts_on", "ends_on", "letter"))
def mandate(
    seat: Organisation,
    *,
    by: Actor,
    at: datetime,
    person: Person,
    association: Organisation,
    starts_on: date,
    ends_on: date | None = None,
    body: str = "",
    letter: str = "",
    substitute: bool = False,
) -> Mandate:
    """Record that an association mandates a person to represent users in `seat`; `letter` is its reference.

    Raises ValidationError when the association is none, when it has no approval in force, or for wrong dates.
    """
    if by.kind is not Kind.SYSTEM and not may(by, "see", person):
        raise ValidationError({"person": _("Cette personne n’est pas de votre structure : invitez-la.")})
    return entrust(
        seat,
        person,
        association=association,
        starts_on=starts_on,
        ends_on=ends_on,
        body=body,
        letter=letter,
        substitute=substitute,
    )


@verb(Membership, "end", keeps=("ends_on",))
def end_membership(membership: Membership, *, by: Actor, at: datetime, ends_on: date) -> Membership:
    """End a position; the rights it gave are gone the next day, or at the next click for a day gone by.

    Raises ValidationError when it has ended already, or would last longer than it does.
    """
    return _end(membership, ends_on, at)


@verb(Mandate, "end", keeps=("ends_on",))
def end_mandate(mandate: Mandate, *, by: Actor, at: datetime, ends_on: date) -> Mandate:
    """End a mandate. Raises ValidationError when it has ended already, or would last longer than it does."""
    return _end(mandate, ends_on, at)


@verb(Person, "revise")
def revise_person(
    person: Person, *, by: Actor, at: datetime, version: int, name: str, language: str, zone: str
) -> Person:
    """Change one's own name, language and time zone. Raises Stale when `version` has been left behind."""
    if zone not in available_timezones():
        raise ValidationError({"zone": _("Ce fuseau horaire n’existe pas.")})
    person.name, person.language, person.zone = name, language, zone
    person.clean_fields(exclude={"account"})
    return rewrite(person, version=version, name=name, language=language, zone=zone)


def settle(organisation: Organisation, person: Person, **position: object) -> Membership:
    """Write a membership, inside a verb that had the right to. Raises ValidationError for wrong dates."""
    if position["role"] not in MEMBER_ROLES:
        raise ValidationError({"role": _("Un représentant des usagers tient sa position d’un mandat.")})
    _check_dates(position["starts_on"], position.get("ends_on"))
    held = Membership.objects.filter(
        organisation=organisation, person=person, role=position["role"], ends_on=None
    )
    if held.exists():
        raise ValidationError(_("Cette personne tient déjà cette position dans la structure."))
    hats_change(person)
    return Membership.objects.create(organisation=organisation, person=person, **position)


def entrust(seat: Organisation, person: Person, *, association: Organisation, **mandate: object) -> Mandate:
    """Write a mandate, inside a verb that had the right to. Raises ValidationError for what is wrong."""
    if association.kind != OrganisationKind.ASSOCIATION:
        raise ValidationError({"association": _("Seule une association mandate un représentant.")})
    _check_dates(mandate["starts_on"], mandate.get("ends_on"))
    if association.approval_until and association.approval_until < mandate["starts_on"]:
        raise ValidationError(
            {"association": _("L’agrément de cette association a pris fin avant cette date.")}
        )
    hats_change(person)
    return Mandate.objects.create(seat=seat, person=person, association=association, **mandate)


def hats_change(person: Person) -> None:
    """Raise the version of a person, so that her open sessions read her hats again at the next click."""
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
    person.refresh_from_db(fields=["version"])


def _end(held, ends_on: date, at: datetime):
    _check_dates(held.starts_on, ends_on)
    if held.ends_on and held.ends_on < at.date():
        raise ValidationError(_("C’est déjà fini depuis le {day}.").format(day=words.day(held.ends_on)))
    if held.ends_on and ends_on > held.ends_on:
        raise ValidationError({"ends_on": _("Une fin ne se repousse pas : on peut seulement l’avancer.")})
    hats_change(held.person)
    return rewrite(held, ends_on=ends_on)


def _check_dates(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": _("La fin ne peut pas venir avant le début.")})
