"""Offering a mission, asking for one; answering, with no reason to give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import outbox
from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.people.models import Person

from ..models import Mission, Offer, Season, Taking, Terms
from ..policy import STANDING
from ..queries.takings import taking_of, taking_verdict
from ..rules.periods import OFFER_DAYS
from .takings import begin_taking, offered_in

SET_BY_US = {
    *("mission", "person", "season", "terms", "made_by", "answered_by", "code"),
    *("accepted_at", "declined_at", "taken_back_at"),
}
"""What no form brings: it is not checked as typed."""


@verb(Mission, "offer")
def offer(
    mission: Mission,
    *,
    by: Actor,
    at: datetime,
    people: Iterable[Person],
    words: str = "",
    season: Season | None = None,
) -> list[Offer]:
    """Offer it to some people: each answers for herself, or not. Who has an offer still open is not asked twice.

    Raises ValidationError when nobody is named, or somebody takes it already.
    """
    chosen = list(dict.fromkeys(people))
    if not chosen:
        raise ValidationError({"people": _("Choisissez au moins une personne.")})
    taken = Taking.objects.filter(STANDING, mission=mission, engagement__person__in=chosen)
    if taken.exists():
        raise ValidationError({"people": _("Une de ces personnes a déjà pris cette mission.")})
    return make_offers(mission, chosen, by=by, at=at, words=words, season=season)


def make_offers(
    mission: Mission,
    people: Iterable[Person],
    *,
    by: Actor,
    at: datetime,
    words: str = "",
    season: Season | None = None,
) -> list[Offer]:
    """Write offers, inside a verb that had the right to."""
    today = timezone.localdate(at)
    days = value(OFFER_DAYS.name, on=today, organisation_id=mission.partnership.host_id)
    open_still = Offer.objects.filter(mission=mission, taken_back_at=None, expires_on__gte=today)
    asked = set(open_still.values_list("person", flat=True))
    made = []
    for person in people:
        if person.pk in asked:
            continue
        one = Offer(
            mission=mission,
            person=person,
            season=season,
            words=words.strip(),
            made_at=at,
            made_by_id=by.person_id,
            expires_on=today + timedelta(days=int(days)),
        )
        one.clean_fields(exclude=SET_BY_US)
        one.save()
        outbox.tell(person.pk, "missions.offered", about=one.code, once=f"offered:{one.code}", due_at=at)
        made.append(one)
    return made


@verb(Offer, "accept")
def accept(
    offer: Offer,
    *,
    by: Actor,
    at: datetime,
    terms: Terms,
    sessions: int | None = None,
    rhythm: str = "",
) -> Taking:
    """Take what was offered, at one's own rhythm, under the terms one chooses.

    Raises ValidationError for terms that are not offered; Unmet when a title is missing.
    """
    taking = begin_taking(
        offer.mission, offer.person, by=by, at=at, terms=terms, sessions=sessions, rhythm=rhythm
    )
    rewrite(offer, accepted_at=at, answered_by_id=by.person_id)
    return taking


@verb(Offer, "decline")
def decline(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """Say no, without a reason. Nobody is told, nothing counts it, and it shows nowhere."""
    return rewrite(offer, declined_at=at)


@verb(Offer, "take_back")
def take_back(offer: Offer, *, by: Actor, at: datetime) -> Offer:
    """Take back what one offered, or asked for."""
    return rewrite(offer, taken_back_at=at)


@verb(Mission, "ask_for")
def ask_for(
    mission: Mission,
    *,
    by: Actor,
    at: datetime,
    terms: Terms,
    words: str = "",
    sessions: int | None = None,
    rhythm: str = "",
) -> Offer:
    """Ask for a mission of a partnership one is not in: whoever leads it answers, with a word.

    Raises Unmet when a title is missing, ValidationError for terms that are not offered.
    """
    today = timezone.localdate(at)
    taking_verdict(mission, by.person_id or 0, on=today).demand()
    offered_in(mission, terms)
    days = value(OFFER_DAYS.name, on=today, organisation_id=mission.partnership.host_id)
    asked = Offer(
        mission=mission,
        person_id=by.person_id,
        made_by_id=by.person_id,
        terms=terms,
        words=words.strip(),
        sessions=sessions,
        rhythm=rhythm.strip(),
        made_at=at,
        expires_on=today + timedelta(days=int(days)),
    )
    asked.clean_fields(exclude=SET_BY_US)
    asked.save()
    return asked


@verb(Offer, "welcome")
def welcome(offer: Offer, *, by: Actor, at: datetime, reply: str = "") -> Taking:
    """Say yes to who asked: she is engaged in the partnership from now on, on the terms she chose."""
    if taking_of(offer.mission, offer.person_id):
        raise ValidationError(_("Cette personne a déjà pris la mission."))
    taking = begin_taking(
        offer.mission,
        offer.person,
        by=by,
        at=at,
        terms=offer.terms,
        sessions=offer.sessions,
        rhythm=offer.rhythm,
    )
    rewrite(offer, accepted_at=at, answered_by_id=by.person_id, reply=reply.strip())
    _tell_the_answer(offer, at=at)
    return taking


@verb(Offer, "turn_down")
def turn_down(offer: Offer, *, by: Actor, at: datetime, reply: str) -> Offer:
    """Say no to who asked, with a word she alone reads. Raises ValidationError without one."""
    if not reply.strip():
        raise ValidationError({"reply": _("Dites pourquoi : la personne a proposé de son temps.")})
    rewrite(offer, declined_at=at, answered_by_id=by.person_id, reply=reply.strip())
    _tell_the_answer(offer, at=at)
    return offer


def _tell_the_answer(offer: Offer, *, at: datetime) -> None:
    outbox.tell(
        offer.person_id, "missions.answered", about=offer.code, once=f"answered:{offer.code}", due_at=at
    )
