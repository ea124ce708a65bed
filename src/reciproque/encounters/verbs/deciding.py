"""Writing what two people decide, agreeing to it, saying how it felt; keeping it, and erasing all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import Stale, rewrite, verb

from .. import rules
from ..kinds import ASKED_AFTER, Item, Side
from ..models import Decision, Encounter, Felt
from ..queries.cards import held_by_one, side_of

AGREED = {Side.PERSON: "person_agreed_at", Side.PRO: "pro_agreed_at"}
RATED = {Side.PERSON: "person_rated_at", Side.PRO: "pro_rated_at"}


@verb(Encounter, "decide")
def decide(
    encounter: Encounter,
    *,
    by: Actor,
    at: datetime,
    version: int,
    draft: rules.Draft,
    review_on: date | None = None,
) -> Encounter:
    """Write what is decided, or that nothing is today; the other side then says that this is it.

    `version` is that of the decision one read, 0 when there was none. Typed from paper, both have said it.
    Raises Stale when the other wrote meanwhile, ValidationError as `rules.decided` does, or for a day gone by.
    """
    what, side = rules.decided(draft), side_of(by)
    if what.chosen is not None and review_on is None:
        raise ValidationError({"review_on": _("Dites quand vous en reparlerez, même de loin.")})
    if review_on is not None and review_on <= timezone.localdate(at):
        raise ValidationError({"review_on": _("Choisissez un jour à venir.")})
    found = Decision.objects.filter(encounter=encounter).first()
    if (found.version if found else 0) != version:
        raise Stale(found or encounter)
    agreed: dict[str, Any] = {AGREED[side]: at, AGREED[side.other]: at if held_by_one(encounter) else None}
    said = {"review_on": review_on, "written_by": side.value, "written_at": at, **agreed}
    if found is None:
        found = Decision(encounter=encounter, **said)
        found.write(what.as_data())
        found.save()
    else:
        found.encounter = encounter
        found.write(what.as_data())
        rewrite(found, version=version, sealed=found.sealed, **said)
    return _close_if_both(encounter, found, at)


@verb(Encounter, "agree")
def agree(encounter: Encounter, *, by: Actor, at: datetime, version: int) -> Encounter:
    """Say that what is written is what was decided; once both have, the encounter is over.

    Raises Stale when it was written again since one read it.
    """
    found = Decision.objects.get(encounter=encounter)
    rewrite(found, version=version, **{AGREED[side_of(by)]: at})
    return _close_if_both(encounter, found, at)


def _close_if_both(encounter: Encounter, found: Decision, at: datetime) -> Encounter:
    if found.person_agreed_at is None or found.pro_agreed_at is None:
        return encounter
    on, house = timezone.localdate(at), encounter.organisation_id
    hours = value(rules.HOURS_AFTER.name, on=on, organisation_id=house)
    _count(encounter, at, Item.HELD, 0, "")
    return rewrite(encounter, closed_at=at, expires_at=rules.term_closed(at, int(hours)))


@verb(Encounter, "rate")
def rate(encounter: Encounter, *, by: Actor, at: datetime, felt: Mapping[str, int]) -> Encounter:
    """Answer the three items, each from 0 to 10. They are added to counts: nothing ties them to this encounter."""
    side = side_of(by)
    for item in ASKED_AFTER:
        _count(encounter, at, item, felt[item], side.value)
    return rewrite(encounter, **{RATED[side]: at})


def _count(encounter: Encounter, at: datetime, item: Item, number: int, side: str) -> None:
    where = {
        "organisation_id": encounter.organisation_id,
        "month": timezone.localdate(at).replace(day=1),
        "side": side,
        "item": item.value,
        "value": number,
    }
    Felt.objects.get_or_create(**where)
    Felt.objects.filter(**where).update(count=F("count") + 1)


@verb(Encounter, "keep")
def keep(encounter: Encounter, *, by: Actor, at: datetime) -> Encounter:
    """Keep it until she erases it herself, with her code."""
    return rewrite(encounter, kept_at=at, expires_at=None)


@verb(Encounter, "keep_for")
def keep_for(encounter: Encounter, *, by: Actor, at: datetime, token: str) -> Encounter:
    """Let a space of hers find it again under `token`, an opaque random name that says nothing (see `reviews_for`)."""
    return rewrite(encounter, kept_for=token)


@verb(Encounter, "erase")
def erase(encounter: Encounter, *, by: Actor, at: datetime) -> None:
    """Erase all of it, words, dates and key: by her, when she wants; by the house, at its term."""
    Encounter.objects.filter(pk=encounter.pk).delete()
