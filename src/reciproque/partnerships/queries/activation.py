"""Where a partnership stands before it begins: the facts that its gate judges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from reciproque.foundation.parameters import value
from reciproque.foundation.requirements import Verdict, verdict

from ..kinds import Question, Side
from ..models import (
    Charter,
    Concord,
    Difference,
    Engagement,
    EvaluationRound,
    Framing,
    Hesitation,
    Objective,
    Partnership,
    Signature,
)
from ..rules.activation import GATE, Readiness
from ..rules.rhythm import EVALUATION_MONTHS, months_later
from .engagement import engaged_anywhere


def with_facts(partnerships: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """The same partnerships, each carrying what `readiness` reads of it, in the same query."""
    of = {"partnership": OuterRef("pk")}
    latest = Charter.objects.filter(**of).order_by("-number")
    first_round = EvaluationRound.objects.filter(**of).order_by("number")
    unsettled = Difference.objects.filter(~Q(settlement__agreed_at__isnull=False), **of)
    return partnerships.annotate(
        **{f"framed_{side}": Exists(Framing.objects.filter(side=side, **of)) for side in Side},
        **{
            f"compared_{question}": Exists(Concord.objects.filter(question=question, **of))
            | Exists(Difference.objects.filter(question=question, **of))
            for question in Question
        },
        unsettled=_number(unsettled),
        objectives_set=_number(Objective.objects.filter(**of)),
        charter_number=Subquery(latest.values("number")[:1]),
        **{
            f"signed_{side}": Exists(
                Signature.objects.filter(
                    side=side, charter__partnership=OuterRef("pk"), charter__number=OuterRef("charter_number")
                )
            )
            for side in Side
        },
        charter_in_force=Subquery(_signed_by_both().filter(**of).values("number")[:1]),
        first_evaluation=Subquery(first_round.values("due_on")[:1]),
    )


def _signed_by_both() -> QuerySet[Charter]:
    signed = Signature.objects.filter(charter=OuterRef("pk"))
    both = (Exists(signed.filter(side=side)) for side in Side)
    return Charter.objects.filter(*both).order_by("-number")


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("partnership").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def people_and_doubts() -> QuerySet[Engagement]:
    """Who is engaged, or asked to be, each with the words in which she says she is not ready (`hesitation`)."""
    said = Hesitation.objects.filter(engagement=OuterRef("pk"), lifted_at=None)
    return engaged_anywhere().annotate(hesitation=Subquery(said.values("words")[:1]))


def readiness(partnership: Partnership, people: Iterable[Engagement]) -> Readiness:
    """The facts of one partnership read `with_facts`, and of its people; costs no query of its own."""
    people = list(people)
    return Readiness(
        code=partnership.code,
        engaged=_names(people, accepted=True),
        proposed=_names(people, accepted=False),
        hesitant=tuple(one.person.name for one in people if one.hesitation),
        framed=frozenset(side for side in Side if getattr(partnership, f"framed_{side}")),
        compared=frozenset(q for q in Question if getattr(partnership, f"compared_{q}")),
        unsettled=partnership.unsettled,
        objectives=partnership.objectives_set,
        charter=partnership.charter_number,
        signed=frozenset(side for side in Side if getattr(partnership, f"signed_{side}")),
        first_evaluation=partnership.first_evaluation,
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
    fresh = with_facts(Partnership.objects.filter(pk=partnership.pk)).get()
    people = people_and_doubts().filter(partnership=fresh)
    return verdict(GATE, readiness(fresh, people), on=on)


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
