"""Readings about people: those one works with, and how one signs in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor, Hat
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


def people(actor: Actor, *, words: str = "") -> QuerySet[Person]:
    """Those the actor may see; `lines_of` says a page of them in words."""
    return with_words(listed(Person, actor), words)


@dataclass(frozen=True)
class Line:
    """Someone in a list: her voice and what is read under her name, from the first position the actor may see."""

    person: Person
    voice: str
    words: str


def lines_of(shown: Sequence[Person], actor: Actor, *, on: date, most: int = 50) -> list[Line]:
    """A page of `people` in words, `most` at once. Two queries."""
    keys = written.padded([person.pk for person in shown], most)
    hats: dict[int, Hat] = {}
    for held in written.rows(_held, actor, Membership, ("organisation",), on, people=keys):
        hats.setdefault(held.person_id, hat_of_membership(held))
    for given in written.rows(_held, actor, Mandate, ("seat", "association"), on, people=keys):
        hats.setdefault(given.person_id, hat_of_mandate(given))
    worn = [(person, hats.get(person.pk)) for person in shown]
    return [
        Line(person, VOICE_OF_ROLE[Role(hat.role)] if hat else "", hat.label if hat else "")
        for person, hat in worn
    ]


def _held(
    actor: Actor, model: type[Membership | Mandate], joined: tuple[str, ...], on: date, *, people: tuple
) -> QuerySet:
    rows = visible(model, actor).filter(in_force(on), person__in=people)
    return rows.select_related(*joined).order_by("pk")


def positions_seen(person: Person, actor: Actor) -> tuple[list[Membership], list[Mandate]]:
    """Positions and mandates of a person, past ones too, as far as the actor may see them; each says `may_end`."""
    return (
        written.rows(_positions_seen, actor, Membership, ("organisation", "person"), person=person.pk),
        written.rows(_positions_seen, actor, Mandate, ("seat", "association", "person"), person=person.pk),
    )


def _positions_seen(
    actor: Actor, model: type[Membership | Mandate], joined: tuple[str, ...], *, person: int
) -> QuerySet:
    held = visible(model, actor).filter(person=person).select_related(*joined)
    return with_rights(held, actor, "end").order_by("-starts_on", "-pk")


def hat_organisation(actor: Actor) -> Organisation | None:
    """The organisation of the hat one wears."""
    return written.first(_organisation, actor) if actor.organisation_id else None


def _organisation(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=actor.organisation_id)


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


ON_HER_PAGE = ["issue"]
"""Verbs whose buttons stand on the page of a person: those of packages above add themselves (`button_on_her_page`)."""


def button_on_her_page(verb: str) -> None:
    """Have the right to `verb` asked with the person whose page is shown, for no query more (`person.may_<verb>`)."""
    ON_HER_PAGE.append(verb)
