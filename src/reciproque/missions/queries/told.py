"""What is kept of somebody in missions, told to herself: what she took, chose, was offered; what she wrote and read."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import (
    Choice,
    Closing,
    Mentoring,
    Mission,
    Offer,
    Proposed,
    Publication,
    Review,
    Season,
    SignUp,
    Submission,
    Taking,
    Waiting,
)

Told = dict[str, list[dict[str, Any]]]
IN = {"mission": "mission__title"}
ANSWERED = {name: name for name in ("asked_at", "accepted_at", "declined_at", "ended_at")}


@told_to_herself("missions")
def _missions(person: Person) -> Told:
    return {**_hers(person), **_done(person)}


def _hers(person: Person) -> Told:
    """Whole: what she takes, under which terms, on which dates, what she was offered and answered."""
    mine = {"engagement__person": person}
    her_taking = {"taking__engagement__person": person}
    when = {"mission": "slot__mission__title", "day": "slot__intervention__day"}
    return {
        "taken": told_lines(
            Taking.objects.filter(**mine),
            **IN,
            sessions="sessions",
            rhythm="rhythm",
            taken_at="taken_at",
            ended_at="ended_at",
        ),
        "terms_chosen": told_lines(
            Choice.objects.filter(**her_taking),
            mission="taking__mission__title",
            status="terms__status",
            amount="terms__amount",
            unit="terms__unit",
            chosen_at="chosen_at",
        ),
        "sign_ups": told_lines(
            SignUp.objects.filter(**her_taking),
            **when,
            travel="travel",
            signed_at="signed_at",
            cancelled_at="cancelled_at",
        ),
        "waited_for": told_lines(
            Waiting.objects.filter(**her_taking), **when, asked_at="asked_at", left_at="left_at"
        ),
        "mentors_asked": told_lines(
            Mentoring.objects.filter(**her_taking),
            mission="taking__mission__title",
            mentor="mentor__name",
            **ANSWERED,
        ),
        "asked_to_mentor": told_lines(
            Mentoring.objects.filter(mentor=person), mission="taking__mission__title", **ANSWERED
        ),
        "offered": told_lines(
            Offer.objects.filter(person=person),
            **IN,
            by="made_by__name",
            words="words",
            made_at="made_at",
            accepted_at="accepted_at",
            declined_at="declined_at",
            reply="reply",
        ),
        "proposed_in_seasons": told_lines(
            Proposed.objects.filter(person=person),
            **IN,
            organisation="season__organisation__name",
            worked_out_at="season__worked_out_at",
        ),
    }


def _done(person: Person) -> Told:
    """By date: what she did for others."""
    read = {"mission": "submission__mission__title"}
    return {
        "written": told_lines(
            Mission.objects.filter(written_by=person), title="title", written_at="written_at"
        ),
        "contact_of": told_lines(Mission.objects.filter(contact=person), title="title"),
        "readings_asked": told_lines(Submission.objects.filter(asked_by=person), **IN, asked_at="asked_at"),
        "read_over": told_lines(Review.objects.filter(reviewed_by=person), **read, reviewed_at="reviewed_at"),
        "published": told_lines(
            Publication.objects.filter(published_by=person), **IN, published_at="published_at"
        ),
        "closed": told_lines(Closing.objects.filter(closed_by=person), **IN, closed_at="closed_at"),
        "offers_made": told_lines(
            Offer.objects.filter(made_by=person).exclude(person=person), **IN, made_at="made_at"
        ),
        "offers_answered": told_lines(
            Offer.objects.filter(answered_by=person).exclude(person=person), **IN, made_at="made_at"
        ),
        "seasons": told_lines(
            Season.objects.filter(worked_out_by=person),
            organisation="organisation__name",
            worked_out_at="worked_out_at",
        ),
    }
