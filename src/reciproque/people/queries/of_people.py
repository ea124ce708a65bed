"""Readings about people: those one works with, and what is kept about oneself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import listed, visible, with_rights

from ..kinds import VOICE_OF_ROLE, Role
from ..models import Account, Mandate, Membership, Organisation, Person
from .hats import hat_of_mandate, hat_of_membership, in_force
from .of_organisations import with_words

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
"""What browsers write of themselves, the most telling word first."""


def people(actor: Actor, *, on: date, words: str = "") -> QuerySet[Person]:
    """Those the actor may see, each with the positions (`held`) and mandates (`given`) the actor may see."""
    held = visible(Membership, actor).filter(in_force(on)).select_related("organisation").order_by("pk")
    given = visible(Mandate, actor).filter(in_force(on)).select_related("seat", "association").order_by("pk")
    return with_words(listed(Person, actor), words).prefetch_related(
        Prefetch("memberships", held, to_attr="held"), Prefetch("mandates", given, to_attr="given")
    )


def with_buttons(actor: Actor, *verbs: str) -> QuerySet[Person]:
    """People, each carrying `may_<verb>` for the buttons of her page."""
    return with_rights(Person.objects.all(), actor, *verbs)


def in_words(person: Person) -> tuple[str, str]:
    """The voice and the line under the name of someone read by `people`: her first position, in words."""
    hats = [hat_of_membership(held) for held in person.held] + [hat_of_mandate(one) for one in person.given]
    return (VOICE_OF_ROLE[Role(hats[0].role)], hats[0].label) if hats else ("", "")


def positions_seen(person: Person, actor: Actor) -> tuple[list[Membership], list[Mandate]]:
    """Positions and mandates of a person, past ones too, as far as the actor may see them; each says `may_end`."""
    held = visible(Membership, actor).filter(person=person).select_related("organisation", "person")
    given = visible(Mandate, actor).filter(person=person).select_related("seat", "association", "person")
    return (
        list(with_rights(held, actor, "end").order_by("-starts_on", "-pk")),
        list(with_rights(given, actor, "end").order_by("-starts_on", "-pk")),
    )


def hat_organisation(actor: Actor) -> Organisation | None:
    """The organisation of the hat one wears."""
    return Organisation.objects.filter(pk=actor.organisation_id).first() if actor.organisation_id else None


def open_sessions(account: Account, *, at: datetime) -> list[UserSession]:
    """Sessions of an account that are still open, the latest first; each says its browser in words (`said`)."""
    kept = list(UserSession.objects.filter(user=account).order_by("-created_at", "-pk"))
    alive = set(
        Session.objects.filter(
            session_key__in=[one.session_key for one in kept], expire_date__gt=at
        ).values_list("session_key", flat=True)
    )
    found = [one for one in kept if one.session_key in alive]
    for one in found:
        one.said = browser_in_words(one.user_agent)
    return found


def browser_in_words(agent: str) -> str:
    """« Firefox, Linux » for what a browser says of itself; that text itself when nothing in it is known."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or agent[:80] or _("Navigateur inconnu")


def second_factors(account: Account) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=account).order_by("created_at", "pk")


def all_about(person: Person, *, at: datetime) -> dict[str, Any]:
    """What this package keeps about a person, for herself, ready for JSON. Secrets and digests are left out."""
    account = person.account
    return {
        "person": {"name": person.name, "language": person.language, "zone": person.zone},
        "account": {
            "username": account.username,
            "email": account.email,
            "created_at": account.created_at,
            "last_sign_in_at": account.last_login,
        },
        "positions": [
            {
                "organisation": held.organisation.name,
                "role": held.role,
                "function": held.function,
                "meets_people": held.meets_people,
                "starts_on": held.starts_on,
                "ends_on": held.ends_on,
            }
            for held in person.memberships.select_related("organisation").order_by("pk")
        ],
        "mandates": [
            {
                "association": held.association.name,
                "seat": held.seat.name,
                "body": held.body,
                "letter": held.letter,
                "starts_on": held.starts_on,
                "ends_on": held.ends_on,
            }
            for held in person.mandates.select_related("association", "seat").order_by("pk")
        ],
        "sessions": [
            {"since": one.created_at, "address": one.ip, "browser": one.user_agent}
            for one in open_sessions(account, at=at)
        ],
        "second_factors": [
            {"kind": one.type, "since": one.created_at, "last_used_at": one.last_used_at}
            for one in second_factors(account)
        ],
        "password_codes": [
            {"issued_at": one.issued_at, "used_at": one.use.used_at if hasattr(one, "use") else None}
            for one in person.renewals.select_related("use").order_by("pk")
        ],
    }
