"""Who, of those expected with accompanied people, two people have opened there; what is planned and to review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.openings.kinds import State
from reciproque.openings.models import Opening
from reciproque.openings.queries import not_open, with_state

from ..kinds import Side
from ..models import Engagement, Expected, Hosting, Intervention, Partnership
from .standing import engaged_now


def unopened(partnership: Partnership, expected: Iterable[Engagement], *, on: date) -> list[str]:
    """What is missing, in words, for those of the partners' side who are opened on a day by none of the hosts.

    Professionals are vouched for by their organisation (docs/decisions/0018). Two queries, none without partners.
    """
    partners = [one.person for one in expected if one.side == Side.LIVED]
    if not partners:
        return []
    hosts = Hosting.objects.filter(partnership=partnership).values_list("organisation", flat=True)
    return not_open(partners, hosts, on=on)


# --- what waits -----------------------------------------------------------------------------------
def _to_review_told(facts: Facts, today: date) -> Iterator[Waiting]:
    day = date.fromisoformat(facts["day"])
    yield Waiting(
        title=_("{title} : à revoir avant d’être auprès de personnes accompagnées").format(
            title=facts["title"]
        ),
        detail=f"{facts['partnership']} · {words.day(day)}",
        url=reverse("partnerships:intervention", args=[facts["code"]]),
        action=_("Voir"),
        icon="user-check",
        tone="warn",
        due_on=day,
    )


@waits(_to_review_told)
def to_review_with_people(actor: Actor, today: date) -> QuerySet:
    """What is planned with accompanied people, expecting somebody not opened: for its planner and the referents."""
    referent = engaged_now(actor).filter(referent_since__isnull=False)
    opened = with_state(Opening.objects.all(), on=today).filter(
        state=State.OPEN,
        person=OuterRef("engagement__person"),
        valid_until__gte=OuterRef("intervention__day"),
        organisation__hostings__partnership=OuterRef("intervention__partnership"),
    )
    closed = Expected.objects.filter(
        ~Exists(opened), intervention=OuterRef("pk"), engagement__side=Side.LIVED
    )
    rows = Intervention.objects.filter(
        Q(planned_by=actor.person_id) | Q(partnership__in=referent),
        Exists(closed),
        partnership__in=engaged_now(actor),
        meets_people=True,
        day__gte=today,
        holding=None,
        cancellation=None,
    )
    return facts_of(rows, title="title", partnership="partnership__title", day="day", code="code")
