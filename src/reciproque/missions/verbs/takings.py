"""Taking a mission at one's own rhythm, under terms one chooses and may change; stopping when one wishes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.beginnings.verbs.starts import await_first_mission
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.queries.positions import today_of
from reciproque.partnerships.verbs.engagement import enlist
from reciproque.people.models import Person

from ..models import Choice, Mission, Taking, Terms
from ..policy.mentors import OPEN
from ..queries.takings import chosen, engagement_in, position_for, taking_verdict
from .signing import give_up_dates


@verb(Mission, "take", keeps=("sessions",))
def take(
    mission: Mission,
    *,
    by: Actor,
    at: datetime,
    terms: Terms,
    sessions: int | None = None,
    rhythm: str = "",
) -> Taking:
    """Take a mission of a partnership one is in. Raises ValidationError for terms not offered, Unmet for a title."""
    person = Person.objects.get(pk=by.person_id)
    return begin_taking(mission, person, by=by, at=at, terms=terms, sessions=sessions, rhythm=rhythm)


def begin_taking(
    mission: Mission,
    person: Person,
    *,
    by: Actor,
    at: datetime,
    terms: Terms | None,
    sessions: int | None = None,
    rhythm: str = "",
) -> Taking:
    """Somebody takes a mission, inside a verb that had the right to; she is engaged in its partnership by that.

    Raises ValidationError, by field, for terms not offered or more sessions than there are, Unmet for a title.
    """
    if terms is None:
        raise ValidationError({"terms": _("Choisissez sous quel statut vous donnez ce temps.")})
    offered_in(mission, terms)
    _plausible(mission, sessions)
    taking_verdict(mission, person.pk, on=timezone.localdate(at)).demand()
    taking = Taking(
        mission=mission,
        engagement=_engaged(mission, person, terms, by=by, at=at),
        sessions=sessions,
        rhythm=rhythm.strip(),
        taken_at=at,
    )
    taking.clean_fields(exclude={"mission", "engagement", "code", "ended_at"})
    taking.save()
    Choice.objects.create(taking=taking, terms=terms, chosen_at=at)
    return taking


def _engaged(mission: Mission, person: Person, terms: Terms, *, by: Actor, at: datetime) -> Engagement:
    there = engagement_in(mission.partnership, person.pk)
    if there is not None:
        return there
    position = position_for(mission.partnership, person, on=today_of(person, at))
    engagement = enlist(
        mission.partnership,
        person,
        by=by,
        at=at,
        position=position.role,
        on_behalf_of=position.on_behalf_of,
        seat=position.seat,
        status=terms.status,
        accepted=True,
    )
    await_first_mission(engagement, at=at)
    return engagement


@verb(Taking, "set_rhythm")
def set_rhythm(
    taking: Taking, *, by: Actor, at: datetime, version: int, sessions: int | None = None, rhythm: str = ""
) -> Taking:
    """Change how often one comes, at any time, without a reason. Raises Stale when `version` is behind."""
    _plausible(taking.mission, sessions)
    return rewrite(taking, version=version, sessions=sessions, rhythm=rhythm.strip())


@verb(Taking, "choose_terms")
def choose_terms(taking: Taking, *, by: Actor, at: datetime, terms: Terms) -> Choice:
    """Be paid, or not, from now on: her choice, dated. What was given before keeps its status.

    Raises ValidationError for terms that are not offered, or that stand already.
    """
    offered_in(taking.mission, terms)
    standing = chosen(taking)
    if standing is not None and standing.terms_id == terms.pk:
        raise ValidationError({"terms": _("C’est déjà votre choix.")})
    return Choice.objects.create(taking=taking, terms=terms, chosen_at=at)


@verb(Taking, "end")
def end(taking: Taking, *, by: Actor, at: datetime) -> Taking:
    """Stop, when one wishes, without a reason: the dates to come are given back, the hours given stay."""
    return _end(taking, at=at)


@verb(Taking, "lapse")
def lapse(taking: Taking, *, by: Actor, at: datetime) -> Taking:
    """End with the engagement it came under (by the house, never by a person)."""
    return _end(taking, at=at)


def _end(taking: Taking, *, at: datetime) -> Taking:
    give_up_dates(taking, at=at)
    for mentoring in taking.mentorings.filter(OPEN):
        rewrite(mentoring, ended_at=at)
    return rewrite(taking, ended_at=at)


def offered_in(mission: Mission, terms: Terms) -> Terms:
    """These terms, when the mission offers them today. Raises ValidationError."""
    if terms.mission_id != mission.pk or terms.ended_at is not None:
        raise ValidationError({"terms": _("Choisissez parmi ce que la mission propose aujourd’hui.")})
    return terms


def _plausible(mission: Mission, sessions: int | None) -> None:
    if sessions is None:
        return
    if sessions < 1:
        raise ValidationError({"sessions": _("Au moins une séance, ou rien : comme elles viennent.")})
    if mission.sessions and sessions > mission.sessions:
        said = _("La mission compte {n} séances en tout.").format(n=mission.sessions)
        raise ValidationError({"sessions": said})
