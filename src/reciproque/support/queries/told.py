"""What support keeps of somebody, told to herself; what others said to her stays theirs."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import (
    Absence,
    Call,
    Confidant,
    Facilitation,
    Moment,
    Question,
    Relay,
    SupervisionDue,
    Tension,
)

STATES = {
    "asked_at": "asked_at",
    "accepted_at": "accepted_at",
    "declined_at": "declined_at",
    "ended_at": "ended_at",
}
WHERE = {"partnership": "engagement__partnership__title"}


@told_to_herself("support")
def _support(person: Person) -> dict[str, Any]:
    return {**_listening(person), **_answering(person), **_tensions(person)}


def _listening(person: Person) -> dict[str, Any]:
    about = {"intervention": "intervention__title", "day": "intervention__day"}
    choices = Confidant.objects
    return {
        "confidants": told_lines(
            choices.filter(person=person), chosen="chosen__name", reads_since="reads_since", **STATES
        ),
        "chosen_by_others": told_lines(choices.filter(chosen=person), **STATES),
        "questions": told_lines(
            Question.objects.filter(person=person),
            **about,
            asked_at="asked_at",
            until="until",
            closed_at="closed_at",
        ),
        "moments": told_lines(
            Moment.objects.filter(person=person),
            **about,
            weight="weight",
            wants_to_talk="wants_to_talk",
            words="words",
            said_at="said_at",
            read_at="read_at",
        ),
        "calls": told_lines(
            Call.objects.filter(confidant__person=person),
            reason="reason",
            called_at="called_at",
            answered_at="answered_at",
            due_on="due_on",
        ),
    }


def _answering(person: Person) -> dict[str, Any]:
    named = {"named_at": "named_at", "ended_at": "ended_at", **WHERE}
    relays = Relay.objects
    return {
        "supervisions_due": told_lines(
            SupervisionDue.objects.filter(engagement__person=person),
            due_on="due_on",
            since="triggered_on",
            **WHERE,
        ),
        "facilitations_said": told_lines(
            Facilitation.objects.filter(said_by=person),
            intervention="intervention__title",
            facilitator="facilitator",
            said_at="said_at",
        ),
        "relays": told_lines(
            relays.filter(engagement__person=person),
            referent="referent__name",
            substitute="substitute__name",
            named_by="named_by__name",
            **named,
        ),
        "relays_as_referent": told_lines(relays.filter(referent=person), **named),
        "relays_as_substitute": told_lines(relays.filter(substitute=person), **named),
        "relays_named": told_lines(relays.filter(named_by=person), **named),
        "absences": told_lines(
            Absence.objects.filter(person=person),
            starts_on="starts_on",
            ends_on="ends_on",
            said_at="said_at",
            ended_at="ended_at",
        ),
    }


def _tensions(person: Person) -> dict[str, Any]:
    rows = Tension.objects
    dates = {"opened_at": "opened_at", "answered_at": "answered_at", "closed_at": "closed_at"}
    return {
        "tensions_opened": told_lines(
            rows.filter(opened_by=person),
            turns_to="turns_to__name",
            partnership="partnership__title",
            outside="outside__name",
            substitute_reads="substitute_reads",
            words="words",
            proposed="proposed",
            answered_by="answered_by__name",
            agreed="agreed",
            due_on="due_on",
            **dates,
        ),
        "tensions_turned_to": told_lines(rows.filter(turns_to=person), **dates),
        "tensions_answered": told_lines(rows.filter(answered_by=person), proposed="proposed", **dates),
    }
