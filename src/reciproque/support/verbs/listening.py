"""Asking how a mission was, answering in two taps or not at all, and calling whoever was chosen."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.kinds import Side
from reciproque.partnerships.models import Intervention
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Person

from ..kinds import CallReason, Weight
from ..models import Call, Confidant, Moment, Question
from ..policy import CHOSEN
from ..queries.listening import heavy_within, limits_on
from ..rules.listening import CALL_DAYS, QUESTION_DAYS


def ask_how_it_was(intervention: Intervention, *, at: datetime) -> None:
    """Inside a verb: after a mission with accompanied people, ask each partner who was there, herself alone."""
    if not intervention.meets_people:
        return
    there = Person.objects.filter(
        engagements__attendances__intervention=intervention, engagements__side=Side.LIVED
    )
    for person in there.distinct().order_by("pk"):
        today = today_of(person, at)
        days = int(parameters.value(QUESTION_DAYS.name, on=today))
        Question.objects.get_or_create(
            person=person,
            intervention=intervention,
            defaults={"asked_at": at, "until": today + timedelta(days=days)},
        )


@verb(Question, "answer", keeps=())
def answer(
    question: Question,
    *,
    by: Actor,
    at: datetime,
    weight: str = "",
    wants_to_talk: bool = False,
    words: str = "",
) -> Question:
    """Say how it was, in two taps, or close the question without a word: the journal tells neither.

    What is said is read by whoever she chose, alone; she is called when it has been heavy often enough, or when
    the person wishes to talk. With nobody chosen, nobody is told. Raises ValidationError for words without a weight,
    and once the days of the question are over.
    """
    if today_of(question.person, at) > question.until:
        raise ValidationError(_("Cette question n’est plus posée : rien n’est attendu de vous."))
    if not weight and (wants_to_talk or words.strip()):
        raise ValidationError({"weight": _("Dites aussi, d’une touche, comment c’était.")})
    lock(question.person)  # two answers given at once are counted one after the other
    if weight:
        moment = Moment(
            person=question.person,
            intervention=question.intervention,
            weight=weight,
            wants_to_talk=wants_to_talk,
            words=words.strip(),
            said_at=at,
        )
        moment.clean_fields(exclude={"person", "intervention", "read_at"})
        moment.save()
        confidant = Confidant.objects.filter(CHOSEN, person=question.person).first()
        if confidant is not None:
            call_if_needed(confidant, at=at)
    return rewrite(question, closed_at=at)


@verb(Question, "take_back", keeps=())
def take_back(question: Question, *, by: Actor, at: datetime) -> Question:
    """Erase what one said, if one said anything; calls that it led to and nobody answered are taken back."""
    lock(question.person)
    Moment.objects.filter(person=question.person, intervention=question.intervention).delete()
    for confidant in Confidant.objects.filter(CHOSEN, person=question.person):
        needed = _reasons(confidant, at=at)
        Call.objects.filter(confidant=confidant, answered_at=None).exclude(reason__in=needed).delete()
    return question


def call_if_needed(confidant: Confidant, *, at: datetime) -> None:
    """Inside a verb: call whoever was chosen, and nobody else, for each reason that stands and is not called yet."""
    today = today_of(confidant.person, at)
    days = int(parameters.value(CALL_DAYS.name, on=today))
    for reason in _reasons(confidant, at=at):
        Call.objects.get_or_create(
            confidant=confidant,
            reason=reason,
            answered_at=None,
            defaults={"called_at": at, "triggered_on": today, "due_on": today + timedelta(days=days)},
        )


def _reasons(confidant: Confidant, *, at: datetime) -> list[CallReason]:
    """Why she is to be called now, for something said since she was chosen and since she last came."""
    days, times = limits_on(today_of(confidant.person, at))
    since = confidant.reads_since
    last = confidant.calls.filter(answered_at__isnull=False).order_by("-answered_at").first()
    new_since = max(since, last.answered_at) if last and last.answered_at else since
    new = Moment.objects.filter(
        person=confidant.person_id, said_at__gte=new_since, said_at__gt=at - timedelta(days=days)
    )
    often = heavy_within(confidant.person_id, days=days, at=at, since=since) >= times
    found = [CallReason.HEAVY] if often and new.filter(weight=Weight.HEAVY).exists() else []
    return [*found, CallReason.TALK] if new.filter(wants_to_talk=True).exists() else found
