"""What is kept of somebody in decisions, told to herself: what she carried, promised, kept, came back to."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Commitment, Decision, Fulfilment, Option, Review

OF = {"partnership": "decision__partnership__title", "decision": "decision__title"}
PROMISED = OF | {
    "text": "text",
    "due_on": "due_on",
    "done": "fulfilment__done",
    "done_or_dropped_on": "fulfilment__on",
}
COMING_BACK = OF | {"due_on": "due_on", "held_at": "held_at"}


@told_to_herself("decisions")
def _decisions(person: Person) -> dict[str, Any]:
    return {
        "recorded": told_lines(
            Decision.objects.filter(recorded_by__person=person),
            partnership="partnership__title",
            title="title",
            text="text",
            decided_on="decided_on",
            degree="degree",
            recorded_at="recorded_at",
        ),
        "options_carried": told_lines(
            Option.objects.filter(carried_by__person=person),
            **OF,
            text="text",
            outcome="outcome",
            reason="reason",
        ),
        "commitments": told_lines(Commitment.objects.filter(owner__person=person), **PROMISED),
        "commitments_as_substitute": told_lines(
            Commitment.objects.filter(substitute__person=person), **PROMISED
        ),
        "fulfilments_recorded": told_lines(
            Fulfilment.objects.filter(recorded_by__person=person),
            partnership="commitment__decision__partnership__title",
            commitment="commitment__text",
            done="done",
            words="words",
            on="on",
            recorded_at="recorded_at",
        ),
        "reviews": told_lines(Review.objects.filter(owner__person=person), **COMING_BACK),
        "reviews_as_substitute": told_lines(Review.objects.filter(substitute__person=person), **COMING_BACK),
        "reviews_held": told_lines(
            Review.objects.filter(held_by__person=person),
            **OF,
            effect="effect",
            words="words",
            held_at="held_at",
        ),
    }
