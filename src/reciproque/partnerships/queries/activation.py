"""Where a partnership stands before it begins: the facts that its gate judges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from reciproque.foundation.parameters import value
from reciproque.foundation.requirements import Verdict, verdict

from ..kinds import Form, Question, Side
from ..models import Engagement, Hesitation, Partnership, Signature
from ..rules.activation import GATE, Readiness
from ..rules.first_mission import GATE as WITH_PEOPLE
from ..rules.first_mission import Ready
from ..rules.rhythm import EVALUATION_MONTHS, months_later
from .engagement import engaged_anywhere
from .known import Known, known_of
from .with_people import unopened


def people_and_doubts() -> QuerySet[Engagement]:
    """Who is engaged, or asked to be, each with the words in which she says she is not ready (`hesitation`)."""
    said = Hesitation.objects.filter(engagement=OuterRef("pk"), lifted_at=None)
    return engaged_anywhere().annotate(hesitation=Subquery(said.values("words")[:1]))


def readiness(partnership: Partnership, known: Known, people: Iterable[Engagement]) -> Readiness:
    """The facts of one partnership, from what is known of it and from its people; costs no query of its own."""
    people = list(people)
    return Readiness(
        code=partnership.code,
        engaged=_names(people, accepted=True),
        proposed=_names(people, accepted=False),
        hesitant=tuple(one.person.name for one in people if one.hesitation),
        framed=frozenset(side for side in Side if side in known.framed),
        compared=frozenset(question for question in Question if question in known.compared),
        unsettled=known.unsettled,
        objectives=known.objectives,
        charter=known.charter,
        signed=frozenset(side for side in Side if side in known.signed),
        first_evaluation=known.first_evaluation,
        simple=partnership.form == Form.SIMPLE,
    )


def _names(people: list[Engagement], *, accepted: bool) -> dict[str, tuple[str, ...]]:
    return {
        side.value: tuple(
            one.person.name
            for one in people
            if one.side == side and (one.accepted_at is not None) is accepted
        )
        for side in Side
    }


def activation_verdict(partnership: Partnership, *, on: date) -> Verdict:
    """What the gate says of a partnership on a day, from the facts as they are now (two queries)."""
    people = people_and_doubts().filter(partnership=partnership)
    return verdict(GATE, readiness(partnership, known_of(partnership), people), on=on)


def meeting_people_verdict(
    partnership: Partnership,
    expected: Iterable[Engagement],
    *,
    day: date,
    on: date,
    to_sign_up: bool = False,
) -> Verdict:
    """What must stand before something is planned with accompanied people until a `day`, from the facts as they are.

    `to_sign_up`: nobody need be named yet, each who signs up is asked for her own part then.
    """
    known, people = known_of(partnership), list(expected)
    signed = Signature.objects.filter(
        charter__partnership=partnership, charter__number=known.charter_in_force
    ).values_list("engagement", flat=True)
    done = set(signed) if known.charter_in_force is not None else set()
    ready = Ready(
        code=partnership.code,
        begun=partnership.form == Form.SIMPLE or hasattr(partnership, "activation"),
        charter=known.charter_in_force,
        unsigned=tuple(one.person.name for one in people if one.pk not in done),
        expects_someone=to_sign_up or bool(people),
        unopened=tuple(unopened(partnership, people, on=max(day, on))),
    )
    return verdict(WITH_PEOPLE, ready, on=on)


@dataclass(frozen=True)
class Proposed:
    """A day proposed for the first evaluation, and the rhythm in months it comes from."""

    due_on: date
    months: int


def first_evaluation_proposed(partnership: Partnership, *, today: date) -> Proposed:
    """When the first evaluation would be, by the partnership's own rhythm or else the one in force."""
    months = partnership.evaluation_months or value(
        EVALUATION_MONTHS.name, on=today, organisation_id=partnership.host_id
    )
    return Proposed(months_later(today, int(months)), int(months))
