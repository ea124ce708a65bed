"""What an organisation publishes of what it signs: its keys, and who is suspended or withdrawn at this instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.policy import visible
from reciproque.people.models import Organisation
from reciproque.titles.models import Suspension
from reciproque.titles.queries.standing import left_out

from .. import rules, writer
from ..kinds import Purpose
from ..models import Issued, Key


def current_key(**organisation: Any) -> Key | None:
    """The key an organisation signs with: the one of that row (`organisation`), or of that code."""
    return Key.objects.filter(left_at=None, **organisation).select_related("organisation").first()


def believed_keys(code: str) -> list[Key]:
    """The keys published for the organisation of that code, the present one first; none when it never signed."""
    keys = Key.objects.filter(organisation__code=code, exposed=False).select_related("organisation")
    return list(keys.order_by("-pk"))


def keys_of(actor: Actor) -> QuerySet[Key]:
    """The keys of the organisation one coordinates, with how many credentials each has signed."""
    return visible(Key, actor).select_related("left_by").annotate(given=Count("issued")).order_by("-pk")


def places(organisation: Organisation | int, purpose: str, *, on: date) -> list[int]:
    """The places of a status list whose bit is set: read from the titles at this instant, kept nowhere. One query.

    Withdrawn is for good; suspended may be lifted, as may be the end of a position on which a verification rested.
    What ends by its date needs no bit: the credential says so itself.
    """
    verification = OuterRef("verification")
    if purpose == Purpose.REVOCATION:
        fallen = Q(verification__credential__withdrawal__isnull=False) | Q(key__exposed=True)
    else:
        held = Suspension.objects.filter(
            case__credential=OuterRef("verification__credential"), lifted_at=None
        )
        fallen = Q(Exists(held)) | Q(Exists(left_out(on).filter(pk=verification)))
    rows = Issued.objects.filter(fallen, organisation=organisation).order_by()
    return list(rows.values_list("place", flat=True))


def signed_list(code: str, purpose: str, *, at: datetime) -> str | None:
    """A status list of the organisation of that code, signed now; None when it never signed, or for another purpose.

    Raises writer.Closed when its key does not open: a list that is not signed would be worth nothing.
    """
    signing = current_key(organisation__code=code)
    if signing is None or purpose not in Purpose.values:
        return None
    today = timezone.localdate(at)
    hours = value(rules.LIST_HOURS.name, on=today, organisation_id=signing.organisation_id)
    payload = writer.status_list(
        code,
        purpose,
        places(signing.organisation_id, purpose, on=today),
        at=at,
        until=at + timedelta(hours=hours),
        fresh=rules.FRESH_SECONDS,
    )
    return writer.sign(payload, signing)
