"""Which times are agreed, which wait for whose word, and what the home says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Partnership
from reciproque.people.models import Person

from ..kinds import Party, Standing
from ..models import Confirmation, Dispute
from ..policy import AS_SHE_WROTE, confirmed, said_by_the_other_side
from ..rules import ASKED_DAYS, JUST_HELD_DAYS

OFFERED = 10
"""How many sessions the page offers at once to complete."""


def with_confirmation(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The same times, each carrying, as it stands now:

    - `confirmed_by_self`: the person confirmed what somebody else had noted for her;
    - `confirmed_by_house`: the referent of the other side, or the coordination, confirmed it;
    - `disputed`: a disagreement about it is open;
    - `confirmed`: both have said it, by noting it or by confirming it, and nobody disputes it.
    """
    disputes = Dispute.objects.filter(contribution=OuterRef("pk"), settled_at=None)
    by_herself = AS_SHE_WROTE | confirmed(Party.SELF)
    by_the_house = said_by_the_other_side() | confirmed(Party.HOUSE)
    return rows.annotate(
        confirmed_by_self=_either(confirmed(Party.SELF)),
        confirmed_by_house=_either(confirmed(Party.HOUSE)),
        disputed=Exists(disputes),
        confirmed=_either(by_herself & by_the_house & ~Q(Exists(disputes))),
    )


def with_standing(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The same times with all this, and their `standing` in one word (see kinds.Standing)."""
    before = Confirmation.objects.filter(contribution=OuterRef("pk"))
    return with_confirmation(rows).annotate(
        standing=Case(
            When(disputed=True, then=Value(Standing.DISPUTED.value)),
            When(confirmed=True, then=Value(Standing.CONFIRMED.value)),
            When(Exists(before), then=Value(Standing.AGAIN.value)),
            default=Value(Standing.TO_CONFIRM.value),
            output_field=CharField(max_length=12),
        )
    )


def _either(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def with_page(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The same times with what a line about each shows."""
    return rows.select_related("engagement__person", "engagement__partnership", "intervention", "entered_by")


def every_time() -> QuerySet[Contribution]:
    """Where `find` starts from."""
    return with_page(Contribution.objects.all())


def mine_to_confirm(actor: Actor) -> QuerySet[Contribution]:
    """Times that somebody else noted for the actor and that she has not confirmed."""
    return _discussed(with_page(visible(Contribution, actor, "confirm")))


def to_vouch(actor: Actor, partnership: Partnership) -> QuerySet[Contribution]:
    """Times of one partnership that wait for the word of the house, which the actor may give."""
    rows = visible(Contribution, actor, "vouch").filter(engagement__partnership=partnership)
    return _discussed(with_page(rows))


def _discussed(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The same times; `agreed` are the disagreements about each that were settled, the latest first."""
    settled = Dispute.objects.filter(settled_at__isnull=False).select_related("settled_by").order_by("-pk")
    return with_standing(rows).prefetch_related(Prefetch("disputes", settled, to_attr="agreed"))


def could_add_around(actor: Actor, *, today: date) -> list[Contribution]:
    """The actor's latest sessions around which she noted no other time yet, the latest first. One query."""
    around = Contribution.objects.filter(
        intervention=OuterRef("intervention"), engagement=OuterRef("engagement")
    ).exclude(kind=ContributionKind.SESSION)
    sessions = visible(Contribution, actor).filter(
        ~Exists(around),
        engagement__person=actor.person_id,
        engagement__left_at=None,
        kind=ContributionKind.SESSION,
        intervention__isnull=False,
        on__gte=today - timedelta(days=JUST_HELD_DAYS),
    )
    return list(with_page(sessions).order_by("-on", "-pk")[:OFFERED])


def read_standing(given: Iterable[Contribution]) -> None:
    """Let each time carry its `standing` and `dispute` (the code of an open one, or empty). One query."""
    rows = {one.pk: one for one in given}
    open_now = Dispute.objects.filter(contribution=OuterRef("pk"), settled_at=None).values("code")[:1]
    stated = with_standing(Contribution.objects.filter(pk__in=rows)).annotate(open_code=Subquery(open_now))
    found = {pk: said for pk, *said in stated.values_list("pk", "standing", "open_code")}
    for pk, one in rows.items():
        standing, code = found.get(pk, (Standing.TO_CONFIRM.value, None))
        one.standing, one.dispute = Standing(standing), code or ""  # type: ignore[attr-defined]


# --- what waits -----------------------------------------------------------------------------------
def _asked_since(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=ASKED_DAYS), time()))


def _counted(rows: QuerySet[Contribution], by: str) -> Subquery:
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def _mine_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=ngettext("%(n)d temps à confirmer", "%(n)d temps à confirmer", facts["n"]) % {"n": facts["n"]},
        detail=_("Quelqu’un l’a noté pour vous : est-ce bien cela ?"),
        url=reverse("hours:to_confirm"),
        action=_("Confirmer"),
        icon="clock",
        tone="shared",
    )


@waits(_mine_told)
def times_to_confirm(actor: Actor, today: date) -> QuerySet:
    """What was noted lately for the actor and waits for her word: one line, whatever their number."""
    rows = visible(Contribution, actor, "confirm").filter(entered_at__gte=_asked_since(today))
    herself = Person.objects.filter(
        Exists(rows.filter(engagement__person=OuterRef("pk"))), pk=actor.person_id
    )
    return facts_of(herself.annotate(n=_counted(rows, "engagement__person")), n="n")


def _vouch_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=ngettext(
            "%(n)d temps noté, à confirmer de votre côté",
            "%(n)d temps notés, à confirmer de votre côté",
            facts["n"],
        )
        % {"n": facts["n"]},
        detail=facts["title"],
        url=reverse("hours:vouching", args=[facts["code"]]),
        action=_("Lire et confirmer"),
        icon="clock",
        tone="shared",
    )


@waits(_vouch_told)
def times_to_vouch(actor: Actor, today: date) -> QuerySet:
    """What people noted lately, that the actor may confirm for the house: a line for each partnership."""
    rows = visible(Contribution, actor, "vouch").filter(entered_at__gte=_asked_since(today))
    there = visible(Partnership, actor, "vouch_time").filter(
        Exists(rows.filter(engagement__partnership=OuterRef("pk")))
    )
    counted: Any = there.annotate(n=_counted(rows, "engagement__partnership"))
    return facts_of(counted, n="n", title="title", code="code")
