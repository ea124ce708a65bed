"""Builds people, organisations, positions and invitations through verbs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

from reciproque.foundation import guard
from reciproque.foundation.actor import Actor, system
from reciproque.people import verbs
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Installation, Invitation, Mandate, Membership, Organisation, Person
from reciproque.titles.models import Title

NOON = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""Monday 2 November 2026, 9:00 in Paris: what « now » is in tests, unless they say otherwise."""
TODAY = NOON.astimezone(ZoneInfo("Europe/Paris")).date()
LONG_AGO = date(2026, 1, 1)
HOUSE = system("tests")


def installation() -> Installation:
    """The one row that stands for the installation, and the titles, put back when a test has emptied the tables."""
    with guard.upkeep("tests"):
        if not Title.objects.exists():
            import_module("reciproque.titles.migrations.0002_the_vocabulary").add(apps, None)
        return Installation.objects.get_or_create(only=True)[0]


def organisation(name: str, kind: str = OrganisationKind.HOSPITAL, **fields: Any) -> Organisation:
    return verbs.add_organisation(installation(), by=HOUSE, at=NOON, name=name, kind=kind, **fields)


def person(name: str, username: str = "", **fields: Any) -> Person:
    """Someone, with an account (and no password) when `username` is given."""
    return verbs.welcome(installation(), by=HOUSE, at=NOON, name=name, username=username, **fields)


def member(of: Organisation, who: Person, role: str = Role.PROFESSIONAL, **fields: Any) -> Membership:
    fields.setdefault("starts_on", LONG_AGO)
    return verbs.join(of, by=HOUSE, at=NOON, person=who, role=role, **fields)


def representative(seat: Organisation, who: Person, association: Organisation, **fields: Any) -> Mandate:
    fields.setdefault("starts_on", LONG_AGO)
    return verbs.mandate(seat, by=HOUSE, at=NOON, person=who, association=association, **fields)


def invitation(to: Organisation, *, by: Actor = HOUSE, at: datetime = NOON, **fields: Any) -> Invitation:
    offer = {"name": "Yann Kerbrat", "role": Role.PROFESSIONAL} | fields
    return verbs.invite(to, by=by, at=at, **offer)
