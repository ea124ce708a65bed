"""What is kept about a person, told to herself: by this package, and by those above that declare it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from reciproque.foundation.models import Event, Message

from ..models import Acceptance, Invitation, Mandate, Membership, Person, Renewal
from .of_people import open_sessions, second_factors

TOLD: dict[str, Callable[[Person], Any]] = {}


def told_to_herself(name: str) -> Callable[[Callable[[Person], Any]], Callable[[Person], Any]]:
    """Declare what a package above keeps about a person: `all_about` gives it under that name."""

    def declare(tell: Callable[[Person], Any]) -> Callable[[Person], Any]:
        TOLD[name] = tell
        return tell

    return declare


def told_lines(rows: QuerySet, /, **paths: str) -> list[dict[str, Any]]:
    """Each row in plain keys, with what stands at its path, the first made first. One query."""
    found = rows.order_by("pk").values_list(*paths.values())
    return [dict(zip(paths, line, strict=True)) for line in found]


def all_about(person: Person, *, at: datetime) -> dict[str, Any]:
    """What is kept about a person, for herself, ready for JSON (GDPR, articles 15 and 20).

    What she is the subject or the author of, whole. What she did to somebody else in a position she held, by its
    date and its organisation: neither the other person nor the words. Secrets and digests of secrets are left out.
    """
    above = {name: tell(person) for name, tell in sorted(TOLD.items())}
    return _herself(person) | _hats(person) | _access(person, at=at) | _done(person) | above


def _herself(person: Person) -> dict[str, Any]:
    account = person.account
    return {
        "person": {"name": person.name, "language": person.language, "zone": person.zone},
        "account": {
            "username": account.username,
            "email": account.email,
            "created_at": account.created_at,
            "last_sign_in_at": account.last_login,
        },
    }


def _hats(person: Person) -> dict[str, Any]:
    held = {"starts_on": "starts_on", "ends_on": "ends_on"}
    return {
        "positions": told_lines(
            Membership.objects.filter(person=person),
            organisation="organisation__name",
            role="role",
            function="function",
            meets_people="meets_people",
            **held,
        ),
        "mandates": told_lines(
            Mandate.objects.filter(person=person),
            association="association__name",
            seat="seat__name",
            body="body",
            letter="letter",
            substitute="substitute",
            **held,
        ),
        "invitations_accepted": told_lines(
            Acceptance.objects.filter(person=person),
            organisation="invitation__organisation__name",
            role="invitation__role",
            function="invitation__function",
            name="invitation__name",
            email="invitation__email",
            invited_by="invitation__invited_by__name",
            invited_at="invitation__invited_at",
            accepted_at="accepted_at",
        ),
    }


def _access(person: Person, *, at: datetime) -> dict[str, Any]:
    """How she signs in, without what opens the door."""
    account = person.account
    return {
        "sessions": [
            {"since": one.created_at, "address": one.ip, "browser": one.user_agent}
            for one in open_sessions(account, at=at)
        ],
        "second_factors": told_lines(
            second_factors(account), kind="type", since="created_at", last_used_at="last_used_at"
        ),
        "password_codes": told_lines(
            Renewal.objects.filter(person=person), issued_at="issued_at", used_at="use__used_at"
        ),
    }


def _done(person: Person) -> dict[str, Any]:
    """What she did here, by the journal and to others, and the letters sent to her."""
    return {
        "acts": told_lines(
            Event.objects.filter(person_ref=person.pk), at="at", verb="verb", hat="hat", refused="refused"
        ),
        "letters": told_lines(
            Message.objects.filter(person_ref=person.pk),
            kind="kind",
            due_at="due_at",
            settled_at="settled_at",
            outcome="outcome",
        ),
        "invitations_made": told_lines(
            Invitation.objects.filter(invited_by=person),
            organisation="organisation__name",
            role="role",
            means="means",
            invited_at="invited_at",
        ),
        "password_codes_given": told_lines(Renewal.objects.filter(issued_by=person), issued_at="issued_at"),
    }
