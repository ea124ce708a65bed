"""What a mission says and still lacks before it is shown; where it stands; whom it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.foundation.requirements import Verdict, verdict
from reciproque.partnerships.queries.known import known_of

from ..kinds import Outcome, State
from ..models import Mission, Review, Submission, Taking
from ..rules.publication import GATE, Sheet


def publication_verdict(mission: Mission, *, on: date) -> Verdict:
    """All that a published mission must say, met or not, from what it says now."""
    sheet = Sheet(
        code=mission.code,
        partnership=mission.partnership.code,
        purpose=bool(mission.purpose.strip()),
        does=bool(mission.does.strip()),
        tasks=mission.tasks.count(),
        pay=mission.terms.filter(ended_at=None).exists(),
        expenses=bool(mission.expenses.strip()),
        contact=mission.contact_id is not None,
        supervision=bool(mission.supervision.strip()),
        access=bool(mission.access.strip()),
        charter=known_of(mission.partnership).charter_in_force,
        titles=mission.required.exists(),
        beyond_law=bool(mission.beyond_law.strip()),
    )
    return verdict(GATE, sheet, on=on)


def with_state(rows: QuerySet[Mission]) -> QuerySet[Mission]:
    """Missions with their `state`, and how many people take each (`takers`)."""
    waiting = Submission.objects.filter(mission=OuterRef("pk"), review=None)
    returned = Review.objects.filter(submission__mission=OuterRef("pk"), outcome=Outcome.RETURNED)
    return rows.annotate(
        takers=Count("takings", filter=Q(takings__ended_at=None), distinct=True),
    ).annotate(
        state=Case(
            When(closing__isnull=False, then=Value(State.CLOSED.value)),
            When(Q(publication__isnull=False, takers__gte=F("wanted")), then=Value(State.FULL.value)),
            When(publication__isnull=False, then=Value(State.OPEN.value)),
            When(Exists(waiting), then=Value(State.REVIEW.value)),
            When(Exists(returned), then=Value(State.RETURNED.value)),
            default=Value(State.DRAFT.value),
            output_field=CharField(max_length=10),
        )
    )


def latest_review(mission: Mission) -> Review | None:
    """What the last reader said."""
    said = Review.objects.filter(submission__mission=mission).select_related("reviewed_by", "submission")
    return said.order_by("-pk").first()


def open_places(mission: Mission) -> int:
    """How many people are still looked for."""
    return max(0, mission.wanted - Taking.objects.filter(mission=mission, ended_at=None).count())


def _to_read_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Une mission à relire : {title}").format(title=facts["title"]),
        detail=facts["partnership"],
        url=reverse("missions:mission", args=[facts["code"]]),
        action=_("Relire"),
        icon="hand-helping",
    )


@waits(_to_read_told)
def to_read_over(actor: Actor, today: date) -> QuerySet:
    """Missions whose reading somebody asked for, and that the actor may publish."""
    rows = visible(Mission, actor, "publish")
    return facts_of(rows, title="title", partnership="partnership__title", code="code")


def _returned_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("Votre mission est à compléter : {title}").format(title=facts["title"]),
        detail=facts["partnership"],
        url=reverse("missions:mission", args=[facts["code"]]),
        action=_("Compléter"),
        icon="hand-helping",
        tone="warn",
    )


@waits(_returned_told)
def to_complete(actor: Actor, today: date) -> QuerySet:
    """Missions of hers that a reader gave back, until she asks again."""
    waiting = Submission.objects.filter(mission=OuterRef("pk"), review=None)
    returned = Review.objects.filter(submission__mission=OuterRef("pk"), outcome=Outcome.RETURNED)
    rows = Mission.objects.filter(
        Exists(returned), ~Exists(waiting), written_by=actor.person_id, publication=None, closing=None
    )
    return facts_of(rows, title="title", partnership="partnership__title", code="code")
