"""The invented people and organisations that every test and the demonstration speak of (journeys, first page).

Each function gives one of them, and makes it, with the organisations it belongs to, the first time:

    nadia = cast.nadia()                       # coordinator of the CHU
    by = cast.actor_of(nadia)                  # what a verb receives
    cast.signed_in(client, nadia)              # what a view receives
    cast.actor_of(lucie, hat=Role.PARTNER)     # a hat by role, by code, or by organisation

Charlie belongs to another organisation: she must see nothing, on every screen.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from time import time
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from reciproque.foundation.actor import SELF, Actor, Hat, Kind
from reciproque.foundation.deadlines import SOURCES, Waiting
from reciproque.people import queries
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Organisation, Person

from .builders import people as build

NOON, TODAY, LONG_AGO, HOUSE = build.NOON, build.TODAY, build.LONG_AGO, build.HOUSE


# --- organisations --------------------------------------------------------------------------------
def _organisation(name: str, kind: str, **fields) -> Organisation:
    return Organisation.objects.filter(name=name).first() or build.organisation(name, kind, **fields)


def chu() -> Organisation:
    return _organisation("CHU des Deux-Rives", OrganisationKind.HOSPITAL, town="Deux-Rives", postcode="35000")


def passerelle() -> Organisation:
    return _organisation(
        "Passerelle Santé",
        OrganisationKind.ASSOCIATION,
        town="Deux-Rives",
        postcode="35000",
        approval_number="N2026RN0001",
    )


def msp() -> Organisation:
    return _organisation("MSP du Val-d’Oust", OrganisationKind.MSP, town="Val-d’Oust", postcode="56230")


def utep() -> Organisation:
    return _organisation(
        "UTEP des Deux-Rives", OrganisationKind.RESOURCE_CENTRE, town="Deux-Rives", postcode="35000"
    )


def atlas() -> Organisation:
    return _organisation("Atlas-Partenariat", OrganisationKind.RESOURCE_CENTRE, town="Deux-Rives")


def ars() -> Organisation:
    return _organisation("ARS Région Démo", OrganisationKind.ARS)


def elsewhere() -> Organisation:
    """Where Charlie belongs: nothing ties it to the others."""
    return _organisation("Hôpital des Trois-Vallées", OrganisationKind.HOSPITAL, town="Trois-Vallées")


# --- people ---------------------------------------------------------------------------------------
def _person(name: str, username: str) -> tuple[Person, bool]:
    known = Person.objects.filter(name=name).first()
    return known or build.person(name, username), known is None


def nadia() -> Person:
    """Coordinator of partnership at the CHU."""
    who, new = _person("Nadia Berthier", "nadia.berthier")
    if new:
        build.member(chu(), who, Role.COORDINATOR, function="Coordinatrice du partenariat")
    return who


def karim() -> Person:
    """Patient partner at the CHU."""
    who, new = _person("Karim Sow", "karim.sow")
    if new:
        build.member(chu(), who, Role.PARTNER, function="Patient partenaire")
    return who


def lucie() -> Person:
    """Health mediator, patient partner at the CHU; also a professional of Passerelle Santé: two hats."""
    who, new = _person("Lucie Arnaud", "lucie.arnaud")
    if new:
        build.member(chu(), who, Role.PARTNER, function="Médiatrice en santé, patiente partenaire")
        build.member(passerelle(), who, Role.PROFESSIONAL, function="Médiatrice en santé")
    return who


def morvan() -> Person:
    """General practitioner of the MSP."""
    who, new = _person("Dr Hélène Morvan", "helene.morvan")
    if new:
        build.member(msp(), who, Role.PROFESSIONAL, function="Médecin généraliste")
    return who


def paul() -> Person:
    """Represents users at the CHU, mandated by Passerelle Santé."""
    who, new = _person("Paul Ménard", "paul.menard")
    if new:
        build.representative(chu(), who, passerelle(), body="Commission des usagers", letter="PS-2026-04")
    return who


def ines() -> Person:
    """Of the regional health agency: reads counts, never people."""
    who, new = _person("Inès Rahmani", "ines.rahmani")
    if new:
        build.member(ars(), who, Role.INSTITUTION, function="Chargée de mission démocratie en santé")
    return who


def nurse() -> Person:
    """Head nurse of the hepatology unit of the CHU."""
    who, new = _person("Solène Kervella", "solene.kervella")
    if new:
        build.member(chu(), who, Role.PROFESSIONAL, function="Cadre de santé, hépatologie")
    return who


def charlie() -> Person:
    """Coordinator of another hospital. She must see nothing anywhere."""
    who, new = _person("Charlie Maurel", "charlie.maurel")
    if new:
        build.member(elsewhere(), who, Role.COORDINATOR, function="Coordinatrice")
    return who


# --- acting ---------------------------------------------------------------------------------------
def hat_of(person: Person, hat: str | Organisation | None = None) -> Hat:
    """One of a person's hats today, by role, by code or by organisation; her first one when none is named."""
    hats = [worn for worn in queries.hats_of(person, on=TODAY) if worn.role != SELF]
    if hat == SELF or not hats:
        return queries.hats_of(person, on=TODAY)[0]
    if hat is None:
        return hats[0]
    wanted = hat.pk if isinstance(hat, Organisation) else str(hat)
    return next(worn for worn in hats if wanted in (worn.role, worn.code, worn.organisation_id))


def actor_of(person: Person, hat: str | Organisation | None = None, *, strong: bool = True) -> Actor:
    """The actor a verb receives from that person, a new form each time (its key is its own)."""
    return Actor(
        Kind.HAT,
        person_id=person.pk,
        account_id=person.account_id,
        hat=hat_of(person, hat),
        strong=strong,
        key=uuid4(),
    )


def signed_in(
    client: Client,
    person: Person,
    hat: str | Organisation | None = None,
    *,
    strong: bool = True,
    language: str = "fr",
) -> Client:
    """The client, signed in as that person, wearing one of her hats."""
    client.force_login(person.account)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "demo" if strong else "password", "at": time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.account_id)
    session["hat"] = hat_of(person, hat).code
    session.save()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def waiting(asked: Callable, actor: Actor, day: date) -> list[Waiting]:
    """What one source of « what waits » tells an actor on that day, without the others."""
    source = next(one for one in SOURCES if one.rows is asked)
    rows = asked(actor, day)
    return (
        []
        if rows is None
        else [item for found in rows.values_list("facts", flat=True) for item in source.tell(found, day)]
    )


def data_of(person: Person) -> dict[str, Any]:
    """The copy of what is kept of her, as she downloads it."""
    return json.loads(signed_in(Client(), person).get(reverse("people:my_data")).content)


def form_key() -> str:
    """What a form posted by a test carries as `cle`."""
    return str(uuid4())
