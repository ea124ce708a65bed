"""Opening somebody among accompanied people: one person asks, another agrees or not, one is enough to end it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.clock import months_later
from reciproque.foundation.outbox import tell
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Mandate, Membership, Organisation, Person
from reciproque.people.queries.hats import in_force
from reciproque.titles.queries.standing import suspended_among

from . import rules
from .models import End, Opening, Refusal
from .policy import CARERS
from .queries.lists import houses_that_could_agree, seconds_in


@verb(Person, "ask_opening", keeps=("identity", "extract"))
def ask_opening(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    met_on: date,
    identity: str,
    extract: str,
    seen: str,
    sells: bool,
    industry: bool,
    movement: bool,
    interests: str = "",
    second: Person | None = None,
    asked_of: Organisation | None = None,
) -> Opening:
    """Ask, in the name of one's organisation, that somebody be opened among accompanied people.

    Tell who is asked to agree: somebody of the house (`second`), or another structure (`asked_of`). Raises
    ValidationError, by field, for a meeting to come, a yes about interests without a word about it, nobody to
    agree, or somebody who cannot; and when she has left the house.
    """
    today, house = timezone.localdate(at), by.organisation_id or 0
    as_member = _belongs(person, house, on=today)
    wrong = {}
    if met_on > today:
        wrong["met_on"] = _("Rencontrez-la d’abord : cette date est à venir.")
    if (sells or industry or movement) and not interests.strip():
        wrong["interests"] = _("Une réponse est oui : dites en quelques mots de quoi il s’agit.")
    if not _may_be_asked(person, by, second, asked_of, on=today):
        wrong["second"] = _("Choisissez qui l’accordera : ni vous, ni la personne elle-même.")
    if wrong:
        raise ValidationError(wrong)
    opening = Opening(
        person=person,
        organisation_id=house,
        as_member=as_member,
        met_on=met_on,
        identity=identity,
        extract=extract,
        seen=seen.strip(),
        sells=sells,
        industry=industry,
        movement=movement,
        interests=interests.strip(),
        asked_by_id=by.person_id,
        asked_at=at,
        second=second,
        asked_of=asked_of,
    )
    opening.clean_fields(
        exclude={"second", "asked_of", "agreed_by", "agreed_for", "agreed_at", "valid_until"}
    )
    opening.save()
    for who in _to_tell(second, asked_of, by, on=today):
        tell(who, "openings.asked", about=opening.code, once=f"openings.asked:{opening.code}", due_at=at)
    return opening


def _belongs(person: Person, house: int, *, on: date) -> bool:
    """Whether she belongs to the house today. Raises ValidationError when she did, and left."""
    held = Membership.objects.filter(person=person, organisation=house)
    seated = Mandate.objects.filter(person=person, seat=house)
    if held.filter(in_force(on)).exists() or seated.filter(in_force(on)).exists():
        return True
    if held.exists() or seated.exists():
        raise ValidationError(_("Cette personne n’est plus dans votre structure : invitez-la d’abord."))
    return False


def _may_be_asked(
    person: Person, by: Actor, second: Person | None, asked_of: Organisation | None, *, on: date
) -> bool:
    but = {person.pk, by.person_id or 0}
    house = by.organisation_id or 0
    if second is not None:
        return second in {one.person for one in seconds_in(house, but=but, on=on)}
    return asked_of is not None and asked_of in houses_that_could_agree(person, house, but=but, on=on)


def _to_tell(second: Person | None, asked_of: Organisation | None, by: Actor, *, on: date) -> list[int]:
    if second is not None:
        return [second.pk]
    held = Membership.objects.filter(in_force(on), organisation=asked_of, role__in=CARERS)
    return sorted(set(held.exclude(person=by.person_id).values_list("person", flat=True)))


@verb(Opening, "agree", keeps=())
def agree(opening: Opening, *, by: Actor, at: datetime, words: str = "") -> Opening:
    """Agree, as the second person: it stands from now on, for as long as the parameter says.

    Raises ValidationError while a title of hers is suspended, and once she has left the house.
    """
    today = timezone.localdate(at)
    if suspended_among([opening.person_id]):
        raise ValidationError(_("Un de ses titres est suspendu : attendez la fin de l’examen."))
    if opening.as_member and not _belongs(opening.person, opening.organisation_id, on=today):
        raise ValidationError(_("Cette personne n’est plus dans la structure."))
    months = value(rules.OPENING_MONTHS.name, on=today, organisation_id=opening.organisation_id)
    return rewrite(
        opening,
        agreed_by_id=by.person_id,
        agreed_for_id=by.organisation_id,
        agreed_at=at,
        words=words.strip(),
        valid_until=months_later(today, months),
    )


@verb(Opening, "refuse", keeps=("reason",))
def refuse(opening: Opening, *, by: Actor, at: datetime, reason: str) -> Opening:
    """Do not agree, and say why: the asker and the person read it."""
    Refusal.objects.create(opening=opening, refused_by_id=by.person_id, refused_at=at, reason=_said(reason))
    return opening


@verb(Opening, "end", keeps=("reason",))
def end(opening: Opening, *, by: Actor, at: datetime, reason: str) -> Opening:
    """End it, or take back what was asked, effective at the next click: one person is enough, and says why."""
    End.objects.create(opening=opening, ended_by_id=by.person_id, ended_at=at, reason=_said(reason))
    return opening


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : la personne le lira.")})
    return reason.strip()
