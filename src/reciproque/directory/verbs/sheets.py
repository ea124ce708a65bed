"""A sheet: added, corrected, found still good, said not to answer any more, checked, closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.clock import months_later
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Organisation
from reciproque.people.queries import commune_of

from .. import rules
from ..kinds import Heard, Outcome
from ..models import Check, Closure, Feedback, Sheet
from ..queries.freshness import last_words
from ..queries.keeping import doubles, open_check
from ..queries.places import place_of

PLACING = ("address", "postcode", "town")
"""What tells where it is: once one of them is corrected, the coordinates of a file hold no more."""
NOT_WRITTEN = {
    *("code", "version", "plain", "by_hand", "commune", "latitude", "longitude", "kept_by"),
    *("added_by", "added_at", "checked_by", "checked_on", "checked_at", "recheck_on"),
}
"""What nobody types."""


@verb(Organisation, "add_sheet", keeps=("name",))
def add_sheet(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    apart: bool = False,
    checked_on: date | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    **fields: Any,
) -> Sheet:
    """Add a useful address, kept by `organisation`; it counts as checked on `checked_on`, today unless told.

    Raises ValidationError, by field, for what is wrong; and for a likely double unless it is said to be another
    structure (`apart`).
    """
    today = timezone.localdate(at)
    checked_on = checked_on or today
    sheet = Sheet(**fields, kept_by=organisation, added_by_id=by.person_id, added_at=at)
    sheet.checked_on, sheet.checked_at, sheet.checked_by_id = checked_on, at, by.person_id
    sheet.latitude, sheet.longitude, sheet.exact = latitude, longitude, latitude is not None
    sheet.recheck_on = due(sheet, on=today)
    _clean(sheet)
    settle_place(sheet)
    if checked_on > today:
        raise ValidationError({"checked_on": _("Ce jour est à venir.")})
    if not apart and doubles(name=sheet.name, town=sheet.town, siret=sheet.siret):
        raise ValidationError(
            {"apart": _("Une fiche lui ressemble : voyez-la en haut de cette page, ou cochez ici.")}
        )
    sheet.save()
    return sheet


@verb(Sheet, "revise", keeps=())
def revise_sheet(sheet: Sheet, *, by: Actor, at: datetime, version: int, **fields: Any) -> Sheet:
    """Correct a sheet. What is changed on one that came from a file is never overwritten by that file again; which
    file it came from is not to be changed.

    It does not count as a check: see `confirm`. Raises ValidationError by field, and Stale.
    """
    if sheet.source_id:
        fields = {name: given for name, given in fields.items() if name not in ("source", "source_page")}
    before = {name: getattr(sheet, name) for name in fields}
    for name, given in fields.items():
        setattr(sheet, name, given)
    sheet.recheck_on = due(sheet, on=timezone.localdate(at))
    _clean(sheet)
    moved = any(getattr(sheet, name) != before.get(name, getattr(sheet, name)) for name in PLACING)
    if moved:
        sheet.exact = False
    settle_place(sheet)
    if sheet.source_id:
        changed = {name for name in fields if getattr(sheet, name) != before[name]} - {"recheck_months"}
        sheet.by_hand = sorted({*sheet.by_hand, *changed, *(["place"] if moved else [])})
    written = {name: getattr(sheet, name) for name in fields}
    place = {name: getattr(sheet, name) for name in ("commune", "latitude", "longitude", "exact")}
    return rewrite(
        sheet, version=version, **written, **place, recheck_on=sheet.recheck_on, by_hand=sheet.by_hand
    )


@verb(Sheet, "confirm", keeps=())
def confirm(sheet: Sheet, *, by: Actor, at: datetime) -> Sheet:
    """Say that all of it still holds: it is dated from today, and what was said before no longer counts.

    An open check ends with it.
    """
    waiting = open_check(sheet)
    if waiting is not None:
        return settle_check(waiting, by=by, at=at, outcome=Outcome.STILL_GOOD).sheet
    return _dated(sheet, by, at)


@verb(Sheet, "tell", keeps=("heard",))
def tell(sheet: Sheet, *, by: Actor, at: datetime, heard: str) -> Sheet:
    """Say that it answers, or does not any more: one word for each person and month, the last one holds.

    When as many people as the parameter says find it silent since its last check, a check is opened.
    """
    today = timezone.localdate(at)
    if heard not in Heard.values:
        raise ValidationError({"heard": _("Dites si ça répond ou non.")})
    said = Feedback.objects.filter(sheet=sheet, person=by.person_id, month=today.replace(day=1)).first()
    if said is None:
        Feedback.objects.create(
            sheet=sheet, person_id=by.person_id, month=today.replace(day=1), heard=heard, said_at=at
        )
    else:
        rewrite(said, heard=heard, said_at=at)
    silent = last_words().filter(sheet=sheet, heard=Heard.SILENT).count()
    enough = value(rules.SILENT_PEOPLE.name, on=today, organisation_id=sheet.kept_by_id)
    if silent >= enough and open_check(sheet) is None:
        Check.objects.create(sheet=sheet, opened_at=at)
    return sheet


@verb(Check, "settle", keeps=("outcome",))
def settle_check(check: Check, *, by: Actor, at: datetime, outcome: str, words: str = "") -> Check:
    """Say what was found: still good (dated from today), corrected (dated as well), or closed down.

    Raises ValidationError when a structure is said to be closed without a word.
    """
    words = words.strip()
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choisissez ce que vous avez trouvé.")})
    if outcome == Outcome.CLOSED and not words:
        raise ValidationError({"words": _("Dites ce qui s’est passé, en quelques mots.")})
    sheet = check.sheet
    done = rewrite(check, outcome=outcome, words=words, closed_by_id=by.person_id, closed_at=at)
    if outcome == Outcome.CLOSED:
        Closure.objects.create(sheet=sheet, closed_by_id=by.person_id, closed_at=at, reason=words)
    else:
        _dated(sheet, by, at)
    return done


@verb(Sheet, "close_down", keeps=())
def close_down(sheet: Sheet, *, by: Actor, at: datetime, reason: str, same_as: Sheet | None = None) -> Sheet:
    """Close a sheet for good: nobody is sent there any more, its page says why, and leads to `same_as` for a double.

    An open check ends with it.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Dites ce qui s’est passé, en quelques mots.")})
    if same_as is not None and same_as.pk == sheet.pk:
        raise ValidationError({"same_as": _("C’est cette fiche elle-même : donnez l’autre.")})
    waiting = open_check(sheet)
    if waiting is not None:
        rewrite(waiting, outcome=Outcome.CLOSED, words=reason, closed_by_id=by.person_id, closed_at=at)
    Closure.objects.create(
        sheet=sheet, closed_by_id=by.person_id, closed_at=at, reason=reason, same_as=same_as
    )
    return sheet


def due(sheet: Sheet, *, on: date) -> date:
    """The day from which a sheet is to be checked again, under the rule in force `on`."""
    months = sheet.recheck_months or value(rules.RECHECK_MONTHS.name, on=on, organisation_id=sheet.kept_by_id)
    return months_later(sheet.checked_on, int(months))


def settle_place(sheet: Sheet) -> None:
    """Where no place of its own is known, it stands in the middle of its commune, when only one can be meant."""
    if sheet.exact:
        return
    sheet.commune = commune_of(postcode=sheet.postcode, town=sheet.town)
    place = place_of(sheet.commune) if sheet.commune is not None else None
    sheet.latitude, sheet.longitude = (place.latitude, place.longitude) if place else (None, None)


def _dated(sheet: Sheet, by: Actor, at: datetime) -> Sheet:
    today = timezone.localdate(at)
    sheet.checked_on = today
    return rewrite(
        sheet, checked_on=today, checked_at=at, checked_by_id=by.person_id, recheck_on=due(sheet, on=today)
    )


def _clean(sheet: Sheet) -> None:
    sheet.clean_fields(exclude=NOT_WRITTEN)
