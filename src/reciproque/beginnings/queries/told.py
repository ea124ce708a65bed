"""What is kept of somebody's beginnings, told to herself: drafts, sponsors, starts, first mission, calls."""

from __future__ import annotations

from typing import Any

from reciproque.people.models import Person
from reciproque.people.queries import told_lines, told_to_herself

from ..models import Call, Draft, FirstMission, Initiative, Meeting, Sponsorship, Start

ASKED = {
    "on_behalf_of": "on_behalf_of__name",
    "asked_at": "asked_at",
    "asked_as": "asked_as",
    "due_on": "due_on",
    "answer": "answer",
    "words": "words",
    "answered_at": "answered_at",
    "agreed_at": "agreed_at",
    "turned_down_at": "turned_down_at",
    "withdrawn_at": "withdrawn_at",
}


@told_to_herself("beginnings")
def _beginnings(person: Person) -> dict[str, Any]:
    return _drafts(person) | _starts(person) | _calls(person)


def _drafts(person: Person) -> dict[str, Any]:
    return {
        "drafts": told_lines(
            Draft.objects.filter(drafted_by=person),
            kind="kind",
            title="title",
            for_whom="for_whom",
            wish="wish",
            reason="reason",
            aim="aim",
            drafted_at="drafted_at",
            put_aside_at="put_aside_at",
            partnership="partnership__title",
        ),
        "sponsors_asked": told_lines(
            Sponsorship.objects.filter(draft__drafted_by=person),
            draft="draft__title",
            sponsor="sponsor__name",
            **ASKED,
            asked_for="asked_for__name",
            asked_seat="asked_seat__name",
        ),
        "asked_to_sponsor": told_lines(  # whose draft it was goes with her right to read it
            Sponsorship.objects.filter(sponsor=person),
            **ASKED,
            position="position",
            partnership="draft__partnership__title",
        ),
    }


def _starts(person: Person) -> dict[str, Any]:
    return {
        "starts": told_lines(
            Start.objects.filter(written_by=person),
            partnership="partnership__title",
            need="need",
            wish="wish",
            reason="reason",
            written_at="written_at",
        ),
        "initiatives": told_lines(
            Initiative.objects.filter(person=person), partnership="partnership__title", side="side"
        ),
        "first_missions": told_lines(
            FirstMission.objects.filter(engagement__person=person),
            partnership="engagement__partnership__title",
            since="triggered_on",
            due_on="due_on",
            paused_on="paused_on",
            resumes_on="resumes_on",
            pause_reason="pause_reason",
        ),
    }


def _calls(person: Person) -> dict[str, Any]:
    """Those she opened and closed for an organisation; of who answered them, nothing."""
    house = {"organisation": "organisation__name"}
    return {
        "calls_opened": told_lines(
            Call.objects.filter(opened_by=person),
            **house,
            words="words",
            welcome="welcome",
            opened_at="opened_at",
        ),
        "calls_closed": told_lines(Call.objects.filter(closed_by=person), **house, closed_at="closed_at"),
        "answers_followed": told_lines(
            Meeting.objects.filter(noted_by=person),
            organisation="answer__call__organisation__name",
            outcome="outcome",
            noted_at="noted_at",
        ),
    }
